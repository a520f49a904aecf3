"""A map in each form: valid, escaped, in the width, and the same in all."""

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from stagiaire_cli.console.forms import DRAWINGS
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.map.dot import _quoted
from stagiaire_cli.map.draw import draw
from stagiaire_cli.map.graph import QUESTION, Map, beside, part_names, part_of
from stagiaire_cli.map.mermaid import _escaped
from stagiaire_cli.map.path import Trace, traced
from stagiaire_cli.map.sentences import section_heading
from stagiaire_cli.map.survey import questionnaire
from tests.conftest import memory_streams, text_of
from tests.picture import chart, charted

DAYS = [version.since for version in VERSIONS]
MAPS = {day: questionnaire(day) for day in (*DAYS, LAST_DAY)}
LABEL = r'"(?:[^"#<>`]|#(?:35|quot|amp|lt|gt|96);|<br/>)+"'
MERMAID = (
    r"flowchart TD",
    r"  %% [^\n]+",
    rf"  subgraph s\d+\[{LABEL}\]",
    rf" +(?P<place>[qe]\d+)(?:\[{LABEL}\]|\(\[{LABEL}\]\))",
    r"  end",
    rf"  (?P<one>[qe]\d+) -->(?:\|{LABEL}\|)? (?P<other>[qe]\d+)",
    r"  classDef (?:passed|next) [-a-z:#0-9, ]+",
    r"  class [qe0-9,]+ (?:passed|next)",
    r"  linkStyle [0-9,]+ stroke:#[0-9a-f]+,stroke-width:4px",
)
QUOTED = r'"(?:[^"\\]|\\["\\n])*"'
ATTRIBUTES = rf"\w+=(?:{QUOTED}|\d+)(?:, \w+=(?:{QUOTED}|\d+))*"
DOT = (
    r"digraph questionnaire \{",
    rf"  (?:  )?label(?:loc)?={QUOTED};",
    rf"  (?:graph|node|edge) \[{ATTRIBUTES}\];",
    r"  subgraph cluster_\d+ \{",
    rf"  (?:  )?(?P<place>n\d+) \[{ATTRIBUTES}\];",
    r"  \}",
    rf"  (?P<one>n\d+) -> (?P<other>n\d+)(?: \[{ATTRIBUTES}\])?;",
    r"\}",
)
SOMEBODY = {
    "nationality": "other",
    "company_internship": True,
    "course_in_country_of_residence": True,
    "declared_training": False,
    "hospital_internship": "none",
}


def parsed(shown: str, grammar: tuple[str, ...]) -> tuple[list[str], list[tuple[str, str]]]:
    """The places and the arrows of a picture; every line must be one of the grammar."""
    places: list[str] = []
    arrows: list[tuple[str, str]] = []
    for line in shown.splitlines():
        found = next((match for rule in grammar if (match := re.fullmatch(rule, line))), None)
        assert found is not None, line
        groups = found.groupdict()
        if groups.get("place"):
            places.append(groups["place"])
        elif groups.get("one"):
            arrows.append((groups["one"], groups["other"]))
    return places, arrows


def trace_of(drawn: Map) -> Trace:
    return traced(drawn, Dossier(SOMEBODY, on=drawn.on))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("form", "grammar"), [("mermaid", MERMAID), ("dot", DOT)])
@pytest.mark.parametrize("marked", [False, True])
def test_every_line_is_of_the_grammar_and_every_arrow_joins_places(
    text: Language, day: date, form: str, grammar: tuple[str, ...], marked: bool
) -> None:
    drawn = MAPS[day]
    trace = trace_of(drawn) if marked else None
    places, arrows = parsed(draw(drawn, trace, form, text, 80), grammar)
    assert len(places) == len(set(places)) == len(drawn.places)
    assert {end for arrow in arrows for end in arrow} <= set(places)
    assert len(arrows) == sum(len(place.arrows) for place in drawn.places.values())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_has_every_question_in_the_width(text: Language, day: date, width: int) -> None:
    drawn = MAPS[day]
    shown = draw(drawn, trace_of(drawn), "text", text, width)
    assert max(map(len, shown.splitlines())) <= width
    numbers = [int(found) for found in re.findall(r"^(?:[●○] )?(\d+)\. ", shown, re.MULTILINE)]
    assert numbers == [one for one, place in drawn.places.items() if place.kind == QUESTION]


