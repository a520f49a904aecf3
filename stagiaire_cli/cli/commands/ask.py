"""``stagiaire ask``: one session after another, each kept as it goes, and its verdict."""

import os
from collections.abc import Callable
from datetime import date
from functools import partial

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.notes import of_today
from stagiaire_cli.cli.after import after_verdict
from stagiaire_cli.cli.all_documents import AnsweringDocuments, session_holding_all
from stagiaire_cli.cli.arguments import called_with
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import (
    given_flags,
    given_head,
    has_all,
    not_over,
    read_session,
    same_file,
)
from stagiaire_cli.cli.keeping import Keeper, announcement, has_content, is_device
from stagiaire_cli.cli.options import DossierOptions, HeadOptions, ResultOptions
from stagiaire_cli.cli.ordering import Ordering
from stagiaire_cli.cli.result import report
from stagiaire_cli.cli.series import Files, head_of, is_begun, name_of_open, next_files
from stagiaire_cli.console.files import OutputError, try_out
from stagiaire_cli.console.forms import PDF
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.progress import coloured
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.streams import quoted, visible
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import DOCUMENTS_QUESTION
from stagiaire_cli.interview.relevance import Order
from stagiaire_cli.interview.session import FROM_FLAG, Session, started
from stagiaire_cli.interview.session_file import (
    DamagedError,
    all_from,
    by_other_rules,
    day_of_before,
    resumed,
)
from stagiaire_cli.interview.summary import unticked
from stagiaire_cli.logic.records import Record
from stagiaire_cli.prompts.after import After
from stagiaire_cli.prompts.conduct import conduct, prompter_for
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.verdict.render import render


class AskOptions(Record):
    """The options of ``stagiaire ask``."""

    dossier: DossierOptions
    head: HeadOptions
    result: ResultOptions
    order: str | None = None
    prior: str | None = None
    save: str | None = None
    loop: bool = False
    plain: bool = False
    details: bool = False


def run(run: Run, options: AskOptions) -> int:
    """Ask until the person has a verdict, or several; returns the exit code of the last.

    Raises ``UsageProblemError`` where nobody can be asked, or a file cannot be used.
    """
    nobody = UsageProblemError("no_terminal")
    if options.dossier.answers == "-":
        in_the_way = UsageProblemError("answers_from_terminal", option="--answers")
        raise in_the_way if run.streams.can_ask else nobody
    first = Files(options.save, options.result.output)
    given_head(options.head, date.today())
    ordering = Ordering(run, options.order, options.prior, first)
    opened = _first(run, options, first, ordering.order)
    if opened is None:
        return Exit.INTERRUPTED
    files, session = opened
    # What is wrong with a file is as wrong where somebody can be asked.
    if not run.streams.can_ask:
        raise nobody
    for file in files:
        try_out(file)
    head = head_of(run, options.head, options.head)
    while True:
        code, after = _ask_once(run, options, files, head, session, ordering)
        going_on = options.loop and after is not After.END
        opened = _next(run, options, first, ordering.order) if going_on else None
        if opened is None:
            return code
        files, session = opened
        # The next dossier has a number and an applicant of its own.
        head = head_of(run, options.head, HeadOptions(agent=head.agent))


def _first(
    run: Run, options: AskOptions, first: Files, order: Order
) -> tuple[Files, Session] | None:
    """The dossier to begin with: of a loop that was stopped, the one that was open; or nothing."""
    if not (options.loop and first.save and is_begun(first.save)):
        return first, _session(run, options, order)
    name = name_of_open(first.save)
    if name is None:
        if not run.streams.can_ask:
            raise UsageProblemError("no_terminal")
        run.say(run.text("prompts.all_finished", file=visible(first.save)))
        return _next(run, options, first, order)
    files = first.named(name)
    run.say(run.text("prompts.not_finished", file=visible(files.save or "")))
    opened = options._replace(dossier=options.dossier._replace(answers=files.save))
    return files, _session(run, _with_files(opened, files), order)


def _next(
    run: Run, options: AskOptions, first: Files, order: Order
) -> tuple[Files, Session] | None:
    """Another dossier, which begins with what every one of them is given; or nothing."""
    files = next_files(run, first)
    if files is None:
        return None
    return files, started(*_given(options.dossier), date.today(), order=order)


def _with_files(options: AskOptions, files: Files) -> AskOptions:
    result = options.result._replace(output=files.output)
    return options._replace(save=files.save, result=result)


def _given(options: DossierOptions) -> tuple[Dossier, dict[str, str]]:
    flags = given_flags(options)
    return flags, all_from(flags, FROM_FLAG)


def _session(run: Run, options: AskOptions, order: Order) -> Session:
    """Where the files and the options let the person begin, or go on."""
    flags, origins = _given(options.dossier)
    name, save = options.dossier.answers, options.save
    if save in ("", "-") or (save and is_device(save)):
        raise UsageProblemError("save_needs_file")
    not_over(name, options.result.output)
    not_over(save, options.result.output)
    goes_on = bool(name and save and same_file(name, save))
    if save and not goes_on and has_content(save):
        raise UsageProblemError("save_exists", file=save)
    if name is None or (goes_on and not os.path.exists(name)):
        return started(flags, origins, date.today(), order=order)
    answers, kept = read_session(name, run.streams)
    try:
        session = resumed(answers, kept, date.today(), order)
    except DamagedError:
        raise UsageProblemError("damaged", file=name) from None
    if version := by_other_rules(kept):
        run.say(run.text("prompts.other_rules", file=visible(name), value=quoted(version)))
    session = session.also_given(flags, origins)
    if has_all(options.dossier) and DOCUMENTS_QUESTION in session.interview.asked:
        session = session_holding_all(session)
    day = day_of_before(kept, date.today())
    if day is not None and day == session.dossier.on:
        run.say(run.text("prompts.day_of_before", date=run.text.date(day)))
    return session


