"""Help in the language of the run, in lines of the width of the terminal."""

from collections.abc import Iterator
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from stagiaire_cli.cli.options import COMMANDS
from stagiaire_cli.languages import Language
from stagiaire_cli.law.facts import FACT

_COLUMN: Final = 32
_NARROW: Final = 60
# Says in the context of a command that its help is to have the flags of facts.
WITH_FACTS: Final = "stagiaire.with_facts"


class _Help:
    """Help in the language of the run, in lines of the width of the terminal."""

    def get_help(self, ctx: Any) -> str:
        """The whole help of the command."""
        return "\n".join(self._lines(ctx, *ctx.obj.help))

    def _lines(self, ctx: Any, text: Language, width: int) -> Iterator[str]:
        from stagiaire_cli.console.wrapping import wrap

        group = isinstance(self, TyperGroup)
        metavar = text("help.command_metavar" if group else "help.options_metavar")
        if not group and COMMANDS[ctx.command.name].argument:
            metavar = f"{COMMANDS[ctx.command.name].argument} {metavar}"
        yield from wrap(f"{text('help.usage')}{ctx.command_path} {metavar}", width, indent="  ")
        yield ""
        yield from wrap(ctx.command.help or "", width)
        if group:
            yield from ("", text("help.commands"))
            for name in COMMANDS:
                yield from _row(name, text(f"help.{name}"), width)
        syntax = None if group else COMMANDS[ctx.command.name]
        with_facts = ctx.meta.get(WITH_FACTS, False)
        for heading, rows in self._options(ctx, text, with_facts=with_facts).items():
            yield from ("", heading)
            for name, explained in rows:
                yield from _row(name, explained, width)
        if syntax and syntax.facts and not with_facts:
            yield ""
            yield from wrap(text("help.facts_apart", count=len(FACT)), width)
        if ctx.command.name == "batch":
            from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS

            yield from ("", text("help.columns"))
            for name in VERDICT_COLUMNS:
                yield from _row(name, text(f"help.column.{name}"), width)
        if group or ctx.command.name in ("ask", "check", "batch"):
            yield ""
            yield from wrap(text("help.exit_codes"), width)

    def _options(
        self, ctx: Any, text: Language, *, with_facts: bool
    ) -> dict[str, list[tuple[str, str]]]:
        rows: dict[str, list[tuple[str, str]]] = {}
        for option in ctx.command.get_params(ctx):
            fact = FACT.get(option.name)
            if fact and not with_facts:
                continue
            heading = text(f"groups.{fact.group}") if fact else text("help.options")
            explained = option.help or ""
            if option.name in ("help", "install_completion", "show_completion"):
                explained = text(f"help.option.{option.name}")
            flags = " / ".join((*sorted(option.opts, key=len), *option.secondary_opts))
            name = f"{flags} {option.metavar}" if option.metavar else flags
            rows.setdefault(heading, []).append((name, explained))
        return rows


def _row(name: str, explained: str, width: int) -> list[str]:
    """A name and what explains it: beside it where there is room, else below."""
    from stagiaire_cli.console.wrapping import wrap

    if width >= _NARROW and len(name) <= _COLUMN - 4:
        first, *others = wrap(explained, width - _COLUMN)
        return [f"  {name:<{_COLUMN - 2}}{first}", *(" " * _COLUMN + line for line in others)]
    margin = " " * (6 if width < _NARROW else _COLUMN)
    below = [margin + line for line in wrap(explained, width - len(margin))]
    return [*("  " + line for line in wrap(name, width - 4)), *below]


class Command(_Help, TyperCommand):
    """A command whose help is in the language of the run."""


class Group(_Help, TyperGroup):
    """All commands, with help in the language of the run."""
