"""The verdict as a PDF to be archived: the summary on the first page, then the details."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from stagiaire_cli.languages import Language
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.typeset import (
    Bar,
    Block,
    Document,
    Heading,
    Listed,
    PairsAtHead,
    Paragraph,
    Part,
    typeset,
)
from stagiaire_cli.reports.verdict.shapes import MARKS, NO_MARK, Item, Outline, Summary


def render_pdf(summary: Summary, details: Outline, head: Head, text: Language) -> bytes:
    """The short verdict, then the details; raises ``UsageProblemError`` without typst."""
    return typeset(
        Document(
            text.code,
            text("head.title", title=summary.title),
            head.day,
            head.foot(text),
            tuple(_opening(summary, head, text)),
            tuple(_details(details)),
        )
    )


def _opening(summary: Summary, head: Head, text: Language) -> Iterator[Block]:
    yield PairsAtHead(text("head.page"), head.lines(text))
    yield Bar(summary.title, MARKS[summary.state].page, summary.frame)
    yield from _lists(summary.items)
    for sentence in summary.closing:
        yield Paragraph((sentence,))


def _details(details: Outline) -> Iterator[Block]:
    for section in details.sections:
        yield Heading(section.title, tint=MARKS.get(section.state, NO_MARK).page)
        yield from _lists(section.items)


def _lists(items: Iterable[Item]) -> Iterator[Listed]:
    """The items, those that have the same sign in one list."""
    for mark, alike in groupby(items, lambda item: MARKS.get(item.state, NO_MARK)):
        yield Listed(tuple(map(_parts, alike)), mark.on_page, mark.page)


def _parts(item: Item) -> tuple[Part, ...]:
    spans = ((one.said, MARKS.get(one.state, NO_MARK).page) for one in item.spans)
    return tuple(Part(*span) for span in spans) or (Part(item.said),)
