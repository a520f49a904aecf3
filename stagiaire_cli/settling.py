"""What would settle a condition that is still open: the fewest facts, remembered.

The domain is finite: few distinct answers to one condition, however many dossiers.
"""

from functools import lru_cache
from typing import Final

from stagiaire_cli.deciding import fewest
from stagiaire_cli.law.definition import READINGS, Version
from stagiaire_cli.law.facts import ORDER, domains
from stagiaire_cli.logic import Answers, Condition, facts_of

# The values of facts, and of readings, that rules tell apart.
DOMAINS: Final = {**domains({}), **READINGS}

asked = lru_cache(maxsize=4096)(facts_of)


def settling_facts(version: Version) -> tuple[str, ...]:
    """The facts that may settle the status, in their order."""
    facts = (name for name in set(facts_of(*version.outcomes)) if name in ORDER)
    return tuple(sorted(facts, key=ORDER.__getitem__))


def settling(
    condition: Condition, answers: Answers, targets: tuple[bool, ...] = (True, False)
) -> tuple[str, ...]:
    """The smallest set of open facts that some answers bring the condition to a target with."""
    known = tuple((fact, answers[fact]) for fact in asked(condition) if fact in answers)
    return _settling(condition, known, targets)


@lru_cache(maxsize=65536)
def _settling(
    condition: Condition, known: tuple[tuple[str, object], ...], targets: tuple[bool, ...]
) -> tuple[str, ...]:
    answers = dict(known)
    return fewest(condition, targets, answers, domains(answers), ORDER)
