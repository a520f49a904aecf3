"""What several commands do with a verdict: the dossier it is of, its form, where it goes."""

from collections.abc import Collection
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.cli.all_documents import holding_all
from stagiaire_cli.cli.exits import exit_of
from stagiaire_cli.cli.inputs import given_flags, has_all, read_file
from stagiaire_cli.cli.options import DossierOptions, ResultOptions
from stagiaire_cli.console.files import deliver
from stagiaire_cli.console.forms import PDF, named_by
from stagiaire_cli.console.run import Run, allows_colour
from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.dossier import Dossier, merged
from stagiaire_cli.languages import DEFAULT, language
from stagiaire_cli.reports.head import NO_HEAD, Head
from stagiaire_cli.reports.verdict.render import render, verdict_as_pdf

OF_FILES: Final = 80


def given_dossier(run: Run, options: DossierOptions) -> Dossier:
    """The dossier of a file and of the flags, which win over it; raises as ``read_flags``."""
    dossier = given_flags(options)
    if options.answers is not None:
        dossier = merged(read_file(options.answers, run.streams), dossier)
    return holding_all(dossier) if has_all(options) else dossier


def report(
    run: Run,
    verdict: Verdict,
    options: ResultOptions,
    head: Head,
    unticked: Collection[str] = (),
    *,
    plain: bool = False,
    details: bool = False,
    more: str = "details_option",
) -> int:
    content = verdict_in(
        form_of(run, options, plain=plain),
        run,
        verdict,
        head,
        unticked,
        width=width_of(run, options.output),
        colour=colour_of(run, options),
        escaped=not (run.streams.unicode or options.output),
        details=details,
        more=run.text(f"summary.{more}") if more and not details else "",
    )
    deliver(content, options.output, run.streams)
    if options.output not in (None, "-") and not options.quiet:
        run.say(run.text("report.written", file=visible(options.output or "")))
    return exit_of(verdict)


def verdict_in(
    form: str,
    run: Run,
    verdict: Verdict,
    head: Head,
    unticked: Collection[str],
    *,
    width: int = OF_FILES,
    colour: bool = False,
    escaped: bool = False,
    details: bool = True,
    more: str = "",
) -> str | bytes:
    """The verdict in a form, as it goes on file unless the rest says otherwise (``render``)."""
    if form == PDF:
        return verdict_as_pdf(verdict, run.text, head, unticked)
    return render(
        verdict,
        form,
        run.text,
        width,
        colour=colour,
        escaped=escaped,
        unticked=unticked,
        head=head,
        part="all" if details else "short",
        more=more,
    )


def letter_in(
    form: str, verdict: Verdict, lang: str | None, head: Head = NO_HEAD, width: int = OF_FILES
) -> str | bytes:
    """The letter in a form, of today unless its head has another day.

    Raises ``UsageProblemError`` where there is none to write.
    """
    from stagiaire_cli.reports.letter import as_html, as_markdown, as_pdf, as_text, letter

    # The administration writes in French; another language is a copy for the applicant.
    text = language(lang or DEFAULT)
    head = head._replace(day=head.day or date.today())
    parts = letter(verdict, text, head)
    if form == PDF:
        return as_pdf(parts, text, head)
    if form == "html":
        return as_html(parts, text.code)
    return as_markdown(parts) if form == "markdown" else as_text(parts, width)


def form_of(run: Run, options: ResultOptions, *, plain: bool = False) -> str:
    pictures = run.streams.to_terminal and not options.output and not (run.streams.plain or plain)
    return options.format or named_by(options.output) or ("rich" if pictures else "text")


def width_of(run: Run, output: str | None) -> int:
    """The width of what is written: that of the terminal, unless a file is made."""
    if output not in (None, "-"):
        return OF_FILES
    return run.streams.columns if run.streams.to_terminal else run.streams.width


def colour_of(run: Run, options: ResultOptions) -> bool:
    dumb = run.streams.environment.get("TERM") == "dumb"
    pictures = run.streams.to_terminal and not options.output and not dumb
    return pictures and allows_colour(run, no_color=options.no_color)
