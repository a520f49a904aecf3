"""Keeps a session in a file as it goes, and names files beside it."""

import contextlib
import os
from collections.abc import Collection
from itertools import count

from stagiaire_cli.console.files import OutputError, deliver
from stagiaire_cli.console.problems import cause
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import visible
from stagiaire_cli.interview.session import Session
from stagiaire_cli.interview.session_file import saved
from stagiaire_cli.languages import Language


class Keeper:
    """Keeps a session in a file after each answer; says so once where that fails."""

    def __init__(self, run: Run, file: str | None) -> None:
        self._run = run
        self.file = file
        self._last = ""
        self._there = self._content()
        self.failed: OutputError | None = None
        self.kept = False

    def keep(self, session: Session, *, finished: bool = False) -> None:
        """Write the session, unless the file has it."""
        if not self.file:
            return
        content = saved(session, finished=finished)
        if content == self._last:
            return
        if self._content() not in (self._there, None):
            self._give_way(self.file)
        try:
            deliver(content, self.file, self._run.streams)
        except OutputError as error:
            if self.failed is None:
                text = self._run.text
                reason = cause(error.reason, text)
                self._run.say(text("prompts.not_saved", file=error.file, reason=reason))
            self.failed = error
            return
        self._last, self.kept, self.failed = content, True, None
        self._there = content.encode()

    def _content(self) -> bytes | None:
        """What is in the file now; nothing where there is none."""
        try:
            with open(self.file or "", "rb") as stream:
                return stream.read()
        except (OSError, ValueError):
            return None

    def _give_way(self, file: str) -> None:
        """Leave what somebody else wrote to the file, and go on in another beside it."""
        self.file = beside(file, free_number([file]))
        self._there = None
        files = {"file": visible(file), "other": visible(self.file)}
        self._run.say(self._run.text("prompts.changed_elsewhere", **files))


def is_device(name: str) -> bool:
    """Whether it is there and keeps nothing: a device, a pipe."""
    try:
        return os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name))
    except ValueError:
        return False


def has_content(name: str) -> bool:
    """Whether something is in the file already."""
    with contextlib.suppress(OSError, ValueError):
        return os.path.getsize(name) > 0
    return False


def free_number(files: Collection[str]) -> str:
    """The first number, from 2 on, under which nothing is beside any of the files."""
    numbers = map(str, count(2))
    return next(
        number
        for number in numbers
        if not any(os.path.exists(beside(file, number)) for file in files)
    )


def beside(file: str, name: str) -> str:
    """The file of another dossier, beside the first one, which has no name."""
    if file == "-" or not name:
        return file
    stem, ending = os.path.splitext(file)
    return f"{stem}-{name}{ending}"


def announcement(text: Language, save: str | None, output: str | None) -> str:
    """What the person is told of files at the start."""
    kind = "_saved" if save else "_output" if output else ""
    return text(f"prompts.start{kind}", file=visible(save or output or ""))
