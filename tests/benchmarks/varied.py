"""How fast a batch is where rows differ: ``python -m tests.benchmarks.varied [ROWS]``.

Each row has a filing day of ten years, days of an internship of its own, an amount, and any subset
of all documents; one cell in ten is empty, and one row in a hundred is wrong.
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from tests.benchmarks.batch import BARE, ROUNDS, best, told
from tests.people.dossiers import COMPLETE

HOLES = 0.1
WRONG = 0.01
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
    facts["documents"] = "|".join(name for name in DOCUMENT_IDS if sample.random() < 0.5)
    cells = [
        "" if sample.random() < HOLES else _spelled(facts.get(name)) for name in DOSSIER_COLUMNS
    ]
    cells[0] = str(number)
    if sample.random() < WRONG:
        cells[sample.randrange(1, len(FACT))] = "perhaps"
    return cells


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


def measured(folder: Path, rows: int) -> None:
    """CSV to CSV in one process, beside a bare loop of ``csv``."""
    source, target = str(folder / "varied.csv"), str(folder / "out.csv")
    ours = [sys.executable, "-m", "stagiaire_cli", "batch", source, "--quiet", "--jobs", "1"]
    # Some rows are refused, which the exit code says.
    commands = {
        "csv.reader to csv.writer": ([sys.executable, "-c", BARE, source, target], 0),
        "stagiaire batch --jobs 1": ([*ours, "--output", target], 5),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, (command, code) in commands.items():
            times[name].append(best(lambda: _run(command, code), 1))  # noqa: B023
    base = min(times["csv.reader to csv.writer"])
    for name, found in times.items():
        told(name, min(found), rows, base)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{rows / min(times['stagiaire batch --jobs 1']):.0f} rows a second, {most} MB")


def _run(command: list[str], code: int) -> None:
    found = subprocess.run(command, check=False, capture_output=True).returncode
    assert found == code, (command, found)


def main() -> None:
    """Make a file of so many rows, and measure."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dossiers(folder / "varied.csv", rows)
        measured(folder, rows)


if __name__ == "__main__":
    main()
