"""``stagiaire sql``: the rules as one statement."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    given_day,
)
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run, warn


def run(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.statement import sql

    on = given_day(options)
    warn(run, on, options)
    deliver(sql(options["table"] or "dossiers", on), options["output"], run.streams)
    return Exit.QUALIFIES
