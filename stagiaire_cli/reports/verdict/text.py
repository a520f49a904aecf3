"""The verdict as plain lines: read in order, without colour or signs, as by a screen reader."""

from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.reports.verdict.shapes import Outline


def render_text(content: Outline, width: int) -> str:
    """The outline as text, no line longer than the width if its words allow."""
    lines = wrap(content.title, width)
    for sentence in content.sentences:
        lines += wrap(sentence, width)
    for section in content.sections:
        lines += ["", *wrap(section.title, width)]
        for item in section.items:
            lines += point(item.said, width)
    return "\n".join(lines) + "\n"
