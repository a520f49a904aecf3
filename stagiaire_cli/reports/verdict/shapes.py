"""What the content of a verdict is made of: items, in sections."""

from collections.abc import Mapping
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.spans import Span

_BULLET: Final = "•"
_BULLETS: Final = ("", "·", "~")


class Mark(Record):
    """How a state looks: its sign, its colour in a terminal, its colour on a page (or none)."""

    sign: str
    colour: str
    page: str = ""

    @property
    def on_page(self) -> str:
        """Its sign on a page, where what is faint or small in a terminal is a mere bullet."""
        return _BULLET if self.sign in _BULLETS else self.sign


# A sign as well as a colour, and the word in the sentence: each can be read without the others.
MARKS: Final[Mapping[str, Mark]] = {
    **dict.fromkeys(("met", "held", "ok"), Mark("✓", "green", "green")),
    **dict.fromkeys(("not_met", "missing", "fails"), Mark("✗", "red", "red")),
    **dict.fromkeys(("undetermined", "doubtful", "unknown"), Mark("?", "yellow", "yellow")),
    "urgent": Mark("!", "yellow", "yellow"),
    "not_needed": Mark("·", "dim"),
    "evidence": Mark("+", "cyan", "blue"),
    "due": Mark("•", "cyan"),
    "presumed": Mark("~", "cyan"),
    "change": Mark("→", "cyan"),
    **dict.fromkeys(("info", "note"), Mark("•", "cyan")),
    "qualifies": Mark("", "green", "green"),
    "does_not_qualify": Mark("", "red", "red"),
    "diverted": Mark("", "magenta", "blue"),
    "out_of_scope": Mark("", "blue", "blue"),
}
NO_MARK: Final = Mark("", "")


class Item(Record):
    """One item of a verdict: its state, what it is, what there is to add.

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
    """The items under one heading, which may have a state itself; ``why`` an alternative is so."""

    title: str
    state: str
    items: tuple[Item, ...]
    why: bool = False


class Summary(Record):
    """The short verdict: the frame, groups of items, then the sentences that close it.

    ``state`` is what the frame has the colour of; ``frame`` are the sentences in it.
    """

    state: str
    title: str
    frame: tuple[str, ...]
    groups: tuple[tuple[Item, ...], ...]
    closing: tuple[str, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all groups."""
        return tuple(item for group in self.groups for item in group)


class Outline(Record):
    """The details of a verdict in sections.

    ``closing`` repeats the status, for whoever sees the end of a long page first; ``legend`` has
    the word of each state.
    """

    state: str
    sections: tuple[Section, ...]
    closing: str
    legend: tuple[tuple[str, str], ...]
