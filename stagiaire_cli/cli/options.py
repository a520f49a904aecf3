"""The options of the commands, derived from the table of facts, and their help."""

from collections.abc import Iterable, Mapping, Sequence
from inspect import Parameter
from typing import Any, Final

import typer

from stagiaire_cli.console.forms import BATCH_FORMATS, DRAWINGS, FORMATS, PAGES
from stagiaire_cli.dossier.answers import nearest
from stagiaire_cli.languages import Language, available
from stagiaire_cli.law.facts import FACT, FACTS, Fact, flag_of

OUTPUT: Final = ("format", "output", "lang", "no_color", "quiet")
DOSSIER: Final = ("answers", "have", "unknown", "reading", "on")
COMMANDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ask": (*DOSSIER, "order", "prior", "save", "loop", "plain", *OUTPUT),
    "check": (*DOSSIER, *OUTPUT),
    "letter": (*DOSSIER, "format", "output", "lang", "quiet"),
    "batch": (
        "on",
        "rejects",
        "engine",
        "jobs",
        "master",
        "ignore_columns",
        "encoding",
        "raw",
        *OUTPUT,
    ),
    "sql": ("table", "on", "output", "lang", "quiet"),
    "facts": OUTPUT,
    "documents": OUTPUT,
    "law": ("on", "compare", "answers", "reasons", *OUTPUT),
    "map": ("on", "answers", "format", "output", "lang", "quiet"),
    "schema": ("output", "lang", "quiet"),
    "verify": ("format", "output", "lang", "quiet"),
    "template": ("example", "on", "output", "lang", "quiet"),
}
WITH_FACTS: Final = ("ask", "check", "letter")
FLAGS: Final = ("no_color", "quiet", "plain", "loop", "ignore_columns", "raw", "example", "reasons")
# What stands on the command line without a name.
POSITIONAL: Final = {"batch": "INPUT", "verify": "VERDICT.json"}
ORDERS: Final = ("text", "shortest")
ENGINES: Final = ("auto", "python", "duckdb", "spark")
FORMATS_OF: Final = {
    "ask": (*FORMATS, *PAGES),
    "check": (*FORMATS, *PAGES),
    "letter": PAGES,
    "batch": BATCH_FORMATS,
    "verify": ("text", "json"),
    "map": DRAWINGS,
}
_LISTS: Final = ("have", "unknown", "reading")
_METAVARS: Final = {
    "answers": "FILE|-",
    "output": "FILE",
    "save": "FILE",
    "order": "|".join(ORDERS),
    "prior": "FILE",
    "on": "DATE|today",
    "compare": "DATE|today",
    "rejects": "FILE",
    "encoding": "NAME",
    "jobs": "N",
    "engine": "|".join(ENGINES),
    "master": "URL",
    "table": "NAME",
    "have": "DOC",
    "unknown": "FACT",
    "reading": "NAME=CHOICE",
}
_KINDS: Final = {"months": "N", "date": "DATE", "euros": "EUROS"}


def parameters(
    command: str, text: Language, arguments: Sequence[str] | None = None
) -> list[Parameter]:
    """The options of a command, as the parameters of a function that Typer reads.

    Given the arguments, only the options that they name: to build one costs as much as to judge a
    dossier. Help and completion need them all.
    """
    wanted = None if arguments is None else {_name(argument) for argument in arguments}
    forms = formats(command)
    names = (name for name in COMMANDS[command] if wanted is None or name in wanted)
    found = [_common(name, text, forms) for name in names]
    if command in WITH_FACTS:
        found += [_fact(fact, text) for fact in FACTS if wanted is None or fact.id in wanted]
    return found


def defaults(command: str) -> dict[str, Any]:
    """The value of each option of a command that is not given."""
    common: dict[str, Any] = {
        name: False if name in FLAGS else [] if name in _LISTS else None
        for name in COMMANDS[command]
    }
    return common | dict.fromkeys(FACT if command in WITH_FACTS else ())


def _name(argument: str) -> str:
    """The option that an argument may name."""
    plain = argument.partition("=")[0].removeprefix("--").replace("-", "_")
    return plain.removeprefix("no_") if plain.removeprefix("no_") in FACT else plain


def nearest_flag(option: str, command: str) -> str:
    """The flag of the command that is most like the one given, or nothing."""
    plain = option.lstrip("-").removeprefix("no-")
    known = defaults(command) if command in COMMANDS else ()
    found = nearest(plain, known)
    return flag_of(found) if found else ""


def _parameter(name: str, kind: Any, option: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=option, annotation=kind)


def formats(command: str) -> tuple[str, ...]:
    """The forms in which a command can give its result."""
    return FORMATS_OF.get(command, FORMATS)


def _common(name: str, text: Language, forms: Sequence[str]) -> Parameter:
    told = text(f"help.option.{name}", formats=", ".join(forms), languages=", ".join(available()))
    if name in FLAGS:
        return _parameter(name, bool, typer.Option(False, flag_of(name), help=told))
    metavar = {"format": "|".join(forms), "lang": "|".join(available())} | _METAVARS
    kind, default = (list[str], list[str]()) if name in _LISTS else (str | None, None)
    option = typer.Option(
        default,
        flag_of(name),
        help=told,
        metavar=metavar[name],
        autocompletion=_completing(_candidates(name, forms)),
    )
    return _parameter(name, kind, option)


def _fact(fact: Fact, text: Language) -> Parameter:
    told = text.label(fact.id)
    if fact.kind == "yes_no":
        flags = f"{fact.flag}/--no-{fact.flag[2:]}"
        return _parameter(fact.id, bool | None, typer.Option(None, flags, help=told))
    choices = [str(value) for value in fact.values] if fact.kind == "choice" else []
    option = typer.Option(
        None,
        fact.flag,
        help=told,
        metavar="|".join(choices) or _KINDS[fact.kind],
        autocompletion=_completing(choices),
    )
    return _parameter(fact.id, str | None, option)


def _candidates(name: str, forms: Sequence[str]) -> Iterable[str]:
    if name == "have":
        from stagiaire_cli.law.documents import DOCUMENT_IDS

        return DOCUMENT_IDS
    named = {
        "unknown": tuple(FACT),
        "format": forms,
        "lang": available(),
        "engine": ENGINES,
        "order": ORDERS,
    }
    return named.get(name, ())


def _completing(candidates: Iterable[str]) -> Any:
    def complete(incomplete: str) -> list[str]:
        return [name for name in candidates if name.startswith(incomplete)]

    return complete


def repeated(arguments: Sequence[str]) -> str:
    """The flag that is given twice with different values although it has only one, or nothing."""
    seen: dict[str, str] = {}
    tokens = iter(arguments)
    for token in tokens:
        flag, equals, value = token.partition("=")
        name = _name(token)
        fact = FACT.get(name)
        if not flag.startswith("--") or (
            fact is None and name not in (*DOSSIER, *OUTPUT, "save", "order", "prior")
        ):
            continue
        if fact is not None and fact.kind == "yes_no":
            value = flag
        elif name not in FLAGS and not equals:
            value = next(tokens, "")
        if name not in _LISTS and seen.setdefault(name, value) != value:
            return flag_of(name)
    return ""
