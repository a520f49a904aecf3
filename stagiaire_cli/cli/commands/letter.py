"""``stagiaire letter``: the request for the missing documents."""

from datetime import date

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_head, not_over
from stagiaire_cli.cli.options import DossierOptions, HeadOptions, ResultOptions
from stagiaire_cli.cli.result import given_dossier, letter_in, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import named_by
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.logic.records import Record


class LetterOptions(Record):
    """The options of ``stagiaire letter``."""

    dossier: DossierOptions
    head: HeadOptions
    result: ResultOptions


def run(run: Run, options: LetterOptions) -> int:
    result = options.result
    not_over(options.dossier.answers, result.output)
    head = given_head(options.head, date.today())
    dossier = given_dossier(run, options.dossier)
    warn(run, dossier.on, quiet=result.quiet)
    form = result.format or named_by(result.output)
    width = width_of(run, result.output)
    content = letter_in(form, assess_dossier(dossier), result.lang, head, width)
    deliver(content, result.output, run.streams)
    return Exit.QUALIFIES
