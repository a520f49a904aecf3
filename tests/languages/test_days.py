"""Days as people type them in the questionnaire."""

from datetime import date

import pytest

from stagiaire_cli.dossier.answers import BadValueError
from stagiaire_cli.languages.days import typed_day

NOW = date(2026, 11, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "2027-03-01",
        "01/03/2027",
        "1/3/27",
        "01.03.2027",
        "1 3 2027",
        "01032027",
        "2027/03/01",
        "1er mars 2027",
        "1 March 2027",
        "March 1, 2027",
        "1 mars 27",
    ],
)
def test_a_day_is_read_however_it_is_written_the_day_before_the_month(typed: str) -> None:
    assert typed_day(typed, NOW) == date(2027, 3, 1)


def test_accents_and_capitals_may_be_left_out_and_a_month_cut_short() -> None:
    assert typed_day("1 FEVR. 2027", NOW) == date(2027, 2, 1)


@pytest.mark.parametrize("typed", ["aujourd’hui", "Aujourd'hui", "today"])
def test_today_is_the_day_on_which_it_is_typed(typed: str) -> None:
    assert typed_day(typed, NOW) == NOW
    with pytest.raises(BadValueError):
        typed_day(typed, None)


@pytest.mark.parametrize(
    "typed", ["31/2/27", "1/22/2020", "1/3/027", "12", "1 ma 2027", "1 brumaire 2027", "hier", ""]
)
def test_what_is_no_day_or_could_be_two_is_refused(typed: str) -> None:
    with pytest.raises(BadValueError):
        typed_day(typed, NOW)
