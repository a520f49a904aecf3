"""Somebody who answers the questionnaire from a dossier, and the keys or lines that they type."""

import random
from collections.abc import Iterator, Mapping
from datetime import date

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import (
    ANOTHER_DAY_LINE,
    CHECKS_QUESTION,
    ELSEWHERE_LINE,
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
)
from stagiaire_cli.interview.session import started
from stagiaire_cli.languages import language
from stagiaire_cli.law.facts import NATIONALITY, PRESUMED, TERRITORY
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.prompts.sentences import TYPED, lines, question_title

COVERED = PRESUMED[TERRITORY]
DOWN = "\x1b[B"
_TEXT = language("fr")


def lines_typed(dossier: Dossier, sample: random.Random) -> list[str]:
    """What is typed in numbered lines, to the verdict."""
    return [_as_line(question, chosen) for question, chosen in _asked(dossier, sample)] + [""]


def keys_typed(dossier: Dossier, sample: random.Random) -> list[tuple[str, str]]:
    """The beginning of each question of the menus, and the keys that answer it."""
    return [
        (
            question_title(question, _TEXT).replace("\N{NO-BREAK SPACE}", " ")[:25],
            _as_keys(question, chosen),
        )
        for question, chosen in _asked(dossier, sample)
    ]


def ticking(place: str) -> str:
    """The keys that tick a line of a menu, or choose it, by the number that it has in lines."""
    # On the way from the ninth line, that one is ticked and unticked.
    return place if len(place) == 1 else "99" + DOWN * (int(place) - 9) + " "


def _asked(
    dossier: Dossier, sample: random.Random
) -> Iterator[tuple[Question, tuple[Choice, ...]]]:
    session = started(Dossier({}), {}, date.today())
    while (question := session.question) is not None:
        chosen = _chosen(question, dossier, sample)
        yield question, chosen
        session = session.answered(*chosen)


def _chosen(question: Question, dossier: Dossier, sample: random.Random) -> tuple[Choice, ...]:
    """The choices of the dossier; "I don't know" where it has no answer."""
    name, offered = question.name, {choice.name: choice for choice in question.choices}
    if name == ON_QUESTION:
        # Nothing is filed on a day that is still to come.
        told = dossier.on is not None and dossier.on <= date.today()
        return (offered[ANOTHER_DAY_LINE if told else UNKNOWN],)
    if name == CHECKS_QUESTION:
        return (offered[sample.choice(("no", "yes", "yes"))],)
    if name == OPENING_QUESTION:
        return chosen_at_opening(question, dossier.facts)
    if question.kind == "documents":
        return tuple(one for one in question.choices if one.name in dossier.documents)
    if question.kind in TYPED:
        value = dossier.on if name == ON_DAY_QUESTION else dossier.facts.get(name, UNKNOWN)
        if question.broken(value):
            value = UNKNOWN
        return (Choice(str(value), ((ON_QUESTION if name == ON_DAY_QUESTION else name, value),)),)
    value = dossier.facts.get(name, UNKNOWN)
    if (
        name == NATIONALITY
        and value == "other"
        and dossier.facts.get(TERRITORY, COVERED) != COVERED
    ):
        return (offered[ELSEWHERE_LINE],)
    return (next(one for one in question.choices if one.answers == ((name, value),)),)


def chosen_at_opening(question: Question, facts: Mapping[str, object]) -> tuple[Choice, ...]:
    """The lines that are not declined; "I don't know" where one would answer something else."""
    known = set(facts.items())
    ticked = tuple(one for one in question.choices if not set(one.declines) <= known)
    exact = all(set(one.answers) <= known for one in ticked)
    return ticked if exact else (Choice(UNKNOWN),)


def _places(question: Question, chosen: tuple[Choice, ...]) -> list[str]:
    """The numbers of the lines chosen."""
    shown = [line.choice for line in lines(question, _TEXT)]
    if question.kind == "several" and not chosen:
        chosen = (Choice(NONE_LINE),)
    return [str(place) for place, one in enumerate(shown, 1) if one in chosen]


def _as_line(question: Question, chosen: tuple[Choice, ...]) -> str:
    if question.kind in TYPED:
        return chosen[0].name
    return ",".join(_places(question, chosen)) or "0"


def _as_keys(question: Question, chosen: tuple[Choice, ...]) -> str:
    if question.kind in TYPED:
        return f"{chosen[0].name}\r"
    # Enter alone, soon after one key chose a line, would be taken for a habit.
    keys = "".join(map(ticking, _places(question, chosen))) or "11"
    return keys if question.kind == "one" else f"{keys}\r"
