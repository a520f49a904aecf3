"""What several test modules share: the cases, the languages, streams that are not the process's."""

import csv
import io
import json
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from stagiaire_cli.console.streams import Streams
from stagiaire_cli.languages import Language, available, language

# Machines are noisy: how long an example takes says nothing about the program.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")


def _listen() -> None:
    """Programs that the tests start hear the signals that were ignored where the tests started.

    So it is under nohup, and in the background. A program that is started inherits what is
    ignored, and not what is handled: here, by doing nothing.
    """
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGINT", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_IGN:
                signal.signal(number, lambda *_: None)


_listen()

# Dear tests of many cases: the suite runs one case in so many, the last among them (today's law);
# ``python -m tests.proof cases`` runs the others.
ONE_CASE_IN = {
    "test_every_state_on_sqlite_and_duckdb": 6,
    "test_every_state_of_what_is_reserved_on_sqlite_and_duckdb": 28,
    "test_states_and_random_dossiers_on_postgresql": 60,
    "test_states_and_random_dossiers_on_spark": 90,
    "test_random_dossiers_on_sqlite_and_duckdb": 6,
    "test_dossiers_of_any_columns_on_each_day_that_the_law_changes": 6,
    "test_states_of_each_alternative": 3,
    "test_a_session_in_menus_ends_in_a_verdict_with_nothing_cut": 5,
    "test_the_situations_that_change_are_those_that_the_oracle_counts": 4,
    "test_menus_take_each_answer_to_each_question": 6,
    "test_the_checks_and_the_file_are_those_of_the_second_reading": 8,
    "test_no_line_of_a_verdict_is_wider_than_the_terminal": 3,
    "test_no_line_of_the_article_is_wider_than_the_terminal": 2,
    "test_every_check_finds_its_sentence_whatever_is_known": 3,
    "test_the_conditions_that_make_a_result_are_those_of_its_reasons": 3,
    "test_the_sets_that_qualify_are_all_the_smallest_that_trying_every_set_finds": 3,
    "test_answers_and_verdict_satisfy_the_schema": 3,
    "test_every_encoding_can_show_a_verdict": 3,
    "test_the_status_is_the_oracle_on_every_version": 8,
    "test_a_reason_without_one_of_its_facts_or_with_one_more_value_gives_it_no_more": 8,
    "test_days_near_the_limits_and_acts_not_done_yet": 4,
    "test_what_was_not_sent_is_told_until_when_and_whether_that_is_past": 4,
    "test_the_bounds_are_the_shortest_and_the_longest_session": 3,
    "test_states_of_what_is_reserved_under_each_reading": 3,
    "test_an_answer_contradicts_only_the_answer_without_which_it_makes_no_sense": 3,
    "test_whole_sessions_are_played_in_numbered_lines_to_their_verdict": 3,
    "test_whatever_is_answered_taken_back_changed_and_found_again_loses_no_answer": 10,
}

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared"


def cases() -> list[dict[str, Any]]:
    """The cases with the right outcome."""
    found: list[dict[str, Any]] = json.loads((TESTS / "cases.json").read_text(encoding="utf-8"))
    return found


class Terminal(io.StringIO):
    """A stream in memory that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def memory_streams(
    typed: str = "",
    *,
    terminal: bool = False,
    width: int = 80,
    environment: Mapping[str, str] | None = None,
) -> Streams:
    """Streams in memory; on a terminal the person types the text."""
    kind = Terminal if terminal else io.StringIO
    return Streams(kind(typed), kind(), kind(), environment or {"LANG": "fr_FR.UTF-8"}, width)


def text_of(stream: Any) -> str:
    """What was written to a stream in memory."""
    written = stream.getvalue()
    assert isinstance(written, str)
    return written


def table(written: str) -> list[dict[str, str]]:
    """The rows of a CSV, by the names of its columns."""
    return list(csv.DictReader(io.StringIO(written)))


@pytest.fixture(params=available())
def text(request: pytest.FixtureRequest) -> Language:
    """Each language there is."""
    return language(str(request.param))


@pytest.fixture
def french() -> Language:
    """French."""
    return language("fr")


@pytest.fixture
def english() -> Language:
    """English."""
    return language("en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the cases of dear tests that the suite leaves to the proof."""
    cases_of: dict[str, list[pytest.Item]] = {}
    for item in items:
        name = item.name.partition("[")[0]
        if name in ONE_CASE_IN:
            cases_of.setdefault(name, []).append(item)
    for name, several in cases_of.items():
        for index, item in enumerate(reversed(several)):
            if index % ONE_CASE_IN[name]:
                item.add_marker(pytest.mark.dear)
