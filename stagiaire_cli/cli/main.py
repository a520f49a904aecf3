"""The program ``stagiaire``: commands, streams, exit codes; the only place that catches all."""

import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import typer
import typer.exceptions

from stagiaire_cli.cli.commands import run_command
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.help import Command, Group
from stagiaire_cli.cli.inputs import LocatedAnswersError
from stagiaire_cli.cli.options import (
    COMMANDS,
    FLAGS,
    OUTPUT,
    POSITIONAL,
    defaults,
    formats,
    nearest_flag,
    parameters,
    repeated,
)
from stagiaire_cli.console.files import OutputError, deliver, silence
from stagiaire_cli.console.problems import (
    UsageProblemError,
    cause,
    check_choice,
    no_law,
    problem_sentences,
    reason_of,
    usage_sentence,
)
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import Streams, standard_streams
from stagiaire_cli.dossier.answers import InvalidAnswersError, nearest
from stagiaire_cli.languages import available, chosen_language, language
from stagiaire_cli.law.by_date import NoLawError
from stagiaire_cli.law.facts import flag_of
from stagiaire_cli.version import __version__

NAME: Final = "stagiaire"
# What may stand before the command, and whether a value follows it.
_GLOBAL: Final = {flag_of(name): name not in FLAGS for name in OUTPUT}
_ROOT: Final = ("-h", "--help", "--version", "--install-completion", "--show-completion")


class _UnreadError(Exception):
    """Nobody reads the output any more."""


class _StoppedError(Exception):
    """The person stopped: Ctrl-C, Ctrl-D, or a closed terminal."""


def main(arguments: Sequence[str] | None = None, streams: Streams | None = None) -> int:
    """Run the program; returns its exit code, and never raises."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams = streams or standard_streams()
    run = Run(
        streams, language(chosen_language(_language_asked(given), streams.environment)), given
    )
    try:
        _check_language(given)
        code = _run(run)
        streams.stdout.flush()
        return code
    except (_UnreadError, BrokenPipeError):
        silence(streams.stdout)
        return Exit.QUALIFIES
    except OutputError as error:
        return _unwritable(run, error.file, error.reason)
    except (_StoppedError, KeyboardInterrupt):
        run.say("")
        run.say(run.text("prompts.interrupted"))
        return Exit.INTERRUPTED
    except LocatedAnswersError as error:
        where = run.text("errors.standard_input") if error.where == "-" else error.where
        for sentence in problem_sentences(error.error, where, run.text):
            run.fail(sentence)
    except InvalidAnswersError as error:
        for sentence in problem_sentences(
            error, run.text("errors.command_line"), run.text, flags=True
        ):
            run.fail(sentence)
    except UsageProblemError as error:
        run.fail(usage_sentence(error, run.text))
    except NoLawError as error:
        run.fail(no_law(error, run.text))
    except OSError as error:
        return _unwritable(run, "-", reason_of(error))
    except typer.exceptions.TyperException as error:
        run.fail(usage_sentence(_misused(error, given), run.text))
    except Exception as error:
        return _internal(run, error)
    return Exit.USAGE


def _run(run: Run) -> int:
    """The command that the arguments name, ``ask`` where they name none."""
    completing = f"_{NAME.upper()}_COMPLETE" in run.streams.environment
    name, rest = _command(run.arguments)
    if completing or name is None:
        return _result(_application(run, COMMANDS, None), run.arguments, NAME, run)
    if option := repeated(rest):
        raise UsageProblemError("several_values", option=option)
    app = _application(run, [name], None if _wants_help(rest) else rest)
    return _result(app, rest, f"{NAME} {name}", run)


def _result(app: typer.Typer, arguments: Sequence[str], name: str, run: Run) -> int:
    command = typer.main.get_command(app)
    if _wants_help(arguments):
        context = command.make_context(name, [], resilient_parsing=True, obj=run)
        deliver(context.get_help() + "\n", None, run.streams)
        return Exit.QUALIFIES
    found = command.main(args=list(arguments), prog_name=name, standalone_mode=False, obj=run)
    return int(found or 0)


def _wants_help(arguments: Sequence[str]) -> bool:
    return bool({"-h", "--help"} & set(arguments)) and "--" not in arguments


def _command(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The name of the command and its arguments; no name for what concerns the whole program.

    Raises ``UsageProblemError`` for a command that does not exist.
    """
    before: list[str] = []
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        option, equals, _ = rest[0].partition("=")
        if option in _ROOT and not any(name in rest for name in COMMANDS):
            return None, rest
        if option not in _GLOBAL:
            return "ask", [*before, *rest]
        width = 2 if _GLOBAL[option] and not equals else 1
        before += rest[:width]
        rest = rest[width:]
    if not rest:
        return "ask", before
    name, *rest = rest
    if name not in COMMANDS:
        raise UsageProblemError("no_such_command", command=name, nearest=nearest(name, COMMANDS))
    return name, [*before, *rest]


