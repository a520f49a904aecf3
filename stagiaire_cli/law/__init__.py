"""The one place of law: facts, definition, documents, each by date; the rest derives from it."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from stagiaire_cli.law.definition import VERSIONS, Version
from stagiaire_cli.law.documents import DOCUMENTS, Asked, Documents, under
from stagiaire_cli.records import Record

LAST_DAY: Final = date(2021, 4, 30)
FIRST_DAY: Final = VERSIONS[0].since


class NoLawError(ValueError):
    """There was no article on the day."""

    def __init__(self, on: date) -> None:
        super().__init__(f"no article defined the stagiaire on {on}")
        self.on = on


class Law(Record):
    """The law on one day: the version of the article, and what a file then needs.

    ``required`` and ``evidence`` have, for each alternative, the requirements by document;
    ``documents`` is None, and they are empty, where the documents of that day are not modelled.
    """

    version: Version
    documents: Documents | None
    required: Mapping[str, Asked]
    evidence: Mapping[str, Asked]


def law_on(on: date) -> Law:
    """The law on that day.

    Raises ``NoLawError`` for a day before the first version of R. 313-10-1 (1 June 2009).
    """
    for place, version in enumerate(VERSIONS):
        if version.since <= on and (version.until is None or on <= version.until):
            return _law(place)
    raise NoLawError(on)


@cache
def _law(place: int) -> Law:
    version = VERSIONS[place]
    documents = next(
        (period for period in DOCUMENTS if period.since <= version.since <= period.until), None
    )
    numbers = [provision.number for provision in version.provisions] if documents else []
    return Law(
        version,
        documents,
        {number: under(number, documents.required) for number in numbers if documents},
        {number: under(number, documents.evidence) for number in numbers if documents},
    )


def today() -> Law:
    """The law of the last version, the one in force today."""
    return _law(len(VERSIONS) - 1)
