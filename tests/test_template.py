"""``stagiaire template``: every column, and examples that the rules themselves make."""

import csv
import io
from datetime import date

import pytest

from stagiaire_cli.assessment import assess_dossier
from stagiaire_cli.languages import Language
from stagiaire_cli.law import DAYS_OF_CHANGE, law_on
from stagiaire_cli.rows import COLUMNS, Row, csv_rows, layout_of
from stagiaire_cli.template import template


def rows(written: str) -> list[Row]:
    header, *lines = written.splitlines(keepends=True)
    return list(csv_rows(lines, layout_of(header)))


def test_an_empty_template_is_a_header_with_every_column(text: Language) -> None:
    written = template(text, date(2021, 4, 30), example=False)
    assert tuple(next(csv.reader(io.StringIO(written)))) == COLUMNS
    assert rows(written) == []


@pytest.mark.parametrize("on", DAYS_OF_CHANGE)
def test_each_example_meets_its_alternative_with_a_file_that_lacks_nothing(
    text: Language, on: date
) -> None:
    found = rows(template(text, on, example=True))
    assert [row.id for row in found] == list(law_on(on).conditions)
    for row in found:
        assert row.dossier is not None
        verdict = assess_dossier(row.dossier)
        assert row.id in (*verdict.met, *verdict.cards)
        assert verdict.file.missing == ()


def test_an_example_of_an_alternative_has_no_answer_to_spare(text: Language) -> None:
    for row in rows(template(text, date(2021, 4, 30), example=True))[:3]:
        assert row.dossier is not None
        for fact in row.dossier.facts:
            fewer = {name: value for name, value in row.dossier.facts.items() if name != fact}
            verdict = assess_dossier(row.dossier._replace(facts=fewer))
            assert row.id not in (*verdict.met, *verdict.cards)
