"""Where a person can go instead of answering."""

from enum import Enum

from stagiaire_cli.languages.words import letters, words
from stagiaire_cli.logic.conditions import UNKNOWN


class Move(Enum):
    """Back to the question before, straight to the verdict, or why the question is asked.

    What a person types to go there are the words of its value in the files of the languages.
    """

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
    return next((move for move in Move if word in words(move.value)), None)


def answer_keys() -> dict[str, str]:
    """The keys that choose a line at once, in any language, and the names of the lines."""
    return {letter: name for name in ("yes", "no", UNKNOWN) for letter in letters(name)}


def move_keys() -> dict[str, Move]:
    """The keys of a menu that lead elsewhere, in any language."""
    return {letter: move for move in (Move.VERDICT, Move.WHY) for letter in letters(move.value)}
