"""What is left of a verdict once some facts are known, and which facts can still change it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from stagiaire_cli.assessment.checks import still_needed
from stagiaire_cli.assessment.file import Met, assess_file, candidates, presumes_complete
from stagiaire_cli.assessment.parts import components
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import (
    ADULT,
    FACTS,
    FILED,
    MADE_OF,
    ORDER,
    PRESUMED,
    TERRITORY,
    VARIABLE,
    derived_of,
    domains,
    presumed_of,
)
from stagiaire_cli.law.persons import OF_AGE
from stagiaire_cli.logic.conditions import UNKNOWN, Answers, Condition, Truth, facts_of
from stagiaire_cli.logic.diagrams import DECIDED, Diagrams, Node
from stagiaire_cli.logic.records import Record

# Days and amounts are asked only of somebody who wants the checks.
DATED: Final = frozenset(
    fact.id for fact in FACTS if fact.group == "file" and fact.kind in ("date", "months", "euros")
)
# Days, and months done before, are asked for together, in the order of the procedure. Some are not
# needed of whoever holds the document that closes a check, or a complete file: so that comes first.
AFTER_DOCUMENTS: Final = frozenset(
    fact.id for fact in FACTS if fact.group == "file" and fact.kind in ("date", "months")
)


def facts_to_check(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given that the checks, or the length of the stay, still need.

    The first is the next to ask for; one that several need comes several times.
    """
    met = concerned(law, dossier)
    for fact in needed_by_checks(law, met, dossier.facts, dossier.documents):
        if fact != FILED or not _presumed_filed(law, met, dossier):
            yield fact
    yield from relevant_facts(law, dossier)


def _turn(fact: str) -> tuple[int, int]:
    """When a fact is asked about: what days are about, an amount, then days as they follow."""
    if fact not in DATED:
        return 0, 0
    return (2 if fact in AFTER_DOCUMENTS else 1), ORDER[fact]


def _presumed_filed(law: Law, met: Met, dossier: Dossier) -> bool:
    """Whether the day of the verdict is taken to be that of the complete application."""
    if dossier.on is None:
        return False
    return presumes_complete(assess_file(law, met, presuming(dossier), dossier.documents))


def needed_by_checks(
    law: Law, met: Met, known: Answers, documents: tuple[str, ...] = ()
) -> Iterator[str]:
    """The facts not known that the checks of what is met still need, in the order to ask for them.

    One that several need comes several times.
    """
    needed = [
        fact
        for check in law.checks
        if met.get(check.provision)
        for fact in still_needed(check, known, documents)
        if fact != ADULT or check.provision not in OF_AGE
    ]
    yield from sorted(needed, key=_turn)


def presuming(dossier: Dossier) -> dict[str, object]:
    """The answers and readings of a dossier, with what may be presumed."""
    answers = {**presumed_of(dossier.facts), **dossier.facts, **dossier.readings}
    return answers | derived_of(answers)


def concerned(law: Law, dossier: Dossier) -> Met:
    """The alternatives that are met or may be, as the verdict would have them."""
    answers = presuming(dossier)
    return candidates(law, *judge(law.version, answers), answers)


