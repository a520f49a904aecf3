"""``stagiaire verify``: a stored verdict computed again, and what differs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.console.streams import quoted
from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.languages import Language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.json import verdict_object

SCHEMA: Final = "stagiaire/verification/1"
# Sentences are in the language of whoever asked; who wrote the verdict is told apart.
_SENTENCES: Final = ("text", "reason")
_MAKER: Final = ("rules", "version")
_FIRST: Final = ("answers", "status")
_ABSENT: Final = "–"


class Difference(Record):
    """A part of the verdict, by its path, and its two values as JSON has them."""

    part: str
    stored: object
    now: object


class Verification(Record):
    """What a stored verdict and its computation today have not in common, and by which rules.

    ``rules`` and ``version`` are those that the verdict says it was made by.
    """

    differences: tuple[Difference, ...]
    rules: str
    version: str

    @property
    def same_rules(self) -> bool:
        """Whether the rules of then are those of this program."""
        return self.rules == RULES


def verify(stored: Mapping[str, Any], text: Language) -> Verification:
    """The verdict computed again from the answers that it carries.

    Raises ``InvalidAnswersError`` where these cannot be read.
    """
    verdict = verdict_object(assess_dossier(read_dossier(stored["answers"])), text)
    now = json.loads(json.dumps(verdict))
    # What was answered, and what follows from it, before how.
    parts = [name for name in dict.fromkeys((*_FIRST, *now, *stored)) if name not in _MAKER]
    differences = [
        difference
        for name in parts
        for difference in _differences(name, stored.get(name, _ABSENT), now.get(name, _ABSENT))
    ]
    made_by = (str(stored.get(name, _ABSENT)) for name in _MAKER)
    return Verification(tuple(differences), *made_by)


def _differences(path: str, stored: Any, now: Any) -> Iterator[Difference]:
    """The smallest parts that differ, sentences apart."""
    if isinstance(stored, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*now, *stored)):
            if name not in _SENTENCES:
                yield from _differences(
                    f"{path}.{name}", stored.get(name, _ABSENT), now.get(name, _ABSENT)
                )
    elif isinstance(stored, list) and isinstance(now, list) and len(stored) == len(now):
        for index, (old, new) in enumerate(zip(stored, now, strict=True)):
            yield from _differences(f"{path}[{index}]", old, new)
    elif stored != now:
        yield Difference(path, stored, now)


def verification_text(verification: Verification, text: Language, width: int) -> str:
    """What was found, in sentences."""
    lines = wrap(text(f"verify.{'differs' if verification.differences else 'same'}"), width)
    if not verification.same_rules:
        lines += wrap(text("verify.other_rules", version=quoted(verification.version)), width)
    elif verification.differences:
        lines += wrap(text("verify.same_rules"), width)
    for difference in verification.differences:
        sentence = text(
            "verify.difference",
            part=quoted(difference.part),
            stored=quoted(_written(difference.stored)),
            now=_written(difference.now),
        )
        lines += point(sentence, width)
    return "\n".join(lines) + "\n"


def verification_json(verification: Verification) -> str:
    """What was found, as an object."""
    whole = {
        "schema": SCHEMA,
        "same": not verification.differences,
        "same_rules": verification.same_rules,
        "differences": [
            {"part": difference.part, "stored": difference.stored, "now": difference.now}
            for difference in verification.differences
        ],
        "rules": {"stored": verification.rules, "now": RULES},
    }
    return json.dumps(whole, indent=1) + "\n"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
