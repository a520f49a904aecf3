"""How fast a batch is where rows differ: ``python -m tests.benchmarks.varied [ROWS]``.

Each row has a filing day of ten years, days of an internship of its own, an amount, and any subset
of all documents; one cell in ten is empty, and one row in a hundred is wrong. A second file has
dossiers drawn uniformly from everything. What a row costs is told apart by how much of it is new.
What is compared with the bare loop is the time of the
processor, of all processes together, since others may use the machine; and no process may take
more memory than ``MOST``, or ``MORE`` than it takes for a sixth of the rows.
"""

import csv
import io
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from stagiaire_cli.batch.blocks import Block, Encoding
from stagiaire_cli.batch.results import Task
from stagiaire_cli.batch.worker import Worker
from stagiaire_cli.console.forms import CSV
from stagiaire_cli.dossier.rows import (
    DOCUMENTS_COLUMN,
    DOSSIER_COLUMNS,
    ID_COLUMN,
    ON_COLUMN,
    layout_of,
)
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, START
from stagiaire_cli.logic.records import Record
from tests.benchmarks.batch import BARE, ROUNDS
from tests.people.cells import cell
from tests.people.dossiers import COMPLETE

HOLES = 0.1
WRONG = 0.01
# In MB, of any process, and by how much it may grow with the rows.
MOST = 150
MORE = 15
# So few rows that hardly two have a day or a list of documents in common.
_FEW = 1000
_TIMES = 9
_FIRST = date(2016, 11, 1)
_DAYS = 3650
# Nine in ten come for the internship of the 1°.
_PEOPLE = ("1°",) * 18 + ("2°", "3°")


def dossiers(path: Path, rows: int, seed: int = 19) -> None:
    """A file with every column, of rows that hardly ever have two long cells in common."""
    sample = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(DOSSIER_COLUMNS)
        writer.writerows(_row(number, sample) for number in range(rows))


def _row(number: int, sample: random.Random) -> list[str]:
    facts = {**COMPLETE[sample.choice(_PEOPLE)], **_days(sample)}
    for name in sample.sample(list(FACT), 3):
        facts[name] = sample.choice(FACT[name].values or (facts.get(name),))
    facts["monthly_means"] = f"{sample.randrange(40000, 250000) / 100:.2f}"
    facts["documents"] = _held(sample)
    cells = [
        "" if sample.random() < HOLES else _spelled(facts.get(name)) for name in DOSSIER_COLUMNS
    ]
    cells[0] = str(number)
    if sample.random() < WRONG:
        cells[sample.randrange(1, len(FACT))] = "perhaps"
    return cells


def _held(sample: random.Random) -> str:
    return "|".join(name for name in DOCUMENT_IDS if sample.random() < 0.5)


def _days(sample: random.Random) -> dict[str, date]:
    on = _FIRST + timedelta(sample.randrange(_DAYS))

    def after(day: date, first: int, last: int) -> date:
        return day + timedelta(sample.randrange(first, last))

    start = after(on, -60, 120)
    sent = after(start, -120, -20)
    amended = after(start, -40, -5)
    return {
        "on": on,
        "internship_start": start,
        "internship_end": after(start, 30, 400),
        "convention_sent": sent,
        "convention_received": after(sent, 1, 8),
        "amendment_sent": amended,
        "amendment_received": after(amended, 1, 8),
        "application_complete": after(on, 0, 30),
    }


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def uniform(path: Path, rows: int, seed: int = 19) -> None:
    """A file with every column, of cells drawn each for itself."""
    sample = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(DOSSIER_COLUMNS)
        writer.writerows(_drawn(number, sample) for number in range(rows))


def _drawn(number: int, sample: random.Random) -> list[str]:
    on = _FIRST + timedelta(sample.randrange(_DAYS))
    given = {ID_COLUMN: str(number), ON_COLUMN: str(on)}
    return [given.get(name) or cell(name, sample, HOLES) for name in DOSSIER_COLUMNS]


