"""Cells of a CSV as somebody may fill them in."""

import random

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import UNKNOWN


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
    return f"20{sample.randrange(16, 27)}-{sample.randrange(1, 13):02}-{sample.randrange(1, 29):02}"
