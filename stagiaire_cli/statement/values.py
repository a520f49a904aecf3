"""Values in SQL: which are answers, what they are read as, and what is said of the others."""

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from stagiaire_cli.dossier.answers import WORDS
from stagiaire_cli.dossier.spelled import MIDNIGHTS, MOST_EUROS, MOST_MONTHS
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import VARIABLE, Fact
from stagiaire_cli.statement.steps import both, either, opposite, texts

# The number of a choice that is none of the values; theirs count from 1.
NO_CHOICE: Final = 0
_MOST: Final = {"months": MOST_MONTHS, "euros": MOST_EUROS}
# In no year.
_NO_DAYS: Final = ("02-30", "02-31", "04-31", "06-31", "09-31", "11-31")


class Wording(Protocol):
    """Says what is wrong: from the column and its value in SQL, an expression of a sentence.

    ``listed`` is the list that says something else of the fact, if that is what is wrong.
    """

    def __call__(self, column: str, value: str, listed: str = "", /) -> str:
        """The expression."""


def plainly(column: str, value: str, listed: str = "", /) -> str:
    """The column, and the value that is no answer, or that a list contradicts."""
    return f"'{column}: ' || {value}" + (f" || ', {listed}'" if listed else "")


def values_of(name: str) -> Sequence[object]:
    """The values of a choice, or of a reading."""
    return READINGS[name] if name in READINGS else VARIABLE[name].values


def number_of(name: str, value: object) -> int:
    """The number of a value of a choice, or of a reading, in SQL."""
    return values_of(name).index(value) + 1


def chosen(
    name: str, text: str, values: Iterable[object], blank: str = "NULL", unknown: str = ""
) -> str:
    """A choice as the number of its value, which is compared faster than its ``text``.

    ``blank`` is what nothing is read as; ``unknown`` the condition that the column says so.
    """
    numbers = enumerate(values, start=1)
    cases = " ".join(f"WHEN '{value}' THEN {number}" for number, value in numbers)
    other = f"CASE WHEN {unknown} THEN NULL ELSE {NO_CHOICE} END" if unknown else str(NO_CHOICE)
    cases = f"CASE {text} {cases} WHEN '' THEN {blank} ELSE {other} END"
    return f"CASE WHEN {name} IS NULL THEN {blank} ELSE {cases} END"


def no_day(text: str) -> str:
    """That a text is no day of the calendar; any text may stand in a column of SQLite."""
    day = f"SUBSTR({text}, 6, 5)"
    return opposite(
        both(
            f"{text} LIKE '____-__-__%'",
            f"SUBSTR({text}, 11) IN ({texts(('', *MIDNIGHTS))})",
            *(f"SUBSTR({text}, {place}, 1) IN ({texts(range(10))})" for place in range(1, 5)),
            f"SUBSTR({text}, 1, 4) <> '0000'",
            f"SUBSTR({text}, 6, 2) IN ({_numbers(range(1, 13))})",
            f"SUBSTR({text}, 9, 2) IN ({_numbers(range(1, 32))})",
            f"{day} NOT IN ({texts(_NO_DAYS)})",
            either(f"{day} <> '02-29'", _leap(text)),
        )
    )


def no_number(fact: Fact) -> str:
    """That a column has no number of months, or no amount in euros."""
    name = fact.id
    # What is too large for a type of numbers is compared alone.
    parts = f"CAST({name} AS INTEGER)"
    if fact.kind == "euros":
        parts = f"ROUND(CAST({name} AS DECIMAL(20, 6)), 2)"
    in_range = f"{name} >= 0 AND {name} < {_MOST[fact.kind]}"
    return f"CASE WHEN {in_range} THEN {name} <> {parts} ELSE {name} IS NOT NULL END"


def _numbers(values: Iterable[int]) -> str:
    """Numbers as texts of two digits."""
    return texts(f"{value:02}" for value in values)


def _leap(text: str) -> str:
    """That the year of a day is one of 366 days."""
    fourths = _numbers(range(0, 100, 4))
    years, century = f"SUBSTR({text}, 3, 2)", f"SUBSTR({text}, 1, 2)"
    return f"CASE {years} WHEN '00' THEN {century} IN ({fourths}) ELSE {years} IN ({fourths}) END"


def in_words(name: str) -> str:
    """Yes or no from a column that has it in words."""
    yes = texts(word for word, value in WORDS.items() if value)
    no = texts(word for word, value in WORDS.items() if not value)
    word = f"LOWER(TRIM({name}))"
    return f"CASE WHEN {word} IN ({yes}) THEN TRUE WHEN {word} IN ({no}) THEN FALSE END"


def apart(text: str) -> str:
    """The names of a list, each between marks of its own, without blanks around them."""
    bars = f"REPLACE(REPLACE(TRIM({text}), '  ', ' '), ',', '|')"
    return f"'<' || REPLACE(REPLACE(REPLACE({bars}, '| ', '|'), ' |', '|'), '|', '><') || '>'"
