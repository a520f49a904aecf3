"""Where a person can go instead of answering."""

from enum import Enum
from typing import Final

# What a person types to go there, in lines.
BACK_WORDS: Final = ("<", "back", "retour")
VERDICT_WORDS: Final = ("v", "verdict")
# One key for a line, in either language.
KEYS: Final = {"o": "yes", "y": "yes", "n": "no", "?": "unknown"}


class Move(Enum):
    """Back to the question before, or straight to the verdict."""

    BACK = "back"
    VERDICT = "verdict"
