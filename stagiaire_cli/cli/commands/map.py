"""``stagiaire map``: the questionnaire drawn, with somebody's path through it."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    given_day,
    not_over,
    read_file,
)
from stagiaire_cli.cli.result import named_by, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY


def run(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    from stagiaire_cli.map import draw as drawings
    from stagiaire_cli.map.path import traced
    from stagiaire_cli.map.survey import questionnaire

    dossier = read_file(options["answers"], run.streams) if options["answers"] is not None else None
    known = dossier or Dossier({})
    on = given_day(options) or known.on
    drawn = questionnaire(on or LAST_DAY, known.readings)
    trace = None if dossier is None else traced(drawn, known._replace(on=on))
    form = options["format"] or named_by(options, drawings.DRAWING_ENDINGS) or "text"
    shown = drawings.draw(drawn, trace, form, run.text, width_of(run, options))
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES
