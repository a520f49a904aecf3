"""``stagiaire facts``, ``documents`` and ``schema``: the tables of the law."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import form_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run, say_that_it_is_today
from stagiaire_cli.dossier.answers import nearest
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.logic.records import Record


class TablesOptions(Record):
    """The options of ``stagiaire facts``, ``documents`` and ``schema``."""

    result: ResultOptions
    name: str | None = None
    on: str | None = None


def run(run: Run, name: str, options: TablesOptions) -> int:
    """Print the table of that name."""
    from stagiaire_cli.reports.law import catalogue

    on = given_day(options.on)
    as_json = form_of(run, options.result) == "json"
    only = options.name
    names = catalogue.NAMES.get(name, ())
    if only is not None and only not in names:
        kind = "no_such_fact" if name == "facts" else "no_such_document"
        raise UsageProblemError(kind, name=only, nearest=nearest(only, names), command=name)
    table = catalogue.TABLES[name](
        run.text, run.streams.width, as_json, on or TEXTS_READ_UNTIL, only
    )
    deliver(table, options.result.output, run.streams)
    if on is None and name in catalogue.NAMES:
        say_that_it_is_today(run, quiet=options.result.quiet)
    return Exit.QUALIFIES
