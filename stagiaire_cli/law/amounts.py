"""The means: amounts a month, in cents of a euro, by date, and what is checked of them.

The minimum wage (SMIC) is gross, on the legal working time: the hourly rate × 35 × 52 / 12, rounded
to the cent (R. 313-10-2 2° b). The allowance of scholars (R. 313-10-2 2° a) is known from the
practice of the administration alone: service-public page F17312 and the lists of embassies.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from stagiaire_cli.law.dates import ALWAYS, CODE_OF_2021, STILL, TEXTS_READ_UNTIL, after, eve
from stagiaire_cli.law.persons import EU_PROGRAMME, LIST, SHORT_STAY
from stagiaire_cli.law.shapes import Check, Told
from stagiaire_cli.logic.conditions import Any, AtLeast, Condition, Not, Open

ALLOWANCE: Final = 615_00
ALLOWANCE_KNOWN: Final = (date(2010, 1, 1), date(2025, 12, 31))

# From INSEE's series, the page F17312 and decree 2025-1228; no rise was found after January 2026.
SMIC: Final = (
    (date(2016, 1, 1), 1466_62),
    (date(2017, 1, 1), 1480_27),
    (date(2018, 1, 1), 1498_47),
    (date(2019, 1, 1), 1521_22),
    (date(2020, 1, 1), 1539_42),
    (date(2021, 1, 1), 1554_58),
    (date(2021, 10, 1), 1589_47),
    (date(2022, 1, 1), 1603_12),
    (date(2022, 5, 1), 1645_58),
    (date(2022, 8, 1), 1678_95),
    (date(2023, 1, 1), 1709_28),
    (date(2023, 5, 1), 1747_20),
    (date(2024, 1, 1), 1766_92),
    (date(2024, 11, 1), 1801_80),
    (date(2026, 1, 1), 1823_03),
)


def _euros(cents: int) -> AtLeast:
    return AtLeast("monthly_means", cents, parts=100)


_PRACTICE: Final = Told("practice")
_LAST_KNOWN: Final = Told("last_known", since=after(TEXTS_READ_UNTIL))
_REMARKS: Final = {remark.name: remark for remark in (_PRACTICE, _LAST_KNOWN, Told("mayotte"))}


def _means(
    number: str, article: str, holds: Condition, since: date, until: date, *remarks: str
) -> Iterator[Check]:
    """The check of the means, under each code that it holds in."""
    of_the_rule = tuple(_REMARKS[name] for name in remarks)
    # Where no amount is known, there is no practice to tell of.
    practice = () if isinstance(holds, Open) else (_PRACTICE,)
    codes = (
        (article, holds, ALWAYS, eve(CODE_OF_2021), of_the_rule),
        (LIST, holds, CODE_OF_2021, STILL, (*of_the_rule, *practice)),
    )
    for origin, rule, first, last, beside in codes:
        if max(since, first) <= min(until, last):
            # Until 2021 the text presumed the means of the 1° under such a programme.
            presumed = number == "1°" and last != STILL
            yield Check(
                "means",
                number,
                origin,
                Not(SHORT_STAY),
                Any(EU_PROGRAMME, rule) if presumed else rule,
                "monthly_means",
                remarks=tuple(
                    # Means that are presumed are compared with no amount.
                    remark._replace(when=Not(EU_PROGRAMME))
                    if presumed and remark == _PRACTICE
                    else remark
                    for remark in dict.fromkeys(beside)
                ),
                since=max(since, first),
                until=min(until, last),
            )


def checks_of_means() -> Iterator[Check]:
    """The checks of the means, by alternative and date."""
    first, last = ALLOWANCE_KNOWN
    article = "R. 313-10-2 2° {}"
    unknown = Open("allowance_not_known")
    yield from _means("1°", article.format("a"), unknown, ALWAYS, eve(first))
    yield from _means("1°", article.format("a"), _euros(ALLOWANCE), first, last, "practice")
    yield from _means("1°", article.format("a"), unknown, after(last), STILL)
    yield from _means("2°", article.format("b"), Open("smic_not_known"), ALWAYS, eve(SMIC[0][0]))
    for (since, cents), (later, _) in pairwise((*SMIC, (STILL, 0))):
        until = later if later == STILL else eve(later)
        yield from _means(
            "2°", article.format("b"), _euros(cents), since, until, "mayotte", "last_known"
        )
    pay, practice = Open("hospital_pay_not_known"), Open("hospital_practice_not_known")
    yield from _means("3°", article.format("c"), pay, ALWAYS, eve(CODE_OF_2021))
    yield from _means("3°", article.format("c"), practice, CODE_OF_2021, STILL)
