"""``stagiaire ask``: one session after another, each kept as it goes, and its verdict."""

import contextlib
import os
import re
import shlex
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.inputs import given_flags, not_over, read_session, same_file
from stagiaire_cli.cli.keeping import Keeper, beside, free_number
from stagiaire_cli.cli.ordering import Ordering
from stagiaire_cli.cli.result import report
from stagiaire_cli.console.files import OutputError, try_out
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.progress import coloured
from stagiaire_cli.console.run import Run, warn
from stagiaire_cli.console.streams import quoted, visible
from stagiaire_cli.dossier.dossier import Dossier
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
from stagiaire_cli.prompts.conduct import conduct, prompter_for
from stagiaire_cli.reports.verdict.outline import outline

# What goes on as it was, besides the answers.
_AGAIN: Final = ("order", "prior", "save", "output", "format", "lang")
_STOP: Final = ("q", "quit", "stop", "fin")
_NAME: Final = re.compile(r"\w[\w.-]{0,79}")


def run(run: Run, options: Mapping[str, Any]) -> int:
    """Ask until the person has a verdict, or several; returns the exit code of the last.

    Raises ``UsageProblemError`` where nobody can be asked, or a file cannot be used.
    """
    nobody = UsageProblemError("no_terminal")
    if options["answers"] == "-":
        in_the_way = UsageProblemError("answers_from_terminal", option="--answers")
        raise in_the_way if run.streams.can_ask else nobody
    ordering = Ordering(run, options)
    session = _session(run, options, ordering.order)
    # What is wrong with a file is as wrong where somebody can be asked.
    if not run.streams.can_ask:
        raise nobody
    files = {name: options[name] for name in ("save", "output")}
    for file in files.values():
        try_out(file)
    while True:
        code = _one(run, {**options, **files}, session, ordering)
        found = _next(run, options) if options["loop"] else None
        if found is None:
            return code
        files = found
        session = started(*_given(options), date.today(), order=ordering.order)


def _given(options: Mapping[str, Any]) -> tuple[Dossier, dict[str, str]]:
    flags = given_flags(options)
    return flags, all_from(flags, FROM_FLAG)


def _session(run: Run, options: Mapping[str, Any], order: Order) -> Session:
    """Where the files and the options let the person begin, or go on."""
    flags, origins = _given(options)
    name, save = options["answers"], options["save"]
    if save in ("", "-") or (save and _is_device(save)):
        raise UsageProblemError("save_needs_file")
    not_over(options, "answers", "output")
    not_over(options, "save", "output")
    goes_on = bool(name and save and same_file(name, save))
    if save and not goes_on and _has_content(save):
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
    day = day_of_before(kept, date.today())
    if day is not None and day == session.dossier.on:
        run.say(run.text("prompts.day_of_before", date=run.text.date(day)))
    return session


def _is_device(name: str) -> bool:
    """Whether it is there and keeps nothing: a device, a pipe."""
    try:
        return os.path.exists(name) and not (os.path.isfile(name) or os.path.isdir(name))
    except ValueError:
        return False


def _has_content(name: str) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.getsize(name) > 0
    return False


def _one(run: Run, options: Mapping[str, Any], session: Session, ordering: Ordering) -> int:
    """One session to its verdict; returns the exit code."""
    keeper = Keeper(run, options["save"])
    said, file = _announced(options)
    run.say(run.text(said, file=file))
    plain = options["plain"] or run.streams.plain
    run.say(run.text("prompts.moves_plain" if plain else "prompts.moves_menu"))
    prompter = prompter_for(run.text, run.streams, plain=plain, colour=coloured(run, options))

    def answered(now: Session) -> None:
        keeper.keep(now)
        ordering.tell(now)

    answered(session)
    try:
        session = conduct(session, prompter, answered)
    except (KeyboardInterrupt, EOFError):
        if not keeper.kept:
            raise
        run.say("")
        run.say(run.text("prompts.interrupted_saved", file=visible(keeper.file or "")))
        # In one line, however long, so that it can be copied.
        print(_to_go_on({**options, "save": keeper.file}), file=run.streams.stderr)
        return Exit.INTERRUPTED
    run.say("")
    if session.question is not None:
        run.say(run.text("prompts.early"))
    warn(run, session.dossier.on, options, "no_day")
    verdict, declined = assess_dossier(session.dossier), unticked(session)
    if options["output"] not in (None, "-"):
        # Whoever has it written to a file still wants to know.
        content = outline(verdict, run.text, declined)
        for sentence in (content.closing, *content.sentences):
            run.say(sentence)
    try:
        code = report(run, verdict, options, declined)
    except OutputError:
        # Nothing that the person typed is lost: what cannot be written is shown.
        if options["output"]:
            report(run, verdict, {**options, "output": None}, declined)
        raise
    if keeper.failed is not None:
        raise keeper.failed
    return code


def _to_go_on(options: Mapping[str, Any]) -> str:
    """The command that goes on with the session that was kept."""
    given = {"answers": options["save"], **{name: options[name] for name in _AGAIN}}
    words = [f"--{name} {visible(shlex.quote(value))}" for name, value in given.items() if value]
    return " ".join(["stagiaire", *words, *(["--plain"] if options["plain"] else [])])


def _next(run: Run, options: Mapping[str, Any]) -> dict[str, str | None] | None:
    """The files of the next session, named by the person; nothing where there is none."""
    text, named = run.text, {name: options[name] for name in ("save", "output")}
    files = [file for file in named.values() if file not in (None, "-")]
    number = free_number(files)
    prompt = text("prompts.next_named" if files else "prompts.next", number=number)
    while True:
        print(f"\n{prompt}", end=" ", file=run.streams.stderr, flush=True)
        try:
            typed = run.streams.stdin.readline()
        except KeyboardInterrupt:
            return None
        name = typed.strip() or number
        if not typed or name.casefold() in _STOP:
            return None
        if not files:
            return named
        taken = next((one for file in files if os.path.exists(one := beside(file, name))), None)
        if not _NAME.fullmatch(name):
            run.say(text("prompts.bad_name", name=visible(name)))
        elif taken:
            run.say(text("prompts.name_taken", file=visible(taken)))
        else:
            return {one: file and beside(file, name) for one, file in named.items()}


def _announced(options: Mapping[str, Any]) -> tuple[str, str]:
    """What is said of files at the start, and the file."""
    output = None if options["output"] == "-" else options["output"]
    said = "_saved" if options["save"] else "_output" if output else ""
    return f"prompts.start{said}", visible(options["save"] or output or "")
