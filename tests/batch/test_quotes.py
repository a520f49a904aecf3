"""Cells with a line break: each of their lines is refused, and none of them has a verdict."""

import csv
import io
import random
from pathlib import Path

import pytest

from stagiaire_cli.batch.blocks import blocks, opened
from stagiaire_cli.batch.quotes import LINES_OF_A_CELL, Quotes
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.rows import layout_of
from tests.conftest import memory_streams, table, text_of

LAYOUT = layout_of("id,company_internship")


def judged(folder: Path, content: str, *options: str) -> tuple[int, list[dict[str, str]], str]:
    """The exit code, the rows and what is said of a file."""
    file = folder / "dossiers.csv"
    file.write_text(content, encoding="utf-8")
    streams = memory_streams()
    code = main(["batch", str(file), "--lang", "en", *options], streams)
    return code, table(text_of(streams.stdout)), text_of(streams.stderr)


def test_no_line_of_a_cell_with_line_breaks_has_a_verdict(tmp_path: Path) -> None:
    content = 'id,company_internship\na,yes\n"note\nBob,yes\n\nsays "hi", no\nend",no\nb,no\n'
    rejects = tmp_path / "refused.csv"
    code, rows, said = judged(tmp_path, content, "--quiet", "--rejects", str(rejects))
    assert code == 5
    assert [(row["id"], bool(row["status"])) for row in rows] == [
        ("a", True),
        ("", False),
        ("", False),
        ("", False),
        ("", False),
        ("b", True),
    ]
    assert (
        "line 4, column 1: this line is in a cell whose quote opens on line 3" in rows[2]["error"]
    )
    # It is told once, where it begins, and counted.
    assert said.count("dossiers.csv:") == 1
    kept = rejects.read_text(encoding="utf-8")
    assert kept == 'id,company_internship\n"note\nBob,yes\nsays "hi", no\nend",no\n'


def test_a_quote_that_nothing_closes_spoils_so_many_lines_and_no_more(tmp_path: Path) -> None:
    many = LINES_OF_A_CELL + 20
    content = 'id,company_internship\n"a,yes\n' + "".join(f"{n},yes\n" for n in range(many))
    code, rows, said = judged(tmp_path, content)
    assert code == 5
    assert [bool(row["error"]) for row in rows] == [True] * (LINES_OF_A_CELL + 1) + [False] * 20
    assert rows[-1]["id"] == str(many - 1)
    assert f"rest of a cell ({LINES_OF_A_CELL})" in said


def test_after_the_bound_a_line_with_half_a_quote_is_still_none() -> None:
    quotes = Quotes(LAYOUT)
    assert quotes.begun(1, '"note') == 0
    for line in range(2, LINES_OF_A_CELL + 3):
        assert quotes.begun(line, "one, two, three") == 1
    assert quotes.begun(LINES_OF_A_CELL + 3, 'end",no') == 1
    assert quotes.begun(LINES_OF_A_CELL + 4, "b,no") == 0


@pytest.mark.parametrize("line", ['a,"5"', 'x 5" tube,yes', '"a ""b""",yes', 'a,"y"es', ""])
def test_what_ends_outside_a_quote_spoils_no_other_line(line: str) -> None:
    quotes = Quotes(LAYOUT)
    assert [quotes.begun(1, line), quotes.begun(2, "b,no")] == [0, 0]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_cell_may_go_on_in_the_next_block(
    jobs: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = random.Random(3)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("id", "company_internship"))
    rows = []
    for number in range(300):
        broken = sample.random() < 0.1
        rows.append((f"{number}\nBob,yes\nand {number}" if broken else f"n{number}", "no"))
    writer.writerows(rows)
    whole = judged(tmp_path, written.getvalue(), "--format", form)
    monkeypatch.setattr(blocks, "__defaults__", (b"", 50))
    assert judged(tmp_path, written.getvalue(), "--format", form, "--jobs", jobs) == whole
    if form == "csv":
        wanted = [name for name, _ in rows if "\n" not in name]
        assert [row["id"] for row in whole[1] if not row["error"]] == wanted


def test_a_block_knows_where_the_quote_before_it_opened() -> None:
    content = b'id,company_internship\n"a\nb\nc",yes\nd,no\n'
    file, encoding = opened(io.BytesIO(content), "utf-8")
    file.readline()
    found = [(block.line, block.opened) for block in blocks(file, encoding, 2, LAYOUT, size=1)]
    assert found == [(2, 0), (3, 2), (4, 2), (5, 0)]
