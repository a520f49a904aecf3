"""The graph of a questionnaire: its places, the arrows between them, its sections.

A place is a question with what each answer leads to, or an end.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.logic.records import Record

QUESTION: Final = "question"
OUTCOME: Final = "outcome"
DATES: Final = "dates"
# Outcomes that are no status of a verdict: what is not drawn here, and the end.
SEVERAL: Final = "several"
OTHER_TEXT: Final = "other_text"
STAYS_OPEN: Final = "stays_open"
IN_PACIFIC: Final = "in_pacific"
VERDICT: Final = "verdict"
# Sections that are not about one alternative.
START_SECTION: Final = "start"
FILE_SECTION: Final = "file"


class Arrow(Record):
    """The answers that lead to the place with the number; none where it follows in any case."""

    answers: tuple[object, ...]
    to: int


class Chain(Record):
    """The facts that the checks of an outcome, and the length of the stay, may still ask for.

    The question about the documents is among them, before the days that a document spares.
    """

    status: str
    names: tuple[str, ...]
    facts: tuple[str, ...]


class Place(Record):
    """A question, an outcome, or the questions about dates.

    ``kind`` is ``question``, ``outcome`` or ``dates``; ``name`` is a fact, a question of its own,
    or a status; ``names`` are the alternatives or the cards that an outcome is about.
    """

    kind: str
    name: str
    arrows: tuple[Arrow, ...] = ()
    names: tuple[str, ...] = ()
    chains: tuple[Chain, ...] = ()


class MapSection(Record):
    """Places drawn together, in their order, and what is known of somebody at the first of them.

    ``name`` is ``start``, the number of an alternative, ``none_of_these`` or ``file``; ``root`` is
    None where somebody can come to it at several places.
    """

    name: str
    given: Dossier
    root: int | None
    places: tuple[int, ...] = ()


class Map(Record):
    """The questionnaire under the law of a day: its sections, and its places by their numbers.

    The questions have the first numbers, from 1, in the order in which they are drawn.
    """

    law: Law
    on: date
    sections: tuple[MapSection, ...]
    places: Mapping[int, Place]


def numbered_map(
    law: Law, on: date, places: Sequence[Place], sections: Iterable[MapSection]
) -> Map:
    """The map of the places that sections are made of, with the numbers that they are shown by."""
    sections = tuple(sections)
    drawn = [number for section in sections for number in section.places]
    drawn.sort(key=lambda number: places[number].kind != QUESTION)
    new = {old: number for number, old in enumerate(drawn, 1)}
    return Map(
        law,
        on,
        tuple(
            section._replace(
                root=None if section.root is None else new[section.root],
                places=tuple(new[number] for number in section.places),
            )
            for section in sections
        ),
        {
            new[old]: places[old]._replace(
                arrows=tuple(arrow._replace(to=new[arrow.to]) for arrow in places[old].arrows)
            )
            for old in drawn
        },
    )


def part_names(drawn: Map) -> tuple[str, ...]:
    """The names by which people ask for a section: its own, without the degree sign."""
    return tuple(section.name.rstrip("°") for section in drawn.sections if section.places)


def part_of(drawn: Map, name: str) -> Map:
    """The map with one section alone, its questions under the numbers of the whole."""
    kept = (section for section in drawn.sections if section.name.rstrip("°") == name)
    return drawn._replace(sections=tuple(kept))


def inside(drawn: Map) -> frozenset[int]:
    """The places of the sections that are drawn."""
    return frozenset(number for section in drawn.sections for number in section.places)


def arrows_of(drawn: Map) -> tuple[tuple[int, Arrow], ...]:
    """The arrows of the sections that are drawn, each with the place that it leaves."""
    numbers = (number for section in drawn.sections for number in section.places)
    return tuple((number, arrow) for number in numbers for arrow in drawn.places[number].arrows)


def beside(drawn: Map) -> tuple[int, ...]:
    """The places of other sections that those that are drawn lead to."""
    ends = dict.fromkeys(arrow.to for _, arrow in arrows_of(drawn))
    drawn_here = inside(drawn)
    return tuple(number for number in ends if number not in drawn_here)


def reached(
    places: Sequence[Place], roots: Sequence[int], known: Collection[int]
) -> tuple[int, ...]:
    """The places from some on, each before those that it leads to, without those known."""
    after: dict[int, None] = {}

    def reach(number: int) -> None:
        if number not in after and number not in known:
            for arrow in reversed(places[number].arrows):
                reach(arrow.to)
            after[number] = None

    for root in reversed(roots):
        reach(root)
    return tuple(reversed(after))


def always(places: Sequence[Place], start: int, end: int) -> frozenset[str] | None:
    """The names on every path from a place to another; None where there is no path."""
    names_between: dict[int, frozenset[str] | None] = {end: frozenset()}

    def between(number: int) -> frozenset[str] | None:
        if number not in names_between:
            place = places[number]
            each = [between(arrow.to) for arrow in place.arrows]
            paths = [names for names in each if names is not None]
            names_between[number] = frozenset.intersection(*paths) | {place.name} if paths else None
        return names_between[number]

    return between(start)
