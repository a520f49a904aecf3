"""Answers as people and programs give them, read into a dossier; every mistake is collected."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from stagiaire_cli.dossier.dossier import Dossier, in_order
from stagiaire_cli.dossier.spelled import MIDNIGHTS, MOST_EUROS, MOST_MONTHS, names_listed
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

WORDS: Final = {
    **dict.fromkeys(("yes", "y", "oui", "o", "true", "vrai", "1"), True),
    **dict.fromkeys(("no", "n", "non", "false", "faux", "0"), False),
}
UNKNOWN_WORDS: Final = (UNKNOWN, "inconnu", "?")
NOT_YET_WORDS: Final = (NOT_YET, "pas encore")
SECTIONS: Final = ("facts", "documents", "readings", "on")
# What is longer than this is no mistyped name.
_LONGEST: Final = 100
_WRITTEN_OUT: Final = 1e15


class Problem(Record):
    """One mistake in the answers: its kind, where it is, the value, what was expected, the nearest.

    ``kind`` is ``unknown_fact``, ``unknown_document``, ``unknown_reading``, ``bad_value``,
    ``bad_shape``, ``nested`` or ``given_and_listed``; ``expected`` lists the values allowed, names
    a form (``yes_no``, ``date``, ``months``, ``euros``, ``object``, ``list``), or the list that
    says something else.
    """

    kind: str
    name: str
    value: str = ""
    expected: tuple[str, ...] = ()
    nearest: str = ""


class InvalidAnswersError(ValueError):
    """The answers cannot be read; ``problems`` has every mistake, in the order of the answers."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(
                f"{p.kind} {p.name}" + (f" (nearest: {p.nearest})" if p.nearest else "")
                for p in self.problems
            )
        )


class BadValueError(ValueError):
    """The text is not an answer of this kind."""


def nearest(name: str, names: Iterable[str]) -> str:
    """The name most like the one given, or nothing where none is like it."""
    return "" if len(name) > _LONGEST else _nearest(name, tuple(names))


# What is mistyped once is mistyped often.
@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    plain = name.strip().casefold().replace("-", "_")
    begun = [name for name in known if len(plain) > 2 and name.casefold().startswith(plain)]
    return next(iter(begun or get_close_matches(plain, known, 1, 0.6)), "")


def read_dossier(raw: Mapping[str, object]) -> Dossier:
    """The dossier of one object of answers, in sections or flat.

    Raises ``InvalidAnswersError`` with every problem.
    """
    problems: list[Problem] = []
    if "facts" in raw:
        sections = dict(raw)
        problems += [
            Problem("bad_shape", name, "", SECTIONS, nearest(name, SECTIONS))
            for name in raw
            if name not in SECTIONS
        ]
    else:
        sections = {name: raw.get(name) for name in SECTIONS}
        sections["facts"] = {name: raw[name] for name in raw if name not in SECTIONS}
    dossier = Dossier(
        _read_facts(_section(sections, "facts", problems), problems),
        _read_documents(sections.get("documents"), problems),
        _read_readings(_section(sections, "readings", problems), problems),
        _read_on(sections.get("on"), problems),
    )
    if problems:
        raise InvalidAnswersError(problems)
    return dossier


def _section(
    sections: Mapping[str, object], name: str, problems: list[Problem]
) -> dict[str, object]:
    section = sections.get(name)
    if section is None:
        return {}
    if not isinstance(section, Mapping):
        problems.append(Problem("bad_shape", name, as_given(section), ("object",)))
        return {}
    return dict(section)


def _read_facts(raw: Mapping[str, object], problems: list[Problem]) -> dict[str, object]:
    facts: dict[str, object] = {}
    for name, given in raw.items():
        fact = FACT.get(name)
        if fact is None:
            problems.append(_no_such_fact(str(name)))
            continue
        try:
            value = read_value(fact, given)
        except BadValueError:
            values = tuple(map(str, fact.values)) if fact.kind == "choice" else ()
            kind = "act" if fact.act else fact.kind
            problems.append(
                Problem(
                    "bad_value",
                    name,
                    as_given(given),
                    values or (kind,),
                    _instead(fact, given) or nearest(as_given(given), values),
                )
            )
            continue
        if value is not None:
            facts[name] = value
    return facts


def _no_such_fact(name: str) -> Problem:
    """That there is no such fact, or that what stands beside the facts stands among them."""
    if name in SECTIONS:
        return Problem("nested", name)
    return Problem("unknown_fact", name, "", (), nearest(name, (*FACT, *SECTIONS)))


def _instead(fact: Fact, given: object) -> str:
    """The value for what is no act and is not done; those that follow one that is none any more."""
    typed = as_given(given).strip()
    if typed.casefold() == NOT_YET and not fact.act:
        return "no" if fact.kind == "yes_no" else UNKNOWN
    return " | ".join(dict(fact.former).get(typed, ()))


