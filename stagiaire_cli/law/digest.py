"""The digest of the rules and of the text, which every verdict carries.

It is kept as a constant, because a hash library would cost each start more than the verdict; a
test recomputes it. After a change of the rules: ``python -m stagiaire_cli.law.digest``.
"""

from pathlib import Path
from typing import Final

RULES: Final = "sha256:84f01a66d9614d0b7b9b1ba0a9240be8"


def article_text() -> str:
    """The article as in force from 1 November 2016 to 30 April 2021, word for word."""
    return Path(__file__).with_name("r313-10-1.txt").read_text(encoding="utf-8")


def compute() -> str:
    """The digest of every value of the law, and of the article's text."""
    from hashlib import sha256

    from stagiaire_cli.law.checks import CHECKS
    from stagiaire_cli.law.concordance import CONCORDANCE
    from stagiaire_cli.law.definition import READINGS, VERSIONS
    from stagiaire_cli.law.documents import DOCUMENTS, PROOFS
    from stagiaire_cli.law.facts import FACTS
    from stagiaire_cli.law.persons import OUTSIDE

    rules = (FACTS, OUTSIDE, VERSIONS, READINGS, DOCUMENTS, CHECKS, CONCORDANCE, PROOFS)
    content = repr((rules, article_text()))
    return "sha256:" + sha256(content.encode()).hexdigest()[:32]


if __name__ == "__main__":
    path = Path(__file__)
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(f'"{RULES}"', f'"{compute()}"', 1), encoding="utf-8")
