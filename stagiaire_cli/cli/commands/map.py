"""``stagiaire map``: the questionnaire drawn, with somebody's path through it."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over, read_file
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import DRAWING_ENDINGS, named_by
from stagiaire_cli.console.run import Run
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.logic.records import Record


class MapOptions(Record):
    """The options of ``stagiaire map``."""

    result: ResultOptions
    on: str | None = None
    answers: str | None = None


def run(run: Run, options: MapOptions) -> int:
    result = options.result
    not_over(options.answers, result.output)
    from stagiaire_cli.map import draw as drawings
    from stagiaire_cli.map.path import traced
    from stagiaire_cli.map.survey import questionnaire

    dossier = None if options.answers is None else read_file(options.answers, run.streams)
    known = dossier or Dossier({})
    on = given_day(options.on) or known.on
    graph = questionnaire(on or LAST_DAY, known.readings)
    path = None if dossier is None else traced(graph, known._replace(on=on))
    form = result.format or named_by(result.output, DRAWING_ENDINGS) or "text"
    drawing = drawings.draw(graph, path, form, run.text, width_of(run, result.output))
    deliver(drawing, result.output, run.streams)
    return Exit.QUALIFIES
