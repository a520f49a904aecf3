"""What is put on file: the head of pages and letters, and names that say what is in the file."""

import json
import os
import stat
from html import unescape
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from stagiaire_cli.cli.options import COMMANDS
from stagiaire_cli.languages import language
from tests.conftest import memory_streams, text_of
from tests.people.sessions import MET

LACKING = {"facts": MET["1°"], "documents": [], "on": "2018-05-15"}
# Escapes of a terminal, marks that turn the direction of text, HTML, Markdown, several lines.
HOSTILE = "\x1b]0;owned\x07\x1b[31mA\u202eB\u2066C\u200b\n\r\t<b>&amp;</b> [x](y) *z* \ud800\x85D"
HARMLESS = "]0;owned[31mABC <b>&amp;</b> [x](y) *z* D"
FORMS = ("html", "markdown", "pdf")


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """A file of answers to which documents are missing."""
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(LACKING), encoding="utf-8")
    return str(file)


def written(*arguments: str) -> tuple[int, str, str]:
    streams = memory_streams()
    code = main(list(arguments), streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def heads(value: str) -> list[str]:
    return ["--ref", value, "--applicant", value, "--agent", value]


@pytest.mark.parametrize("command", ["check", "letter"])
@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_head_is_shown_and_nothing_in_it_acts(command: str, form: str, answers: str) -> None:
    _, shown, _ = written(command, "--answers", answers, "--format", form, *heads(HOSTILE))
    assert not any(ord(one) < 32 and one != "\n" for one in shown)
    assert not {"\u202e", "\u2066", "\u200b", "\ud800", "\x7f", "\x85"} & set(shown)
    if form == "html":
        assert "<b>" not in shown
        assert unescape(shown).count(HARMLESS) >= 3
    else:
        assert "<b>" not in shown
        assert shown.count(r"\<b\>\&amp;\</b\> \[x\](y) \*z\* D") >= 3


def test_the_day_is_at_the_head_of_a_page_without_any_option(answers: str) -> None:
    for lang, label in (("fr", "Établi le"), ("en", "Made on")):
        _, shown, _ = written("check", "--answers", answers, "--format", "html", "--lang", lang)
        assert f"<dt>{label}</dt>" in shown
        assert "<dt>Agent</dt>" not in shown


@pytest.mark.parametrize("form", ["rich", "text", "json"])
def test_the_head_is_in_no_other_form(form: str, answers: str) -> None:
    _, shown, said = written("check", "--answers", answers, "--format", form, *heads("Zyx-81"))
    assert "Zyx-81" not in shown + said


def test_the_head_is_kept_in_no_file_and_told_in_no_error(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    streams = memory_streams("v\n\n\n", terminal=True)
    main(["ask", "--plain", "--save", str(kept), *heads("Zyx-81")], streams)
    assert "Zyx-81" not in kept.read_text(encoding="utf-8")
    for wrong in (["--on", "never"], ["--output", "x.csv"], ["--output", "/nowhere/x.html"]):
        code, shown, said = written("check", *heads("Zyx-81"), *wrong)
        assert code in (2, 74)
        assert "Zyx-81" not in shown + said


@pytest.mark.parametrize("command", ["check", "letter", "ask"])
def test_a_head_that_is_too_long_is_one_sentence_that_does_not_repeat_it(command: str) -> None:
    streams = memory_streams(terminal=command == "ask")
    assert main([command, "--applicant", "Q" * 10_000], streams) == 2
    said = text_of(streams.stderr)
    assert said.splitlines()[0].startswith("Erreur\N{NO-BREAK SPACE}: --applicant")
    assert "200" in said
    assert "QQ" not in said
    assert written("check", "--applicant", " ".join("Q" * 100), "--quiet")[0] == 4


def test_a_batch_has_no_head() -> None:
    assert written("batch", "-", "--ref", "1")[0] == 2


def test_each_next_dossier_has_a_head_of_its_own(tmp_path: Path) -> None:
    page = tmp_path / "intake.html"
    streams = memory_streams("v\n\nsecond\nB-2\nv\n\nq\n", terminal=True)
    main(
        ["ask", "--plain", "--loop", "--output", str(page), "--ref", "A-1", "--agent", "Petit"],
        streams._replace(stdout=memory_streams().stdout),
    )
    first = page.read_text(encoding="utf-8")
    second = (tmp_path / "intake-second.html").read_text(encoding="utf-8")
    assert ("A-1" in first, "B-2" in first, "Petit" in first) == (True, False, True)
    assert ("A-1" in second, "B-2" in second, "Petit" in second) == (False, True, True)


def test_a_line_of_the_head_is_asked_for_until_it_will_do(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    streams = memory_streams(f"{'Q' * 300}\nDiop\nv\n\n\n", terminal=True)
    streams = streams._replace(stdout=memory_streams().stdout)
    main(["ask", "--plain", "--output", str(page), "--applicant", "ask"], streams)
    assert "<dd>Diop</dd>" in page.read_text(encoding="utf-8")
    assert "--applicant" in text_of(streams.stderr)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check", "--output", "v.docx"], ".txt, .json, .md, .html, .htm ou .pdf"),
        (["check", "--output", "v.PDF.gz"], ".txt, .json, .md, .html, .htm ou .pdf"),
        (["check", "--output", "v.json", "--format", "html"], ".html ou .htm"),
        (["check", "--output", "v.html", "--format", "rich"], ".txt"),
        (["letter", "--output", "v.json"], ".txt, .md, .html, .htm ou .pdf"),
        (["batch", "-", "--output", "v.json"], ".csv, .jsonl ou .parquet"),
        (["batch", "-", "--output", "v.csv", "--format", "jsonl"], ".jsonl"),
        (["sql", "--output", "v.json"], ".sql ou .txt"),
        (["map", "--output", "v.pdf"], ".txt, .mmd, .dot"),
        (["schema", "--output", "v.txt"], ".json"),
        (["template", "--output", "v.json"], ".csv"),
        (["law", "--output", "v.pdf"], ".txt ou .json"),
        (["facts", "--output", "v.html"], ".txt ou .json"),
        (["verify", "v.json", "--output", "w.html"], ".txt ou .json"),
        (["ask", "--save", "v.pdf"], ".json"),
    ],
)
def test_a_name_that_says_something_else_is_refused_with_those_that_will_do(
    arguments: list[str], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, shown, said = written(*arguments)
    assert (code, shown) == (2, "")
    assert expected in said.replace("\N{NO-BREAK SPACE}", " ")
    assert os.listdir() == []


@pytest.mark.parametrize("name", ["verdict", ".verdict", "verdict.", "a.b/verdict", "V.JSON", "-"])
def test_a_name_without_an_ending_or_with_ours_is_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkdir("a.b")
    assert written("check", "--quiet", "--output", name)[0] == 4


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_says_how_the_names_of_its_files_end(command: str) -> None:
    _, shown, _ = written(command, "-h")
    plain = " ".join(shown.split())
    assert " ".join(f".{ending}" for ending in COMMANDS[command].written_as) in plain


@pytest.mark.parametrize("command", ["facts", "documents", "law"])
def test_what_is_named_json_is_json(command: str, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    assert written(command, "--output", str(file))[0] == 0
    assert json.loads(file.read_text(encoding="utf-8"))


def test_a_pdf_is_written_whole_for_its_owner_alone(answers: str, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed: no PDF to write")
    file = tmp_path / "verdict.pdf"
    file.write_text("old", encoding="utf-8")
    for command in ("check", "letter"):
        code, shown, _ = written(command, "--answers", answers, "--output", str(file))
        assert (code, shown) == (3 if command == "check" else 0, "")
        assert file.read_bytes().startswith(b"%PDF-1.7")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert sorted(os.listdir(tmp_path)) == ["dossier.json", "verdict.pdf"]
    assert written("check", "--output", "/dev/full", "--format", "pdf")[0] == 74


def test_a_pdf_is_not_for_a_terminal() -> None:
    pytest.importorskip("typst", reason="typst is not installed: that is said first")
    streams = memory_streams(terminal=True)
    assert main(["check", "--format", "pdf"], streams) == 2
    assert text_of(streams.stdout) == ""
    assert "--output" in text_of(streams.stderr)


def test_without_typst_nothing_is_asked_or_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    for command in ("check", "letter", "ask"):
        streams = memory_streams(terminal=True)
        assert main([command, "--output", str(tmp_path / "v.pdf")], streams) == 2
        said = " ".join(text_of(streams.stderr).split())
        assert "stagiaire[pdf]" in said
        assert said.count("Erreur") == 1
    assert os.listdir(tmp_path) == []


def test_a_sentence_of_the_head_is_in_each_language() -> None:
    for code in ("fr", "en"):
        for name in ("ref", "applicant", "agent", "day"):
            assert language(code).has(f"head.{name}")
