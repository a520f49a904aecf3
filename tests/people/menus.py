"""Menus in memory, and what a person types in them or in numbered lines."""

from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from stagiaire_cli.interview.questions import Choice, Question
from stagiaire_cli.languages import Language
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.prompts.menu import MenuPrompter
from stagiaire_cli.prompts.sentences import TYPED
from tests.conftest import memory_streams
from tests.people.respondent import ticking


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