def _ask_once(
    run: Run, options: AskOptions, files: Files, head: Head, session: Session, ordering: Ordering
) -> tuple[int, After]:
    """One session to its verdict, as often as answers change: the exit code, and what is next."""
    its = _with_files(options, files)
    keeper = Keeper(run, files.save)
    output = None if files.output == "-" else files.output
    run.say(announcement(run.text, files.save, output))
    plain = options.plain or run.streams.plain
    run.say(run.text("prompts.moves_plain" if plain else "prompts.moves_menu"))
    day, today = session.dossier.on, date.today()
    if day is not None and day > today:
        days = {"date": run.text.date(day), "today": run.text.date(today)}
        run.say(run.text("prompts.day_ahead", **days))
    colour = coloured(run, no_color=options.result.no_color)
    spoken = _spoken(run, options)
    prompter = prompter_for(spoken.text, run.streams, plain=plain, colour=colour)
    ticks_all = has_all(options.dossier)
    if ticks_all:
        prompter = AnsweringDocuments(prompter)

    def answered(now: Session) -> None:
        keeper.keep(now)
        ordering.tell(now)

    reviewing = False
    while True:
        answered(session)
        asking = partial(conduct, session, prompter, answered, reviewing=reviewing)
        asked = _asked(run, options, asking, keeper)
        if asked is None:
            return Exit.INTERRUPTED, After.END
        session = asked
        if ticks_all and DOCUMENTS_QUESTION not in session.interview.asked:
            session = session_holding_all(session)
        code = _told(run, its, head, session, keeper)
        keeper.keep(session, finished=True)
        if not (run.streams.can_ask and run.streams.to_terminal):
            return code, After.NEXT
        after = after_verdict(
            run,
            spoken,
            assess_dossier(session.dossier),
            its.result,
            head,
            unticked(session),
            plain=plain,
            looping=options.loop,
        )
        if after is not After.CHANGE:
            if plain and after is After.END:
                from stagiaire_cli.reports.verdict.summary import conclusion

                run.say("")
                for sentence in conclusion(assess_dossier(session.dossier), spoken.text):
                    run.say(sentence)
            return code, after
        reviewing = True


def _spoken(run: Run, options: AskOptions) -> Run:
    """The run as it speaks to whoever answers: of several dossiers, about somebody else."""
    return run._replace(text=run.text.about_another()) if options.loop else run


def _asked(
    run: Run,
    options: AskOptions,
    ask: Callable[[], Session],
    keeper: Keeper,
) -> Session | None:
    """The session with every answer that the person gave; nothing where they stopped.

    Raises ``KeyboardInterrupt`` or ``EOFError`` where they stopped and nothing is kept.
    """
    try:
        return ask()
    except (KeyboardInterrupt, EOFError):
        if not keeper.kept:
            raise
        run.say("")
        run.say(run.text("prompts.interrupted_saved", file=visible(keeper.file or "")))
        # In one line, however long, so that it can be copied.
        print(_to_go_on(options, keeper.file), file=run.streams.stderr)
        return None


def _told(run: Run, options: AskOptions, head: Head, session: Session, keeper: Keeper) -> int:
    """Give the verdict; returns its exit code."""
    output = options.result.output
    run.say("")
    if session.question is not None:
        run.say(run.text("prompts.early"))
    verdict, declined = assess_dossier(session.dossier), unticked(session)
    if not (verdict.reason and of_today(verdict.reason)):
        warn(run, session.dossier.on, quiet=options.result.quiet, sentence="no_day")
    spoken = _spoken(run, options)
    # What goes on file speaks to the applicant.
    on_file = output or options.result.format not in (None, "rich", "text")
    if output not in (None, "-"):
        # Whoever has it written to a file still wants to know.
        short = render(verdict, "text", spoken.text, run.streams.columns, colour=False)
        for line in short.splitlines():
            run.say(line)
    try:
        code = report(
            run if on_file else spoken,
            verdict,
            options.result,
            head,
            declined,
            plain=options.plain,
            details=options.details,
            more="" if run.streams.to_terminal else "details_option",
        )
    except OutputError:
        # Nothing that the person typed is lost: what cannot be written is shown.
        if output:
            on_screen = options.result._replace(output=None)
            if on_screen.format == PDF:
                on_screen = on_screen._replace(format=None)
            report(run, verdict, on_screen, head, declined, plain=options.plain)
        raise
    if keeper.failed is not None:
        raise keeper.failed
    return code


def _to_go_on(options: AskOptions, save: str | None) -> str:
    """The command that goes on with the session that was kept in the file.

    A loop finds the one that is open by itself.
    """
    given = {
        "answers": None if options.loop else save,
        "order": options.order,
        "prior": options.prior,
        "save": options.save if options.loop else save,
        "output": options.result.output,
        "format": options.result.format,
        "lang": options.result.lang,
    }
    flags = {
        "loop": options.loop,
        "plain": options.plain,
        "details": options.details,
        "no-color": options.result.no_color,
        "quiet": options.result.quiet,
    }
    return called_with(given, [name for name, on in flags.items() if on])
