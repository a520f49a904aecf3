"""The program under a mutant of the law, and back."""

import gc
import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from types import ModuleType
from typing import Any, Final

import stagiaire_cli.assessment  # noqa: F401 (everything that judges)
from stagiaire_cli.assessment import changes as changing
from stagiaire_cli.assessment import status as settling
from stagiaire_cli.interview import relevance
from stagiaire_cli.law import amounts, concordance, dates, definition, documents, facts
from stagiaire_cli.law import by_date as law
from stagiaire_cli.law import checks as procedure
from stagiaire_cli.law import persons as frame
from stagiaire_cli.law.persons import out_of_scope
from tests.mutants.mutating import moved_days, mutants

# Each value of the law, and the module that has it.
ROOTS: Final[Mapping[str, ModuleType]] = {
    "VERSIONS": definition,
    "READINGS": definition,
    "OUTSIDE": frame,
    "WARNINGS": frame,
    "DOCUMENTS": documents,
    "EXEMPT_BEFORE": documents,
    "ON_DELIVERY": documents,
    "CHECKS": procedure,
    "DISORDERS": facts,
    "SUSPENSION": dates,
    "SMIC": amounts,
    "ALLOWANCE": amounts,
    "ALLOWANCE_KNOWN": amounts,
    "FACTS": facts,
    "PROOFS": facts,
    "CONCORDANCE": concordance,
}
EVERYWHERE: Final = ("VERSIONS", "OUTSIDE", "DOCUMENTS", "CHECKS")


def law_mutants() -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each mutant of the law, and the values that it replaces, by root."""
    for root, module in ROOTS.items():
        for change, value in mutants(getattr(module, root)):
            yield f"{root}{change}", {root: value}
    for day in law.DAYS_OF_CHANGE:
        for step in (1, -1):
            values = {
                root: moved_days(getattr(ROOTS[root], root), day, step) for root in EVERYWHERE
            }
            direction = "later" if step == 1 else "earlier"
            yield f"LAW {day} one day {direction} everywhere", values


@contextmanager
def installed(values: dict[str, Any]) -> Iterator[None]:
    """The program with the values of the law replaced."""
    saved: list[tuple[ModuleType, str, Any]] = []
    dicts: list[tuple[dict[str, Any], dict[str, Any]]] = []

    def replace(old: Any, new: Any) -> None:
        if isinstance(old, dict):
            dicts.append((old, dict(old)))
            old.clear()
            old.update(new)
            return
        for module in _modules():
            for name, value in list(vars(module).items()):
                if value is old:
                    saved.append((module, name, old))
                    setattr(module, name, new)

    try:
        for root, value in values.items():
            replace(getattr(ROOTS[root], root), value)
        _work_out(values, replace)
        forget()
        yield
    finally:
        for module, name, value in reversed(saved):
            setattr(module, name, value)
        for old, content in reversed(dicts):
            old.clear()
            old.update(content)
        if "FACTS" in values:
            _reload()
        forget()


def _work_out(values: dict[str, Any], replace: Any) -> None:
    if values.keys() & {"SMIC", "ALLOWANCE", "ALLOWANCE_KNOWN"}:
        kept = tuple(one for one in procedure.CHECKS if one.name != "means")
        replace(procedure.CHECKS, (*kept, *amounts.checks_of_means()))
    if "FACTS" in values:
        each = values["FACTS"]
        replace(facts.FACT, {one.id: one for one in each})
        group = [one for one in each if one.group in ("definition", "reservation")]
        derived = {name: facts.VARIABLE[name] for name in facts.DERIVED}
        variable = {one.id: one for one in group} | derived | {one.id: one for one in each}
        replace(facts.VARIABLE, variable)
        replace(facts.ORDER, {name: place for place, name in enumerate(variable)})
        replace(facts.PRESUMED, {one.id: one.presumed for one in each if one.presumed is not None})
        unless = {one.id: one.not_presumed_if for one in each if one.not_presumed_if is not None}
        replace(facts._SOMETIMES, unless)
        replace(facts._DOMAINS, {name: one.values for name, one in variable.items() if one.values})
        _reload()
    if "OUTSIDE" in values:
        versions = definition.VERSIONS
        replace(
            versions,
            tuple(one._replace(out_of_scope=out_of_scope(one.since)) for one in versions),
        )
    replace(law.FIRST_DAY, definition.VERSIONS[0].since)
    replace(law.DAYS_OF_CHANGE, tuple(sorted(set(law._days_of_change()))))


def _reload() -> None:
    for module in (settling, changing, relevance):
        importlib.reload(module)


def _modules() -> list[ModuleType]:
    return [
        module
        for name, module in sys.modules.items()
        if name.startswith("stagiaire_cli") and module is not None
    ]


def _remembering() -> list[Any]:
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, _lru_cache_wrapper)
        and one.__module__.startswith("stagiaire_cli")
        and not one.__module__.startswith("stagiaire_cli.languages")
    ]


_CACHES: list[Any] = []


def forget() -> None:
    """Nothing is remembered of what was worked out before."""
    if not _CACHES:
        _CACHES.extend(_remembering())
    for one in _CACHES:
        one.cache_clear()
