"""``stagiaire batch``: one row out for each row in, whatever happens to single rows."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.batch.results import guarded
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.dossier import stored
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS as INPUT
from stagiaire_cli.languages import language
from stagiaire_cli.reports.verdict.json import verdict_object
from tests.batch.formulas import BETWEEN, SEPARATORS
from tests.conftest import cases, memory_streams, table, text_of

BROKEN = (
    "id;company_internship;course_leads_to;on\n"
    "a;oui;diploma;\n"
    "b;peut-être;diplom;\n"
    'c;"o"ui;diploma;\n'
    "\n"
    "d;oui\n"
    "e;non;;2009-05-31\n"
    "=1+1;non;;\n"
)


def run(*arguments: str) -> tuple[int, str, str]:
    streams = memory_streams()
    code = main(["batch", *arguments], streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def file_of(folder: Path, content: str | bytes, name: str = "dossiers.csv") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def as_row(case: dict[str, Any]) -> dict[str, str]:
    """A case as a row of the columns that the program reads."""
    answers = case["answers"]
    cells = {name: json.dumps(value).strip('"') for name, value in answers["facts"].items()}
    return {
        "id": case["id"],
        **cells,
        "documents": "|".join(answers.get("documents", ())),
        "on": answers.get("on", ""),
    }


def test_every_case_has_the_verdict_that_it_has_alone(tmp_path: Path) -> None:
    written = io.StringIO()
    writer = csv.DictWriter(written, INPUT, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(as_row, cases()))
    code, out, _ = run(file_of(tmp_path, written.getvalue()), "--quiet")
    found = table(out)
    assert code == 0
    assert [row["id"] for row in found] == [case["id"] for case in cases()]
    for row, case in zip(found, cases(), strict=True):
        answers = case["answers"]
        alone = assess(answers["facts"], answers.get("documents", ()), answers.get("on"))
        assert row == {
            "id": case["id"],
            "status": alone.status,
            "provisions": "|".join(alone.met),
            "file": alone.file.result,
            "missing": "|".join(alone.file.missing),
            "settled_by": "|".join(alone.settled_by),
            "failed_checks": "|".join(alone.failed_checks),
            "open_checks": "|".join(alone.open_checks),
            "act_by": alone.act_by.isoformat() if alone.act_by else "",
            "error": "",
        }


def test_json_lines_give_the_whole_verdict_in_the_same_words(tmp_path: Path) -> None:
    lines = [json.dumps(case["answers"]) + "\n" for case in cases()]
    code, out, _ = run(file_of(tmp_path, "".join(lines), "dossiers.jsonl"), "--lang", "en")
    assert code == 0
    for place, (line, case) in enumerate(zip(out.splitlines(), cases(), strict=True), start=1):
        answers = case["answers"]
        alone = assess(answers["facts"], answers.get("documents", ()), answers.get("on"))
        wanted = json.loads(json.dumps(verdict_object(alone, language("en"))))
        assert json.loads(line) == {"id": str(place), "verdict": wanted}
        assert wanted["answers"] == json.loads(json.dumps(stored(alone.dossier)))


def test_each_row_that_cannot_be_read_keeps_its_place_and_the_others_go_on(
    tmp_path: Path,
) -> None:
    code, out, err = run(file_of(tmp_path, BROKEN), "--quiet", "--lang", "en")
    found = table(out)
    assert code == 5
    assert [(row["id"], bool(row["error"])) for row in found] == [
        ("a", False),
        ("b", True),
        ("", True),
        ("", True),
        ("e", True),
        ("'=1+1", False),
    ]
    assert "diploma" in found[1]["error"]
    places = [line.split(": ")[0].rpartition("/")[2] for line in err.splitlines()]
    assert places == [
        "dossiers.csv:3:2",
        "dossiers.csv:3:3",
        "dossiers.csv:4:5",
        "dossiers.csv:6:2",
        "dossiers.csv:7:4",
    ]


def test_the_rows_refused_are_kept_as_they_came(tmp_path: Path) -> None:
    content = BROKEN.encode() + b"f;\xe9;;\r\n"
    rejects = tmp_path / "refused.csv"
    code, _, _ = run(file_of(tmp_path, content), "--quiet", "--rejects", str(rejects))
    lines = content.splitlines(keepends=True)
    assert code == 5
    assert rejects.read_bytes() == b"".join(lines[place] for place in (0, 2, 3, 5, 6, 8))
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("id,adult\n3,yes\nx\n2,maybe\n", ["3", "", "2"]),
        ("adult,on\nyes,\nx\nmaybe,\n", ["1", "2", "3"]),
        ('{"id": "3"}\n{"id": "4"\n{"id": "2", "adult": "maybe"}\n', ["3", "", "2"]),
    ],
)
def test_a_row_whose_cells_cannot_be_told_has_no_name_that_may_be_another_s(
    content: str, names: list[str], tmp_path: Path
) -> None:
    code, out, _ = run(file_of(tmp_path, content), "--quiet", "--format", "csv", "--lang", "en")
    assert code == 5
    assert [row["id"] for row in table(out)] == names
    line = 2 if content.startswith("{") else 3
    assert f"line {line}, column" in table(out)[1]["error"]


def test_raw_cells_are_left_as_they_are(tmp_path: Path) -> None:
    _, out, _ = run(file_of(tmp_path, BROKEN), "--quiet", "--raw")
    assert table(out)[-1]["id"] == "=1+1"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\uff1d1", "\u22121"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert guarded(cell) == "'" + cell
    assert guarded("x" + cell) == "x" + cell


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_formula_after_any_separator_gets_an_apostrophe_there(
    separator: str, between: str
) -> None:
    formula = between + "=HYPERLINK(1)"
    wanted = f"a{separator}'{formula}{separator}'{formula}"
    assert guarded(f"a{separator}{formula}{separator}{formula}") == wanted
    assert guarded(formula) == "'" + formula


@pytest.mark.parametrize("cell", ["2018-0001", "a;b", "Anne-Marie; b-c", "a = b", "x@y", "a, b+c"])
def test_a_cell_that_nothing_would_run_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


def test_a_day_of_the_row_wins_over_the_option(tmp_path: Path) -> None:
    header = "hospital_internship,complementary_training,training_recognised"
    header += ",hospital_cooperation_agreement,company_internship,declared_training,on\n"
    row = "private_nonprofit,yes,yes,yes,no,no,"
    file = file_of(tmp_path, f"{header}{row}\n{row}2022-12-31\n")
    _, out, err = run(file, "--on", "2023-01-01", "--lang", "en")
    assert [found["status"] for found in table(out)] == ["qualifies", "does_not_qualify"]
    assert "--on" not in err
    assert "no day in “on”" in run(file, "--lang", "en")[2]


def test_after_twenty_mistakes_the_rest_is_counted_by_kind(tmp_path: Path) -> None:
    lines = ["company_internship,adult\n", *["maybe,yes\n"] * 30, *["yes\n"] * 5]
    code, out, err = run(file_of(tmp_path, "".join(lines)), "--lang", "en")
    told = err.splitlines()
    assert code == 5
    assert len(table(out)) == 35
    assert sum(":2:" in line or line.count("dossiers.csv:") == 1 for line in told) == 20
    assert "And more mistakes: value not accepted (10) and missing cells (5)." in told
    assert "35 rows, 35 of them refused." in told


def test_an_encoding_can_be_named_and_one_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    content = "id,company_internship\né,oui\n".encode("cp1252")
    file = file_of(tmp_path, content)
    assert run(file, "--quiet")[0] == 5
    code, out, _ = run(file, "--quiet", "--encoding", "cp1252")
    assert (code, table(out)[0]["id"]) == (0, "é")
    assert run(file, "--encoding", "latin-99")[0] == 2
    with_mark = file_of(tmp_path, b"\xef\xbb\xbfid,adult\nx,oui\n", "mark.csv")
    assert table(run(with_mark, "--quiet")[1])[0]["id"] == "x"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("id,company_intership\n", "company_internship"),
        ("id,id\n", "id"),
        ("\n", "colonnes"),
        ("", "colonnes"),
    ],
)
def test_a_header_that_cannot_be_read_is_a_mistake_of_the_caller(
    tmp_path: Path, content: str, wanted: str
) -> None:
    code, out, err = run(file_of(tmp_path, content))
    assert (code, out) == (2, "")
    assert wanted in err


@pytest.mark.parametrize(
    "arguments", [[], ["a.csv", "b.csv"], ["missing.csv"], ["--format", "json"]]
)
def test_a_wrong_call_is_one_sentence(arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_the_output_is_replaced_once_all_is_written_and_private(tmp_path: Path) -> None:
    out = tmp_path / "verdicts.csv"
    out.write_text("before")
    code, shown, _ = run(file_of(tmp_path, BROKEN), "--quiet", "--output", str(out))
    assert (code, shown) == (5, "")
    assert tuple(table(out.read_text(encoding="utf-8"))[0]) == VERDICT_COLUMNS
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dossiers.csv", "verdicts.csv"]


def test_an_output_that_is_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    before = os.stat(os.devnull)
    assert run(file_of(tmp_path, BROKEN), "--quiet", "--output", os.devnull)[0] == 5
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    assert os.stat(os.devnull).st_ino == before.st_ino
    code, _, err = run(file_of(tmp_path, BROKEN), "--quiet", "--output", "/dev/full")
    assert code == 74
    assert "Traceback" not in err


def test_standard_input_is_read_in_a_process_of_its_own_and_a_closed_pipe_ends_quietly() -> None:
    command = [sys.executable, "-m", "stagiaire_cli", "batch", "-", "--quiet"]
    done = subprocess.run(command, input=BROKEN.encode(), capture_output=True, check=False)
    assert done.returncode == 5
    assert done.stdout.count(b"\n") == 7
    many = BROKEN.splitlines()[0] + "\n" + "x;oui;diploma;\n" * 20000
    piped = subprocess.run(
        ["/bin/sh", "-c", f"{' '.join(command)} | head -1"],
        input=many.encode(),
        capture_output=True,
        check=False,
    )
    assert piped.stdout.count(b"\n") == 1
    assert piped.stderr == b""
    code = ["/bin/bash", "-c", f"{' '.join(command)} | true; exit ${{PIPESTATUS[0]}}"]
    assert subprocess.run(code, input=many.encode(), check=False).returncode == 0


def test_one_row_in_a_hundred_broken_is_tallied_exactly(tmp_path: Path) -> None:
    header = b"id,company_internship,course_leads_to,on,documents\n"
    good = b"%d,yes,diploma,2018-05-15,photographs\n"
    bad = {
        "bad_value": b"%d,perhaps,diploma,2018-05-15,\n",
        "unknown_document": b"%d,yes,diploma,2018-05-15,photo\n",
        "quote": b'%d,"y"es,diploma,2018-05-15,\n',
        "too_few": b"%d,yes,diploma\n",
        "too_many": b"%d,yes,diploma,2018-05-15,,x\n",
        "nul": b"%d,y\0es,diploma,2018-05-15,\n",
        "undecodable": b"%d,yes,dipl\xf4me,2018-05-15,\n",
        "no_law": b"%d,yes,diploma,2009-05-31,\n",
    }
    kinds = list(bad)
    lines, wanted = [], dict.fromkeys(kinds, 0)
    # Of most that is wrong, nobody can tell which cell is the identifier.
    counted = ("", "bad_value", "unknown_document", "no_law")
    ids = []
    for number in range(1, 20001):
        kind = kinds[number // 100 % len(kinds)] if number % 100 == 7 else ""
        lines.append((bad[kind] if kind else good) % number)
        ids.append(str(number) if kind in counted else "")
        if kind:
            wanted[kind] += 1
        lines.append(b"\n" if number % 50 == 0 else b"")
    refused = tmp_path / "refused.csv"
    file = file_of(tmp_path, header + b"".join(lines))
    code, out, err = run(file, "--lang", "en", "--rejects", str(refused))
    text = language("en")
    assert code == 5
    assert [row["id"] for row in table(out)] == ids
    assert sum(bool(row["error"]) for row in table(out)) == sum(wanted.values()) == 200
    assert refused.read_bytes().count(b"\n") == 201
    told = [line for line in err.splitlines() if line.startswith(file)]
    assert len(told) == 20
    [rest] = [line for line in err.splitlines() if line.startswith("And more mistakes")]
    shown = {kind: sum(said(kind, line) for line in told) for kind in kinds}
    for kind in kinds:
        left = f"{text(f'batch.kinds.{kind}')} ({wanted[kind] - shown[kind]})"
        assert left in rest
    assert "20,000 rows, 200 of them refused." in err


def said(kind: str, line: str) -> bool:
    """Whether the line tells of a mistake of that kind, by the first words of its sentence."""
    marks = {
        "bad_value": "perhaps",
        "unknown_document": "“photo”",
        "quote": "a quote is not closed",
        "too_few": "has 3 cells",
        "too_many": "has 6 cells",
        "nul": "zero byte",
        "undecodable": "not in the encoding",
        "no_law": "31\N{NO-BREAK SPACE}May",
    }
    return marks[kind] in line


def test_bytes_that_an_encoding_cannot_go_on_after_are_told_in_one_sentence(tmp_path: Path) -> None:
    content = "id,adult\nx,yes\n".encode("utf-32")
    file = file_of(tmp_path, content[:20] + b"\1" + content[20:])
    code, out, err = run(file, "--encoding", "utf-32", "--lang", "en")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "utf-32" in err
    assert [run(file, "--encoding", name)[0] for name in ("\0", "hex", "rot13")] == [2, 2, 2]


def test_of_a_first_block_that_is_no_text_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_bytes(("id,adult\n" + "x,yes\n" * 5000).encode("utf-16") + b"\x00\xd8x\x00")
    code, out, err = run(str(file), "--encoding", "utf-16", "--lang", "en", "--quiet")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("id,adult\n".encode("utf-16"), "is in UTF-16: give --encoding utf-16"),
        (b"\xfe\xff" + "id,adult\n".encode("utf-16-be"), "give --encoding utf-16"),
        ("id,adult\n".encode("utf-32"), "give --encoding utf-32"),
        (b"PAR1 PAR1", "give --engine duckdb"),
        (b"PK\x03\x04 dossiers.xlsx", "save it as CSV"),
        (b"\x1f\x8b\x08", "unpack it"),
    ],
)
def test_bytes_that_are_no_text_are_told_as_what_they_are(
    tmp_path: Path, start: bytes, told: str
) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_bytes(start)
    code, out, err = run(str(file), "--lang", "en")
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_utf_16_is_read_where_it_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "dossiers.csv"
    file.write_bytes("id,adult\na,yes\n".encode("utf-16"))
    assert run(str(file), "--encoding", "UTF-16", "--quiet")[0] == 0
