"""Every complete situation, judged by the rules and by the second reading of the article."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import product

from stagiaire_cli.assessment.status import judge
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.relevance import Remaining, in_order_of_text, left_of
from stagiaire_cli.interview.why import over_states
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.definition import RESERVATION_READING, VERSIONS
from stagiaire_cli.law.facts import FACT, NATIONALITY, PRESUMED, VARIABLE
from stagiaire_cli.logic.conditions import UNKNOWN
from tests.people.assignments import CHOICES, assignments, condition
from tests.second_reading import article as oracle

_DAYS = tuple(version.since.isoformat() for version in VERSIONS)
_SPLIT = ("course_leads_to", "hospital_internship", "cooperation_programme")


def prove() -> Iterator[tuple[str, int]]:
    """Compare each alternative in each version, then the status, then walk every state."""
    with ProcessPoolExecutor() as pool:
        total = 0
        for name, compare in (("1°", _first), ("2°", _second), ("3°", _third)):
            seen = sum(pool.map(compare, _DAYS))
            total += seen
            yield f"situations of the {name} in six versions", seen
        seen = sum(pool.map(_whole, _parts()))
        yield "situations of the sixteen facts in six versions", seen
        yield "situations enumerated, in all", total + seen
        states, sessions = zip(*pool.map(_states, DAYS_OF_CHANGE), strict=True)
        yield f"states of the questionnaire on {len(states)} days of change", sum(states)
        yield "ways through these states with I don't know", sum(sessions)


def _first(day: str) -> int:
    rule, seen = condition(day, "1°"), 0
    for facts in assignments(oracle.facts_of("1°", day)):
        assert rule.value(facts) is oracle.first_alternative(facts, day), (day, facts)
        seen += 1
    return seen


def _second(day: str) -> int:
    """Under each reading, and under none: then it is open where readings disagree."""
    rule, seen = condition(day, "2°"), 0
    for facts in assignments([*oracle.facts_of("2°", day), *oracle.reserved_on(day)]):
        results = {choice: oracle.second_alternative(facts, day, choice) for choice in CHOICES}
        for choice, wanted in results.items():
            assert rule.value({**facts, RESERVATION_READING: choice}) is wanted, (
                day,
                choice,
                facts,
            )
        agreed = set(results.values())
        assert rule.value(facts) is (agreed.pop() if len(agreed) == 1 else None), (day, facts)
        seen += len(results) + 1
    return seen


def _third(day: str) -> int:
    provisions = law_on(date.fromisoformat(day)).version.provisions
    if day < "2011-09-08":
        assert all(one.number != "3°" for one in provisions), day
        return 0
    rule, seen = condition(day, "3°"), 0
    for facts in assignments(oracle.facts_of("3°", day)):
        assert rule.value(facts) is oracle.third_alternative(facts, day), (day, facts)
        seen += 1
    return seen


# How somebody stands towards the two cards of the "stagiaire ICT".
_BOTH: dict[str, object] = {name: True for name in oracle.RESERVED if FACT[name].kind == "yes_no"}
_BOTH |= {name: FACT[name].values[-1] for name in oracle.RESERVED if name not in _BOTH}
_NEITHER = {"higher_education_degree": False, "eu_ict_permit": False}
# The permit of another State, and nothing else that makes a card.
_PERMIT = {"higher_education_degree": False, "eu_ict_permit": True}

_Part = tuple[str, dict[str, object]]


def _parts() -> Iterator[_Part]:
    """Days with the answers that split the work, the rest of the sixteen facts being free."""
    values = [FACT[name].values for name in _SPLIT]
    covered: dict[str, object] = {"territory": PRESUMED["territory"], "short_mission": False}
    for day, split in product(_DAYS, tuple(product(*values))):
        yield day, {**_BOTH, **covered, **dict(zip(_SPLIT, split, strict=True))}
    # Once more with the "stagiaire ICT" refused, in the article as last in force.
    for split in product(*values):
        fixed = dict(zip(_SPLIT, split, strict=True))
        yield "2021-04-30", {**_BOTH, **covered, **_NEITHER, **fixed}
    # The place bears on the 3° and on the mobile card, the length of the stay on this one, and
    # neither on the 1°: with a diploma and no programme, in each version that has them.
    first = {"course_leads_to": "diploma", "cooperation_programme": "none"}
    places = FACT["territory"].values
    hospitals = FACT["hospital_internship"].values
    for day in _DAYS[2:]:
        since_2021 = day >= "2021-05-01"
        for place, hospital in product(places if since_2021 else places[:1], hospitals):
            for short, means in ((True, False), (False, False), (False, True)):
                fixed = {"territory": place, "hospital_internship": hospital, **first}
                length = {"short_mission": short, "sufficient_means": means}
                yield day, {**_BOTH, **_PERMIT, **fixed, **length}


def _whole(part: _Part) -> int:
    """The status on a day in all situations with these answers."""
    day, given = part
    reading = "conditions"
    version, seen = law_on(date.fromisoformat(day)).version, 0
    fixed = {**PRESUMED, **given, RESERVATION_READING: reading}
    for facts in assignments(name for name in oracle.DEFINITION if name not in _SPLIT):
        complete = {**fixed, **facts}
        assert judge(version, complete)[0] == oracle.status(complete, day, reading), complete
        seen += 1
    return seen


def _states(since: date) -> tuple[int, int]:
    """How many states, and how many ways to an end; no state asks for what is known in it."""
    known: dict[object, int] = {}
    left = left_of(law_on(since), Dossier({NATIONALITY: "other"}, on=since))
    ways = over_states(left, in_order_of_text, _ended, _asked, known)
    return len(known), ways


def _ended(left: Remaining) -> int:
    assert in_order_of_text(left) is None
    return 1


def _asked(fact: str, each: Sequence[tuple[object, int]]) -> int:
    assert [value for value, _ in each] == [*VARIABLE[fact].values, UNKNOWN], fact
    return sum(ways for _, ways in each)
