"""``stagiaire law``: the article on a day, two days compared, or every reason."""

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over, read_file
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import colour_of, form_of, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run, say_that_it_is_today, warn
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.logic.records import Record


class LawOptions(Record):
    """The options of ``stagiaire law``."""

    result: ResultOptions
    on: str | None = None
    compare: str | None = None
    answers: str | None = None
    reasons: bool = False


def run(run: Run, options: LawOptions) -> int:
    result = options.result
    not_over(options.answers, result.output)
    pages = {
        "--compare": options.compare,
        "--answers": options.answers,
        "--reasons": options.reasons,
    }
    asked = [option for option, given in pages.items() if given]
    if len(asked) > 1:
        raise UsageProblemError("not_together", option=asked[0], other=asked[1])
    given = given_day(options.on)
    on = given or TEXTS_READ_UNTIL
    form, width = form_of(run, result), width_of(run, result.output)
    as_json = form == "json"
    if options.compare:
        from stagiaire_cli.reports.law.comparison import comparison

        other_day = given_day(options.compare, "--compare") or on
        content = comparison(run.text, width, as_json, on, other_day)
    elif options.reasons:
        from stagiaire_cli.reports.law.reasons import dictionary

        content = dictionary(run.text, width, as_json, on)
    else:
        from stagiaire_cli.reports.law.article import Look, article_page

        verdict = None
        if options.answers:
            dossier = read_file(options.answers, run.streams)
            dossier = dossier._replace(on=given or dossier.on)
            warn(run, dossier.on, quiet=result.quiet)
            verdict = assess_dossier(dossier)
            on = verdict.law.on
        look = Look(form == "rich", colour_of(run, result))
        content = article_page(run.text, width, as_json, on, verdict, look)
    deliver(content, result.output, run.streams)
    if not (given or options.answers):
        say_that_it_is_today(run, quiet=result.quiet)
    return Exit.QUALIFIES
