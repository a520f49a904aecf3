"""Cells with a line break in them: none of their lines is taken for a row of its own."""

from typing import Final

from stagiaire_cli.dossier.answers import Problem
from stagiaire_cli.dossier.rows import Fault, Layout, is_left_open, split

# So many lines a quote that nothing closes spoils; the next one that is whole is a row again.
LINES_OF_A_CELL: Final = 100


class Quotes:
    """Follows the lines of a file, and knows which go on with a cell that an earlier one began.

    ``opened`` is the line of the quote that is open, 0 where none is.
    """

    def __init__(self, layout: Layout | None, opened: int = 0) -> None:
        self._layout = layout
        self.opened = opened

    def split(self, line: int, text: str) -> list[str] | Fault | None:
        """What ``split`` gives for the next line, but a fault where an earlier one began it."""
        begun = self.begun(line, text)
        assert self._layout is not None
        cells = split(text, self._layout)
        return Fault(1, Problem("in_quote", "", str(begun))) if begun and cells else cells

    def begun(self, line: int, text: str) -> int:
        """The line that began the cell with which the next line goes on; 0 where it is a row."""
        layout, opened = self._layout, self.opened
        if layout is None or not (opened or '"' in text):
            return 0
        odd = text.count('"') % 2
        if not opened:
            if odd and is_left_open(text, layout):
                self.opened = line
            return 0
        if line - opened > LINES_OF_A_CELL and not odd and isinstance(split(text, layout), list):
            self.opened = 0
            return 0
        if odd:
            self.opened = 0
        return opened
