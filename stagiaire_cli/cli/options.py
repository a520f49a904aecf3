"""The options of the commands: one table of options, one of commands, and records of what is given.

Facts are options too, derived from their own table.
"""

from collections.abc import Collection, Iterable, Mapping
from inspect import Parameter
from typing import Any, Final, TypeVar

import typer

from stagiaire_cli.console.forms import (
    BATCH_ENDINGS,
    BATCH_FORMATS,
    DRAWING_ENDINGS,
    DRAWINGS,
    ENDINGS,
    FORMATS,
    PAGES,
)
from stagiaire_cli.dossier.answers import nearest
from stagiaire_cli.languages import Language, available
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact, flag_of
from stagiaire_cli.logic.conditions import NOT_YET
from stagiaire_cli.logic.records import Record

ORDERS: Final = ("text", "shortest")
ENGINES: Final = ("auto", "python", "duckdb", "spark")
_READING_CHOICES: Final = tuple(
    f"{name}={choice}" for name, choices in READINGS.items() for choice in choices
)
# Options whose value may be several names, with commas between them.
_LISTS: Final = ("have", "unknown")
_FLAG: Final = "flag"
_LIST: Final = "list"
_VALUE: Final = "value"


class DossierOptions(Record):
    """What is given of a dossier: a file of answers, what flags add to it, and the facts."""

    answers: str | None = None
    have: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    on: str | None = None
    facts: Mapping[str, object] = {}


class HeadOptions(Record):
    """What is said at the head of a page or a letter."""

    ref: str | None = None
    applicant: str | None = None
    agent: str | None = None


class ResultOptions(Record):
    """How a result is given: in which form, where to, in which language, and what is said of it."""

    format: str | None = None
    output: str | None = None
    lang: str | None = None
    no_color: bool = False
    quiet: bool = False


_Options = TypeVar("_Options", bound=Record)


def filled(kind: type[_Options], given: Mapping[str, Any]) -> _Options:
    """The record of a command, each group of options in it a record of its own."""
    values: dict[str, Any] = {}
    for name, of in kind.__annotations__.items():
        if name == "facts":
            values[name] = {fact: given[fact] for fact in FACT if fact in given}
        elif isinstance(of, type) and issubclass(of, Record):
            values[name] = filled(of, given)
        elif name in given:
            value = given[name]
            values[name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


class Option(Record):
    """An option: a flag, a list or one value; what stands for its value in help; its values."""

    kind: str = _VALUE
    metavar: str = ""
    values: Collection[str] = ()


# The values of "format" depend on the command, those of "lang" on the files of languages.
OPTIONS: Final[Mapping[str, Option]] = {
    "answers": Option(metavar="FILE|-"),
    "have": Option(_LIST, "DOC|all", ("all", *DOCUMENT_IDS)),
    "unknown": Option(_LIST, "FACT", FACT),
    "reading": Option(_LIST, "NAME=CHOICE", _READING_CHOICES),
    "on": Option(metavar="DATE|today"),
    "ref": Option(metavar="TEXT"),
    "applicant": Option(metavar="TEXT"),
    "agent": Option(metavar="TEXT"),
    "order": Option(values=ORDERS),
    "prior": Option(metavar="FILE"),
    "save": Option(metavar="FILE"),
    "loop": Option(_FLAG),
    "plain": Option(_FLAG),
    "details": Option(_FLAG),
    "rejects": Option(metavar="FILE"),
    "engine": Option(values=ENGINES),
    "jobs": Option(metavar="N"),
    "master": Option(metavar="URL"),
    "ignore_columns": Option(_FLAG),
    "encoding": Option(metavar="NAME"),
    "raw": Option(_FLAG),
    "table": Option(metavar="NAME"),
    "compare": Option(metavar="DATE|today"),
    "reasons": Option(_FLAG),
    "example": Option(_FLAG),
    "format": Option(),
    "output": Option(metavar="FILE"),
    "lang": Option(),
    "no_color": Option(_FLAG),
    "quiet": Option(_FLAG),
}


class Syntax(Record):
    """What may follow a command: its options in the order of help, the forms of its result.

    ``endings`` are those of the names of files that it writes, each with the form it asks for.
    ``argument`` stands on the command line without a name, which is ``argument_is``, in brackets
    where it may be left out, and before dots where there may be several; ``facts`` says whether it
    takes them.
    """

    options: tuple[str, ...]
    formats: tuple[str, ...] = FORMATS
    argument: str = ""
    argument_is: str = "input"
    facts: bool = False
    endings: Mapping[str, str] = ENDINGS

    @property
    def written_as(self) -> Mapping[str, str]:
        """The endings that the command can write, each with its form."""
        forms = {*self.formats, "text"} if "rich" in self.formats else {*self.formats}
        return {ending: form for ending, form in self.endings.items() if form in forms}


_DOSSIER: Final = tuple(name for name in DossierOptions._fields if name != "facts")
_HEAD: Final = HeadOptions._fields
RESULT: Final = ResultOptions._fields
_WRITTEN: Final = ("output", "lang", "quiet")
COMMANDS: Final[Mapping[str, Syntax]] = {
    "ask": Syntax(
        (*_DOSSIER, "order", "prior", "save", "loop", "plain", "details", *_HEAD, *RESULT),
        (*FORMATS, *PAGES),
        facts=True,
    ),
    "check": Syntax((*_DOSSIER, "details", *_HEAD, *RESULT), (*FORMATS, *PAGES), facts=True),
    "letter": Syntax((*_DOSSIER, *_HEAD, "format", *_WRITTEN), ("text", *PAGES), facts=True),
    "batch": Syntax(
        (
            "on",
            "rejects",
            "engine",
            "jobs",
            "master",
            "ignore_columns",
            "encoding",
            "raw",
            *RESULT,
        ),
        BATCH_FORMATS,
        "INPUT",
        endings=BATCH_ENDINGS,
    ),
    "sql": Syntax(("table", "on", *_WRITTEN), endings={"sql": "text", "txt": "text"}),
    "facts": Syntax(("on", *RESULT), argument="[NAME]", argument_is="name"),
    "documents": Syntax(("on", *RESULT), argument="[NAME]", argument_is="name"),
    "law": Syntax(("on", "compare", "answers", "reasons", *RESULT)),
    "map": Syntax(
        ("on", "answers", "format", *_WRITTEN),
        DRAWINGS,
        argument="[PART]",
        argument_is="part",
        endings=DRAWING_ENDINGS,
    ),
    "schema": Syntax(_WRITTEN, ("json",)),
    "verify": Syntax(("format", *_WRITTEN), ("text", "json"), "FILE..."),
    "template": Syntax(("example", "on", *_WRITTEN), endings={"csv": "text"}),
}
# Of these options two different values are a mistake.
_ONCE: Final = (*_DOSSIER, *_HEAD, *RESULT, "save", "order", "prior")


def names_of(command: str) -> tuple[str, ...]:
    """The options of a command, those for facts among them."""
    syntax = COMMANDS[command]
    return (*syntax.options, *FACT) if syntax.facts else syntax.options


def parameters(
    command: str, text: Language, named: Collection[str] | None = None
) -> list[Parameter]:
    """The options of a command, as the parameters of a function that Typer reads.

    Where it is given which options are ``named``, only these: to build one costs as much as to
    judge a dossier. Help and completion need them all.
    """
    return [
        _fact(FACT[name], text) if name in FACT else _common(name, text, COMMANDS[command])
        for name in names_of(command)
        if named is None or name in named
    ]


def named_by(argument: str) -> str:
    """The option that an argument may name."""
    plain = argument.partition("=")[0].removeprefix("--").replace("-", "_")
    return plain.removeprefix("no_") if plain.removeprefix("no_") in FACT else plain


def nearest_flag(option: str, command: str) -> str:
    """The flag of the command that is most like the one given, or nothing."""
    plain = option.lstrip("-").removeprefix("no-")
    name = nearest(plain, names_of(command) if command in COMMANDS else ())
    return flag_of(name) if name else ""


def _parameter(name: str, kind: Any, option: Any) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, default=option, annotation=kind)


