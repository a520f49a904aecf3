"""Another reader of answers, written from the contract alone: what it refuses is None."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.second_reading.contract import DOCUMENTS, FACTS, READINGS

_YES = ["yes", "y", "oui", "o", "true", "vrai", "1"]
_NO = ["no", "n", "non", "false", "faux", "0"]
_UNKNOWN = ["unknown", "inconnu", "?"]
_NOT_YET = ["not_yet", "pas encore"]


class RefusedError(ValueError):
    """No answers."""


def answers_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What ``assess`` is given for an object of answers; raises ``RefusedError``."""
    parts = ("documents", "readings", "on")
    if "facts" in raw:
        facts, extra = raw["facts"] or {}, set(raw) - {"facts", *parts}
    else:
        facts, extra = {name: raw[name] for name in raw if name not in parts}, set()
    held, readings, on = (raw.get(name) for name in parts)
    held = re.split("[|,]", held) if isinstance(held, str) else held or []
    if extra or not isinstance(facts, dict) or not isinstance(readings or {}, dict):
        raise RefusedError
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise RefusedError
    if not {one.strip() for one in held} <= {*DOCUMENTS, ""}:
        raise RefusedError
    chosen = {name: value for name, value in (readings or {}).items() if value not in (None, "")}
    if not set(readings or {}) <= set(READINGS):
        raise RefusedError
    if any(choice not in READINGS[name] for name, choice in chosen.items()):
        raise RefusedError
    found = {name: fact_of(name, value) for name, value in facts.items()}
    return {
        "facts": {name: value for name, value in found.items() if value is not None},
        "documents": [one.strip() for one in held if one.strip()],
        "readings": chosen,
        "on": None if on in (None, "") else day_of(on),
    }


def fact_of(name: str, given: Any) -> Any:
    """The answer to a fact, None where none is given; raises ``RefusedError``."""
    if name not in FACTS:
        raise RefusedError
    text = given.strip() if isinstance(given, str) else given
    if text is None or text == "":
        return None
    if isinstance(text, str) and text.casefold() in _UNKNOWN:
        return "unknown"
    kind = FACTS[name]
    if kind == "yes_no" and isinstance(text, bool):
        return text
    if kind == "yes_no" and isinstance(text, str) and text.casefold() in (*_YES, *_NO):
        return text.casefold() in _YES
    if isinstance(kind, tuple) and isinstance(text, str) and text in kind:
        return text
    if kind == "months" and type(text) in (int, str) and re.fullmatch("[0-9]{1,4}", str(text)):
        return int(text)
    if kind == "act" and isinstance(text, str) and text.casefold() in _NOT_YET:
        return "not_yet"
    if kind in ("act", "date"):
        return day_of(text)
    if kind == "euros":
        return euros_of(text)
    raise RefusedError


def day_of(text: Any) -> date:
    """A day; raises ``RefusedError``."""
    if not isinstance(text, str):
        raise RefusedError
    text = text.strip()
    found = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    parts = found.groups() if found else ()
    if found := re.fullmatch("([0-9]{2})/([0-9]{2})/([0-9]{4})", text):
        parts = found.groups()[::-1]
    try:
        return date(*map(int, parts))
    except (TypeError, ValueError):
        raise RefusedError from None


def euros_of(given: Any) -> Decimal:
    """An amount; raises ``RefusedError``."""
    text = str(given).strip() if type(given) in (int, float, str) else ""
    if not re.fullmatch("[0-9]{1,9}([.,][0-9]{0,2})?", text):
        raise RefusedError
    return Decimal(text.replace(",", ".").rstrip("."))


def object_of(text: str) -> dict[str, Any]:
    """The object of a text, no name twice; raises ``RefusedError``."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_once)
    except (RecursionError, ValueError):
        raise RefusedError from None
    if not isinstance(found, dict):
        raise RefusedError
    return found


def _once(pairs: Any) -> dict[str, Any]:
    if isinstance(pairs, str) or len({name for name, _ in pairs}) < len(pairs):
        raise RefusedError
    return dict(pairs)
