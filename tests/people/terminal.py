"""The program in a pseudo-terminal, with an emulator that shows its screen."""

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Mapping

import pexpect
import pyte

# Seconds after which a program hangs, however busy the machine is.
PATIENCE = 180
# What stands below a verdict: in a menu, in lines; in French, in English.
ENTER_ENDS = re.compile("Entrée (pour )?finir|Enter (to )?end")
# The terminal says how wide it is; a variable would speak over it.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")},
    "TERM": "xterm-256color",
    "LANG": "fr_FR.UTF-8",
    "LC_ALL": "",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}


# A menu asks the terminal to tell what is pasted from what is typed, each time that it begins.
_LISTENING = b"\x1b[?2004h"


class Session:
    """The program in a pseudo-terminal, with an emulator that shows its screen."""

    def __init__(
        self, *arguments: str, columns: int = 80, environment: Mapping[str, str] | None = None
    ) -> None:
        self.start([sys.executable, "-m", "stagiaire_cli", *arguments], columns, environment)

    def start(
        self, command: list[str], columns: int, environment: Mapping[str, str] | None = None
    ) -> None:
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env={**ENVIRONMENT, **(environment or {})},
            dimensions=(200, columns),
            timeout=PATIENCE,
        )
        self.screen = pyte.Screen(columns, 200)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._pressed = 0

    def read(self, until: str = "") -> str:
        """The screen once the text is on it (no-break spaces as spaces)."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                found = self.child.read_nonblocking(65536, timeout=0.2)
                self.raw += found
                self._stream.feed(found)
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                break
            if until and until in self.shown():
                return self.shown()
        assert until in self.shown(), f"{until!r} is not on the screen:\n{self.shown()}"
        return self.shown()

    def until(self, shows: Callable[[str], bool]) -> str:
        """The screen once it shows what is wanted."""
        deadline = time.monotonic() + PATIENCE
        while not shows(self.shown()):
            assert time.monotonic() < deadline, f"the screen stays:\n{self.shown()}"
            with contextlib.suppress(pexpect.TIMEOUT):
                found = self.child.read_nonblocking(65536, timeout=0.1)
                self.raw += found
                self._stream.feed(found)
        return self.shown()

    def shown(self) -> str:
        lines = (line.rstrip() for line in self.screen.display)
        return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ").rstrip()

    def press(self, keys: str, until: str = "") -> str:
        """Send keys to a menu once it listens; the screen once the next one does."""
        self.until(lambda _: self.raw.count(_LISTENING) > self._pressed)
        self._pressed = self.raw.count(_LISTENING)
        self.child.send(keys)
        return self.until(
            lambda shown: self.raw.count(_LISTENING) > self._pressed and until in shown
        )

    def type(self, keys: str, until: str = "") -> str:
        self.child.send(keys)
        return self.read(until)

    def leave(self) -> int | None:
        """The exit code, once the verdict is shown and the person has looked at it."""
        self.until(lambda shown: bool(ENTER_ENDS.search(" ".join(shown.split()))))
        # A key that comes before the menu listens would be lost.
        time.sleep(0.3)
        self.child.send("\r")
        return self.end()

    def end(self) -> int | None:
        """The exit code, once the program has ended."""
        self.read()
        self.child.close()
        code: int | None = self.child.exitstatus
        return code
