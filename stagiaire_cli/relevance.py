"""Which facts can still change the verdict, or a check: derived from the rules, with proof."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from stagiaire_cli.answers import Dossier
from stagiaire_cli.assessment import components
from stagiaire_cli.checking import still_needed
from stagiaire_cli.deciding import witness
from stagiaire_cli.filing import Met, candidates
from stagiaire_cli.judging import judge
from stagiaire_cli.law import Law
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACTS, FILED, PRESUMED, domains, presumed_of
from stagiaire_cli.logic import UNKNOWN, Condition, facts_of
from stagiaire_cli.records import Record

# Days and amounts are asked only of somebody who wants the checks.
DATED: Final = frozenset(
    fact.id for fact in FACTS if fact.group == "file" and fact.kind in ("date", "months", "euros")
)


def facts_to_check(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given that the checks, or the length of the stay, still need.

    The first is the next to ask for; one that several need comes several times.
    """
    filed = {} if dossier.on is None else {FILED: dossier.on}
    met = concerned(law, dossier)
    known = {**filed, **dossier.facts}
    needed = [
        fact
        for check in law.checks
        if met.get(check.provision)
        for fact in still_needed(check, known)
    ]
    # What the days are about comes before the days.
    yield from (fact for fact in needed if fact not in DATED)
    yield from (fact for fact in needed if fact in DATED)
    yield from relevant_facts(law, dossier)


def presuming(dossier: Dossier) -> dict[str, object]:
    """The answers and readings of a dossier, with what may be presumed."""
    return {**presumed_of(dossier.facts, dossier.on), **dossier.facts, **dossier.readings}


def concerned(law: Law, dossier: Dossier) -> Met:
    """The alternatives that are met or may be, as the verdict would have them."""
    answers = presuming(dossier)
    return candidates(law, *judge(law.version, answers), answers)


class Proof(Record):
    """That a fact matters: under the other answers, its two values give different verdicts."""

    others: Mapping[str, object]
    one: object
    other: object


def relevant_facts(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given of which two answers can lead to different verdicts, in their order."""
    known = _fixed(dossier)
    left = _left(law, known)
    everything = domains(known)
    open_facts = facts_of(*left)
    for fact in FACTS:
        if fact.id in open_facts and _proof(left, fact.id, everything) is not None:
            yield fact.id


def proof_of_relevance(law: Law, dossier: Dossier, fact: str) -> Proof | None:
    """Answers to the other facts, and two answers to this one, that give different verdicts.

    A fact that the person does not know stays unknown; None where the fact cannot matter.
    """
    known = _fixed(dossier)
    return _proof(_left(law, known), fact, domains(known))


def _proof(
    left: Sequence[Condition], fact: str, everything: Mapping[str, tuple[object, ...]]
) -> Proof | None:
    for rest in left:
        if fact in facts_of(rest):
            found = witness(rest, fact, everything)
            if found is not None:
                return Proof(*found)
    return None


def _fixed(dossier: Dossier) -> dict[str, object]:
    """What no question will change: the answers, the readings, and the place, if it is usual."""
    readings = {name: dossier.readings.get(name, UNKNOWN) for name in READINGS}
    return {**readings, "territory": PRESUMED["territory"], **dossier.facts}


def _left(law: Law, known: Mapping[str, object]) -> tuple[Condition, ...]:
    """What is left of everything that an answer can change."""
    left = _at_first(law)
    for fact, value in known.items():
        left = _after(left, fact, value)
    return left


@lru_cache
def _at_first(law: Law) -> tuple[Condition, ...]:
    """What answers can change before any is given; often the same for several stretches of time."""
    return _kept(components(law))


# Sessions share their beginnings: only the last answer is new.
@lru_cache(maxsize=65536)
def _after(left: tuple[Condition, ...], fact: str, value: object) -> tuple[Condition, ...]:
    return _kept(tuple(dict.fromkeys(condition.given({fact: value}) for condition in left)))


@lru_cache(maxsize=65536)
def _kept(left: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The first of all equal values: what is identical is compared at once."""
    return left
