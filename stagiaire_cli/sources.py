"""Where the answers of a run come from: a JSON file, the flags, and which wins."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from stagiaire_cli.answers import (
    BadValueError,
    Dossier,
    InvalidAnswersError,
    in_order,
    nearest,
    read_day,
    read_dossier,
)
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic import UNKNOWN
from stagiaire_cli.problems import UsageProblemError, reason_of
from stagiaire_cli.streams import Streams

TODAY_WORDS: Final = ("today",)
# The messages of the standard library's JSON reader, by what they say.
_WHAT: Final = (
    ("Expecting value", "value"),
    ("Expecting property name", "property"),
    ("Illegal trailing comma", "property"),
    ("Expecting ", "delimiter"),
    ("Unterminated string", "string"),
    ("Invalid ", "string"),
    ("Extra data", "extra"),
)


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
    raw = _object(_content(name, streams), name)
    try:
        return read_dossier(raw)
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, name) from None


def _content(name: str, streams: Streams) -> str:
    if not name:
        raise UsageProblemError("file_without_name", option="--answers")
    try:
        if name == "-":
            content = streams.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                content = file.read()
    except (OSError, ValueError) as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageProblemError("encoding", file=name, position=error.start + 1) from None


def _object(content: str, name: str) -> Mapping[str, object]:
    def pairs(found: list[tuple[str, object]]) -> dict[str, object]:
        seen: dict[str, object] = {}
        for key, value in found:
            if key in seen:
                raise UsageProblemError("json_duplicate", file=name, name=key)
            seen[key] = value
        return seen

    def constant(found: str) -> object:
        raise UsageProblemError("json_constant", file=name, name=found)

    if not content.strip():
        raise UsageProblemError("json_empty", file=name)
    try:
        raw = json.loads(content, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        what = next((kind for start, kind in _WHAT if error.msg.startswith(start)), "other")
        raise UsageProblemError(
            "json", file=name, line=error.lineno, column=error.colno, what=f"json_what.{what}"
        ) from None
    except (RecursionError, ValueError):
        raise UsageProblemError("json_deep", file=name) from None
    if not isinstance(raw, dict):
        raise UsageProblemError("json_object", file=name)
    # A verdict carries the answers it was given.
    answers = raw.get("answers") if "schema" in raw else None
    return answers if isinstance(answers, dict) else raw


def read_flags(
    facts: Mapping[str, Any],
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
    return read_dossier(
        {
            "facts": given,
            "documents": [name.replace("-", "_") for name in _several(have)],
            "readings": chosen,
            "on": None if on is None else read_option("--on", on, now),
        }
    )


def read_option(option: str, typed: str, now: date) -> date:
    """The day that an option gives; ``today`` is the day of now.

    Raises ``UsageProblemError`` for anything else.
    """
    plain = typed.strip().casefold()
    if plain in TODAY_WORDS:
        return now
    try:
        return read_day(typed)
    except BadValueError:
        near = nearest(plain, TODAY_WORDS)
        raise UsageProblemError(
            "bad_option", option=option, value=typed, nearest=near, expected="day"
        ) from None


def _several(values: Iterable[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def merged(file: Dossier, flags: Dossier) -> Dossier:
    """Both at once: a flag wins over the file, documents add up."""
    return Dossier(
        {**file.facts, **flags.facts},
        in_order((*file.documents, *flags.documents)),
        {**file.readings, **flags.readings},
        flags.on or file.on,
    )
