"""Conditions as decision diagrams: what can still matter, and how each can still come out.

A node asks about one fact and has a child for each of its values, the last for an answer not known.
Facts come in one order on every path and what is alike is one node, so two conditions that no
answer tells apart are the same number.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from stagiaire_cli.logic.conditions import (
    UNKNOWN,
    All,
    Any,
    Condition,
    Domains,
    Established,
    Leaf,
    Not,
    Open,
    Truth,
)

Node = int

# The three results are the first three nodes, so that "and" is the least and "or" the greatest.
TRUTHS: Final[tuple[Truth, ...]] = (False, None, True)
_NO, _OPEN, _YES = range(3)
_OPPOSITE: Final = (_YES, _OPEN, _NO)
_IF_YES: Final = (_NO, _NO, _YES)
_OF_TRUTH: Final[Mapping[Truth, Node]] = {truth: node for node, truth in enumerate(TRUTHS)}
_BELOW: Final = 1 << 30
# No node up to this one asks about anything.
DECIDED: Final = _YES


class Diagrams:
    """The diagrams of conditions about the same facts.

    ``domains`` has the values of each fact; the facts are asked in its order.
    """

    def __init__(self, domains: Domains) -> None:
        self._values = {fact: (*values, UNKNOWN) for fact, values in domains.items()}
        self._level = {fact: level for level, fact in enumerate(domains)}
        self._facts = tuple(domains)
        self._nodes: list[tuple[int, tuple[Node, ...]]] = [(_BELOW, ())] * len(TRUTHS)
        self._numbers: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._built: dict[Condition, Node] = {}
        self._worked_out: dict[object, Node] = {}
        # The same, where every answer is known: what matters is what this still asks about.
        self._known = _Known()
        self._known_of: dict[Node, Node] = {node: node for node in range(len(TRUTHS))}

    def of(self, condition: Condition) -> Node:
        """The node of a condition."""
        if condition not in self._built:
            self._built[condition] = self._build(condition)
        return self._built[condition]

    def all_given(self, nodes: Iterable[Node], fact: str, value: object) -> tuple[Node, ...]:
        """Each of the nodes once the fact has the value, which may be ``UNKNOWN``."""
        level, index = self._level[fact], self._values[fact].index(value)
        return tuple([self._given(node, level, index) for node in nodes])

    def values(self, fact: str) -> tuple[object, ...]:
        """The answers to a fact that its rules tell apart, without "not known"."""
        return self._values[fact][:-1]

    def facts(self, nodes: Iterable[Node]) -> Iterator[str]:
        """The facts for which two known answers can give one of the nodes different results."""
        left = 0
        for node in nodes:
            left |= self._known.facts[self._without_unknown(node)]
        while left:
            first = left & -left
            yield self._facts[first.bit_length() - 1]
            left ^= first

    def results(self, node: Node) -> frozenset[Truth]:
        """How it can come out, if every answer still to come is known."""
        return self._known.results[self._without_unknown(node)]

    def _build(self, condition: Condition) -> Node:
        if isinstance(condition, Not):
            return self._mapped(self.of(condition.part), _OPPOSITE)
        if isinstance(condition, Established):
            return self._mapped(self.of(condition.part), _IF_YES)
        if isinstance(condition, All | Any):
            decisive = _NO if isinstance(condition, All) else _YES
            node = _YES - decisive
            for part in condition.parts:
                node = self._joined(decisive, node, self.of(part))
            return node
        if isinstance(condition, Leaf):
            return self._leaf(condition, sorted(condition.facts, key=self._level.__getitem__), {})
        assert isinstance(condition, Open)
        return _OPEN

    def _leaf(self, leaf: Leaf, left: list[str], answers: dict[str, object]) -> Node:
        if not left:
            return _OF_TRUTH[leaf.value(answers)]
        fact, *others = left
        values = self._values[fact]
        children = [self._leaf(leaf, others, {**answers, fact: value}) for value in values]
        return self._node(self._level[fact], tuple(children))

    def _node(self, level: int, children: tuple[Node, ...]) -> Node:
        first = children[0]
        if children.count(first) == len(children):
            return first
        content = (level, children)
        node = self._numbers.get(content)
        if node is None:
            node = self._numbers[content] = len(self._nodes)
            self._nodes.append(content)
        return node

    def _joined(self, decisive: Node, one: Node, other: Node) -> Node:
        """Both conditions, or either: the decisive result decides, the opposite changes nothing."""
        neutral = _YES - decisive
        if one in (other, decisive) or other == neutral:
            return one
        if other == decisive or one == neutral:
            return other
        operation = (decisive, one, other) if one < other else (decisive, other, one)
        node = self._worked_out.get(operation)
        if node is None:
            (level, children), (lower, others) = self._nodes[one], self._nodes[other]
            if level < lower:
                others = (other,) * len(children)
            elif lower < level:
                children = (one,) * len(others)
            pairs = zip(children, others, strict=True)
            joined = [self._joined(decisive, left, right) for left, right in pairs]
            node = self._node(min(level, lower), tuple(joined))
            self._worked_out[operation] = node
        return node

    def _mapped(self, node: Node, results: tuple[Node, ...]) -> Node:
        """The node with another result for each of its own."""
        if node < len(results):
            return results[node]
        operation = (results, node)
        mapped = self._worked_out.get(operation)
        if mapped is None:
            level, children = self._nodes[node]
            mapped = self._node(level, tuple([self._mapped(child, results) for child in children]))
            self._worked_out[operation] = mapped
        return mapped

    def _given(self, node: Node, level: int, index: int) -> Node:
        """What is left of the node once the fact of the level has its value of the index."""
        own_level, children = self._nodes[node]
        if own_level >= level:
            return children[index] if own_level == level else node
        operation = (node, level, index)
        rest = self._worked_out.get(operation)
        if rest is None:
            rests = [self._given(child, level, index) for child in children]
            rest = self._worked_out[operation] = self._node(own_level, tuple(rests))
        return rest

    def _without_unknown(self, node: Node) -> Node:
        """The node of the same condition where every answer is known."""
        known = self._known_of.get(node)
        if known is None:
            level, children = self._nodes[node]
            rests = tuple([self._without_unknown(child) for child in children[:-1]])
            if rests.count(rests[0]) == len(rests):
                known = rests[0]
            else:
                known = self._known.node(level, rests)
            self._known_of[node] = known
        return known


class _Known:
    """Conditions where every answer is known: which facts each asks about, its results."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self.facts = [0] * len(TRUTHS)
        self.results: list[frozenset[Truth]] = [frozenset({result}) for result in TRUTHS]

    def node(self, level: int, children: tuple[Node, ...]) -> Node:
        """The node of the children, which are not all the same."""
        number = self._numbers.get((level, children))
        if number is None:
            number = self._numbers[level, children] = len(self.facts)
            facts, results = 1 << level, frozenset[Truth]()
            for child in children:
                facts |= self.facts[child]
                results |= self.results[child]
            self.facts.append(facts)
            self.results.append(results)
        return number
