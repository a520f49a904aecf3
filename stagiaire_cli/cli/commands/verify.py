"""``stagiaire verify``: stored verdicts judged anew."""

from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import not_over, read_verdict
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import width_of
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import named_by
from stagiaire_cli.console.problems import (
    UsageProblemError,
    no_law,
    problem_sentences,
    usage_sentence,
)
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import NoLawError
from stagiaire_cli.logic.records import Record


class VerifyOptions(Record):
    """The options of ``stagiaire verify``, and the files that it takes."""

    input: tuple[str, ...]
    result: ResultOptions


def run(run: Run, options: VerifyOptions) -> int:
    from stagiaire_cli.reports.verification import (
        verification_json,
        verification_line,
        verification_text,
        verify,
    )

    output = options.result.output
    for file in options.input:
        not_over(file, output)
    form = options.result.format or named_by(output)
    contents: list[str] = []
    code = Exit.QUALIFIES
    for file in options.input:
        try:
            stored, page = read_verdict(file, run.streams)
            verification = verify(stored, run.text, page)
        except (UsageProblemError, InvalidAnswersError, NoLawError) as error:
            for sentence in _why_unread(error, file, run.text):
                run.fail(sentence)
            code = Exit.USAGE
            continue
        if verification.differences and code != Exit.USAGE:
            code = Exit.DIFFERS
        if form == "json":
            contents.append(verification_json(verification, file))
        elif len(options.input) > 1:
            contents.append(verification_line(file, verification, run.text))
        else:
            contents.append(verification_text(verification, run.text, width_of(run, output)))
    if contents:
        deliver("".join(contents), output, run.streams)
    return code


def _why_unread(error: Exception, file: str, text: Language) -> list[str]:
    """Why a file is no verdict to be verified; the others still are."""
    if isinstance(error, UsageProblemError):
        return [usage_sentence(error, text)]
    where = text("errors.standard_input") if file == "-" else file
    if isinstance(error, InvalidAnswersError):
        return problem_sentences(error, where, text)
    assert isinstance(error, NoLawError)
    return [text("verify.of_file", file=visible(where), said=no_law(error, text))]
