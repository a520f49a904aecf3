"""The state of each part of the article: satisfied, failed, open or no longer relevant."""

from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.quotation import CONDITION, paragraphs
from stagiaire_cli.reports.verdict.spans import bearing, state_of, states

VERSION = law_on(LAST_DAY).version
RESERVATION = "sous réserve des dispositions de l'article L. 313-7-2"
IN_THE_GROUP = {
    "foreign_employee": True,
    "declared_training": True,
    "further_internship": True,
    "host_trades_with_employer": True,
    "host_in_employer_group": True,
}


def state(number: str, start: str, **facts: Any) -> str:
    """The state of the words that start so."""
    readings = {"l313_7_2_scope": facts.pop("reading")} if "reading" in facts else {}
    provisions = {one.number: one for one in assess(facts, readings=readings).provisions}
    marked = states(provisions[number], VERSION)
    [found] = [marked[words] for words in marked if words.startswith(start)]
    return found


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [(True, "met"), (False, "not_met"), ("unknown", "undetermined"), (None, "undetermined")],
)
def test_a_condition_is_satisfied_failed_or_open(answer: object, wanted: str) -> None:
    assert state("1°", "effectuer", company_internship=answer) == wanted


def test_what_is_open_once_the_alternative_is_decided_is_no_longer_relevant() -> None:
    assert state("1°", "effectuer", course_leads_to="nothing") == "not_needed"
    unknown = {"course_leads_to": "nothing", "company_internship": "unknown"}
    assert state("1°", "effectuer", **unknown) == "not_needed"


def test_what_was_answered_stays_satisfied_or_failed_once_the_alternative_is_decided() -> None:
    facts = {"course_leads_to": "nothing", "company_internship": True}
    assert state("1°", "effectuer", **facts) == "met"
    facts = {"course_leads_to": "nothing", "company_internship": False}
    assert state("1°", "effectuer", **facts) == "not_met"


def test_what_cannot_change_an_open_alternative_any_more_is_no_longer_relevant() -> None:
    assert state("1°", "dans les domaines") == "undetermined"
    assert state("1°", "dans les domaines", cooperation_programme="none") == "not_needed"
    assert state("1°", "dans les domaines", cooperation_programme="unknown") == "undetermined"


def test_a_branch_that_another_makes_superfluous_is_no_longer_relevant() -> None:
    facts = {"course_school_or_university": True}
    assert state("1°", "d'une formation professionnelle", **facts) == "not_needed"


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"further_internship": False}, "met"),
        ({"host_in_employer_group": False}, "met"),
        ({}, "undetermined"),
        ({"reading": "situation"}, "not_met"),
        ({"reading": "conditions"}, "undetermined"),
        ({"reading": "conditions", "intra_group_posting": False}, "met"),
    ],
)
def test_the_reservation_is_satisfied_where_it_does_not_apply(
    facts: dict[str, Any], wanted: str
) -> None:
    assert state("2°", RESERVATION, **{**IN_THE_GROUP, **facts}) == wanted


def test_words_of_several_conditions_have_the_state_of_what_they_make_together() -> None:
    assert state("2°", "le cas échéant", further_internship=False) == "met"
    assert state("2°", "le cas échéant", further_internship=True) == "undetermined"
    facts = {"further_internship": True, "host_trades_with_employer": False}
    assert state("2°", "le cas échéant", **facts) == "not_met"


def test_every_condition_of_the_article_has_a_state_and_nothing_else_has() -> None:
    provisions = {one.number: states(one, VERSION) for one in assess({}).provisions}
    for paragraph in paragraphs(VERSION):
        for part in paragraph.parts:
            found = state_of(part, provisions.get(paragraph.number, {}))
            assert bool(found) is (part.kind == CONDITION)
            assert part.kind != CONDITION or part.words in provisions[paragraph.number]


def test_nothing_bears_on_an_alternative_that_is_decided() -> None:
    [first, *_] = assess({"course_leads_to": "nothing"}).provisions
    assert bearing(first, VERSION) == frozenset()
