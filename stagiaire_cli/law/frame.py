"""The frame: for whom the code does not govern at all, and why."""

from datetime import date
from typing import Final

from stagiaire_cli.law.dates import ALWAYS, CODE_OF_2021, STILL, eve, in_force
from stagiaire_cli.logic import Any, Condition, Is
from stagiaire_cli.records import Record


class Outside(Record):
    """A reason why the code does not govern somebody, the article, the first and last day."""

    name: str
    when: Condition
    article: str
    since: date = ALWAYS
    until: date = STILL


_FRENCH: Final = Is("nationality", "french")
_EUROPEAN: Final = Is("nationality", "eu_eea_swiss")
_ALGERIAN: Final = Is("nationality", "algerian")
_OLD_CODE: Final = eve(CODE_OF_2021)

OUTSIDE: Final = (
    Outside("french", _FRENCH, "L. 111-1", until=_OLD_CODE),
    Outside("eu_eea_swiss", _EUROPEAN, "L. 121-1", until=_OLD_CODE),
    Outside("algerian", _ALGERIAN, "L. 111-2", until=_OLD_CODE),
    Outside("not_covered", Is("territory", "not_covered"), "L. 111-3", until=_OLD_CODE),
    # The duty to hold a document is a foreigner's, whom no treaty and no right of the Union exempt.
    Outside("french", _FRENCH, "L. 411-1", since=CODE_OF_2021),
    Outside("eu_eea_swiss", _EUROPEAN, "L. 411-1", since=CODE_OF_2021),
    Outside("algerian", _ALGERIAN, "L. 411-1", since=CODE_OF_2021),
)


def out_of_scope(on: date) -> Condition:
    """That the code does not govern, on that day."""
    return Any(*(reason.when for reason in in_force(OUTSIDE, on)))
