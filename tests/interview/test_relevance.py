"""What can still make a difference: to the verdict, to a check, and what tells two states apart."""

from datetime import date
from typing import Any

import pytest

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.relevance import (
    DATED,
    concerned,
    facts_to_check,
    in_order_of_text,
    left_of,
    needed_by_checks,
)
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FILED
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.diagrams import DECIDED
from tests.people.dossiers import ALL_OF_1, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.sessions import FILE

LAW = law_on(LAST_DAY)
OTHER = {"nationality": "other"}
FIRST = {**ALL_OF_1, **NOT_2, **NOT_3, **OTHER}
# Two ways to read the article part here.
TRADES = {**IN_GROUP, **NOT_1, **NOT_3, **OTHER, "declared_training": True}
TRADES |= {
    "host_trades_with_employer": True,
    "higher_education_degree": False,
    "eu_ict_permit": False,
}


def test_months_in_the_group_belong_to_the_situation_and_not_to_the_file() -> None:
    facts = {**TRADES, "host_trades_with_employer": False, "higher_education_degree": True}
    del facts["group_seniority_months"]
    assert in_order_of_text(left_of(LAW, Dossier(facts))) == "group_seniority_months"


@pytest.mark.parametrize(
    ("on", "held", "asked"),
    [(None, DOCUMENT_IDS, True), (LAST_DAY, (), True), (LAST_DAY, DOCUMENT_IDS, False)],
)
def test_a_complete_file_is_so_on_the_day_judged_on_and_its_day_else_needed(
    on: date | None, held: tuple[str, ...], asked: bool
) -> None:
    assert (FILED in facts_to_check(LAW, Dossier(FIRST, held, on=on))) is asked


def test_what_the_days_are_about_is_needed_before_the_days() -> None:
    needed = [fact in DATED for fact in needed_by_checks(LAW, {"1°": True}, FIRST)]
    assert needed == sorted(needed)
    assert {*needed} == {True, False}


def test_a_day_that_decides_whether_there_is_a_file_is_needed_after_every_check() -> None:
    law = law_on(date(2025, 1, 1))
    facts: dict[str, Any] = {**FIRST, **FILE}
    del facts["internship_start"]
    assert "internship_start" in left_of(law, Dossier(facts)).relevant()
    *_, last = facts_to_check(law, Dossier(facts))
    assert last == [*left_of(law, Dossier(facts)).relevant()][-1]


def test_what_concerns_somebody_depends_on_the_reading_chosen_and_what_is_presumed() -> None:
    facts = {name: value for name, value in TRADES.items() if name != "eu_ict_permit"}
    for choice, met in (("situation", {}), ("conditions", {"2°": True})):
        assert concerned(LAW, Dossier(facts, readings={RESERVATION_READING: choice})) == met


def test_a_reading_bears_on_what_is_possible_and_is_never_asked_for() -> None:
    for choice, possible in (("situation", {False}), ("conditions", {True})):
        left = left_of(LAW, Dossier(TRADES, readings={RESERVATION_READING: choice}))
        assert left.possible()["2°"] == possible
    assert left_of(LAW, Dossier(TRADES)).possible()["2°"] == {None}
    for facts in ({}, OTHER, TRADES):
        assert not READINGS.keys() & {*left_of(LAW, Dossier(facts)).relevant()}


def test_the_alternatives_are_those_of_the_article() -> None:
    for on, numbers in ((date(2010, 1, 1), ("1°", "2°")), (LAST_DAY, ("1°", "2°", "3°"))):
        left = left_of(law_on(on), Dossier({}))
        assert left.parts[left.alternatives] == numbers


def test_states_are_told_apart_by_what_is_left_and_not_by_what_is_decided() -> None:
    file = dict.fromkeys(DATED, UNKNOWN)
    for name in left_of(LAW, Dossier(FIRST)).relevant():
        file[name] = UNKNOWN
    ends = [
        left_of(LAW, Dossier({**OTHER, **NOT_1, **NOT_2, **NOT_3})).key,
        left_of(LAW, Dossier({"nationality": "french"})).key,
        left_of(LAW, Dossier({**FIRST, **file})).key,
    ]
    assert ends == [((DECIDED,) * 3, frozenset({DECIDED}))] * 3
    # Alternatives that are decided alike, and a file that is not.
    one, other = (left_of(LAW, Dossier({**FIRST, **more})) for more in ({}, {"vls_ts": True}))
    assert one.key[0] == other.key[0]
    assert one.key != other.key
    # The same is left, of another alternative.
    first = left_of(LAW, Dossier(OTHER))
    each, every = first.key
    assert each == first.nodes[first.alternatives]
    assert every == {max(node, DECIDED) for node in first.nodes}
