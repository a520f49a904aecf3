"""``stagiaire facts``, ``documents`` and ``schema``: the tables of the law."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run
from stagiaire_cli.logic.records import Record


class TablesOptions(Record):
    """The options of ``stagiaire facts``, ``documents`` and ``schema``."""

    result: ResultOptions


def run(run: Run, name: str, options: TablesOptions) -> int:
    """Print the table of that name."""
    from stagiaire_cli.reports.law import catalogue

    as_json = options.result.format == "json"
    table = catalogue.TABLES[name](run.text, run.streams.width, as_json)
    deliver(table, options.result.output, run.streams)
    return Exit.QUALIFIES
