"""A session as a file, so that it can go on another day (``stagiaire/answers/1``)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.dossier.answers import read_day, read_dossier, read_value
from stagiaire_cli.dossier.dossier import ANSWERS_SCHEMA, Dossier, storable, stored
from stagiaire_cli.interview.interview import Step
from stagiaire_cli.interview.questions import (
    ANOTHER_DAY_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    TODAY_LINE,
    Choice,
    Question,
)
from stagiaire_cli.interview.relevance import Order, in_order_of_text
from stagiaire_cli.interview.session import FROM_FILE, FROM_FLAG, FROM_PERSON, Session, started
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.version import __version__

_TYPED: Final = ("date", "act", "day", "months", "euros")


class DamagedError(ValueError):
    """The part of a file that says how far a session has come cannot be read."""


def saved(session: Session, *, finished: bool = False) -> str:
    """All that is needed to go on, as JSON; the answers stand in it as ``--answers`` reads them.

    Of somebody who went back, every answer of before stands in it. ``finished`` says that the
    person has seen the verdict.
    """
    session = session.forward()
    memory = dict(session.memory)
    if ON_QUESTION in memory and memory[ON_QUESTION].chosen == (TODAY_LINE,):
        # Today takes the place of a day that was answered before.
        memory.pop(ON_DAY_QUESTION, None)
    steps = [_stored(step) for remembered in memory.values() for step in _dated(remembered)]
    whole = {
        "schema": ANSWERS_SCHEMA,
        **stored(session.dossier),
        "session": {
            "given": stored(session.interview.given),
            "origins": dict(session.origins),
            "steps": steps,
            **({"finished": True} if finished else {}),
        },
        "rules": RULES,
        "version": __version__,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _dated(step: Step) -> tuple[Step, ...]:
    """The step; "today" as the day that it was, which says that it was so."""
    if step.chosen != (TODAY_LINE,):
        return (step,)
    asked = Question(ON_DAY_QUESTION, "day")
    return (
        step._replace(facts=(), chosen=(ANOTHER_DAY_LINE,)),
        Step(asked, step.facts, (), (TODAY_LINE,)),
    )


def _stored(step: Step) -> dict[str, object]:
    question = step.question
    content: dict[str, object] = {"question": question.name, "kind": question.kind}
    if question.choices:
        content["choices"] = [choice.name for choice in question.choices]
        content["chosen"] = list(step.chosen)
    else:
        [(_, value)] = step.facts
        content["value"] = storable(value)
        if step.chosen == (TODAY_LINE,):
            content[TODAY_LINE] = True
    return content


def resumed(answers: Dossier, kept: object, now: date, order: Order = in_order_of_text) -> Session:
    """The session that a file keeps: where it stopped, with what was given before it began.

    Answers that were changed in the file by hand win over the session, and so do those that the
    order would not have come to yet: they are then all given. Raises ``DamagedError``.
    """
    if not isinstance(kept, Mapping) or kept.get("session") is None:
        return started(answers, all_from(answers, FROM_FILE), now, order=order)
    try:
        given, origins, memory = _read(kept["session"], now)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise DamagedError from None
    session = started(given, origins, now, memory, order)
    if session.dossier == answers:
        return session
    return started(answers, all_from(answers, FROM_FILE), now, order=order)


def day_of_before(kept: object, now: date) -> date | None:
    """The day that was "today" when a session was kept, if that is no longer today."""
    if not isinstance(kept, Mapping) or kept.get("session") is None:
        return None
    steps = kept["session"]["steps"]
    days = (read_day(step["value"]) for step in steps if step.get(TODAY_LINE))
    return next((day for day in days if day != now), None)


def is_open(kept: object) -> bool:
    """Whether it is a session whose verdict the person has not seen yet."""
    session = kept.get("session") if isinstance(kept, Mapping) else None
    return isinstance(session, Mapping) and session.get("finished") is not True


def by_other_rules(kept: object) -> str:
    """The version that a file was written by, if its rules were others; else nothing."""
    if isinstance(kept, Mapping) and kept.get("rules", RULES) != RULES:
        return str(kept.get("version", "?"))
    return ""


def all_from(dossier: Dossier, origin: str) -> dict[str, str]:
    """Where each part of a dossier comes from, when all comes from one place."""
    parts = [*dossier.facts, *dossier.readings]
    parts += [name for name in (ON_QUESTION, "documents") if getattr(dossier, name)]
    return dict.fromkeys(parts, origin)


def _read(kept: Any, now: date) -> tuple[Dossier, dict[str, str], dict[str, Step]]:
    given = read_dossier(kept["given"])
    origins = dict(kept["origins"].items())
    if not set(origins.values()) <= {FROM_FLAG, FROM_FILE, FROM_PERSON}:
        raise ValueError
    memory = {step.question.name: step for step in map(_step, kept["steps"])}
    if any(raw.get(TODAY_LINE) and read_day(raw["value"]) == now for raw in kept["steps"]):
        facts = memory.pop(ON_DAY_QUESTION).facts
        memory[ON_QUESTION] = memory[ON_QUESTION]._replace(facts=facts, chosen=(TODAY_LINE,))
    return given, origins, memory


def _step(raw: Mapping[str, Any]) -> Step:
    name, kind = str(raw["question"]), str(raw["kind"])
    if kind in _TYPED:
        fact = ON_QUESTION if name == ON_DAY_QUESTION else name
        value = (
            read_day(raw["value"]) if fact == ON_QUESTION else read_value(FACT[fact], raw["value"])
        )
        if value is None:
            raise ValueError(name)
        return Step(Question(name, kind), ((fact, value),), (), (str(value),))
    choices = tuple(Choice(str(choice)) for choice in raw["choices"])
    chosen = tuple(str(choice) for choice in raw["chosen"])
    if kind == "one" and len(chosen) != 1:
        raise ValueError(name)
    return Step(Question(name, kind, choices), (), (), chosen)
