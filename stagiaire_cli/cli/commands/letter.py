"""``stagiaire letter``: the request for the missing documents."""

from datetime import date

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import not_over
from stagiaire_cli.cli.options import DossierOptions, ResultOptions
from stagiaire_cli.cli.result import given_dossier, named_by
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.languages import language
from stagiaire_cli.logic.records import Record


class LetterOptions(Record):
    """The options of ``stagiaire letter``."""

    dossier: DossierOptions
    result: ResultOptions


def run(run: Run, options: LetterOptions) -> int:
    result = options.result
    not_over(options.dossier.answers, result.output)
    from stagiaire_cli.reports.letter import as_html, as_markdown, letter

    dossier = given_dossier(run, options.dossier)
    warn(run, dossier.on, quiet=result.quiet)
    # The administration writes in French; another language is a copy for the applicant.
    code = result.lang or "fr"
    paragraphs = letter(assess_dossier(dossier), language(code), date.today())
    html = (result.format or named_by(result.output)) == "html"
    content = as_html(paragraphs, code) if html else as_markdown(paragraphs)
    deliver(content, result.output, run.streams)
    return Exit.QUALIFIES
