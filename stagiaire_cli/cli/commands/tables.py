"""``stagiaire facts``, ``documents`` and ``schema``: the tables of the law."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run


def run(run: Run, options: Mapping[str, Any], name: str) -> int:
    """Print the table of that name."""
    from stagiaire_cli.reports.law import catalogue

    form = options.get("format") or "text"
    shown = catalogue.TABLES[name](run.text, run.streams.width, form == "json")
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES
