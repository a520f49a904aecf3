"""The verdict as Markdown, to be put on file or into another text."""

import re
from typing import Final

from stagiaire_cli.reports.verdict.shapes import Outline, Summary

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~#])")


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def render_markdown(summary: Summary, details: Outline) -> str:
    """The short verdict, then the details as headings and lists, a line for each thing said."""
    lines = [f"# {escaped(summary.title)}", ""]
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
