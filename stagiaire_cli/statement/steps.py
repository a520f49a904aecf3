"""A statement in steps: columns that are named, and each computed once what it needs is there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

SQL_TRUE: Final = "TRUE"
SQL_FALSE: Final = "FALSE"
SQL_NULL: Final = "CAST(NULL AS BOOLEAN)"
# A step that is not kept apart is written out wherever one of its columns is named: PostgreSQL
# keeps apart what has a WITH of its own, SQLite what joins rows that come from nowhere.
_APART: Final = "WITH apart AS (SELECT 1 AS one)\n"
_TOGETHER: Final = 3
_QUOTED: Final = re.compile("'[^']*'")
_NAME: Final = re.compile(r"[a-z_][a-z_0-9]*")
_PLAIN: Final = re.compile(r"[a-z_][a-z_0-9]*|\d+")


class Steps:
    """The columns of a statement; a column may name those of the table and any defined before."""

    def __init__(self) -> None:
        self._steps: list[dict[str, str]] = [{}]
        self._step_of: dict[str, int] = {}

    def read(self, name: str, expression: str) -> str:
        """A column made of the columns of the table alone; returns its name."""
        self._steps[0][name] = expression
        self._step_of[name] = 0
        return name

    def define(self, name: str, expression: str) -> str:
        """A column made of those before; what is already a name or a constant stays as it is."""
        if _PLAIN.fullmatch(expression) or expression in (SQL_TRUE, SQL_FALSE, SQL_NULL):
            return expression
        step = 1 + max((self._step_of[used] for used in self._used(expression)), default=0)
        if step == len(self._steps):
            self._steps.append({})
        self._steps[step][name] = expression
        self._step_of[name] = step
        return name

    def listed(self, name: str, cases: Mapping[str, str]) -> str:
        """The names whose condition holds, in their order, with a bar between them."""
        if not cases:
            return "''"
        many = len(cases)
        bits = [
            f"CASE WHEN {case} THEN {1 << many - 1 - index} ELSE 0 END"
            for index, case in enumerate(cases.values())
        ]
        return names_of(self.define(name, " + ".join(bits)), tuple(cases))

    def _used(self, expression: str) -> set[str]:
        return set(_NAME.findall(_QUOTED.sub("", expression))) & self._step_of.keys()

    def statement(self, table: str, columns: Mapping[str, str]) -> str:
        """The statement that reads the table and gives the columns."""
        kept: list[dict[str, str]] = []
        needed = set().union(*map(self._used, columns.values()))
        last = _selected(columns)
        for step in reversed(self._steps):
            own = {name: step[name] for name in step if name in needed}
            needed -= own.keys()
            kept.append({**{name: name for name in sorted(needed)}, **own})
            if step is not self._steps[0]:
                needed |= set().union(*map(self._used, own.values()))
        # SQLite takes a table for the step of the same name.
        name = "step"
        while name in table.casefold():
            name += "_"
        steps = [f"{name}1 AS (\nSELECT\n{_selected(kept[-1])}\nFROM {table}\n)"]
        for number, step in enumerate(reversed(kept[:-1]), start=1):
            nothing = ", ".join(["NULL"] * len(step))
            body = f"{_APART}SELECT\n{_selected(step)}\nFROM {name}{number}\n"
            body += f"UNION ALL SELECT {nothing} WHERE 1 = 0"
            steps.append(f"{name}{number + 1} AS (\n{body}\n)")
        return f"WITH {', '.join(steps)}\nSELECT\n{last}\nFROM {name}{len(steps)}\n"


def _selected(columns: Mapping[str, str]) -> str:
    return ",\n".join(
        f"  {name}" if name == expression else f"  {expression} AS {name}"
        for name, expression in columns.items()
    )


def both(*parts: str) -> str:
    """All of the conditions."""
    return _joined(parts, " AND ", SQL_TRUE, SQL_FALSE)


def either(*parts: str) -> str:
    """At least one of the conditions."""
    return _joined(parts, " OR ", SQL_FALSE, SQL_TRUE)


def _joined(parts: tuple[str, ...], joint: str, neutral: str, decisive: str) -> str:
    kept = [part for part in dict.fromkeys(parts) if part != neutral]
    if decisive in kept:
        return decisive
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else f"({joint.join(kept)})"


def opposite(part: str) -> str:
    """The condition does not hold."""
    return {SQL_TRUE: SQL_FALSE, SQL_FALSE: SQL_TRUE, SQL_NULL: SQL_NULL}.get(
        part
    ) or f"(NOT {part})"


def sure(part: str) -> str:
    """The condition is known to hold."""
    return _where_open(part, SQL_FALSE)


def possible(part: str) -> str:
    """The condition is not known not to hold."""
    return _where_open(part, SQL_TRUE)


def not_known(part: str) -> str:
    """The condition is not known, either way."""
    if part in (SQL_TRUE, SQL_FALSE):
        return SQL_FALSE
    return SQL_TRUE if part == SQL_NULL else f"({part} IS NULL)"


def _where_open(part: str, value: str) -> str:
    """The condition, which has that value where it is not known."""
    if part in (SQL_TRUE, SQL_FALSE):
        return part
    return value if part == SQL_NULL else f"COALESCE({part}, {value})"


def texts(values: Iterable[object]) -> str:
    """Values as a list of texts."""
    return ", ".join(f"'{value}'" for value in values)


def names_of(number: str, names: Sequence[str]) -> str:
    """The names whose bits a number has, the first name highest, with a bar between them.

    To join texts costs most, so some names are told together.
    """
    parts = []
    for first in range(0, len(names), _TOGETHER):
        group = names[first : first + _TOGETHER]
        least = 1 << len(names) - first - len(group)
        among = f"{number} % {least << len(group)}" if first else number
        cases = [f"WHEN {among} < {least} THEN ''"]
        for value in range(1, 1 << len(group)):
            indexes = (index for index in range(len(group)) if value >> len(group) - 1 - index & 1)
            joined = "".join(f"|{group[index]}" for index in indexes)
            last = value + 1 == 1 << len(group)
            cases.append(
                f"ELSE '{joined}'"
                if last
                else f"WHEN {among} < {(value + 1) * least} THEN '{joined}'"
            )
        parts.append(f"CASE {' '.join(cases)} END")
    return f"SUBSTR({' || '.join(parts)}, 2)"
