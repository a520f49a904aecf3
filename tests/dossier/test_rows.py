"""Rows: each line is one, whatever is wrong with it, and says where."""

import json
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import (
    DOSSIER_COLUMNS,
    Fault,
    HeaderError,
    Layout,
    layout_of,
    read_csv_line,
    read_json_line,
)

HEADER = "id;company_internship;course_leads_to;monthly_means;documents;reading_l313_7_2_scope;on"


class Row(NamedTuple):
    """A line that is a row: its number, its identifier, its dossier or what is wrong with it."""

    line: int
    id: str
    dossier: Dossier | None
    faults: tuple[Fault, ...]


def read(lines: list[str], layout: Layout | None, first: int) -> list[Row]:
    found = []
    for line, text in enumerate(lines, start=first):
        row = read_json_line(text) if layout is None else read_csv_line(text, layout)
        if row is not None:
            name, judged = row
            dossier = judged if isinstance(judged, Dossier) else None
            found.append(Row(line, name, dossier, () if isinstance(judged, Dossier) else judged))
    return found


def rows(*lines: str, header: str = HEADER, **options: Any) -> list[Row]:
    return read(list(lines), layout_of(header, **options), 2)


def kinds(row: Row) -> list[tuple[str, int]]:
    return [(fault.problem.kind, fault.column) for fault in row.faults]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_makes_columns_of_the_header(separator: str) -> None:
    header = HEADER.replace(";", separator)
    [row] = rows("a;oui;diploma;1550;;;".replace(";", separator), header=header)
    assert row.dossier is not None
    assert (row.id, row.line) == ("a", 2)
    assert row.dossier.facts["company_internship"] is True


def test_a_row_has_the_spellings_of_the_contract() -> None:
    [row] = rows('7;NON;title;"1550,50";photographs|civil_status;situation;31/12/2018')
    dossier = row.dossier
    assert dossier is not None
    assert dossier.facts["company_internship"] is False
    assert str(dossier.facts["monthly_means"]) == "1550.50"
    assert dossier.documents == ("civil_status", "photographs")
    assert dossier.readings == {"l313_7_2_scope": "situation"}
    assert dossier.on == date(2018, 12, 31)


def test_a_row_may_have_no_identifier() -> None:
    first, second = rows(" x ;;;;;;", ";yes;;;;;", header=HEADER)
    assert [row.id for row in (first, second)] == ["x", ""]
    [only] = rows("yes", header="company_internship")
    assert only.id == ""


def test_blank_lines_are_no_rows_and_keep_the_lines_of_the_others() -> None:
    found = rows("a;;;;;;", "", "   ", ";;;;;;", "b;;;;;;")
    assert [(row.line, row.id) for row in found] == [(2, "a"), (6, "b")]


def test_empty_cells_beyond_the_header_are_nothing_and_others_are_too_many() -> None:
    trailing, extra = rows("a;yes;;;;;;;", "b;yes;;;;;;;x")
    assert trailing.dossier is not None
    assert (extra.dossier, kinds(extra)) == (None, [("too_many", 9)])
    assert extra.faults[0].problem.expected == ("7",)


def test_a_row_that_is_cut_short_is_never_judged() -> None:
    [row] = rows("a;yes;diploma")
    assert (row.dossier, kinds(row)) == (None, [("too_few", 3)])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('a;"yes;diploma;;;;', "quote"),
        ('a;"yes"x;diploma;;;;', "quote"),
        ("a;y\0es;;;;;", "nul"),
        ("a;y\udce9s;;;;;", "undecodable"),
    ],
)
def test_a_line_that_cannot_be_split_is_refused_where_it_is_and_swallows_no_other(
    line: str, kind: str
) -> None:
    broken, following = rows(line, "b;yes;;;;;")
    assert broken.dossier is None
    assert [found for found, _ in kinds(broken)] == [kind]
    assert following.dossier is not None
    assert following.line == 3


def test_every_mistake_of_a_row_is_told_with_its_column_and_the_nearest_right_value() -> None:
    [row] = rows("a;maybe;diplom;12,345;photo;;2018")
    assert kinds(row) == [
        ("bad_value", 2),
        ("bad_value", 3),
        ("bad_value", 4),
        ("unknown_document", 5),
        ("bad_value", 7),
    ]
    assert row.faults[1].problem.nearest == "diploma"
    assert row.faults[3].problem.nearest == "photographs"


def test_every_mistake_of_a_header_is_told() -> None:
    with pytest.raises(HeaderError) as caught:
        layout_of("id,company_intership,,nationality,nationality,id")
    told = [(fault.problem.kind, fault.column) for fault in caught.value.faults]
    assert told == [
        ("unknown_column", 2),
        ("empty_column", 3),
        ("duplicate_column", 5),
        ("duplicate_column", 6),
    ]
    assert caught.value.faults[0].problem.nearest == "company_internship"
    with pytest.raises(HeaderError):
        layout_of("  \n")


def test_columns_that_are_not_ours_are_ignored_only_where_that_is_asked_for() -> None:
    header = "id,surname,company_internship"
    with pytest.raises(HeaderError):
        layout_of(header)
    [row] = rows("a,Doe,yes", header=header, ignore_columns=True)
    assert row.dossier is not None
    assert dict(row.dossier.facts) == {"company_internship": True}


def test_json_lines_are_objects_of_answers() -> None:
    lines = [
        json.dumps({"id": "x", "company_internship": True}),
        "",
        json.dumps({"facts": {"company_internship": "oui"}, "on": "2018-05-15"}),
        '{"company_internship": ',
        "[]",
        json.dumps({"company_intership": True}),
    ]
    lines += ['{"adult": true, "adult": false}', '{"monthly_means": NaN}', '{"adult": "\0"}']
    found = read(lines, None, 1)
    assert [(row.line, row.id) for row in found][:3] == [(1, "x"), (3, ""), (4, "")]
    assert [row.dossier is None for row in found] == [False, False, *[True] * 6]
    assert [fault.problem.kind for row in found for fault in row.faults] == [
        "json_line",
        "json_line",
        "unknown_fact",
        "json_line",
        "json_line",
        "nul",
    ]


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=60)))
def test_whatever_the_lines_each_that_is_not_blank_is_one_row_in_its_place(
    lines: list[str],
) -> None:
    found = rows(*lines)
    expected = [
        line for line, text in enumerate(lines, start=2) if text.rstrip("\r\n").strip(" \t;")
    ]
    assert [row.line for row in found] == expected
    for row in found:
        assert (row.dossier is None) is bool(row.faults)


def test_every_column_that_the_program_reads_has_a_name_of_its_own() -> None:
    assert len(DOSSIER_COLUMNS) == len(set(DOSSIER_COLUMNS))
    layout = layout_of(",".join(DOSSIER_COLUMNS))
    assert layout.names == DOSSIER_COLUMNS


@pytest.mark.parametrize("end", [";", ";;", "; ;"])
def test_a_row_one_cell_short_is_refused_where_the_last_columns_have_no_name(end: str) -> None:
    header = "id;company_internship;on" + end
    full, short, over, filled = rows(
        "a;yes;2018-05-15" + end,
        "b;yes" + end,
        "c;yes;2018-05-15" + end + ";;",
        "d;yes;2018-05-15" + end + "x",
        header=header,
    )
    assert full.dossier is not None
    assert full.dossier.on == date(2018, 5, 15)
    assert over.dossier is not None
    assert [kind for kind, _ in kinds(short)] == ["too_few"]
    assert [kind for kind, _ in kinds(filled)] == ["too_many"]
