"""What is known of one person."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.records import Record

# What our files say of themselves.
ANSWERS_SCHEMA: Final = "stagiaire/answers/1"
VERDICT_SCHEMA: Final = "stagiaire/verdict/1"


class Dossier(Record):
    """What is known of one person: facts by name, documents held, readings chosen, day of the law.

    A fact's value is a bool, a choice, a whole number of months, a date, an amount in euros, or
    ``"unknown"``; a fact that is not given is absent. ``on`` is None where no day was given.
    """

    facts: Mapping[str, object]
    documents: tuple[str, ...] = ()
    readings: Mapping[str, str] = {}
    on: date | None = None


def in_order(documents: Iterable[str]) -> tuple[str, ...]:
    """The documents, each once, in the order of the law."""
    held = set(documents)
    return tuple(name for name in DOCUMENT_IDS if name in held)


def stored(dossier: Dossier) -> dict[str, object]:
    """The dossier as an object of answers that ``read_dossier`` reads back, ready for JSON."""
    facts = {name: dossier.facts[name] for name in FACT if name in dossier.facts}
    return {
        "facts": {name: storable(value) for name, value in facts.items()},
        "documents": list(dossier.documents),
        "readings": dict(dossier.readings),
        **({} if dossier.on is None else {"on": dossier.on.isoformat()}),
    }


def merged(first: Dossier, second: Dossier) -> Dossier:
    """Both at once: the second wins, documents add up."""
    return Dossier(
        {**first.facts, **second.facts},
        in_order((*first.documents, *second.documents)),
        {**first.readings, **second.readings},
        second.on or first.on,
    )


def in_cents(amount: object) -> int:
    """An amount in euros as a whole number of cents."""
    euros: Any = amount
    return int(euros * 100)


def storable(value: object) -> object:
    """An answer ready for JSON."""
    if isinstance(value, bool | str | int):
        return value
    return value.isoformat() if isinstance(value, date) else float(str(value))
