"""The README tells no lie: each of its examples runs, and each of its tables is the program's."""

import json
import re
import shlex
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.options import COMMANDS
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.statement import columns_asked
from tests.conftest import TESTS
from tests.people.dossiers import ALL_OF_1, NOT_2, NOT_3
from tests.people.runs import run
from tests.people.typed_rows import table_of
from tests.picture import chart, charted

README = (TESTS.parent / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.S)
BLOCKS = BLOCK.findall(README)
# What these need is no part of a test: minutes, packages, a database, a cluster, a home.
ELSEWHERE = (
    "python3 -m venv",
    "-m tests.proof",
    "| psql",
    "--engine spark",
    "--install-completion",
)

SOMEBODY = {"nationality": "other", **ALL_OF_1, **NOT_2, **NOT_3}


def blocks(kind: str) -> list[str]:
    return [content for found, content in BLOCKS if found == kind]


def commands() -> list[str]:
    """Each command of each shell block, on one line."""
    whole = "".join(blocks("sh")).replace("\\\n", " ")
    inline = re.findall(r"`(stagiaire (?:-|\w+ -|verify )[^A-Z`]*)`", README)
    each = (line.strip() for line in (*whole.splitlines(), *inline))
    return [line for line in dict.fromkeys(each) if "COMMAND" not in line]


def test_it_opens_with_two_commands_the_one_that_asks_and_the_one_that_tests() -> None:
    first, second = blocks("sh")[:2]
    assert first.strip().endswith("&& .venv/bin/stagiaire")
    assert second.strip().endswith("&& .venv/bin/pytest")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the examples read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dossier.json").write_text(json.dumps(SOMEBODY), encoding="utf-8")
    assert run("template", "--example", "--output", "dossiers.csv")[0] == 0
    run("check", "--answers", "dossier.json", "--format", "json", "--output", "verdict.json")
    return tmp_path


@pytest.mark.parametrize("line", commands())
def test_each_command_does_what_it_is_shown_for(line: str, folder: Path) -> None:
    if any(mark in line for mark in ELSEWHERE):
        pytest.skip("needs minutes, an index of packages, a database, a cluster or a home")
    _, *arguments = shlex.split(line)
    if ".parquet" in line:
        duckdb = pytest.importorskip("duckdb")
        duckdb.sql("SELECT true AS vls_ts").write_parquet("dossiers.parquet")
    code, out, err = run(*arguments)
    if "-h" not in arguments and (not arguments or arguments[0] not in COMMANDS):
        # Read as it should be: all that is missing is somebody to ask.
        assert (code, "stagiaire check" in err) == (2, True), err
        return
    assert code in (0, 1, 3, 4), err
    assert out or "--output" in arguments
    if "--output" in arguments:
        assert (folder / arguments[arguments.index("--output") + 1]).stat().st_size
    assert "Erreur" not in err


def test_each_language_of_a_block_is_one_that_is_tried() -> None:
    assert {kind for kind, _ in BLOCKS} == {"sh", "json", "python"}
    assert [len(blocks(kind)) for kind in ("json", "python")] == [1, 1]


def test_it_is_read_in_five_minutes() -> None:
    assert len(README.splitlines()) <= 180


def test_each_page_that_it_names_is_there() -> None:
    for page in re.findall(r"\]\(([^)]+)\)", README):
        assert (TESTS.parent / page).is_file(), page


def test_its_json_is_answers() -> None:
    [answers] = map(json.loads, blocks("json"))
    definitions = json.loads(run("schema")[1])
    Draft202012Validator({**definitions, "anyOf": [{"$ref": "#/$defs/answers"}]}).validate(answers)


@pytest.mark.parametrize("script", blocks("python"))
def test_each_script_runs(script: str, tmp_path: Path) -> None:
    if "duckdb" in script:
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect() as database:
            database.sql(table_of(columns_asked(law_on(date(2024, 9, 1)))))
            path = tmp_path / "dossiers.parquet"
            database.sql(f"COPY dossiers TO '{path}' (FORMAT parquet)")
        if find_spec("pandas") is None:
            # A relation of DuckDB stands for the data frame that only Pandas makes.
            script = script.replace(".df()", "")
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_chart_is_the_one_drawn_now() -> None:
    assert charted() == chart()


def table_after(heading: str) -> list[list[str]]:
    """The cells of the first table after a text, without its head."""
    lines = README.partition(heading)[2].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("|---"))
    rows = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))])
    return rows


def test_each_command_is_named() -> None:
    for command in COMMANDS:
        assert re.search(rf"stagiaire {command}\b|`{command}`", README), command


def test_the_exit_codes_are_those_there_are() -> None:
    assert {int(row[0]) for row in table_after("| exit code")} == {int(code) for code in Exit}


def test_each_name_of_a_fact_or_of_a_document_exists() -> None:
    known = {*FACT, *DOCUMENT_IDS}
    for name in re.findall(r'"(\w+_\w+)"', "".join(blocks("json") + blocks("python"))):
        assert name in known, name
