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
