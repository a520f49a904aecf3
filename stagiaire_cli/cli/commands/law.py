"""``stagiaire law``: the article on a day, two days compared, or every reason."""

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over, read_file
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import colour_of, form_of, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run
from stagiaire_cli.law.by_date import LAST_DAY
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
    on = given_day(options.on)
    form, width = form_of(run, result), width_of(run, result.output)
    as_json = form == "json"
    if options.compare:
        from stagiaire_cli.reports.law.comparison import comparison

        other_day = given_day(options.compare, "--compare") or LAST_DAY
        content = comparison(run.text, width, as_json, on or LAST_DAY, other_day)
    elif options.reasons:
        from stagiaire_cli.reports.law.reasons import dictionary

        content = dictionary(run.text, width, as_json, on or LAST_DAY)
    else:
        from stagiaire_cli.reports.law.article import Look, article_page

        verdict = None
        if options.answers:
            dossier = read_file(options.answers, run.streams)
            verdict = assess_dossier(dossier._replace(on=on or dossier.on))
            on = verdict.law.on
        look = Look(form == "rich", colour_of(run, result))
        content = article_page(run.text, width, as_json, on or LAST_DAY, verdict, look)
    deliver(content, result.output, run.streams)
    return Exit.QUALIFIES
