"""Text meant to act on a terminal, a page or a table: it is shown harmless, or refused."""

import csv
import io
import json
import unicodedata
from html import escape
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.cli.main import main
from stagiaire_cli.reports.verdict.html import element, line, page
from stagiaire_cli.reports.verdict.rich import printed
from stagiaire_cli.reports.verdict.text import escaped
from tests.conftest import memory_streams, table, text_of

NASTY = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x9b31mred",
    "back\x08\x08\x08",
    "line\r\nError: all is well",
    "left\u202eright",
    "\u2066isolated",
    "zero\u200bwidth",
    "[bold red]x[/bold red]",
    "<script>alert(1)</script>",
    "**bold**[a](b)`c`",
    "half \ud800",
    "x" * 5000,
)


def ran(*arguments: str, typed: str = "", terminal: bool = True) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run on a terminal."""
    plain = {"NO_COLOR": "1", "LANG": "en_GB.UTF-8"}
    streams = memory_streams(typed, terminal=terminal, width=200, environment=plain)
    code = main(arguments, streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def told(found: tuple[int, str, str], *codes: int) -> str:
    """What a run said, which is short and can act on nothing."""
    code, out, err = found
    assert code in codes, err
    shown = out + err
    acting = [one for one in shown if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert set(acting) <= {"\n"}
    assert len(err) < 3000
    assert "Internal" not in err
    return shown


def written(folder: Path, content: object, name: str = "file.json") -> str:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize(
    "make",
    [
        lambda nasty: {nasty: True},
        lambda nasty: {"facts": {}, nasty: 1},
        lambda nasty: {"adult": nasty},
        lambda nasty: {"nationality": nasty},
        lambda nasty: {"monthly_means": nasty},
        lambda nasty: {"adult": {nasty: [nasty]}},
        lambda nasty: {"documents": [nasty]},
        lambda nasty: {"facts": {}, "readings": {nasty: "situation"}},
        lambda nasty: {"facts": {}, "readings": {"l313_7_2_scope": nasty}},
        lambda nasty: {"facts": {}, "on": nasty},
        lambda nasty: {"schema": nasty},
        lambda nasty: json.dumps({nasty: 1})[:-1] + ", " + json.dumps({nasty: 1})[1:],
    ],
)
def test_nothing_in_a_file_of_answers_acts(make: Any, nasty: str, tmp_path: Path) -> None:
    told(ran("check", "--quiet", "--answers", written(tmp_path, make(nasty))), 2)


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_in_a_stored_verdict_acts(nasty: str, form: str, tmp_path: Path) -> None:
    verdict = json.loads(ran("check", "--quiet", "--format", "json")[1])
    for changed in (
        {"version": nasty, "rules": nasty},
        {"status": nasty, "rules": "other", "version": nasty},
        {nasty: {nasty: [nasty]}},
        {"law": {nasty: nasty}},
    ):
        file = written(tmp_path, {**verdict, **changed})
        found = ran("verify", file, "--format", form)
        told(found, 0, 1)
        if form == "json":
            json.loads(found[1])
    told(ran("verify", written(tmp_path, {**verdict, "answers": {nasty: nasty}})), 2)


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_in_a_page_to_be_verified_acts(nasty: str, tmp_path: Path) -> None:
    page = ran("check", "--quiet", "--format", "html")[1]
    shown = escape(nasty.replace("\ud800", "?"))
    carried = page.replace("undetermined", shown)
    for old, new in (
        ("<main>", f'<header>{shown}</header><main class="{shown}" {shown}><p>{shown}</p>'),
        ("<h1", f"<{shown}><h1"),
        ("</style>", f"{shown}</style>"),
        ('lang="en"', f'lang="{shown}"'),
        ('data-unticked=""', f'data-unticked="{shown}|adult"'),
    ):
        assert old in page
        page = page.replace(old, new)
    files = [written(tmp_path, page, "page.html"), written(tmp_path, carried, "carried.html")]
    told(ran("verify", files[0]), 1, 2)
    told(ran("verify", *files), 1, 2)
    told(ran("verify", *files, "--format", "json"), 1, 2)


def test_a_page_of_any_depth_and_length_is_read(tmp_path: Path) -> None:
    page = ran("check", "--quiet", "--format", "html")[1]
    for more in ("<div>" * 100_000, "<p>x</p>" * 20_000, "<p>" + "x " * 100_000, "&" * 100_000):
        found = ran("verify", written(tmp_path, page.replace("<main>", f"<main>{more}"), "p.html"))
        assert told(found, 1)
        assert len(found[1]) < 5000


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_in_a_file_of_frequencies_or_of_a_session_acts(nasty: str, tmp_path: Path) -> None:
    priors: tuple[object, ...] = ({nasty: {}}, {"adult": {nasty: 1}}, {"adult": {"yes": nasty}})
    for prior in priors:
        file = written(tmp_path, prior)
        told(ran("ask", "--plain", "--order", "shortest", "--prior", file), 2)
    file = written(
        tmp_path,
        {
            "schema": "stagiaire/answers/1",
            "facts": {"nationality": "french"},
            "rules": "other",
            "version": nasty,
        },
    )
    # Of whom nothing is left to ask: the verdict is there at once.
    told(ran("ask", "--plain", "--answers", file), 1)
    kept = {"given": {}, "origins": {nasty: "person"}, "steps": [{"question": nasty, "kind": "x"}]}
    file = written(tmp_path, {"schema": "stagiaire/answers/1", "facts": {}, "session": kept})
    told(ran("ask", "--plain", "--answers", file), 2)


@pytest.mark.parametrize("nasty", [one for one in NASTY if len(one) < 200 and "\ud800" not in one])
def test_nothing_in_the_name_of_a_file_acts(nasty: str, tmp_path: Path) -> None:
    name = nasty.replace("/", "")
    file = written(tmp_path, "{", name)
    for command in (["check", "--answers", file], ["verify", file], ["batch", file, "--quiet"]):
        told(ran(*command), 2, 5)
    told(ran("check", "--answers", str(tmp_path / "no" / name)), 2)
    told(ran("check", "--quiet", "--output", str(tmp_path / "no" / name)), 74)
    told(ran("ask", "--plain", "--save", str(tmp_path / f"{name}.2"), typed="1\n"), 130)


@pytest.mark.parametrize("nasty", [one for one in NASTY if "\n" not in one and "\ud800" not in one])
def test_nothing_in_a_table_acts_on_a_terminal(nasty: str, tmp_path: Path) -> None:
    quoted = nasty.replace('"', '""')
    told(ran("batch", written(tmp_path, f'id,"{quoted}"\na,b\n'), "--quiet"), 2)
    rows = f'id,adult\n"{quoted}",yes\n"{quoted}","{quoted}"\n'
    told(ran("batch", written(tmp_path, rows), "--quiet"), 5)
    lines = "\n".join(json.dumps(one) for one in ({"id": nasty}, {"id": nasty, nasty: 1}))
    for form in ("csv", "jsonl"):
        told(ran("batch", written(tmp_path, lines), "--quiet", "--format", form), 5)


@pytest.mark.parametrize("nasty", [*NASTY, "a\rb", "=1+1", "@x", "\t=1", "a,b", 'a"b', "\n=1"])
def test_an_identifier_stays_one_cell_of_one_row(nasty: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    file = written(tmp_path, json.dumps({"id": nasty, "adult": "perhaps"}), "dossiers.jsonl")
    assert ran("batch", file, "--quiet", "--format", "csv", "--output", str(out))[0] == 5
    content = out.read_bytes().decode()
    [row] = list(csv.DictReader(io.StringIO(content, newline="")))
    kept = nasty.replace("\ud800", "\\ud800")
    # Apostrophes mark what begins a formula, at the start or after a separator.
    assert row["id"].replace("'", "") == kept.replace("'", "")
    assert not row["id"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert ran("batch", file, "--quiet", "--output", str(tmp_path / "out.jsonl"))[0] == 5
    whole = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert whole["id"] == kept


def test_a_page_markdown_and_the_terminal_show_text_as_it_is() -> None:
    for nasty in NASTY[8:11]:
        for shown in (element("p", nasty), line("•", nasty), page(nasty, [], "en")):
            assert "<script>" not in shown
        assert "[bold red]" not in nasty or "[bold red]" in printed(nasty, 80, colour=True)
        assert not {"<", "*", "[", "`"} & set(escaped(nasty).replace("\\", " ")[:1])
    assert escaped("<b>*[`|") == "\\<b\\>\\*\\[\\`\\|"


@pytest.mark.parametrize(
    "command", ["check --answers", "verify", "batch", "prior", "map --answers"]
)
@pytest.mark.parametrize("bracket", ["[", '{"a":'])
def test_a_hundred_thousand_levels_are_refused(command: str, bracket: str, tmp_path: Path) -> None:
    file = written(tmp_path, '{"facts": ' + bracket * 100_000, "deep.json")
    if command == "prior":
        command = "ask --plain --order shortest --prior"
    told(ran(*command.split(), file, "--quiet"), 2, 5)


def test_cells_and_columns_of_any_number_and_size_are_refused_in_short(tmp_path: Path) -> None:
    for content, code in (
        ("id,adult\nx," + "a" * 1_000_000 + "\n", 5),
        ("id,adult\nx," + "a" * 20_000_000 + "\n", 2),
        ('id,adult\nx,"' + "a" * 20_000_000 + '"\n', 2),
        (",".join(f"c{number}" for number in range(200_000)) + "\nx\n", 2),
        ("id,adult\n" + "," * 1_000_000 + "x\n", 5),
        ("id,adult\na,yes" + ";" * 1_000_000 + "\n", 5),
    ):
        found = ran("batch", written(tmp_path, content), "--quiet", terminal=False)
        assert found[0] == code
        assert len(found[2]) < 5000
        assert code == 2 or len(table(found[1])) == 1
        assert len(found[1]) < 5000


def test_numbers_of_any_size_are_read_or_refused(tmp_path: Path) -> None:
    for number in ("9" * 4000, "9" * 5000, "1e999", "-1", "1e-300", "NaN"):
        prior = written(tmp_path, f'{{"adult": {{"yes": {number}, "no": 1}}}}')
        told(ran("ask", "--plain", "--order", "shortest", "--prior", prior, typed="v\n\n"), 2, 4)
        for fact in ("monthly_means", "group_seniority_months", "adult"):
            file = written(tmp_path, f'{{"{fact}": {number}}}')
            told(ran("check", "--quiet", "--answers", file), 2, 4)


def test_of_very_many_mistakes_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    content = {"documents": [f"no{number}" for number in range(1000)]}
    code, out, err = ran("check", "--answers", written(tmp_path, content))
    assert (code, out) == (2, "")
    assert err.count("\n") == 21
    assert "980" in err.splitlines()[-1]
