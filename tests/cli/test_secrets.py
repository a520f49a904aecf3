"""What somebody answered is in no message of something that failed for another reason."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of
from tests.people.terminal import ENVIRONMENT, Session

# Each is found nowhere else; an identifier may be any text.
ANSWERS = {"monthly_means": "8461.37", "internship_start": "2017-03-19", "nationality": "algerian"}
WORD = "Wachtmeister-41927"
MARKERS = ("8461", "2017-03-19", "19/03/2017", "19 mars 2017", "algerian", "alg\u00e9rien", WORD)
GIVEN = [part for name, value in ANSWERS.items() for part in (f"--{name.replace('_', '-')}", value)]


def kept_secret(said: str) -> None:
    """No marker is in what was said, however it is written."""
    plain = said.replace("\N{NO-BREAK SPACE}", " ")
    assert not [marker for marker in MARKERS if marker in plain], said


def fails(*_: object, **__: object) -> None:
    """Fail with the answers in hand, and in the message."""
    raise RuntimeError(repr(ANSWERS) + WORD)


@pytest.mark.parametrize("debug", ["", "1"])
@pytest.mark.parametrize(
    ("place", "command"),
    [
        ("stagiaire_cli.cli.commands.check.assess_dossier", "check"),
        ("stagiaire_cli.cli.commands.letter.assess_dossier", "letter"),
        ("stagiaire_cli.cli.commands.law.assess_dossier", "law"),
        ("stagiaire_cli.cli.result.render", "check"),
        ("stagiaire_cli.cli.result.deliver", "check"),
        ("stagiaire_cli.cli.inputs.strict_json", "check"),
        ("stagiaire_cli.cli.inputs.read_dossier", "check"),
        ("stagiaire_cli.reports.verification.verdict_object", "verify"),
        ("stagiaire_cli.batch.worker.read_cells", "batch"),
        ("stagiaire_cli.languages.words.read_dossier", "batch"),
        ("stagiaire_cli.batch.worker.assess_dossier", "jsonl"),
        ("stagiaire_cli.cli.commands.ask.conduct", "ask"),
        ("stagiaire_cli.cli.keeping.saved", "ask"),
        ("stagiaire_cli.cli.commands.ask.assess_dossier", "ask"),
    ],
)
def test_a_defect_of_the_program_tells_no_answer(
    place: str, command: str, debug: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    verdict = {"schema": "stagiaire/verdict/1", "answers": {"facts": ANSWERS}}
    header, row = ",".join(["id", *ANSWERS]), ",".join([WORD, *ANSWERS.values()])
    line = json.dumps({"id": WORD, **ANSWERS})
    content, arguments = {
        "check": (json.dumps(ANSWERS), ["check", "--answers", str(file)]),
        "letter": ("", ["letter", *GIVEN]),
        "law": (json.dumps(ANSWERS), ["law", "--answers", str(file)]),
        "verify": (json.dumps(verdict), ["verify", str(file)]),
        "batch": (f"{header}\n{row}\n", ["batch", str(file)]),
        "jsonl": (f"{line}\n", ["batch", str(file), "--format", "jsonl"]),
        "ask": ("", ["ask", "--plain", *GIVEN, "--save", str(tmp_path / "saved")]),
    }[command]
    file.write_text(content, encoding="utf-8")
    monkeypatch.setattr(place, fails)
    environment = {"LANG": "fr_FR.UTF-8", "STAGIAIRE_DEBUG": debug}
    streams = memory_streams("v\n", terminal=command == "ask", environment=environment)
    assert main([*arguments], streams) == 70
    said = text_of(streams.stderr)
    # A session shows a person what they answered before anything fails.
    said = said[said.index("Erreur") :]
    assert ("main.py" in said) is bool(debug)
    kept_secret(said)
    assert text_of(streams.stdout).count("\n") <= 1
    kept_secret(text_of(streams.stdout))


@pytest.mark.parametrize("where", ["/dev/full", "/nowhere/x", "/"])
@pytest.mark.parametrize("form", ["text", "json", "html", "markdown"])
def test_an_output_that_cannot_be_written_tells_no_answer(where: str, form: str) -> None:
    streams = memory_streams()
    assert main(["check", *GIVEN, "--format", form, "--output", where], streams) == 74
    kept_secret(text_of(streams.stderr) + text_of(streams.stdout))


def test_what_is_right_beside_a_mistake_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    wrong: tuple[dict[str, Any], ...] = ({"adult": "perhaps"}, {"nothing": 1}, {"documents": ["x"]})
    for one in wrong:
        file.write_text(json.dumps({**ANSWERS, **one}), encoding="utf-8")
        for arguments in (["check", "--answers", str(file)], ["ask", "--answers", str(file)]):
            streams = memory_streams(terminal=True)
            assert main(arguments, streams) == 2
            kept_secret(text_of(streams.stderr))
    for content in (
        json.dumps(ANSWERS)[:-1],
        json.dumps(ANSWERS) + "}",
        f"[{json.dumps(ANSWERS)}]",
    ):
        file.write_text(content, encoding="utf-8")
        streams = memory_streams()
        assert main(["check", "--answers", str(file)], streams) == 2
        kept_secret(text_of(streams.stderr))
    for flag in (["--adult=x"], ["--nonsense"], ["--have", "x"], ["--on", "2009-01-01"]):
        streams = memory_streams()
        assert main(["check", *GIVEN, *flag], streams) == 2
        kept_secret(text_of(streams.stderr))


def test_a_row_refused_tells_its_mistake_and_no_other_cell(tmp_path: Path) -> None:
    file = tmp_path / "dossiers.csv"
    names, cells = ",".join(ANSWERS), ",".join(ANSWERS.values())
    file.write_text(f"id,{names},adult\n{WORD},{cells},perhaps\n", encoding="utf-8")
    streams = memory_streams()
    assert main(["batch", str(file)], streams) == 5
    assert "perhaps" in text_of(streams.stderr)
    kept_secret(text_of(streams.stderr))


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_batch_that_is_interrupted_tells_no_answer(debug: str, tmp_path: Path) -> None:
    source = tmp_path / "dossiers.csv"
    os.mkfifo(source)
    command = [sys.executable, "-m", "stagiaire_cli", "batch", str(source)]
    environment = {**ENVIRONMENT, "STAGIAIRE_DEBUG": debug}
    run = subprocess.Popen(command, stdout=-1, stderr=-1, env=environment)
    with open(source, "w", encoding="utf-8") as feed:
        feed.write(f"id,{','.join(ANSWERS)}\n{WORD},{','.join(ANSWERS.values())}\n")
        feed.flush()
        time.sleep(0.5)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=180)
    assert run.returncode == 130
    kept_secret((out + err).decode())


def test_a_session_that_is_interrupted_says_how_to_go_on_and_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    session = Session("--plain", "--lang", "fr", "--save", str(file), *GIVEN[:4])
    session.read("Votre réponse")
    session.child.sendintr()
    assert session.end() == 130
    shown = session.shown()
    kept_secret(shown[shown.index("Interrompu") :])
    assert "--answers" in shown
    assert "8461.37" in file.read_text(encoding="utf-8")
