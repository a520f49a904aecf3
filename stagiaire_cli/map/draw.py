"""The drawing of a map in the form asked for: text for people, the others for pictures."""

from stagiaire_cli.languages import Language
from stagiaire_cli.map.graph import Map
from stagiaire_cli.map.path import Trace


def draw(drawn: Map, trace: Trace | None, form: str, text: Language, width: int) -> str:
    """The map in one of the forms, with somebody's path if there is one, in lines of the width.

    Raises ``UsageProblemError`` for an SVG picture where Graphviz cannot lay it out.
    """
    if form == "mermaid":
        from stagiaire_cli.map.mermaid import drawn_as_mermaid

        return drawn_as_mermaid(drawn, trace, text)
    if form in ("dot", "svg"):
        from stagiaire_cli.map.dot import drawn_as_dot

        graph = drawn_as_dot(drawn, trace, text)
        if form == "dot":
            return graph
        from stagiaire_cli.map.svg import laid_out

        return laid_out(graph)
    from stagiaire_cli.map.text import drawn_as_text

    return drawn_as_text(drawn, trace, text, width)