def _application(run: Run, names: Iterable[str], arguments: Sequence[str] | None) -> typer.Typer:
    """A Typer application of the commands, with help in the language of the run.

    Given the arguments, the commands have only the options that these name.
    """
    names = list(names)
    whole = len(names) > 1
    settings = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}
    app = typer.Typer(
        cls=Group,
        help=run.text("help.app"),
        context_settings=settings,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=whole,
    )
    for name in names:
        told = run.text(f"help.{name}")
        app.command(name, cls=Command, help=told, context_settings=settings)(
            _function(run, name, arguments)
        )
    if whole:

        @app.callback()
        def _root(
            version: bool = typer.Option(False, "--version", help=run.text("help.option.version")),
        ) -> None:
            if version:
                deliver(f"{NAME} {__version__}\n", None, run.streams)
                raise typer.Exit

        app.registered_callback.invoke_without_command = True  # type: ignore[union-attr]
    return app


def _function(run: Run, name: str, arguments: Sequence[str] | None) -> Callable[..., int]:
    """What Typer calls for the command: its options are the function's signature."""

    def command(ctx: typer.Context, **given: Any) -> int:
        options = defaults(name) | given
        extra = list(ctx.args)
        if name in POSITIONAL:
            if not extra:
                raise UsageProblemError("no_input", command=f"{NAME} {name} {POSITIONAL[name]}")
            options["input"] = extra.pop(0)
        if extra:
            raise UsageProblemError("extra_argument", argument=extra[0])
        check_choice("--format", options.get("format"), formats(name))
        try:
            return run_command(name, run, options)
        except (KeyboardInterrupt, EOFError):
            # Typer would turn both into exit codes of its own, without a word.
            raise _StoppedError from None
        except BrokenPipeError:
            raise _UnreadError from None

    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [context, *parameters(name, run.text, arguments)]
    )
    return command


def _language_asked(arguments: Sequence[str]) -> str | None:
    """The language of ``--lang``, read before anything else so that errors are in it too."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            return value if equals else next(iter(arguments[place + 1 : place + 2]), None)
    return None


def _check_language(arguments: Sequence[str]) -> None:
    asked = _language_asked(arguments)
    if asked is not None and asked.casefold() not in available():
        raise UsageProblemError(
            "no_such_language",
            value=asked,
            nearest=nearest(asked, available()),
            expected="|".join(available()),
        )


def _misused(error: typer.exceptions.TyperException, arguments: Sequence[str]) -> UsageProblemError:
    """What Typer found wrong, in terms of our sentences."""
    option = getattr(error, "option_name", None)
    name, _ = _command(arguments)
    command = f"{NAME} {name}" if name else NAME
    if option and type(error).__name__ == "NoSuchOption":
        near = nearest_flag(option, name or "")
        return UsageProblemError("no_such_option", option=option, nearest=near, command=command)
    if option and "does not take" in error.message:
        return UsageProblemError("option_takes_no_value", option=option)
    if option:
        return UsageProblemError("option_needs_value", option=option, command=command)
    return UsageProblemError("usage", command=command)


def _unwritable(run: Run, file: str, reason: str) -> int:
    shown = run.text("errors.standard_output") if file == "-" else file
    run.fail(run.text("errors.cannot_write", file=shown, reason=cause(reason, run.text)))
    return Exit.CANNOT_WRITE


def _internal(run: Run, error: Exception) -> int:
    """One sentence; the stack only on demand, and never a value of it."""
    run.fail(run.text("errors.internal", kind=type(error).__name__))
    if run.streams.environment.get("STAGIAIRE_DEBUG"):
        import traceback

        for frame in traceback.extract_tb(error.__traceback__):
            run.say(f"  {frame.filename}:{frame.lineno} {frame.name}")
    return Exit.INTERNAL
