"""Conditions as values: three-valued evaluation, and what an undecided condition still needs.

A condition is an immutable tree. Its leaves ask about facts by name; a mapping of facts to values
answers them. A fact that is absent, or whose value is ``UNKNOWN``, leaves its leaf undecided, and
``All``, ``Any`` and ``Not`` combine the three values as Kleene's strong logic does. Nothing here
knows any law.
"""

from collections.abc import Iterator, Mapping
from typing import Any as _Any
from typing import Final

UNKNOWN: Final = "unknown"
# An act that has a day, and is not done on the day of the verdict.
NOT_YET: Final = "not_yet"

_WITHOUT_DAY: Final = (UNKNOWN, NOT_YET)

Answers = Mapping[str, object]
Domains = Mapping[str, tuple[object, ...]]
Truth = bool | None


class Condition:
    """A node of the tree: compared and hashed by its kind and its fields, never changed."""

    __slots__ = ("_hash",)
    _fields: tuple[str, ...] = ()
    _hash: int

    def _key(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Condition)
            and type(self) is type(other)
            and hash(self) == hash(other)
            and self._key() == other._key()
        )

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            self._hash = hash((type(self).__name__, self._key()))
            return self._hash

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._key()!r}"

    def value(self, answers: Answers) -> Truth:
        """True, False, or None while it is undecided."""
        raise NotImplementedError

    def given(self, answers: Answers) -> "Condition":
        """What is left of it once the answers are known, as small as the answers make it."""
        raise NotImplementedError

    def leaves(self) -> Iterator["Leaf"]:
        """Its leaves, in the order of the text."""
        raise NotImplementedError


class Leaf(Condition):
    """A question about facts; ``words`` are the words of the text it comes from."""

    __slots__ = ("article", "words")
    words: str
    article: str

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it asks about."""
        raise NotImplementedError

    def leaves(self) -> Iterator["Leaf"]:
        yield self

    def given(self, answers: Answers) -> Condition:
        value = self.value(answers)
        if value is not None:
            return TRUE if value else FALSE
        answered = (answers.get(fact) for fact in self.facts)
        return OPEN if any(answer in _WITHOUT_DAY for answer in answered) else self


class Is(Leaf):
    """The fact has one of the values."""

    __slots__ = ("fact", "values")
    _fields = ("fact", "values", "words", "article")

    def __init__(self, fact: str, *values: object, words: str = "", article: str = "") -> None:
        self.fact = fact
        self.values = values or (True,)
        self.words = words
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def value(self, answers: Answers) -> Truth:
        answer = answers.get(self.fact)
        if answer is None or answer == UNKNOWN:
            return None
        return answer in self.values


class AtLeast(Leaf):
    """The fact, a number, is not below the bound, which counts ``parts`` of one (100: cents)."""

    __slots__ = ("bound", "fact", "parts")
    _fields = ("fact", "bound", "parts", "words", "article")

    def __init__(
        self, fact: str, bound: int, words: str = "", article: str = "", parts: int = 1
    ) -> None:
        self.fact = fact
        self.bound = bound
        self.parts = parts
        self.words = words
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def value(self, answers: Answers) -> Truth:
        answer: _Any = answers.get(self.fact)
        if answer is None or answer == UNKNOWN:
            return None
        return bool(answer * self.parts >= self.bound)


class _Joined(Condition):
    """Parts under one node; a part that has the decisive value decides it."""

    __slots__ = ("parts",)
    _fields = ("parts",)
    _decisive: bool

    def __init__(self, *parts: Condition) -> None:
        self.parts = parts

    def value(self, answers: Answers) -> Truth:
        decisive = self._decisive
        result: Truth = not decisive
        for part in self.parts:
            value = part.value(answers)
            if value is decisive:
                return decisive
            if value is None:
                result = None
        return result

    def given(self, answers: Answers) -> Condition:
        decisive, neutral = (TRUE, FALSE) if self._decisive else (FALSE, TRUE)
        kept: dict[Condition, None] = {}
        changed = False
        for part in self.parts:
            rest = part.given(answers)
            if rest is decisive:
                return decisive
            changed = changed or rest is not part
            kept.update(dict.fromkeys(rest.parts) if isinstance(rest, type(self)) else {rest: None})
        if not changed and len(kept) > 1:
            return self
        if len(kept) == 1:
            return next(iter(kept))
        return type(self)(*kept) if kept else neutral

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()


class All(_Joined):
    """Every part holds."""

    __slots__ = ()
    _decisive = False


class Any(_Joined):
    """At least one part holds."""

    __slots__ = ()
    _decisive = True


class Not(Condition):
    """The part does not hold."""

    __slots__ = ("part",)
    _fields = ("part",)

    def __init__(self, part: Condition) -> None:
        self.part = part

    def value(self, answers: Answers) -> Truth:
        value = self.part.value(answers)
        return None if value is None else not value

    def given(self, answers: Answers) -> Condition:
        part = self.part.given(answers)
        if part is TRUE:
            return FALSE
        if part is FALSE:
            return TRUE
        if isinstance(part, Open):
            return part
        return self if part is self.part else Not(part)

    def leaves(self) -> Iterator[Leaf]:
        return self.part.leaves()


class Established(Condition):
    """The part is known to hold; while it is undecided, it is not established."""

    __slots__ = ("part",)
    _fields = ("part",)

    def __init__(self, part: Condition) -> None:
        self.part = part

    def value(self, answers: Answers) -> Truth:
        return self.part.value(answers) is True

    def given(self, answers: Answers) -> Condition:
        part = self.part.given(answers)
        if part is TRUE or not can_be(part, True):
            return TRUE if part is TRUE else FALSE
        return self if part is self.part else Established(part)

    def leaves(self) -> Iterator[Leaf]:
        return self.part.leaves()


class Open(Condition):
    """Undecided, whatever is answered; ``reason`` names why no answer can decide it."""

    __slots__ = ("reason",)
    _fields = ("reason",)

    def __init__(self, reason: str = "") -> None:
        self.reason = reason

    def value(self, answers: Answers) -> Truth:
        return None

    def given(self, answers: Answers) -> Condition:
        return self

    def leaves(self) -> Iterator[Leaf]:
        return iter(())


TRUE: Final = All()
FALSE: Final = Any()
OPEN: Final = Open()


def can_be(condition: Condition, target: bool) -> bool:
    """Whether answers may bring the condition to the target; no, only where none can."""
    if isinstance(condition, Open):
        return False
    if isinstance(condition, Not):
        return can_be(condition.part, not target)
    if isinstance(condition, All | Any):
        each = (can_be(part, target) for part in condition.parts)
        return all(each) if isinstance(condition, All) is target else any(each)
    return True


def facts_of(*conditions: Condition) -> tuple[str, ...]:
    """The facts that the conditions ask about, each once, in the order of the text."""
    return tuple(
        dict.fromkeys(
            fact for condition in conditions for leaf in condition.leaves() for fact in leaf.facts
        )
    )


def reasons_of(condition: Condition) -> Iterator[str]:
    """The named reasons why the condition stays open whatever is answered."""
    if isinstance(condition, Open) and condition.reason:
        yield condition.reason
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            yield from reasons_of(part)
    elif isinstance(condition, Not | Established):
        yield from reasons_of(condition.part)
