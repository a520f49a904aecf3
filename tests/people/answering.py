"""Sessions that somebody has begun, and answers to their questions."""

import random
from collections.abc import Iterator
from datetime import date

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import OPENING_QUESTION, Choice, Question
from stagiaire_cli.interview.session import FROM_FLAG, Session, started
from stagiaire_cli.interview.session_file import all_from
from stagiaire_cli.logic.conditions import UNKNOWN
from tests.people.sessions import answers_to

NOW = date(2026, 11, 23)


def begun(**given: object) -> Session:
    dossier = Dossier(given)
    return started(dossier, all_from(dossier, FROM_FLAG), NOW)


def answer(session: Session, *names: str) -> Session:
    """The session after the lines of its question with those names."""
    assert session.question is not None
    chosen = [choice for choice in session.question.choices if choice.name in names]
    return session.answered(*chosen or [Choice(UNKNOWN, ((session.question.name, UNKNOWN),))])


def asked(session: Session) -> Question:
    """The question that the session is at."""
    assert session.question is not None
    return session.question


def until(session: Session, name: str) -> Session:
    """The session at the question, the ones before answered by their first line."""
    while asked(session).name != name:
        if asked(session).name in (OPENING_QUESTION, "vls_ts"):
            session = answer(session, "1°", "no")
        elif asked(session).choices:
            session = answer(session, asked(session).choices[0].name)
        else:
            session = answer(session)
    return session


def answered_at_random(sample: random.Random, session: Session) -> tuple[Choice, ...]:
    assert session.question is not None
    every = answers_to(session.question, dict(session.dossier.facts), unknown=True)
    return sample.choice(every)


def played(sample: random.Random) -> Iterator[tuple[Session, tuple[Choice, ...], Session]]:
    """Each step of a session: before, the answer, after."""
    session = begun()
    while session.question is not None:
        chosen = answered_at_random(sample, session)
        after = session.answered(*chosen)
        yield session, chosen, after
        session = after


def state(session: Session) -> object:
    return session.interview, session.question
