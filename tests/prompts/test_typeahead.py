"""Keys typed before a question, pasted text, and a person's menus: nothing answers unseen."""

import os
import pty
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from stagiaire_cli.interview.questions import Question
from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.typeahead import forget_typed_ahead
from tests.people.fingers import pressed
from tests.people.menus import menus
from tests.people.sessions import OPENINGS, QUESTIONS
from tests.people.terminal import Session

PASTED = "\x1b[200~1\r2\r\x1b[201~"


@pytest.fixture
def terminal() -> Iterator[tuple[int, Vt100Input]]:
    """Both ends of a terminal: where keys are typed, and where they are read."""
    keys, screen = pty.openpty()
    with os.fdopen(screen) as stream:
        yield keys, Vt100Input(stream)
    os.close(keys)


@pytest.mark.parametrize("typed", [b"1", b"1\r2\r", b"11111", b"v" * 500])
def test_what_was_typed_ahead_is_forgotten(terminal: tuple[int, Vt100Input], typed: bytes) -> None:
    keys, keyboard = terminal
    os.write(keys, typed)
    forget_typed_ahead(keyboard)
    os.write(keys, b"3")
    with keyboard.raw_mode():
        assert [press.data for press in keyboard.read_keys()] == ["3"]


def test_ctrl_c_typed_ahead_still_stops(terminal: tuple[int, Vt100Input]) -> None:
    keys, keyboard = terminal
    with keyboard.raw_mode():
        os.write(keys, b"1\x03")
        with pytest.raises(KeyboardInterrupt):
            forget_typed_ahead(keyboard)


def test_ctrl_c_that_came_with_another_key_still_stops(terminal: tuple[int, Vt100Input]) -> None:
    _, keyboard = terminal
    store_typeahead(keyboard, [KeyPress("1"), KeyPress(Keys.ControlC)])
    with pytest.raises(KeyboardInterrupt):
        forget_typed_ahead(keyboard)


def test_what_comes_from_no_terminal_is_kept() -> None:
    with create_pipe_input() as source:
        source.send_text("12")
        forget_typed_ahead(source)
        assert [press.data for press in source.read_keys()] == ["1", "2"]


@pytest.mark.parametrize("question", [QUESTIONS[0], OPENINGS[0]])
def test_pasted_text_chooses_no_line(text: Language, question: Question) -> None:
    typed = PASTED + ("3\r" if question.kind == "several" else "3")
    with menus(text, typed) as (prompter, _):
        assert prompter.ask(question) == question.choices[2:3]


def test_keys_faster_than_a_hand_answer_the_question_on_the_screen_alone() -> None:
    session = Session("--lang", "fr")
    shown = session.press("1" * 40, "Quand la demande")
    assert "Pourquoi venez-vous" not in shown
    session.child.send(PASTED)
    # Only what a hand types goes on.
    assert "Pourquoi venez-vous" in session.press("3", "Pourquoi venez-vous")
    session.child.close(force=True)


# The proof ``menus`` presses ten thousand.
def test_keys_at_random_lose_no_answer_and_leave_the_terminal_as_it_was(tmp_path: Path) -> None:
    assert pressed(49, 80, tmp_path) >= 1
