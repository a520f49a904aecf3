"""The map of the questionnaire: every path of it is a session with the same end."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date

from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.map.survey import questionnaire
from tests.people.paths import DATED, dated, dates_in_order, followed, sections
from tests.people.sessions import TODAY

_DAYS = tuple(dict.fromkeys((*(version.since for version in VERSIONS), LAST_DAY, TODAY)))


def prove() -> Iterator[tuple[str, int]]:
    """Follow each path on a day of each version, then those of the questions about dates."""
    total = 0
    with ProcessPoolExecutor() as pool:
        for day, count in zip(_DAYS, pool.map(_paths, _DAYS), strict=True):
            total += count
            yield f"paths of the map on {day}", count
        seen = sum(pool.map(dates_in_order, DATED))
        yield "states in which dates are asked in the order drawn", seen
        yield "questions about dates that are drawn, each asked", sum(pool.map(_dates, _DAYS[-2:]))
    yield "paths of the map followed, in all", total


def _paths(day: date) -> int:
    drawn = questionnaire(day)
    return sum(followed(drawn, section) for section in sections(drawn))


def _dates(day: date) -> int:
    return dated(questionnaire(day))
