"""What each command does; each module has a ``run`` that returns the exit code."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from stagiaire_cli.cli.options import filled
from stagiaire_cli.console.run import Run

_TABLES: Final = ("facts", "documents", "schema")


def run_command(name: str, run: Run, given: Mapping[str, Any]) -> int:
    """Run a command with the options given; only its own module is loaded.

    The last parameter of its ``run`` is annotated with the record of its options.
    """
    if name in _TABLES:
        from stagiaire_cli.cli.commands import tables

        return tables.run(run, name, filled(tables.TablesOptions, given))
    command = import_module(f"{__name__}.{name}").run
    code: int = command(run, filled(command.__annotations__["options"], given))
    return code
