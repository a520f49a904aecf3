"""``stagiaire template``: an empty file of dossiers."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    given_day,
)
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run
from stagiaire_cli.law.by_date import LAST_DAY


def run(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.batch.template import template

    shown = template(run.text, given_day(options) or LAST_DAY, example=options["example"])
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES
