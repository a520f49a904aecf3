"""What each command does with its options; it returns the exit code."""

import contextlib
import io
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import IO, Any, Final

from stagiaire_cli.answers import Dossier
from stagiaire_cli.assessment import assess_dossier
from stagiaire_cli.exits import Exit, exit_of
from stagiaire_cli.languages import Language
from stagiaire_cli.law import LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT, flag_of
from stagiaire_cli.output import OutputError, deliver, try_out, writing
from stagiaire_cli.problems import UsageProblemError, reason_of, sentence
from stagiaire_cli.records import Record
from stagiaire_cli.reports import render
from stagiaire_cli.sources import merged, read_file, read_flags, read_option
from stagiaire_cli.streams import Streams, visible
from stagiaire_cli.verdict import Verdict


class Run(Record):
    """One run of the program: its streams, its language, its arguments."""

    streams: Streams
    text: Language
    arguments: Sequence[str]

    @property
    def help(self) -> tuple[Language, int]:
        """What help is written with."""
        return self.text, self.streams.width

    def say(self, sentence: str) -> None:
        """One sentence on standard error; in lines that fit, where it is a terminal."""
        from stagiaire_cli.reports.wrapping import wrap

        width = self.streams.width if self.streams.can_ask else len(sentence) + 1
        for line in wrap(sentence, width):
            print(line, file=self.streams.stderr)

    def fail(self, message: str) -> None:
        """One error on standard error."""
        self.say(self.text("errors.error", message=message))


def _check(run: Run, options: Mapping[str, Any]) -> int:
    dossier = _dossier(run, options)
    _warn(run, dossier, options)
    return _report(run, assess_dossier(dossier), options)


def _warn(
    run: Run, dossier: Dossier, options: Mapping[str, Any], told: str = "last_in_force"
) -> None:
    """Say which text is applied where no day was given."""
    if dossier.on is None and not options["quiet"]:
        article = law_on(LAST_DAY).version.article
        run.say(run.text(f"warnings.{told}", article=article, on=run.text.date(LAST_DAY)))


def _ask(run: Run, options: Mapping[str, Any]) -> int:
    if not run.streams.can_ask:
        raise UsageProblemError("no_terminal")
    if options["answers"] == "-":
        raise UsageProblemError("answers_from_terminal")
    try_out(options["output"])
    from stagiaire_cli.interview import Interview
    from stagiaire_cli.prompts import conduct, prompter_for

    # A window that closes is somebody who stops.
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    dossier = _dossier(run, options)
    run.say(run.text("prompts.start"))
    prompter = prompter_for(
        run.text, run.streams, plain=options["plain"], colour=_colour(run, options)
    )
    interview = conduct(Interview(dossier, today=date.today()), prompter)
    run.say("")
    _warn(run, interview.dossier, options, "no_day")
    verdict = assess_dossier(interview.dossier)
    try:
        return _report(run, verdict, options)
    except OutputError:
        # Nothing that the person typed is lost: what cannot be written is shown.
        if options["output"]:
            _report(run, verdict, {**options, "output": None})
        raise


def _dossier(run: Run, options: Mapping[str, Any]) -> Dossier:
    facts = {name: options[name] for name in FACT}
    flags = read_flags(
        facts,
        options["unknown"],
        options["have"],
        options["reading"],
        options["on"],
        date.today(),
    )
    if options["answers"] is None:
        return flags
    return merged(read_file(options["answers"], run.streams), flags)


def _report(run: Run, verdict: Verdict, options: Mapping[str, Any]) -> int:
    form = _form(run, options)
    shown = render(
        verdict,
        form,
        run.text,
        run.streams.width,
        colour=_colour(run, options),
        escaped=not (run.streams.unicode or options["output"]),
    )
    deliver(shown, options["output"], run.streams)
    if options["output"] not in (None, "-") and not options["quiet"]:
        run.say(run.text("report.written", file=visible(options["output"])))
    return exit_of(verdict)


def _form(run: Run, options: Mapping[str, Any]) -> str:
    plain = run.streams.plain or options.get("plain")
    terminal = run.streams.to_terminal and not options["output"] and not plain
    return options["format"] or ("rich" if terminal else "text")


def _colour(run: Run, options: Mapping[str, Any]) -> bool:
    return not (
        options["no_color"]
        or options["output"]
        or run.streams.environment.get("NO_COLOR")
        or run.streams.environment.get("TERM") == "dumb"
        or not run.streams.to_terminal
    )


def _table(name: str) -> Callable[[Run, Mapping[str, Any]], int]:
    def command(run: Run, options: Mapping[str, Any]) -> int:
        from stagiaire_cli import tables

        form = options.get("format") or "text"
        shown = tables.TABLES[name](run.text, run.streams.width, form == "json")
        deliver(shown, options["output"], run.streams)
        return Exit.QUALIFIES

    return command


def _law(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli import article, comparison

    now = date.today()
    on, other = (
        None if options[name] is None else read_option(flag_of(name), options[name], now)
        for name in ("on", "compare")
    )
    as_json = options["format"] == "json"
    if other is None:
        shown = article.law(run.text, run.streams.width, as_json, on or LAST_DAY)
    else:
        shown = comparison.comparison(run.text, run.streams.width, as_json, on or LAST_DAY, other)
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


def _batch(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli import batch
    from stagiaire_cli.rows import HeaderError

    name, text = options["input"], run.text
    on = None if options["on"] is None else read_option("--on", options["on"], date.today())
    with contextlib.ExitStack() as files:
        encoding = options["encoding"] or "utf-8-sig"
        stream = _opened(name, encoding, run, files)
        try:
            source = batch.source_of(stream, ignore_columns=options["ignore_columns"])
        except HeaderError as error:
            for fault in error.faults:
                run.fail(sentence(fault.problem, visible(f"{name}:1:{fault.column}"), text))
            return Exit.USAGE
        if on is None:
            _warn(run, Dossier({}), options)
        tally = batch.Tally(visible(name), text, run.say)
        refused: IO[str] = io.StringIO()
        if options["rejects"]:
            # As they came: in the same encoding, with what is no text in it.
            same = (encoding.replace("utf-8-sig", "utf-8"), "surrogateescape")
            refused = files.enter_context(writing(options["rejects"], run.streams, *same))
            refused.write(source.header)
        out = files.enter_context(writing(options["output"], run.streams))
        write = batch.writer_of(out, options["format"] or source.form, text, raw=options["raw"])
        for one in batch.judged(source, on, text):
            write(one)
            tally.count(one)
            if one.verdict is None and options["rejects"]:
                refused.write(one.row.raw)
    for line in () if options["quiet"] else tally.lines():
        run.say(line)
    return Exit.SOME_REJECTED if tally.rejected else Exit.QUALIFIES


def _opened(name: str, encoding: str, run: Run, files: contextlib.ExitStack) -> IO[str]:
    """The file of dossiers as text, or standard input for ``-``; raises ``UsageProblemError``."""
    # A byte that is not text spoils its own line alone.
    errors = "surrogateescape"
    try:
        if name == "-":
            stream = io.TextIOWrapper(run.streams.stdin.buffer, encoding, errors, newline="")
            files.callback(stream.detach)
            return stream
        return files.enter_context(open(name, encoding=encoding, errors=errors, newline=""))
    except LookupError:
        raise UsageProblemError("no_encoding", value=encoding) from None
    except (OSError, ValueError) as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None


def _template(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.template import template

    on = LAST_DAY if options["on"] is None else read_option("--on", options["on"], date.today())
    shown = template(run.text, on, example=options["example"])
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


RUN: Final[Mapping[str, Callable[[Run, Mapping[str, Any]], int]]] = {
    "ask": _ask,
    "check": _check,
    "law": _law,
    "batch": _batch,
    "template": _template,
    **{name: _table(name) for name in ("facts", "documents", "schema")},
}
