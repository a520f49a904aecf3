"""``stagiaire batch`` on Parquet: the rows of the same dossiers as text, by DuckDB or by Spark."""

import csv
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.results import guarded
from stagiaire_cli.cli.main import main
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.statement import NOT_YETS, UNKNOWNS, columns_asked
from tests.batch.formulas import BETWEEN, SEPARATORS
from tests.conftest import memory_streams, table, text_of
from tests.people.dossiers import ALL_OF_1, NOT_2, NOT_3
from tests.people.typed_rows import Row, csv_of, random_rows, type_of

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
ON = date(2020, 1, 1)
DAYS = (None, date(2018, 5, 15), date(2024, 8, 1), date(2009, 1, 1))


def run(*arguments: str) -> tuple[int, str, str]:
    streams = memory_streams()
    code = main(["batch", *arguments, "--lang", "en"], streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def parquet(folder: Path, select: str, name: str = "dossiers.parquet") -> str:
    """A Parquet file of what the statement selects, which may name ``rows``."""
    path = folder / name
    with duckdb.connect() as base:
        base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return str(path)


def both(folder: Path, rows: list[Row], *, days: bool = False) -> tuple[str, str]:
    """The dossiers as Parquet and as CSV."""
    lists = (UNKNOWNS, NOT_YETS)
    columns = [name for name in columns_asked(law_on(ON)) if name not in lists]
    given = ["on"] if days else []
    for place, row in enumerate(rows):
        row["on"] = DAYS[place % len(DAYS)]
    csv_of([*columns, *lists, "on"], rows, folder / "raw.csv")
    types = {name: type_of(name) for name in columns}
    types |= {**dict.fromkeys(lists, "VARCHAR"), "on": "DATE"}
    spelled = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    read = f"read_csv('{folder / 'raw.csv'}', header=false, columns={{{spelled}}})"
    select = ", ".join(f'"{name}"' for name in (*columns, *lists, *given))
    path = parquet(folder, f"SELECT {select} FROM {read}")
    text = folder / "dossiers.csv"
    with text.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*columns, *given])
        for place, row in enumerate(rows):
            listed = dict.fromkeys(row[UNKNOWNS].split("|"), UNKNOWN)
            listed |= dict.fromkeys(row[NOT_YETS].split("|"), NOT_YET)
            cells = [listed.get(name) or _text(row.get(name)) for name in columns]
            cells[columns.index("id")] = str(place)
            writer.writerow([*cells, *(_text(row["on"]) for _ in given)])
    return path, str(text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("days", [False, True])
def test_parquet_has_the_rows_of_the_same_dossiers_as_csv(tmp_path: Path, days: bool) -> None:
    typed, text = both(tmp_path, random_rows(ON, 400), days=days)
    code, found, told = run(typed, "--on", "2020-01-01", "--quiet")
    wanted_code, wanted, _ = run(text, "--on", "2020-01-01", "--quiet")
    assert code == wanted_code == (5 if days else 0)
    if days:
        assert "2009-01-01" in told
        assert [row["id"] for row in table(found)] == [str(place) for place in range(400)]
        rows = zip(table(found), table(wanted), strict=True)
        for one, other in rows:
            assert bool(one.pop("error")) == bool(other.pop("error"))
            assert one == other
    else:
        assert found == wanted


def test_each_form_of_output_is_private_and_has_the_same_columns(tmp_path: Path) -> None:
    typed, _ = both(tmp_path, random_rows(ON, 50))
    found = table(run(typed, "--on", "2020-01-01", "--quiet")[1])
    for name in ("verdicts.parquet", "verdicts.jsonl", "verdicts.csv"):
        path = tmp_path / name
        path.write_text("before", encoding="utf-8")
        assert run(typed, "--on", "2020-01-01", "--quiet", "--output", str(path))[0] == 0
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with duckdb.connect() as base:
            kind = {".csv": "read_csv", ".jsonl": "read_json"}.get(path.suffix, "read_parquet")
            more = ", all_varchar = true" if path.suffix == ".csv" else ""
            rows = base.execute(f"SELECT * FROM {kind}('{path}'{more})")
            assert tuple(column[0] for column in rows.description) == VERDICT_COLUMNS
            cells = [tuple(str(cell or "") for cell in row) for row in rows.fetchall()]
        assert cells == [tuple(row.values()) for row in found]
    assert not list(tmp_path.glob("*-part"))


def test_yes_and_no_may_be_words_and_documents_a_list(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        "SELECT * FROM (VALUES ('a', 'Oui', 'unknown', ['photographs', 'civil_status']), "
        "('=b', 'no', '', NULL), (NULL, 'maybe', NULL, []), ('d', '1', '0', ['photo'])) "
        "AS t(id, company_internship, vls_ts, documents)",
    )
    text = tmp_path / "same.csv"
    text.write_text(
        "id,company_internship,vls_ts,documents\na,Oui,unknown,photographs|civil_status\n"
        "=b,no,,\n,maybe,,\nd,1,0,photo\n",
        encoding="utf-8",
    )
    code, found, told = run(path, "--quiet")
    wanted_code, wanted, _ = run(str(text), "--quiet")
    assert code == wanted_code == 5
    for one, other in zip(table(found), table(wanted), strict=True):
        assert bool(one.pop("error")) == bool(other.pop("error"))
        assert one == other
    assert "maybe" in told
    assert "photo" in told
    assert ":3:" in told
    kept = tmp_path / "refused.parquet"
    run(path, "--quiet", "--rejects", str(kept))
    with duckdb.connect() as base:
        refused = base.execute(f"SELECT company_internship FROM '{kept}'").fetchall()
    assert refused == [("maybe",), ("1",)]


def test_a_file_without_a_row_gives_a_header(tmp_path: Path) -> None:
    for select in ("SELECT TRUE AS adult WHERE FALSE", "SELECT CURRENT_DATE AS on WHERE FALSE"):
        code, out, told = run(parquet(tmp_path, select.replace("AS on", 'AS "on"')), "--quiet")
        assert (code, told) == (0, "")
        assert out == ",".join(VERDICT_COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("select", "wanted"),
    [
        ("SELECT TRUE AS company_intership", "company_internship"),
        ("SELECT 'x' AS internship_start", "DATE"),
        ("SELECT 3 AS course_leads_to", "VARCHAR"),
    ],
)
def test_columns_that_have_no_answers_are_a_mistake_of_the_caller(
    tmp_path: Path, select: str, wanted: str
) -> None:
    code, out, told = run(parquet(tmp_path, select))
    assert (code, out) == (2, "")
    assert wanted in told
    assert len(told.strip().splitlines()) == 1


def test_what_an_engine_cannot_do_is_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "dossiers.csv"
    text.write_text("id,adult\nx,yes\n", encoding="utf-8")
    fake = tmp_path / "fake.parquet"
    fake.write_text("no", encoding="utf-8")
    for arguments in (
        [str(fake)],
        [str(fake), "--engine", "python"],
        [str(text), "--format", "parquet"],
        [str(text), "--engine", "sparkle"],
        [str(text), "--jobs", "0"],
        [str(text), "--jobs", "many"],
        [str(text), "--engine", "duckdb"],
        [str(fake), "--engine", "spark"],
        [str(text), "--output", str(text)],
        [str(text), "--rejects", str(text)],
        [str(text), "--output", str(tmp_path / "x"), "--rejects", str(tmp_path / "x")],
    ):
        code, out, told = run(*arguments)
        assert (code, out) == (2, ""), arguments
        assert len(told.strip().splitlines()) == 1
    assert text.read_text(encoding="utf-8") == "id,adult\nx,yes\n"


def test_parquet_goes_to_standard_output_byte_for_byte(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    command = [sys.executable, "-m", "stagiaire_cli", "batch", path, "--quiet"]
    done = subprocess.run([*command, "--format", "parquet"], capture_output=True, check=True)
    assert (done.stdout[:4], done.stdout[-4:], done.stderr) == (b"PAR1", b"PAR1", b"")


def test_an_output_that_is_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_text, "utf-8")
        assert run(path, "--quiet", "--output", str(pipe))[0] == 0
        assert read.result(timeout=180).startswith(",".join(VERDICT_COLUMNS))
    assert pipe.is_fifo()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dossiers.parquet", "pipe"]


def test_the_name_of_the_output_tells_its_form(tmp_path: Path) -> None:
    text = tmp_path / "dossiers.csv"
    text.write_text("id,adult\nx,yes\n", encoding="utf-8")
    out = tmp_path / "verdicts.jsonl"
    assert run(str(text), "--quiet", "--output", str(out))[0] == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "undetermined"


def test_rows_of_every_stretch_of_the_law_are_judged_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    days = sorted(DAYS_OF_CHANGE, key=lambda day: day.isoformat()[::-1])
    values = ", ".join(f"('{day}', DATE '{day}', 'diploma')" for day in days)
    path = parquet(tmp_path, f'SELECT * FROM (VALUES {values}) AS t(id, "on", course_leads_to)')
    text = tmp_path / "same.csv"
    rows = "".join(f"{day},{day},diploma\n" for day in days)
    text.write_text(f"id,on,course_leads_to\n{rows}", encoding="utf-8")
    assert run(path, "--quiet")[:2] == run(str(text), "--quiet")[:2]


def test_a_damaged_file_and_one_too_large_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(parquet(tmp_path, "SELECT CAST(range AS VARCHAR) AS id FROM range(200_000)"))
    whole = path.read_bytes()
    monkeypatch.setattr("stagiaire_cli.batch.duckdb._MEMORY", "2MB")
    code, out, told = run(str(path), "--quiet")
    assert (code, out) == (2, "")
    assert "2MB" in told
    monkeypatch.undo()
    path.write_bytes(whole[:4] + b"\xff" * 400 + whole[404:])
    code, out, told = run(str(path), "--quiet")
    assert (code, out, told.count("\n")) == (2, "", 1)
    assert "write it again" in told


@pytest.mark.filterwarnings("ignore")
def test_spark_that_stops_is_one_sentence(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    path = parquet(tmp_path, "SELECT TRUE AS adult")
    options = ("--engine", "spark", "--master", "local[1]", "--quiet")
    code, out, told = run(path, *options, "--output", f"{path}/verdicts")
    assert (code, out) == (2, "")
    assert "Spark stopped" in told.splitlines()[-1]


@pytest.mark.filterwarnings("ignore")
def test_spark_has_the_rows_of_the_same_dossiers(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    typed, _ = both(tmp_path, random_rows(ON, 200), days=True)
    wanted = table(run(typed, "--on", "2020-01-01", "--quiet")[1])
    out = tmp_path / "verdicts.jsonl"
    options = ("--engine", "spark", "--master", "local[2]", "--output", str(out))
    code, shown, told = run(typed, "--on", "2020-01-01", *options)
    assert (code, shown) == (5, "")
    assert "200 rows, 50 of them refused." in told
    lines = [line for part in out.glob("part-*") for line in part.read_text().splitlines()]
    found = {row["id"]: row for row in map(json.loads, lines)}
    for row in wanted:
        same = {name: found[row["id"]].get(name, "") for name in VERDICT_COLUMNS}
        assert same == row


def test_an_interruption_is_heeded_while_duckdb_works_and_leaves_no_output(tmp_path: Path) -> None:
    path = parquet(tmp_path, "SELECT TRUE AS foreign_employee FROM range(50_000_000)")
    output = tmp_path / "verdicts.parquet"
    command = [sys.executable, "-m", "stagiaire_cli", "batch", path, "--output", str(output)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(180) == 130
        assert "Traceback" not in process.stderr.read()
    assert [file.name for file in tmp_path.iterdir()] == ["dossiers.parquet"]


def test_a_fact_listed_as_not_known_is_open_even_where_it_has_no_column(tmp_path: Path) -> None:
    met = {**ALL_OF_1, **NOT_2, **NOT_3}
    columns = ", ".join(f"{value!r} AS {name}" for name, value in met.items())
    listed = " UNION ALL ".join(
        f"SELECT {place} AS id, '{name}' AS unknown, {columns}" for place, name in enumerate(FACT)
    )
    lines = [
        json.dumps({**met, "id": str(place), name: UNKNOWN}) for place, name in enumerate(FACT)
    ]
    text = tmp_path / "rows.jsonl"
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, typed, _ = run(parquet(tmp_path, listed), "--format", "csv", "--on", "2019-06-01")
    _, read, _ = run(str(text), "--format", "csv", "--on", "2019-06-01")
    assert typed == read
    assert "territory" in typed


def test_a_name_that_is_no_text_is_told_in_one_sentence(tmp_path: Path) -> None:
    code, out, err = run(str(tmp_path / "no\udc8a.parquet"))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_formulas_are_marked_as_those_of_text_are(tmp_path: Path) -> None:
    names = [f"a{separator}{between}=1" for separator in SEPARATORS for between in BETWEEN]
    names += ["=1", "\t1", "x", "2018-01"]
    file = tmp_path / "dossiers.parquet"
    rows = ", ".join(f"({place}, ?)" for place, _ in enumerate(names))
    base = duckdb.connect()
    base.execute(f"CREATE TABLE names AS SELECT * FROM (VALUES {rows}) AS names(place, id)", names)
    base.execute(f"COPY (SELECT id, true AS adult FROM names ORDER BY place) TO '{file}'")
    streams = memory_streams()
    assert main(["batch", str(file), "--quiet", "--format", "csv"], streams) == 0
    found = csv.reader(io.StringIO(text_of(streams.stdout), newline=""))
    assert [row[0] for row in found][1:] == [guarded(name) for name in names]
