"""``stagiaire ask`` as a person meets it in a terminal: back, summary, files kept, next dossier."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from stagiaire_cli.cli.arguments import called_as
from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of
from tests.people.terminal import ENVIRONMENT, Session

# The whole of the 1° path in menus: what to type, and the question that follows.
PATH = (
    ("1", "Quand la demande"),
    ("1", "Pourquoi venez-vous"),
    ("1\r", "pays où vous résidez"),
    ("o", "conduit-elle"),
    ("1", "scolaire ou universitaire"),
    ("o", "première carte"),
    ("1", "18 ans"),
    ("o", "en français"),
    ("o", "valant titre de séjour"),
    ("n", "polygamie"),
    ("n", "Vérifier aussi"),
    ("n", "Quels documents"),
    ("3\r", "Vos réponses, avant le verdict"),
)


def verdict_of(file: Path) -> dict[str, object]:
    """The verdict that ``check`` gives on the answers of a file."""
    command = [sys.executable, "-m", "stagiaire_cli", "check", "--answers", str(file)]
    checked = subprocess.run(
        [*command, "--format", "json"], capture_output=True, env=ENVIRONMENT, check=False
    )
    found: dict[str, object] = json.loads(checked.stdout)
    return found


def test_killed_after_any_answer_a_session_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    arguments = ["--save", str(file), "--lang", "fr"]
    place = "nationalité"
    for keys, then in PATH:
        session = Session(*arguments)
        session.read(place)
        session.type(keys, then)
        session.child.kill(signal.SIGKILL)
        session.child.close(force=True)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert os.listdir(tmp_path) == [file.name]
        arguments = ["--answers", str(file), "--save", str(file), "--lang", "fr"]
        place = then
    output = tmp_path / "verdict.json"
    session = Session(*arguments, "--format", "json", "--output", str(output))
    session.read(place)
    session.child.send("\r")
    assert session.leave() == 3
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["status"] == "qualifies"
    assert verdict_of(file)["answers"] == found["answers"]


def test_the_whole_path_of_the_first_takes_ten_keys_at_most() -> None:
    session = Session("--lang", "fr")
    typed = 0
    session.read("nationalité")
    for keys, then in PATH[:6]:
        session.type(keys, then)
        typed += len(keys)
    session.type("v", "Vos réponses, avant le verdict")
    shown = session.type("\r", "Texte appliqué")
    assert typed + 2 <= 10
    assert "STAGIAIRE" in shown
    session.leave()


@pytest.mark.parametrize("key", ["\x1b[D", "\x1b"])
def test_left_and_escape_go_back_any_number_of_times(key: str) -> None:
    session = Session("--lang", "fr")
    place = "nationalité"
    session.read(place)
    places = [place]
    for keys, then in PATH[:5]:
        session.type(keys, then)
        places.append(then)
    for before in reversed(places[:-1]):
        count = session.shown().count(before)
        session.child.send(key)
        session.until(lambda shown, before=before, count=count: shown.count(before) > count)  # type: ignore[misc]
    # Each question comes again with its answer, which Enter keeps.
    for then in places[1:]:
        count = session.shown().count(then)
        session.child.send("\r")
        session.until(lambda shown, then=then, count=count: shown.count(then) > count)  # type: ignore[misc]
    session.child.close(force=True)


def test_numbered_lines_go_back_keep_an_answer_and_change_one_from_the_summary() -> None:
    typed = [
        *("other", "today", "<", "", "1", "oui", "retour", ""),
        *("1", "oui", "1", "oui", "oui", "non", "non", "non", "0"),
        # The summary: the sixth line is what the course leads to; another answer; the verdict.
        *("6", "4", "non", ""),
    ]
    streams = memory_streams("\n".join(typed) + "\n", terminal=True, width=100)
    main(["ask", "--plain", "--lang", "fr", "--format", "json"], streams)
    asked = text_of(streams.stderr).replace("\N{NO-BREAK SPACE}", " ")
    assert "Votre réponse de tout à l’heure : pas encore, ou aujourd’hui. Entrée la garde." in asked
    assert "Votre réponse de tout à l’heure : oui. Entrée la garde." in asked
    assert "1. nationalité : une autre nationalité (vous)" in asked
    found = json.loads(text_of(streams.stdout))
    assert found["answers"]["facts"]["course_leads_to"] == "nothing"
    assert found["status"] == "does_not_qualify"


def test_a_refusal_by_a_line_not_chosen_says_so_beside_the_fact() -> None:
    streams = memory_streams("other\ntoday\n1\nv\n\n", terminal=True, width=200)
    main(["ask", "--plain", "--lang", "fr", "--format", "text", "--details"], streams)
    shown = text_of(streams.stdout).replace("\N{NO-BREAK SPACE}", " ")
    assert "organisme déclaré : non, ligne non choisie au début" in shown
    assert "pas de stage à l’hôpital, ligne non choisie au début" in shown


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text("{}", encoding="utf-8")
    streams = memory_streams("4\n\n", terminal=True)
    assert main(["ask", "--plain", "--save", str(file)], streams) == 2
    assert "--answers" in text_of(streams.stderr)
    assert file.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"schema": "stagiaire/answers/2", "facts": {}}',
        '{"schema": "stagiaire/answers/1", "facts": {}, "session": {"steps": 3}}',
        '{"schema": "stagiaire/answers/1", "facts": {"nationality": "martian"}}',
        '{"schema": "stagiaire/verdict/1"}',
        '{"schema": "stagiaire/verdict/1", "answers": 3}',
    ],
)
def test_a_damaged_file_or_one_of_another_version_is_told_and_left_alone(
    content: str, tmp_path: Path
) -> None:
    file = tmp_path / "dossier.json"
    file.write_text(content, encoding="utf-8")
    streams = memory_streams("4\n\n", terminal=True, width=200)
    assert main(["ask", "--plain", "--answers", str(file), "--save", str(file)], streams) == 2
    assert text_of(streams.stderr).count("Erreur") == 1
    assert str(file) in text_of(streams.stderr)
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("option", ["--answers", "--prior"])
def test_what_is_wrong_with_a_file_is_told_where_nobody_can_be_asked(
    option: str, tmp_path: Path
) -> None:
    file = tmp_path / "file.json"
    file.write_text("{", encoding="utf-8")
    streams = memory_streams(width=200)
    arguments = ["ask", "--lang", "en", "--order", "shortest", option, str(file)]
    assert main(arguments, streams) == 2
    assert text_of(streams.stderr).startswith(f"Error: {file}, line 1")
    assert text_of(streams.stderr).count("\n") == 1


def test_a_disk_that_fills_up_loses_no_answer_that_was_kept(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1100, 1100));"
        "from stagiaire_cli.cli.main import main; sys.exit(main())"
    )
    session = Session.__new__(Session)
    session.start([sys.executable, "-c", script, "--save", str(file), "--lang", "fr"], 80)
    session.read("nationalité")
    for keys, then in PATH:
        shown = session.type(keys, then)
    assert shown.count("ne peuvent plus être gardées") == 1
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["facts"]["nationality"] == "other"
    shown = session.type("\r", "Texte appliqué")
    assert "STAGIAIRE" in shown
    assert session.end() == 74
    assert os.listdir(tmp_path) == [file.name]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


@pytest.mark.parametrize("stop", ["\x03", "\x04", "closed"])
def test_whoever_stops_is_told_how_to_go_on(stop: str, tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    session = Session("--lang", "fr", "--save", str(file))
    session.read("nationalité")
    session.type("1", "Quand la demande")
    if stop == "closed":
        session.child.kill(signal.SIGHUP)
    else:
        session.child.send(stop)
    assert session.end() == 130
    command = f"{sys.executable} -m stagiaire_cli --answers {file} --save {file} --lang fr"
    if stop != "closed":
        # A line of the screen may end at a blank, which it does not show.
        assert "".join(command.split()) in "".join(session.shown().split())
    assert json.loads(file.read_text(encoding="utf-8"))["facts"] == {"nationality": "other"}


@pytest.mark.parametrize(
    "called", ["bin/stagiaire", "stagiaire", f"{sys.executable} -m stagiaire_cli"]
)
def test_what_whoever_stops_is_told_works_where_the_program_was_started(
    called: str, tmp_path: Path
) -> None:
    script = tmp_path / "bin" / "stagiaire"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nfrom stagiaire_cli.__main__ import entry\n\nentry()\n",
        encoding="utf-8",
    )
    script.chmod(0o700)
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    if called == "stagiaire":
        environment["PATH"] = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    command = f"{called} --lang fr --save 'un dossier.json'"
    for place, typed in (("nationalité", "1\r"), ("déposée", "3\r"), ("Pourquoi", "\x03")):
        session = Session("--version")
        session.start(
            ["/bin/sh", "-c", f"cd '{tmp_path}' && exec {command} --plain"], 200, environment
        )
        session.read(place)
        session.child.send(typed)
        if typed != "\x03":
            session.read({"nationalité": "déposée", "déposée": "Pourquoi"}[place])
            session.child.send("\x03")
        assert session.end() == 130
        command = session.shown().splitlines()[-1].removesuffix(" --plain")
        assert command == f"{called} --answers 'un dossier.json' --save 'un dossier.json' --lang fr"


@pytest.mark.parametrize(("runner", "by_name"), [("", True), ("uv", False)])
def test_a_name_on_a_path_that_ends_with_the_run_is_not_told(
    runner: str, by_name: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "a folder" / "stagiaire"
    script.parent.mkdir()
    script.touch(0o700)
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setenv("PATH", str(script.parent))
    monkeypatch.setenv("UV", runner)
    assert called_as() == ("stagiaire" if by_name else f"'{script}'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert called_as() == f"'{script}'"


@pytest.mark.parametrize(("file", "code"), [("-", 2), ("", 2), ("a\0b", 74), ("/no/where", 74)])
def test_a_file_that_cannot_be_is_told_before_the_first_question(file: str, code: int) -> None:
    streams = memory_streams("v\n", terminal=True, width=200)
    assert main(["ask", "--plain", "--save", file], streams) == code
    assert text_of(streams.stderr).count("\n") == 1


def test_one_command_begins_a_file_and_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    command = ["ask", "--plain", "--lang", "fr", "--answers", str(file), "--save", str(file)]
    for typed in ("1\n", "3\n"):
        assert main(command, memory_streams(typed, terminal=True, width=200)) == 130
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept["facts"] == {"nationality": "other"}
    assert [step["question"] for step in kept["session"]["steps"]] == ["nationality", "on"]


def test_whoever_goes_on_another_day_is_told_which_day_today_was(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    command = ["ask", "--plain", "--lang", "fr", "--answers", str(file), "--save", str(file)]
    assert main(command, memory_streams("other\ntoday\n", terminal=True, width=200)) == 130
    same = memory_streams("", terminal=True, width=200)
    main(command, same)
    assert "vous avez répondu" not in text_of(same.stderr)
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(str(date.today()), "2024-09-01"), encoding="utf-8")
    streams = memory_streams("", terminal=True, width=200)
    main(command, streams)
    told = text_of(streams.stderr).replace("\N{NO-BREAK SPACE}", " ")
    assert "Le 1er septembre 2024, vous avez répondu" in told
    assert "Pourquoi venez-vous" in told


@pytest.mark.parametrize(("day", "questioned"), [("2999-01-01", True), ("today", False)])
def test_a_day_of_filing_after_today_is_questioned_where_somebody_can_change_it(
    day: str, questioned: bool
) -> None:
    streams = memory_streams("other\n", terminal=True, width=200)
    main(["ask", "--plain", "--lang", "en", "--on", day], streams)
    assert ("is after today" in text_of(streams.stderr)) is questioned
    # What a script asks is what it means.
    streams = memory_streams()
    assert main(["check", "--on", day, "--lang", "en"], streams) == 4
    assert text_of(streams.stderr) == ""


def test_no_result_takes_the_place_of_the_answers(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"nationality": "french"}', encoding="utf-8")
    for command in ("ask", "check", "letter"):
        streams = memory_streams("v\n", terminal=True, width=200)
        assert main([command, "--answers", str(file), "--output", str(file)], streams) == 2
        assert str(file) in text_of(streams.stderr)
    assert file.read_text(encoding="utf-8") == '{"nationality": "french"}'


def test_a_verdict_before_the_end_says_what_was_not_asked() -> None:
    streams = memory_streams("v\n\n", terminal=True, width=200)
    main(["ask", "--plain", "--lang", "fr"], streams)
    assert "Le reste n’a pas été demandé" in text_of(streams.stderr)


def test_nothing_is_said_of_a_missing_day_where_it_makes_no_difference() -> None:
    streams = memory_streams("french\n\n\n", terminal=True, width=200)
    assert main(["ask", "--plain", "--lang", "en"], streams) == 1
    assert "Without a day of filing" not in text_of(streams.stderr)
    streams = memory_streams("v\n\n\n", terminal=True, width=200)
    assert main(["ask", "--plain", "--lang", "en"], streams) == 4
    assert "Without a day of filing" in text_of(streams.stderr)


def test_one_dossier_after_another_each_under_its_name(tmp_path: Path) -> None:
    file, output = tmp_path / "a.json", tmp_path / "v.txt"
    typed = "5\n\nn\n\n4\n\nnext\n../x\ndupont\n5\n\n5\ndupont\nq\n"
    streams = memory_streams(typed, terminal=True, width=200)
    arguments = ["ask", "--plain", "--loop", "--save", str(file), "--output", str(output)]
    assert main([*arguments, "--lang", "en"], streams) == 1
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["a-2.json", "a-dupont.json", "a.json", "v-2.txt", "v-dupont.txt", "v.txt"]
    facts = json.loads((tmp_path / "a-2.json").read_text(encoding="utf-8"))["facts"]
    assert facts == {"nationality": "eu_eea_swiss"}
    said = text_of(streams.stderr)
    assert said.count("OUT OF SCOPE\n") == 3
    assert "“../x” cannot name a file" in said
    assert "is there already" in said


def test_what_is_given_on_the_command_line_is_given_to_each_dossier() -> None:
    streams = memory_streams("v\n\nn\n\nv\n\nq\n", terminal=True)
    arguments = ["ask", "--plain", "--loop", "--nationality", "other", "--format", "json"]
    main([*arguments, "--lang", "fr"], streams)
    assert text_of(streams.stdout).count('"nationality": "other"') >= 2
    assert text_of(streams.stderr).count("Quand la demande") == 2


def asked(session: Session, shown: str, length: int) -> bool:
    """Whether more than so many bytes have come, and the last of them ask for something."""
    return len(session.raw) > length + 40 and shown.endswith(":")


@pytest.mark.parametrize("columns", [40, 120])
def test_a_screen_reader_hears_lines_that_are_only_appended(columns: int) -> None:
    session = Session("--plain", "--details", "--lang", "fr", columns=columns)
    answers = (
        *("other", "today", "1", "<", "", "oui", "1", "oui"),
        *("1", "oui", "oui", "non", "non", "non", "0"),
    )
    session.read("Votre réponse")
    # The sixth of the answers, kept as it is; then the verdict.
    for typed in (*answers, "6", "", ""):
        length = len(session.raw)
        session.child.send(f"{typed}\r")
        session.until(lambda shown, length=length: asked(session, shown, length))  # type: ignore[misc]
    assert session.leave() == 3
    raw = session.raw.replace(b"\r\n", b"\n")
    assert not set(raw) & {0x1B, 0x08, 0x0D, 0x07}
    heard = raw.decode().replace("\N{NO-BREAK SPACE}", " ")
    lines = heard.splitlines()
    assert not [line for line in lines if len(line) > columns]
    # Several questions come from the same words; a change asks one again.
    assert sum(line == "Texte : R. 426-16 1°." for line in lines) == 1
    for question in ("Quelle est votre nationalité", "Pourquoi venez-vous en France"):
        assert question in heard
    # The verdict is sentences: what a sign or a colour would say is said.
    verdict, _, last = heard[heard.index("STAGIAIRE ·") :].rpartition("Verdict : STAGIAIRE ·")
    # What is heard last is what to do.
    assert last.splitlines()[1].startswith("Documents manquants")
    assert "\n1. Réunir ce qui manque" in last
    assert lines[-1] == last.splitlines()[-1]
    assert "- remplie :" in verdict
    assert "Documents manquants" in verdict
    assert not set("✓✗○●│╭") & set(verdict)
