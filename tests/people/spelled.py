"""Dossiers as people and programs give them: flags, an object, a row of cells, typed columns."""

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from stagiaire_cli.dossier.answers import NOT_YET_WORDS, UNKNOWN_WORDS, WORDS
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS, READING_PREFIX
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.statement import NOT_YETS, UNKNOWNS

Cells = Mapping[str, str]
# The columns that list facts by what is said of each, which is their name as well.
LISTS = (UNKNOWNS, NOT_YETS)


def flags(dossier: Dossier, sample: random.Random) -> list[str]:
    """The flags of ``check`` that give the dossier."""
    found = []
    unknown = []
    for name, value in dossier.facts.items():
        flag = FACT[name].flag
        if value == UNKNOWN:
            unknown.append(sample.choice((name, flag, flag.removeprefix("--"))))
        elif isinstance(value, bool):
            found.append(flag if value else f"--no-{flag.removeprefix('--')}")
        else:
            found += sample.choice(
                ([flag, _cell(value, sample)], [f"{flag}={_cell(value, sample)}"])
            )
    found += [f"--unknown={name}" for name in unknown]
    if dossier.documents:
        found += ["--have", ",".join(dossier.documents)]
    for name, choice in dossier.readings.items():
        found += ["--reading", f"{name}={choice}"]
    return found if dossier.on is None else [*found, "--on", _cell(dossier.on, sample)]


def as_object(dossier: Dossier, sample: random.Random) -> dict[str, object]:
    """The dossier as an object ready for JSON, in sections or flat, in any of its spellings."""
    facts = {name: _json(value, sample) for name, value in dossier.facts.items()}
    for name in FACT:
        if name not in facts and sample.random() < 0.1:
            facts[name] = sample.choice((None, "", "  "))
    held: object = list(dossier.documents)
    if sample.random() < 0.3:
        held = sample.choice(("|", ",")).join(dossier.documents)
    rest: dict[str, object] = {"documents": held, "readings": dict(dossier.readings)}
    if dossier.on is not None:
        rest["on"] = _cell(dossier.on, sample)
    # Without a fact a flat object would be one in sections as well.
    return {**facts, **rest} if sample.random() < 0.5 else {"facts": facts, **rest}


def as_cells(dossier: Dossier, sample: random.Random) -> dict[str, str]:
    """The dossier as the cells of a row of CSV."""
    cells = dict.fromkeys(DOSSIER_COLUMNS, "")
    cells |= {name: _cell(value, sample) for name, value in dossier.facts.items()}
    cells |= {READING_PREFIX + name: choice for name, choice in dossier.readings.items()}
    cells["documents"] = "|".join(dossier.documents)
    return cells if dossier.on is None else cells | {"on": _cell(dossier.on, sample)}


def as_typed(dossier: Dossier) -> dict[str, str]:
    """The dossier as the columns of a table have it, before they get their types."""
    cells = dict.fromkeys((*DOSSIER_COLUMNS, *LISTS), "")
    # Only a choice has a type that can say so itself.
    typed = {name: value for name, value in dossier.facts.items() if FACT[name].kind != "choice"}
    listed = {word: [name for name in typed if typed[name] == word] for word in LISTS}
    apart = {name for names in listed.values() for name in names}
    cells |= {name: str(one).lower() for name, one in dossier.facts.items() if name not in apart}
    cells |= {READING_PREFIX + name: choice for name, choice in dossier.readings.items()}
    cells["documents"] = "|".join(dossier.documents)
    cells |= {word: "|".join(names) for word, names in listed.items()}
    return cells if dossier.on is None else cells | {"on": str(dossier.on)}


def _json(value: object, sample: random.Random) -> object:
    if isinstance(value, Decimal):
        return sample.choice((float(value), _cell(value, sample)))
    if isinstance(value, bool | int):
        return sample.choice((value, _cell(value, sample)))
    return _cell(value, sample)


def _cell(value: object, sample: random.Random) -> str:
    """A value in one of the spellings that the contract lists."""
    if value == UNKNOWN:
        return sample.choice(UNKNOWN_WORDS)
    if value in NOT_YET_WORDS:
        return sample.choice(NOT_YET_WORDS)
    if isinstance(value, bool):
        word = sample.choice([word for word, meant in WORDS.items() if meant is value])
        return sample.choice((word, word.upper(), word.title()))
    if isinstance(value, date):
        return sample.choice((value.isoformat(), f"{value:%d/%m/%Y}"))
    if isinstance(value, Decimal):
        return str(value).replace(".", sample.choice((".", ",")))
    return str(value)
