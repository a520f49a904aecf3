"""Calendar months and days: enumerated over every day of forty years, leap years and all."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagiaire_cli.logic.conditions import OPEN, UNKNOWN, facts_of
from stagiaire_cli.logic.periods import (
    LastsAtMost,
    NotLater,
    days_later,
    months_later,
)

EVERY_DAY = [date(1992, 1, 1) + timedelta(days=count) for count in range(40 * 366)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2018, 1, 8), 12, date(2019, 1, 8)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -12, date(2019, 1, 15)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    shorter = (later + timedelta(days=1)).day == 1
    assert later.day == day.day or (later.day < day.day and shorter)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_a_stay_of_n_months_ends_the_day_before_the_same_day(day: date, months: int) -> None:
    rule, end = LastsAtMost("end", "start", months), months_later(day, months)
    assert rule.value({"start": day, "end": end - timedelta(days=1)}) is True
    assert rule.value({"start": day, "end": end}) is False


STAY = LastsAtMost("end", "start", 3, earlier="earlier")


@pytest.mark.parametrize(
    ("end", "earlier", "short"),
    [
        (date(2020, 3, 31), 0, True),
        (date(2020, 4, 1), 0, False),
        (date(2020, 1, 31), 2, True),
        (date(2020, 2, 1), 2, False),
        (date(2020, 1, 31), 3, False),
        (date(2020, 4, 1), None, False),
        (date(2020, 1, 31), None, None),
        (date(2019, 12, 31), 0, None),
    ],
)
def test_a_stay_counts_both_days_and_the_months_before(
    end: date, earlier: int | None, short: bool | None
) -> None:
    known: dict[str, object] = {"start": date(2020, 1, 1), "end": end}
    if earlier is not None:
        known["earlier"] = earlier
    assert STAY.value(known) is short
    assert STAY.given({"start": date(2020, 1, 1)}).value(known) is short


def test_a_stay_without_a_known_day_cannot_be_decided_by_the_other() -> None:
    assert STAY.given({"start": UNKNOWN}) == OPEN
    assert facts_of(STAY.given({"end": date(2020, 3, 31)})) == ("start", "earlier")


@pytest.mark.parametrize("months", [*range(-13, 37), 120, -120])
def test_on_every_day_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    months: int,
) -> None:
    for day in EVERY_DAY:
        later = months_later(day, months)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12, 18, 24])
def test_on_every_day_a_period_of_months_ends_the_day_before(months: int) -> None:
    rule = LastsAtMost("end", "start", months)
    for day in EVERY_DAY:
        end = months_later(day, months)
        assert rule.value({"start": day, "end": end - timedelta(days=1)}) is True
        assert rule.value({"start": day, "end": end}) is False
        left = rule.given({"start": day})
        assert isinstance(left, NotLater)
        assert left.latest() == end - timedelta(days=1)


def test_a_period_of_days_counts_both_of_its_days() -> None:
    rule = LastsAtMost("end", "start", days=90)
    start = date(2018, 6, 1)
    assert rule.value({"start": start, "end": start + timedelta(days=89)}) is True
    assert rule.value({"start": start, "end": start + timedelta(days=90)}) is False


def test_a_day_that_is_counted_from_one_not_known_has_no_limit_yet() -> None:
    rule = NotLater("sent", "start", months=-2)
    assert rule.latest() is None
    left = rule.given({"start": date(2018, 4, 30)})
    assert isinstance(left, NotLater)
    assert left.latest() == date(2018, 2, 28)


@pytest.mark.parametrize("count", [-(10**9), -9999, 9999, 10**6])
def test_beyond_the_calendar_is_its_end(count: int) -> None:
    edge = date.max if count > 0 else date.min
    assert months_later(edge, count) == edge
    assert days_later(edge, count) == edge
