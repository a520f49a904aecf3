"""Every way to a verdict, each as the objects or the columns that come out of it."""

import csv
import io
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stagiaire_cli import assess
from stagiaire_cli.cli.main import main
from stagiaire_cli.console.streams import Streams
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS
from stagiaire_cli.languages import language
from stagiaire_cli.law.checks import CHECK_NAMES
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.reports.verdict.json import verdict_object
from tests.conftest import Terminal, table
from tests.people.spelled import LISTS, as_cells, as_object, as_typed, flags

Verdict = dict[str, Any]
LANGUAGE = "en"
_TYPES = {"yes_no": "BOOLEAN", "months": "INTEGER", "date": "DATE", "euros": "DECIMAL(11, 2)"}


def run(
    arguments: Sequence[str], given: bytes = b"", typed: str | None = None
) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run in this process."""
    stdin: Any = io.TextIOWrapper(io.BytesIO(given)) if typed is None else Terminal(typed)
    stderr = io.StringIO() if typed is None else Terminal()
    streams = Streams(stdin, io.StringIO(), stderr, {"LANG": LANGUAGE}, 80)
    code = main(arguments, streams)
    return code, streams.stdout.getvalue(), stderr.getvalue()  # type: ignore[attr-defined]


def in_a_child(arguments: Sequence[str], given: bytes = b"") -> tuple[int, str, str]:
    """The same of a process of its own."""
    command = [sys.executable, "-m", "stagiaire_cli", *arguments]
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=180)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def of_function(dossier: Dossier) -> Verdict:
    """What the Python function gives, as JSON has it."""
    found = assess(dossier.facts, dossier.documents, dossier.on, dossier.readings)
    whole: Verdict = json.loads(json.dumps(verdict_object(found, language(LANGUAGE))))
    return whole


def of_flags(dossier: Dossier, sample: random.Random, runs: Any = run) -> str:
    """What ``check`` prints for flags."""
    out: str = runs(["check", *flags(dossier, sample), *_JSON])[1]
    return out


def of_file(dossier: Dossier, sample: random.Random, file: Path | None, runs: Any = run) -> str:
    """What ``check`` prints for a file of answers, or for answers on standard input."""
    content = json.dumps(as_object(dossier, sample)).encode()
    if file is not None:
        file.write_bytes(content)
    name = "-" if file is None else str(file)
    out: str = runs(["check", "--answers", name, *_JSON], content)[1]
    return out


def of_lines(dossiers: Sequence[Dossier], sample: random.Random, *options: str) -> list[str]:
    """The lines that ``batch`` writes for JSON Lines."""
    lines = "".join(json.dumps(as_object(one, sample)) + "\n" for one in dossiers)
    return _batch(lines, options).splitlines()


def of_rows(dossiers: Sequence[Dossier], sample: random.Random, *options: str) -> list[str]:
    """The lines that ``batch`` writes for CSV."""
    separator = sample.choice(",;\t")
    written = io.StringIO()
    writer = csv.DictWriter(written, DOSSIER_COLUMNS, delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**as_cells(one, sample), "id": str(n)} for n, one in enumerate(dossiers))
    return _batch(written.getvalue(), options).splitlines()


def of_columns(
    dossiers: Sequence[Dossier], folder: Path, engine: str = "duckdb"
) -> list[dict[str, str]]:
    """The rows that an engine of typed columns gives, in the order of the dossiers."""
    path = str(parquet(dossiers, folder))
    out = str(folder / f"{engine}.csv")
    options = ["--engine", engine, "--output", out, "--quiet"]
    options += ["--master", "local[2]"] if engine == "spark" else []
    code, _, told = run(["batch", path, *options])
    assert code == 0, told
    parts = sorted(Path(out).glob("part-*")) if engine == "spark" else [Path(out)]
    found = [row for part in parts for row in table(part.read_text(encoding="utf-8"))]
    return sorted(found, key=lambda row: int(row["id"]))


def parquet(dossiers: Sequence[Dossier], folder: Path) -> Path:
    """The dossiers as a file of typed columns."""
    import duckdb

    names = (*DOSSIER_COLUMNS, *LISTS)
    types = dict.fromkeys(names, "VARCHAR") | {"on": "DATE"}
    types |= {name: _TYPES.get(fact.kind, "VARCHAR") for name, fact in FACT.items()}
    raw, path = folder / "raw.csv", folder / "dossiers.parquet"
    with raw.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows({**as_typed(one), "id": str(n)} for n, one in enumerate(dossiers))
    spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    with duckdb.connect() as base:
        read = f"read_csv('{raw}', header=true, columns={{{spelled}}})"
        base.execute(f"COPY (SELECT * FROM {read}) TO '{path}' (FORMAT parquet)")
    return path


def columns_of(verdict: Verdict, name: str) -> dict[str, str]:
    """The row of a batch that a whole verdict comes to."""
    met = [one["number"] for one in verdict["provisions"] if one["result"] == "met"]
    checks = verdict["checks"]
    failed = {one["check"] for one in checks if one["result"] == "fails" and not one["if_met"]}
    open_ = {one["check"] for one in checks if one["result"] == "unknown"}
    return {
        "id": name,
        "status": verdict["status"],
        "provisions": "|".join(met),
        "file": verdict["file"]["result"],
        "missing": "|".join(verdict["file"]["missing"]),
        "settled_by": "|".join(verdict["settled_by"]),
        "failed_checks": "|".join(check for check in CHECK_NAMES if check in failed),
        "open_checks": "|".join(check for check in CHECK_NAMES if check in open_),
        "act_by": min((one["act_by"] for one in checks if one["act_by"]), default=""),
        "error": "",
    }


def _batch(content: str, options: Sequence[str]) -> str:
    code, out, told = run(["batch", "-", *options, "--quiet", "--jobs", "1"], content.encode())
    assert code == 0, told
    return out


_JSON = ("--format", "json", "--lang", LANGUAGE, "--quiet")
