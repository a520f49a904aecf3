"""``stagiaire check``: a verdict from flags and a file of answers."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.inputs import (
    not_over,
)
from stagiaire_cli.cli.result import given_dossier, report
from stagiaire_cli.console.run import Run, warn


def run(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    dossier = given_dossier(run, options)
    warn(run, dossier.on, options)
    return report(run, assess_dossier(dossier), options)
