"""Periods of calendar months, both days counted (31 August + 6 months: the end of February)."""

from datetime import date

from stagiaire_cli.logic import Answers, Condition, Leaf, Truth


def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later (31 August + 6 months = last day of February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def lasts_at_most(first: date, last: date, months: int) -> bool:
    """Whether the period, both days included, lasts no longer than the calendar months."""
    return last < months_later(first, months)


class LastsAtMost(Leaf):
    """From the first day to the last, with the months done before, at most so many months.

    Each of the three is the name of a fact, or its value once it is known.
    """

    __slots__ = ("earlier", "first", "last", "months")
    _fields = ("first", "last", "earlier", "months", "words", "article")

    def __init__(
        self,
        first: str | date,
        last: str | date,
        earlier: str | int,
        months: int,
        article: str = "",
    ) -> None:
        self.first = first
        self.last = last
        self.earlier = earlier
        self.months = months
        self.words = ""
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(
            part for part in (self.first, self.last, self.earlier) if isinstance(part, str)
        )

    def _known(self, answers: Answers) -> tuple[object, object, object]:
        first, last, earlier = (
            answers.get(part, part) if isinstance(part, str) else part
            for part in (self.first, self.last, self.earlier)
        )
        return first, last, earlier

    def value(self, answers: Answers) -> Truth:
        first, last, earlier = self._known(answers)
        if not isinstance(first, date) or not isinstance(last, date) or last < first:
            return None
        if not lasts_at_most(first, last, self.months):
            return False
        if not isinstance(earlier, int):
            return None
        return lasts_at_most(first, last, self.months - earlier)

    def given(self, answers: Answers) -> Condition:
        rest = super().given(answers)
        if rest is not self:
            return rest
        first, last, earlier = self._known(answers)
        assert isinstance(first, str | date)
        assert isinstance(last, str | date)
        assert isinstance(earlier, str | int)
        return LastsAtMost(first, last, earlier, self.months, self.article)
