"""Where a person can go instead of answering."""

from enum import Enum
from typing import Final

# What a person types to go there, in lines.
BACK_WORDS: Final = ("<", "back", "retour")
VERDICT_WORDS: Final = ("v", "verdict")
WHY_WORDS: Final = ("w", "why", "p", "pourquoi")
# One key for a line, in either language.
KEYS: Final = {"o": "yes", "y": "yes", "n": "no", "?": "unknown"}


class Move(Enum):
    """Back to the question before, straight to the verdict, or why the question is asked."""

    BACK = "back"
    VERDICT = "verdict"
    WHY = "why"


def moved(typed: str, *, known: bool = False) -> Move | None:
    """Where the person goes who types this, if it leads anywhere.

    A question mark asks why where the answer is ``known`` to whoever is asked.
    """
    if known and typed == "?":
        return Move.WHY
    word = typed.casefold()
    for words, move in (
        (BACK_WORDS, Move.BACK),
        (VERDICT_WORDS, Move.VERDICT),
        (WHY_WORDS, Move.WHY),
    ):
        if word in words:
            return move
    return None
