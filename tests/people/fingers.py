"""Keys pressed at random in a pseudo-terminal: arrows, digits, letters, pasted text, resizes."""

import contextlib
import os
import random
import select
import sys
import termios
import time
from pathlib import Path
from typing import Any

import pexpect

from stagiaire_cli.dossier.strict_json import strict_json
from tests.people.terminal import ENVIRONMENT, PATIENCE

_ENTER, _ESCAPE = "\r", "\x1b"
_ARROWS = tuple(f"\x1b[{letter}" for letter in "ABCD")
_PASTED = (
    "\x1b[200~1\r2\r\x1b[201~",
    "\x1b[200~01/03/2021\x1b[201~",
    "1\r" * 20,
    "vvvv",
    "\x1b[200~",
)
_SIZES = ((24, 80), (12, 40), (40, 120), (3, 20))
_PASTE_ENDS = "\x1b[201~"
_SHOWS_CURSOR, _HIDES_CURSOR = b"\x1b[?25h", b"\x1b[?25l"
_CODES = (0, 1, 3, 4, 130)


def keys(sample: random.Random) -> str:
    """A key, or what is pasted; no key that stops the program."""
    kind = sample.random()
    if kind < 0.35:
        return sample.choice("123456789")
    if kind < 0.5:
        return _ENTER
    if kind < 0.65:
        return sample.choice((*_ARROWS, _ESCAPE))
    if kind < 0.8:
        return sample.choice(("o", "n", "?", "w", "p", "v", " ", "é", "\t", "\x7f", "x"))
    if kind < 0.93:
        return sample.choice(("01/03/2021", "2018-05-15", "12", "900"))
    return sample.choice(_PASTED)


def pressed(seed: int, count: int, folder: Path) -> int:
    """So many keys at random, in as many runs as that takes; returns how many sessions ended.

    No run ends with an internal error, none leaves the terminal otherwise than it was, and what is
    answered in its file is there whenever the program is stopped.
    """
    sample = random.Random(seed)
    left, ended, number = count, 0, 0
    while left > 0:
        number += 1
        left -= _one_run(sample, left, folder / f"{seed}-{number}.json")
        ended += 1
    return ended


def _one_run(sample: random.Random, most: int, file: Path) -> int:
    command = ["-m", "stagiaire_cli", "--lang", "fr", "--save", str(file)]
    child = pexpect.spawn(
        sys.executable, command, env=ENVIRONMENT, dimensions=(24, 80), timeout=PATIENCE
    )
    before = _settings(child)
    shown = bytearray()
    sent = answered = 0
    while sent < most and child.isalive():
        _read(child, shown)
        with contextlib.suppress(OSError):
            if sample.random() < 0.02:
                child.setwinsize(*sample.choice(_SIZES))
            child.send(keys(sample))
        sent += 1
        answered = _no_answer_lost(file, answered)
    # Whatever stands on the screen, a paste that never ended included, Ctrl-C leaves it.
    deadline = time.monotonic() + PATIENCE
    while child.isalive():
        assert time.monotonic() < deadline, bytes(shown[-2000:])
        with contextlib.suppress(OSError):
            child.send(_PASTE_ENDS + "\x03")
        _read(child, shown, 0.3)
    _read(child, shown)
    after = _settings(child)
    child.close()
    assert child.exitstatus in _CODES, (child.exitstatus, child.signalstatus, bytes(shown[-2000:]))
    assert b"Traceback" not in shown, bytes(shown[-4000:])
    assert after is None or before is None or after[:4] == before[:4]
    assert shown.rfind(_HIDES_CURSOR) <= shown.rfind(_SHOWS_CURSOR)
    return max(sent, 1)


def _no_answer_lost(file: Path, before: int) -> int:
    """How many questions are answered in the file, never fewer than before."""
    kept: Any = strict_json(file.read_text(encoding="utf-8")) if file.exists() else None
    if kept is None:
        return before
    names = {step["question"] for step in kept["session"]["steps"]} | set(
        kept["session"]["given"]["facts"]
    )
    names -= {"on", "on_day"}
    assert len(names) >= before, (before, names)
    return len(names)


def _read(child: Any, shown: bytearray, patience: float = 0.02) -> None:
    """What the program shows now, until it is still for so many seconds."""
    with contextlib.suppress(OSError):
        while select.select([child.child_fd], [], [], patience)[0]:
            chunk = os.read(child.child_fd, 65536)
            if not chunk:
                return
            shown += chunk


def _settings(child: Any) -> list[Any] | None:
    """How the terminal is set; nothing where it is gone."""
    try:
        return termios.tcgetattr(child.child_fd)
    except (OSError, termios.error):
        return None