def told_apart() -> None:
    """What a row costs by what of it is new, without start and disk, beside the bare loop."""
    sample = random.Random(19)
    drawn = [_row(number, sample) for number in range(_FEW)]
    rows = [row for row in drawn if "perhaps" not in row]
    answers = [name for name in DOSSIER_COLUMNS if name in FACT and FACT[name].values]

    def changed(name: str, cell_of: Callable[[str], str]) -> list[list[str]]:
        place = DOSSIER_COLUMNS.index(name)
        return [[*row[:place], cell_of(row[place]), *row[place + 1 :]] for row in rows]

    def answered(row: Sequence[str]) -> list[str]:
        name = sample.choice(answers)
        place = DOSSIER_COLUMNS.index(name)
        return [*row[:place], _spelled(sample.choice(FACT[name].values)), *row[place + 1 :]]

    # A first day of long ago is not much else than another.
    long_ago, later = (
        changed(START, lambda day, at=at: day and at + day[2:])  # type: ignore[misc]
        for at in ("10", "11")
    )
    documents = changed(DOCUMENTS_COLUMN, lambda _: _held(sample))
    cases = {
        "all is known": (rows, rows),
        "the list of documents is new": (rows, documents),
        "the first day is new": (long_ago, later),
        "one answer is drawn anew": (rows, [*map(answered, rows)]),
        "all is drawn anew": (rows[:100], [_drawn(number, sample) for number in range(_FEW)]),
    }
    bare = min(_copied(_text(rows)) for _ in range(_TIMES)) / len(rows)
    print(f"{'csv.reader to csv.writer':28} {bare * 1e6:7.1f} µs a row")
    for name, (known, new) in cases.items():
        each = min(_judged(_text(known), _text(new)) for _ in range(_TIMES)) / len(new)
        print(f"{name:28} {each * 1e6:7.1f} µs a row, {each / bare:5.2f} times the loop")


def _text(rows: Iterable[Iterable[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def _copied(text: str) -> float:
    start = time.process_time()
    csv.writer(io.StringIO()).writerows(csv.reader(io.StringIO(text)))
    return time.process_time() - start


def _judged(known: str, text: str) -> float:
    """How long rows take one that has seen those that are known."""
    layout = layout_of(",".join(DOSSIER_COLUMNS), ignore_columns=False)
    worker = Worker(Task(layout, Encoding("utf-8", "strict"), None, CSV, "fr"))
    worker(Block(2, 0, known.encode()))
    start = time.process_time()
    worker(Block(2, 0, text.encode()))
    return time.process_time() - start


class Cost(Record):
    """What a command takes: seconds, seconds of the processor, and MB of its largest process."""

    seconds: float
    cpu: float
    memory: int


# The memory of a child counts what its parent had when it was made, so the parent is a small one.
_WATCHED = """\
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[2:], stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
assert code in (0, 5), code
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def cost(*command: str) -> Cost:
    """What a command takes; some rows may be refused."""
    watched = [sys.executable, "-c", _WATCHED, "", *command]
    done = subprocess.run(watched, check=True, capture_output=True, text=True)
    seconds, cpu, memory = done.stdout.split()
    return Cost(float(seconds), float(cpu), int(memory))


def _batch(source: Path, target: str, *options: str) -> Cost:
    command = (sys.executable, "-m", "stagiaire_cli", "batch", str(source), "--quiet", *options)
    return cost(*command, "--output", str(source.with_name(target)))


def measured(source: Path, rows: int) -> None:
    """CSV to CSV in one process and in two, beside a bare loop of ``csv``."""
    found: dict[str, list[Cost]] = {}
    for _ in range(ROUNDS):
        bare = cost(sys.executable, "-c", BARE, str(source), str(source.with_name("bare.csv")))
        found.setdefault("csv.reader to csv.writer", []).append(bare)
        for jobs in ("1", "2"):
            one = _batch(source, "out.csv", "--jobs", jobs)
            found.setdefault(f"stagiaire batch --jobs {jobs}", []).append(one)
    base = min(one.cpu for one in found["csv.reader to csv.writer"])
    for name, costs in found.items():
        cpu, wall = min(one.cpu for one in costs), min(one.seconds for one in costs)
        print(
            f"{name:28} {cpu / rows * 1e6:7.1f} µs a row, {cpu / base:5.2f} times the loop, "
            f"{rows / wall:8.0f} rows a second, {max(one.memory for one in costs)} MB",
            flush=True,
        )


def remembered(folder: Path, target: str, few: int, rows: int) -> None:
    """How much memory few rows take, which fill what is remembered, and many, in one process."""
    memory = []
    for many in (few, rows):
        source = folder / f"{many}.csv"
        if not source.exists():
            dossiers(source, many)
        memory.append(_batch(source, target, "--jobs", "1").memory)
        print(f"{many:8} rows to {target}: {memory[-1]} MB", flush=True)
    assert max(memory) <= MOST, memory
    assert memory[1] <= memory[0] + MORE, memory


def main() -> None:
    """Make files of so many rows, and measure; a quarter of them give whole verdicts."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told_apart()
        for title, make in (("as they come", dossiers), ("drawn uniformly", uniform)):
            print(f"{rows} rows {title}")
            source = folder / f"{make.__name__}.csv"
            make(source, rows)
            measured(source, rows)
        remembered(folder, "out.csv", rows // 6, rows)
        remembered(folder, "out.jsonl", rows // 10, rows // 4)


if __name__ == "__main__":
    main()
