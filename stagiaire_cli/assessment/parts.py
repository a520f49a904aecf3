"""Everything in a verdict that an answer can change, as conditions by name."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from stagiaire_cli.assessment.file import exempting
from stagiaire_cli.assessment.outcomes import conditions_of_outcome
from stagiaire_cli.assessment.reasons import OUT_OF_SCOPE
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import ADULT
from stagiaire_cli.law.persons import OF_AGE
from stagiaire_cli.law.shapes import Check, Version
from stagiaire_cli.logic.conditions import All, Any, Condition, Established, Not


@lru_cache
def components(law: Law) -> Mapping[str, Condition]:
    """Everything in a verdict that an answer can change, as conditions by name.

    That is the status ("out_of_scope", and the cards of the "stagiaire ICT"), the result of each
    alternative by its number, and each required document.
    """
    version = law.version
    outside = version.out_of_scope
    governed = Not(Established(outside))
    # Refused is refused, as long as the "stagiaire ICT" is not established.
    routes = {name: Established(route) for name, route in _diverting(version).items()}
    alternatives = {
        provision.number: All(governed, provision.condition) for provision in version.provisions
    }
    under = alternatives | routes
    parts: dict[str, Condition] = {OUT_OF_SCOPE: outside, **under}
    if law.documents is not None:
        for name in dict.fromkeys(entry.document for entry in law.documents.required):
            asked = (
                All(
                    comes_under,
                    Not(_exempting(law, number)),
                    Any(*(entry.when for entry in entries)),
                )
                for number, comes_under in under.items()
                if (entries := law.required[number].get(name))
            )
            parts[name] = Any(*asked)
    return parts


def _exempting(law: Law, number: str) -> Condition:
    """That nobody under the alternative needs a file, as far as its people are asked about it."""
    exemption = exempting(law, (number,))
    return exemption.given({ADULT: True}) if number in OF_AGE else exemption


@lru_cache
def components_to_tell(law: Law) -> Mapping[str, Condition]:
    """The same, except that a card that is undecided is undecided here, and not false."""
    return {**components(law), **_diverting(law.version)}


def _diverting(version: Version) -> dict[str, Condition]:
    """When each card of the "stagiaire ICT" takes the place of the alternatives."""
    each = [provision.condition for provision in version.provisions]
    refused = All(Not(version.out_of_scope), *map(Not, each))
    return {name: All(refused, route) for name, route in version.routes}


def conditions_of(law: Law) -> Iterator[Condition]:
    """Every condition that a column of a batch depends on."""
    version = law.version
    yield version.out_of_scope
    for name, condition in law.conditions.items():
        yield condition
        yield from conditions_of_file(law, name)
    yield from conditions_of_checks(law.checks)


def conditions_of_file(law: Law, name: str) -> Iterator[Condition]:
    """What the file of somebody under one alternative, or one card, depends on."""
    yield from (exemption.when for exemption in law.exempt[name])
    yield from (entry.when for entries in law.required[name].values() for entry in entries)


def conditions_of_checks(checks: Iterable[Check]) -> Iterator[Condition]:
    """What it depends on whether checks fail, are open, or want something done."""
    for check in checks:
        yield from conditions_of_outcome(check)
