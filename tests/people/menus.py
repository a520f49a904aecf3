"""Menus in memory, and what a person types in them or in numbered lines."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import Choice, Question
from stagiaire_cli.interview.session import Session
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.prompts.conduct import conduct
from stagiaire_cli.prompts.menu import MenuPrompter
from stagiaire_cli.prompts.plain import PlainPrompter
from stagiaire_cli.prompts.sentences import TYPED
from tests.conftest import memory_streams
from tests.people.respondent import ticking
from tests.people.sessions import PARTS, Part, answers_in, sessions, starts


def keys(question: Question, answer: tuple[Choice, ...], *, menu: bool) -> str:
    """What a person types for the answer, Enter included."""
    if question.kind in TYPED:
        [(_, value)] = answer[0].answers
        return "?" if value == UNKNOWN else str(value)
    places = [
        str(place) for place, choice in enumerate(question.choices, start=1) if choice in answer
    ]
    if question.kind == "several":
        count = len(question.choices)
        places = [str(count + 2)] if Choice(UNKNOWN) in answer else places or [str(count + 1)]
    if question.kind == "documents" and not places:
        return "" if menu else "0"
    return "".join(map(ticking, places)) if menu else ",".join(places)


@contextmanager
def menus(text: Language, typed: str, width: int = 80) -> Iterator[tuple[MenuPrompter, PipeInput]]:
    with create_pipe_input() as source:
        source.send_text(typed)
        streams = memory_streams(terminal=True, width=width)
        yield MenuPrompter(text, streams, source=source, sink=DummyOutput()), source


# The parts whose sessions are played in numbered lines.
PLAYED = [
    "the 1° and the reservation, with I don't know",
    "the 3° and the reservation, with I don't know",
    "the file, with I don't know",
    "the file of today, with I don't know",
    *(part for part in PARTS if part.startswith(("the days", "the rest"))),
]
# A session that ends sooner shows little.
_LEAST = 8
_FROM_THE_FIRST = Part({}, LAST_DAY, True, True, [])


def at(interview: Interview) -> Session:
    """A session at the next question of an interview."""
    return Session(interview, next_question(interview))


def played_in_lines(part: str, place: int) -> int:
    """Each session from a start of a part is asked its questions in numbered lines; how many."""
    start = starts(part)[place]
    played = 0
    for session in sessions(PARTS[part], start):
        typed = "".join(keys(*step, menu=False) + "\n" for step in session)
        # Enter agrees with the summary of the answers, where there are some.
        streams = memory_streams(typed + "\n" * bool(session or start.steps), terminal=True)
        found = conduct(at(start), PlainPrompter(language("fr"), streams))
        assert streams.stdin.read() == ""
        assert [step.question for step in found.interview.steps][len(start.steps) :] == [
            question for question, _ in session
        ]
        played += 1
    return played


def played_in_menus(seed: int) -> int:
    """A session drawn at random has the same verdict in menus and in lines; its questions."""
    text = language("fr")
    start = Interview(Dossier({}), today=date(2026, 11, 23))
    sample, session = random.Random(seed), _drawn(random.Random(seed), start)
    while len(session) < _LEAST:
        session = _drawn(sample, start)
    typed = "".join(keys(*step, menu=True) + "\r" * (step[0].kind != "one") for step in session)
    with menus(text, typed + "v") as (prompter, _):
        by_menu = conduct(at(start), prompter).dossier
    lines = "".join(keys(*step, menu=False) + "\n" for step in session)
    streams = memory_streams(lines + "v\n", terminal=True)
    by_lines = conduct(at(start), PlainPrompter(text, streams)).dossier
    assert assess_dossier(by_menu) == assess_dossier(by_lines), (seed, session)
    return len(session)


def _drawn(sample: random.Random, start: Interview) -> list[tuple[Question, tuple[Choice, ...]]]:
    """The questions of a session, each with an answer drawn at random."""
    interview, session = start, []
    while (question := next_question(interview)) is not None:
        answers = answers_in(_FROM_THE_FIRST, question, interview)
        answer = sample.choice(answers)
        session.append((question, answer))
        interview = interview.answered(question, *answer)
    return session
