"""The fewest facts that settle a status, as SQL.

A set of facts is a number: how many they are, then which, so that the least number is the set
wanted, and the numbers of sets that have no fact in common add up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from stagiaire_cli.assessment.status import DOMAINS, settling_facts
from stagiaire_cli.law.facts import FACT, MADE_OF, VARIABLE
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, Condition, facts_of
from stagiaire_cli.logic.ways import ways
from stagiaire_cli.statement.conditions import Rules, column_of
from stagiaire_cli.statement.steps import SQL_TRUE, Steps, either, names_of

# More than any set of facts.
_NEVER: Final = 10**12
_Literal = tuple[str, tuple[object, ...]]
_Way = frozenset[_Literal]


class SettlingExpression:
    """Defines the numbers among the steps, for rows of which the status is open."""

    def __init__(self, steps: Steps, rules: Rules, is_open: str, version: Version) -> None:
        self._steps = steps
        self._rules = rules
        self._open = is_open
        self._given = {name: value for name, value in rules.known.items() if value != UNKNOWN}
        self._absent = rules.known.keys() - self._given.keys()
        self._facts = settling_facts(version)
        self._costs: dict[_Literal, str] = {}
        self._count = 0

    def least(self, condition: Condition, target: bool) -> str:
        """The least set of facts that brings the condition to the target."""
        return self._least(self._ways(condition, target))

    def least_of_all(self, conditions: Sequence[Condition], target: bool) -> str:
        """The least set of facts that brings each of the conditions to the target.

        They may have a fact in common. Where that is open, one value of it has to do for all.
        """
        plainly = self.total(*(self.least(condition, target) for condition in conditions))
        asked = Counter(fact for condition in conditions for fact in facts_of(condition))
        shared = [
            fact for fact, many in asked.items() if many > 1 and fact not in self._rules.known
        ]
        shared = [fact for fact in shared if self._weight(fact)]
        if not shared:
            return plainly
        [fact] = shared
        whole = [
            self.total(
                *(
                    self._least([way for way in self._ways(one, target) if fact not in dict(way)])
                    for one in conditions
                )
            )
        ]
        kinds = {
            tuple(one.given({fact: value}) for one in conditions): value
            for value in VARIABLE[fact].values
        }
        for value in kinds.values():
            each = (self._least(self._ways(one, target, {fact: value})) for one in conditions)
            whole.append(self.total(str(self._weight(fact)), *each))
        open_ = self.smallest(*map(self._named, whole))
        return self._named(f"CASE WHEN {fact} IS NULL THEN {open_} ELSE {plainly} END")

    def _ways(
        self, condition: Condition, target: bool, also: Mapping[str, object] = MappingProxyType({})
    ) -> list[_Way]:
        every_way = ways(condition, target, {**self._given, **also}, DOMAINS, len(FACT))
        return [frozenset(way.items()) for way in every_way]

    def _least(self, choices: list[_Way]) -> str:
        """What all ways have in common, and the least of what is left."""
        if not choices:
            return str(_NEVER)
        common = frozenset.intersection(*choices)
        rest = list(dict.fromkeys(way - common for way in choices))
        parts = [self._cost(literal) for literal in sorted(common, key=repr)]
        if frozenset() not in rest:
            parts.append(self.smallest(*map(self._least, _grouped(rest))))
        return self.total(*parts)

    def smallest(self, *numbers: str) -> str:
        """The smallest of some numbers."""
        possible = [number for number in numbers if number != str(_NEVER)]
        if len(possible) < 2:
            return possible[0] if possible else str(_NEVER)
        cases = ""
        for index, number in enumerate(possible[:-1]):
            others = " AND ".join(f"{number} <= {other}" for other in possible[index + 1 :])
            cases += f"WHEN {others} THEN {number} "
        return self._named(f"CASE {cases}ELSE {possible[-1]} END")

    def total(self, *parts: str) -> str:
        """The sum of numbers."""
        kept = [part for part in parts if part != "0"]
        return f"({' + '.join(kept)})" if len(kept) > 1 else kept[0] if kept else "0"

    def _named(self, expression: str) -> str:
        if expression.isdigit() or expression.isidentifier():
            return expression
        self._count += 1
        return self._steps.define(f"set{self._count}", expression)

    def _cost(self, literal: _Literal) -> str:
        fact, values = literal
        parts = MADE_OF.get(fact, (fact,))
        if self._absent.issuperset(parts):
            return str(sum(map(self._weight, parts)) or _NEVER)
        if literal not in self._costs:
            left = self._left(parts)
            name = f"cost{len(self._costs) + 1}_{column_of(fact)}"
            met = (
                f"WHEN {self._rules.among(fact, values)} THEN 0 "
                if fact not in self._absent
                else ""
            )
            cost = f"CASE {met}{left}ELSE {_NEVER} END"
            whole = f"CASE WHEN {self._open} THEN {cost} END"
            self._costs[literal] = self._steps.define(name, whole)
        return self._costs[literal]

    def _left(self, parts: tuple[str, ...]) -> str:
        """The number of the facts among the parts that are open, if there is one."""
        weights = {part: self._weight(part) for part in parts}
        if not any(weights.values()):
            return ""
        if len(parts) == 1:
            return f"WHEN {parts[0]} IS NULL THEN {weights[parts[0]]} "
        sure_of = [str(weight) for part, weight in weights.items() if part in self._absent]
        others = [part for part in parts if part not in self._absent]
        each = [f"CASE WHEN {part} IS NULL THEN {weights[part]} ELSE 0 END" for part in others]
        any_ = SQL_TRUE if sure_of else either(*(f"{part} IS NULL" for part in others))
        return f"WHEN {any_} THEN {' + '.join((*sure_of, *each))} "

    def _weight(self, fact: str) -> int:
        """The number of the set of this fact alone; none for what no fact settles."""
        if fact not in self._facts:
            return 0
        many = len(self._facts)
        return (1 << many) - (1 << many - 1 - self._facts.index(fact))

    def names(self, number: str) -> str:
        """The names of the facts of a set, with a bar between them."""
        many = 1 << len(self._facts)
        least = self._steps.define("least", number)
        rest = self._steps.define("facts", f"({many} - {least} % {many}) % {many}")
        listed = names_of(rest, self._facts)
        return f"CASE WHEN {self._open} AND {least} < {_NEVER} THEN {listed} ELSE '' END"


def _grouped(every_way: list[_Way]) -> list[list[_Way]]:
    """The ways in groups that have a fact in common, the largest first."""
    groups = []
    left = every_way
    while left:
        often = Counter(literal for way in left for literal in way)
        most = max(often, key=lambda literal: (often[literal], repr(literal)))
        groups.append([way for way in left if most in way])
        left = [way for way in left if most not in way]
    return groups
