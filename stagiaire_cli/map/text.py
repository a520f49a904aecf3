"""A map of the questionnaire as numbered questions, in lines of a width."""

from collections.abc import Iterator

from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.map.graph import DATES, QUESTION, Map, inside, part_names
from stagiaire_cli.map.path import Trace
from stagiaire_cli.map.sentences import (
    NEXT,
    PASSED,
    about,
    answers,
    chains,
    label,
    map_legend,
    map_title,
    section_heading,
)

_MARGIN = "    "


def drawn_as_text(drawn: Map, trace: Trace | None, text: Language, width: int) -> str:
    """The map as text, with somebody's path if there is one."""
    lines = [*wrap(map_title(drawn, text), width), *wrap(text("map.how"), width)]
    if len(drawn.sections) > 1:
        lines += wrap(text("map.parts", names=text.listed(part_names(drawn), "or")), width)
    if trace is not None:
        lines += wrap(map_legend(text), width)
    for section in drawn.sections:
        asked = [
            number for number in section.places if drawn.places[number].kind in (QUESTION, DATES)
        ]
        if asked:
            lines += ["", "", *wrap(section_heading(section, text), width)]
            lines += wrap(about(section, text), width)
            for number in asked:
                lines += ["", *_place(drawn, number, trace or Trace(), text, width)]
    return "\n".join(lines) + "\n"


def _place(drawn: Map, number: int, trace: Trace, text: Language, width: int) -> Iterator[str]:
    place = drawn.places[number]
    words = label(place, text)
    if place.kind == QUESTION:
        words = text("map.numbered", number=number, label=words)
    if number in trace.passed:
        words = f"{PASSED} {text('map.passed', said=words)}"
    elif number in trace.next:
        words = f"{NEXT} {text('map.next', said=words)}"
    yield from wrap(words, width, indent=_MARGIN)
    for chain in chains(place, text):
        yield from point(chain, width, _MARGIN)
    for arrow in place.arrows:
        given = text("report.separator").join(answers(place, arrow, text))
        destination = f"→ {_where(drawn, arrow.to, text)}"
        step = f"{given} {destination}" if given else destination
        sign = f"{PASSED} " if (number, arrow.to) in trace.arrows else ""
        yield from wrap(f"{_MARGIN}{sign}{step}", width, indent=_MARGIN + "  ")


def _where(drawn: Map, number: int, text: Language) -> str:
    """Where an answer leads: the number of a question, or an end with what follows it."""
    place = drawn.places[number]
    if place.kind == QUESTION:
        if number in inside(drawn):
            return str(number)
        return text("map.box", number=number, label=label(place, text))
    if place.kind == DATES:
        return text("map.below")
    words = label(place, text)
    for arrow in place.arrows:
        words = text("map.then", end=words, number=_where(drawn, arrow.to, text))
    return words
