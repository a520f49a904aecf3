"""Phrases of every text: an article, a fact with its answer, values, months."""

from collections.abc import Collection, Iterable, Sequence

from stagiaire_cli.languages import NO_BREAK, Language
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import VARIABLE


def fact_names(names: Iterable[str], text: Language) -> str:
    """Facts by their names, in a row."""
    return text.listed(text.label(name) for name in names)


def answer(name: str, value: object, text: Language) -> str:
    """A fact or a reading, and what was answered."""
    if name in READINGS:
        path = f"readings.{name}"
        words = text(f"{path}.values.{value}") if value else text("values.not_chosen")
        return text("report.answer", label=text(f"{path}.label"), answer=words)
    return text("report.answer", label=text.label(name), answer=text.value(name, value))


def values(name: str, allowed: Sequence[object], text: Language) -> str:
    """A fact or a reading, and the answers that it may have.

    Each number of months stands for those up to the next that a rule tells apart.
    """
    if name in READINGS:
        path = f"readings.{name}"
        words = text.listed((text(f"{path}.values.{value}") for value in allowed), "or")
        return text("report.answer", label=text(f"{path}.label"), answer=words)
    if VARIABLE[name].kind == "months":
        words = months(name, allowed, text)
    else:
        each = [text.value(name, value) for value in allowed]
        # Commas between values that have some would be read as theirs.
        plain = not any("," in value for value in each)
        words = text.listed(each, "or") if plain else f" {text('or')} ".join(each)
    return text("report.answer", label=text.label(name), answer=words)


def months(fact: str, allowed: Collection[object], text: Language) -> str:
    """Numbers of months that follow one another, each for those up to the next that rules know."""
    bounds = VARIABLE[fact].values
    low = min(bounds.index(value) for value in allowed)
    high = max(bounds.index(value) for value in allowed)
    if high + 1 == len(bounds):
        return text("law.seniority_from", low=bounds[low])
    last = bounds[high + 1]
    assert isinstance(last, int)
    if low == 0:
        return text("law.seniority_below", high=last)
    return text("law.seniority", low=bounds[low], high=last - 1)


def article(name: str) -> str:
    """An article's number that no line break can split."""
    return name.replace(" ", NO_BREAK).replace(f",{NO_BREAK}", ", ")
