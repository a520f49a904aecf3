"""The digest of the rules and of the text, which every verdict carries.

It is computed from what the rules say: the names of classes, of constants and of modules do not
change it. It is kept as a constant, because a hash library would cost each start more than the
verdict; a test recomputes it. After a change of the rules: ``python -m stagiaire_cli.law.digest``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from stagiaire_cli.logic.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Not,
    Open,
)
from stagiaire_cli.logic.periods import IsDay, LastsAtMost, NotLater
from stagiaire_cli.logic.records import Record

RULES: Final = "sha256:bc18c9e9d7060756002f1c0d98bfcf33"

# What each kind of condition is called in the digest, whatever its class is called.
_KINDS: Final[Mapping[type[Condition], str]] = {
    Is: "is",
    AtLeast: "at least",
    NotLater: "not later",
    LastsAtMost: "lasts at most",
    IsDay: "is a day",
    All: "all",
    Any: "any",
    Not: "not",
    Established: "established",
    Open: "open",
}


def article_text() -> str:
    """The article as in force from 1 November 2016 to 30 April 2021, word for word."""
    return Path(__file__).with_name("r313-10-1.txt").read_text(encoding="utf-8")


def canonical(value: object) -> object:
    """A value of the law as plain tuples, words and numbers, which say what it says.

    A record is its fields by name, a condition its kind and its fields, a day its ISO form. Raises
    ``TypeError`` for a value of another kind.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date):
        return "day", value.isoformat()
    if isinstance(value, Condition):
        return _KINDS[type(value)], _fields(value, value._fields)
    if isinstance(value, Record):
        return "record", _fields(value, value._fields)
    if isinstance(value, Mapping):
        # The order counts: of readings and of proofs, it is that of the text.
        return "by", tuple((canonical(key), canonical(value[key])) for key in value)
    if isinstance(value, tuple):
        return "list", tuple(map(canonical, value))
    if isinstance(value, frozenset):
        return "set", tuple(sorted(map(canonical, value), key=ascii))
    raise TypeError(f"a {type(value).__name__} is no value of the law")


def _fields(value: object, names: Iterable[str]) -> tuple[tuple[str, object], ...]:
    return tuple((name, canonical(getattr(value, name))) for name in sorted(names))


def digest_of(value: object) -> str:
    """The digest of a value of the law."""
    from hashlib import sha256

    return "sha256:" + sha256(ascii(canonical(value)).encode()).hexdigest()[:32]


def compute() -> str:
    """The digest of every value of the law, and of the article's text."""
    from stagiaire_cli.law.checks import CHECKS
    from stagiaire_cli.law.concordance import CONCORDANCE
    from stagiaire_cli.law.dates import SUSPENSION, TEXTS_READ_UNTIL
    from stagiaire_cli.law.definition import READINGS, VERSIONS
    from stagiaire_cli.law.documents import DOCUMENTS, EXEMPT_BEFORE, ON_DELIVERY
    from stagiaire_cli.law.facts import DERIVED, DISORDERS, FACTS, NEUTRAL, PROOFS, SENT_BEFORE
    from stagiaire_cli.law.persons import OUTSIDE, WARNINGS

    return digest_of(
        {
            "facts": FACTS,
            "answers that affirm nothing": NEUTRAL,
            "what follows from answers": DERIVED,
            "outside the code": OUTSIDE,
            "warnings": WARNINGS,
            "versions": VERSIONS,
            "readings": READINGS,
            "documents": DOCUMENTS,
            "no card before": EXEMPT_BEFORE,
            "documents on delivery": ON_DELIVERY,
            "proofs": PROOFS,
            "checks": CHECKS,
            "days that contradict each other": DISORDERS,
            "what is sent before it is received": SENT_BEFORE,
            "suspension": SUSPENSION,
            "concordance": CONCORDANCE,
            "texts read until": TEXTS_READ_UNTIL,
            "text": article_text(),
        }
    )


if __name__ == "__main__":
    path = Path(__file__)
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace(f'"{RULES}"', f'"{compute()}"', 1), encoding="utf-8")
