"""``stagiaire law --reasons``: all of the dictionary, in words and for programs."""

import json
import re
from datetime import date
from math import prod

import pytest

from stagiaire_cli.assessment.reasons import conditions, reasons_for
from stagiaire_cli.languages import Language
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.reports.law.reasons import dictionary

EACH = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: str(version.since))


@EACH
def test_every_reason_is_a_numbered_line(text: Language, version: Version) -> None:
    shown = dictionary(text, 1000, False, version.since)
    found = [int(number) for number in re.findall(r"^ +(\d+)\. ", shown, re.MULTILINE)]
    wanted = [
        one.number
        for name in conditions(version)
        for target in (True, False)
        for one in reasons_for(version, name, target)
    ]
    assert found == wanted


@EACH
def test_the_whole_is_refused_by_one_reason_for_each_alternative(
    text: Language, version: Version
) -> None:
    counts = [len(reasons_for(version, one.number, False)) for one in version.provisions]
    assert f" = {prod(counts)} " in dictionary(text, 1000, False, version.since)


@EACH
def test_programs_read_the_same_reasons(text: Language, version: Version) -> None:
    content = json.loads(dictionary(text, 80, True, version.since))
    assert [one["of"] for one in content["reasons"]] == list(conditions(version))
    for one in content["reasons"]:
        for result, target in (("met", True), ("not_met", False)):
            assert one[result] == [
                {
                    "number": ground.number,
                    "facts": {fact: list(values) for fact, values in ground.facts.items()},
                }
                for ground in reasons_for(version, one["of"], target)
            ]


def test_months_are_told_as_bounds(french: Language, english: Language) -> None:
    on = date(2020, 1, 1)
    shown = dictionary(french, 1000, False, on)
    assert "6 mois ou plus" in shown
    assert "moins de 6 mois" in shown
    assert "6 months or more" in dictionary(english, 1000, False, on)


@EACH
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(text: Language, version: Version, width: int) -> None:
    lines = dictionary(text, width, False, version.since).splitlines()
    assert max(map(len, lines)) <= width
