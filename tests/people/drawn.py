"""Dossiers to try the program on: drawn at random, or one for each way to a result."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from stagiaire_cli.assessment.reasons import conditions, reasons_for
from stagiaire_cli.dossier.dossier import Dossier, in_order
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, FIRST_DAY
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN

# Some months beyond all that is known to change.
LAST = max(DAYS_OF_CHANGE[-1], TEXTS_READ_UNTIL) + timedelta(days=270)
_MEANS = ("0", "614.99", "615", "1466.62", "1498.46", "1801.8", "2000", "999999999.99")
_MONTHS = (0, 1, 2, 3, 5, 6, 11, 12, 24, 9999)


def drawn(sample: random.Random) -> Dossier:
    """A dossier of any period, with answers of every kind to any of the facts."""
    empty, unknown = sample.choice((0.02, 0.3, 0.8)), sample.choice((0.0, 0.1, 0.4))
    on = day(sample)
    facts = {
        name: UNKNOWN if sample.random() < unknown else answer(fact, sample, on)
        for name, fact in FACT.items()
        if sample.random() >= empty
    }
    if sample.random() < 0.7:
        # Otherwise hardly anybody is in the scope of the article.
        facts |= {"nationality": "other"}
    if sample.random() < 0.7:
        facts |= {"territory": "covered"}
    held = in_order(sample.sample(DOCUMENT_IDS, sample.randrange(len(DOCUMENT_IDS))))
    readings = {name: sample.choice(values) for name, values in READINGS.items()}
    return Dossier(
        facts,
        held,
        readings if sample.random() < 0.3 else {},
        None if sample.random() < 0.1 else on,
    )


def day(sample: random.Random) -> date:
    """A day of any period; often one beside a change of the law."""
    if sample.random() < 0.5:
        near = sample.choice(DAYS_OF_CHANGE) + timedelta(sample.choice((-1, 0, 1)))
        return max(near, FIRST_DAY)
    return FIRST_DAY + timedelta(sample.randrange((LAST - FIRST_DAY).days))


def answer(fact: Fact, sample: random.Random, on: date) -> object:
    """An answer to a fact, of a time near the day."""
    if fact.kind == "yes_no":
        return sample.random() < 0.7
    if fact.kind == "choice":
        return sample.choice(fact.values)
    if fact.kind == "months":
        return sample.choice(_MONTHS)
    if fact.kind == "euros":
        return Decimal(sample.choice(_MEANS))
    if fact.act and sample.random() < 0.2:
        return NOT_YET
    return on + timedelta(sample.randrange(-400, 400))


def of_reasons() -> Iterator[Dossier]:
    """Of each version, each smallest reason to grant or to refuse, with each of its answers."""
    for version in VERSIONS:
        for name, target in product(conditions(version), (True, False)):
            for ground in reasons_for(version, name, target):
                for values in product(*ground.facts.values()):
                    yield _given(dict(zip(ground.facts, values, strict=True)), version.since)


def _given(answers: Mapping[str, object], on: date) -> Dossier:
    facts = {name: value for name, value in answers.items() if name in FACT}
    readings = {name: str(answers[name]) for name in READINGS if name in answers}
    return Dossier(facts, (), readings, on)
