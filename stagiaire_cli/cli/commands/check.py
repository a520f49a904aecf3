"""``stagiaire check``: a verdict from flags and a file of answers."""

from datetime import date

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.inputs import given_head, not_over
from stagiaire_cli.cli.options import DossierOptions, HeadOptions, ResultOptions
from stagiaire_cli.cli.result import given_dossier, report
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.logic.records import Record


class CheckOptions(Record):
    """The options of ``stagiaire check``."""

    dossier: DossierOptions
    head: HeadOptions
    result: ResultOptions
    details: bool = False


def run(run: Run, options: CheckOptions) -> int:
    not_over(options.dossier.answers, options.result.output)
    head = given_head(options.head, date.today())
    dossier = given_dossier(run, options.dossier)
    warn(run, dossier.on, quiet=options.result.quiet)
    return report(run, assess_dossier(dossier), options.result, head, details=options.details)
