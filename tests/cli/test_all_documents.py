"""``--have all``: every document that the file needs, whatever the answers turn out to be."""

import json
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of
from tests.people.runs import run

STUDENT = (
    *("--nationality=other", "--on=2024-09-01", "--company-internship"),
    *("--course-in-country-of-residence", "--course-leads-to=diploma"),
    *("--course-school-or-university", "--no-foreign-employee", "--hospital-internship=none"),
)
CARD = ("first", "yes", "yes", "no", "no", "no")


def checked(*more: str) -> dict[str, object]:
    """The verdict on the student's file."""
    verdict: dict[str, object] = json.loads(run("check", *STUDENT, *more, "--format", "json")[1])
    return verdict


@pytest.mark.parametrize("word", ["all", "ALL", "tous", "photographs,all"])
def test_all_is_what_the_file_needs_and_nothing_else(word: str) -> None:
    bare, whole = checked(), checked("--have", word)
    needed, file = bare["file"], whole["file"]
    assert isinstance(needed, dict)
    assert isinstance(file, dict)
    assert set(file["held"]) == {*needed["missing"], *needed["doubtful"], *needed["evidence"]}
    assert file["result"] == "complete"
    assert "ignored_documents" not in json.dumps(whole["notes"])


def test_all_adds_to_the_documents_of_a_file_and_is_no_document_in_one(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"nationality": "other", "documents": ["photographs"]}', encoding="utf-8")
    _, verdict, _ = run("check", "--answers", str(file), "--have", "all", "--format", "json")
    held = json.loads(verdict)["answers"]["documents"]
    assert "photographs" in held
    assert "civil_status" in held
    file.write_text('{"nationality": "other", "documents": ["all"]}', encoding="utf-8")
    assert run("check", "--answers", str(file))[0] == 2


def asked(*typed: str) -> tuple[dict[str, object], str]:
    """The verdict on the student who holds all the documents, and what was asked."""
    streams = memory_streams("\n".join(typed) + "\n", terminal=True, width=200)
    arguments = ("ask", "--plain", "--lang", "en", "--have", "all", "--format", "json")
    main([*arguments, *STUDENT], streams)
    verdict: dict[str, object] = json.loads(text_of(streams.stdout).partition("\n}\n")[0] + "}")
    return verdict, text_of(streams.stderr)


@pytest.mark.parametrize("typed", [(*CARD, "", ""), ("v", "", "")])
def test_the_questionnaire_asks_of_no_document_even_of_whoever_leaves_early(
    typed: tuple[str, ...],
) -> None:
    verdict, said = asked(*typed)
    assert "Which documents do you already have?" not in said
    assert verdict["file"]["result"] == "complete"  # type: ignore[index]


def test_one_of_all_the_documents_can_be_taken_back_before_the_verdict() -> None:
    _, listed = asked(*CARD, "", "")
    lines = listed.rpartition("Your answers, before the verdict:")[2].splitlines()
    number = next(line.partition(".")[0] for line in lines if ". documents held" in line)
    verdict, said = asked(*CARD, number.strip(), "1", "", "")
    assert "Which documents do you already have?" in said
    assert verdict["answers"]["documents"] == ["long_stay_visa"]  # type: ignore[index]


def test_all_of_a_session_gone_on_with_adds_to_what_was_ticked(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    command = ["ask", "--plain", "--lang", "en", "--answers", str(file), "--save", str(file)]
    typed = "\n".join((*CARD, "1", ""))
    assert main([*command, *STUDENT], memory_streams(typed, terminal=True)) == 130
    assert json.loads(file.read_text(encoding="utf-8"))["documents"] == ["long_stay_visa"]
    main([*command, "--have", "all"], memory_streams("\n", terminal=True))
    assert len(json.loads(file.read_text(encoding="utf-8"))["documents"]) > 5
