"""Sessions in which each question is new, and can change the verdict: some answers to it do."""

from datetime import date, timedelta
from itertools import product
from typing import Any

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import CHECKS_QUESTION, DOCUMENTS_QUESTION, OPENING_QUESTION
from stagiaire_cli.interview.relevance import DATED, facts_to_check
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, MADE_OF, PRESUMED, domains
from stagiaire_cli.logic.conditions import UNKNOWN
from tests.people.sessions import PARTS, VERSION_DAYS, kinds, starts, walk
from tests.people.witness import proof_of_relevance


def changes(facts: dict[str, Any], on: date, *, checks: bool = False) -> tuple[object, ...]:
    """What counts as a change of the verdict: status, results, required documents, and checks."""
    verdict = assess_dossier(Dossier(facts, on=on))
    file = verdict.file
    return (
        verdict.status,
        [found.result for found in verdict.provisions],
        file.result in ("not_needed", "not_applicable"),
        sorted(file.missing),
        sorted(file.doubtful),
        [
            (one.provision, one.check, one.result, one.silence, one.signatories, one.perhaps)
            for one in verdict.checks
            if checks
        ],
    )


def completed(facts: dict[str, Any], others: dict[str, object]) -> dict[str, Any]:
    """The facts, with every other that is not given answered by the others or in some way."""
    values = {name: each[0] for name, each in domains(facts).items()}
    whole = {**values, **PRESUMED, **others, **facts}
    return {name: value for name, value in whole.items() if name in FACT}


def deciding(facts: dict[str, Any], fact: str, value: object) -> dict[str, Any]:
    """The facts with an answer to another; of what days decide, with such days."""
    if fact not in MADE_OF:
        return {**facts, fact: value}
    start, end = MADE_OF[fact]
    first = facts.get(start) or date(2020, 1, 1)
    last = facts.get(end) or first + timedelta(days=60 if value else 365)
    if start not in facts and end in facts:
        first = last - timedelta(days=60 if value else 365)
    return {**facts, start: first, end: last}


def matters_to_a_check(facts: dict[str, Any], fact: str, on: date) -> bool:
    """Whether two answers to the fact give different checks under some answers to the others."""
    values = {name: FACT[name].values for name in FACT if FACT[name].values} | kinds(facts)
    values["earlier_months"] = (0, 7, 30)
    [start] = values["internship_start"]
    assert isinstance(start, date)
    values["internship_end"] = (*values["internship_end"], start + timedelta(days=900))
    law = law_on(on)
    others = [
        name
        for name in dict.fromkeys(one for check in law.checks for one in check.facts)
        if name not in facts and name != fact and name != "application_complete"
    ]
    for answers in product(*(values[name] for name in others)):
        rest = {**facts, **dict(zip(others, answers, strict=True))}
        found = [
            changes({**rest, fact: value}, on, checks=True) for value in (*values[fact], UNKNOWN)
        ]
        if any(one != found[0] for one in found):
            return True
    return False


# Asked only of somebody who wants the checks: days and amounts, and what only checks ask about.
AFTER_THE_STATUS = {
    *DATED,
    "extension",
    "placed_by_association",
    "course_vocational",
    "cooperation_programme",
}


def played(name: str, place: int) -> tuple[int, int]:
    """How many sessions there are from a start of a part, and in how many states they can be.

    What can change the verdict is proved on a first and on the last version of the article; on the
    others, the sessions are walked and counted.
    """
    part = PARTS[name]
    states, found = walk(part, starts(name)[place])
    assert found == part.counts[place], (name, place)
    law = law_on(part.on)
    proved = part.unknown or part.on in VERSION_DAYS[:2]
    checked = set()
    for interview, question, _ in states:
        facts = dict(interview.dossier.facts)
        asked = [step.question.name for step in interview.steps]
        assert len(asked) == len(set(asked)), asked
        if question is None:
            left = list(facts_to_check(law, interview.dossier))
            assert left == [] if part.checks else set(left) <= AFTER_THE_STATUS
            assess_dossier(interview.dossier)
        elif question.name == DOCUMENTS_QUESTION:
            assert {choice.name for choice in question.choices} <= set(DOCUMENT_IDS)
        elif question.name == OPENING_QUESTION:
            assert {choice.name for choice in question.choices} < {"1°", "2°", "3°", "4°"}
        elif question.name == CHECKS_QUESTION:
            assert next(facts_to_check(law, interview.dossier), None) is not None
        elif CHECKS_QUESTION in asked:
            assert question.name in AFTER_THE_STATUS
            state = (question.name, tuple(sorted((k, str(v)) for k, v in facts.items())))
            if state not in checked:
                checked.add(state)
                assert matters_to_a_check(facts, question.name, part.on), (facts, question.name)
        elif proved:
            assert question.name not in facts
            days = (name for name, parts in MADE_OF.items() if question.name in parts)
            fact = next(days, question.name)
            proof = proof_of_relevance(law, interview.dossier, fact)
            assert proof is not None
            others = dict(proof.others)
            one = completed(deciding(facts, fact, proof.one), others)
            other = completed(deciding(facts, fact, proof.other), others)
            assert changes(one, part.on) != changes(other, part.on), (facts, question.name)
    return found, len(states)
