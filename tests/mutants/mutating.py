"""The rules changed one at a time: each mutant is the law with one value flipped, dropped or moved.

A rule is an immutable value, so a mutant is the whole value made again with one place changed. Its
name says the place and the change.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any as Value
from typing import Final

from stagiaire_cli.law.dates import ALWAYS, STILL
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import VARIABLE
from stagiaire_cli.law.persons import ICT, MOBILE
from stagiaire_cli.logic.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Not,
    Open,
    facts_of,
)
from stagiaire_cli.logic.periods import LastsAtMost, NotLater
from stagiaire_cli.logic.records import Record

Mutant = tuple[str, Value]
OTHER_ARTICLE: Final = "R. 999-9"
_DAY: Final = timedelta(days=1)
_SENTINELS: Final = (ALWAYS, STILL)
_PROVISIONS: Final = ("1°", "2°", "3°", ICT, MOBILE)
# Names of things, under which the languages have their words: no rule is in them.
_NAMES: Final = ("name", "who", "id", "group", "kind", "number", "provision", "words")
_CITATIONS: Final = ("article", "then", "now")
_OPPOSITE: Final = {"refusal": "acceptance", "acceptance": "refusal"}


def mutants(value: Value) -> Iterator[Mutant]:
    """Every mutant of a rule, or of rules together."""
    if isinstance(value, Condition):
        yield from _of_condition(value)
    elif isinstance(value, Record):
        for field, part in zip(value._fields, value, strict=True):
            if field not in _NAMES:
                for change, other in _of_field(field, part):
                    yield f".{field}{change}", value._replace(**{field: other})
    elif isinstance(value, Mapping):
        for key, part in value.items():
            for change, other in mutants(part):
                yield f"[{key}]{change}", {**value, key: other}
    elif isinstance(value, tuple | frozenset):
        yield from _of_sequence(value)
    elif isinstance(value, bool):
        yield f" {value} -> {not value}", not value
    elif isinstance(value, int):
        yield f" {value} -> {value + 1}", value + 1
        yield f" {value} -> {value - 1}", value - 1
    elif isinstance(value, date) and value not in _SENTINELS:
        yield f" {value} one day later", value + _DAY
        yield f" {value} one day earlier", value - _DAY


def _of_field(field: str, part: Value) -> Iterator[Mutant]:
    if isinstance(part, Condition) and field != "condition":
        if part not in (TRUE, FALSE):
            yield " dropped (always)", TRUE
            yield " dropped (never)", FALSE
        else:
            yield " flipped", FALSE if part == TRUE else TRUE
    if field in ("holds", "only_if", "not_presumed_if") and part is not None:
        yield " dropped", None
    if field == "presumed":
        if part is not None:
            yield f" {part} dropped", None
        return
    if field == "values":
        yield from ((f" {one} dropped", tuple(x for x in part if x != one)) for one in part)
        return
    if isinstance(part, str):
        if field in _CITATIONS and part:
            yield f" {part} replaced", OTHER_ARTICLE
        elif field == "silence" and part:
            yield " flipped", _OPPOSITE[part]
        elif part and field != "document":
            yield f" {part} dropped", ""
        return
    yield from mutants(part)


def _of_sequence(value: Value) -> Iterator[Mutant]:
    items = list(value)
    for place, item in enumerate(items):
        label = _label(place, item)
        if not isinstance(item, date) and not isinstance(item, int) and type(item) is not tuple:
            yield f"{label} dropped", type(value)((*items[:place], *items[place + 1 :]))
        if isinstance(item, str):
            continue
        for change, other in mutants(item):
            yield f"{label}{change}", type(value)((*items[:place], other, *items[place + 1 :]))


def _label(place: int, item: Value) -> str:
    parts = ("provision", "number", "name", "document", "who", "id", "then", "since")
    told = [str(getattr(item, part)) for part in parts if getattr(item, part, None)]
    if not told and isinstance(item, str):
        told = [item]
    return f"[{place}{' ' if told else ''}{' '.join(told)}]"


def _of_condition(one: Condition) -> Iterator[Mutant]:
    if not isinstance(one, Not) and one not in (TRUE, FALSE):
        yield " negated", Not(one)
    if isinstance(one, All | Any):
        yield from _of_joined(one)
    elif isinstance(one, Not | Established):
        yield f".{type(one).__name__} removed", one.part
        for change, part in _of_condition(one.part):
            yield f".{type(one).__name__}{change}", type(one)(part)
    elif isinstance(one, Is):
        yield from _of_is(one)
    elif isinstance(one, AtLeast):
        for bound in (one.bound + 1, one.bound - 1):
            other = AtLeast(one.fact, bound, one.words, one.article, one.parts)
            yield f" {one.fact} {one.bound} -> {bound}", other
        yield from _cited(one, lambda a: AtLeast(one.fact, one.bound, one.words, a, one.parts))
    elif isinstance(one, NotLater):
        yield from _of_period(one)
    elif isinstance(one, Open):
        yield f" open {one.reason} -> always", TRUE
        yield f" open {one.reason} -> never", FALSE
        if one.reason:
            yield f" open {one.reason} unexplained", Open()


def _of_joined(one: All | Any) -> Iterator[Mutant]:
    kind, opposite = (All, Any) if isinstance(one, All) else (Any, All)
    if len(one.parts) > 1:
        yield f" {kind.__name__} -> {opposite.__name__}", opposite(*one.parts)
    for place, part in enumerate(one.parts):
        rest = (*one.parts[:place], *one.parts[place + 1 :])
        emptied = TRUE if kind is All else FALSE
        yield f".{place} {_told(part)} dropped", kind(*rest) if rest else emptied
        for change, other in _of_condition(part):
            mutated = (*one.parts[:place], other, *one.parts[place + 1 :])
            yield f".{place}{change}", kind(*mutated)


def _told(part: Condition) -> str:
    return f"{type(part).__name__}({', '.join(facts_of(part))})"


def _values_of(fact: str) -> tuple[object, ...]:
    if fact == "provision":
        return _PROVISIONS
    return READINGS[fact] if fact in READINGS else VARIABLE[fact].values


def _of_is(one: Is) -> Iterator[Mutant]:
    def made(*values: object) -> Is:
        return Is(one.fact, *values, words=one.words, article=one.article)

    if len(one.values) > 1:
        for value in one.values:
            rest = [other for other in one.values if other != value]
            yield f" {one.fact} not {value}", made(*rest)
    for value in _values_of(one.fact):
        if value not in one.values:
            yield f" {one.fact} or {value}", made(*one.values, value)
            if len(one.values) == 1:
                yield f" {one.fact} {value} instead", made(value)
    yield from _cited(one, lambda a: Is(one.fact, *one.values, words=one.words, article=a))


def _cited(one: Is | AtLeast, made: Callable[[str], Condition]) -> Iterator[Mutant]:
    if one.article:
        yield f" {'/'.join(one.facts)} {one.article} replaced", made(OTHER_ARTICLE)


def _of_period(one: NotLater) -> Iterator[Mutant]:
    def made(kind: type[NotLater] | None = None, **changes: Value) -> NotLater:
        fields = ("day", "start", "months", "days", "earlier", "article")
        return (kind or type(one))(**({name: getattr(one, name) for name in fields} | changes))

    told = f" {one.day}"
    for field in ("months", "days"):
        for step in (1, -1):
            number = getattr(one, field)
            if number or (step == 1 and field == "days"):
                change = f"{told} {field} {number} -> {number + step}"
                yield change, made(**{field: number + step})
    if isinstance(one, LastsAtMost):
        yield f"{told} a day less strict", made(NotLater)
        other = 0 if one.earlier else "earlier_months"
        yield f"{told} earlier {one.earlier} -> {other}", made(earlier=other)
    else:
        yield f"{told} a day stricter", made(LastsAtMost)


def moved_days(value: Value, day: date, step: int) -> Value:
    """The rules with everything that begins on the day, or ends on its eve, moved by the step."""
    if isinstance(value, date):
        if value in _SENTINELS:
            return value
        return value + step * _DAY if value in (day, day - _DAY) else value
    if isinstance(value, Record):
        return value._replace(
            **{
                name: moved_days(part, day, step)
                for name, part in zip(value._fields, value, strict=True)
                if isinstance(part, date | tuple)
            }
        )
    if isinstance(value, tuple):
        return tuple(moved_days(part, day, step) for part in value)
    return value
