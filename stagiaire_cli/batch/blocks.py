"""A file of any size and encoding in blocks of whole lines, each knowing where it stands."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from stagiaire_cli.batch.quotes import Quotes
from stagiaire_cli.dossier.rows import Layout, blank_of
from stagiaire_cli.logic.records import Record

BLOCK: Final = 1 << 21
# A thousand times what a row takes; a device such as /dev/zero has no end of a line.
LONGEST_LINE: Final = 1 << 20
# A byte that is not text spoils its own line alone.
_KEEP: Final = "surrogateescape"
_LOSSLESS: Final = "surrogatepass"


class LongLineError(ValueError):
    """A line is longer than any row; ``line`` is its number."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


class Encoding(Record):
    """How bytes are text: the name of the encoding, and how what is no text is kept."""

    name: str
    errors: str

    def text(self, data: bytes) -> str:
        """The text of the bytes; what is no text is kept as characters that no text has."""
        return data.decode(self.name, self.errors)


class Lines(Protocol):
    """What whole lines are read from, as bytes."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, or fewer at the end."""

    def readline(self, size: int = -1, /) -> bytes:
        """The bytes up to the end of the line, or so many of them."""


class Block(Record):
    """Some whole lines of a file: the number of the first, how many rows come before, the bytes.

    ``opened`` is the line before them of a quote that is still open, 0 where none is.
    """

    line: int
    number: int
    data: bytes
    opened: int = 0


def opened(file: BinaryIO, name: str) -> tuple[Lines, Encoding]:
    """A file in an encoding, to be read in lines; raises ``LookupError`` for no such encoding."""
    try:
        codec = codecs.lookup(name)
    except ValueError:
        raise LookupError(name) from None
    if codec.name in ("utf-8", "utf-8-sig"):
        mark = len(codecs.BOM_UTF8)
        reader = io.BufferedReader(file) if isinstance(file, io.RawIOBase) else file
        start = reader.read(mark)
        return _Begun(b"" if start == codecs.BOM_UTF8 else start, reader), Encoding("utf-8", _KEEP)
    # What turns no text into bytes (hex, rot13) is no such encoding either.
    if "\n".encode(name) == b"\n":
        return file, Encoding(name, _KEEP)
    # Where a line does not end in a byte of its own, we put it into an encoding where it does.
    text = io.TextIOWrapper(file, name, _KEEP, newline="")
    return _Recoded(text), Encoding("utf-8", _LOSSLESS)


class _Begun:
    """A file of which something has already been read."""

    def __init__(self, start: bytes, rest: Lines) -> None:
        self._start = start
        self._rest = rest

    def read(self, size: int, /) -> bytes:
        start, self._start = self._start, b""
        return start + self._rest.read(size)

    def readline(self, size: int = -1, /) -> bytes:
        line, end, self._start = self._start.partition(b"\n")
        return line + (end or self._rest.readline(size))


class _Recoded:
    """A text as bytes in UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def read(self, size: int, /) -> bytes:
        return self._text.read(size).encode("utf-8", _LOSSLESS)

    def readline(self, size: int = -1, /) -> bytes:
        return self._text.readline(size).encode("utf-8", _LOSSLESS)


def blocks(
    file: Lines,
    encoding: Encoding,
    line: int,
    layout: Layout | None,
    first: bytes = b"",
    size: int = BLOCK,
) -> Iterator[Block]:
    """A file in blocks of about so many bytes, from the line where it stands.

    ``first`` is what has already been read of the file. Raises ``LongLineError`` for a line that
    has no end.
    """
    blank = rb"[%s]*\n" % blank_of(layout).encode()
    first_blank, later_blank = re.compile(blank), re.compile(rb"\n(?=%s)" % blank)
    quotes = Quotes(layout)
    number = 0
    while data := first + file.read(size):
        data, first = _whole(data, file, line)
        yield Block(line, number, data, quotes.opened)
        if quotes.opened or b'"' in data:
            for place, text in enumerate(lines_of(encoding.text(data)), start=line):
                if quotes.opened or text.count('"') % 2:
                    quotes.begun(place, text)
        plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
        many = plain.count(b"\n")
        line += many
        number += many - len(later_blank.findall(plain)) - bool(first_blank.match(plain))


def _whole(data: bytes, file: Lines, line: int) -> tuple[bytes, bytes]:
    """The data with the rest of its last line, and what is read beyond it."""
    beyond = b""
    if not data.endswith(b"\n"):
        rest = file.readline(LONGEST_LINE + 1)
        data += rest
        if len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            # Where lines end as they did on old machines, none ends as we look for it. The last
            # sign may be half of an end.
            end = data.rfind(b"\r", 0, len(data) - 1) + 1
            data, beyond = (data[:end], data[end:]) if end else (data, b"")
    start = 0
    while len(data) - start > LONGEST_LINE:
        limit = start + LONGEST_LINE + 1
        end = max(data.rfind(b"\n", start, limit), data.rfind(b"\r", start, limit)) + 1
        if not end:
            raise LongLineError(line + len(lines_of(data[:start].decode("latin-1"))))
        start = end
    return data, beyond


def lines_of(text: str) -> list[str]:
    """The lines of a block, each without its end."""
    if "\r" in text:
        return [line.rstrip("\r\n") for line in raw_lines(text)]
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def is_plain(text: str) -> bool:
    """Whether cells can be had by splitting alone: no quote, nothing unreadable."""
    if '"' in text or "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def raw_lines(text: str) -> list[str]:
    """The lines of a block, each with its end."""
    return list(io.StringIO(text, newline=""))