def _read_documents(raw: object, problems: list[Problem]) -> tuple[str, ...]:
    if raw is None:
        return ()
    listed = [raw] if isinstance(raw, str) else raw
    if not isinstance(listed, list | tuple) or not all(
        isinstance(name, str) or name is None for name in listed
    ):
        problems.append(Problem("bad_shape", "documents", as_given(raw), ("list",)))
        return ()
    names = [name for several in listed for name in names_listed(several or "")]
    problems += [
        Problem("unknown_document", name, "", (), nearest(name, DOCUMENT_IDS))
        for name in names
        if name not in DOCUMENT_IDS
    ]
    return in_order(names)


def _read_readings(raw: Mapping[str, object], problems: list[Problem]) -> dict[str, str]:
    readings = {}
    for name, choice in raw.items():
        choices = READINGS.get(name)
        if choices is None:
            name = str(name)
            problems.append(Problem("unknown_reading", name, "", (), nearest(name, READINGS)))
        elif isinstance(choice, str) and choice.strip() in choices:
            readings[name] = choice.strip()
        elif not _absent(choice):
            problems.append(
                Problem(
                    "bad_value", name, as_given(choice), choices, nearest(as_given(choice), choices)
                )
            )
    return readings


def _read_on(raw: object, problems: list[Problem]) -> date | None:
    try:
        return None if _absent(raw) else read_day(raw)
    except BadValueError:
        problems.append(Problem("bad_value", "on", as_given(raw), ("date",)))
        return None


def _absent(given: object) -> bool:
    """Whether nothing was given."""
    return given is None or (isinstance(given, str) and not given.strip())


def as_given(value: object) -> str:
    """A value as sentences show it; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # Numbers go by the value that they have, in whichever type.
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _WRITTEN_OUT
    return f"{value:.0f}" if whole else str(value)


def read_value(fact: Fact, given: object) -> object:
    """The value of a fact as typed or stored; None where nothing was given.

    Raises ``BadValueError`` for anything that is not an answer to the fact.
    """
    if given is None:
        return None
    if isinstance(given, str):
        given = given.strip()
        if not given:
            return None
        if given.casefold() in UNKNOWN_WORDS:
            return UNKNOWN
    return _READ[fact.kind](fact, given)


def _yes_no(_fact: Fact, given: object) -> object:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.casefold() in WORDS:
        return WORDS[given.casefold()]
    raise BadValueError


def _choice(fact: Fact, given: object) -> object:
    if isinstance(given, str) and given in fact.values:
        return given
    raise BadValueError


def _months(_fact: Fact, given: object) -> object:
    if isinstance(given, str):
        # A column of whole numbers with holes in it is written as one of decimals.
        whole, _, decimals = given.replace(",", ".").partition(".")
        if whole.isascii() and whole.isdigit() and len(whole) <= 4 and not decimals.strip("0"):
            return int(whole)
    elif (number := _number(given)) is not None and number < MOST_MONTHS and not number % 1:
        return int(number)
    raise BadValueError


def read_day(given: object) -> date:
    """The day typed as 2018-12-31 or 31/12/2018; raises ``BadValueError`` for anything else.

    A day may have its time with it, where that is midnight.
    """
    if isinstance(given, datetime):
        text = given.isoformat()
    elif isinstance(given, date):
        return given
    elif isinstance(given, str):
        text = given.strip()
    else:
        raise BadValueError
    if text[10:] in MIDNIGHTS:
        text = text[:10]
    parts = text.split("-") if "-" in text else text.split("/")[::-1]
    digits = "".join(parts)
    if [len(part) for part in parts] != [4, 2, 2] or not (digits.isascii() and digits.isdigit()):
        raise BadValueError
    try:
        return date(*map(int, parts))
    except ValueError:
        raise BadValueError from None


def _date(fact: Fact, given: object) -> object:
    not_yet = isinstance(given, str) and given.strip().casefold() in NOT_YET_WORDS
    return NOT_YET if fact.act and not_yet else read_day(given)


def _euros(_fact: Fact, given: object) -> object:
    from decimal import Decimal

    if isinstance(given, str):
        whole, _, cents = given.replace(",", ".").partition(".")
        digits = whole + cents
        if whole and len(whole) <= 9 and len(cents) <= 2 and digits.isascii() and digits.isdigit():
            return Decimal(f"{whole}.{cents or 0}")
    elif (number := _number(given)) is not None and number < MOST_EUROS:
        # A third decimal is no rounding to be guessed.
        euros = number.quantize(Decimal("0.01"))
        if euros == number:
            return euros
    raise BadValueError


def _number(given: object) -> Any:
    """A number that is not negative, of any of the types that have some; else nothing."""
    from decimal import Decimal

    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        return None
    number = Decimal(str(given))
    return abs(number) if number.is_finite() and number >= 0 else None


_READ: Final[Mapping[str, Callable[[Fact, object], object]]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "months": _months,
    "date": _date,
    "euros": _euros,
}
