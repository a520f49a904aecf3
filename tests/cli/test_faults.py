"""What goes wrong around the program: nothing is lost, one sentence says it, the code is right."""

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from stagiaire_cli.languages import language
from tests.conftest import Terminal, memory_streams, text_of
from tests.people.terminal import ENVIRONMENT, Session

PROGRAM = [sys.executable, "-m", "stagiaire_cli"]


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """A run of the program in a shell; ``@`` stands for it."""
    command = line.replace("@", f"'{sys.executable}' -m stagiaire_cli")
    return subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, env=ENVIRONMENT, timeout=180, check=False
    )


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-", "2> >(exec 0<&-; sleep 0.1)"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("check", 4),
        ("check --nationality french", 1),
        ("check --nonsense", 2),
        ("check --answers missing.json", 2),
        ("check --quiet --output /nowhere/x", 74),
    ],
)
def test_the_exit_code_is_right_where_nothing_can_be_said(
    arguments: str, code: int, where: str
) -> None:
    assert shell(f"@ {arguments} >/dev/null {where}").returncode == code


@pytest.mark.parametrize(
    "command", ["facts", "documents", "schema", "law", "map", "sql", "template"]
)
def test_a_full_disk_under_standard_output_is_74_for_every_command(command: str) -> None:
    done = shell(f"@ {command} >/dev/full")
    assert done.returncode == 74
    assert b"Traceback" not in done.stderr


