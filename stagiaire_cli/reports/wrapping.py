"""Lines of at most a width, broken at spaces but never at a no-break space."""

import textwrap


def wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    """The lines of a text; every line but the first starts with the indent."""
    return textwrap.wrap(
        text,
        max(width, len(indent) + 1),
        subsequent_indent=indent,
        break_on_hyphens=False,
    ) or [""]
