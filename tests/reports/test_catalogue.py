"""The tables of facts and documents: what they say of a day."""

from datetime import date

import pytest

from stagiaire_cli.languages import Language
from stagiaire_cli.reports.law.catalogue import documents


@pytest.mark.parametrize(
    ("on", "said"), [(date(2016, 10, 31), "not_listed"), (date(2016, 11, 1), "none_on_day")]
)
def test_before_the_list_is_known_nothing_is_said_of_what_it_asks(
    on: date, said: str, text: Language
) -> None:
    shown = documents(text, 200, False, on, "republican_commitment")
    assert text(f"tables.{said}") in shown
