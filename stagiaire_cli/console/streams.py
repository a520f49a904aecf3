"""The streams of one run: where they go, how wide they are, what they can show."""

import codecs
import errno
import io
import os
import sys
from collections.abc import Mapping
from typing import Final, TextIO

from stagiaire_cli.logic.records import Record

_LIKE: Final = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...",
    "€": "EUR", "œ": "oe", "Œ": "OE", "æ": "ae", "°": "o", "×": "x", "•": "*", "·": "-", "→": "->",
    "✓": "+", "✗": "x", "○": "o", "□": "o", "■": "*", "↳": ">", "│": "|",
    "─": "-", "━": "=", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "●": "*", "\N{NO-BREAK SPACE}": " ",
}  # fmt: skip
# Longer lines are hard to read, however wide the terminal.
READABLE: Final = 120
_NARROWEST: Final = 20
_WIDEST: Final = 200
_QUOTED: Final = 200
_CONTROLS: Final = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}


class Streams(Record):
    """Standard input, output and error, with the environment and the width (in columns)."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environment: Mapping[str, str]
    width: int

    @property
    def columns(self) -> int:
        """The width now: a window may have changed since the start."""
        try:
            now = os.get_terminal_size(self.stderr.fileno()).columns
        except (OSError, ValueError):
            return self.width
        return self.width if self.environment.get("COLUMNS") else _bounded(now or self.width)

    @property
    def can_ask(self) -> bool:
        """Whether a person can be asked: standard input and standard error are terminals."""
        return _is_terminal(self.stdin) and _is_terminal(self.stderr)

    @property
    def to_terminal(self) -> bool:
        """Whether results go to a terminal."""
        return _is_terminal(self.stdout)

    @property
    def shows_progress(self) -> bool:
        """Whether somebody watches standard error on a terminal that can redraw a line."""
        return _is_terminal(self.stderr) and not self.plain

    @property
    def unicode(self) -> bool:
        """Whether standard output can be given any character as it is."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        return encoding.casefold().replace("-", "").startswith("utf")

    @property
    def plain(self) -> bool:
        """Whether the terminal, or the person, wants lines rather than menus."""
        unnamed = "dumb" if os.name == "posix" else "console"
        terminal = self.environment.get("TERM") or unnamed
        return terminal == "dumb" or bool(self.environment.get("ACCESSIBLE"))


def standard_streams() -> Streams:
    """The streams of this process, made so that no text can fail to be written."""
    codecs.register_error("stagiaire", _readable)
    stdin = sys.stdin or io.TextIOWrapper(io.BytesIO())
    stdout, stderr = sys.stdout or _Closed(), sys.stderr or io.StringIO()
    for stream in (stdout, stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="stagiaire")
    return Streams(stdin, stdout, stderr, os.environ, terminal_width(os.environ))


class _Closed(io.StringIO):
    """Standard output that was closed before the start."""

    def write(self, _: str) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def terminal_width(environment: Mapping[str, str]) -> int:
    """The columns of the terminal, between 20 and 200; 80 where there is none."""
    import shutil

    columns = environment.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() else 0
    return _bounded(width or shutil.get_terminal_size((80, 24)).columns)


def _bounded(columns: int) -> int:
    return max(_NARROWEST, min(columns, _WIDEST))


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _readable(error: UnicodeError) -> tuple[str, int]:
    """What the encoding lacks, in the characters it has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import unicodedata

    likes = []
    for character in error.object[error.start : error.end]:
        like = _LIKE.get(character)
        if like is None:
            base = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
            like = base or f"<U+{ord(character):04X}>"
        likes.append(like)
    return "".join(likes), error.end


def quoted(text: str) -> str:
    """The text as a sentence quotes it: harmless, and never so long that it hides the sentence."""
    return visible(text if len(text) <= _QUOTED else text[:_QUOTED] + "…")


def visible(text: str) -> str:
    """The text with every character that could act on a terminal made visible."""
    if text.isprintable():
        return text
    import unicodedata

    return "".join(
        f"<U+{ord(character):04X}>" if unicodedata.category(character) in _CONTROLS else character
        for character in text
    )