def _common(name: str, text: Language, syntax: Syntax) -> Parameter:
    option = OPTIONS[name]
    forms = syntax.formats
    explained = text(
        f"help.option.{name}",
        formats=", ".join(forms),
        languages=", ".join(available()),
        endings=" ".join(f".{ending}" for ending in syntax.written_as),
    )
    if option.kind == _FLAG:
        return _parameter(name, bool, typer.Option(False, flag_of(name), help=explained))
    values = {"format": forms, "lang": available()}.get(name, option.values)
    kind, default = (list[str], list[str]()) if option.kind == _LIST else (str | None, None)
    typed = typer.Option(
        default,
        flag_of(name),
        help=explained,
        metavar=option.metavar or "|".join(values),
        autocompletion=_completing(values, listed=name in _LISTS),
    )
    return _parameter(name, kind, typed)


_FACT_METAVAR: Final = {"months": "N", "date": "DATE", "euros": "EUROS"}
_ACT_METAVAR: Final = f"DATE|{NOT_YET}"


def _fact(fact: Fact, text: Language) -> Parameter:
    label = text.label(fact.id)
    if fact.kind == "yes_no":
        flags = f"{fact.flag}/--no-{fact.flag[2:]}"
        return _parameter(fact.id, bool | None, typer.Option(None, flags, help=label))
    choices = [str(value) for value in fact.values] if fact.kind == "choice" else []
    metavar = _ACT_METAVAR if fact.act else "|".join(choices) or _FACT_METAVAR[fact.kind]
    choices += [NOT_YET] if fact.act else []
    option = typer.Option(
        None,
        fact.flag,
        help=label,
        metavar=metavar,
        autocompletion=_completing(choices),
    )
    return _parameter(fact.id, str | None, option)


def _completing(candidates: Iterable[str], *, listed: bool = False) -> Any:
    """Completes a value; where several are ``listed`` with commas between them, the last."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",") if listed else ("", "", incomplete)
        given = before.split(",")
        return [
            before + comma + name
            for name in candidates
            if name.startswith(last) and name not in given
        ]

    return complete


def is_flag(name: str) -> bool:
    """Whether an option takes no value."""
    return OPTIONS[name].kind == _FLAG


def repeated(arguments: Iterable[str]) -> str:
    """The flag that is given twice with different values although it has only one, or nothing."""
    seen: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        flag, equals, value = argument.partition("=")
        name = named_by(argument)
        fact = FACT.get(name)
        if not flag.startswith("--") or (fact is None and name not in _ONCE):
            continue
        if fact is not None and fact.kind == "yes_no":
            value = flag
        elif not equals and (fact is not None or not is_flag(name)):
            value = next(rest, "")
        several = fact is None and OPTIONS[name].kind == _LIST
        if not several and seen.setdefault(name, value) != value:
            return flag_of(name)
    return ""
