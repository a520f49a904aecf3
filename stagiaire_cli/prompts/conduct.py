"""Asks the questions of a session, one at a time, as menus or as numbered lines."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from stagiaire_cli.console.streams import Streams
from stagiaire_cli.interview.questions import Choice, Question
from stagiaire_cli.interview.session import Session
from stagiaire_cli.interview.summary import Entry, summary
from stagiaire_cli.interview.why import Why, why
from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.moves import Move
from stagiaire_cli.prompts.plain import PlainPrompter

__all__ = ["Move", "Prompter", "conduct", "prompter_for"]

_Answer = TypeVar("_Answer")


class Prompter(Protocol):
    """Something that asks a person one question, and returns the lines chosen.

    Raises ``KeyboardInterrupt`` or ``EOFError`` where the person stops.
    """

    def ask(self, question: Question, before: Sequence[str] = ()) -> tuple[Choice, ...] | Move:
        """The choices of the person, who answered ``before``; or where the person goes instead."""

    def tell(self, question: Question, reasons: Why) -> None:
        """Say why a question is asked."""

    def say(self, path: str) -> None:
        """Say the sentence that the language has under the path."""

    def review(self, entries: Sequence[Entry]) -> str | Move:
        """The name of the answer that the person wants to change, or ``Move.VERDICT``."""


def conduct(
    session: Session,
    prompter: Prompter,
    keep: Callable[[Session], object] = lambda _: None,
    *,
    reviewing: bool = False,
) -> Session:
    """Ask until no answer can change the verdict and the person agrees with all of them.

    Whoever wants the verdict at once agrees first, too. ``keep`` is given the session after each
    answer; ``reviewing`` begins with the answers there are.
    """
    told = False
    while session.question is not None or session.interview.steps or reviewing:
        question = session.question
        if question is None or reviewing:
            chosen = prompter.review(summary(session))
            if chosen is Move.VERDICT:
                return session
            reviewing = reviewing and isinstance(chosen, str)
            if isinstance(chosen, str):
                session = _changed(session, chosen, prompter)
                # What an answer changed newly asks is asked before the answers are shown again.
                reviewing = reviewing and not _is_new(session.question, question)
            elif question is None:
                session = session.back()
        else:
            answer = _answer_of(session, question, prompter)
            reviewing = answer is Move.VERDICT
            if reviewing:
                # Who goes to the verdict from a question gone back to has not taken it back.
                session = session.forward()
            if answer is Move.BACK and not session.interview.steps and not told:
                prompter.say("prompts.first_question")
                told = True
            elif answer is Move.BACK:
                session = session.back()
            elif isinstance(answer, tuple):
                session = session.answered(*answer)
        keep(session)
    # Nothing was left to ask.
    return session


def _is_new(question: Question | None, before: Question | None) -> bool:
    """Whether there is a question, and another than before."""
    return question is not None and (before is None or question.name != before.name)


def _changed(session: Session, name: str, prompter: Prompter) -> Session:
    """The session with another answer in the place of one; as it was, if the person goes back."""
    changing = session.at(name)
    if changing.question is None:
        return session
    answer = _answer_of(changing, changing.question, prompter)
    return session if isinstance(answer, Move) else changing.answered(*answer)


def _answer_of(
    session: Session, question: Question, prompter: Prompter
) -> tuple[Choice, ...] | Move:
    """What the person answers, who may want to know why as often as they like."""
    while True:
        answer = prompter.ask(question, session.remembered)
        if answer is not Move.WHY:
            return answer
        prompter.tell(question, why(session.interview, question))


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

    def ask(self, question: Question, before: Sequence[str] = ()) -> tuple[Choice, ...] | Move:
        return self._tried(lambda prompter: prompter.ask(question, before))

    def tell(self, question: Question, reasons: Why) -> None:
        self._tried(lambda prompter: prompter.tell(question, reasons))

    def say(self, path: str) -> None:
        self._tried(lambda prompter: prompter.say(path))

    def review(self, entries: Sequence[Entry]) -> str | Move:
        return self._tried(lambda prompter: prompter.review(entries))

    def _tried(self, ask: Callable[[Prompter], _Answer]) -> _Answer:
        try:
            return ask(self._prompter)
        except OSError:
            self._prompter = self._plain
            return ask(self._plain)
