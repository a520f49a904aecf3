"""What goes wrong around the program: nothing is lost, one sentence says it, the code is right."""

import errno
import io
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stagiaire_cli.batch.blocks import Block, blocks
from stagiaire_cli.batch.parquet import fetched
from stagiaire_cli.batch.results import BlockResult
from stagiaire_cli.batch.worker import Worker
from stagiaire_cli.cli.main import main
from stagiaire_cli.console.files import writing
from stagiaire_cli.console.streams import Streams
from stagiaire_cli.languages import language
from tests.conftest import Terminal, memory_streams, text_of
from tests.faults.kills import WAYS, Killer
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
    assert str(out) in told[0]
    assert language("fr")("system.EFBIG") in told[0]
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == ["dossiers.csv", "out"]


ROWS = "id,company_internship\n" + "a,yes\n" * 3000


def dossiers(folder: Path, content: str = ROWS) -> Path:
    file = folder / "dossiers.csv"
    file.write_text(content, encoding="utf-8")
    return file


def batch(*arguments: object, streams: Streams | None = None) -> tuple[int, str]:
    """The exit code of a batch, and its errors."""
    streams = streams or memory_streams(width=300)
    code = main(["batch", *map(str, arguments), "--lang", "en", "--quiet"], streams)
    said = text_of(streams.stderr).splitlines()
    return code, "\n".join(line for line in said if line.startswith("Error"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_is_told_of_the_file_that_is_on_it(
    jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "__defaults__", (b"", 3000))
    file = dossiers(tmp_path, "id,adult\n" + "a,maybe\n" * 3000)
    full = "Error: /dev/full: cannot be written (the disk is full); choose another output."
    fine = tmp_path / "fine"
    assert batch(file, "--jobs", jobs, "--output", fine, "--rejects", "/dev/full") == (74, full)
    assert batch(file, "--jobs", jobs, "--output", "/dev/full", "--rejects", fine) == (74, full)
    assert os.listdir(tmp_path) == [file.name]


class _Failing(io.BytesIO):
    """A disk that fails after some bytes."""

    name = "disk"

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 5000:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(size)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_input_that_fails_half_way_is_told_of_the_input(
    jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "__defaults__", (b"", 3000))
    streams = memory_streams(width=300)
    monkeypatch.setattr(streams.stdin, "buffer", _Failing(ROWS.encode()), raising=False)
    out = tmp_path / "verdicts.csv"
    out.write_text("before", encoding="utf-8")
    code, said = batch("-", "--jobs", jobs, "--output", out, streams=streams)
    assert (code, said.count("\n")) == (2, 0)
    assert "standard input: cannot be read (input/output error)" in said
    assert out.read_text(encoding="utf-8") == "before"
    assert os.listdir(tmp_path) == [out.name]


def test_a_folder_that_goes_during_the_run_is_told_of_the_output(tmp_path: Path) -> None:
    source, folder = tmp_path / "dossiers.csv", tmp_path / "out"
    folder.mkdir()
    os.mkfifo(source)
    command = [*PROGRAM, "batch", str(source), "--quiet", "--lang", "en"]
    command += ["--output", str(folder / "verdicts.csv")]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT)
    with open(source, "wb") as feed:
        feed.write(b"id,adult\nx,yes\n")
        feed.flush()
        waited(lambda: bool(os.listdir(folder)))
        for part in folder.iterdir():
            part.unlink()
        folder.rmdir()
    _, said = run.communicate(timeout=180)
    assert (run.returncode, said.count(b"\n")) == (74, 1)
    assert b"verdicts.csv: cannot be written (not found)" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--answers", "/dev/zero"),
        ("verify", "/dev/zero"),
        ("batch", "/dev/zero"),
        ("batch", "/dev/zero", "--encoding", "utf-16-le"),
        ("batch", "/dev/zero", "--encoding", "cp1252"),
    ],
)
def test_a_file_without_an_end_is_told_in_one_sentence(arguments: tuple[str, ...]) -> None:
    streams = memory_streams(width=300)
    assert main([*arguments, "--lang", "en"], streams) == 2
    said = text_of(streams.stderr)
    assert said.count("\n") == 1
    assert "/dev/zero" in said
    assert "MiB" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--output", ""),
        ("batch", "FILE", "--output", ""),
        ("batch", "FILE", "--rejects", ""),
        ("batch", "FILE", "--encoding", ""),
    ],
)
def test_an_empty_name_is_a_mistake_of_the_caller(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    file = str(dossiers(tmp_path))
    streams = memory_streams(width=300)
    assert main([file if word == "FILE" else word for word in arguments], streams) == 2
    assert text_of(streams.stderr).count("\n") == 1
    assert text_of(streams.stdout) == ""


class _Short(Worker):
    """Work that takes more memory than there is."""

    def __call__(self, block: Block) -> BlockResult:
        raise MemoryError


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_too_little_memory_is_no_defect_of_the_program(
    jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "__defaults__", (b"", 3000))
    monkeypatch.setattr("stagiaire_cli.batch.processes.Worker", _Short)
    file, out = dossiers(tmp_path), tmp_path / "verdicts.csv"
    out.write_text("before", encoding="utf-8")
    text = language("en")
    advice = text(f"errors.less_memory.python{'_alone' if jobs == '1' else ''}")
    sentence = text("errors.no_memory_for_rows", advice=advice)
    assert batch(file, "--jobs", jobs, "--output", out) == (70, f"Error: {sentence}")
    assert ("--jobs 1" in sentence) is (jobs == "2")
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == [file.name, out.name]


def test_where_no_process_is_to_be_had_the_work_is_done_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(blocks, "__defaults__", (b"", 3000))
    monkeypatch.setattr("multiprocessing.Process.start", refused)
    out = tmp_path / "verdicts.csv"
    assert batch(dossiers(tmp_path), "--jobs", "2", "--output", out) == (0, "")
    assert out.read_text(encoding="utf-8").count("\n") == 3001


def test_what_a_killed_run_left_goes_with_the_next_one_and_nothing_else(tmp_path: Path) -> None:
    file, out = dossiers(tmp_path), tmp_path / "verdicts.csv"
    said = [sys.executable, "-c", "import os; print(os.getpid())"]
    gone = subprocess.run(said, capture_output=True, check=True)
    left = tmp_path / f"verdicts.csv.{int(gone.stdout)}.stagiaire-part"
    others = [
        # Of a process that lives, of another file, of somebody else.
        tmp_path / f"verdicts.csv.{os.getppid()}.stagiaire-part",
        tmp_path / f"other.csv.{int(gone.stdout)}.stagiaire-part",
        tmp_path / f"verdicts.csv.{int(gone.stdout)}.part",
        tmp_path / "verdicts.csv.old.stagiaire-part",
    ]
    for path in (left, *others):
        path.write_text("half", encoding="utf-8")
    assert batch(file, "--output", out)[0] == 0
    assert not left.exists()
    assert all(path.read_text(encoding="utf-8") == "half" for path in others)


def test_what_a_killed_engine_left_goes_with_the_next_run_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    temporary, elsewhere = tmp_path / "temporary", tmp_path / "elsewhere"
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    file, typed, out = dossiers(tmp_path), tmp_path / "dossiers.parquet", tmp_path / "verdicts.csv"
    duckdb.sql("SELECT TRUE AS adult").write_parquet(str(typed))
    said = [sys.executable, "-c", "import os; print(os.getpid())"]
    gone = int(subprocess.run(said, capture_output=True, check=True).stdout)
    for run, place in (
        ((file, "--output", out), f"{out}.{gone}.stagiaire-work"),
        ((typed, "--output", out), f"{out}.{gone}.1.stagiaire-work"),
        ((typed, "--format", "csv"), str(temporary / f"stagiaire.{gone}.stagiaire-work")),
    ):
        kept = elsewhere / "kept"
        for left in (Path(place), Path(f"{place}.old"), elsewhere):
            (left / "spilled").mkdir(parents=True, exist_ok=True)
            (left / "spilled" / "rows").write_text("rows", encoding="utf-8")
        # A link is not followed.
        kept.write_text("kept", encoding="utf-8")
        (Path(place) / "link").symlink_to(elsewhere)
        alive = Path(place.replace(str(gone), str(os.getppid())))
        alive.mkdir(parents=True)
        assert batch(*run)[0] == 0
        assert not Path(place).exists()
        assert alive.is_dir()
        assert Path(f"{place}.old").is_dir()
        assert kept.read_text(encoding="utf-8") == "kept"
        shutil.rmtree(alive)
        shutil.rmtree(f"{place}.old")
    assert not os.listdir(temporary)


def test_the_folder_that_an_engine_works_in_is_private_and_beside_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    (tmp_path / "out").mkdir()
    typed, out = tmp_path / "dossiers.parquet", tmp_path / "out" / "verdicts.csv"
    duckdb.sql("SELECT TRUE AS adult").write_parquet(str(typed))
    seen: list[tuple[str, int, set[int]]] = []

    def watched(base: object, query: str) -> object:
        for folder in out.parent.glob("*.stagiaire-work"):
            modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
            seen.append((folder.name, stat.S_IMODE(folder.stat().st_mode), modes))
        return fetched(base, query)

    monkeypatch.setattr("stagiaire_cli.batch.duckdb.fetched", watched)
    assert batch(typed, "--output", out)[0] == 0
    assert seen == [(f"verdicts.csv.{os.getpid()}.stagiaire-work", 0o700, {0o600})]
    assert os.listdir(out.parent) == [out.name]


def test_two_runs_on_one_output_do_not_disturb_each_other(tmp_path: Path) -> None:
    file, out = dossiers(tmp_path), tmp_path / "verdicts.csv"
    with writing(str(out), memory_streams()) as first:
        assert batch(file, "--output", out)[0] == 0
        assert out.read_text(encoding="utf-8").count("\n") == 3001
        first.write("the first")
    assert out.read_text(encoding="utf-8") == "the first"
    assert sorted(os.listdir(tmp_path)) == [file.name, out.name]


def test_a_closed_terminal_ends_a_batch_that_shows_its_progress(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.csv"
    out.write_text("before", encoding="utf-8")
    os.mkfifo(tmp_path / "dossiers.csv")
    session = Session("batch", str(tmp_path / "dossiers.csv"), "--output", str(out))
    with open(tmp_path / "dossiers.csv", "wb") as feed:
        feed.write(b"id,adult\nx,yes\n")
        feed.flush()
        waited(lambda: len(os.listdir(tmp_path)) == 3)
        # The window goes: what the program still writes to it fails.
        os.close(session.child.child_fd)
        waited(lambda: not session.child.isalive())
    assert session.child.exitstatus == 130
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(os.listdir(tmp_path)) == ["dossiers.csv", "verdicts.csv"]


def test_an_interrupted_run_does_not_wait_for_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    file, pipe = dossiers(tmp_path, ROWS * 40), tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [*PROGRAM, "batch", str(file), "--quiet", "--lang", "en"]
    run = subprocess.Popen(
        [*command, "--output", str(pipe)], stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    with open(pipe, "rb") as stuck:
        stuck.read(1)
        time.sleep(0.5)
        start = time.monotonic()
        run.send_signal(signal.SIGTERM)
        _, said = run.communicate(timeout=180)
        assert (run.returncode, said.count(b"\n")) == (130, 1)
        assert time.monotonic() - start < 10


@pytest.mark.parametrize("way", [way for way in WAYS if way != "INT to the run alone"])
def test_of_a_batch_that_is_killed_nothing_is_left(way: str, killer: Killer) -> None:
    fate = killer.killed(way, random.Random(way))
    assert not fate.wrong
    assert (fate.processes, list(fate.files)) == (0, [])


@pytest.mark.dear
@pytest.mark.parametrize("engine", ["duckdb", "spark"])
def test_of_a_batch_on_columns_that_is_killed_nothing_is_left(engine: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    if engine == "spark":
        pytest.importorskip("pyspark", reason="PySpark is not installed")
        if shutil.which("java") is None:
            pytest.skip("there is no Java")
    killer = Killer(tmp_path / engine, rows=15_000 if engine == "duckdb" else 100, engine=engine)
    for way in killer.ways if engine == "duckdb" else ("KILL", "TERM to all"):
        fate = killer.killed(way, random.Random(way))
        assert not fate.wrong
        assert (fate.processes, list(fate.files)) == (0, [])


@pytest.fixture(scope="module")
def killer(tmp_path_factory: pytest.TempPathFactory) -> Killer:
    return Killer(tmp_path_factory.mktemp("killed"), rows=15_000)


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
