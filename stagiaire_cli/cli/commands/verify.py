"""``stagiaire verify``: a stored verdict judged anew."""

from collections.abc import Mapping
from typing import Any

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    LocatedAnswersError,
    not_over,
    read_verdict,
)
from stagiaire_cli.cli.result import named_by, width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.run import Run
from stagiaire_cli.dossier.answers import InvalidAnswersError


def run(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.reports.verification import verification_json, verification_text, verify

    not_over(options, "input", "output")
    name = options["input"]
    try:
        found = verify(read_verdict(name, run.streams), run.text)
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, name) from None
    as_object = (options["format"] or named_by(options)) == "json"
    width = width_of(run, options)
    shown = verification_json(found) if as_object else verification_text(found, run.text, width)
    deliver(shown, options["output"], run.streams)
    return Exit.DIFFERS if found.differences else Exit.QUALIFIES
