"""Asks the questions of an interview, one at a time, as menus or as numbered lines."""

from typing import Protocol

from stagiaire_cli.interview import Choice, Interview, Question, next_question
from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.plain import PlainPrompter
from stagiaire_cli.streams import Streams


class Prompter(Protocol):
    """Something that asks a person one question, and returns the lines chosen.

    Raises ``KeyboardInterrupt`` or ``EOFError`` where the person stops.
    """

    def ask(self, question: Question) -> tuple[Choice, ...]:
        """The choices of the person."""


def conduct(interview: Interview, prompter: Prompter) -> Interview:
    """Ask until no answer can change the verdict."""
    while (question := next_question(interview)) is not None:
        interview = interview.answered(question, *prompter.ask(question))
    return interview


def prompter_for(text: Language, streams: Streams, *, plain: bool, colour: bool) -> Prompter:
    """Menus, or numbered lines where the person or the terminal wants them."""
    if plain or streams.plain:
        return PlainPrompter(text, streams)
    return _MenuWhereItWorks(text, streams, colour)


class _MenuWhereItWorks:
    """Menus, until the terminal refuses one; then numbered lines."""

    def __init__(self, text: Language, streams: Streams, colour: bool) -> None:
        self._plain = PlainPrompter(text, streams)
        self._prompter: Prompter = self._plain
        try:
            from stagiaire_cli.prompts.menu import MenuPrompter

            self._prompter = MenuPrompter(text, streams, colour=colour)
        except Exception:  # Each platform refuses with an exception of its own.
            return

    def ask(self, question: Question) -> tuple[Choice, ...]:
        try:
            return self._prompter.ask(question)
        except OSError:
            self._prompter = self._plain
            return self._plain.ask(question)
