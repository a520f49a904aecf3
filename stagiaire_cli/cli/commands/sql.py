"""``stagiaire sql``: the rules as one statement."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.logic.records import Record


class SqlOptions(Record):
    """The options of ``stagiaire sql``."""

    result: ResultOptions
    table: str | None = None
    on: str | None = None


def run(run: Run, options: SqlOptions) -> int:
    from stagiaire_cli.statement import BadTableError, sql

    on = given_day(options.on)
    table = "dossiers" if options.table is None else options.table
    try:
        written = sql(table, on)
    except BadTableError:
        raise UsageProblemError(
            "bad_option", option="--table", value=table, nearest="", expected="table"
        ) from None
    warn(run, on, quiet=options.result.quiet)
    deliver(written, options.result.output, run.streams)
    return Exit.QUALIFIES
