"""The schema takes what the program takes, and nothing else."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.dossier.dossier import ANSWERS_SCHEMA
from stagiaire_cli.languages import language
from stagiaire_cli.languages.words import read_in_words
from stagiaire_cli.reports.verdict.schema import schema

WHOLE = schema(language("en"))
READING = "l313_7_2_scope"


def takes(part: str, instance: Any) -> bool:
    whole = {**WHOLE, "anyOf": [{"$ref": f"#/$defs/{part}"}]}
    return bool(Draft202012Validator(whole).is_valid(instance))


VALUES: dict[str, tuple[tuple[object, ...], tuple[object, ...]]] = {
    "adult": ((True, "Oui", " VRAI ", "0", "?", "UNKNOWN", " ", None), (1, 2, "2", "maybe", [])),
    "request": (
        ("renewal", " renewal ", "Renouvellement", "a renewal", "Inconnu", ""),
        ("Renewal.", "renewals", True, 1, "not_yet"),
    ),
    "convention_sent": (
        ("2020-02-29", "29/02/2020", "2000-02-29", "2018-12-31 00:00:00", "2018-12-31T00:00:00.000",
         "Pas  encore", "NOT_YET", "9999-12-31"),
        ("2018-02-30", "31/04/2018", "1900-02-29", "0000-01-01", "2018-13-01", "2018-1-1",
         "2018-12-31 00:01:00", "tomorrow", 20181231),
    ),
    "internship_start": (("0001-01-01",), ("not_yet", "10000-01-01")),
    "earlier_months": (
        (8, 8.0, "8", " 0008 ", "8.0", "8,00", 0, 9999),
        (-1, 8.5, "8.5", 10000, "12345", "-1", True, "8 months"),
    ),
    "monthly_means": (
        (615, 614.99, 0, "1550,5", "1550.", 999999999.99),
        (-1, -0.01, 1_000_000_000, "614.999", "1 550", "1e3", False, "."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VALUES)
def test_a_fact_has_the_same_answers_in_the_schema_as_in_the_program(name: str) -> None:
    for fine, values in zip((True, False), VALUES[name], strict=True):
        for value in values:
            for answers in ({name: value}, {"facts": {name: value}}):
                assert takes("answers", answers) is _read(answers) is fine, value


def _read(answers: dict[str, Any]) -> bool:
    try:
        read_in_words(answers)
    except InvalidAnswersError:
        return False
    return True


@pytest.mark.parametrize(
    ("answers", "fine"),
    [
        ({"documents": " photographs |civil_status,"}, True),
        ({"documents": ["photographs", " civil_status ", None, ""]}, True),
        ({"documents": "photo graphs"}, False),
        ({"documents": "Photographs"}, False),
        ({"documents": {"photographs": True}}, False),
        ({"documents": [1]}, False),
        ({"readings": {READING: " situation "}}, True),
        ({"readings": {READING: ""}}, True),
        ({"readings": {READING: "both"}}, False),
        ({"readings": {"other": None}}, False),
        ({"on": " 2020-01-01"}, True),
        ({"on": "  "}, True),
        ({"on": "2021-02-29"}, False),
        ({"facts": None, "on": None}, True),
        ({"facts": {"facts": {"adult": True}}}, False),
        ({"facts": {"documents": []}}, False),
        ({"facts": {}, "adult": True}, False),
        ({"nonsense": None}, False),
        ({}, True),
    ],
)
def test_what_stands_beside_the_facts_is_taken_alike(answers: dict[str, Any], fine: bool) -> None:
    assert takes("answers", answers) is _read(answers) is fine


def test_a_line_of_a_batch_may_have_an_identifier_and_a_stored_session_more() -> None:
    line = {"id": 7, "adult": True, "on": "2020-01-01"}
    assert takes("line", line)
    assert not takes("answers", line)
    assert not takes("line", {**line, "name": "x"})
    session = {"schema": ANSWERS_SCHEMA, "facts": {"adult": False}, "session": {}, "rules": "x"}
    assert takes("session", session)
    assert not takes("answers", session)
    assert not takes("session", {**session, "facts": {"adult": 3}})


def test_a_row_of_a_batch_is_a_verdict_or_a_reason() -> None:
    assert takes("row", {"id": "7", "error": "no"})
    assert not takes("row", {"id": "7", "verdict": {}})
    assert not takes("row", {"error": "no"})
