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

    ``json_constant`` (``name``) or ``json_deep``; ``what`` says what was met in the place of JSON,
    at the line and column.
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
        found: object = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        what = next((kind for start, kind in _WHAT if error.msg.startswith(start)), "other")
        raise NotJsonError("json", "", what, error.lineno, error.colno) from None
    except NotJsonError:
        raise
    except (RecursionError, ValueError):
        raise NotJsonError("json_deep") from None
    return found


def _pairs(found: list[tuple[str, object]]) -> dict[str, object]:
    seen: dict[str, object] = {}
    for key, value in found:
        if key in seen:
            raise NotJsonError("json_duplicate", key)
        seen[key] = value
    return seen


def _constant(found: str) -> object:
    raise NotJsonError("json_constant", found)


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant)
