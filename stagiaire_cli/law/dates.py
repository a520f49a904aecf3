"""The days on which the law changes, and what holds on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from stagiaire_cli.logic.records import Record

ALWAYS: Final = date.min
STILL: Final = date.max

# The circular of 31 July 2009 had short internships stamped too.
NO_STAMP_OF_SHORT_STAYS: Final = date(2013, 5, 31)
DECREE_OF_2011: Final = date(2011, 9, 8)
REFORM_OF_2016: Final = date(2016, 11, 1)
REFORM_OF_2019: Final = date(2019, 3, 1)
NO_ASSOCIATION: Final = date(2020, 6, 20)
CODE_OF_2021: Final = date(2021, 5, 1)
TEXTS_READ_UNTIL: Final = date(2026, 4, 3)


class Dated(Protocol):
    """A rule with its first and its last day (``ALWAYS``, ``STILL`` where there is none)."""

    @property
    def since(self) -> date:
        """Its first day."""

    @property
    def until(self) -> date:
        """Its last day."""


_Rule = TypeVar("_Rule", bound=Dated)


def eve(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)


def after(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def in_force(rules: Iterable[_Rule], on: date) -> tuple[_Rule, ...]:
    """Those of the rules that hold on the day."""
    return tuple(rule for rule in rules if rule.since <= on <= rule.until)


class Suspension(Record):
    """Days on which no period ran, the first and the last, and the text that says so."""

    first: date
    last: date
    article: str


# Every period at whose end silence decides stops on the first of these days, and goes on after the
# last; one that would begin on them begins then.
SUSPENSION: Final = Suspension(
    date(2020, 3, 12), date(2020, 6, 23), "ordonnance n° 2020-306, art. 1 et 7"
)
