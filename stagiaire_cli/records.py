"""Frozen, typed records, as ``typing.NamedTuple`` has them, for a tenth of what that costs a start.

Each class of ``NamedTuple`` is compiled when it is made, about a million instructions; two dozen of
them are a fifth of what it takes to judge a dossier from the command line.
"""

from operator import itemgetter
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record(tuple[Any, ...]):
    """A tuple whose places have the names of the class's annotations, in order, with defaults."""

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}
    _tail: ClassVar[tuple[Any, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = cls.__dict__
        names = tuple(own.get("__annotations__", ()))
        cls._fields = names
        cls._defaults = {name: own[name] for name in names if name in own}
        cls._tail = tuple(cls._defaults.values())
        for place, name in enumerate(names):
            setattr(cls, name, property(itemgetter(place)))

    def __new__(cls, *values: Any, **named: Any) -> Self:
        """The record of the values; raises ``TypeError`` for one too many, unknown or missing."""
        if named or len(values) != len(cls._fields):
            values += cls._rest(named, len(values))
        return tuple.__new__(cls, values)

    @classmethod
    def _rest(cls, named: dict[str, Any], given: int) -> tuple[Any, ...]:
        """The values of the fields that were not given by their places."""
        rest = cls._fields[given:]
        if not named and 0 < len(rest) <= len(cls._tail):
            return cls._tail[len(cls._tail) - len(rest) :]
        known = cls._defaults | named
        try:
            values = tuple([known[name] for name in rest])
        except KeyError:
            values = ()
        if len(values) != len(cls._fields) - given or not named.keys() <= set(rest):
            raise TypeError(f"{cls.__name__} has the fields {', '.join(cls._fields)}")
        return values

    def __repr__(self) -> str:
        pairs = zip(self._fields, self, strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def _replace(self, **changes: Any) -> Self:
        """The same record with other values for some fields."""
        return type(self)(**(dict(zip(self._fields, self, strict=True)) | changes))
