"""Somebody who answers at random, goes back, changes answers, stops, and goes on another day."""

import random
from datetime import date, timedelta

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.strict_json import strict_json
from stagiaire_cli.interview.interview import next_question
from stagiaire_cli.interview.questions import ON_DAY_QUESTION, ON_QUESTION, Choice, Question
from stagiaire_cli.interview.session import Session
from stagiaire_cli.interview.session_file import resumed, saved
from stagiaire_cli.interview.summary import summary
from stagiaire_cli.law.facts import FACT, NATIONALITY
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from tests.people.answering import NOW, begun
from tests.people.sessions import answers_to

# What changes most of what comes after it.
_TURNING = (NATIONALITY, ON_QUESTION)
# Few, so that each is answered, changed, and contradicted by another.
_FILED = (date(2010, 1, 1), date(2018, 5, 15), date(2025, 1, 1))
_DAYS = (date(2018, 4, 1), date(2018, 5, 15), date(2019, 3, 1))
_TYPED = ("day", "date", "act")


def wandered(seed: int, moves: int) -> int:
    """So many moves at random lose no answer, and each leads to a question or to the end.

    Returns how many answers were given.
    """
    sample = random.Random(seed)
    session, today, answers = begun(), NOW, 0
    for _ in range(moves):
        before, move = session, sample.random()
        if session.question is None or move < 0.1:
            session = _changed(sample, session, today)
        elif move < 0.35:
            session = _back(session)
        elif move < 0.4:
            session = session.forward()
        elif move < 0.45:
            today += timedelta(days=sample.choice((0, 0, 1, 400)))
            session = _found_again(session, today)
        else:
            assert before.question is not None
            session = session.answered(*_answer(sample, before.question, session, today))
            answers += 1
            assert before.question.name in session.interview.asked
            _nothing_out_of_sight(before, session)
        _holds(before, session)
    return answers


def _holds(before: Session, session: Session) -> None:
    """No answer is lost, the question is the next one, and a verdict can be given."""
    lost = before.memory.keys() - session.memory.keys()
    # A day that was given, and is to be another, is asked for anew.
    assert lost <= {ON_QUESTION, ON_DAY_QUESTION}, lost
    assert next_question(session.interview) == session.question
    asked = [step.question.name for step in session.interview.steps]
    assert len(asked) == len(set(asked))
    assert {entry.name for entry in summary(session)} >= set(asked) - {ON_DAY_QUESTION}
    assess_dossier(session.dossier)


def _nothing_out_of_sight(before: Session, session: Session) -> None:
    """Whoever went back is asked each question that they went back from."""
    new = session.interview.steps[len(before.interview.steps) + 1 :]
    assert not {step.question.name for step in new} & before.left


def _back(session: Session) -> Session:
    back = session.back()
    if session.interview.steps:
        last = session.interview.steps[-1]
        assert back.question is not None
        assert back.question.name == last.question.name
        assert back.remembered == last.chosen or last.documents or back.dossier.documents == ()
    return back


def _changed(sample: random.Random, session: Session, today: date) -> Session:
    """The session with another answer in the place of one of the summary."""
    session = session.forward()
    names = [entry.name for entry in summary(session)]
    turning = [name for name in names if name in _TURNING]
    if not names:
        return session
    changing = session.at(sample.choice(turning if turning and sample.random() < 0.4 else names))
    if changing.question is None:
        return session
    return changing.answered(*_answer(sample, changing.question, changing, today))


def _found_again(session: Session, today: date) -> Session:
    """The session as a later run of the program finds it in its file."""
    kept = strict_json(saved(session))
    assert isinstance(kept, dict)
    parts = {name: kept.get(name) for name in ("facts", "documents", "readings", "on")}
    again = resumed(read_dossier(parts), kept, today)
    assert again.dossier == session.forward().dossier
    return again


def _answer(
    sample: random.Random, question: Question, session: Session, today: date
) -> tuple[Choice, ...]:
    """An answer that the prompts would take."""
    if question.kind not in _TYPED:
        return sample.choice(answers_to(question, dict(session.dossier.facts), unknown=True))
    days = [*(_FILED if question.kind == "day" else _DAYS)]
    days += [one.day for one in question.limits]
    values: list[object] = [day for day in (*days, today) if not question.broken(day)]
    if question.kind != "day":
        values.append(UNKNOWN)
    if question.name in FACT and FACT[question.name].act:
        values.append(NOT_YET)
    if not values:
        values = [limit.day for limit in question.limits]
    value = sample.choice(values)
    name = ON_QUESTION if question.name == ON_DAY_QUESTION else question.name
    return (Choice(str(value), ((name, value),)),)
