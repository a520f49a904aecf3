"""The verdict as Markdown, to be put on file or into another text."""

import re
from typing import Final

from stagiaire_cli.reports.verdict.shapes import Outline

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~#])")


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def render_markdown(content: Outline) -> str:
    """The outline as headings and lists, a line for each thing said."""
    lines = [f"# {escaped(content.title)}", ""]
    for sentence in content.sentences:
        lines += [escaped(sentence), ""]
    for section in content.sections:
        lines += [f"## {escaped(section.title)}", ""]
        lines += [f"- {escaped(item.said)}" for item in section.items]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
