"""The frame: for whom the code does not govern at all, and why."""

from datetime import date
from typing import Final

from stagiaire_cli.logic import Any, Condition, Is
from stagiaire_cli.records import Record


class Outside(Record):
    """A reason why the code does not govern somebody; ``until`` is its last day (None: still)."""

    name: str
    when: Condition
    article: str
    until: date | None = None


OUTSIDE: Final = (
    Outside("french", Is("nationality", "french"), "L. 111-1"),
    Outside("eu_eea_swiss", Is("nationality", "eu_eea_swiss"), "L. 121-1"),
    Outside("algerian", Is("nationality", "algerian"), "L. 111-2"),
    Outside("not_covered", Is("territory", "not_covered"), "L. 111-3", date(2021, 4, 30)),
)


def out_of_scope(since: date) -> Condition:
    """That the code does not govern, in a version that applies from that day."""
    return Any(
        *(reason.when for reason in OUTSIDE if reason.until is None or since <= reason.until)
    )
