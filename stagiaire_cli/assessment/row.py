"""A verdict as a row of a batch: its columns, and every condition that they depend on."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagiaire_cli.assessment.outcomes import conditions_of_outcome
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import Condition


def conditions_of(law: Law) -> Iterator[Condition]:
    """Every condition that a column of a batch depends on."""
    version = law.version
    yield version.out_of_scope
    for name, condition in law.conditions.items():
        yield condition
        yield from conditions_of_file(law, name)
    yield from conditions_of_checks(law.checks)


def conditions_of_file(law: Law, name: str) -> Iterator[Condition]:
    """What the file of somebody under one alternative, or one card, depends on."""
    yield from (exemption.when for exemption in law.exempt[name])
    yield from (entry.when for entries in law.required[name].values() for entry in entries)


def conditions_of_checks(checks: Iterable[Check]) -> Iterator[Condition]:
    """What it depends on whether checks fail, are open, or want something done."""
    for check in checks:
        yield from conditions_of_outcome(check)


def tail_of(verdict: Verdict) -> str:
    """The cells of a verdict, from ``status`` to ``act_by``."""
    return ",".join(
        (
            verdict.status,
            "|".join(verdict.met),
            verdict.file.result,
            "|".join(verdict.file.missing),
            "|".join(verdict.settled_by),
            "|".join(verdict.failed_checks),
            "|".join(verdict.open_checks),
            verdict.act_by.isoformat() if verdict.act_by else "",
        )
    )


VERDICT_COLUMNS: Final = (
    "id",
    "status",
    "provisions",
    "file",
    "missing",
    "settled_by",
    "failed_checks",
    "open_checks",
    "act_by",
    "error",
)
