"""The verdict as plain lines, as a screen reader reads them, and as Markdown, to be put on file."""

import re
from collections.abc import Iterable
from typing import Final

from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.reports.verdict.shapes import Outline, Summary

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~#&$])")


def details_as_text(content: Outline, width: int) -> str:
    """The details as text, no line longer than the width if its words allow."""
    lines: list[str] = []
    for section in content.sections:
        lines += ["", *wrap(section.title, width)]
        for item in section.items:
            lines += point(item.said, width)
    return "\n".join(lines) + "\n"


def summary_as_text(content: Summary, width: int) -> str:
    """The short verdict as text."""
    lines = wrap(content.title, width)
    for sentence in content.frame:
        lines += wrap(sentence, width)
    lines.append("")
    for group in content.groups:
        for item in group:
            lines += wrap(item.said, width, indent="  ")
    lines.append("")
    for sentence in content.closing:
        lines += wrap(sentence, width)
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def render_markdown(summary: Summary, details: Outline, head: Iterable[str] = ()) -> str:
    """The short verdict, then the details as headings and lists, a line for each thing said.

    The sentences of the ``head`` stand under the title.
    """
    lines = [f"# {escaped(summary.title)}", ""]
    if listed := [f"- {escaped(sentence)}" for sentence in head]:
        lines += [*listed, ""]
    for sentence in summary.frame:
        lines += [escaped(sentence), ""]
    lines += [f"- {escaped(item.said)}" for item in summary.items]
    lines.append("")
    for sentence in summary.closing:
        lines += [escaped(sentence), ""]
    for section in details.sections:
        lines += [f"## {escaped(section.title)}", ""]
        lines += [f"- {escaped(item.said)}" for item in section.items]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
