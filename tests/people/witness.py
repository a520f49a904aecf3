"""Proof that a fact still matters, found by search: two answers and a verdict for each."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from stagiaire_cli.assessment.parts import components
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import PRESUMED, TERRITORY, derived_of, domains
from stagiaire_cli.logic.conditions import UNKNOWN, Condition, Domains, facts_of


class Proof(NamedTuple):
    """That a fact matters: under the other answers, its two values give different verdicts."""

    others: Mapping[str, object]
    one: object
    other: object


def proof_of_relevance(law: Law, dossier: Dossier, fact: str) -> Proof | None:
    """Answers to the other facts, and two answers to this one, that give different verdicts.

    A fact that the person does not know stays unknown; None where the fact cannot matter.
    """
    readings = {name: dossier.readings.get(name, UNKNOWN) for name in READINGS}
    known: dict[str, Any] = {**readings, TERRITORY: PRESUMED[TERRITORY], **dossier.facts}
    known |= derived_of(known)
    if fact == TERRITORY:
        # Nobody is asked this who did not say that it is somewhere else.
        del known[TERRITORY]
    everything = domains(known)
    for rest in _left(law, tuple(known.items())):
        if fact in facts_of(rest):
            found = witness(rest, fact, everything)
            if found is not None:
                return Proof(*found)
    return None


@lru_cache(maxsize=4096)
def _left(law: Law, known: tuple[tuple[str, object], ...]) -> tuple[Condition, ...]:
    """What is left of everything that an answer can change."""
    if not known:
        return tuple(components(law).values())
    return tuple(_given(rest, known[-1]) for rest in _left(law, known[:-1]))


@lru_cache(maxsize=65536)
def _given(condition: Condition, answer: tuple[str, object]) -> Condition:
    return condition.given(dict([answer]))


def witness(
    condition: Condition, fact: str, domains: Domains
) -> tuple[dict[str, object], object, object] | None:
    """Proof that the fact still matters: values for the other facts, and two for this one.

    Under those values the two give the condition different results. None if there are none.
    """
    values = domains[fact]
    for index, one in enumerate(values):
        left = condition.given({fact: one})
        for other in values[index + 1 :]:
            completion = _difference(left, condition.given({fact: other}), _Hashed(domains))
            if completion is not None:
                return dict(completion), one, other
    return None


class _Hashed:
    """Domains as a cache can hold them."""

    def __init__(self, domains: Domains) -> None:
        self.domains = domains
        self._items = tuple(domains.items())
        self._hash = hash(self._items)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self._items == other._items


@lru_cache(maxsize=65536)
def _difference(
    one: Condition, other: Condition, domains: _Hashed
) -> tuple[tuple[str, object], ...] | None:
    """Values for the facts left under which the two conditions come out differently."""
    if one == other:
        return None
    facts = facts_of(one, other)
    if not facts:
        return () if one.value({}) is not other.value({}) else None
    for value in domains.domains[facts[0]]:
        answer = {facts[0]: value}
        rest = _difference(one.given(answer), other.given(answer), domains)
        if rest is not None:
            return ((facts[0], value), *rest)
    return None
