"""The frequencies of answers: read from what a caseload counts, every mistake named."""

import pytest

from stagiaire_cli.dossier.answers import InvalidAnswersError, Problem
from stagiaire_cli.interview.prior import UNIFORM, read_prior
from stagiaire_cli.law.facts import DERIVED, FACT


def problems(raw: dict[str, object]) -> tuple[Problem, ...]:
    with pytest.raises(InvalidAnswersError) as caught:
        read_prior(raw)
    return caught.value.problems


def test_nobody_is_supposed_not_to_know_and_all_else_is_equally_likely() -> None:
    assert UNIFORM.weights["foreign_employee"] == (1, 1, 0)
    assert UNIFORM.weights["group_seniority_months"] == (1, 1, 1, 0)
    asked = {fact.id for fact in FACT.values() if fact.values}
    assert UNIFORM.weights.keys() == asked | DERIVED.keys()
    assert UNIFORM.weights["short_mission"] == (1, 1, 0)
    assert read_prior({}) == UNIFORM


def test_answers_are_written_as_elsewhere_and_those_that_are_alike_add_up() -> None:
    found = read_prior({"foreign_employee": {"yes": 1, "oui": 2, "?": 3, "FALSE": 6}})
    assert found.weights["foreign_employee"] == (1, 2, 1)


def test_months_fall_into_the_class_of_the_rules() -> None:
    given = {"0": 1, "2": 1, "3": 1, "5": 3, "6": 1, "250": 6}
    found = read_prior({"group_seniority_months": given})
    assert found.weights["group_seniority_months"] == (2, 4, 7, 0)


def test_frequencies_and_counts_in_the_same_proportions_are_the_same() -> None:
    counts = read_prior({"hospital_internship": {"public": 1, "none": 9}})
    shares = read_prior({"hospital_internship": {"public": 0.1, "none": 0.9}})
    assert counts == shares
    assert counts.weights["hospital_internship"] == (1, 0, 0, 9, 0)


@pytest.mark.parametrize(
    ("raw", "kind", "nearest"),
    [
        ({"foreign_employe": {"yes": 1}}, "unknown_fact", "foreign_employee"),
        # The length of a mission follows from its days: nobody answers it.
        ({"short_mission": {"yes": 1}}, "unknown_fact", ""),
        ({"foreign_employee": {"yess": 1}}, "bad_value", "yes"),
        ({"hospital_internship": {"publc": 1}}, "bad_value", "public"),
        ({"foreign_employee": {"": 1}}, "bad_value", ""),
        ({"group_seniority_months": {"many": 1}}, "bad_value", ""),
        ({"foreign_employee": {"yes": -1}}, "bad_weight", ""),
        ({"foreign_employee": {"yes": True}}, "bad_weight", ""),
        ({"foreign_employee": {"yes": "3"}}, "bad_weight", ""),
        ({"foreign_employee": {"yes": float("inf")}}, "bad_weight", ""),
        ({"foreign_employee": {"yes": 0}}, "no_weight", ""),
        ({"foreign_employee": {}}, "no_weight", ""),
        ({"foreign_employee": 3}, "bad_shape", ""),
        ({"internship_start": {"2020-01-01": 3}}, "no_frequencies", ""),
    ],
)
def test_what_is_no_frequency_is_named_with_the_nearest_that_is(
    raw: dict[str, object], kind: str, nearest: str
) -> None:
    [problem] = problems(raw)
    assert (problem.kind, problem.nearest) == (kind, nearest)


def test_every_mistake_is_named_at_once() -> None:
    found = problems({"foreign_employee": {"yess": 1, "no": -1}, "adul": {"yes": 1}})
    assert [problem.kind for problem in found] == ["bad_value", "bad_weight", "unknown_fact"]
