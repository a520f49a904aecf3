"""Three-valued logic, what is left of a condition, and what would decide it."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagiaire_cli.logic.conditions import (
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
    can_be,
    facts_of,
    reasons_of,
)
from stagiaire_cli.logic.periods import LastsAtMost
from stagiaire_cli.logic.ways import fewest_facts
from tests.logic.strategies import DOMAINS, FACTS, conditions
from tests.people.witness import witness

ORDER = {name: place for place, name in enumerate(FACTS)}
VALUES = (True, False, None)

with_established = st.one_of(
    conditions,
    conditions.map(Established),
    st.tuples(conditions, conditions).map(lambda two: All(Established(two[0]), two[1])),
    conditions.map(lambda one: Not(Established(one))),
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


@given(with_established, answers, answers)
@settings(max_examples=400)
def test_what_is_left_says_the_same_under_every_later_answer(
    condition: Condition, known: dict[str, object], later: dict[str, object]
) -> None:
    rest = condition.given(known)
    assert rest.value({**later, **known}) is condition.value({**later, **known})


@given(with_established, answers)
@settings(max_examples=400)
def test_what_is_left_asks_about_no_fact_that_is_known(
    condition: Condition, known: dict[str, object]
) -> None:
    assert not set(facts_of(condition.given(known))) & set(known)


@pytest.mark.parametrize(
    ("condition", "known", "left"),
    [
        (All(Is("a")), {}, Is("a")),
        (All(Is("a"), Is("b")), {"a": True}, Is("b")),
        (All(Is("a"), Any(Is("b"), Is("c"))), {"a": True}, Any(Is("b"), Is("c"))),
        (All(Is("a"), All(Is("b"), Is("c"))), {"a": True}, All(Is("b"), Is("c"))),
        (All(Is("b"), Any(Is("a"), Is("b"))), {"a": False}, Is("b")),
        (All(All(), All()), {}, TRUE),
        (Any(Is("a"), All(All())), {}, TRUE),
        (All(Is("a"), Any(Any())), {}, FALSE),
        (All(Is("a"), Not(Is("b"))), {"a": True}, Not(Is("b"))),
        (Not(All(Is("a"), Is("b"))), {"a": True}, Not(Is("b"))),
        (Established(All(Is("a"), Is("b"))), {"a": True}, Established(Is("b"))),
        (Established(Is("a")), {"a": True}, TRUE),
        (Established(Is("a")), {"a": False}, FALSE),
        (Established(All(OPEN, Is("b"))), {}, FALSE),
        (Is("a"), {"a": UNKNOWN}, OPEN),
        (Is("a"), {}, Is("a")),
        (LastsAtMost("a", "b", 3), {"a": UNKNOWN}, OPEN),
    ],
)
def test_what_is_left_is_as_small_as_the_answers_make_it(
    condition: Condition, known: dict[str, object], left: Condition
) -> None:
    assert condition.given(known) == left


@given(conditions, st.booleans())
@settings(max_examples=300)
def test_what_answers_may_bring_about_is_possible_whenever_some_do(
    condition: Condition, target: bool
) -> None:
    known = (dict(zip(FACTS, one, strict=True)) for one in product((True, False), repeat=4))
    if any(condition.value(one) is target for one in known):
        assert can_be(condition, target) is True


def test_what_stays_open_cannot_be_brought_about_by_answers() -> None:
    a = Is("a")
    for target in (True, False):
        assert can_be(OPEN, target) is False
        assert can_be(Not(OPEN), target) is False
    assert [can_be(All(OPEN, a), target) for target in (True, False)] == [False, True]
    assert [can_be(Any(OPEN, a), target) for target in (True, False)] == [True, False]
    assert [can_be(Not(All(OPEN, a)), target) for target in (True, False)] == [True, False]


def test_the_reasons_why_it_stays_open_are_found_wherever_they_are_and_in_order() -> None:
    parts = (Is("a"), Open("x"), Not(Any(Open("y"), OPEN)), Established(All(Open("z"))))
    assert [*reasons_of(All(*parts))] == ["x", "y", "z"]
    assert [*reasons_of(Any(*parts))] == ["x", "y", "z"]


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
    found = fewest_facts(condition, (True, False), known, DOMAINS, ORDER)
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
    assert Open("why") != Open("why not")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Is("a"), Is("b")),
        (Is("a"), Is("a", words="the words")),
        (Is("a"), Is("a", article="R. 1")),
        (AtLeast("a", 3), AtLeast("b", 3)),
        (Not(Is("a")), Not(Is("b"))),
        (Established(Is("a")), Established(Is("b"))),
        (Any(Is("a")), Any(Is("b"))),
        (AtLeast("a", 3), AtLeast("a", 3, words="the words")),
        (AtLeast("a", 3), AtLeast("a", 3, article="R. 1")),
        (AtLeast("a", 3), AtLeast("a", 3, parts=100)),
    ],
)
def test_conditions_unlike_in_one_thing_are_not_equal(one: Condition, other: Condition) -> None:
    assert one != other


def test_what_is_not_said_of_a_leaf_is_empty() -> None:
    assert Is("a") == Is("a", True, words="", article="")
    assert AtLeast("a", 3) == AtLeast("a", 3, words="", article="", parts=1)
    assert Open("") == OPEN


@pytest.mark.parametrize(
    "one", [Is("a"), AtLeast("a", 3), TRUE, FALSE, Not(OPEN), Established(OPEN), OPEN], ids=repr
)
def test_a_condition_has_room_for_nothing_but_what_it_says(one: Condition) -> None:
    with pytest.raises(AttributeError):
        one.answer = True  # type: ignore[attr-defined]


def test_a_number_is_compared_with_its_bound() -> None:
    assert [AtLeast("n", 3).value({"n": n}) for n in (2, 3, 4)] == [False, True, True]
    assert AtLeast("n", 3).value({"n": UNKNOWN}) is None


def test_an_open_condition_stays_open() -> None:
    assert Open("why").value({"a": True}) is None
    assert Open("why").given({"a": True}) == Open("why")
    assert Not(OPEN).given({}) == OPEN
    assert fewest_facts(Open("why"), (True, False), {}, DOMAINS, ORDER) == ()
