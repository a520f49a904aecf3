"""``stagiaire verify``: a stored verdict judged anew."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import LocatedAnswersError, not_over, read_verdict
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import named_by
from stagiaire_cli.console.run import Run
from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.logic.records import Record


class VerifyOptions(Record):
    """The options of ``stagiaire verify``, and the file that it takes."""

    input: str
    result: ResultOptions


def run(run: Run, options: VerifyOptions) -> int:
    from stagiaire_cli.reports.verification import verification_json, verification_text, verify

    file, output = options.input, options.result.output
    not_over(file, output)
    try:
        verification = verify(read_verdict(file, run.streams), run.text)
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, file) from None
    if (options.result.format or named_by(output)) == "json":
        content = verification_json(verification)
    else:
        content = verification_text(verification, run.text, width_of(run, output))
    deliver(content, output, run.streams)
    return Exit.DIFFERS if verification.differences else Exit.QUALIFIES
