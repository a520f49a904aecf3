"""One table of options, one of commands, and a record of the options of each command."""

from importlib import import_module

import pytest

from stagiaire_cli.cli.arguments import read_arguments
from stagiaire_cli.cli.options import (
    COMMANDS,
    OPTIONS,
    DossierOptions,
    HeadOptions,
    ResultOptions,
    filled,
)
from stagiaire_cli.logic.records import Record

GROUPS = (DossierOptions, HeadOptions, ResultOptions)
TABLES = ("facts", "documents", "schema")


def record_of(command: str) -> type[Record]:
    module = "tables" if command in TABLES else command
    run = import_module(f"stagiaire_cli.cli.commands.{module}").run
    kind: type[Record] = run.__annotations__["options"]
    return kind


def fields(kind: type[Record]) -> set[str]:
    names = set()
    for name, of in kind.__annotations__.items():
        names |= fields(of) if of in GROUPS else {name}
    return names


@pytest.mark.parametrize("command", COMMANDS)
def test_the_record_of_a_command_has_its_options(command: str) -> None:
    syntax = COMMANDS[command]
    names = {*syntax.options, *(["facts"] if syntax.facts else [])}
    names |= {syntax.argument_is} if syntax.argument else set()
    # A command need not have each option that results have elsewhere; nor a table a name or a day.
    names |= {"name", "on"} if command in TABLES else set()
    assert names | set(ResultOptions._fields) == fields(record_of(command))


def test_each_option_in_the_table_is_of_a_command() -> None:
    assert set(OPTIONS) == {name for syntax in COMMANDS.values() for name in syntax.options}


def test_a_record_is_filled_group_by_group_and_has_defaults_for_the_rest() -> None:
    given = {"have": ["passport"], "quiet": True, "company_internship": True}
    options = filled(record_of("check"), given)
    assert options == (
        (None, ("passport",), (), (), None, {"company_internship": True}),
        (None, None, None),
        (None, None, None, False, True),
        False,
    )


@pytest.mark.parametrize(
    ("given", "command", "rest"),
    [
        ("", "ask", ""),
        ("--loop check", "ask", "--loop check"),
        ("check --on today", "check", "--on today"),
        ("--lang en check --on today", "check", "--lang en --on today"),
        ("--lang=en --quiet check", "check", "--lang=en --quiet"),
        ("--quiet", "ask", "--quiet"),
        ("nothing x", "nothing", "x"),
        ("--version", None, "--version"),
        ("--lang en -h", None, "--lang en -h"),
        ("-h check", "ask", "-h check"),
        ("-", "-", ""),
    ],
)
def test_the_command_is_the_first_argument_that_is_no_option(
    given: str, command: str | None, rest: str
) -> None:
    arguments = read_arguments(given.split())
    assert arguments.command == command
    assert arguments.rest == tuple(rest.split())


def test_what_is_read_of_the_arguments_before_typer_reads_them() -> None:
    arguments = read_arguments(["check", "--lang", "en", "--on=a", "--on", "b", "--no-quiet", "-h"])
    assert arguments.language == "en"
    assert arguments.wants_help
    assert arguments.repeated == "--on"
    assert {"lang", "on"} <= arguments.named
    assert not read_arguments(["check", "--", "-h"]).wants_help
    assert read_arguments(["--lang"]).language is None
