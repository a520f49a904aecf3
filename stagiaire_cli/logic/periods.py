"""Days and periods: calendar months, and what must not come later than some day.

Months are calendar months (31 August + 6 months: the end of February), days are calendar days.
"""

from datetime import date, timedelta

from stagiaire_cli.logic.conditions import Answers, Condition, Leaf, Truth


def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later (31 August + 6 months = last day of February).

    A day beyond the calendar is its last, or its first.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = day.day
    while True:
        try:
            return date(year, month + 1, last)
        except ValueError:
            last -= 1


def days_later(day: date, days: int) -> date:
    """The day so many calendar days later; beyond the calendar, its last day or its first."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min


class NotLater(Leaf):
    """A day that comes no later than so many months and days after (or before) another.

    ``day`` and ``start`` are names of facts, or days once these are known; ``earlier`` is a number
    of months to take off, or the name of the fact that says it.
    """

    __slots__ = ("day", "days", "earlier", "months", "start")
    _fields = ("day", "start", "months", "days", "earlier", "words", "article")

    def __init__(
        self,
        day: str | date,
        start: str | date,
        months: int = 0,
        days: int = 0,
        earlier: str | int = 0,
        article: str = "",
    ) -> None:
        self.day = day
        self.start = start
        self.months = months
        self.days = days
        self.earlier = earlier
        self.words = ""
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(part for part in (self.start, self.day, self.earlier) if isinstance(part, str))

    def _known(self, answers: Answers) -> tuple[object, object, object]:
        day, start, earlier = self.day, self.start, self.earlier
        return (
            answers.get(day, day) if isinstance(day, str) else day,
            answers.get(start, start) if isinstance(start, str) else start,
            answers.get(earlier, earlier) if isinstance(earlier, str) else earlier,
        )

    def limit(self, start: date, earlier: int = 0) -> date:
        """The last day that is not too late."""
        return days_later(months_later(start, self.months - earlier), self.days)

    def value(self, answers: Answers) -> Truth:
        day, start, earlier = self._known(answers)
        if not isinstance(day, date) or not isinstance(start, date):
            return None
        if day > self.limit(start):
            return False
        return day <= self.limit(start, earlier) if isinstance(earlier, int) else None

    def latest(self) -> date | None:
        """The last day that is not too late, where what it is counted from is known already."""
        if isinstance(self.start, date) and isinstance(self.earlier, int):
            return self.limit(self.start, self.earlier)
        return None

    def given(self, answers: Answers) -> Condition:
        rest = super().given(answers)
        if rest is not self or not any(fact in answers for fact in self.facts):
            return rest
        day, start, earlier = self._known(answers)
        assert isinstance(day, str | date)
        assert isinstance(start, str | date)
        assert isinstance(earlier, str | int)
        return type(self)(day, start, self.months, self.days, earlier, self.article)


class IsDay(Leaf):
    """The fact is a day: true of one, undecided otherwise."""

    __slots__ = ("fact",)
    _fields = ("fact", "words", "article")

    def __init__(self, fact: str) -> None:
        self.fact = fact
        self.words = ""
        self.article = ""

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def value(self, answers: Answers) -> Truth:
        return True if isinstance(answers.get(self.fact), date) else None


class LastsAtMost(NotLater):
    """From the first day to the last, both included, so many months, or days, at the most.

    A period that ends before it starts has no length.
    """

    __slots__ = ()

    def limit(self, start: date, earlier: int = 0) -> date:
        return days_later(super().limit(start, earlier), -1)

    def value(self, answers: Answers) -> Truth:
        last, first, _ = self._known(answers)
        if isinstance(first, date) and isinstance(last, date) and last < first:
            return None
        return super().value(answers)
