"""What can be done once a verdict is shown: one key in a menu, a number or a word in lines."""

from collections.abc import Sequence

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.after import After, AfterPrompter
from tests.conftest import memory_streams, text_of

EVERY = tuple(After)
ONCE = tuple(after for after in After if after is not After.NEXT)
BY_KEY = {
    "d": After.DETAILS,
    "w": After.WHY,
    "c": After.CHANGE,
    "s": After.SAVE,
    "l": After.LETTER,
    "n": After.NEXT,
    "q": After.END,
    "\r": After.END,
}


def by_key(text: Language, typed: str, offered: Sequence[After] = EVERY) -> After:
    """What the keys lead to in a menu."""
    with create_pipe_input() as source:
        source.send_text(typed)
        streams = memory_streams(terminal=True, environment={"TERM": "xterm"})
        asking = AfterPrompter(text, streams, plain=False, source=source, sink=DummyOutput())
        return asking.ask(offered)


def in_lines(
    text: Language, typed: str, offered: Sequence[After] = EVERY, width: int = 80
) -> tuple[After, str]:
    """What is chosen in lines, and what was shown."""
    streams = memory_streams(typed, terminal=True, width=width)
    found = AfterPrompter(text, streams, plain=True).ask(offered)
    assert text_of(streams.stdout) == ""
    return found, text_of(streams.stderr)


@pytest.mark.parametrize(("key", "after"), BY_KEY.items())
def test_each_key_of_the_contract_leads_where_it_says(
    text: Language, key: str, after: After
) -> None:
    assert by_key(text, key) is after


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_end_without_a_complaint(text: Language, key: str) -> None:
    assert by_key(text, key) is After.END


def test_a_key_that_leads_nowhere_waits_for_another(text: Language) -> None:
    assert by_key(text, "xz1d") is After.DETAILS
    # There is a next dossier only in a loop.
    assert by_key(text, "nd", ONCE) is After.DETAILS


@pytest.mark.parametrize("offered", [EVERY, ONCE])
def test_each_number_and_each_word_chooses_its_line(
    text: Language, offered: Sequence[After]
) -> None:
    choices = [after for after in offered if after is not After.END]
    for number, after in enumerate(choices, start=1):
        found, shown = in_lines(text, f"{number}\n", offered)
        assert found is after
        line = f"{number}. {text(f'after.lines.{after.value}')}"
        assert line in shown.replace("\n", " ")
        # Few lines, so that the verdict above stays on the screen.
    assert shown.count("\n") <= 3
    for key, to in BY_KEY.items():
        if to in choices:
            assert in_lines(text, f"{key.upper()}\n", offered)[0] is to


@pytest.mark.parametrize(
    ("word", "after"), [("détails", After.DETAILS), ("pourquoi", After.WHY), ("fin", After.END)]
)
def test_a_word_of_the_language_does_as_well(french: Language, word: str, after: After) -> None:
    assert in_lines(french, f"{word}\n")[0] is after


@pytest.mark.parametrize("typed", ["\n", "q\n", ""])
def test_enter_alone_a_word_to_stop_and_the_end_of_the_input_end(
    text: Language, typed: str
) -> None:
    assert in_lines(text, typed)[0] is After.END


@pytest.mark.parametrize("typed", ["9", "0", "7777777777", "peut-être", "\x1b[31m"])
def test_what_is_no_choice_is_told_harmless_and_asked_again(french: Language, typed: str) -> None:
    found, shown = in_lines(french, f"{typed}\n2\n")
    assert found is After.WHY
    assert "n’est pas un choix" in shown
    assert "\x1b" not in shown


def test_the_next_dossier_is_no_choice_outside_a_loop(french: Language) -> None:
    found, shown = in_lines(french, "n\n6\n1\n", ONCE)
    assert found is After.DETAILS
    assert shown.count("n’est pas un choix") == 2


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(text: Language, width: int) -> None:
    _, shown = in_lines(text, "1\n", width=width)
    assert max(map(len, shown.splitlines())) <= width
    streams = memory_streams(terminal=True, width=width)
    keys = AfterPrompter(text, streams, plain=False)._lines(EVERY)
    assert max(map(len, keys)) <= width
    assert " · ".join(text(f"after.keys.{after.value}") for after in EVERY) == " ".join(keys)


def test_where_no_key_can_be_read_lines_are_asked_for(french: Language) -> None:
    """A stream in memory has no descriptor, so that no key can be read from it."""
    streams = memory_streams("3\n", terminal=True, environment={"TERM": "xterm"})
    asking = AfterPrompter(french, streams, plain=False, sink=DummyOutput())
    assert asking.ask(EVERY) is After.CHANGE
    assert "1. " in text_of(streams.stderr)


@pytest.mark.parametrize(
    ("typed", "agrees"), [("oui", True), ("O", True), ("yes", True), ("non", False), ("", False)]
)
def test_a_file_is_written_over_only_by_somebody_who_says_yes(
    french: Language, typed: str, agrees: bool
) -> None:
    streams = memory_streams(f"{typed}\n", terminal=True)
    question = french("after.overwrite", file="verdict.html")
    assert AfterPrompter(french, streams, plain=True).agrees(question) is agrees
    assert question in text_of(streams.stderr)


def test_a_name_is_one_line_and_nothing_where_the_input_ends(french: Language) -> None:
    streams = memory_streams("  verdict.html \n", terminal=True)
    asking = AfterPrompter(french, streams, plain=True)
    assert asking.ask_line("?") == "verdict.html"
    assert asking.ask_line("?") == ""
