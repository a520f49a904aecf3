"""Files that are no text in the encoding read, known by their first bytes."""

import codecs
from typing import Final

# Of UTF-32, the mark begins with that of UTF-16.
_STARTS: Final = (
    (codecs.BOM_UTF32_LE, "is_utf32"),
    (codecs.BOM_UTF32_BE, "is_utf32"),
    (codecs.BOM_UTF16_LE, "is_utf16"),
    (codecs.BOM_UTF16_BE, "is_utf16"),
    (b"PAR1", "is_parquet"),
    (b"PK\x03\x04", "is_packed"),
    (b"\x1f\x8b", "is_packed"),
    (b"BZh", "is_packed"),
    (b"\xfd7zXZ", "is_packed"),
    (b"\x28\xb5\x2f\xfd", "is_packed"),
    (b"\xd0\xcf\x11\xe0", "is_packed"),
)
LONGEST: Final = max(len(start) for start, _ in _STARTS)


def foreign(start: bytes) -> str:
    """The sentence of what such bytes are, or nothing where they may be text."""
    return next((kind for mark, kind in _STARTS if start.startswith(mark)), "")
