"""What each command does with its options; it returns the exit code."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.answers import Dossier, InvalidAnswersError, merged
from stagiaire_cli.assessment import assess_dossier
from stagiaire_cli.exits import Exit, exit_of
from stagiaire_cli.languages import language
from stagiaire_cli.law import LAST_DAY
from stagiaire_cli.law.facts import flag_of
from stagiaire_cli.output import deliver
from stagiaire_cli.problems import UsageProblemError
from stagiaire_cli.reports import ENDINGS, render
from stagiaire_cli.run import Run, allows_colour, warn
from stagiaire_cli.sources import (
    LocatedAnswersError,
    given_day,
    given_flags,
    not_over,
    read_file,
    read_verdict,
)
from stagiaire_cli.streams import visible
from stagiaire_cli.verdict import Verdict

_OF_FILES: Final = 80


def _check(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    dossier = _dossier(run, options)
    warn(run, dossier.on, options)
    return report(run, assess_dossier(dossier), options)


def _ask(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.asking import ask

    return ask(run, options, report)


def _letter(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    from stagiaire_cli.letter import as_html, as_markdown, letter

    dossier = _dossier(run, options)
    warn(run, dossier.on, options)
    # The administration writes in French; another language is a copy for the applicant.
    code = options["lang"] or "fr"
    paragraphs = letter(assess_dossier(dossier), language(code), date.today())
    html = (options["format"] or _named_by(options)) == "html"
    shown = as_html(paragraphs, code) if html else as_markdown(paragraphs)
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


def _dossier(run: Run, options: Mapping[str, Any]) -> Dossier:
    flags = given_flags(options)
    if options["answers"] is None:
        return flags
    return merged(read_file(options["answers"], run.streams), flags)


def report(
    run: Run, verdict: Verdict, options: Mapping[str, Any], unticked: Collection[str] = ()
) -> int:
    form = _form(run, options)
    shown = render(
        verdict,
        form,
        run.text,
        _width(run, options),
        colour=_colour(run, options),
        escaped=not (run.streams.unicode or options["output"]),
        unticked=unticked,
    )
    deliver(shown, options["output"], run.streams)
    if options["output"] not in (None, "-") and not options["quiet"]:
        run.say(run.text("report.written", file=visible(options["output"])))
    return exit_of(verdict)


def _form(run: Run, options: Mapping[str, Any]) -> str:
    plain = run.streams.plain or options.get("plain")
    terminal = run.streams.to_terminal and not options["output"] and not plain
    return options["format"] or _named_by(options) or ("rich" if terminal else "text")


def _width(run: Run, options: Mapping[str, Any]) -> int:
    """The width of what is written: that of the terminal, unless a file is made."""
    if options["output"] not in (None, "-"):
        return _OF_FILES
    return run.streams.columns if run.streams.to_terminal else run.streams.width


def _named_by(options: Mapping[str, Any], endings: Mapping[str, str] = ENDINGS) -> str:
    """The form that the name of the output asks for, or nothing."""
    return endings.get((options["output"] or "").rpartition(".")[2].casefold(), "")


def _colour(run: Run, options: Mapping[str, Any]) -> bool:
    dumb = run.streams.environment.get("TERM") == "dumb"
    shown = run.streams.to_terminal and not options["output"] and not dumb
    return shown and allows_colour(run, options)


def _table(name: str) -> Callable[[Run, Mapping[str, Any]], int]:
    def command(run: Run, options: Mapping[str, Any]) -> int:
        from stagiaire_cli import tables

        form = options.get("format") or "text"
        shown = tables.TABLES[name](run.text, run.streams.width, form == "json")
        deliver(shown, options["output"], run.streams)
        return Exit.QUALIFIES

    return command


def _law(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    alone = [name for name in ("compare", "answers", "reasons") if options[name]]
    if len(alone) > 1:
        one, other = map(flag_of, alone[:2])
        raise UsageProblemError("not_together", option=one, other=other)
    on, form, width = given_day(options), _form(run, options), _width(run, options)
    as_json = form == "json"
    if options["compare"]:
        from stagiaire_cli.comparison import comparison

        other_day = given_day(options, "compare") or LAST_DAY
        shown = comparison(run.text, width, as_json, on or LAST_DAY, other_day)
    elif options["reasons"]:
        from stagiaire_cli.dictionary import dictionary

        shown = dictionary(run.text, width, as_json, on or LAST_DAY)
    else:
        from stagiaire_cli.article import Look, law

        verdict = None
        if options["answers"]:
            dossier = read_file(options["answers"], run.streams)
            verdict = assess_dossier(dossier._replace(on=on or dossier.on))
            on = verdict.law.on
        look = Look(form == "rich", _colour(run, options))
        shown = law(run.text, width, as_json, on or LAST_DAY, verdict, look)
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


def _map(run: Run, options: Mapping[str, Any]) -> int:
    not_over(options, "answers", "output")
    from stagiaire_cli import drawings
    from stagiaire_cli.surveying import questionnaire
    from stagiaire_cli.tracing import traced

    dossier = read_file(options["answers"], run.streams) if options["answers"] is not None else None
    known = dossier or Dossier({})
    on = given_day(options) or known.on
    drawn = questionnaire(on or LAST_DAY, known.readings)
    trace = None if dossier is None else traced(drawn, known._replace(on=on))
    form = options["format"] or _named_by(options, drawings.ENDINGS) or "text"
    shown = drawings.draw(drawn, trace, form, run.text, _width(run, options))
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


def _batch(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.batching import batch

    return batch(run, options)


def _sql(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.statement import sql

    on = given_day(options)
    warn(run, on, options)
    deliver(sql(options["table"] or "dossiers", on), options["output"], run.streams)
    return Exit.QUALIFIES


def _template(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.template import template

    shown = template(run.text, given_day(options) or LAST_DAY, example=options["example"])
    deliver(shown, options["output"], run.streams)
    return Exit.QUALIFIES


def _verify(run: Run, options: Mapping[str, Any]) -> int:
    from stagiaire_cli.verifying import as_json, as_text, verify

    not_over(options, "input", "output")
    name = options["input"]
    try:
        found = verify(read_verdict(name, run.streams), run.text)
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, name) from None
    as_object = (options["format"] or _named_by(options)) == "json"
    width = _width(run, options)
    shown = as_json(found) if as_object else as_text(found, run.text, width)
    deliver(shown, options["output"], run.streams)
    return Exit.DIFFERS if found.differences else Exit.QUALIFIES


RUN: Final[Mapping[str, Callable[[Run, Mapping[str, Any]], int]]] = {
    "ask": _ask,
    "check": _check,
    "letter": _letter,
    "law": _law,
    "map": _map,
    "batch": _batch,
    "sql": _sql,
    "template": _template,
    "verify": _verify,
    **{name: _table(name) for name in ("facts", "documents", "schema")},
}
