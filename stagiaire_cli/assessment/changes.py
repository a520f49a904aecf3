"""What would change a verdict: the smallest sets of answers that a person can act on.

The domain is finite: few distinct answers to one alternative, however many dossiers.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from stagiaire_cli.assessment.status import facts_asked, judge
from stagiaire_cli.assessment.verdict import Change
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import FACTS, ORDER, PROOFS, domains
from stagiaire_cli.law.shapes import Provision, Version
from stagiaire_cli.logic.conditions import UNKNOWN, All, Answers, Any, Condition, Not
from stagiaire_cli.logic.ways import Way, fewest_facts, ways

_ACTS: Final = {fact.id: fact.values for fact in FACTS if fact.actionable}


def changes(law: Law, status: str, answers: Answers) -> tuple[Change, ...]:
    """Each smallest set of answers that would make somebody a "stagiaire"; then what settles it.

    Nothing is advised towards an alternative that the person declined: their situation is another.

    An answer given already may be in it, as one can choose another course; what settles an
    undetermined status otherwise is only still open, and only the fewest facts. Nobody qualifies
    by acting whom the code does not govern for certain.
    """
    version = law.version
    if status == "qualifies" or version.out_of_scope.value(answers) is not False:
        return ()
    entries: list[tuple[_Way, tuple[str, ...]]] = [
        (way, (provision.number,))
        for provision in version.provisions
        if not _declined(provision, answers)
        for way in _ways_to(provision.condition, _known_answers(provision.condition, answers))
    ]
    if status == "undetermined":
        entries += [(way, ()) for way in _fewest_to(_refused(version), answers)]

    def closeness(entry: tuple[_Way, tuple[str, ...]]) -> tuple[object, ...]:
        way, numbers = entry
        positions = [ORDER[fact] for fact, _ in way]
        return not numbers, len(way), positions

    order = sorted(entries, key=closeness)
    return tuple(_change(law, answers, dict(way), numbers) for way, numbers in order)


def _declined(provision: Provision, answers: Answers) -> bool:
    """Whether somebody has said that the alternative is not their situation."""
    fact, value = provision.declined
    return answers.get(fact) == value


def _change(law: Law, answers: Answers, way: Way, numbers: tuple[str, ...]) -> Change:
    chosen = {fact: values[0] for fact, values in way.items()}
    gives, _ = judge(law.version, {**answers, **chosen})
    listed = {name for number in numbers for name in (*law.required[number], *law.evidence[number])}
    proofs = dict.fromkeys(name for fact in way for name in PROOFS[fact] if name in listed)
    return Change(way, gives, numbers, tuple(proofs))


_KnownAnswers = tuple[tuple[str, object], ...]
_Way = tuple[tuple[str, tuple[object, ...]], ...]
_Ways = tuple[_Way, ...]


def _known_answers(condition: Condition, answers: Answers) -> _KnownAnswers:
    return tuple((fact, answers[fact]) for fact in facts_asked(condition) if fact in answers)


@lru_cache(maxsize=4096)
def _ways_to(condition: Condition, known: _KnownAnswers) -> _Ways:
    """The ways to meet the condition that change no answer in vain."""
    answers = dict(known)
    fixed = {fact: value for fact, value in known if fact not in _ACTS}
    useful = (
        {fact: values for fact, values in way.items() if answers.get(fact) not in values}
        for way in ways(condition, True, fixed, _ACTS, len(_ACTS))
    )
    return _in_order(_smallest(useful))


def _smallest(candidates: Iterable[Way]) -> Iterator[Way]:
    """Those of which no other has only a part of the facts."""
    kept: list[Way] = []
    for way in sorted(candidates, key=len):
        if not any(other.keys() <= way.keys() for other in kept):
            kept.append(way)
            yield way


def _fewest_to(condition: Condition, answers: Answers) -> _Ways:
    """The ways to the condition with the fewest facts, all still open."""
    count = len(fewest_facts(condition, (True,), answers, _ACTS, ORDER))
    return _in_order(ways(condition, True, answers, _ACTS, count) if count else ())


def _in_order(unordered: Iterable[Way]) -> _Ways:
    return tuple(tuple(sorted(way.items(), key=lambda pair: ORDER[pair[0]])) for way in unordered)


@lru_cache
def _refused(version: Version) -> Condition:
    return All(*(Not(provision.condition) for provision in version.provisions))


def is_final(version: Version, status: str, settled_by: tuple[str, ...], answers: Answers) -> bool:
    """Whether no answer still open can change a status that is not "stagiaire".

    What was presumed stays as it is.
    """
    if status in ("qualifies", "out_of_scope"):
        return False
    if status != "does_not_qualify":
        return not settled_by
    routes = Any(*(route for _, route in version.routes))
    known = {fact: value for fact, value in answers.items() if value != UNKNOWN}
    return not fewest_facts(routes, (True,), known, domains({}), ORDER)
