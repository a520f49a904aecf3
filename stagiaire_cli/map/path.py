"""The path of somebody's answers on a map of the questionnaire, up to what is not answered yet."""

from collections.abc import Mapping
from typing import Final

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import (
    ANOTHER_DAY_LINE,
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    YES_LINE,
    documents_concerned,
    opening_question,
)
from stagiaire_cli.interview.relevance import facts_to_check
from stagiaire_cli.law.facts import (
    ELSEWHERE,
    FACT,
    MADE_OF,
    NATIONALITY,
    PRESUMED,
    TERRITORY,
    derived_of,
)
from stagiaire_cli.law.shapes import Provision
from stagiaire_cli.logic.records import Record
from stagiaire_cli.map.graph import DATES, OUTCOME, SEVERAL, START_SECTION, Map, MapSection

# No value of an answer: nothing is answered yet.
_NOT_YET: Final = object()
# Any answer, to what has but one way on.
_ANY: Final = object()


class Trace(Record):
    """The places and the arrows (each by its two places) gone through, and the places next."""

    passed: frozenset[int] = frozenset()
    arrows: frozenset[tuple[int, int]] = frozenset()
    next: frozenset[int] = frozenset()


def traced(drawn: Map, dossier: Dossier) -> Trace:
    """The path that the answers of a dossier make in each section that they lead into.

    An answer that is not given is never taken for one: the path stops there.
    """
    return _Traced(drawn, dossier).trace()


class _Traced:
    """Follows the answers of one dossier."""

    def __init__(self, drawn: Map, dossier: Dossier) -> None:
        self._drawn = drawn
        self._dossier = dossier
        self._belongs = {
            number: section.name for section in drawn.sections for number in section.places
        }
        self._passed: set[int] = set()
        self._arrows: set[tuple[int, int]] = set()
        self._next: set[int] = set()

    def trace(self) -> Trace:
        """The whole path."""
        version = self._drawn.law.version
        facts = self._dossier.facts
        self._follow(self._section(START_SECTION), {START_SECTION})
        # Each section is drawn for somebody under the code.
        if version.out_of_scope.value({**PRESUMED, **facts}) is False:
            known = {**facts, **self._dossier.readings}
            values = {
                provision.number: provision.condition.value(known)
                for provision in version.provisions
            }
            for name in self._chosen():
                others = (value for number, value in values.items() if number != name)
                alone = all(value is False for value in others)
                self._follow(self._section(name), {name}, alone=alone)
        return Trace(frozenset(self._passed), frozenset(self._arrows), frozenset(self._next))

    def _section(self, name: str) -> MapSection:
        return next(section for section in self._drawn.sections if section.name == name)

    def _chosen(self) -> list[str]:
        """The sections that the answers lead into."""
        facts = self._dossier.facts
        lines = [
            provision for provision in self._drawn.law.version.provisions if self._ticked(provision)
        ]
        if self._opened():
            return [provision.number for provision in lines] or [NONE_LINE]
        first = {section.name: self._drawn.places[section.root or 0] for section in self._roots()}
        return [provision.number for provision in lines if first[provision.number].name in facts]

    def _roots(self) -> tuple[MapSection, ...]:
        return tuple(section for section in self._drawn.sections if section.root is not None)

    def _ticked(self, provision: Provision) -> bool:
        """Whether the answers leave the alternative to be gone into."""
        facts = self._dossier.facts
        fact, declining = provision.declined
        if fact in facts:
            return facts[fact] != declining
        if provision.condition.value({**facts, **self._dossier.readings}) is None:
            return True
        # Refused otherwise, it is still the line that somebody chose who declined all others.
        others = (
            alternative.declined
            for alternative in self._drawn.law.version.provisions
            if alternative != provision
        )
        return all(facts.get(other) == value for other, value in others)

    def _opened(self) -> bool:
        """Whether the opening question would not be asked any more."""
        return opening_question(self._drawn.law, self._dossier) is None

    def _follow(self, section: MapSection, within: set[str], *, alone: bool = False) -> None:
        """The path from the first place of a section.

        Where the person is gone into for ``alone`` this, it goes on wherever it leads; else what
        comes after depends on more, and it stays within.
        """
        number = section.root
        while number is not None:
            place = self._drawn.places[number]
            answer = self._answer(place.name) if place.kind != OUTCOME else _ANY
            if answer is _NOT_YET:
                self._next.add(number)
                return
            self._passed.add(number)
            arrow = next(
                (arrow for arrow in place.arrows if answer is _ANY or answer in arrow.answers), None
            )
            if arrow is None:
                return
            inside = self._belongs[arrow.to] in within
            if not (inside or alone):
                # Another section is entered from its own first place.
                if section.name == START_SECTION:
                    self._arrows.add((number, arrow.to))
                return
            self._arrows.add((number, arrow.to))
            number = arrow.to

    def _answer(self, name: str) -> object:
        """What the person has answered to a question, as the arrows of the map have it."""
        facts = self._dossier.facts
        if name in (ON_QUESTION, ON_DAY_QUESTION):
            if self._dossier.on is None:
                return _NOT_YET
            return ANOTHER_DAY_LINE if name == ON_QUESTION else _ANY
        if name == OPENING_QUESTION:
            return self._line() if self._opened() else _NOT_YET
        if name == CHECKS_QUESTION:
            left = next(facts_to_check(self._drawn.law, self._dossier), None)
            return YES_LINE if left is None else _NOT_YET
        if name in (DATES, DOCUMENTS_QUESTION):
            return _NOT_YET if documents_concerned(self._dossier) else _ANY
        if name in MADE_OF:
            return derived_of(facts).get(name, _NOT_YET)
        if name not in facts:
            return _NOT_YET
        return _value(name, facts)

    def _line(self) -> str:
        """The line of the opening question that the answers amount to."""
        lines = [
            provision.number
            for provision in self._drawn.law.version.provisions
            if self._ticked(provision)
        ]
        return SEVERAL if len(lines) > 1 else next(iter(lines), NONE_LINE)


def _value(fact: str, facts: Mapping[str, object]) -> object:
    """The answer as a map has it: a number of months by the bound that it reaches."""
    value = facts[fact]
    inside = facts.get(TERRITORY, PRESUMED[TERRITORY]) == PRESUMED[TERRITORY]
    if fact == NATIONALITY and not inside and dict(ELSEWHERE).get(fact) == value:
        return ELSEWHERE_LINE
    if FACT[fact].kind == "months" and isinstance(value, int):
        return max(
            bound for bound in FACT[fact].values if isinstance(bound, int) and bound <= value
        )
    return value
