"""Three-valued logic, what is left of a condition, and what would decide it."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagiaire_cli.deciding import fewest, witness
from stagiaire_cli.logic import (
    FALSE,
    OPEN,
    TRUE,
    UNKNOWN,
    All,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Not,
    Open,
    facts_of,
)
from stagiaire_cli.periods import LastsAtMost, lasts_at_most, months_later

FACTS = ("a", "b", "c", "d")
DOMAINS: dict[str, tuple[object, ...]] = dict.fromkeys(FACTS, (True, False))
ORDER = {name: place for place, name in enumerate(FACTS)}
VALUES = (True, False, None)

leaves = st.sampled_from([*map(Is, FACTS), Is("a", False), TRUE, FALSE, OPEN])
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda found: All(*found)),
        st.lists(parts, max_size=3).map(lambda found: Any(*found)),
        parts.map(Not),
    ),
    max_leaves=8,
)
answers = st.dictionaries(st.sampled_from(FACTS), st.sampled_from([True, False, UNKNOWN]))


@pytest.mark.parametrize(("one", "other"), list(product(VALUES, VALUES)))
def test_all_any_and_not_are_kleenes(one: bool | None, other: bool | None) -> None:
    given_ = {name: value for name, value in (("a", one), ("b", other)) if value is not None}
    rank = {True: 2, None: 1, False: 0}
    value = {rank: value for value, rank in rank.items()}
    a, b = Is("a"), Is("b")
    assert All(a, b).value(given_) is value[min(rank[one], rank[other])]
    assert Any(a, b).value(given_) is value[max(rank[one], rank[other])]
    assert Not(a).value(given_) is value[2 - rank[one]]


def test_nothing_is_all_and_not_any() -> None:
    assert TRUE.value({}) is True
    assert FALSE.value({}) is False


def test_established_reads_open_as_not() -> None:
    assert [Established(Is("a")).value(known) for known in ({"a": True}, {"a": False}, {})] == [
        True,
        False,
        False,
    ]


@given(conditions, answers, answers)
@settings(max_examples=400)
def test_what_is_left_says_the_same_under_every_later_answer(
    condition: Condition, known: dict[str, object], later: dict[str, object]
) -> None:
    rest = condition.given(known)
    assert rest.value({**later, **known}) is condition.value({**later, **known})


@given(conditions, answers)
@settings(max_examples=400)
def test_what_is_left_asks_about_no_fact_that_is_known(
    condition: Condition, known: dict[str, object]
) -> None:
    assert not set(facts_of(condition.given(known))) & set(known)


@given(conditions, answers)
@settings(max_examples=300)
def test_the_fewest_facts_are_as_few_as_trying_them_all_finds(
    condition: Condition, known: dict[str, object]
) -> None:
    if condition.value(known) is not None:
        return
    unknown = [name for name in FACTS if known.get(name, UNKNOWN) == UNKNOWN]
    tried = next(
        (
            names
            for size in range(1, len(unknown) + 1)
            for names in combinations(unknown, size)
            for values in product((True, False), repeat=size)
            if condition.value({**known, **dict(zip(names, values, strict=True))}) is not None
        ),
        (),
    )
    found = fewest(condition, (True, False), known, DOMAINS, ORDER)
    assert len(found) == len(tried)
    assert found == tried


@given(conditions, st.sampled_from(FACTS))
@settings(max_examples=400)
def test_a_witness_is_found_exactly_where_the_fact_can_matter(
    condition: Condition, fact: str
) -> None:
    others = [name for name in FACTS if name != fact]
    matters = any(
        condition.value({**dict(zip(others, values, strict=True)), fact: True})
        is not condition.value({**dict(zip(others, values, strict=True)), fact: False})
        for values in product((True, False), repeat=3)
    )
    found = witness(condition, fact, DOMAINS)
    assert (found is not None) is matters
    if found is not None:
        completion, one, other = found
        assert condition.value({**completion, fact: one}) is not condition.value(
            {**completion, fact: other}
        )


def test_conditions_are_equal_by_kind_and_content() -> None:
    assert All(Is("a")) == All(Is("a"))
    assert All(Is("a")) != Any(Is("a"))
    assert Is("a") != Is("a", False)
    assert AtLeast("a", 3) != AtLeast("a", 6)
    assert len({Not(Is("a")), Not(Is("a"))}) == 1
    assert "Is(" in repr(All(Is("a")))
    assert Is("a") != "a"


def test_a_number_is_compared_with_its_bound() -> None:
    assert [AtLeast("n", 3).value({"n": n}) for n in (2, 3, 4)] == [False, True, True]
    assert AtLeast("n", 3).value({"n": UNKNOWN}) is None


def test_an_open_condition_stays_open() -> None:
    assert Open("why").value({"a": True}) is None
    assert Open("why").given({"a": True}) == Open("why")
    assert Not(OPEN).given({}) == OPEN
    assert fewest(Open("why"), (True, False), {}, DOMAINS, ORDER) == ()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2018, 1, 8), 12, date(2019, 1, 8)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -12, date(2019, 1, 15)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    shorter = (later + timedelta(days=1)).day == 1
    assert later.day == day.day or (later.day < day.day and shorter)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_a_stay_of_n_months_ends_the_day_before_the_same_day(day: date, months: int) -> None:
    end = months_later(day, months)
    assert lasts_at_most(day, end - timedelta(days=1), months)
    assert not lasts_at_most(day, end, months)


STAY = LastsAtMost("end", "start", 3, earlier="earlier")


@pytest.mark.parametrize(
    ("end", "earlier", "short"),
    [
        (date(2020, 3, 31), 0, True),
        (date(2020, 4, 1), 0, False),
        (date(2020, 1, 31), 2, True),
        (date(2020, 2, 1), 2, False),
        (date(2020, 1, 31), 3, False),
        (date(2020, 4, 1), None, False),
        (date(2020, 1, 31), None, None),
        (date(2019, 12, 31), 0, None),
    ],
)
def test_a_stay_counts_both_days_and_the_months_before(
    end: date, earlier: int | None, short: bool | None
) -> None:
    known: dict[str, object] = {"start": date(2020, 1, 1), "end": end}
    if earlier is not None:
        known["earlier"] = earlier
    assert STAY.value(known) is short
    assert STAY.given({"start": date(2020, 1, 1)}).value(known) is short


def test_a_stay_without_a_known_day_cannot_be_decided_by_the_other() -> None:
    assert STAY.given({"start": UNKNOWN}) == OPEN
    assert facts_of(STAY.given({"end": date(2020, 3, 31)})) == ("start", "earlier")
