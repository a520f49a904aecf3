"""The dictionary of reasons: every smallest set of answers that grants, or refuses, an alternative.

The ways in which the rules come to a result are closed under consensus: of two reasons that differ
in the values of one fact, what they have in common decides for the values of both. Nothing is left
that another reason makes superfluous, so that none can do with fewer facts or with wider values.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, combinations, product
from typing import Final

from stagiaire_cli.assessment.status import DOMAINS
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, Answers, Condition, facts_of
from stagiaire_cli.logic.records import Record
from stagiaire_cli.logic.ways import Way, ways

OUT_OF_SCOPE: Final = "out_of_scope"


class Reason(Record):
    """One reason: its number among those of its alternative with its result, and what decides.

    ``facts`` has each fact, or reading, with the values that do, in the order of the text; a number
    of months stands for all up to the next that a rule tells apart.
    """

    number: int
    facts: Mapping[str, tuple[object, ...]]


def conditions(version: Version) -> dict[str, Condition]:
    """What has reasons: each alternative, each card of the "stagiaire ICT", being out of scope."""
    return {
        **{provision.number: provision.condition for provision in version.provisions},
        **dict(version.routes),
        OUT_OF_SCOPE: version.out_of_scope,
    }


@cache
def reasons_for(version: Version, name: str, target: bool) -> tuple[Reason, ...]:
    """All reasons why an alternative, or another of the ``conditions``, is met, or is not.

    Raises ``KeyError`` for a name that the version does not have.
    """
    condition = conditions(version)[name]
    index_of = {fact: index for index, fact in enumerate(facts_of(condition))}

    def order(way: Way) -> tuple[tuple[int, ...], ...]:
        values = (tuple(map(DOMAINS[fact].index, way[fact])) for fact in way)
        return tuple(index_of[fact] for fact in way), *values

    sufficient = [
        {fact: _in_order(fact, way[fact]) for fact in sorted(way, key=index_of.__getitem__)}
        for way in _closed(ways(condition, target, {}, DOMAINS, len(index_of)))
    ]
    sufficient.sort(key=order)
    return tuple(Reason(number, way) for number, way in enumerate(sufficient, 1))


def established(version: Version, name: str, target: bool, answers: Answers) -> tuple[Reason, ...]:
    """The reasons that the answers give, each of them enough."""
    return tuple(
        ground
        for ground in reasons_for(version, name, target)
        if all(_standing(fact, answers.get(fact)) in ground.facts[fact] for fact in ground.facts)
    )


def _standing(fact: str, answer: object) -> object:
    """The value of the domain that an answer counts as: of a number, the last that it reaches."""
    if isinstance(answer, int) and not isinstance(answer, bool):
        return max(value for value in DOMAINS[fact] if isinstance(value, int) and value <= answer)
    return None if answer == UNKNOWN else answer


def _in_order(fact: str, values: Iterable[object]) -> tuple[object, ...]:
    return tuple(value for value in DOMAINS[fact] if value in values)


def _closed(given: Iterable[Way]) -> list[Way]:
    """The ways that no other makes superfluous, of all that follow from those given."""
    kept: list[Way] = []
    waiting = list(given)
    while waiting:
        # The shortest first: they make most of the others superfluous.
        new: list[Way] = []
        for way in sorted(waiting, key=len):
            if not any(_covers(other, way) for other in (*kept, *new)):
                new = [other for other in new if not _covers(way, other)] + [way]
        kept = [old for old in kept if not any(_covers(way, old) for way in new)]
        pairs = chain(product(kept, new), combinations(new, 2))
        waiting = [joint for way, other in pairs for joint in _consensus(way, other)]
        kept += new
    return kept


def _covers(wide: Way, narrow: Way) -> bool:
    """Whether the wide way holds wherever the narrow one does."""
    return all(fact in narrow and set(narrow[fact]) <= set(values) for fact, values in wide.items())


def _consensus(one: Way, other: Way) -> list[Way]:
    """What decides for the values of both in one fact: what they have in common in the rest."""
    joint_ways = []
    for joined in one:
        if set(one[joined]) == set(other.get(joined, one[joined])):
            continue
        joint: Way = {}
        for fact in (*one, *(fact for fact in other if fact not in one)):
            mine, theirs = set(one.get(fact, DOMAINS[fact])), set(other.get(fact, DOMAINS[fact]))
            values = mine | theirs if fact == joined else mine & theirs
            if not values:
                break
            if len(values) < len(DOMAINS[fact]):
                joint[fact] = _in_order(fact, values)
        else:
            joint_ways.append(joint)
    return joint_ways
