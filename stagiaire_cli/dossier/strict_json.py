"""JSON as the contract reads it: no name twice, no number that is none, nothing too deep."""

import json
from typing import Final

# The messages of the standard library's JSON reader, by what they say.
_WHAT: Final = (
    ("Expecting value", "value"),
    ("Expecting property name", "property"),
    ("Illegal trailing comma", "property"),
    ("Expecting ", "delimiter"),
    ("Unterminated string", "string"),
    ("Invalid ", "string"),
    ("Extra data", "extra"),
)


class NotJsonError(ValueError):
    """The text is no such JSON: ``kind`` is ``json``, ``json_duplicate`` (of ``name``),

    ``json_constant`` (``name``) or ``json_deep``; ``what`` says what stands where JSON should, at
    the line and column.
    """

    def __init__(
        self, kind: str, name: str = "", what: str = "", line: int = 1, column: int = 1
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.name = name
        self.what = what
        self.line = line
        self.column = column


def strict_json(text: str) -> object:
    """The value of a text; raises ``NotJsonError``."""
    try:
        value: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        what = next((kind for start, kind in _WHAT if error.msg.startswith(start)), "other")
        raise NotJsonError("json", "", what, error.lineno, error.colno) from None
    except NotJsonError:
        raise
    except (RecursionError, ValueError):
        raise NotJsonError("json_deep") from None
    return value


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise NotJsonError("json_duplicate", name)
        members[name] = value
    return members


def _constant(name: str) -> object:
    raise NotJsonError("json_constant", name)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_without_duplicates, parse_constant=_constant)
