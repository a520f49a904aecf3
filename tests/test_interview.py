"""Every session of the questionnaire: it ends, and asks nothing twice and nothing useless."""

from typing import Any

import pytest

from stagiaire_cli.answers import Dossier
from stagiaire_cli.assessment import assess_dossier
from stagiaire_cli.interview import (
    DOCUMENTS,
    ELSEWHERE,
    NATIONALITY,
    OPENING,
    Choice,
    Interview,
    Question,
    next_question,
    proof_of_relevance,
    relevant_facts,
)
from stagiaire_cli.law import LAST_DAY, law_on
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACTS, PRESUMED, domains
from stagiaire_cli.logic import UNKNOWN
from tests.sessions import (
    ALL_OF_1,
    NOT_2,
    NOT_3,
    OPENINGS,
    PARTS,
    QUESTIONS,
    starts,
    walk,
)

LAW = law_on(LAST_DAY)
PIECES = [(part, place) for part in PARTS for place in range(len(starts(part)))]


def changes(facts: dict[str, Any]) -> tuple[object, ...]:
    """What counts as a change of the verdict: status, results, required documents."""
    verdict = assess_dossier(Dossier(facts))
    file = verdict.file
    return (
        verdict.status,
        [found.result for found in verdict.provisions],
        file.result in ("not_needed", "not_applicable"),
        sorted(file.missing),
        sorted(file.doubtful),
    )


def completed(facts: dict[str, Any], others: dict[str, object]) -> dict[str, Any]:
    """The facts, with every other that is not given answered by the others or in some way."""
    values = {name: each[0] for name, each in domains(facts).items()}
    return {**values, **PRESUMED, **others, **facts}


@pytest.mark.parametrize(("part", "place"), PIECES)
def test_every_session_ends_and_each_question_is_new_and_can_change_the_verdict(
    part: str, place: int
) -> None:
    _, unknown, sessions = PARTS[part]
    states, found = walk(starts(part)[place], unknown)
    assert found == sessions[place]
    for interview, question, _ in states:
        facts = dict(interview.dossier.facts)
        asked = [step.question.name for step in interview.steps]
        assert len(asked) == len(set(asked))
        if question is None:
            assert list(relevant_facts(LAW, interview.dossier)) == []
            assess_dossier(interview.dossier)
        elif question.name == DOCUMENTS:
            assert {choice.name for choice in question.choices} <= set(DOCUMENT_IDS)
        elif question.name == OPENING:
            assert question in OPENINGS
        else:
            assert question._replace(not_before=None) in QUESTIONS
            assert question.name not in facts
            proof = proof_of_relevance(LAW, interview.dossier, question.name)
            assert proof is not None
            others = dict(proof.others)
            one = completed({**facts, question.name: proof.one}, others)
            other = completed({**facts, question.name: proof.other}, others)
            assert changes(one) != changes(other), (facts, question.name)


def test_no_fact_left_unasked_can_change_the_verdict() -> None:
    part = "the file, with I don't know"
    for interview, question, _ in walk(starts(part)[0], unknown=True)[0]:
        if question is None:
            facts = dict(interview.dossier.facts)
            before = changes({**facts, "territory": "covered"})
            for fact in FACTS:
                if fact.id not in facts and fact.id != "territory":
                    for value in domains(facts).get(fact.id, ()):
                        assert changes({**facts, "territory": "covered", fact.id: value}) == before


def ask(interview: Interview, *names: str) -> tuple[Interview, Question]:
    """The interview after choosing lines by their names; and the question that was asked."""
    question = next_question(interview)
    assert question is not None
    picked = [choice for choice in (*question.choices, Choice(UNKNOWN)) if choice.name in names]
    return interview.answered(question, *picked[: len(names)]), question


def test_nationality_comes_first_then_the_opening_then_the_text() -> None:
    interview = Interview(Dossier({}))
    asked = []
    for names in (["other"], ["1°", "3°"], ["yes"], ["yes"], ["diploma"], ["no"]):
        interview, question = ask(interview, *names)
        asked.append(question.name)
    assert asked == [
        NATIONALITY,
        OPENING,
        "company_internship",
        "course_in_country_of_residence",
        "course_leads_to",
        "course_school_or_university",
    ]


def test_a_line_that_is_not_ticked_answers_no_for_its_alternative() -> None:
    interview, _ = ask(Interview(Dossier({})), "other")
    interview, _ = ask(interview, "1°")
    facts = interview.dossier.facts
    assert facts["declared_training"] is False
    assert facts["hospital_internship"] == "none"
    assert "company_internship" not in facts


def test_a_line_that_is_ticked_answers_nothing_yet() -> None:
    interview, _ = ask(Interview(Dossier({})), "other")
    interview, _ = ask(interview, "1°", "2°", "3°")
    assert set(interview.dossier.facts) == {NATIONALITY}


def test_somebody_who_does_not_know_why_they_come_is_asked_one_by_one() -> None:
    interview, _ = ask(Interview(Dossier({})), "other")
    question = next_question(interview)
    assert question is not None
    interview = interview.answered(question, Choice(UNKNOWN))
    assert set(interview.dossier.facts) == {NATIONALITY}
    _, question = ask(interview, "no")
    assert question.name == "company_internship"


def test_somebody_who_ticks_none_is_asked_about_an_internship_in_the_group() -> None:
    interview, _ = ask(Interview(Dossier({})), "other")
    interview, _ = ask(interview)
    asked = []
    for _ in range(3):
        interview, question = ask(interview, "yes")
        asked.append(question.name)
    assert asked == ["foreign_employee", "further_internship", "host_in_employer_group"]


@pytest.mark.parametrize("nationality", ["algerian", "eu_eea_swiss", "french", ELSEWHERE])
def test_somebody_the_code_does_not_govern_is_asked_nothing_more(nationality: str) -> None:
    interview, _ = ask(Interview(Dossier({})), nationality)
    assert next_question(interview) is None
    assert assess_dossier(interview.dossier).status == "out_of_scope"


def test_what_was_given_is_not_asked() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other", "request": "first_card"}
    asked = []
    interview = Interview(Dossier(given, ("photographs",)))
    while (question := next_question(interview)) is not None:
        asked.append(question)
        unknown = Choice(UNKNOWN, ((question.name, UNKNOWN),))
        interview = interview.answered(question, *([] if question.name == DOCUMENTS else [unknown]))
    assert not {question.name for question in asked} & set(given)
    assert "photographs" not in [choice.name for choice in asked[-1].choices]


def test_the_opening_leaves_out_what_was_given_and_is_not_asked_about_one_line() -> None:
    _, question = ask(Interview(Dossier({NATIONALITY: "other", **NOT_2})), "1°")
    assert [choice.name for choice in question.choices] == ["1°", "3°"]
    _, question = ask(Interview(Dossier({NATIONALITY: "other", **NOT_2, **NOT_3})), "no")
    assert question.name == "company_internship"


def test_going_back_drops_the_last_answer_only() -> None:
    first, _ = ask(Interview(Dossier({})), "other")
    second, _ = ask(first, "1°")
    assert second.back() == first


def test_each_question_quotes_the_words_it_comes_from() -> None:
    interview, _ = ask(Interview(Dossier({})), "other")
    interview, _ = ask(interview, "1°")
    _, question = ask(interview, "yes")
    assert question.words == (("effectuer un stage en entreprise", "R. 313-10-1 1°"),)


def test_a_programme_is_asked_about_for_the_documents_although_the_curriculum_is_enough() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other"}
    del given["cooperation_programme"]
    assert next(relevant_facts(LAW, Dossier(given))) == "cooperation_programme"
    assert "programme_field" not in list(relevant_facts(LAW, Dossier(given)))
    assert "course_vocational" not in list(relevant_facts(LAW, Dossier(given)))