def relevant_facts(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given of which two answers can lead to different verdicts, in their order."""
    return left_of(law, dossier).relevant()


# How the next fact is chosen.
Order = Callable[["Remaining"], str | None]


class Remaining(Record):
    """What is left of a verdict by what is known: a node for each of its parts, in their order."""

    diagrams: Diagrams
    parts: tuple[str, ...]
    nodes: tuple[Node, ...]
    alternatives: slice

    def given(self, answers: Iterable[tuple[str, object]]) -> "Remaining":
        """What is left once these are answered too."""
        nodes = self.nodes
        for fact, value in answers:
            nodes = self.diagrams.all_given(nodes, fact, value)
        return self._replace(nodes=nodes)

    def answered(self, fact: str, value: object) -> "Remaining":
        """What is left once a question is answered; of what days decide, with such days."""
        return self.given(((fact, value), *self._days(fact, value)))

    def questions(self, fact: str) -> int:
        """How many questions it takes to know the fact."""
        return questions_about(self.diagrams, fact)

    def _days(self, fact: str, value: object) -> Iterator[tuple[str, object]]:
        if fact not in MADE_OF:
            return
        start, end = MADE_OF[fact]
        if value == UNKNOWN:
            yield from ((start, UNKNOWN), (end, UNKNOWN))
            return
        starts, ends = self.diagrams.values(start), self.diagrams.values(end)
        # The first values make a short period, the last of either a long one.
        longer = not value
        yield start, starts[-1 if longer and len(ends) == 1 else 0]
        yield end, ends[-1 if longer else 0]

    def relevant(self) -> Iterator[str]:
        """The facts that can still make a difference, in their order."""
        return self.diagrams.facts(self.nodes)

    @property
    def key(self) -> tuple[tuple[Node, ...], frozenset[Node]]:
        """What tells one state of the questionnaire from another: what can still change.

        That is what is left of each alternative, and of anything else.
        """
        pending = [node if node > DECIDED else DECIDED for node in self.nodes]
        each = tuple(pending[self.alternatives])
        return each, frozenset(pending)

    def possible(self) -> Mapping[str, frozenset[Truth]]:
        """For each part of the verdict, what known answers can still make of it."""
        each = map(self.diagrams.results, self.nodes)
        return dict(zip(self.parts, each, strict=True))


def questions_about(diagrams: Diagrams, fact: str) -> int:
    """How many questions it takes to know a fact; of one that days decide, those not known."""
    if fact not in MADE_OF:
        return 1
    # A day that is given is the only value of its fact.
    return sum(len(diagrams.values(day)) > 1 for day in MADE_OF[fact])


Parts = Callable[[Law], Mapping[str, Condition]]


def left_of(law: Law, dossier: Dossier, parts: Parts = components) -> Remaining:
    """What is left of the verdict on somebody; nobody is asked how a wording is to be read."""
    readings = {name: dossier.readings.get(name, UNKNOWN) for name in READINGS}
    known = {**readings, TERRITORY: PRESUMED[TERRITORY], **dossier.facts}
    known |= derived_of(known)
    # What no part asks about changes none of them.
    asked = _asked(law, parts)
    known = {fact: value for fact, value in known.items() if fact in asked}
    # Other values than rules name, such as days, get diagrams of their own.
    own = {
        fact: value
        for fact, value in known.items()
        if value != UNKNOWN and value not in _VALUES.get(fact, ())
    }
    return _at_first(law, tuple(own.items()), parts).given(known.items())


_VALUES: Final = {name: fact.values for name, fact in VARIABLE.items()} | READINGS


@lru_cache
def _asked(law: Law, parts: Parts) -> frozenset[str]:
    return frozenset(facts_of(*parts(law).values()))


@lru_cache(maxsize=1024)
def _at_first(law: Law, own: tuple[tuple[str, object], ...], parts_of: Parts) -> Remaining:
    """What answers can change before any is given; ``own`` are values that no rule names."""
    values = {fact: (value,) for fact, value in own}
    diagrams = Diagrams({**_VALUES, **domains(dict(own)), **values})
    parts = parts_of(law)
    nodes = tuple(map(diagrams.of, parts.values()))
    return Remaining(diagrams, tuple(parts), nodes, slice(1, 1 + len(law.version.provisions)))


def in_order_of_text(left: Remaining) -> str | None:
    """The next fact to ask about the situation, or none: the first in the order of the text.

    Those of the alternatives come before those of the "stagiaire ICT" and of the file: somebody who
    comes to a hospital is not asked first whose employee they are.
    """
    alternatives = left.diagrams.facts(left.nodes[left.alternatives])
    facts = (fact for each in (alternatives, left.relevant()) for fact in each)
    return next((fact for fact in facts if fact not in DATED), None)
