"""Conditions as SQL: the leaves ask about columns, and a day is compared as whole numbers."""

from datetime import date
from typing import Final

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import DERIVED, VARIABLE, VERDICT_DAY
from stagiaire_cli.logic.conditions import (
    All,
    Answers,
    Any,
    AtLeast,
    Condition,
    Established,
    Is,
    Not,
    Open,
)
from stagiaire_cli.logic.periods import IsDay, LastsAtMost, NotLater
from stagiaire_cli.statement.columns import DAY_COLUMN
from stagiaire_cli.statement.steps import (
    SQL_FALSE,
    SQL_NULL,
    SQL_TRUE,
    Steps,
    both,
    either,
    opposite,
    possible,
    sure,
)
from stagiaire_cli.statement.values import number_of, values_of

# The shortest month has as many days, so that no more are taken off than one month has.
_FEWEST_DAYS: Final = 28


def column_of(fact: str) -> str:
    """The column of a fact, or of a reading."""
    return READING_PREFIX + fact if fact in READINGS else fact


class Rules:
    """Writes conditions; what they need of days is defined among the steps.

    ``known`` has what is known of every row, or that it never is.
    """

    def __init__(self, steps: Steps, known: Answers) -> None:
        self._steps = steps
        self.known = known
        self._columns = {VERDICT_DAY: DAY_COLUMN}
        self._days: dict[str | date, _Day] = {}
        self._choices: dict[tuple[str, tuple[object, ...]], int] = {}
        self._rules: dict[str, str] = {}

    def stand_for(self, fact: str, column: str) -> None:
        """From now on the fact has what another column has."""
        self._columns[fact] = column

    def written(self, condition: Condition) -> str:
        """The condition, true, false or NULL as Kleene's logic has it.

        Raises ``TypeError`` for a kind of condition that SQL was not taught.
        """
        return self._written(condition.given(self.known))

    def _written(self, condition: Condition) -> str:
        if isinstance(condition, All):
            return both(*map(self._written, condition.parts))
        if isinstance(condition, Any):
            decided = _decided(condition)
            if decided is not None:
                return _known(self._named(decided))
            return either(*map(self._written, condition.parts))
        if isinstance(condition, Not):
            refused = _not_refused(condition)
            if refused is not None:
                return possible(self._named(refused))
            return opposite(self._written(condition.part))
        if isinstance(condition, Established):
            if isinstance(condition.part, IsDay):
                return f"({self._column(condition.part.fact)} IS NOT NULL)"
            if isinstance(condition.part, Not):
                return sure(opposite(self._named(condition.part.part)))
            return sure(self._named(condition.part))
        if isinstance(condition, Open):
            return SQL_NULL
        if isinstance(condition, Is):
            return self._is(condition.fact, condition.values)
        if isinstance(condition, AtLeast):
            return f"({condition.fact} >= {_number(condition.bound, condition.parts)})"
        if isinstance(condition, NotLater):
            return self._once(self._not_later(condition))
        if isinstance(condition, IsDay):
            return f"CASE WHEN {self._column(condition.fact)} IS NOT NULL THEN TRUE END"
        raise TypeError(type(condition).__name__)

    def _named(self, condition: Condition) -> str:
        """The condition, which several others ask about, worked out once."""
        return self._once(self._written(condition))

    def _once(self, expression: str) -> str:
        if expression not in self._rules:
            name = f"rule{len(self._rules) + 1}"
            self._rules[expression] = self._steps.define(name, expression)
        return self._rules[expression]

    def _column(self, fact: str) -> str:
        return self._columns.get(fact, fact)

    def _is(self, fact: str, values: tuple[object, ...]) -> str:
        if fact in DERIVED:
            derived = self._steps.define(fact, self.written(DERIVED[fact]))
            return derived if values == (True,) else opposite(derived)
        name = column_of(fact)
        if fact in READINGS or (fact in VARIABLE and VARIABLE[fact].kind == "choice"):
            # A column has an answer or nothing, so the fewer values are compared.
            others = tuple(value for value in values_of(fact) if value not in values)
            if len(others) < len(values):
                return opposite(self._is(fact, others))
            number = self._choices.setdefault((fact, values), len(self._choices) + 1)
            numbers = ", ".join(str(number_of(fact, value)) for value in values)
            return self._steps.define(f"is{number}_{name}", f"({name} IN ({numbers}))")
        (value,) = values
        return name if value else opposite(name)

    def among(self, fact: str, values: tuple[object, ...]) -> str:
        """That a fact has one of the values; of numbers, that it is on their side of a bound."""
        if fact in READINGS or VARIABLE[fact].kind != "months":
            return self._is(fact, values)
        bounds = VARIABLE[fact].values
        if bounds[-1] in values:
            return f"{fact} >= {min(map(_whole, values))}"
        return f"{fact} < {bounds[len(values)]}"

    def _not_later(self, leaf: NotLater) -> str:
        lasts = isinstance(leaf, LastsAtMost)
        if not lasts and (leaf.months, leaf.earlier, leaf.days) == (0, 0, -1):
            # Days in this form are in the order of their texts.
            return f"({self._text(leaf.day)} < {self._text(leaf.start)})"
        start, day = self._day(leaf.start), self._day(leaf.day)
        backwards = f" OR {day.ordinal} < {start.ordinal}" if lasts else ""
        nothing = f"{start.ordinal} IS NULL OR {day.ordinal} IS NULL{backwards}"
        if not leaf.earlier:
            return f"CASE WHEN {nothing} THEN NULL ELSE {_within(leaf, day, start, '')} END"
        whole, rest = _within(leaf, day, start, ""), _within(leaf, day, start, str(leaf.earlier))
        return (
            f"CASE WHEN {nothing} THEN NULL WHEN NOT {whole} THEN FALSE "
            f"WHEN {leaf.earlier} IS NULL THEN NULL ELSE {rest} END"
        )

    def _text(self, day: str | date) -> str:
        return f"'{day}'" if isinstance(day, date) else self._column(day)

    def _day(self, day: str | date) -> "_Day":
        assert isinstance(day, str), "only an earlier day is compared with a day of the calendar"
        name = self._column(day)
        if name not in self._days:
            self._days[name] = _Day(self._steps, name)
        return self._days[name]

    def last_day(self, leaf: NotLater) -> str:
        """The last day that is not too late, as a number that has its digits (20201231)."""
        assert not isinstance(leaf, LastsAtMost)
        assert not leaf.earlier
        assert -_FEWEST_DAYS < leaf.days <= 0
        return self._day(leaf.start).before(leaf.months, -leaf.days)


def _decided(condition: Any) -> Condition | None:
    """What the condition asks to be known, either way, if that is what it asks."""
    parts = condition.parts
    if len(parts) == 2 and all(isinstance(part, Established) for part in parts):
        yes, no = (part.part for part in parts if isinstance(part, Established))
        if no == Not(yes):
            return yes
    return None


def _not_refused(condition: Not) -> Condition | None:
    """What the condition asks not to be refused, if that is what it asks."""
    part = condition.part
    if isinstance(part, Established) and isinstance(part.part, Not):
        return part.part.part
    return None


def _known(part: str) -> str:
    """The condition is known, either way."""
    if part in (SQL_TRUE, SQL_FALSE):
        return SQL_TRUE
    return SQL_FALSE if part == SQL_NULL else f"({part} IS NOT NULL)"


class _Day:
    """A day as whole numbers: months and days since the year 0, and its place in its month."""

    def __init__(self, steps: Steps, name: str) -> None:
        self._steps = steps
        self._name = name
        self._before: dict[tuple[int, int], str] = {}
        year = steps.define(f"{name}_y", f"CAST(SUBSTR({name}, 1, 4) AS INTEGER)")
        month = steps.define(f"{name}_m", f"CAST(SUBSTR({name}, 6, 2) AS INTEGER)")
        self.day = steps.define(f"{name}_d", f"CAST(SUBSTR({name}, 9, 2) AS INTEGER)")
        self.months = steps.define(f"{name}_months", f"12 * {year} + {month}")
        self.length = steps.define(f"{name}_length", _length(year, month))
        # Years that start in March end with the day that some of them lack.
        since = steps.define(f"{name}_year", f"{year} - CASE WHEN {month} < 3 THEN 1 ELSE 0 END")
        days = steps.define(
            f"{name}_march", f"153 * ({month} + CASE WHEN {month} < 3 THEN 9 ELSE -3 END) + 2"
        )
        self.ordinal = steps.define(
            f"{name}_days",
            f"365 * {since} + ({since} - {since} % 4) / 4 - ({since} - {since} % 100) / 100 "
            f"+ ({since} - {since} % 400) / 400 + ({days} - {days} % 5) / 5 + {self.day}",
        )

    def before(self, months: int, days: int) -> str:
        """The day so many months later and days before, as a number that has its digits.

        In a month that lacks the day, it is the last.
        """
        name = f"{self._name}_{len(self._before) + 1}"
        if (months, days) in self._before:
            return self._before[months, days]
        first, day = self._moved(name, months)
        number = f"{first} + {day}"
        if days:
            before, _ = self._moved(f"{name}_eve", months - 1)
            last = f"{name}_eve_length"
            number = f"CASE WHEN {day} > {days} THEN {first} + {day} - {days} "
            number += f"ELSE {before} + {last} + {day} - {days} END"
        self._before[months, days] = self._steps.define(f"{name}_number", number)
        return self._before[months, days]

    def _moved(self, name: str, months: int) -> tuple[str, str]:
        """The number of the month so many later, before its first day, and the day in it."""
        define = self._steps.define
        since = define(f"{name}_since", f"{self.months} + {months - 1}")
        month = define(f"{name}_m", f"{since} % 12 + 1")
        year = define(f"{name}_y", f"CAST(({since} - {since} % 12) / 12 AS INTEGER)")
        length = define(f"{name}_length", _length(year, month))
        day = f"CASE WHEN {self.day} > {length} THEN {length} ELSE {self.day} END"
        return define(f"{name}_first", f"10000 * {year} + 100 * {month}"), define(f"{name}_d", day)


def _length(year: str, month: str) -> str:
    """How many days the month has."""
    leap = f"({year} % 4 = 0 AND {year} % 100 <> 0 OR {year} % 400 = 0)"
    return (
        f"CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31 "
        f"WHEN {leap} THEN 29 ELSE 28 END"
    )


def _within(leaf: NotLater, day: _Day, start: _Day, earlier: str) -> str:
    """That the day is no later than the months and days after the start allow.

    In the month of the limit a day that the start's month has and this one lacks is its last.
    """
    if not leaf.months and not earlier:
        days = leaf.days - isinstance(leaf, LastsAtMost)
        return f"({day.ordinal} <= {start.ordinal} + {days})"
    assert not leaf.days
    last = f"{start.months} + {leaf.months}" + (f" - {earlier}" if earlier else "")
    if isinstance(leaf, LastsAtMost):
        in_month = f"{day.day} < {start.day} AND {day.day} < {day.length}"
    else:
        in_month = f"{day.day} <= {start.day}"
    return f"({day.months} < {last} OR ({day.months} = {last} AND {in_month}))"


def _number(bound: int, parts: int) -> str:
    whole, rest = divmod(bound, parts)
    return str(whole) if parts == 1 else f"{whole}.{rest * 100 // parts:02}"


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
