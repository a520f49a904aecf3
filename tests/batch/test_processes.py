"""Several processes: the same rows in the same order as one, by tables or one by one."""

import io
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from stagiaire_cli.batch.blocks import blocks, opened
from stagiaire_cli.batch.processes import cores, worked
from stagiaire_cli.batch.results import BlockResult, Task
from stagiaire_cli.batch.worker import source_of
from stagiaire_cli.console.forms import CSV, JSONL
from stagiaire_cli.languages import language
from stagiaire_cli.law.facts import FACTS
from tests.people.cells import cell


def dossiers(rows: int) -> bytes:
    """A file with a broken row here and there, blank lines, quotes, and days of its own."""
    sample = random.Random(7)
    names = [fact.id for fact in FACTS]
    lines = [",".join(("id", *names, "documents", "on"))]
    for number in range(rows):
        cells = [cell(name, sample, 0.2) for name in (*names, "documents")]
        day = sample.choice(("", "2018-05-15", "01/06/2024", "2009-01-01"))
        line = ",".join((sample.choice((str(number), "", '"a,b"', "=x")), *cells, day))
        lines.append(sample.choice((line,) * 20 + (line[:-12], "", ",,,", line + '"', "\udce9")))
    return ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")


def done(
    content: bytes, jobs: int, form: str, *, tables: bool, size: int = 4000
) -> list[BlockResult]:
    file, encoding = opened(io.BytesIO(content), "utf-8")
    source = source_of(file, encoding, ignore_columns=False)
    assert source.layout is not None
    task = Task(source.layout, encoding, date(2020, 1, 1), form, "en", rejects=True, tables=tables)
    parts = blocks(file, encoding, 2, source.layout, size=size)
    return list(worked(task, parts, jobs))


@pytest.mark.parametrize("form", [CSV, JSONL])
def test_the_same_rows_however_they_are_worked_on(form: str) -> None:
    content = dossiers(300 if form == JSONL else 1500)
    wanted = done(content, 1, form, tables=False, size=1 << 22)
    assert len(wanted) == 1
    for jobs, tables in ((1, True), (3, True), (2, False)):
        found = done(content, jobs, form, tables=tables, size=20000)
        assert len(found) > 3
        assert "".join(part.written for part in found) == wanted[0].written
        assert "".join(part.refused for part in found) == wanted[0].refused
        assert sum(part.rejected for part in found) == wanted[0].rejected
        kinds = {kind for part in found for kind in part.kinds}
        for kind in kinds:
            assert sum(part.kinds.get(kind, 0) for part in found) == wanted[0].kinds[kind]
        misread = [one for part in found for one in part.misread]
        assert misread[: len(wanted[0].misread)] == list(wanted[0].misread)


def test_no_more_processes_than_this_one_may_use() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_a_run_that_is_interrupted_leaves_the_old_output_and_nothing_else(tmp_path: Path) -> None:
    file, out = tmp_path / "dossiers.csv", tmp_path / "verdicts.csv"
    header, _, rows = dossiers(2000).partition(b"\n")
    file.write_bytes(header + b"\n" + rows * 60)
    out.write_text("before", encoding="utf-8")
    command = [sys.executable, "-m", "stagiaire_cli", "batch", str(file), "--quiet", "--lang", "fr"]
    command += ["--jobs", "2", "--output", str(out)]
    # The terminal sends Ctrl-C to every process of the run.
    run = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 180
    while len(list(tmp_path.iterdir())) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=180)
    assert run.returncode == 130
    assert said.decode().strip() == language("fr")("batch.interrupted")
    assert out.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dossiers.csv", "verdicts.csv"]
