"""The words of a map: its headings, its questions, their answers, its ends."""

from collections.abc import Iterator
from typing import Final

from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.interview.questions import DOCUMENTS_QUESTION, NONE_LINE, name_of
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article, months
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.map.graph import (
    DATES,
    FILE_SECTION,
    QUESTION,
    START_SECTION,
    Arrow,
    Chain,
    Map,
    MapSection,
    Place,
)
from stagiaire_cli.map.path import Trace

PASSED: Final = "●"
NEXT: Final = "○"
_BOX: Final = 36


def map_title(drawn: Map, text: Language) -> str:
    """What is drawn: the article, and the day of its text."""
    name = article(drawn.law.version.article)
    return text("map.title", article=name, on=text.date(drawn.on))


def map_legend(text: Language) -> str:
    """What the signs of a path mean."""
    return text("map.legend", passed=PASSED, next=NEXT)


def section_heading(section: MapSection, text: Language) -> str:
    """The name of a section."""
    if section.name in (START_SECTION, FILE_SECTION, NONE_LINE):
        return text(f"map.sections.{section.name}")
    line = text(f"prompts.opening_lines.{section.name}")
    return text("map.alternative", number=section.name, line=line)


def about(section: MapSection, text: Language) -> str:
    """Who is asked the questions of a section."""
    named = section.name in (START_SECTION, FILE_SECTION, NONE_LINE)
    return text(f"map.about.{section.name if named else 'alternative'}")


def label(place: Place, text: Language) -> str:
    """A question, or an end, in a few words."""
    if place.kind == QUESTION:
        return text.label(place.name) if place.name in FACT else text(f"prompts.{place.name}")
    if place.kind == DATES:
        return text("map.dates")
    return _end(place.name, place.names, text)


def _end(status: str, names: tuple[str, ...], text: Language) -> str:
    return text(
        f"map.ends.{status}",
        names=text.listed(text(f"cards.{name}") for name in names) if names else "",
        on=text.date(LAST_DAY),
    )


def answers(place: Place, arrow: Arrow, text: Language) -> list[str]:
    """The answers that lead one way, each in words."""
    fact = FACT.get(place.name)
    if fact is None or fact.kind != "months":
        return [_answer(place.name, answer, text) for answer in arrow.answers]
    numbers = [value for value in fact.values if value in arrow.answers]
    others = [text.value(fact.id, value) for value in arrow.answers if value not in fact.values]
    runs: list[list[object]] = []
    for value in numbers:
        index = fact.values.index(value)
        if runs and fact.values.index(runs[-1][-1]) + 1 == index:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [*(months(fact.id, run, text) for run in runs), *others]


def _answer(question: str, answer: object, text: Language) -> str:
    for path in (
        f"prompts.{question}_lines.{name_of(answer)}",
        f"map.answers.{answer}",
        f"facts.{question}.values.{answer}",
        f"prompts.{answer}",
        f"values.{answer}",
    ):
        if text.has(path):
            return text(path)
    return text.value(question, answer)


def chains(place: Place, text: Language) -> Iterator[str]:
    """Who is asked which facts about dates; those who are asked the same together."""
    alike: dict[tuple[str, ...], list[Chain]] = {}
    for chain in place.chains:
        alike.setdefault(chain.facts, []).append(chain)
    for facts, asked in alike.items():
        ends = dict.fromkeys((chain.status, chain.names) for chain in asked)
        who = text("report.separator").join(_end(status, names, text) for status, names in ends)
        questions = text("report.separator").join(_asked(fact, text) for fact in facts)
        yield text("map.dates_of", who=who, facts=questions)


def _asked(name: str, text: Language) -> str:
    """One of the questions about dates, or the one about documents, in a few words."""
    return text("prompts.documents_label") if name == DOCUMENTS_QUESTION else text.label(name)


def boxed(drawn: Map, number: int, trace: Trace, text: Language) -> list[str]:
    """The lines that stand in the box of a place."""
    place = drawn.places[number]
    words = label(place, text)
    if place.kind == QUESTION:
        words = text("map.box", number=number, label=words)
    sign = PASSED if number in trace.passed else NEXT if number in trace.next else ""
    lines = wrap(f"{sign} {words}" if sign else words, _BOX)
    for chain in chains(place, text):
        lines += wrap(chain, 2 * _BOX)
    return lines
