"""The dossiers of a loop: the files and the head of each, which is open, which comes next."""

import os
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from stagiaire_cli.cli.inputs import given_head
from stagiaire_cli.cli.keeping import beside, free_number
from stagiaire_cli.cli.options import HeadOptions
from stagiaire_cli.console.problems import UsageProblemError, usage_sentence
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.strict_json import strict_json
from stagiaire_cli.interview.session_file import is_open
from stagiaire_cli.languages.words import words
from stagiaire_cli.logic.records import Record
from stagiaire_cli.prompts.lines import typed_line
from stagiaire_cli.reports.head import Head, in_one_line

# The value of a line of the head that has the person asked for it.
ASK: Final = "ask"
_NAME: Final = re.compile(r"\w[\w.-]{0,79}")


class Files(Record):
    """The files of one session: where it is kept, and where its verdict goes."""

    save: str | None
    output: str | None

    def named(self, name: str) -> "Files":
        """Those of the dossier of that name, beside these, which have none."""
        return Files(*(file and beside(file, name) for file in self))


def next_files(run: Run, first: Files) -> Files | None:
    """The files of the next session, named by the person and beside the first ones; or nothing."""
    text = run.text
    files = [file for file in first if file not in (None, "-")]
    number = free_number(files)
    prompt = text("prompts.next_named" if files else "prompts.next", number=number)
    while True:
        run.say("")
        try:
            name = typed_line(prompt, run.streams) or number
        except (KeyboardInterrupt, EOFError):
            return None
        if name.casefold() in words("stop"):
            return None
        if not files:
            return first
        taken = next(filter(os.path.exists, (beside(file, name) for file in files)), None)
        if not _NAME.fullmatch(name):
            run.say(text("prompts.bad_name", name=visible(name)))
        elif taken:
            run.say(text("prompts.name_taken", file=visible(taken)))
        else:
            return first.named(name)


def is_begun(file: str) -> bool:
    """Whether the file keeps a session."""
    return _kept_in(file) is not None


def name_of_open(file: str) -> str | None:
    """The name of the first dossier that is not finished, of those kept in the file and beside it.

    The file itself is the first, under no name; then by number, then by name. None where all are
    finished.
    """
    names = ("", *sorted(_names_beside(file), key=_place))
    return next((name for name in names if is_open(_kept_in(beside(file, name)))), None)


def _names_beside(file: str) -> Iterator[str]:
    folder, first = os.path.split(file)
    stem, ending = os.path.splitext(first)
    for name in os.listdir(folder or os.curdir):
        if found := re.fullmatch(f"{re.escape(stem)}-(.+){re.escape(ending)}", name):
            yield found.group(1)


def _place(name: str) -> tuple[bool, int, str]:
    number = name.isascii() and name.isdigit()
    return not number, int(name) if number else 0, name


def _kept_in(file: str) -> object:
    """The session that a file keeps; None for whatever else is there, which is left alone."""
    try:
        if not os.path.isfile(file):
            return None
        with open(file, encoding="utf-8") as stream:
            kept = strict_json(stream.read())
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and kept.get("session") else None


def head_of(run: Run, wanted: HeadOptions, given: HeadOptions) -> Head:
    """The head of one dossier, today: what is given of it, the person asked for the rest wanted."""
    lines: list[str | None] = []
    for name, want, typed in zip(given._fields, wanted, given, strict=True):
        asked = want is not None and typed in (None, ASK)
        lines.append(_asked_for(run, name) if asked else typed)
    return given_head(HeadOptions(*lines), date.today())


def _asked_for(run: Run, name: str) -> str | None:
    """What the person types for a line of the head, once it will do; nothing is an answer."""
    label = run.text("prompts.head", label=run.text(f"head.{name}"))
    while True:
        try:
            return in_one_line(typed_line(label, run.streams), f"--{name}") or None
        except EOFError:
            return None
        except UsageProblemError as problem:
            run.say(usage_sentence(problem, run.text))
