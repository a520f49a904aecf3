"""What the questionnaire does once its verdict is shown: details, a file, a letter, a change."""

import os
import sys
from collections.abc import Callable, Collection
from functools import partial

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.cli.options import ResultOptions
from stagiaire_cli.cli.result import colour_of, letter_in, verdict_in, width_of
from stagiaire_cli.console.files import OutputError, deliver
from stagiaire_cli.console.forms import ENDINGS, LETTERS, named_by
from stagiaire_cli.console.problems import UsageProblemError, cause, usage_sentence
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import visible
from stagiaire_cli.prompts.after import After, AfterPrompter
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.verdict.render import render


def after_verdict(
    run: Run,
    spoken: Run,
    verdict: Verdict,
    options: ResultOptions,
    head: Head,
    unticked: Collection[str],
    *,
    plain: bool,
    looping: bool,
) -> After:
    """Let the person look closer, and put the verdict on file, as often as they like.

    ``spoken`` is the run as it speaks to that person; what goes on file speaks to the applicant.
    Returns what leads elsewhere: ``CHANGE``, ``NEXT``, or ``END``.
    """
    from stagiaire_cli.reports.letter import why_none

    asking = AfterPrompter(run.text, run.streams, plain=plain)
    offered = [After.DETAILS, After.WHY, After.CHANGE, After.SAVE]
    offered += [] if why_none(verdict) else [After.LETTER]
    offered += [After.NEXT] if looping else []
    while True:
        chosen = asking.ask([*offered, After.END])
        if chosen in (After.CHANGE, After.NEXT, After.END):
            return chosen
        if chosen is After.SAVE:
            write = partial(verdict_in, run=run, verdict=verdict, head=head, unticked=unticked)
            _keep(run, asking, "save", ENDINGS, write)
        elif chosen is After.LETTER:
            letter = partial(letter_in, verdict=verdict, lang=options.lang, head=head)
            _keep(run, asking, "letter", LETTERS, letter)
        else:
            _show(run, asking, _details(spoken, verdict, options, unticked, chosen, plain=plain))


def _details(
    run: Run,
    verdict: Verdict,
    options: ResultOptions,
    unticked: Collection[str],
    chosen: After,
    *,
    plain: bool,
) -> str:
    form = "text" if plain or run.streams.plain else "rich"
    return render(
        verdict,
        form,
        run.text,
        width_of(run, None),
        colour=colour_of(run, options._replace(output=None)),
        unticked=unticked,
        part="all" if chosen is After.DETAILS else "why",
    )


def _show(run: Run, asking: AfterPrompter, content: str) -> None:
    """Show a long text screen by screen, so that its start is what is seen first."""
    lines = content.splitlines()
    size = max(_height(run) - 2, 1)
    for first in range(0, len(lines), size):
        if first and not asking.goes_on():
            return
        print(*lines[first : first + size], sep="\n", file=run.streams.stdout, flush=True)


def _height(run: Run) -> int:
    """The lines of the terminal; where it has none, of the text that is shown at once."""
    try:
        return os.get_terminal_size(run.streams.stdout.fileno()).lines
    except (OSError, ValueError):
        return sys.maxsize


def _keep(
    run: Run,
    asking: AfterPrompter,
    what: str,
    endings: Collection[str],
    content_in: Callable[[str], str | bytes],
) -> None:
    """Ask for a name, and again while nothing can be written there; say where it is."""
    text = run.text
    while name := asking.ask_line(text(f"after.name_{what}", endings=", ".join(endings))):
        form = named_by(name, {ending: ENDINGS[ending] for ending in endings})
        if not form:
            run.say(text("after.bad_ending", name=visible(name), endings=", ".join(endings)))
            continue
        if os.path.exists(name) and not asking.agrees(text("after.overwrite", file=visible(name))):
            return
        try:
            deliver(content_in(form), name, run.streams)
        except UsageProblemError as problem:
            run.say(usage_sentence(problem, text))
        except OutputError as error:
            reason = cause(error.reason, text)
            run.say(text("errors.cannot_write", file=visible(name), reason=reason))
        else:
            run.say(text("report.written", file=visible(os.path.abspath(name))))
            return
