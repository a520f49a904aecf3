"""What each command does; each module has a ``run`` that returns the exit code."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from stagiaire_cli.console.run import Run

_TABLES: Final = ("facts", "documents", "schema")


def run_command(name: str, run: Run, options: Mapping[str, Any]) -> int:
    """Run a command with its options; only its own module is loaded."""
    if name in _TABLES:
        from stagiaire_cli.cli.commands import tables

        return tables.run(run, options, name)
    code: int = import_module(f"{__name__}.{name}").run(run, options)
    return code
