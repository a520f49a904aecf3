"""Proofs that anyone can run: ``python -m tests.proof`` shows what was tried, and how much of it.

Without a name, those run that are done in a quarter of an hour on two cores; ``all`` runs each.

Each module of this package has a function ``prove``: it yields the name of what was tried and how
many, and raises ``AssertionError`` where something is wrong.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

WITHOUT_A_NAME: Final = (
    "situations",
    "paths",
    "tables",
    "shortest",
    "cases",
    "mutants",
    "fuzz",
)

Proof = Callable[[], Iterator[tuple[str, int]]]


def proofs() -> dict[str, Proof]:
    """The proofs by the name of their module."""
    names = sorted(
        path.stem
        for path in Path(__file__).parent.glob("*.py")
        if not path.stem.startswith(("_", "test_"))
    )
    modules: dict[str, Any] = {name: import_module(f"{__name__}.{name}") for name in names}
    return {name: module.prove for name, module in modules.items()}
