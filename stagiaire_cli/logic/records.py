"""Frozen, typed records, as ``typing.NamedTuple`` has them, for a tenth of what that costs a start.

Each class of ``NamedTuple`` is compiled when it is made, about a million instructions; two dozen of
them are a fifth of what it takes to judge a dossier from the command line.
"""

from operator import itemgetter
from typing import Any, ClassVar, Final, Self, dataclass_transform

_MISSING: Final = object()


@dataclass_transform(frozen_default=True)
class Record(tuple[Any, ...]):
    """A tuple whose places have the names of the class's annotations, in order, with defaults."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _places: ClassVar[dict[str, int]] = {}
    _defaults: ClassVar[tuple[Any, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = cls.__dict__
        names = tuple(own.get("__annotations__", ()))
        cls._fields = names
        cls._places = {name: place for place, name in enumerate(names)}
        cls._defaults = tuple([own.get(name, _MISSING) for name in names])
        for place, name in enumerate(names):
            setattr(cls, name, property(itemgetter(place)))

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """The record of the values; raises ``TypeError`` for one too many, unknown or missing."""
        if named or len(values) != len(cls._fields):
            values = cls._completed(values, named)
        return tuple.__new__(cls, values)

    @classmethod
    def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values given by their places, those given by name, and the defaults."""
        found = [*values, *cls._defaults[len(values) :]]
        given = len(values)
        for name, value in named.items():
            place = cls._places.get(name, -1)
            if place < given:
                raise cls._misused()
            found[place] = value
        if len(found) != len(cls._fields) or any(one is _MISSING for one in found[given:]):
            raise cls._misused()
        return tuple(found)

    @classmethod
    def _misused(cls) -> TypeError:
        return TypeError(f"{cls.__name__} has the fields {', '.join(cls._fields)}")

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        pairs = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def _replace(self, **changes: Any) -> Self:
        """The same record with other values for some fields."""
        values = list(self)
        for name, value in changes.items():
            values[self._places[name]] = value
        return tuple.__new__(type(self), values)
