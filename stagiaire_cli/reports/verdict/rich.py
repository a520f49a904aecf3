"""The verdict as a picture for a terminal: the status in a frame, then one line a condition."""

from collections.abc import Sequence
from io import StringIO
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import NO_BREAK
from stagiaire_cli.reports.verdict.shapes import MARKS, NO_MARK, Item, Outline, Section, Summary
from stagiaire_cli.reports.verdict.spans import Span

_MARGIN: Final = 4
_SIDE_BY_SIDE: Final = 72


def summary_as_picture(content: Summary, width: int, colour: bool) -> str:
    """The short verdict as lines for a terminal of that width, in colours or without any."""
    return printed(picture(content, width), width, colour)


def picture(content: Summary, width: int) -> Group:
    """The short verdict as something Rich prints in lines of that width."""
    tint = MARKS[content.state].colour
    inside = width - _MARGIN
    frame = Panel(
        Text("\n").join(_lines(sentence, inside) for sentence in content.frame),
        title=Text(f" {content.title} ", f"bold {tint}"),
        title_align="left",
        border_style=tint,
        width=width,
    )
    items = (_short_item(item, width) for item in content.items)
    closing = (_lines(sentence, width, "dim") for sentence in content.closing)
    return Group(frame, *items, *closing)


def _short_item(item: Item, width: int) -> Text:
    """An item after its sign, under which its lines stand."""
    mark = MARKS[item.state]
    lines = wrap(item.said, width, first="  ", indent="  ")
    body = Text("\n".join(lines), no_wrap=True, overflow="fold")
    return Text(mark.sign or " ", mark.colour) + body[1:]


def printed(content: RenderableType, width: int, colour: bool) -> str:
    """What Rich makes of a content, in lines of that width."""
    console = console_for(width, colour)
    console.print(content)
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    return output if colour else "\n".join(line.rstrip() for line in output.splitlines()) + "\n"


def console_for(width: int, colour: bool) -> Console:
    """A console that writes to memory, whatever the real terminal is."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
    )


def details_as_picture(content: Outline, width: int, colour: bool) -> str:
    """The details as lines for a terminal of that width."""
    sections = (_section(section, width) for section in content.sections)
    tint = MARKS[content.state].colour
    closing = _lines(content.closing, width, f"bold {tint}")
    signs = [Text(""), legend(content.legend, width)] if content.legend else []
    return printed(Group(*signs, *sections, Text(""), closing), width, colour)


def running(spans: Sequence[Span], width: int) -> Text:
    """A text in lines of that width, each of its conditions after its sign and in its colour."""
    parts, colours = [], []
    for span in spans:
        mark = MARKS.get(span.state, NO_MARK)
        parts.append(f"{mark.sign}{NO_BREAK}{span.words}" if mark.sign else span.words)
        colours.append(mark.colour)
    plain = "".join(parts)
    wrapped = _lines(plain, width)
    # Where each character of the plain text stands in the wrapped one. A line break stands for the
    # space that it replaces, or for nothing in a broken word.
    positions: list[int] = []
    for position, letter in enumerate(wrapped.plain):
        if letter != "\n" or plain[len(positions)] == " ":
            positions.append(position)
    start = 0
    for part, colour in zip(parts, colours, strict=True):
        wrapped.stylize(colour, positions[start], positions[start + len(part) - 1] + 1)
        start += len(part)
    return wrapped


def legend(states: Sequence[tuple[str, str]], width: int) -> Text:
    """The sign of each state, with its word."""
    each = (f"{MARKS[state].sign} {word}".replace(" ", NO_BREAK) for state, word in states)
    return _lines("   ".join(each), width, "dim")


def _section(section: Section, width: int) -> Group:
    mark = MARKS.get(section.state, NO_MARK)
    marked = section.state in ("met", "not_met", "undetermined")
    title = f"{mark.sign} {section.title}" if marked else section.title
    return Group(
        Text(""),
        _lines(title, width, f"bold {mark.colour}".strip()),
        *(_item(item, width) for item in section.items),
    )


def _item(item: Item, width: int) -> RenderableType:
    if item.spans:
        return running(item.spans, width)
    mark = MARKS[item.state]
    faint = "dim" if item.state == "not_needed" else ""
    room = width - _MARGIN
    grid = Table.grid(padding=0)
    grid.add_column(width=_MARGIN)
    if width < _SIDE_BY_SIDE or not item.details:
        details = [line for detail in item.details for line in wrap(detail, room - 2, indent="")]
        grid.add_column(width=room)
        body = _lines(item.text, room, faint)
        for line in details:
            body.append(f"\n  {line}", "dim")
        grid.add_row(Text(f"  {mark.sign} ", mark.colour), body)
        return grid
    left = room * 3 // 5 - 2
    right = room - left - 2
    grid.add_column(width=left)
    grid.add_column(width=2)
    grid.add_column(width=right)
    grid.add_row(
        Text(f"  {mark.sign} ", mark.colour),
        _lines(item.text, left, faint),
        Text(""),
        Text("\n").join(_lines(detail, right, faint) for detail in item.details),
    )
    return grid


def _lines(text: str, width: int, style: str = "") -> Text:
    return Text("\n".join(wrap(text, width)), style, no_wrap=True, overflow="fold")
