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
    shown = words(comparison(text, 80, False, date(2018, 5, 15), date(2018, 5, 15)))
    assert words(text("law.same_text")) in shown


def test_from_2018_to_2019_the_ict_of_three_to_five_months_is_lost(french: Language) -> None:
    found = content(french, date(2018, 5, 15), date(2019, 4, 15))
    [lost] = [c for c in found["changes"] if (c["of"], c["before"]) == ("diverted", "met")]
    assert {"group_seniority_months": [3]}.items() <= lost["when"][0].items()
    shown = words(comparison(french, 80, False, date(2018, 5, 15), date(2019, 4, 15)))
    assert "de 3 à 5 mois" in shown
    assert "stagiaire ICT, puis pas stagiaire" in shown
    assert found["documents"]["ICT"] == {"added": [], "removed": ["stamped_convention"]}


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
