"""A map of the questionnaire as a graph in the DOT language, for Graphviz."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.map.graph import QUESTION, Map
from stagiaire_cli.map.path import Trace
from stagiaire_cli.map.sentences import (
    PASSED,
    answers,
    boxed,
    map_legend,
    map_title,
    section_heading,
)

_PASSED: Final = ', style="filled,bold", fillcolor="#fff3bf", color="#b35900", penwidth=4'
_NEXT: Final = ', style="dashed", color="#b35900", penwidth=3'
_TAKEN: Final = 'color="#b35900", penwidth=4'


def drawn_as_dot(drawn: Map, trace: Trace | None, text: Language) -> str:
    """The map as a directed graph, with somebody's path if there is one."""
    title = [map_title(drawn, text), *([] if trace is None else [map_legend(text)])]
    return "\n".join(_lines(drawn, title, trace or Trace(), text)) + "\n"


def _lines(drawn: Map, title: Iterable[str], trace: Trace, text: Language) -> Iterator[str]:
    yield "digraph questionnaire {"
    yield f"  label={_quoted(title)};"
    yield '  labelloc="t";'
    yield '  graph [fontname="sans-serif", fontsize=28];'
    yield '  node [shape="box", fontname="sans-serif"];'
    yield '  edge [fontname="sans-serif"];'
    for index, section in enumerate(drawn.sections):
        if section.places:
            yield f"  subgraph cluster_{index} {{"
            yield f"    label={_quoted([section_heading(section, text)])};"
            for number in section.places:
                yield f"    n{number} [{_attributes(drawn, number, trace, text)}];"
            yield "  }"
    for number, place in drawn.places.items():
        for arrow in place.arrows:
            words, taken = answers(place, arrow, text), (number, arrow.to) in trace.arrows
            words = [f"{PASSED} {one}" for one in words or [""]] if taken else words
            attributes = [f"label={_quoted(words)}"] if words else []
            if taken:
                attributes.append(_TAKEN)
            listed = f" [{', '.join(attributes)}]" if attributes else ""
            yield f"  n{number} -> n{arrow.to}{listed};"
    yield "}"


def _attributes(drawn: Map, number: int, trace: Trace, text: Language) -> str:
    attributes = f"label={_quoted(boxed(drawn, number, trace, text))}"
    if drawn.places[number].chains:
        # A list of many lines would make a very large ellipse.
        attributes += ', style="rounded"'
    elif drawn.places[number].kind != QUESTION:
        attributes += ', shape="ellipse"'
    marked = _PASSED if number in trace.passed else _NEXT if number in trace.next else ""
    return attributes + marked


def _quoted(lines: Iterable[str]) -> str:
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
