"""The paths of the map, each taken to its end by somebody whom the interview asks the same."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    documents_concerned,
)
from stagiaire_cli.interview.relevance import facts_to_check, presuming
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.facts import MADE_OF, VARIABLE
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.map.graph import (
    DATES,
    FILE_SECTION,
    OUTCOME,
    START_SECTION,
    VERDICT,
    Map,
    MapSection,
    Place,
)
from stagiaire_cli.map.survey import questionnaire
from tests.people.sessions import PARTS, TODAY, starts, walk
from tests.people.useful import deciding

OF_ITS_OWN = (CHECKS_QUESTION, DOCUMENTS_QUESTION, VERDICT)
# One text is enough to walk through every day that can be answered: it takes seconds for each.
DATED = [name for name, part in PARTS.items() if part.checks and part.on == TODAY]


def replayed(
    drawn: Map, number: int, facts: dict[str, Any], sample: random.Random | None = None
) -> Iterator[tuple[Place, Dossier]]:
    """Each end of the paths from a place, with the dossier of whoever takes the path.

    At every step the interview must ask the question of the place; each of its answers, "I don't
    know" among them, must lead somewhere, and only once. With a sample, one is drawn.
    """
    place = drawn.places[number]
    dossier = Dossier(facts, on=drawn.on)
    if place.kind == OUTCOME and place.arrows:
        yield place, dossier
    if place.kind == OUTCOME or place.name in OF_ITS_OWN:
        if not place.arrows or place.name in OF_ITS_OWN:
            yield place, dossier
            return
        [arrow] = place.arrows
        yield from replayed(drawn, arrow.to, facts, sample)
        return
    question = next_question(Interview(dossier))
    assert question is not None
    assert question.name == next(iter(MADE_OF.get(place.name, ())), place.name)
    offered = (*VARIABLE[place.name].values, UNKNOWN)
    drawn_answers = [answer for arrow in place.arrows for answer in arrow.answers]
    assert sorted(map(str, drawn_answers)) == sorted(map(str, offered))
    ways = [(answer, arrow.to) for arrow in place.arrows for answer in arrow.answers]
    for answer, to in ways if sample is None else [sample.choice(ways)]:
        given = {place.name: answer}
        if place.name in MADE_OF:
            first_day = MADE_OF[place.name][0]
            given = {first_day: UNKNOWN} if answer == UNKNOWN else deciding({}, place.name, answer)
        yield from replayed(drawn, to, {**facts, **given}, sample)


def sections(drawn: Map) -> list[MapSection]:
    """The sections about alternatives."""
    return [one for one in drawn.sections if one.name not in (START_SECTION, FILE_SECTION)]


def followed(drawn: Map, section: MapSection, sample: random.Random | None = None) -> int:
    """Every path of a section, or one drawn, is a session with the same end; how many ends."""
    assert section.root is not None
    ends = 0
    for place, dossier in replayed(drawn, section.root, dict(section.given.facts), sample):
        ends += 1
        question = next_question(Interview(dossier))
        asked = None if question is None else question.name
        if place.name in OF_ITS_OWN:
            assert asked == (None if place.name == VERDICT else place.name)
            continue
        answers = presuming(dossier)
        status, results = judge(drawn.law.version, answers)
        assert status == place.name
        by = drawn.law.version.numbers(results)
        if status == "undetermined":
            pairs = zip(drawn.law.version.provisions, results, strict=True)
            by = tuple(one.number for one, result in pairs if result is None)
        if status == "diverted":
            by = tuple(name for name, route in drawn.law.version.routes if route.value(answers))
        assert place.names == tuple(by)
        if place.arrows:
            after = drawn.places[place.arrows[0].to]
            assert asked == (None if after.name == VERDICT else after.name)
        else:
            assert asked is None
    assert ends
    return ends


def dated(drawn: Map) -> int:
    """Each question about dates is asked of somebody, and only where it is drawn; how many."""
    [dates] = [one for one in drawn.places.values() if one.kind == DATES]
    wanted: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for one in dates.chains:
        wanted.setdefault((one.status, one.names), set()).update(one.facts)
    asked = {name: frozenset(facts) for name, facts in wanted.items()}
    for section in drawn.sections:
        if section.root is None or section.name == START_SECTION:
            continue
        current: tuple[str, tuple[str, ...]] = ("", ())
        for place, dossier in replayed(drawn, section.root, dict(section.given.facts)):
            if place.kind == OUTCOME and place.name != VERDICT:
                current = (place.name, place.names)
            elif place.name == CHECKS_QUESTION:
                left = set(facts_to_check(drawn.law, dossier))
                filed = dossier._replace(on=None) if drawn.law is law_on(LAST_DAY) else dossier
                left |= set(facts_to_check(drawn.law, filed))
                assert left <= asked[current], dossier
                wanted[current] -= left
                if documents_concerned(dossier) is not None:
                    wanted[current] -= {DOCUMENTS_QUESTION}
    assert not any(wanted.values()), wanted
    return sum(map(len, asked.values()))


def dates_in_order(name: str, places: Sequence[int] | None = None) -> int:
    """From these starts of a part, or all, dates are asked as the map draws them; the states."""
    part = PARTS[name]
    [dates] = [one for one in questionnaire(part.on).places.values() if one.kind == DATES]
    verdict = assess_dossier(Dossier({**part.given}, on=part.on))
    by = verdict.cards if verdict.status == "diverted" else tuple(verdict.met)
    [chain] = [
        one for one in dates.chains if (one.status, one.names) == (verdict.status, tuple(by))
    ]
    order = {fact: place for place, fact in enumerate(chain.facts)}
    every, seen = starts(name), 0
    for number in range(len(every)) if places is None else places:
        for state in walk(part, every[number])[0]:
            if state.question is not None and CHECKS_QUESTION in state.interview.asked:
                asked = [one.question.name for one in state.interview.steps]
                asked = asked[asked.index(CHECKS_QUESTION) + 1 :]
                asked.append(state.question.name)
                drawn = [order[fact] for fact in asked]
                assert drawn == sorted(drawn), asked
                seen += 1
    return seen
