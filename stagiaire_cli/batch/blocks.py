"""A file of any size and encoding in blocks of whole lines, each knowing where it stands."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from stagiaire_cli.logic.records import Record

BLOCK: Final = 1 << 22
# A byte that is not text spoils its own line alone.
_KEEP: Final = "surrogateescape"
_LOSSLESS: Final = "surrogatepass"


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

    def readline(self) -> bytes:
        """The bytes up to the end of the line."""


class Block(Record):
    """Some whole lines of a file: the number of the first, how many rows come before, the bytes."""

    line: int
    number: int
    data: bytes


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

    def readline(self) -> bytes:
        line, end, self._start = self._start.partition(b"\n")
        return line + (end or self._rest.readline())


class _Recoded:
    """A text as bytes in UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def read(self, size: int, /) -> bytes:
        return self._text.read(size).encode("utf-8", _LOSSLESS)

    def readline(self) -> bytes:
        return self._text.readline().encode("utf-8", _LOSSLESS)


def blocks(
    file: Lines, line: int, blank: str, first: bytes = b"", size: int = BLOCK
) -> Iterator[Block]:
    """A file in blocks of about so many bytes, from the line where it stands.

    ``blank`` has the signs that a line may have and still be no row; ``first`` is what has already
    been read of the file.
    """
    signs = blank.encode()
    empty = re.compile(rb"\n[%s]*(?=\n)" % signs)
    begins = (b"\n\n", *(b"\n%c" % sign for sign in signs))
    number = 0
    while data := first + file.read(size):
        data += b"" if data.endswith(b"\n") else file.readline()
        first = b""
        yield Block(line, number, data)
        plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
        many = plain.count(b"\n")
        line += many
        number += many
        # Most blocks have no such line, which is seen faster than all are looked at.
        plain = b"\n" + plain
        if any(begin in plain for begin in begins):
            number -= len(empty.findall(plain))


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
