"""``stagiaire letter``: the request for the missing documents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    not_over,
)
from stagiaire_cli.cli.result import given_dossier, named_by
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.languages import language


def run(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    from stagiaire_cli.reports.letter import as_html, as_markdown, letter

    dossier = given_dossier(run, options)
    warn(run, dossier.on, options)
    # The administration writes in French; another language is a copy for the applicant.
    code = options["lang"] or "fr"
    paragraphs = letter(assess_dossier(dossier), language(code), date.today())
    html = (options["format"] or named_by(options)) == "html"
    shown = as_html(paragraphs, code) if html else as_markdown(paragraphs)
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES
