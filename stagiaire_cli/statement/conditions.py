"""Conditions as SQL: the leaves ask about columns, and a day is compared as whole numbers."""

from stagiaire_cli.dossier.rows import READING_PREFIX
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
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
from stagiaire_cli.logic.periods import LastsAtMost, NotLater
from stagiaire_cli.statement.steps import SQL_NULL, Steps, both, either, opposite, sure, texts


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
        self._days: dict[str, _Day] = {}
        self._choices: dict[tuple[str, tuple[object, ...]], int] = {}

    def written(self, condition: Condition) -> str:
        """The condition, true, false or NULL as Kleene's logic has it.

        Raises ``TypeError`` for a kind of condition that SQL was not taught.
        """
        return self._written(condition.given(self.known))

    def _written(self, condition: Condition) -> str:
        if isinstance(condition, All):
            return both(*map(self._written, condition.parts))
        if isinstance(condition, Any):
            return either(*map(self._written, condition.parts))
        if isinstance(condition, Not):
            return opposite(self._written(condition.part))
        if isinstance(condition, Established):
            return sure(self._written(condition.part))
        if isinstance(condition, Open):
            return SQL_NULL
        if isinstance(condition, Is):
            return self._is(condition.fact, condition.values)
        if isinstance(condition, AtLeast):
            return f"({condition.fact} >= {_number(condition.bound, condition.parts)})"
        if isinstance(condition, NotLater):
            return self._not_later(condition)
        raise TypeError(type(condition).__name__)

    def _is(self, fact: str, values: tuple[object, ...]) -> str:
        name = column_of(fact)
        if fact in READINGS or FACT[fact].kind == "choice":
            # Texts are compared once.
            number = self._choices.setdefault((fact, values), len(self._choices) + 1)
            return self._steps.define(f"is{number}_{name}", f"({name} IN ({texts(values)}))")
        (value,) = values
        return name if value else opposite(name)

    def among(self, fact: str, values: tuple[object, ...]) -> str:
        """That a fact has one of the values; of numbers, that it is on their side of a bound."""
        if fact in READINGS or FACT[fact].kind != "months":
            return self._is(fact, values)
        bounds = FACT[fact].values
        if bounds[-1] in values:
            return f"{fact} >= {min(map(_whole, values))}"
        return f"{fact} < {bounds[len(values)]}"

    def _not_later(self, leaf: NotLater) -> str:
        start, day = self._day(str(leaf.start)), self._day(str(leaf.day))
        lasts = isinstance(leaf, LastsAtMost)
        backwards = f" OR {day.ordinal} < {start.ordinal}" if lasts else ""
        nothing = f"{start.ordinal} IS NULL OR {day.ordinal} IS NULL{backwards}"
        if not leaf.earlier:
            return f"CASE WHEN {nothing} THEN NULL ELSE {_within(leaf, day, start, '')} END"
        whole, rest = _within(leaf, day, start, ""), _within(leaf, day, start, str(leaf.earlier))
        return (
            f"CASE WHEN {nothing} THEN NULL WHEN NOT {whole} THEN FALSE "
            f"WHEN {leaf.earlier} IS NULL THEN NULL ELSE {rest} END"
        )

    def _day(self, name: str) -> "_Day":
        if name not in self._days:
            self._days[name] = _Day(self._steps, name)
        return self._days[name]


class _Day:
    """A day as whole numbers: months and days since the year 0, and its place in its month."""

    def __init__(self, steps: Steps, name: str) -> None:
        year = steps.define(f"{name}_y", f"CAST(SUBSTR({name}, 1, 4) AS INTEGER)")
        month = steps.define(f"{name}_m", f"CAST(SUBSTR({name}, 6, 2) AS INTEGER)")
        self.day = steps.define(f"{name}_d", f"CAST(SUBSTR({name}, 9, 2) AS INTEGER)")
        self.months = steps.define(f"{name}_months", f"12 * {year} + {month}")
        leap = f"({year} % 4 = 0 AND {year} % 100 <> 0 OR {year} % 400 = 0)"
        self.length = steps.define(
            f"{name}_length",
            f"CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31 "
            f"WHEN {leap} THEN 29 ELSE 28 END",
        )
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
