"""A map of the questionnaire as a Mermaid flowchart, in what GitHub renders."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.map.graph import QUESTION, Map, arrows_of, beside, inside
from stagiaire_cli.map.path import Trace
from stagiaire_cli.map.sentences import answers, boxed, map_legend, map_title, section_heading

# Mermaid reads entities where HTML or its own syntax would be read.
_ESCAPED: Final = str.maketrans(
    {"#": "#35;", '"': "#quot;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "`": "#96;"}
)
_PASSED: Final = "fill:#fff3bf,stroke:#b35900,stroke-width:4px,color:#000"
_NEXT: Final = "fill:#ffffff,stroke:#b35900,stroke-width:3px,stroke-dasharray:6 4,color:#000"


def drawn_as_mermaid(drawn: Map, trace: Trace | None, text: Language) -> str:
    """The map as a flowchart, with somebody's path if there is one.

    What its sections lead to stands beside them.
    """
    return "\n".join(_lines(drawn, trace, text)) + "\n"


def _lines(drawn: Map, trace: Trace | None, text: Language) -> Iterator[str]:
    path = trace or Trace()
    yield "flowchart TD"
    yield f"  %% {map_title(drawn, text)}"
    if trace is not None:
        yield f"  %% {map_legend(text)}"
    for index, section in enumerate(drawn.sections):
        if section.places:
            yield f'  subgraph s{index}["{_escaped([section_heading(section, text)])}"]'
            for number in section.places:
                yield f"    {_box(drawn, number, path, text)}"
            yield "  end"
    arrows = arrows_of(drawn)
    for number in beside(drawn):
        yield f"  {_box(drawn, number, path, text)}"
    for number, arrow in arrows:
        words = _escaped(answers(drawn.places[number], arrow, text))
        joint = f'-->|"{words}"|' if words else "-->"
        yield f"  {_name(drawn, number)} {joint} {_name(drawn, arrow.to)}"
    drawn_here = {*inside(drawn), *beside(drawn)}
    for name, style, marked in (("passed", _PASSED, path.passed), ("next", _NEXT, path.next)):
        if names := ",".join(_name(drawn, number) for number in sorted(marked & drawn_here)):
            yield f"  classDef {name} {style}"
            yield f"  class {names} {name}"
    taken = [
        str(index)
        for index, (number, arrow) in enumerate(arrows)
        if (number, arrow.to) in path.arrows
    ]
    if taken:
        yield f"  linkStyle {','.join(taken)} stroke:#b35900,stroke-width:4px"


def _name(drawn: Map, number: int) -> str:
    return f"q{number}" if drawn.places[number].kind == QUESTION else f"e{number}"


def _box(drawn: Map, number: int, trace: Trace, text: Language) -> str:
    words = _escaped(boxed(drawn, number, trace, text))
    start, end = ("[", "]") if drawn.places[number].kind == QUESTION else ("([", "])")
    return f'{_name(drawn, number)}{start}"{words}"{end}'


def _escaped(lines: Iterable[str]) -> str:
    return "<br/>".join(line.translate(_ESCAPED) for line in lines)