def test_a_path_is_marked_by_a_sign_and_a_word_in_text_and_by_a_style_in_pictures(
    text: Language,
) -> None:
    drawn = MAPS[LAST_DAY]
    trace = trace_of(drawn)
    lines = draw(drawn, trace, "text", text, 200).splitlines()
    questions = [one for one in trace.passed if drawn.places[one].kind == QUESTION]
    word = text("map.passed", said="").strip()
    assert sum(line.startswith("● ") and line.endswith(word) for line in lines) == len(questions)
    word = text("map.next", said="").strip()
    assert sum(line.startswith("○ ") and line.endswith(word) for line in lines) == len(trace.next)
    assert sum(line.startswith("    ● ") for line in lines) == len(trace.arrows)
    mermaid = draw(drawn, trace, "mermaid", text, 80)
    [names] = re.findall(r"  class ([^ ]+) passed", mermaid)
    assert {int(name[1:]) for name in names.split(",")} == trace.passed
    [taken] = re.findall(r"  linkStyle ([^ ]+) ", mermaid)
    assert len(taken.split(",")) == len(trace.arrows)
    dot = draw(drawn, trace, "dot", text, 80)
    assert dot.count("filled,bold") == len(trace.passed)
    assert dot.count("dashed") == len(trace.next)
    taken = [line for line in dot.splitlines() if "->" in line and "penwidth" in line]
    assert len(taken) == len(trace.arrows)
    assert all('label="● ' in line for line in taken)
    assert text("map.legend", passed="●", next="○") in dot
    for form in DRAWINGS:
        if form != "svg":
            assert "●" not in draw(drawn, None, form, text, 80)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_every_place_and_every_arrow(text: Language, tmp_path: Path) -> None:
    drawn = MAPS[date(2011, 9, 8)]
    picture = draw(drawn, trace_of(drawn), "svg", text, 80)
    kinds = re.findall(r'<g id="\w+" class="(\w+)">', picture)
    assert kinds.count("node") == len(drawn.places)
    assert kinds.count("edge") == sum(len(place.arrows) for place in drawn.places.values())
    assert "<script" not in picture
    file = tmp_path / "map.svg"
    assert main(["map", "--output", str(file)], memory_streams()) == 0
    assert "</svg>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "needs Graphviz"),
        ("exit 1", "gave no SVG"),
        ("echo nothing", "gave no SVG"),
        ("printf '<svg>'", "gave no SVG"),
        ("printf '<svg>\\377</svg>'", "gave no SVG"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Graphviz is a script")
def test_without_a_graphviz_that_works_one_sentence_says_what_to_do(
    script: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if script is not None:
        (tmp_path / "dot").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / "dot").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    streams = memory_streams(width=200)
    assert main(["map", "--format", "svg", "--lang", "en"], streams) == 2
    assert text_of(streams.stdout) == ""
    assert said in text_of(streams.stderr)
    assert text_of(streams.stderr).count("\n") == 1


@pytest.mark.parametrize("form", ["text", "mermaid", "dot"])
def test_one_part_is_drawn_alone_with_what_it_leads_to(english: Language, form: str) -> None:
    drawn = MAPS[LAST_DAY]
    for section, name in zip(drawn.sections, part_names(drawn), strict=True):
        part = part_of(drawn, name)
        shown = draw(part, None, form, english, 80)
        for other in drawn.sections:
            assert (section_heading(other, english) in shown.replace("\n", " ")) is (
                other == section
            ), (name, other.name)
        if form != "text":
            places, arrows = parsed(shown, {"mermaid": MERMAID, "dot": DOT}[form])
            assert {end for arrow in arrows for end in arrow} <= set(places)
            assert len(places) == len({*section.places, *beside(part)}) == len(set(places))


def test_a_question_that_is_not_drawn_is_named_where_an_answer_leads_to_it(
    english: Language,
) -> None:
    drawn = MAPS[LAST_DAY]
    shown = draw(part_of(drawn, "2"), None, "text", english, 400)
    for number in beside(part_of(drawn, "2")):
        if drawn.places[number].kind == QUESTION:
            assert f"{number} · {english.label(drawn.places[number].name)}" in shown


@pytest.mark.parametrize("name", ["1", "1°", "FILE", "none_of_these"])
def test_a_part_is_asked_for_by_its_name(name: str) -> None:
    streams, whole = memory_streams(), memory_streams()
    assert main(["map", name, "--lang", "en"], streams) == main(["map", "--lang", "en"], whole) == 0
    assert len(text_of(streams.stdout)) < len(text_of(whole.stdout)) / 2
    assert "start, 1, 2, 3, none_of_these or file" in text_of(whole.stdout).replace("\n", " ")
    streams = memory_streams()
    assert main(["map", "4", "--lang", "en"], streams) == 2
    assert "no part “4”; give start, 1, 2, 3, none_of_these or file" in text_of(streams.stderr)


def test_what_a_form_would_read_as_its_own_is_escaped() -> None:
    assert _escaped(['a "b" #1 <c>', "« 1° » & `d`"]) == (
        "a #quot;b#quot; #35;1 #lt;c#gt;<br/>« 1° » #amp; #96;d#96;"
    )
    assert _quoted(['a "b" \\', "1°"]) == '"a \\"b\\" \\\\\\n1°"'


def test_no_label_in_a_picture_starts_as_a_list_would(text: Language) -> None:
    """Mermaid would show that it does not support lists instead of the label."""
    shown = draw(MAPS[LAST_DAY], None, "mermaid", text, 80)
    assert not re.search(r'"(?:\d+\.|[-*+]) ', shown)


def test_the_chart_of_our_pages_is_what_the_program_draws() -> None:
    """If not: ``python -m tests.picture`` draws it again."""
    assert charted() == chart()
    places, arrows = parsed(chart(), MERMAID)
    assert {end for arrow in arrows for end in arrow} <= set(places)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("map.mmd", "flowchart TD"),
        ("map.dot", "digraph"),
        ("map.gv", "digraph"),
        ("map.txt", "Les"),
    ],
)
def test_the_name_of_the_output_chooses_the_form(name: str, start: str, tmp_path: Path) -> None:
    file = tmp_path / name
    assert main(["map", "--output", str(file)], memory_streams()) == 0
    assert file.read_text(encoding="utf-8").startswith(start)


def test_the_day_of_the_answers_is_drawn_unless_another_is_given(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"facts": {"vls_ts": true}, "on": "2024-01-01"}', encoding="utf-8")
    for more, article in (([], "426-16"), (["--on", "2015-01-01"], "313-10-1")):
        streams = memory_streams()
        assert main(["map", "--answers", str(file), *more], streams) == 0
        assert article in text_of(streams.stdout).splitlines()[0]
        assert text_of(streams.stderr) == ""


@pytest.mark.parametrize(
    "arguments",
    [["--on", "2009-01-01"], ["--answers", "/no.json"], ["--format", "json"], ["--on", "x"], ["4"]],
)
def test_a_mistake_is_one_sentence(arguments: list[str]) -> None:
    streams = memory_streams()
    assert main(["map", *arguments], streams) == 2
    assert text_of(streams.stdout) == ""
    assert len(text_of(streams.stderr).strip().splitlines()) == 1
