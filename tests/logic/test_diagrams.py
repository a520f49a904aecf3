"""Decision diagrams say of a condition what trying every answer says."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from stagiaire_cli.logic.conditions import UNKNOWN, Condition, Is, Not
from stagiaire_cli.logic.diagrams import Diagrams
from tests.logic.strategies import DOMAINS, FACTS, conditions

ALL = (True, False, UNKNOWN)
answers = st.fixed_dictionaries(dict.fromkeys(FACTS, st.sampled_from((*ALL, None))))


def results(condition: Condition, known: dict[str, object]) -> dict[tuple[bool, ...], object]:
    """The result for each way to complete what is known with known answers."""
    left = [fact for fact in FACTS if fact not in known]
    tried: Iterator[tuple[bool, ...]] = product(*([(True, False)] * len(left)))
    return {
        values: condition.value({**known, **dict(zip(left, values, strict=True))})
        for values in tried
    }


@given(conditions, answers)
@settings(max_examples=400)
def test_what_can_still_come_out_and_what_still_matters_are_what_trying_all_gives(
    condition: Condition, some: dict[str, object]
) -> None:
    known = {fact: value for fact, value in some.items() if value is not None}
    diagrams = Diagrams(DOMAINS)
    nodes: tuple[int, ...] = (diagrams.of(condition),)
    for fact, value in known.items():
        nodes = diagrams.all_given(nodes, fact, value)
    tried = results(condition, known)
    assert diagrams.results(nodes[0]) == set(tried.values())
    left = [fact for fact in FACTS if fact not in known]
    matter = [
        fact
        for place, fact in enumerate(left)
        if any(
            result is not tried[(*values[:place], not values[place], *values[place + 1 :])]
            for values, result in tried.items()
        )
    ]
    assert list(diagrams.facts(nodes)) == matter


@given(conditions, conditions)
@settings(max_examples=400)
def test_two_conditions_are_one_node_exactly_where_no_answers_tell_them_apart(
    one: Condition, other: Condition
) -> None:
    diagrams = Diagrams(DOMAINS)
    alike = all(
        one.value(dict(zip(FACTS, values, strict=True)))
        is other.value(dict(zip(FACTS, values, strict=True)))
        for values in product(ALL, repeat=len(FACTS))
    )
    assert (diagrams.of(one) == diagrams.of(other)) is alike


def test_several_nodes_are_asked_about_together_in_the_order_of_the_facts() -> None:
    diagrams = Diagrams(DOMAINS)
    nodes = [diagrams.of(Is("c")), diagrams.of(Not(Is("a")))]
    assert list(diagrams.facts(nodes)) == ["a", "c"]
