"""``stagiaire template``: an empty file of dossiers."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.logic.records import Record


class TemplateOptions(Record):
    """The options of ``stagiaire template``."""

    result: ResultOptions
    example: bool = False
    on: str | None = None


def run(run: Run, options: TemplateOptions) -> int:
    from stagiaire_cli.batch.template import template

    rows = template(run.text, given_day(options.on) or LAST_DAY, example=options.example)
    deliver(rows, options.result.output, run.streams)
    return Exit.QUALIFIES
