"""A stored verdict computed again: the same, or what differs and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.reports.verdict.json import render_json
from stagiaire_cli.reports.verification import verify
from tests.conftest import cases, memory_streams, text_of


def stored(case: dict[str, Any], text: Language) -> dict[str, Any]:
    verdict = assess_dossier(read_dossier(case["answers"]))
    found: dict[str, Any] = json.loads(render_json(verdict, text))
    return found


def run(folder: Path, content: object, *arguments: str) -> tuple[int, str, str]:
    file = folder / "verdict.json"
    written = content if isinstance(content, str) else json.dumps(content)
    file.write_text(written, encoding="utf-8")
    streams = memory_streams(width=200)
    code = main(["verify", str(file), "--lang", "en", *arguments], streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_verdict_is_the_same_in_whichever_language_it_was_written(
    case: dict[str, Any], text: Language
) -> None:
    found = verify(stored(case, language("fr")), text)
    assert found.differences == ()
    assert found.same_rules


@pytest.mark.parametrize("case", cases()[:12], ids=lambda case: case["id"])
def test_a_change_of_any_part_is_found_where_it_is(case: dict[str, Any], text: Language) -> None:
    whole = stored(case, text)
    for part in whole:
        if part in ("answers", "rules", "version"):
            continue
        changed = verify({**whole, part: "changed"}, text).differences
        assert [one.part for one in changed] == [part]
        assert (changed[0].stored, changed[0].now) == ("changed", whole[part])
    assert verify({**whole, "more": 1}, text).differences[0].part == "more"
    without = {name: value for name, value in whole.items() if name != "status"}
    assert verify(without, text).differences[0].part == "status"


def test_a_change_inside_a_part_is_told_by_its_path(text: Language) -> None:
    whole = stored(cases()[0], text)
    whole["provisions"][0]["result"] = "not_met"
    whole["file"]["missing"] = []
    parts = [one.part for one in verify(whole, text).differences]
    assert parts == ["provisions[0].result", "file.missing"]


def test_answers_that_were_changed_give_another_verdict(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    whole["answers"]["facts"]["company_internship"] = False
    code, said, _ = run(tmp_path, whole)
    assert code == 1
    assert "The rules are the same: the file has been changed" in said
    assert "- status: qualifies; computed again, " in said


def test_other_rules_are_named_and_alone_are_no_difference(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    whole |= {"rules": "sha256:0", "version": "0.0.9"}
    code, said, _ = run(tmp_path, whole)
    assert code == 0
    assert "made by stagiaire 0.0.9" in said
    code, said, _ = run(tmp_path, whole | {"status": "diverted"}, "--format", "json")
    assert code == 1
    assert json.loads(said) == {
        "schema": "stagiaire/verification/1",
        "same": False,
        "same_rules": False,
        "differences": [{"part": "status", "stored": "diverted", "now": "qualifies"}],
        "rules": {"stored": "sha256:0", "now": RULES},
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "stagiaire/verdict/2", "answers": {}}',
        '{"schema": "stagiaire/verdict/1", "answers": 3}',
        '{"schema": "stagiaire/verdict/1", "answers": {"nationality": "martian"}}',
    ],
)
def test_what_cannot_be_read_as_a_verdict_is_2(content: str, tmp_path: Path) -> None:
    code, said, error = run(tmp_path, content)
    assert (code, said) == (2, "")
    assert error.count("Error") == 1


def test_a_part_that_could_act_on_a_terminal_is_shown_harmless(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    _, said, _ = run(tmp_path, whole | {"status": "\x1b[31m", "\x1b]0;x": 1})
    assert "\x1b" not in said
    assert "<U+001B>" in said
