"""A page or a letter as a PDF to be archived: A4, PDF/A-2a and PDF/UA-1, without the network.

What it says is handed to the template as data, so that nothing in it is read as markup.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.logic.records import Record

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")
# Stands for what no font that goes with typst can show.
_NO_GLYPH: Final = "□"
_LAST_OF_LATIN: Final = "\u024f"


class Part(Record):
    """A part of a running text, in the colour of that name or in black."""

    text: str
    tint: str = ""


class Heading(Record):
    """A heading: of the whole (1), which comes first, or of a section (2)."""

    text: str
    level: int = 2
    tint: str = ""


class Paragraph(Record):
    """The lines of a paragraph."""

    lines: tuple[str, ...]
    in_right_half: bool = False


class Listed(Record):
    """The items of a list, each after the same sign."""

    items: tuple[tuple[Part, ...], ...]
    sign: str = "–"
    tint: str = ""


class PairsAtHead(Record):
    """What the page is, and what it says of the dossier: of each thing what it is, and which."""

    name: str
    pairs: tuple[tuple[str, str], ...]


class Bar(Record):
    """The heading of the whole in a frame, with what is said in it."""

    text: str
    tint: str
    lines: tuple[str, ...]


class Together(Record):
    """Blocks that stay on one page."""

    blocks: "tuple[Block, ...]"


Block = Heading | Paragraph | Listed | PairsAtHead | Bar | Together
_KINDS: Final = {
    Heading: "heading",
    Paragraph: "paragraph",
    Listed: "listed",
    PairsAtHead: "head",
    Bar: "bar",
    Together: "together",
}


class Document(Record):
    """What is printed: the blocks, and then details in two columns, small.

    ``title`` names the file for its reader, ``foot`` stands at the foot of each page, beside its
    number; two documents that say the same on the same day are the same bytes. A ``letter`` has
    more space between its paragraphs.
    """

    language: str
    title: str
    day: date | None
    foot: str
    blocks: tuple[Block, ...]
    details: tuple[Block, ...] = ()
    letter: bool = False


def typeset(document: Document) -> bytes:
    """The document as a PDF; raises ``UsageProblemError`` where typst is not installed."""
    try:
        import typst
    except ImportError:
        raise UsageProblemError("no_pdf") from None

    def compiled(data: str) -> bytes:
        return typst.compile(
            _TEMPLATE,
            format="pdf",
            sys_inputs={"data": data},
            pdf_standards=["a-2a", "ua-1"],
            ignore_system_fonts=True,
        )

    data = json.dumps(_plain(document), ensure_ascii=False)
    try:
        return compiled(data)
    except typst.TypstError:
        # The standards refuse a character that no font has: only what users type can have one.
        return compiled("".join(map(_shown, data)))


def _plain(content: Any) -> Any:
    """A record as an object, with its kind; a day as the template takes it."""
    if isinstance(content, Record):
        plain = {name: _plain(value) for name, value in zip(content._fields, content, strict=True)}
        return plain | {"kind": _KINDS.get(type(content), "")}
    if isinstance(content, tuple):
        return [_plain(part) for part in content]
    if isinstance(content, date):
        return {"year": content.year, "month": content.month, "day": content.day}
    return content


def _shown(character: str) -> str:
    """A character that the fonts surely have, or the sign that stands for the others."""
    import unicodedata

    category = unicodedata.category(character)
    if character <= _LAST_OF_LATIN or (category[0] in "PS" and character <= "\u2fff"):
        return character
    return _NO_GLYPH
