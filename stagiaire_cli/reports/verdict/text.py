"""The verdict as plain lines: read in order, without colour or signs, as by a screen reader."""

from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.reports.verdict.shapes import Outline, Summary


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
