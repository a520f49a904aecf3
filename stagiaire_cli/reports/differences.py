"""Where two verdicts in JSON differ: the smallest parts, and each difference in words."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from stagiaire_cli.console.streams import quoted
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.facts import VARIABLE
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

# What the members of a list are known by; a member of another list is known by its place.
_KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "provisions": ("number",),
    "because": ("fact",),
    "conditions": ("fact",),
    "checks": ("check", "provision"),
    "notes": ("note",),
}
# Names that say nothing to a reader beside what follows them.
_UNSAID: Final = ("provisions", "checks", "file", "law", "result", "facts", "notes")
_OF_FACTS: Final = ("settled_by", "facts", "fact")
_OF_DOCUMENTS: Final = (
    "missing",
    "on_delivery",
    "held",
    "doubtful",
    "evidence",
    "not_required",
    "documents",
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Nothing of ours is so deep.
_DEEPEST: Final = 6
# As many words stand before and after those that differ.
_AROUND: Final = 4


class Absent:
    """What one of the two verdicts does not have."""


ABSENT: Final = Absent()


class Difference(Record):
    """A part of the verdict, by its path, its two values as JSON has them, and a sentence."""

    part: str
    stored: object
    now: object
    said: str


def differences(
    stored: Mapping[str, Any], now: Mapping[str, Any], text: Language
) -> list[Difference]:
    """The smallest parts that differ, in the order of the verdict computed now."""
    return [
        Difference(path, _cut(old), _cut(new), _sentence(trail, old, new, text))
        for path, trail, old, new in _members("", (), stored, now)
    ]


_Apart = tuple[str, tuple[str, ...], Any, Any]


def _apart(path: str, trail: tuple[str, ...], stored: Any, now: Any) -> Iterator[_Apart]:
    if isinstance(stored, Mapping) and isinstance(now, Mapping):
        yield from _members(f"{path}.", trail, stored, now)
    elif _are_objects(stored) and _are_objects(now):
        yield from _entries(path, trail, stored, now)
    elif not _same(stored, now):
        yield path, trail, stored, now


def _members(
    start: str, trail: tuple[str, ...], stored: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[_Apart]:
    for name in dict.fromkeys((*now, *stored)):
        old, new = stored.get(name, ABSENT), now.get(name, ABSENT)
        yield from _apart(f"{start}{name}", (*trail, name), old, new)


def _entries(
    path: str, trail: tuple[str, ...], stored: Sequence[Any], now: Sequence[Any]
) -> Iterator[_Apart]:
    """What differs between two lists of objects: place by place, or those that one lacks."""
    new = _named(trail[-1], now)
    # As many on both sides: what an entry is known by may differ as well.
    old = dict(zip(new, stored, strict=True)) if len(stored) == len(now) else None
    old = _named(trail[-1], stored) if old is None else old
    for place, name in enumerate(dict.fromkeys((*new, *old))):
        of = (*trail, name[0])
        yield from _apart(f"{path}[{place}]", of, old.get(name, ABSENT), new.get(name, ABSENT))


def _named(of: str, entries: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """The entries by what they are known by; those of one name are numbered."""
    named: dict[tuple[str, int], Any] = {}
    known_by = _KNOWN_BY.get(of, ())
    seen: Counter[str] = Counter()
    for place, entry in enumerate(entries, start=1):
        name = "|".join(str(entry.get(key)) for key in known_by) or str(place)
        named[name, seen[name]] = entry
        seen[name] += 1
    return named


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value)


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _same(stored: Any, now: Any) -> bool:
    """Whether two values are the same in JSON, where ``true`` is not 1."""
    if isinstance(stored, list) and isinstance(now, list):
        return len(stored) == len(now) and all(map(_same, stored, now))
    return isinstance(stored, bool) == isinstance(now, bool) and bool(stored == now)


def _cut(value: Any, depth: int = 0) -> Any:
    """The value without what is too deep to be written."""
    if depth > _DEEPEST and isinstance(value, Mapping | list):
        return "…"
    if isinstance(value, Mapping):
        return {name: _cut(member, depth + 1) for name, member in value.items()}
    if isinstance(value, list):
        return [_cut(entry, depth + 1) for entry in value]
    return None if value is ABSENT else value


def _sentence(trail: tuple[str, ...], stored: Any, now: Any, text: Language) -> str:
    """The difference in words: what it is about, what the file says, what the rules say."""
    old, new = _cut(stored), _cut(now)
    lacks, adds = stored is ABSENT, now is ABSENT
    if isinstance(old, str) and isinstance(new, str):
        old, new = excerpts(old, new)
    elif _are_names(old) and _are_names(new) and set(old) != set(new):
        old, new = [one for one in old if one not in new], [one for one in new if one not in old]
        lacks, adds = not old, not new
    said, computed = _value(trail, old, text), _value(trail, new, text)
    kind = "lacks" if lacks else "adds" if adds else "says"
    if not (computed if lacks else said):
        kind = f"{kind}_whole"
    return text(f"verify.{kind}", part=_about(trail, text), stored=said, now=computed)


def _about(trail: tuple[str, ...], text: Language) -> str:
    """What a difference is about, from the whole to the part."""
    steps = [_step(parent, name, text) for parent, name in pairwise(("", *trail))]
    return ", ".join(dict.fromkeys(filter(None, steps))) or _text(f"verify.parts.{trail[-1]}", text)


def _step(parent: str, name: str, text: Language) -> str:
    if parent in _KNOWN_BY:
        return _entry(parent, name, text)
    if own := _text(f"verify.parts.{parent}_{name}", text):
        return own
    if name in _UNSAID:
        return ""
    return (
        _text(f"verify.parts.{name}", text)
        or _fact(name, text)
        or _document(name, text)
        or quoted(name)
    )


def _entry(of: str, name: str, text: Language) -> str:
    """A member of a list, by what it is known by."""
    if of == "provisions":
        return text("verify.alternative", number=quoted(name))
    if of == "checks":
        check, _, number = name.partition("|")
        label = _text(f"checks.{check}.label", text) or quoted(check)
        return text("verify.check", label=label, number=quoted(number))
    if of == "notes":
        return text("verify.note")
    return _fact(name, text) or quoted(name)


def _value(trail: tuple[str, ...], value: Any, text: Language) -> str:
    """A value in words, as far as the language has some for it."""
    if (
        isinstance(value, list)
        and value
        and not any(isinstance(one, Mapping | list) for one in value)
    ):
        return text.listed(_value(trail, one, text) for one in value)
    if value in (None, "", [], {}):
        return text("verify.nothing")
    if isinstance(value, Mapping | list):
        sentence = value.get("text") if isinstance(value, Mapping) else None
        return _quote(sentence, text) if isinstance(sentence, str) else ""
    fact = next((name for name in reversed(trail) if name in VARIABLE), "")
    if fact and trail[-1] in (fact, "answer", "values"):
        return _answer(fact, value, text)
    if isinstance(value, bool):
        return text("values.yes" if value else "values.no")
    if not isinstance(value, str):
        return quoted(str(value))
    return _words(trail, value, text)


def _words(trail: tuple[str, ...], value: str, text: Language) -> str:
    name, of = trail[-1], next((one for one in reversed(trail[:-1]) if one in _RESULTS), "")
    if name in ("status", "would_give"):
        words = _text(f"report.today_status.{value}", text)
    elif name in ("result", "requirement"):
        words = _text(f"{_RESULTS.get(of, 'conditions')}.{value}", text)
    elif name in _OF_FACTS:
        words = _fact(value, text)
    elif name in _OF_DOCUMENTS:
        words = _document(value, text)
    elif name in ("perhaps", "value"):
        each = (_text(f"signatories.{one}", text) for one in value.split("|"))
        words = text.listed(each) if _text(f"signatories.{value.split('|')[0]}", text) else ""
    elif name in ("text", "reason", "words"):
        return _quote(value, text)
    elif name == "remarks" and text.has(f"remarks.{value}"):
        return _quote(text(f"remarks.{value}"), text)
    else:
        words = article(quoted(value)) if "article" in name else ""
    return words or _day(value, text) or quoted(value)


# What the words of a result are, by what has it.
_RESULTS: Final = {
    "provisions": "results",
    "because": "conditions",
    "conditions": "conditions",
    "checks": "checking",
    "file": "verify.files",
}


def _answer(fact: str, value: object, text: Language) -> str:
    if isinstance(value, bool) or value in (UNKNOWN, NOT_YET):
        return text.value(fact, value)
    return (
        _day(str(value), text) or _text(f"facts.{fact}.values.{value}", text) or quoted(str(value))
    )


def _day(value: str, text: Language) -> str:
    if not _DAY.fullmatch(value):
        return ""
    try:
        return text.date(date.fromisoformat(value))
    except ValueError:
        return ""


def _fact(name: str, text: Language) -> str:
    return (
        _text(f"derived.{name}", text)
        or _text(f"facts.{name}.label", text)
        or _text(f"readings.{name}.label", text)
    )


def _document(name: str, text: Language) -> str:
    return _text(f"documents.{name}.label", text)


def _text(path: str, text: Language) -> str:
    return text(path) if text.has(path) else ""


def _quote(words: str, text: Language) -> str:
    return text("verify.quote", words=quoted(words))


def excerpts(stored: str, now: str) -> tuple[str, str]:
    """Two sentences around the words in which they differ."""
    old, new = stored.split(" "), now.split(" ")
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    most = shortest - start
    end = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    first, last = max(start - _AROUND, 0), max(end - _AROUND, 0)

    def excerpt(words: list[str]) -> str:
        kept = " ".join(words[first : len(words) - last])
        return f"{'… ' if first else ''}{kept}{' …' if last else ''}"

    return excerpt(old), excerpt(new)
