"""``stagiaire law --compare``: what changed between two days, said in words and as JSON."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.reports.law.comparison import comparison


def words(shown: str) -> str:
    return " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())


def content(text: Language, one: date, other: date) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(comparison(text, 80, True, one, other))
    return found


def test_the_earlier_day_comes_first_whatever_the_order(text: Language) -> None:
    one, other = date(2018, 5, 15), date(2019, 4, 15)
    assert comparison(text, 80, False, one, other) == comparison(text, 80, False, other, one)


def test_each_version_that_began_between_the_days_is_told(text: Language) -> None:
    last = max(date(2026, 1, 1), VERSIONS[-1].since)
    shown = words(comparison(text, 80, False, date(2009, 6, 1), last))
    for version in VERSIONS[1:]:
        assert words(text(f"law.versions.{version.since.isoformat()}")) in shown


def test_the_same_day_twice_changes_nothing(text: Language) -> None:
    found = content(text, date(2018, 5, 15), date(2018, 5, 15))
    assert (found["versions"], found["status_changes"], found["changes"]) == ([], 0, [])
    assert not any(each["added"] or each["removed"] for each in found["documents"].values())
    assert not any(found["checks"].values())
    shown = words(comparison(text, 80, False, date(2018, 5, 15), date(2018, 5, 15)))
    for same in ("same_text", "same_files", "same_checks", "same_signatories"):
        assert words(text(f"law.{same}")) in shown


def test_from_2018_to_2019_the_ict_of_three_to_five_months_is_lost(french: Language) -> None:
    found = content(french, date(2018, 5, 15), date(2019, 4, 15))
    [lost] = [c for c in found["changes"] if (c["of"], c["before"]) == ("diverted", "met")]
    assert {"group_seniority_months": [3]}.items() <= lost["when"][0].items()
    shown = words(comparison(french, 80, False, date(2018, 5, 15), date(2019, 4, 15)))
    assert "de 3 à 5 mois" in shown
    assert "stagiaire ICT, puis pas stagiaire" in shown
    assert found["documents"]["ICT"] == {
        "added": [],
        "removed": ["stamped_convention"],
        "days": {"stamped_convention": "2019-03-01"},
    }


def test_the_periods_and_amounts_that_change_are_told_with_their_day(french: Language) -> None:
    found = content(french, date(2018, 5, 15), date(2019, 4, 15))["checks"]
    four_months, ninety_days = {"months": 4, "days": 0}, {"months": 0, "days": 90}
    for number in ("1°", "2°", "3°"):
        assert found[number]["card_decision"] == {
            "before": {"periods": [four_months], "amounts": []},
            "after": {"periods": [ninety_days], "amounts": []},
            "since": "2019-03-01",
        }
    assert found["2°"]["means"]["after"]["amounts"] == ["1521.22"]
    # The convention of the "stagiaire ICT" is asked for no more: nothing of it is to be done.
    names = ("sent_in_time", "prefect_answer", "amendment_in_time", "signatories")
    gone = dict.fromkeys(names, "2019-03-01")
    assert {name: one["since"] for name, one in found["ICT"].items()} == gone
    assert found["mobile ICT"] == {}
    shown = words(comparison(french, 80, False, date(2018, 5, 15), date(2019, 4, 15)))
    assert "décision sur la carte : 4 mois, puis 90 jours (depuis le 1er mars 2019)" in shown
    assert "ressources : 1 498,47 €, puis 1 521,22 € (depuis le 1er janvier 2019)" in shown
    assert "envoi de la convention : plus de règle depuis le 1er mars 2019" in shown


def test_who_signs_no_more_is_told_with_the_day(french: Language) -> None:
    days = (date(2019, 6, 1), date(2020, 12, 1))
    found = content(french, *days)["signatories"]
    assert found["1°"] == {
        "added": [],
        "removed": ["approved_association"],
        "days": {"approved_association": "2020-06-20"},
    }
    shown = words(comparison(french, 80, False, *days))
    assert "1°, 2° et 3°, depuis le 20 juin 2020 : en moins, l’association agréée." in shown


def test_a_document_has_the_day_of_its_own_and_not_that_of_the_version(french: Language) -> None:
    days = content(french, date(2020, 1, 1), date(2025, 1, 1))["documents"]["1°"]["days"]
    assert days["non_polygamy_declaration"] == "2022-05-12"
    assert days["republican_commitment"] == "2024-07-17"
    assert days["regular_entry"] == "2021-05-01"


def test_short_internships_that_are_stamped_no_more_are_other_situations(text: Language) -> None:
    found = content(text, date(2012, 1, 1), date(2014, 1, 1))["checks"]
    assert found["1°"]["sent_in_time"]["since"] == "2013-05-31"
    shown = words(comparison(text, 80, False, date(2012, 1, 1), date(2014, 1, 1)))
    label, day = text("checks.sent_in_time.label"), text.date(date(2013, 5, 31))
    assert words(text("law.check_applies", label=label, day=day)) in shown


def test_only_for_short_stays_does_a_check_cease_to_hold_and_stay_the_same(text: Language) -> None:
    """The sentence names them, so no other change of whom a check is about may be told by it."""
    told = words(text("law.check_applies", label="", day="")).split(": ")[-1].split(" (")[0]
    for one, other in pairwise(DAYS_OF_CHANGE):
        shown = words(comparison(text, 80, False, one, other))
        assert (told in shown) is (other == date(2013, 5, 31))


def test_counts_are_written_with_their_thousands_apart(english: Language) -> None:
    found = content(english, date(2022, 1, 1), date(2023, 1, 1))
    shown = comparison(english, 80, False, date(2022, 1, 1), date(2023, 1, 1))
    assert f"{found['status_changes']:,}" in shown
    assert f"{found['situations']:,}" in shown


def test_documents_that_are_not_modelled_are_not_compared(text: Language) -> None:
    shown = words(comparison(text, 80, False, date(2016, 10, 31), date(2016, 11, 1)))
    assert words(text("law.files_not_modelled")) in shown
    assert content(text, date(2016, 10, 31), date(2016, 11, 1))["documents"] == {}


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_change_of_the_law_can_be_shown_within_the_width(text: Language, width: int) -> None:
    for one, other in pairwise((*DAYS_OF_CHANGE, date.max)):
        shown = comparison(text, width, False, one, other)
        assert max(map(len, shown.splitlines())) <= width
