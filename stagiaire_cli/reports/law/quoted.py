"""The words of the article as ``stagiaire law`` prints them, its conditions numbered or marked."""

from collections.abc import Iterator, Mapping

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import NO_BREAK, Language, language
from stagiaire_cli.law.quotation import CONDITION, paragraphs
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.reports.verdict.spans import STATES, Marked, marks, spans, state_of


def numbers(version: Version) -> dict[str, int]:
    """The number of each condition's words, through the whole article."""
    every = (part for paragraph in paragraphs(version) for part in paragraph.parts)
    conditions = (part.words for part in every if part.kind == CONDITION)
    return {words: number for number, words in enumerate(conditions, 1)}


def numbered_article(version: Version, width: int) -> Iterator[str]:
    """The article in lines, each condition after its number in brackets."""
    number = numbers(version)
    kept = language("fr").kept
    for paragraph in paragraphs(version):
        yield ""
        words = (
            f"[{number[part.words]}]{NO_BREAK}{part.words}" if part.facts else part.words
            for part in paragraph.parts
        )
        yield from wrap(kept("".join(words)), width)


def marked_article(version: Version, verdict: Verdict, text: Language, width: int) -> Iterator[str]:
    """The article in lines, each condition in brackets after its state in a word."""
    known = marks(verdict, version)
    for paragraph in paragraphs(version):
        yield ""
        yield from wrap("".join(span.said for span in spans(paragraph, known, text)), width)


def pictured_article(
    version: Version, verdict: Verdict, text: Language, width: int, colour: bool
) -> Iterator[str]:
    """The article in lines, each condition after its sign, in its colour if there is any."""
    from rich.console import Group
    from rich.text import Text

    from stagiaire_cli.reports.verdict.rich import legend, printed, running

    known = marks(verdict, version)
    blocks = [legend([(state, text(f"conditions.{state}")) for state in STATES], width)]
    for paragraph in paragraphs(version):
        blocks += [Text(""), running(spans(paragraph, known, text), width)]
    yield from ("", *printed(Group(*blocks), width, colour).splitlines())


def as_objects(version: Version, verdict: Verdict | None) -> list[dict[str, object]]:
    """The paragraphs with their parts, ready for JSON; with states where there are answers."""
    known: Marked = {} if verdict is None else marks(verdict, version)
    objects: list[dict[str, object]] = []
    for paragraph in paragraphs(version):
        states: Mapping[str, str] = known.get(paragraph.number, {})
        parts: list[dict[str, object]] = []
        for part in paragraph.parts:
            parts.append({"words": part.words, "kind": part.kind, "facts": list(part.facts)})
            if verdict is not None and part.facts:
                parts[-1]["state"] = state_of(part, states)
        objects.append({"number": paragraph.number, "parts": parts})
    return objects
