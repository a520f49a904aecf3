"""The least expected number of answers, found by a search that knows only the rules."""

from fractions import Fraction
from functools import cache
from math import prod

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.prior import UNIFORM, Prior, read_prior
from stagiaire_cli.interview.relevance import Remaining, left_of
from stagiaire_cli.interview.shortest import Shortest, expected_answers
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.facts import FACTS, MADE_OF, PRESUMED, TERRITORY, VARIABLE
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, Condition, Truth, facts_of

CASELOAD = read_prior(
    {
        "course_in_country_of_residence": {"yes": 90, "no": 7, "unknown": 3},
        "course_leads_to": {"diploma": 70, "title": 5, "nothing": 25},
        "course_vocational": {"yes": 8, "no": 2},
        "cooperation_programme": {"eu": 0.55, "none": 0.4, "other": 0.05},
        "foreign_employee": {"yes": 812, "no": 9, "unknown": 31},
        "further_internship": {"yes": 3, "no": 1},
        "host_in_employer_group": {"yes": 70, "no": 31},
        "group_seniority_months": {"1": 3, "4": 20, "14": 100},
        "higher_education_degree": {"yes": 99, "no": 1},
        "intra_group_posting": {"yes": 1, "no": 9},
        "hospital_internship": {"public": 1, "none": 19},
        "hospital_cooperation_agreement": {"no": 1},
    }
)
PRIORS = {"uniform": UNIFORM, "caseload": CASELOAD}
OTHER = {"nationality": "other"}


def alternatives() -> dict[str, tuple[Version, int]]:
    """Each alternative, in the first version that has it under those conditions."""
    found: dict[object, tuple[str, tuple[Version, int]]] = {}
    for version in VERSIONS:
        for place, provision in enumerate(version.provisions):
            # Which article a condition refers to changes nothing of what it asks.
            told = [
                (leaf.facts, type(leaf), *leaf._key()[1:-2])
                for leaf in provision.condition.leaves()
            ]
            name = f"{provision.number} since {version.since}"
            found.setdefault((provision.number, str(told)), (name, (version, place)))
    return dict(found.values())


def values_of(fact: str) -> tuple[object, ...]:
    return (*VARIABLE[fact].values, UNKNOWN)


def chance(prior: Prior, fact: str, value: object) -> Fraction:
    weights = prior.weights[fact]
    return Fraction(weights[values_of(fact).index(value)], sum(weights))


class Search:
    """The least expected number of answers, by trying every question on what is left of a rule.

    Numbers are multiples of the product of what the answers to each fact weigh.
    """

    def __init__(self, prior: Prior) -> None:
        self.prior = prior
        self.unit = prod(map(sum, prior.weights.values()))
        self.after = cache(self._after)
        self.results = cache(self._results)
        self.least = cache(self._least)

    def _after(self, condition: Condition, fact: str) -> tuple[Condition, ...]:
        return tuple(condition.given({fact: value}) for value in values_of(fact))

    def _results(self, condition: Condition) -> frozenset[Truth]:
        """What known answers to every question can still make of it."""
        fact = next(iter(facts_of(condition)), None)
        if fact is None:
            return frozenset({condition.value({})})
        *known, _ = self.after(condition, fact)
        return frozenset[Truth]().union(*map(self.results, known))

    def _least(self, condition: Condition) -> int:
        if len(self.results(condition)) == 1:
            return 0
        return min(self.asking(condition, fact) for fact in facts_of(condition))

    def asking(self, condition: Condition, fact: str) -> int:
        """The least, where the fact is asked first."""
        weights = self.prior.weights[fact]
        pairs = zip(weights, self.after(condition, fact), strict=True)
        after = sum(weight * self.least(child) for weight, child in pairs if weight)
        assert after % sum(weights) == 0
        # What two days decide takes both.
        return self.unit * len(MADE_OF.get(fact, (fact,))) + after // sum(weights)


def alone(version: Version, place: int) -> Remaining:
    """What is left of one alternative of somebody whom the code governs."""
    left = left_of(law_on(version.since), Dossier(OTHER))
    node = left.nodes[left.alternatives][place]
    return Remaining(left.diagrams, ("alone",), (node,), slice(0, 1))


def states_with_the_least(name: str, prior: str) -> int:
    """In each state the shortest order asks a question with the least; how many states.

    Every answer to any question in any order, "I don't know" included. Of the 2° since 2019, with
    33 653 such states: those with at most one "I don't know".
    """
    version, place = alternatives()[name]
    most = 1 if name.startswith("2°") and version.since.year >= 2019 else len(FACTS)
    search, order = Search(PRIORS[prior]), Shortest(PRIORS[prior])
    condition = version.provisions[place].condition
    # Nobody is asked these: how a wording is read, and where, who is not in the Pacific.
    unasked = {**dict.fromkeys(READINGS, UNKNOWN), TERRITORY: PRESUMED[TERRITORY]}
    first = condition.given(unasked)
    seen: dict[Condition, int] = {}
    following = [(first, alone(version, place))]
    least = expected_answers(alone(version, place), order, PRIORS[prior])
    assert least.alternatives == Fraction(search.least(first), search.unit)
    for unknown in range(most + 1):
        states, following = following, []
        while states:
            state, left = states.pop()
            if state in seen:
                continue
            seen[state] = unknown
            fact = order(left)
            if len(search.results(state)) == 1:
                assert fact is None
            else:
                assert fact is not None
                assert search.asking(state, fact) == search.least(state)
            for asked in facts_of(state):
                children = zip(values_of(asked), search.after(state, asked), strict=True)
                for value, child in children:
                    if child not in seen:
                        into = following if value == UNKNOWN else states
                        into.append((child, left.answered(asked, value)))
    return len(seen)
