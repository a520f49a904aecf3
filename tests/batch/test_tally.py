"""What a batch says at its end: every row counted once, in lines that fit."""

import pytest

from stagiaire_cli.batch.results import BlockResult, RowFault
from stagiaire_cli.batch.tally import Tally, chart, plain
from stagiaire_cli.languages import Language

GIVEN = {
    "qualifies,1°|3°,incomplete,photographs|civil_status,,": 1500,
    "qualifies,2°,complete,,,": 20,
    "undetermined,,doubtful,photographs,nationality,": 4,
    # Another text applies, whatever is met of this one.
    "out_of_scope,2°,not_applicable,,,": 1,
}


def tally(text: Language, told: list[str]) -> Tally:
    found = Tally("dossiers.csv", text, told.append)
    misread = tuple(RowFault(line, 2, "bad_value", f"x{line}") for line in range(15))
    for _ in range(2):
        found.add(BlockResult("", "", 15, GIVEN, misread, {"bad_value": 15}))
    return found


def test_rows_are_counted_by_status_alternative_and_document_missing(english: Language) -> None:
    told: list[str] = []
    lines = list(plain(tally(english, told), english))
    assert lines[1] == "3,080 rows, 30 of them refused."
    for line in (
        "- stagiaire: 3,040",
        "- undetermined: 8",
        "- out of scope: 2",
        "- 1°: 3,000",
        "- 3°: 3,000",
        "- 2°: 40",
        "- three photographs: 3,008",
        "- civil status: 3,000",
    ):
        assert line in lines


def test_twenty_mistakes_are_told_and_the_rest_counted(english: Language) -> None:
    told: list[str] = []
    found = tally(english, told)
    assert len(told) == 20
    assert told[0] == "dossiers.csv:0:2: x0"
    assert next(iter(found.lines())) == "And more mistakes: value not accepted (10)."


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_chart_fits_and_says_the_same(text: Language, width: int) -> None:
    found = tally(text, [])
    lines = list(chart(found, text, width, colour=False))
    assert max(map(len, lines)) <= width
    whole = " ".join(" ".join(lines).split())
    for _, named in found.groups():
        for name, count in named:
            assert " ".join(text.count(count).split()) in whole
            assert name.split()[0] in whole
    assert "\x1b" not in whole
    assert "█" in whole
