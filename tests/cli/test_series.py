"""``--loop``: a caseworker's dossiers, and the one that was open when the program was stopped."""

import json
import shlex
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from stagiaire_cli.cli.series import name_of_open
from tests.conftest import memory_streams, text_of

# Of a French national nothing is asked: the verdict, then the next dossier under its number.
WHOLE = ("french", "", "n", "")
OPEN = ("other", "today")


def told(file: Path, *typed: str, more: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """The exit code, the results, and what was said, of a loop whose end is that of the input."""
    streams = memory_streams("\n".join((*typed, "")), terminal=True, width=300)
    arguments = ["ask", "--plain", "--loop", "--lang", "en", "--save", str(file), *more]
    code = main(arguments, streams)
    shown, said = (text_of(one).replace("\N{NO-BREAK SPACE}", " ") for one in streams[1:3])
    return code, shown, said


def test_the_same_command_goes_on_with_the_dossier_that_was_open(tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    assert told(file, *WHOLE, *WHOLE, *OPEN)[0] == 130
    third = tmp_path / "intake-3.json"
    before = third.read_bytes()
    code, _, said = told(file)
    assert code == 130
    assert f"{third}: this dossier is not finished, it goes on." in said
    assert "Why is the applicant coming to France?" in said
    assert third.read_bytes() == before
    # Once it is finished, the next has the next number.
    told(file, "v", "", "n", "", "other")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("intake-2.json", "intake-3.json", "intake-4.json", "intake.json")
    ]
    assert name_of_open(str(file)) == "4"


def test_what_is_told_to_whoever_stops_is_the_same_command(tmp_path: Path) -> None:
    file, page = tmp_path / "an intake.json", tmp_path / "v.html"
    _, _, said = told(file, *WHOLE, *OPEN, more=("--output", str(page), "--nationality", "other"))
    command = shlex.split(said.splitlines()[-1])
    assert command[1:] == [
        *("--save", str(file), "--output", str(page), "--lang", "en", "--loop", "--plain")
    ]


@pytest.mark.parametrize("typed", [("q",), ()])
def test_where_every_dossier_is_finished_another_begins(
    typed: tuple[str, ...], tmp_path: Path
) -> None:
    file, page = tmp_path / "intake.json", tmp_path / "v.html"
    told(file, *WHOLE[:2], more=("--output", str(page)))
    code, _, said = told(file, *typed)
    assert code == 130
    assert f"{file} and the dossiers beside it are finished." in said
    assert "Name of the next dossier (Enter: 2; q to stop)" in said
    code, _, _ = told(file, "dupont", "french", "", "", more=("--output", str(page)))
    assert code == 1
    assert (tmp_path / "v-dupont.html").exists()
    assert name_of_open(str(file)) is None


def test_a_verdict_that_is_changed_and_left_is_open_again(tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    told(file, "french", "", "c", "1", "other")
    assert name_of_open(str(file)) == ""


def test_the_one_that_is_open_is_found_by_number_and_other_files_are_left_alone(
    tmp_path: Path,
) -> None:
    file = tmp_path / "intake.json"
    told(file, "french", "", "n", "10", "other", "today")
    open_dossier = (tmp_path / "intake-10.json").read_text(encoding="utf-8")
    for name in ("intake-9.json", "intake-b.json", "other-1.json"):
        (tmp_path / name).write_text(open_dossier, encoding="utf-8")
    for name, content in (("intake-1.json", "{"), ("intake-2.json", '{"facts": {}}')):
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert name_of_open(str(file)) == "9"
    (tmp_path / "intake-9.json").unlink()
    assert name_of_open(str(file)) == "10"


def test_a_file_that_keeps_no_dossier_is_not_written_over_by_a_loop(tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    file.write_text('{"nationality": "french"}', encoding="utf-8")
    code, _, said = told(file, *WHOLE)
    assert code == 2
    assert "is there already" in said
    assert file.read_text(encoding="utf-8") == '{"nationality": "french"}'


def test_a_loop_that_nobody_can_answer_asks_for_no_next_dossier(tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    told(file, *WHOLE[:2])
    streams = memory_streams("\n", width=300)
    assert main(["ask", "--loop", "--save", str(file)], streams) == 2
    assert text_of(streams.stderr).count("\n") == 1


def test_the_caseworker_reads_of_the_applicant_and_the_page_on_file_speaks_to_them(
    tmp_path: Path,
) -> None:
    page = tmp_path / "v.md"
    typed = ("other", "today", "1", "?", "v", "", "s", str(page), "", "q")
    _, shown, said = told(tmp_path / "intake.json", *typed)
    assert "the country where the applicant lives" in said
    assert "you live" not in said
    assert "the school where the applicant is enrolled" in shown
    assert "where you are enrolled" not in shown
    assert "the school where you are enrolled" in page.read_text(encoding="utf-8")
    streams = memory_streams("other\ntoday\n", terminal=True)
    main(["ask", "--plain", "--lang", "en"], streams)
    assert "Why are you coming to France?" in text_of(streams.stderr)


def test_the_answers_of_a_finished_dossier_are_read_as_before(tmp_path: Path) -> None:
    file = tmp_path / "intake.json"
    told(file, *WHOLE[:2])
    assert json.loads(file.read_text(encoding="utf-8"))["session"]["finished"] is True
    streams = memory_streams()
    assert main(["check", "--answers", str(file), "--quiet"], streams) == 1
    streams = memory_streams("\n\n", terminal=True)
    command = ["ask", "--plain", "--answers", str(file), "--save", str(file), "--lang", "en"]
    assert main(command, streams) == 1
    assert "Your answers, before the verdict" in text_of(streams.stderr)
