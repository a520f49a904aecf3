"""``stagiaire map``: the questionnaire drawn, with somebody's path through it."""

from typing import TYPE_CHECKING

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_day, not_over, read_file
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import DRAWING_ENDINGS, named_by
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.run import Run, say_that_it_is_today, warn
from stagiaire_cli.dossier.answers import nearest
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.logic.records import Record

if TYPE_CHECKING:
    from stagiaire_cli.map.graph import Map


class MapOptions(Record):
    """The options of ``stagiaire map``."""

    result: ResultOptions
    part: str | None = None
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
    # With answers, the day is the one that their verdict takes.
    default = TEXTS_READ_UNTIL if dossier is None else LAST_DAY
    graph = questionnaire(on or default, known.readings)
    path = None if dossier is None else traced(graph, known._replace(on=on))
    if options.part is not None:
        graph = _part(graph, options.part)
    form = result.format or named_by(result.output, DRAWING_ENDINGS) or "text"
    drawing = drawings.draw(graph, path, form, run.text, width_of(run, result.output))
    deliver(drawing, result.output, run.streams)
    if dossier is not None:
        warn(run, on, quiet=result.quiet)
    elif on is None:
        say_that_it_is_today(run, quiet=result.quiet)
    return Exit.QUALIFIES


def _part(graph: "Map", name: str) -> "Map":
    from stagiaire_cli.map.graph import part_names, part_of

    names = part_names(graph)
    asked = name.casefold().rstrip("°")
    if asked in names:
        return part_of(graph, asked)
    raise UsageProblemError(
        "no_such_part", name=name, nearest=nearest(name, names), expected="|".join(names)
    )
