"""The program in a real terminal: menus, numbered lines, stopping, and what is left behind."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.people.respondent import DOWN
from tests.people.terminal import ENVIRONMENT, Session


@pytest.mark.parametrize("columns", [80, 120])
def test_each_line_is_explained_however_wide_the_terminal_is(columns: int) -> None:
    session = Session("--lang", "fr", columns=columns)
    session.read("6. ")
    session.press("1", "3. ")
    shown = " ".join(session.press("1", "5. ").split())
    session.child.close(force=True)
    for words in ("dans le cadre d’études", "en tant que salarié", "formation complémentaire"):
        assert shown.count(words) == 1


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_session_in_menus_ends_in_a_verdict_with_nothing_cut(columns: int, lang: str) -> None:
    session = Session("--lang", lang, columns=columns)
    session.read("6. ")
    session.press("1", "3. ")
    session.press("2")
    session.press("01/02/2021\r", "1er février 2021" if lang == "fr" else "1 February 2021")
    # The alternative; its conditions; the file; the checks: what course, what extension.
    session.press("1\r", "→")
    for key in "111411212121":
        session.press(key, "→")
    # The means; no document.
    for keys in ("615", ""):
        session.press(f"{keys}\r", "→")
    session.press("01/03/2021\r", "1er mars 2021" if lang == "fr" else "1 March 2021")
    session.press("30/06/2021\r", "30 juin 2021" if lang == "fr" else "30 June 2021")
    # Sent, received on a day that is not known; the application to come.
    for keys in ("01/01/2021", "?"):
        session.press(f"{keys}\r", "→")
    session.press("1\r", "avant le verdict" if lang == "fr" else "before the verdict")
    session.child.send("\r")
    shown = session.read("Texte appliqué" if lang == "fr" else "Text applied")
    assert session.leave() == 3
    assert ("1er janvier 2021" if lang == "fr" else "1 January 2021") in shown
    assert "STAGIAIRE · R. 313-10-1 1°" in shown
    assert "…" not in shown.replace("Confirmez…", "")
    assert "Traceback" not in shown


def test_a_session_in_numbered_lines_moves_no_cursor() -> None:
    session = Session("--plain", "--lang", "fr")
    session.read("Votre réponse")
    session.type("algérienne\r", "Vos réponses, avant le verdict")
    session.type("\r", "Algériens")
    assert session.leave() == 1
    assert b"\x1b" not in session.raw


@pytest.mark.parametrize("variable", ["TERM=dumb", "ACCESSIBLE=1"])
def test_the_environment_asks_for_numbered_lines(variable: str) -> None:
    name, _, value = variable.partition("=")
    session = Session(environment={name: value})
    session.read("Votre réponse")
    session.type("\x03", "Interrompu")
    assert session.end() == 130


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("arguments", [[], ["--plain"]])
@pytest.mark.parametrize("before", ["", "1\r"])
def test_ctrl_c_and_ctrl_d_leave_with_one_sentence_and_the_terminal_as_it_was(
    key: str, arguments: list[str], before: str
) -> None:
    session = Session(*arguments)
    session.read("Votre réponse" if arguments else "> 1.")
    if before:
        session.type(before, "déposée")
        time.sleep(0.3)
    shown = session.type(key, "Interrompu")
    assert shown.count("Interrompu") == 1
    assert session.end() == 130
    assert session.raw.count(b"\x1b[?25l") <= session.raw.count(b"\x1b[?25h")


@pytest.mark.parametrize("arguments", [[], ["--plain"]])
def test_a_closed_terminal_is_somebody_who_stops(arguments: list[str]) -> None:
    session = Session(*arguments)
    session.read("nationalité")
    time.sleep(0.3)
    session.child.kill(signal.SIGHUP)
    assert session.end() == 130


def test_the_result_goes_to_standard_output_while_questions_go_to_standard_error(
    tmp_path: Path,
) -> None:
    file = tmp_path / "verdict.json"
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", f"'{sys.executable}' -m stagiaire_cli --format json > '{file}'"],
        env=ENVIRONMENT,
        timeout=180,
    )
    child.expect("> .*1\\.")
    child.send("5")
    child.expect("aller au verdict")
    child.send("v")
    # The result is not on the screen: there is nothing to look closer at.
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    asked = json.loads(file.read_text(encoding="utf-8"))
    assert asked["answers"]["facts"] == {"nationality": "french"}
    check = [sys.executable, "-m", "stagiaire_cli", "check", "--answers", str(file)]
    checked = subprocess.run(
        [*check, "--format", "json"], capture_output=True, env=ENVIRONMENT, check=False
    )
    assert json.loads(checked.stdout) == asked


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_questions_can_be_read_in_every_encoding(encoding: str) -> None:
    session = Session(environment={"PYTHONIOENCODING": encoding})
    session.read("> 1.")
    session.type("1\r", "Quand la demande")
    session.type("\x04", "Interrompu")
    assert session.end() == 130
    assert b"Traceback" not in session.raw


def test_piped_bytes_are_never_taken_as_keystrokes() -> None:
    child = pexpect.spawn(
        "/bin/sh",
        ["-c", f"printf '4\\r' | '{sys.executable}' -m stagiaire_cli; echo code=$?"],
        env=ENVIRONMENT,
        timeout=180,
    )
    child.expect("stagiaire check")
    child.expect("code=2")


def test_digits_arrows_and_presumed_answers_work_in_a_menu() -> None:
    session = Session(
        *("--nationality", "other", "--no-declared-training", "--hospital-internship=none"),
        *("--on", "2021-04-30"),
    )
    session.read("> 1. oui")
    session.type(DOWN, "> 2. non")
    session.type("?", "→ je ne sais pas")
    session.type("\x1b[D", "> 3. je ne sais pas")
    session.type("1", "→ oui")
    assert session.child.isalive()
    session.child.close(force=True)


def test_a_window_of_forty_columns_shows_whole_words() -> None:
    session = Session("--lang", "en", columns=40)
    shown = session.read("6. ")
    assert "Switzerland" in shown.replace("\n", " ")
    for line in shown.splitlines():
        assert len(line) <= 40
    session.child.close(force=True)


@pytest.mark.parametrize("arguments", [[], ["--plain"]])
def test_a_window_made_narrower_while_asking_shows_whole_words(arguments: list[str]) -> None:
    session = Session("--lang", "en", *arguments, columns=120)
    session.read("6. ")
    time.sleep(0.3)
    session.child.setwinsize(200, 40)
    session.screen.resize(columns=40)
    time.sleep(0.3)
    session.screen.reset()
    shown = session.type("1\r" if arguments else "1", "I don’t know: the text as in force")
    asked = shown[shown.index("When was the application") :]
    assert "The text applied is the one in force" in asked.splitlines()[1]
    assert max(map(len, asked.splitlines())) <= 40
    session.child.close(force=True)
