"""A page that carries its verdict as JSON, so that its text can be compared with it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Final

from stagiaire_cli.logic.records import Record

_BREAKS: Final = re.compile(r"[ \t\r\n\f]+")
_CARRIER: Final = "data"
_NAME: Final = "verdict"
_VOID: Final = ("meta", "br", "hr", "link", "img", "input", "wbr")
_INLINE: Final = ("span", "strong", "em", "b", "i", "a", "abbr", "q", "small", "time", "wbr")
_UNREAD: Final = ("style", "script", "template")
# What is said of the person and the day, which no verdict has.
_APART: Final = ("header", "footer")
_PLAIN: Final = (*_APART, "p", "div", "span", "strong", "br", "dl", "dt", "dd", "ul", "li")


def carrier(content: str, unticked: Collection[str] = ()) -> str:
    """The element of a page that carries a verdict in JSON, and shows and runs nothing."""
    names = escape("|".join(unticked))
    return (
        f'<{_CARRIER} id="{_NAME}" hidden data-unticked="{names}" value="{escape(content)}">'
        f"</{_CARRIER}>"
    )


class Page(Record):
    """A page as its reader sees it: its lines, and every element with its attributes.

    ``carried`` is the verdict that it carries, None where it carries none; ``unticked`` are the
    facts told to be so; ``apart`` are the lines of its head and foot, which are in no verdict.
    """

    carried: str | None
    unticked: tuple[str, ...]
    language: str
    lines: tuple[str, ...]
    markup: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]


def read_page(content: str) -> Page:
    """The page of a text in HTML; what is not well formed is read as browsers read it."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    reader.end_line()
    return Page(
        reader.carried,
        tuple(filter(None, reader.unticked.split("|"))),
        reader.language,
        tuple(reader.lines),
        tuple(reader.markup),
        tuple(reader.apart),
    )


def lines_apart(stored: Page, now: Page) -> Iterator[tuple[str, str]]:
    """The lines that differ between two pages, side by side; one that a page lacks is empty."""
    matcher = SequenceMatcher(None, stored.lines, now.lines, autojunk=False)
    for kind, first, end, now_first, now_end in matcher.get_opcodes():
        if kind != "equal":
            yield from zip_longest(
                stored.lines[first:end], now.lines[now_first:now_end], fillvalue=""
            )


class _Reader(HTMLParser):
    """Reads the lines of a page, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.carried: str | None = None
        self.unticked = ""
        self.language = ""
        self.lines: list[str] = []
        self.markup: list[tuple[str, str]] = []
        self.apart: list[str] = []
        self._line: list[str] = []
        self._open: list[str] = []
        self._how_many: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in _INLINE:
            self.end_line()
        if tag not in _VOID:
            self._open.append(tag)
            self._how_many[tag] += 1
        if tag == _CARRIER and given.get("id") == _NAME and self.carried is None:
            self.carried = given.get("value", "")
            self.unticked = given.get("data-unticked", "")
            return
        if tag == "html":
            self.language = given.get("lang", "")
        # What is compared with nothing may not hide the rest, or look like it.
        if not self._is_apart() or tag not in _PLAIN or set(given) - {"class"}:
            self.markup.append((tag, repr(sorted(given.items()))))
        # A sign before the line is read with it.
        if "data-sign" in given:
            self._line.append(f"{given['data-sign']} ")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_line()
        while self._how_many[tag]:
            closed = self._open.pop()
            self._how_many[closed] -= 1
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in _UNREAD:
            self.markup.append(("", " ".join(data.split())))
        else:
            self._line.append(data)

    def end_line(self) -> None:
        """What was read since the last line is one, if it says something."""
        # Not at a no-break space, which is a part of the words.
        words = " ".join(_BREAKS.split("".join(self._line))).strip(" ")
        self._line = []
        if words:
            (self.apart if self._is_apart() else self.lines).append(words)

    def _is_apart(self) -> bool:
        return any(self._how_many[tag] for tag in _APART)
