"""``stagiaire law``: the article on a day, two days compared, or every reason."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    given_day,
    not_over,
    read_file,
)
from stagiaire_cli.cli.result import colour_of, form_of, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.facts import flag_of


def run(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    alone = [name for name in ("compare", "answers", "reasons") if options[name]]
    if len(alone) > 1:
        one, other = map(flag_of, alone[:2])
        raise UsageProblemError("not_together", option=one, other=other)
    on, form, width = given_day(options), form_of(run, options), width_of(run, options)
    as_json = form == "json"
    if options["compare"]:
        from stagiaire_cli.reports.law.comparison import comparison

        other_day = given_day(options, "compare") or LAST_DAY
        shown = comparison(run.text, width, as_json, on or LAST_DAY, other_day)
    elif options["reasons"]:
        from stagiaire_cli.reports.law.reasons import dictionary

        shown = dictionary(run.text, width, as_json, on or LAST_DAY)
    else:
        from stagiaire_cli.reports.law.article import Look, article_page

        verdict = None
        if options["answers"]:
            dossier = read_file(options["answers"], run.streams)
            verdict = assess_dossier(dossier._replace(on=on or dossier.on))
            on = verdict.law.on
        look = Look(form == "rich", colour_of(run, options))
        shown = article_page(run.text, width, as_json, on or LAST_DAY, verdict, look)
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES
