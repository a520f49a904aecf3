"""Verdicts that several test modules look at, and the words of what is shown of them."""

import re
from datetime import date
from typing import Any

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import Verdict
from tests.people.sessions import MET

# The agreement of an internship that is to come, which nobody has sent yet.
NOT_SENT = {
    **MET["1°"],
    "internship_start": date(2027, 3, 1),
    "internship_end": date(2027, 8, 31),
    "convention_sent": "not_yet",
}


def verdict_of(case: dict[str, Any]) -> Verdict:
    answers = case["answers"]
    return assess(answers["facts"], answers.get("documents", ()), answers.get("on"))


def plain(shown: str) -> str:
    """The words alone: no colour, frame, break or no-break space."""
    without = re.sub(r"\x1b\[[0-9;]*m|[│╭╮╰╯─]", " ", shown)
    return " ".join(without.replace("\N{NO-BREAK SPACE}", " ").split())
