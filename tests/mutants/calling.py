"""Tests as functions to call: each with the arguments that pytest would give it, until one fails.

Nothing of the program is imported before a test asks for it, so that it may be a mutant.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from types import ModuleType
from typing import Any, Final, NamedTuple

_FIXTURES: Final = {"text": ("fr", "en"), "french": ("fr",), "english": ("en",)}


class Killer(NamedTuple):
    """A test to call: its module, its function, which of its parameters, and the words in these."""

    module: str
    function: str
    place: int
    about: tuple[str, ...] = ()

    @property
    def test(self) -> tuple[str, str]:
        """The test, whichever the parameters."""
        return self.module, self.function

    def __str__(self) -> str:
        return f"{self.module}::{self.function}[{self.place}]"


def calls(function: Any) -> Iterator[dict[str, Any]]:
    """The arguments of each call that pytest would make of the function."""
    from stagiaire_cli.languages import language

    ways: list[list[dict[str, Any]]] = []
    for mark in getattr(function, "pytestmark", ()):
        names, values = mark.args
        split = [one.strip() for one in names.split(",")] if isinstance(names, str) else [*names]
        ways.append([dict(zip(split, _values(one, len(split)), strict=True)) for one in values])
    given = {name for way in ways for name in (way[0] if way else ())}
    ways += (
        [{name: language(one)} for one in _FIXTURES[name]]
        for name in inspect.signature(function).parameters
        if name in _FIXTURES and name not in given
    )
    for parts in product(*ways):
        yield {name: value for part in parts for name, value in part.items()}


def _values(one: Any, count: int) -> Any:
    """The values of one set of parameters: one alone stands bare, unless pytest.param wraps it."""
    if type(one).__name__ == "ParameterSet":
        return one.values
    return one if count > 1 else (one,)


def first_failing(order: Iterable[Killer], load: Callable[[str], ModuleType]) -> Killer | None:
    """The first of the tests that fails; ``load`` reads a module of tests by its name."""
    modules: dict[str, ModuleType] = {}
    called: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for killer in order:
        module, name, place = killer[:3]
        try:
            if module not in modules:
                modules[module] = load(module)
            function = getattr(modules[module], name)
            if (module, name) not in called:
                called[module, name] = [*calls(function)]
            if place < len(called[module, name]):
                function(**called[module, name][place])
        except Exception:
            return killer
        except BaseException as error:
            # What pytest.raises raises where nothing was raised is no Exception.
            if type(error).__name__ != "Failed":
                raise
            return killer
    return None
