"""The program ``stagiaire``: commands, streams, exit codes; the only place that catches all."""

import inspect
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import typer
import typer.exceptions

from stagiaire_cli.cli.arguments import NAME, Arguments, read_arguments
from stagiaire_cli.cli.commands import run_command
from stagiaire_cli.cli.exits import Exit
from stagiaire_cli.cli.help import WITH_FACTS, Command, Group
from stagiaire_cli.cli.inputs import LocatedAnswersError, check_forms
from stagiaire_cli.cli.options import COMMANDS, nearest_flag, parameters
from stagiaire_cli.console.files import OutputError, deliver, silence
from stagiaire_cli.console.parts import discard_parts
from stagiaire_cli.console.problems import (
    UsageProblemError,
    cause,
    check_choice,
    lacks_memory,
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
from stagiaire_cli.version import __version__


class _UnreadError(Exception):
    """Nobody reads the output any more."""


class _StoppedError(Exception):
    """The person stopped: Ctrl-C, Ctrl-D, or a closed terminal."""


def main(arguments: Sequence[str] | None = None, streams: Streams | None = None) -> int:
    """Run the program; returns its exit code, and never raises."""
    given = read_arguments(sys.argv[1:] if arguments is None else arguments)
    streams = streams or standard_streams()
    run = Run(streams, language(chosen_language(given.language, streams.environment)))
    try:
        _check_language(given.language)
        code = _run(run, given)
        streams.stdout.flush()
        return code
    except (_UnreadError, BrokenPipeError):
        silence(streams.stdout)
        return Exit.QUALIFIES
    except OutputError as error:
        return _unwritable(run, error.file, error.reason)
    except (_StoppedError, KeyboardInterrupt):
        discard_parts()
        if given.command == "batch":
            run.say(run.text("batch.interrupted"))
            return Exit.INTERRUPTED
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
        run.fail(usage_sentence(_misused(error, given.command), run.text))
    except Exception as error:
        return _internal(run, error)
    return Exit.USAGE


def _run(run: Run, given: Arguments) -> int:
    """The command that the arguments name, ``ask`` where they name none."""
    completing = f"_{NAME.upper()}_COMPLETE" in run.streams.environment
    name = given.command
    if name is not None and name not in COMMANDS:
        raise UsageProblemError("no_such_command", command=name, nearest=nearest(name, COMMANDS))
    if completing or name is None:
        return _result(_application(run, COMMANDS, None), given, NAME, run)
    if given.repeated:
        raise UsageProblemError("several_values", option=given.repeated)
    app = _application(run, [name], None if given.wants_help else given.named)
    return _result(app, given, f"{NAME} {name}", run)


def _result(app: typer.Typer, given: Arguments, name: str, run: Run) -> int:
    command = typer.main.get_command(app)
    if given.wants_help:
        context = command.make_context(name, [], resilient_parsing=True, obj=run)
        context.meta[WITH_FACTS] = given.with_facts
        deliver(context.get_help() + "\n", None, run.streams)
        return Exit.QUALIFIES
    code = command.main(args=list(given.rest), prog_name=name, standalone_mode=False, obj=run)
    return int(code or 0)


def _application(run: Run, names: Iterable[str], named: Collection[str] | None) -> typer.Typer:
    """A Typer application of the commands, with help in the language of the run.

    Where it is given which options are ``named``, the commands have only these.
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
        explained = run.text(f"help.{name}")
        app.command(name, cls=Command, help=explained, context_settings=settings)(
            _function(run, name, named)
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


def _function(run: Run, name: str, named: Collection[str] | None) -> Callable[..., int]:
    """What Typer calls for the command: its options are the function's signature."""
    syntax = COMMANDS[name]

    def command(ctx: typer.Context, **given: Any) -> int:
        extra = list(ctx.args)
        if syntax.argument.endswith("...") and extra:
            given[syntax.argument_is], extra = tuple(extra), []
        elif syntax.argument and extra:
            given[syntax.argument_is] = extra.pop(0)
        elif syntax.argument and not syntax.argument.startswith("["):
            raise UsageProblemError("no_input", command=f"{NAME} {name} {syntax.argument}")
        if extra:
            raise UsageProblemError("extra_argument", argument=extra[0])
        check_choice("--format", given.get("format"), syntax.formats)
        for option in ("output", "rejects"):
            if given.get(option) == "":
                raise UsageProblemError("output_without_name", option=f"--{option}")
        check_forms(name, given, run.streams)
        try:
            return run_command(name, run, given)
        except (KeyboardInterrupt, EOFError):
            # Typer would turn both into exit codes of its own, without a word.
            raise _StoppedError from None
        except BrokenPipeError:
            raise _UnreadError from None

    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [context, *parameters(name, run.text, named)]
    )
    return command


def _check_language(asked: str | None) -> None:
    if asked is not None and asked.casefold() not in available():
        raise UsageProblemError(
            "no_such_language",
            value=asked,
            nearest=nearest(asked, available()),
            expected="|".join(available()),
        )


def _misused(error: typer.exceptions.TyperException, name: str | None) -> UsageProblemError:
    """What Typer found wrong, in terms of our sentences."""
    option = getattr(error, "option_name", None)
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
    target = run.text("errors.standard_output") if file == "-" else file
    run.fail(run.text("errors.cannot_write", file=target, reason=cause(reason, run.text)))
    return Exit.CANNOT_WRITE


def _internal(run: Run, error: Exception) -> int:
    """One sentence; the stack only on demand, and never a value of it."""
    if lacks_memory(error):
        run.fail(run.text("errors.no_memory"))
        return Exit.INTERNAL
    run.fail(run.text("errors.internal", kind=type(error).__name__))
    if run.streams.environment.get("STAGIAIRE_DEBUG"):
        import traceback

        for frame in traceback.extract_tb(error.__traceback__):
            run.say(f"  {frame.filename}:{frame.lineno} {frame.name}")
    return Exit.INTERNAL
