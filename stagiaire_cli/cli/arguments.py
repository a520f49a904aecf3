"""The arguments of the program, read once before Typer reads those of the command."""

import os
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from stagiaire_cli.cli.options import COMMANDS, RESULT, is_flag, named_by, repeated
from stagiaire_cli.console.streams import visible
from stagiaire_cli.law.facts import flag_of
from stagiaire_cli.logic.records import Record

NAME: Final = "stagiaire"
# What may stand before the command, and whether a value follows it.
_BEFORE: Final = {flag_of(name): not is_flag(name) for name in RESULT}
_WHOLE: Final = ("-h", "--help", "--version", "--install-completion", "--show-completion")
_LANGUAGE: Final = "--lang"
_HELP_OF_FACTS: Final = "--help-facts"
_MODULE: Final = "stagiaire_cli.__main__"


class Arguments(Record):
    """The arguments: the command that they name, and those that are for it.

    Without a ``command`` they concern the whole program; whether there is such a command is not
    looked at. ``with_facts`` says that the help is to have the flags of facts. ``named`` are the
    options that they may name; ``repeated`` is the flag that has two different values, or nothing.
    """

    command: str | None
    rest: tuple[str, ...]
    language: str | None
    wants_help: bool
    with_facts: bool
    named: frozenset[str]
    repeated: str


def read_arguments(given: Sequence[str]) -> Arguments:
    """The arguments of the program, as it was given them."""
    command, rest = _command(given)
    return Arguments(
        command,
        tuple(rest),
        _language(given),
        bool({"-h", "--help", _HELP_OF_FACTS} & set(given)) and "--" not in given,
        _HELP_OF_FACTS in given,
        frozenset(map(named_by, rest)),
        repeated(rest),
    )


def _command(given: Sequence[str]) -> tuple[str | None, list[str]]:
    """The name of the command, ``ask`` where none is named, and its arguments."""
    before: list[str] = []
    rest = list(given)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option, equals, _ = rest[0].partition("=")
        if option in _WHOLE and not any(name in rest for name in COMMANDS):
            return None, list(given)
        if option not in _BEFORE:
            return "ask", [*before, *rest]
        width = 2 if _BEFORE[option] and not equals else 1
        before += rest[:width]
        rest = rest[width:]
    if not rest:
        return "ask", before
    return rest[0], [*before, *rest[1:]]


def _language(given: Sequence[str]) -> str | None:
    """The language of ``--lang``, known before anything else so that errors are in it too."""
    for index, argument in enumerate(given):
        name, equals, value = argument.partition("=")
        if name == _LANGUAGE:
            return value if equals else next(iter(given[index + 1 : index + 2]), None)
    return None


def called_as() -> str:
    """The program as a command line calls it again from the same folder, quoted for a shell."""
    started = sys.argv[0]
    spec = getattr(sys.modules.get("__main__"), "__spec__", None)
    if spec is not None and spec.name == _MODULE:
        return shlex.join(sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1])
    if os.path.basename(_plain(started)) != NAME:
        return NAME
    return NAME if _plain(started) == _on_path() else shlex.quote(started)


def _on_path() -> str:
    """The program that its name alone calls, or nothing."""
    from shutil import which

    # uv puts what it runs on a path that ends with the run.
    return "" if os.environ.get("UV") else _plain(which(NAME) or "")


def _plain(name: str) -> str:
    """A file by its real path, without the ending that Windows adds."""
    whole = os.path.realpath(name) if name else ""
    return whole.removesuffix(".exe").removesuffix(".EXE")


def called_with(given: Mapping[str, str | None], flags: Iterable[str]) -> str:
    """The command line that calls the program again, with the options that have a value."""
    pairs = [f"--{name} {visible(shlex.quote(value))}" for name, value in given.items() if value]
    return " ".join([called_as(), *pairs, *(f"--{flag}" for flag in flags)])
