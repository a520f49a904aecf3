"""Lines of at most a width, broken at spaces but never at a no-break space."""

import textwrap


def wrap(text: str, width: int, *, indent: str = "", first: str = "") -> list[str]:
    """The lines of a text; the first starts with ``first``, every other with the indent."""
    return textwrap.wrap(
        text,
        max(width, len(indent) + 1),
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    ) or [""]


def point(sentence: str, width: int, margin: str = "") -> list[str]:
    """The lines of one point of a list, its dash after the margin."""
    return wrap(f"{margin}- {sentence}", width, indent=f"{margin}  ")
