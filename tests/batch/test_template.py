"""``stagiaire template``: every column, and examples that the rules themselves make."""

import csv
import io
from datetime import date

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.batch.template import template
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS, layout_of, read_csv_line
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on


def rows(written: str) -> dict[str, Dossier]:
    header, *lines = written.splitlines()
    found = [row for line in lines if (row := read_csv_line(line, layout_of(header)))]
    return {name: dossier for name, dossier in found if isinstance(dossier, Dossier)}


def test_an_empty_template_is_a_header_with_every_column(text: Language) -> None:
    written = template(text, date(2021, 4, 30), example=False)
    assert tuple(next(csv.reader(io.StringIO(written)))) == DOSSIER_COLUMNS
    assert written.count("\n") == 1


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
def test_each_example_meets_its_alternative_with_a_file_that_lacks_nothing(
    text: Language, on: date
) -> None:
    found = rows(template(text, on, example=True))
    assert list(found) == list(law_on(on).conditions)
    for name, dossier in found.items():
        verdict = assess_dossier(dossier)
        assert name in (*verdict.met, *verdict.cards)
        assert verdict.file.missing == ()


def test_an_example_of_an_alternative_has_no_answer_to_spare(text: Language) -> None:
    found = rows(template(text, date(2021, 4, 30), example=True))
    for name, dossier in list(found.items())[:3]:
        for fact in dossier.facts:
            fewer = {other: value for other, value in dossier.facts.items() if other != fact}
            verdict = assess_dossier(dossier._replace(facts=fewer))
            assert name not in (*verdict.met, *verdict.cards)
