"""The digest is of what the rules say: of no name of a class, and of every value."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stagiaire_cli.law.checks import CHECKS
from stagiaire_cli.law.concordance import CONCORDANCE
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.digest import RULES, canonical, compute, digest_of
from stagiaire_cli.law.documents import DOCUMENTS
from stagiaire_cli.law.facts import FACTS, Fact
from stagiaire_cli.law.persons import OUTSIDE, Outside
from stagiaire_cli.law.shapes import Check, Documents, Provision, Requirement, Version
from stagiaire_cli.logic.conditions import All, AtLeast, Established, Is, Not, Open
from stagiaire_cli.logic.conditions import Any as AnyOf
from stagiaire_cli.logic.periods import LastsAtMost, NotLater
from stagiaire_cli.logic.records import Record

CLASSES = (
    *(Fact, Outside, Provision, Version, Documents, Requirement, Check),
    *(All, AnyOf, AtLeast, Established, Is, LastsAtMost, Not, NotLater, Open),
)


@pytest.mark.parametrize("renamed", CLASSES, ids=lambda renamed: renamed.__name__)
def test_a_class_can_be_renamed(renamed: type) -> None:
    name = renamed.__name__
    renamed.__name__ = "Renamed"
    try:
        assert compute() == RULES
    finally:
        renamed.__name__ = name


def test_fields_may_come_in_another_order_and_a_record_may_be_made_again() -> None:
    class Here(Record):
        one: int
        other: date

    class There(Record):
        other: date
        one: int

    day = date(2027, 1, 1)
    assert digest_of(Here(1, day)) == digest_of(There(day, 1))


LEAF = Is("request", "renewal", words="words", article="L. 1")
PERIOD = NotLater("internship_end", "internship_start", 3, 2, "earlier_months", "L. 1")


@pytest.mark.parametrize(
    ("value", "change"),
    [
        (FACTS, lambda facts: (*facts[:3], facts[3]._replace(presumed=True), *facts[4:])),
        (FACTS, lambda facts: (facts[1], facts[0], *facts[2:])),
        (OUTSIDE, lambda outside: outside[:-1]),
        (VERSIONS, lambda versions: (*versions[:-1], versions[-1]._replace(until=date.max))),
        (READINGS, lambda readings: {**readings, "another": ("one", "other")}),
        (DOCUMENTS, lambda documents: (documents[0]._replace(needless=()), documents[1])),
        (CHECKS, lambda checks: (checks[0]._replace(to_do=not checks[0].to_do), *checks[1:])),
        (CONCORDANCE, lambda moved: (moved[0]._replace(change="another"), *moved[1:])),
        (frozenset({"one"}), lambda _: frozenset({"one", "other"})),
        ("text", lambda _: "text."),
        (True, lambda _: 1),
        (date(2027, 1, 1), lambda _: "2027-01-01"),
        (LEAF, lambda _: Is("vls_ts", "renewal", words="words", article="L. 1")),
        (LEAF, lambda _: Is("request", "first_card", words="words", article="L. 1")),
        (LEAF, lambda _: Is("request", "renewal", words="others", article="L. 1")),
        (LEAF, lambda _: Is("request", "renewal", words="words", article="L. 2")),
        (AtLeast("monthly_means", 615_00, parts=100), lambda _: AtLeast("monthly_means", 615_00)),
        (AtLeast("monthly_means", 615_00), lambda _: AtLeast("monthly_means", 615_01)),
        (All(LEAF), AnyOf),
        (Not(LEAF), lambda negated: Established(negated.part)),
        (Open("one"), lambda _: Open("other")),
        (PERIOD, lambda p: LastsAtMost(p.day, p.start, p.months, p.days, p.earlier, p.article)),
        (PERIOD, lambda p: NotLater(p.day, p.start, p.months + 1, p.days, p.earlier, p.article)),
        (PERIOD, lambda p: NotLater(p.day, p.start, p.months, p.days, 0, p.article)),
    ],
)
def test_a_value_that_changes_changes_it(value: Any, change: Callable[[Any], Any]) -> None:
    assert change(value) != value or type(change(value)) is not type(value)
    assert digest_of(change(value)) != digest_of(value)


@pytest.mark.parametrize("value", [1.5, [1], object()])
def test_a_value_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="is no value of the law"):
        canonical(value)
