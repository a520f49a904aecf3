"""Cells of a CSV as somebody may fill them in."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN


def cell(name: str, sample: random.Random, empty: float) -> str:
    """A cell as somebody may fill it in, empty as often as is said."""
    if sample.random() < empty:
        return ""
    if name == "documents":
        held = sample.sample(DOCUMENT_IDS, sample.randrange(len(DOCUMENT_IDS)))
        return "|".join(held)
    if name.startswith(READING_PREFIX):
        return sample.choice(READINGS[name.removeprefix(READING_PREFIX)])
    if sample.random() < 0.05:
        return UNKNOWN
    return _answer(FACT[name], sample)


def _answer(fact: Fact, sample: random.Random) -> str:
    if fact.kind == "yes_no":
        return sample.choice(("yes", "yes", "OUI", "1", "no"))
    if fact.kind == "choice":
        return str(sample.choice(fact.values))
    if fact.kind == "months":
        return sample.choice(("0", "1", "3", "5", "6", "12", "24"))
    if fact.kind == "euros":
        return sample.choice(("614.99", "615", "1466.62", "1498.46", "1800", "2000"))
    if fact.act and sample.random() < 0.2:
        return NOT_YET
    return f"20{sample.randrange(16, 27)}-{sample.randrange(1, 13):02}-{sample.randrange(1, 29):02}"


def dated_cells(names: Sequence[str], sample: random.Random, on: date, empty: float) -> list[str]:
    """Cells whose days are beside the limits that the rules set, and beside the day."""
    days = _days(sample, on)
    return [
        _day(FACT[name], sample, days[name], empty) if name in days else cell(name, sample, empty)
        for name in names
    ]


def _day(fact: Fact, sample: random.Random, day: date, empty: float) -> str:
    drawn = sample.random()
    if drawn < empty:
        return ""
    if drawn < empty + 0.05:
        return UNKNOWN
    return NOT_YET if fact.act and drawn < empty + 0.25 else day.isoformat()


def _days(sample: random.Random, on: date) -> dict[str, date]:
    def after(day: date, *lengths: int) -> date:
        return day + timedelta(sample.choice(lengths) + sample.randrange(-2, 3))

    start = after(on, -400, -90, -60, -30, 0, 30, 60, 90)
    end = after(start, -1, 60, 89, 91, 181, 183, 364, 366, 548)
    sent = after(start, -90, -61, -59, -30)
    amended = after(start, -40, -16)
    return {
        "internship_start": start,
        "internship_end": end,
        "convention_sent": sent,
        "convention_received": after(sent, -1, 1, 5),
        "amendment_sent": amended,
        "amendment_received": after(amended, -1, 1, 5),
        "application_complete": sample.choice((start, on, end, after(end, 0))),
    }
