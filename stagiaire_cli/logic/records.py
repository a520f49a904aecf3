"""Frozen, typed records, like those of ``typing.NamedTuple``, at a tenth of their cost at start.

Each class of ``NamedTuple`` is compiled when it is made, about a million instructions; two dozen of
them are a fifth of what it takes to judge a dossier from the command line.
"""

from operator import itemgetter
from typing import Any, ClassVar, Final, Self, dataclass_transform

_MISSING: Final = object()


@dataclass_transform(frozen_default=True)
class Record(tuple[Any, ...]):
    """A tuple whose values have the names of the class's annotations, in order, with defaults."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _index_of: ClassVar[dict[str, int]] = {}
    _defaults: ClassVar[tuple[Any, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = cls.__dict__
        names = tuple(own.get("__annotations__", ()))
        cls._fields = names
        cls._index_of = {name: index for index, name in enumerate(names)}
        cls._defaults = tuple([own.get(name, _MISSING) for name in names])
        for index, name in enumerate(names):
            setattr(cls, name, property(itemgetter(index)))

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """The record of the values; raises ``TypeError`` for one too many, unknown or missing."""
        if named or len(values) != len(cls._fields):
            values = cls._completed(values, named)
        return tuple.__new__(cls, values)

    @classmethod
    def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """The values given in order, those given by name, and the defaults."""
        completed = [*values, *cls._defaults[len(values) :]]
        given = len(values)
        for name, value in named.items():
            index = cls._index_of.get(name, -1)
            if index < given:
                raise cls._misused()
            completed[index] = value
        if len(completed) != len(cls._fields) or any(
            value is _MISSING for value in completed[given:]
        ):
            raise cls._misused()
        return tuple(completed)

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
            values[self._index_of[name]] = value
        return tuple.__new__(type(self), values)
