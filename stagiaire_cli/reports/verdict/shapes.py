"""What the content of a verdict is made of: things said, in sections."""

from stagiaire_cli.languages import Language
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.spans import Span


class Item(Record):
    """One thing said: its state, what it is, what there is to add.

    ``said`` has all of it in words, for where there are neither signs nor columns; ``spans`` are
    the parts of a running text, where there are.
    """

    state: str
    text: str
    details: tuple[str, ...]
    said: str
    spans: tuple[Span, ...] = ()


def item_of(state: str, content: str, text: Language, *details: str, word: str = "") -> Item:
    """An item, with its sentence: ``word : content (detail ; detail)``."""
    sentence = text("report.said", word=word, text=content) if word else content
    kept = tuple(filter(None, details))
    return Item(
        state,
        content,
        kept,
        f"{sentence} ({text('report.separator').join(kept)})" if kept else sentence,
    )


class Section(Record):
    """Things said under one heading, which may have a state itself."""

    title: str
    state: str
    items: tuple[Item, ...]


class Outline(Record):
    """A verdict as it is read: the status in a word, the sentences under it, then the sections.

    ``closing`` repeats the status, for whoever sees the end of a long page first; ``legend`` has
    the word of each state.
    """

    state: str
    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    legend: tuple[tuple[str, str], ...]