def limited(*arguments: str, size: int = 512) -> subprocess.CompletedProcess[bytes]:
    """A run that may make no file larger than the size."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        env=ENVIRONMENT,
        preexec_fn=limit,
        timeout=180,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "batch", "rejects"])
def test_a_disk_that_fills_up_leaves_the_old_file_and_nothing_else(
    command: str, tmp_path: Path
) -> None:
    source, out = tmp_path / "dossiers.csv", tmp_path / "out"
    source.write_text("id,adult\n" + "some-long-identifier,maybe\n" * 200, encoding="utf-8")
    out.write_text("before", encoding="utf-8")
    arguments = {
        "check": ["check", "--format", "json", "--output", str(out)],
        "batch": ["batch", str(source), "--output", str(out)],
        "rejects": ["batch", str(source), "--rejects", str(out), "--output", os.devnull],
    }[command]
    done = limited(*arguments, "--quiet")
    told = [line for line in done.stderr.decode().splitlines() if line.startswith("Erreur")]
    assert (done.returncode, len(told)) == (74, 1)
    assert str(out) in told[0] or command == "rejects"
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == ["dossiers.csv", "out"]


@pytest.mark.parametrize("option", ["--output", "--save"])
def test_a_file_in_the_place_of_a_folder_is_told_before_any_question(
    option: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    streams = memory_streams("4\n\n", terminal=True, width=200)
    assert main(["ask", "--plain", option, str(tmp_path / "file" / "x")], streams) == 74
    assert text_of(streams.stderr).count("\n") == 1
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_folder_that_one_may_not_write_to_is_74(tmp_path: Path) -> None:
    if os.getuid() != 0:
        tmp_path.chmod(0o500)
        assert main(["check", "--output", str(tmp_path / "x")], memory_streams()) == 74
        return
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        streams = memory_streams()
        os._exit(main(["check", "--quiet", "--output", "/usr/nobody-may-write.txt"], streams))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 74


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_batch_that_is_ended_leaves_the_old_output_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    source, out = tmp_path / "dossiers.csv", tmp_path / "verdicts.csv"
    out.write_text("before", encoding="utf-8")
    os.mkfifo(source)
    command = [*PROGRAM, "batch", str(source), "--quiet", "--lang", "fr", "--output", str(out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    with open(source, "wb") as feed:
        feed.write(b"id,adult\nthe-marker,yes\n")
        feed.flush()
        waited(lambda: len(os.listdir(tmp_path)) == 3)
        run.send_signal(getattr(signal, name))
        _, said = run.communicate(timeout=180)
    assert run.returncode == 130
    assert said.decode().strip() == language("fr")("batch.interrupted")
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == ["dossiers.csv", "verdicts.csv"]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_check_that_is_ended_while_it_reads_is_interrupted(name: str, tmp_path: Path) -> None:
    source = tmp_path / "dossier.json"
    os.mkfifo(source)
    command = [*PROGRAM, "check", "--answers", str(source), "--lang", "fr"]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    with open(source, "wb") as feed:
        feed.write(b'{"nationality": "algerian"')
        feed.flush()
        time.sleep(0.3)
        run.send_signal(getattr(signal, name))
        _, said = run.communicate(timeout=180)
    assert run.returncode == 130
    assert said.decode().split("\n")[-2] == language("fr")("prompts.interrupted")
    assert b"algerian" not in said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_session_that_is_ended_keeps_what_was_answered(name: str, tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    session = Session("--plain", "--lang", "fr", "--save", str(file))
    session.read("Votre réponse")
    session.type("1\r", "Quand la demande")
    session.child.kill(getattr(signal, name))
    assert session.end() == 130
    assert '"nationality": "other"' in file.read_text(encoding="utf-8")
    assert os.listdir(tmp_path) == [file.name]


def test_what_is_told_to_ignore_a_closed_window_ignores_it(tmp_path: Path) -> None:
    source = tmp_path / "dossier.json"
    os.mkfifo(source)
    command = ["nohup", *PROGRAM, "check", "--answers", str(source), "--quiet"]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with open(source, "wb") as feed:
        time.sleep(0.3)
        run.send_signal(signal.SIGHUP)
        feed.write(b'{"nationality": "french"}')
    run.communicate(timeout=180)
    assert run.returncode == 1


class _Meddled(Terminal):
    """A terminal before whose last lines somebody does something else."""

    def __init__(self, typed: str, meddle: Callable[[], object]) -> None:
        super().__init__(typed)
        self._meddle = meddle
        self._read = 0

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        self._read += 1
        if self._read == 2:
            self._meddle()
        return super().readline(size)


def meddled(file: Path, meddle: Callable[[], object], typed: str = "1\n3\n") -> str:
    """What a session of two answers says while something happens to its file."""
    streams = memory_streams(terminal=True, width=300)._replace(stdin=_Meddled(typed, meddle))
    arguments = ["ask", "--plain", "--lang", "en", "--answers", str(file), "--save", str(file)]
    assert main(arguments, streams) == 130
    return text_of(streams.stderr)


def test_two_programs_on_one_file_keep_both_and_the_second_says_so(tmp_path: Path) -> None:
    file, other = tmp_path / "dossier.json", tmp_path / "dossier-2.json"
    said = meddled(file, lambda: meddled(file, lambda: None, "1\n"))
    sentence = language("en")("prompts.changed_elsewhere", file=str(file), other=str(other))
    assert said.count(sentence) == 1
    assert f"stagiaire --answers {other} --save {other}" in said
    assert '"nationality": "other"' in other.read_text(encoding="utf-8")
    assert stat.S_IMODE(other.stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == ["dossier-2.json", "dossier.json"]


def test_a_file_changed_by_hand_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    (tmp_path / "dossier-2.json").write_text("taken", encoding="utf-8")
    meddled(file, lambda: file.write_text("by hand", encoding="utf-8"))
    assert file.read_text(encoding="utf-8") == "by hand"
    assert (tmp_path / "dossier-2.json").read_text(encoding="utf-8") == "taken"
    assert '"on"' in (tmp_path / "dossier-3.json").read_text(encoding="utf-8")


def test_a_file_removed_meanwhile_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    assert "another program" not in meddled(file, file.unlink)
    assert '"nationality": "other"' in file.read_text(encoding="utf-8")


def waited(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + 180
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.2)
