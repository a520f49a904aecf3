"""The order of questions that settles the alternatives with the fewest answers on average.

The alternatives share no fact that is left to ask, and an answer is supposed to tell nothing of
another: the least for all is the sum of the least for each. For one, it follows from what is left
of it after each answer to each fact that still matters to it (dynamic programming). Numbers are
whole multiples of ``Prior.unit``, so that nothing is rounded.
"""

from collections.abc import Callable
from fractions import Fraction

from stagiaire_cli.interview.prior import Prior
from stagiaire_cli.interview.relevance import (
    Order,
    Remaining,
    in_order_of_text,
    questions_about,
)
from stagiaire_cli.law.facts import VARIABLE
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.diagrams import DECIDED, Diagrams, Node
from stagiaire_cli.logic.records import Record


class Expected(Record):
    """How many answers are expected: to settle every alternative, and about the whole situation."""

    alternatives: Fraction
    situation: Fraction


class Shortest:
    """The order with the least expected number of answers that settle every alternative.

    Between equals, and for what else the verdict needs, the order of the text.
    """

    def __init__(self, prior: Prior) -> None:
        self._prior = prior
        self._unit = prior.unit
        self._best: dict[tuple[Diagrams, Node], tuple[int, str | None]] = {}

    def __call__(self, left: Remaining) -> str | None:
        """The next fact to ask about the situation, or none."""
        for node in left.nodes[left.alternatives]:
            fact = self._of(left.diagrams, node)[1]
            if fact is not None:
                return fact
        return in_order_of_text(left)

    def _of(self, diagrams: Diagrams, node: Node) -> tuple[int, str | None]:
        """The least number of answers that settle the node, and what to ask first."""
        if node <= DECIDED:
            return 0, None
        key = (diagrams, node)
        best = self._best.get(key)
        if best is None:
            best = (0, None)
            for fact in diagrams.facts([node]):
                most: int | None = best[0] if best[1] else None
                cost = self._after(diagrams, node, fact, most)
                if most is None or cost < most:
                    best = (cost, fact)
            self._best[key] = best
        return best

    def _after(self, diagrams: Diagrams, node: Node, fact: str, most: int | None) -> int:
        """The number with the fact asked first; somewhere from the most up, where it reaches it."""
        weights = self._prior.weights[fact]
        whole = sum(weights)
        children: dict[Node, int] = {}
        for weight, value in zip(weights, (*VARIABLE[fact].values, UNKNOWN), strict=True):
            if weight:
                [child] = diagrams.all_given([node], fact, value)
                children[child] = children.get(child, 0) + weight
        # What is not worked out yet takes one answer at least, if any.
        least = {child: self._least(diagrams, child) for child in children}
        cost = self._unit * whole * questions_about(diagrams, fact)
        cost += sum(children[child] * least[child] for child in children)
        for child, weight in children.items():
            if most is not None and cost >= most * whole:
                break
            cost += weight * (self._of(diagrams, child)[0] - least[child])
        # No fact is asked twice: what is left after this one is a multiple of its weights.
        return cost // whole

    def _least(self, diagrams: Diagrams, node: Node) -> int:
        """A number of answers that settling the node takes at least."""
        best = self._best.get((diagrams, node))
        if best is not None:
            return best[0]
        return self._unit if any(diagrams.facts([node])) else 0


def expected_answers(left: Remaining, order: Order, prior: Prior) -> Expected:
    """What an order leads to from there, on average, if answers come as the prior says."""
    each = (
        Remaining(left.diagrams, left.parts[index : index + 1], (node,), slice(0, 1))
        for index, node in enumerate(left.nodes)
        if index in range(len(left.nodes))[left.alternatives]
    )
    answers = _averaging(order, prior)
    unit = prior.unit
    alternatives = sum(map(answers, each))
    return Expected(Fraction(alternatives, unit), Fraction(answers(left), unit))


def _averaging(order: Order, prior: Prior) -> Callable[[Remaining], int]:
    """The expected number of answers until the order has nothing left to ask."""
    unit = prior.unit
    known: dict[object, int] = {}

    def answers(left: Remaining) -> int:
        state = left.key
        if state not in known:
            fact = order(left)
            known[state] = 0 if fact is None else unit * left.questions(fact) + after(left, fact)
        return known[state]

    def after(left: Remaining, fact: str) -> int:
        weights = prior.weights[fact]
        pairs = zip((*VARIABLE[fact].values, UNKNOWN), weights, strict=True)
        totals = [weight * answers(left.answered(fact, value)) for value, weight in pairs if weight]
        return sum(totals) // sum(weights)

    return answers
