"""Conditions as values: three-valued evaluation, and what an undecided condition still needs.

A condition is an immutable tree. Its leaves ask about facts by name; a mapping of facts to values
answers them. A fact that is absent, or whose value is ``UNKNOWN``, leaves its leaf undecided, and
``All``, ``Any`` and ``Not`` combine the three values as Kleene's strong logic does. Nothing here
knows any law.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

UNKNOWN: Final = "unknown"

Value = bool | str | int | date
Answers = Mapping[str, object]
Domains = Mapping[str, tuple[object, ...]]
Truth = bool | None
Way = dict[str, tuple[object, ...]]


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
        return OPEN if any(answers.get(fact) == UNKNOWN for fact in self.facts) else self


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
    """The fact, a number, is not below the bound."""

    __slots__ = ("bound", "fact")
    _fields = ("fact", "bound", "words", "article")

    def __init__(self, fact: str, bound: int, words: str = "", article: str = "") -> None:
        self.fact = fact
        self.bound = bound
        self.words = words
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def value(self, answers: Answers) -> Truth:
        answer = answers.get(self.fact)
        return answer >= self.bound if isinstance(answer, int) else None


class LastsAtMost(Leaf):
    """From the first day to the last, with the months done before, at most so many months.

    Each of the three is the name of a fact, or its value once it is known.
    """

    __slots__ = ("earlier", "first", "last", "months")
    _fields = ("first", "last", "earlier", "months", "words", "article")

    def __init__(
        self,
        first: str | date,
        last: str | date,
        earlier: str | int,
        months: int,
        article: str = "",
    ) -> None:
        self.first = first
        self.last = last
        self.earlier = earlier
        self.months = months
        self.words = ""
        self.article = article

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(
            part for part in (self.first, self.last, self.earlier) if isinstance(part, str)
        )

    def _known(self, answers: Answers) -> tuple[object, object, object]:
        first, last, earlier = (
            answers.get(part, part) if isinstance(part, str) else part
            for part in (self.first, self.last, self.earlier)
        )
        return first, last, earlier

    def value(self, answers: Answers) -> Truth:
        first, last, earlier = self._known(answers)
        if not isinstance(first, date) or not isinstance(last, date) or last < first:
            return None
        if not lasts_at_most(first, last, self.months):
            return False
        if not isinstance(earlier, int):
            return None
        return lasts_at_most(first, last, self.months - earlier)

    def given(self, answers: Answers) -> Condition:
        rest = super().given(answers)
        if rest is not self:
            return rest
        first, last, earlier = self._known(answers)
        assert isinstance(first, str | date)
        assert isinstance(last, str | date)
        assert isinstance(earlier, str | int)
        return LastsAtMost(first, last, earlier, self.months, self.article)


class All(Condition):
    """Every part holds."""

    __slots__ = ("parts",)
    _fields = ("parts",)

    def __init__(self, *parts: Condition) -> None:
        self.parts = parts

    def value(self, answers: Answers) -> Truth:
        result: Truth = True
        for part in self.parts:
            value = part.value(answers)
            if value is False:
                return False
            if value is None:
                result = None
        return result

    def given(self, answers: Answers) -> Condition:
        return _joined(self, answers, decisive=FALSE, neutral=TRUE)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()


class Any(Condition):
    """At least one part holds."""

    __slots__ = ("parts",)
    _fields = ("parts",)

    def __init__(self, *parts: Condition) -> None:
        self.parts = parts

    def value(self, answers: Answers) -> Truth:
        result: Truth = False
        for part in self.parts:
            value = part.value(answers)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    def given(self, answers: Answers) -> Condition:
        return _joined(self, answers, decisive=TRUE, neutral=FALSE)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()


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
        if part is TRUE or not _can_be(part, True):
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


def _joined(
    node: All | Any, answers: Answers, *, decisive: Condition, neutral: Condition
) -> Condition:
    """The node without the parts that cannot matter any more; the node itself if they all can."""
    kept: dict[Condition, None] = {}
    changed = False
    for part in node.parts:
        rest = part.given(answers)
        if rest is decisive:
            return decisive
        changed = changed or rest is not part
        kept.update(dict.fromkeys(rest.parts) if isinstance(rest, type(node)) else {rest: None})
    if not changed and len(kept) > 1:
        return node
    if len(kept) == 1:
        return next(iter(kept))
    return type(node)(*kept) if kept else neutral


def _can_be(condition: Condition, target: bool) -> bool:
    """Whether answers may bring the condition to the target; no, only where none can."""
    if isinstance(condition, Open):
        return False
    if isinstance(condition, Not):
        return _can_be(condition.part, not target)
    if isinstance(condition, All | Any):
        each = (_can_be(part, target) for part in condition.parts)
        return all(each) if isinstance(condition, All) is target else any(each)
    return True


def months_later(day: date, months: int) -> date:
    """The same day so many calendar months later (31 August + 6 months = last day of February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def lasts_at_most(first: date, last: date, months: int) -> bool:
    """Whether the period, both days included, lasts no longer than the calendar months."""
    return last < months_later(first, months)


def facts_of(*conditions: Condition) -> tuple[str, ...]:
    """The facts that the conditions ask about, each once, in the order of the text."""
    return tuple(
        dict.fromkeys(
            fact for condition in conditions for leaf in condition.leaves() for fact in leaf.facts
        )
    )


def fewest(
    condition: Condition,
    targets: tuple[bool, ...],
    answers: Answers,
    domains: Domains,
    order: Mapping[str, int],
) -> tuple[str, ...]:
    """The smallest set of facts that some answers bring the condition to one of the targets with.

    Between equals, the first in the order; empty where no fact can do it. A fact answered
    ``UNKNOWN`` counts as undecided: somebody may still find out.
    """
    undecided = [fact for fact in facts_of(condition) if answers.get(fact, UNKNOWN) == UNKNOWN]
    for most in range(1, len(undecided) + 1):
        found = [
            sorted(order[fact] for fact in way)
            for target in targets
            for way in _ways(condition, target, answers, domains, most)
        ]
        if found:
            names = {place: fact for fact, place in order.items()}
            return tuple(names[place] for place in min(found, key=lambda way: (len(way), way)))
    return ()


def _ways(
    condition: Condition, target: bool, answers: Answers, domains: Domains, most: int
) -> list[Way]:
    """Each way to bring the condition to the target with at most so many undecided facts.

    A way has the facts, each with the values that do.
    """
    if isinstance(condition, Not | Established):
        wanted = target if isinstance(condition, Established) else not target
        return _ways(condition.part, wanted, answers, domains, most)
    if isinstance(condition, All | Any):
        each = (_ways(part, target, answers, domains, most) for part in condition.parts)
        if isinstance(condition, All) is not target:
            return _distinct(way for options in each for way in options)
        found: list[Way] = [{}]
        for options in each:
            pairs = (_merged(one, other) for one, other in product(found, options))
            found = _distinct(way for way in pairs if way is not None and len(way) <= most)
            if not found:
                break
        return found
    value = condition.value(answers)
    if value is not None:
        return [{}] if value is target else []
    if isinstance(condition, Is | AtLeast):
        values = tuple(
            value
            for value in domains.get(condition.fact, ())
            if condition.value({condition.fact: value}) is target
        )
        return [{condition.fact: values}] if values else []
    return []


def _merged(one: Way, other: Way) -> Way | None:
    """Both ways at once, or None where no value does for both."""
    both = dict(one)
    for fact, values in other.items():
        if fact in both:
            values = tuple(value for value in both[fact] if value in values)
            if not values:
                return None
        both[fact] = values
    return both


def _distinct(found: Iterable[Way]) -> list[Way]:
    return list({frozenset(way.items()): way for way in found}.values())


def witness(
    condition: Condition, fact: str, domains: Domains
) -> tuple[dict[str, object], object, object] | None:
    """Proof that the fact still matters: values for the other facts, and two for this one.

    Under those values the two give the condition different results. None if there are none.
    """
    values = domains[fact]
    for index, one in enumerate(values):
        left = condition.given({fact: one})
        for other in values[index + 1 :]:
            completion = _difference(left, condition.given({fact: other}), _Hashed(domains))
            if completion is not None:
                return dict(completion), one, other
    return None


class _Hashed:
    """Domains as a cache can hold them."""

    def __init__(self, domains: Domains) -> None:
        self.domains = domains
        self._items = tuple(domains.items())
        self._hash = hash(self._items)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and self._items == other._items


@lru_cache(maxsize=65536)
def _difference(
    one: Condition, other: Condition, domains: _Hashed
) -> tuple[tuple[str, object], ...] | None:
    """Values for the facts left under which the two conditions come out differently."""
    if one == other:
        return None
    facts = facts_of(one, other)
    if not facts:
        return () if one.value({}) is not other.value({}) else None
    for value in domains.domains[facts[0]]:
        answer = {facts[0]: value}
        rest = _difference(one.given(answer), other.given(answer), domains)
        if rest is not None:
            return ((facts[0], value), *rest)
    return None
