"""Which article of the code of 1 May 2021 follows each article of the code before it."""

from datetime import date
from functools import lru_cache
from typing import Final

from stagiaire_cli.law.dates import (
    ALWAYS,
    DECREE_OF_2011,
    NO_ASSOCIATION,
    REFORM_OF_2016,
    REFORM_OF_2019,
    STILL,
    eve,
    in_force,
)
from stagiaire_cli.law.persons import LIST
from stagiaire_cli.logic.records import Record


class Moved(Record):
    """An article of the old code, the one that follows it, and a name for what changes with it.

    ``now`` is empty where nothing follows; ``change`` where the substance is the same. ``since``
    and ``until`` are the first and the last day of the old article, or of what it said.
    """

    then: str
    now: str
    change: str = ""
    since: date = ALWAYS
    until: date = STILL


_WITH_ASSOCIATION: Final = eve(NO_ASSOCIATION)


CONCORDANCE: Final = (
    Moved("R. 313-10-1", "R. 426-16"),
    Moved("R. 313-10-1 1°", "R. 426-16 1°"),
    Moved("R. 313-10-1 2°", "R. 426-16 2°", "reservation", until=eve(REFORM_OF_2016)),
    Moved("R. 313-10-1 2°", "R. 426-16 2°", "reservation_of_mobile", REFORM_OF_2016),
    Moved("R. 313-10-1 3°", "R. 426-16 3°", "private_hospitals", DECREE_OF_2011),
    Moved("R. 313-10-2 1°", f"L. 426-23, {LIST}", "stamped_by_platform"),
    Moved("R. 313-10-2 2°", LIST, "no_thresholds"),
    Moved("R. 313-10-2 II", "R. 426-17", since=REFORM_OF_2019),
    Moved("R. 313-10-3 I", "R. 426-19", "association_signs_no_more", until=_WITH_ASSOCIATION),
    Moved("R. 313-10-3 I", "R. 426-19", since=NO_ASSOCIATION),
    Moved("R. 313-10-3 II", "R. 426-18"),
    Moved("R. 313-10-4 I", "R. 426-20", "teleservice_hospitals"),
    Moved("R. 313-10-4 II", "R. 426-21", "teleservice"),
    Moved("R. 313-10-4 III", "R. 426-22", "private_hospitals"),
    Moved("R. 313-10-5", "", "association_gone", until=_WITH_ASSOCIATION),
    Moved(
        "R. 313-10-6",
        "annexe 10, rubrique 20, R. 421-51",
        "smic_and_contract",
        REFORM_OF_2016,
    ),
    Moved("R. 313-10-7", "", "convention_gone", REFORM_OF_2016, eve(REFORM_OF_2019)),
    Moved("R. 313-10-8", "", "convention_gone", REFORM_OF_2016, eve(REFORM_OF_2019)),
    Moved("R.* 313-10-7-1", "R.* 421-52", since=REFORM_OF_2016),
    Moved("R. 313-10-9", "annexe 10, rubrique 22", since=REFORM_OF_2016),
    Moved("R. 313-10-10", "R. 421-53, R. 421-54, annexe 10, rubrique 21", since=REFORM_OF_2016),
    Moved(
        "L. 313-7-1",
        "L. 426-23, L. 412-1, L. 412-3 2°",
        "no_paid_work_nor_association",
        until=_WITH_ASSOCIATION,
    ),
    Moved("L. 313-7-1", "L. 426-23, L. 412-1, L. 412-3 2°", "no_paid_work", NO_ASSOCIATION),
    Moved(
        "L. 313-7-2",
        "L. 421-30, L. 421-31, L. 421-32, L. 421-33",
        "no_paid_work",
        REFORM_OF_2016,
    ),
    Moved("L. 311-1", "L. 411-1"),
    Moved("L. 313-2", "L. 412-1"),
    Moved("R. 311-1", "annexe 10", "sworn_translation"),
    Moved("R. 311-2", "R. 431-4"),
    Moved("R. 311-2 4°", "R. 431-5 1°", "teleservice_window", since=REFORM_OF_2016),
    Moved("R. 311-2-2", "R. 431-10", "family_titles_only", REFORM_OF_2016),
    Moved("R. 313-1", "L. 412-1, R. 431-11, annexe 10", "no_entry_document"),
    Moved("R. 313-2", "L. 412-1, R. 431-11, annexe 10"),
    Moved("R. 313-3", "L. 412-1, R. 431-11, annexe 10"),
    Moved("R. 313-4", "R. 431-18"),
    Moved("R. 313-4-1", "R. 433-1, annexe 10", since=REFORM_OF_2016),
    Moved("R. 313-36", "R. 433-1, annexe 10", "amendment_stamped"),
    Moved("R. 311-3 2°", "L. 411-1"),
    Moved("R. 311-3 10°", "R. 431-16 17°", since=DECREE_OF_2011),
    Moved("R. 311-3 12°", "R. 431-16 12°", since=REFORM_OF_2016),
    Moved("R.* 311-12", "R.* 432-1"),
    Moved("R. 311-12-1", "R. 432-2"),
    Moved("L. 313-17", "L. 433-4, L. 433-5 5°", since=REFORM_OF_2016),
    Moved("L. 311-13", "L. 436-1"),
    Moved("D. 311-18-1", "L. 436-1"),
    Moved("L. 111-3", "L. 110-2, R. 442-2 à R. 446-3", "pacific"),
    Moved("", "L. 412-7, R. 412-1, R. 412-2, R. 412-3", "commitment"),
)


@lru_cache(maxsize=4096)
def followed(cited: tuple[str, ...], on: date) -> tuple[Moved, ...]:
    """What follows each of the articles cited (several may stand in one citation), in order.

    ``on`` is the day on which they are cited.
    """
    existing = existing_on(on)
    articles = (article for citation in cited for article in citation.split(", "))
    closest = {_closest(article, existing) for article in articles}
    return tuple(moved for moved in existing if moved in closest)


@lru_cache
def existing_on(on: date) -> tuple[Moved, ...]:
    """The entries of the articles that exist on the day."""
    return in_force(CONCORDANCE, on)


def _closest(article: str, existing: tuple[Moved, ...]) -> Moved | None:
    """The entry for the article, or for what it is a paragraph of."""
    candidates = [
        moved
        for moved in existing
        if moved.then and (article == moved.then or article.startswith(f"{moved.then} "))
    ]
    return max(candidates, key=lambda moved: len(moved.then), default=None)
