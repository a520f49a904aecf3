"""Where the answers of a run come from: a JSON file, the flags, and which wins."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Final

from stagiaire_cli.cli.all_documents import says_all
from stagiaire_cli.cli.options import COMMANDS, DossierOptions, HeadOptions
from stagiaire_cli.console.forms import ENDINGS, PDF, ending_of, named_by
from stagiaire_cli.console.problems import UsageProblemError, reason_of
from stagiaire_cli.console.streams import Streams
from stagiaire_cli.dossier.answers import (
    SECTIONS,
    BadValueError,
    InvalidAnswersError,
    nearest,
    read_day,
    read_dossier,
)
from stagiaire_cli.dossier.dossier import ANSWERS_SCHEMA, VERDICT_SCHEMA, Dossier
from stagiaire_cli.dossier.strict_json import NotJsonError, strict_json
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.reports.head import Head, in_one_line

if TYPE_CHECKING:
    from stagiaire_cli.reports.carried import Page


# The endings of pages that carry no JSON.
_WITHOUT_VERDICT: Final = (".pdf", ".md")

# A thousand times what the longest dossier takes; a device such as /dev/zero has no end.
_LONGEST: Final = 16 << 20


class LocatedAnswersError(Exception):
    """Answers that cannot be read, with the name of the place they stand in."""

    def __init__(self, error: InvalidAnswersError, where: str) -> None:
        super().__init__(where)
        self.error = error
        self.where = where


def read_file(name: str, streams: Streams) -> Dossier:
    """The dossier of a JSON file, or of standard input for ``-``.

    Raises ``UsageProblemError`` where the file cannot be read, ``LocatedAnswersError`` where its
    content is wrong.
    """
    return read_session(name, streams)[0]


def read_session(name: str, streams: Streams) -> tuple[Dossier, object]:
    """The dossier of a JSON file, and what it keeps of a session, if it does; raises as above."""
    raw = _object(_content(name, streams), name)
    schema = raw.get("schema")
    if schema is None:
        answers: object = raw
        session: object = None
    elif schema == VERDICT_SCHEMA:
        # A verdict carries the answers it was given.
        answers, session = raw.get("answers"), None
    elif schema == ANSWERS_SCHEMA:
        answers, session = {part: raw.get(part) for part in SECTIONS}, raw
    else:
        raise UsageProblemError("other_version", file=name, value=str(schema))
    if not isinstance(answers, Mapping):
        raise UsageProblemError("damaged", file=name)
    try:
        return _read(answers), session
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, name) from None


def read_verdict(name: str, streams: Streams) -> tuple[Mapping[str, object], "Page | None"]:
    """The object of a stored verdict, and the page that carries it, if one does.

    Raises ``UsageProblemError`` where the file cannot be read or is none.
    """
    from stagiaire_cli.reports.carried import read_page

    try:
        content = _content(name, streams)
        page = read_page(content) if content.lstrip().startswith("<") else None
        carried = content if page is None else page.carried
        raw = None if carried is None else _object(carried, name)
    except UsageProblemError:
        if not name.casefold().endswith(_WITHOUT_VERDICT) or not os.path.isfile(name):
            raise
        raw = None
    if raw is None:
        raise UsageProblemError("page_without_verdict", file=name)
    if raw.get("schema") != VERDICT_SCHEMA or not isinstance(raw.get("answers"), Mapping):
        raise UsageProblemError("not_a_verdict", file=name)
    return raw, page


def read_object(name: str, streams: Streams, option: str, example: str) -> Mapping[str, object]:
    """The object of a JSON file that an option names; raises ``UsageProblemError``.

    ``example`` is shown to whoever gives something else.
    """
    return _object(_content(name, streams, option), name, example)


def _content(name: str, streams: Streams, option: str = "--answers") -> str:
    if not name:
        raise UsageProblemError("file_without_name", option=option)
    try:
        if name == "-":
            content = streams.stdin.buffer.read(_LONGEST + 1)
        else:
            with open(name, "rb") as file:
                content = file.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None
    if len(content) > _LONGEST:
        raise UsageProblemError("file_too_long", file=name, value=_LONGEST >> 20)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblemError("encoding", file=name, position=error.start + 1) from None


def _object(content: str, name: str, example: str = '{"facts": {}}') -> Mapping[str, object]:
    if not content.strip():
        raise UsageProblemError("json_empty", file=name, example=example)
    try:
        raw = strict_json(content)
    except NotJsonError as error:
        raise UsageProblemError(
            error.kind,
            file=name,
            name=error.name,
            line=error.line,
            column=error.column,
            what=f"json_what.{error.what or 'other'}",
            example=example,
        ) from None
    if not isinstance(raw, dict):
        raise UsageProblemError("json_object", file=name, example=example)
    return raw


def read_flags(
    facts: Mapping[str, object],
    unknown: Iterable[str],
    have: Iterable[str],
    readings: Iterable[str],
    on: str | None,
    now: date,
) -> Dossier:
    """The dossier that the flags give.

    Raises ``UsageProblemError`` or ``InvalidAnswersError`` for a name or value that does not exist.
    """
    given = {name: value for name, value in facts.items() if value is not None}
    for name in _several(unknown):
        fact = name.removeprefix("--").replace("-", "_")
        if fact in given:
            raise UsageProblemError("conflict", option=FACT[fact].flag)
        given[fact] = UNKNOWN
    chosen: dict[str, object] = {}
    for pair in readings:
        name, equals, choice = pair.partition("=")
        if not equals:
            raise UsageProblemError("bad_reading", where="--reading", value=pair)
        chosen[name.strip()] = choice.strip()
    return _read(
        {
            "facts": given,
            "documents": [name.replace("-", "_") for name in _several(have) if not says_all(name)],
            "readings": chosen,
            "on": None if on is None else read_option("--on", on, now),
        }
    )


def _read(answers: Mapping[str, object]) -> Dossier:
    try:
        return read_dossier(answers)
    except InvalidAnswersError:
        # Few answers need the words of all languages, and to load them costs a start.
        from stagiaire_cli.languages.words import read_in_words

        return read_in_words(answers)


def given_flags(options: DossierOptions) -> Dossier:
    """The dossier that the options of a command give; raises as ``read_flags``."""
    lists = (options.unknown, options.have, options.reading)
    return read_flags(options.facts, *lists, options.on, date.today())


def has_all(options: DossierOptions) -> bool:
    """Whether the options say that every document is held."""
    return any(map(says_all, _several(options.have)))


def not_over(*names: str | None) -> None:
    """No file is written over the one it is made from; raises ``UsageProblemError``."""
    files = [name for name in names if name is not None and name not in ("-", os.devnull)]
    for earlier, later in combinations(files, 2):
        if same_file(later, earlier):
            raise UsageProblemError("same_file", file=later)


def check_forms(command: str, given: Mapping[str, object], streams: Streams) -> None:
    """What the command is to write, it can write: the form, and the ending of each name.

    Raises ``UsageProblemError``.
    """
    form, output, save = (_named(given, name) for name in ("format", "output", "save"))
    # Spark also writes to tables, whose names have dots.
    endings = COMMANDS[command].written_as
    ending = ending_of(output)
    if output and ending and (ending in endings or given.get("engine") != "spark"):
        asked = "text" if form == "rich" else form
        fitting = [name for name in endings if asked in (None, endings[name])]
        if ending not in fitting:
            kind = "ending_contradicts" if ending in endings else "ending"
            raise _misnamed(kind, "--output", output, fitting or list(endings), form)
    if save and ENDINGS.get(ending_of(save), "json") != "json":
        raise _misnamed("ending", "--save", save, ["json"])
    if PDF in (form, named_by(output, endings)):
        from importlib.util import find_spec

        if find_spec("typst") is None:
            raise UsageProblemError("no_pdf")
        if output in (None, "-") and streams.to_terminal:
            raise UsageProblemError("pdf_on_terminal")


def _named(given: Mapping[str, object], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None


def _misnamed(
    kind: str, option: str, file: str, endings: Sequence[str], form: str | None = None
) -> UsageProblemError:
    expected = "|".join(f".{ending}" for ending in endings)
    return UsageProblemError(
        kind, option=option, file=file, ending=ending_of(file), form=form, expected=expected
    )


def given_head(options: HeadOptions, day: date) -> Head:
    """The head of the pages of that day that the options give; raises ``UsageProblemError``."""
    lines = {
        name: None if typed is None else in_one_line(typed, f"--{name}")
        for name, typed in zip(options._fields, options, strict=True)
    }
    return Head(**lines, day=day)


def same_file(name: str, other: str) -> bool:
    """Whether two names are of one file; a name that no file can have is of none."""
    try:
        return os.path.realpath(name) == os.path.realpath(other)
    except ValueError:
        return False


def given_day(typed: str | None, option: str = "--on") -> date | None:
    """The day that an option of a command gives, if it is given; raises as ``read_option``."""
    return None if typed is None else read_option(option, typed, date.today())


def read_option(option: str, typed: str, now: date) -> date:
    """The day that an option gives; ``today`` is the day of now.

    Raises ``UsageProblemError`` for anything else.
    """
    try:
        return read_day(typed)
    except BadValueError:
        from stagiaire_cli.languages.words import words

        plain = typed.strip().casefold()
        if plain in words("today"):
            return now
        near = nearest(plain, words("today"))
        raise UsageProblemError(
            "bad_option", option=option, value=typed, nearest=near, expected="day"
        ) from None


def _several(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]
