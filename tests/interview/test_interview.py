"""Every session of the questionnaire: it ends, and asks nothing twice and nothing useless."""

from datetime import date
from typing import Any

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
)
from stagiaire_cli.interview.relevance import facts_to_check, relevant_facts
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.facts import FACT, FACTS, NATIONALITY, PACIFIC, TERRITORY, domains
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, ALL_OF_3, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.sessions import (
    FILE,
    MISSION,
    PARTS,
    a_start,
    kinds,
    starts,
    walk,
)
from tests.people.useful import changes, played

LAW = law_on(LAST_DAY)


def test_a_part_is_walked_from_each_of_its_starts() -> None:
    for name, part in PARTS.items():
        assert len(starts(name)) == len(part.counts), name


@pytest.mark.parametrize("name", PARTS)
def test_sessions_end_and_each_question_is_new_and_can_change_the_verdict(
    name: str,
) -> None:
    """A start of each part; the proof ``sessions`` plays every one."""
    place = a_start(name)
    assert played(name, place)[0] == PARTS[name].counts[place]


def test_no_fact_left_unasked_can_change_the_verdict() -> None:
    part = PARTS["the file, with I don't know"]
    for interview, question, _ in walk(part, starts("the file, with I don't know")[0])[0]:
        if question is None:
            facts = {**interview.dossier.facts, "territory": "covered"}
            before = changes(facts, part.on)
            for fact in FACTS:
                if fact.id not in facts:
                    for value in domains(facts).get(fact.id, ()):
                        assert changes({**facts, fact.id: value}, part.on) == before


def dossier(facts: dict[str, Any], documents: tuple[str, ...] = ()) -> Dossier:
    """A dossier of somebody who said when they filed it."""
    return Dossier(facts, documents, on=LAST_DAY)


def ask(interview: Interview, *names: str) -> tuple[Interview, Question]:
    """The interview after choosing lines by their names; and the question that was asked."""
    question = next_question(interview)
    assert question is not None
    picked = [choice for choice in (*question.choices, Choice(UNKNOWN)) if choice.name in names]
    return interview.answered(question, *picked[: len(names)]), question


def test_nationality_comes_first_then_the_opening_then_the_text() -> None:
    interview = Interview(dossier({}))
    asked = []
    for names in (["other"], ["1°", "3°"], ["yes"], ["diploma"], ["no"]):
        interview, question = ask(interview, *names)
        asked.append(question.name)
    assert asked == [
        NATIONALITY,
        OPENING_QUESTION,
        "course_in_country_of_residence",
        "course_leads_to",
        "course_school_or_university",
    ]


def test_a_line_that_is_not_ticked_answers_no_for_its_alternative() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview, "1°")
    facts = interview.dossier.facts
    assert facts["declared_training"] is False
    assert facts["hospital_internship"] == "none"


def test_a_line_that_is_ticked_answers_what_it_says_and_that_is_not_asked_again() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview, "1°", "2°", "3°")
    answered = {"company_internship": True, "foreign_employee": True}
    assert interview.dossier.facts == {NATIONALITY: "other", **answered}
    assert not {question.name for question in rest(interview)} & answered.keys()


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("1°", ["course_in_country_of_residence", "course_leads_to"]),
        ("2°", ["declared_training", "further_internship"]),
        ("3°", ["hospital_internship", "complementary_training", "training_recognised"]),
    ],
)
def test_an_employee_of_a_group_is_asked_for_after_what_was_ticked(
    line: str, own: list[str]
) -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview, line)
    assert [question.name for question in rest(interview)][: len(own)] == own


def test_whoever_is_refused_the_hospital_is_asked_of_an_employer_only_then() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview, "3°")
    met, _ = ask(interview, "public")
    for _ in range(3):
        met, _ = ask(met, "yes")
    assert "foreign_employee" not in [question.name for question in rest(met)]
    refused, _ = ask(interview, "private_for_profit")
    assert [question.name for question in rest(refused)][:1] == ["foreign_employee"]


def test_somebody_who_does_not_know_why_they_come_is_asked_one_by_one() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    question = next_question(interview)
    assert question is not None
    interview = interview.answered(question, Choice(UNKNOWN))
    assert set(interview.dossier.facts) == {NATIONALITY}
    _, question = ask(interview, "no")
    assert question.name == "company_internship"


def test_somebody_who_ticks_none_is_asked_about_an_internship_in_the_group() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview)
    asked = []
    for _ in range(3):
        interview, question = ask(interview, "yes")
        asked.append(question.name)
    assert asked == ["foreign_employee", "further_internship", "host_in_employer_group"]


@pytest.mark.parametrize("nationality", ["algerian", "eu_eea_swiss", "french"])
def test_somebody_the_code_does_not_govern_is_asked_nothing_more(nationality: str) -> None:
    interview, _ = ask(Interview(dossier({})), nationality)
    assert next_question(interview) is None
    assert assess_dossier(interview.dossier).status == "out_of_scope"


@pytest.mark.parametrize("territory", PACIFIC)
def test_before_2021_somebody_in_the_pacific_is_asked_where_and_nothing_more(
    territory: str,
) -> None:
    interview, _ = ask(Interview(dossier({})), ELSEWHERE_LINE)
    interview, question = ask(interview, territory)
    assert question.name == TERRITORY
    assert next_question(interview) is None
    assert assess_dossier(interview.dossier).status == "out_of_scope"


def test_of_age_are_those_whom_an_employer_sends_and_health_professionals() -> None:
    for facts, asked in (
        ({**ALL_OF_1, **NOT_2, **NOT_3}, True),
        ({**ALL_OF_2, **NOT_1, **NOT_3}, False),
        ({**ALL_OF_3, **NOT_1, **NOT_2}, False),
    ):
        known = Dossier({**facts, NATIONALITY: "other"}, on=LAST_DAY)
        assert ("adult" in facts_to_check(LAW, known)) is asked


def test_the_two_days_of_a_mission_are_asked_only_where_its_length_decides() -> None:
    given = {**MISSION, **FILE, "group_seniority_months": 1}
    del given["internship_start"]
    interview, _ = ask(Interview(dossier({**given})), "no")
    asked = []
    for value in (date(2020, 1, 1), date(2020, 3, 30)):
        question = next_question(interview)
        assert question is not None
        asked.append(question.name)
        interview = interview.answered(question, Choice("", ((question.name, value),)))
    assert asked == ["internship_start", "internship_end"]
    assert assess_dossier(interview.dossier).cards == ("mobile ICT",)
    enough, _ = ask(Interview(dossier({**given})), "yes")
    following = next_question(enough)
    assert following is not None
    assert following.name == CHECKS_QUESTION


def test_somebody_who_holds_the_stamped_agreement_is_not_asked_when_it_was_sent() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, NATIONALITY: "other"}
    given |= {"course_vocational": False, "extension": "none", "monthly_means": UNKNOWN}
    given |= {"internship_start": date(2021, 9, 1), "internship_end": date(2022, 1, 31)}
    interview, _ = ask(Interview(dossier(given)), "yes")
    documents = next_question(interview)
    assert documents is not None
    assert documents.name == DOCUMENTS_QUESTION
    held = interview.answered(documents, Choice("stamped_convention"))
    bare = interview.answered(documents)
    assert [question.name for question in rest(held)] == ["application_complete"]
    assert [question.name for question in rest(bare)] == [
        "convention_sent",
        "convention_received",
        "application_complete",
    ]
    every = interview.answered(documents, *documents.choices)
    assert rest(every) == []


def rest(interview: Interview) -> list[Question]:
    """What is asked from here of somebody who knows no more, has nothing, and checks all."""
    asked = []
    while (question := next_question(interview)) is not None:
        asked.append(question)
        unknown = Choice(UNKNOWN, ((question.name, UNKNOWN),))
        picked = {DOCUMENTS_QUESTION: [], CHECKS_QUESTION: [Choice("yes")]}
        interview = interview.answered(question, *picked.get(question.name, [unknown]))
    return asked


def test_what_is_not_sent_yet_is_not_received() -> None:
    given = {"convention_sent": NOT_YET}
    assert Interview(Dossier(given)).dossier.facts["convention_received"] == NOT_YET


def test_what_was_given_is_not_asked() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other", "request": "first_card"}
    asked = rest(Interview(dossier(given, ("photographs",))))
    assert not {question.name for question in asked} & set(given)
    [documents] = [question for question in asked if question.name == DOCUMENTS_QUESTION]
    assert "photographs" not in [choice.name for choice in documents.choices]


def test_the_opening_leaves_out_what_was_given_and_is_not_asked_about_one_line() -> None:
    _, question = ask(Interview(dossier({NATIONALITY: "other", **NOT_2})), "1°")
    assert [choice.name for choice in question.choices] == ["1°", "3°"]
    _, question = ask(Interview(dossier({NATIONALITY: "other", **NOT_2, **NOT_3})), "no")
    assert question.name == "company_internship"


def test_going_back_drops_the_last_answer_only() -> None:
    first, _ = ask(Interview(dossier({})), "other")
    second, _ = ask(first, "1°")
    assert second.back() == first


def test_each_question_quotes_the_words_it_comes_from() -> None:
    interview, _ = ask(Interview(dossier({})), "other")
    interview, _ = ask(interview)
    _, question = ask(interview, "yes")
    assert question.words[0] == (
        "en tant que salarié d'une entreprise établie à l'étranger",
        "R. 313-10-1 2°",
    )


def test_a_programme_is_asked_about_for_the_documents_although_the_curriculum_is_enough() -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other"}
    del given["cooperation_programme"]
    assert next(relevant_facts(LAW, Dossier(given))) == "cooperation_programme"
    assert "programme_field" not in list(relevant_facts(LAW, Dossier(given)))
    assert "course_vocational" not in list(relevant_facts(LAW, Dossier(given)))


def test_the_day_of_filing_is_asked_after_nationality_and_picks_the_text() -> None:
    start = Interview(Dossier({}), today=date(2026, 11, 23))
    interview, _ = ask(start, "other")
    now, question = ask(interview, "today")
    assert (question.name, now.dossier.on) == (ON_QUESTION, date(2026, 11, 23))
    later, _ = ask(interview, "another_day")
    which = next_question(later)
    assert which is not None
    assert (which.name, which.limits[0].day) == (ON_DAY_QUESTION, date(2009, 6, 1))
    then = later.answered(which, Choice("2018-05-15", (("on", date(2018, 5, 15)),)))
    assert then.dossier.on == date(2018, 5, 15)
    unknown, _ = ask(interview, UNKNOWN)
    assert unknown.dossier.on is None
    for one in (now, then, unknown):
        assert next_question(one) == next_question(now)
    assert "on" not in then.dossier.facts


@pytest.mark.parametrize("nationality", ["algerian", "eu_eea_swiss", "french"])
def test_the_day_is_not_asked_where_no_text_applies_on_any(nationality: str) -> None:
    interview, _ = ask(Interview(Dossier({})), nationality)
    assert next_question(interview) is None


def test_the_pacific_is_asked_for_the_day_because_it_makes_a_difference() -> None:
    interview, _ = ask(Interview(Dossier({}), today=date(2026, 11, 23)), ELSEWHERE_LINE)
    interview, _ = ask(interview, "french_polynesia")
    interview, question = ask(interview, "today")
    assert question.name == ON_QUESTION
    following = next_question(interview)
    assert following is not None
    assert following.name == OPENING_QUESTION


def test_days_and_amounts_are_asked_only_of_somebody_who_wants_the_checks() -> None:
    facts = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, NATIONALITY: "other"}
    del facts["internship_start"]
    interview, question = ask(Interview(dossier(facts)), "no")
    assert question.name == CHECKS_QUESTION
    following = next_question(interview)
    assert following is not None
    assert following.name == DOCUMENTS_QUESTION
    interview, _ = ask(Interview(dossier(facts)), "yes")
    asked = []
    answers = {**domains({}), **kinds({}), "internship_start": (date(2021, 1, 1),)}
    answers["internship_end"] = (date(2021, 5, 31),)
    answers |= dict.fromkeys(("convention_sent", "application_complete"), (NOT_YET,))
    while (following := next_question(interview)) is not None:
        asked.append(following.name)
        if following.name == DOCUMENTS_QUESTION:
            interview = interview.answered(following)
            continue
        value = answers[following.name][0]
        interview = interview.answered(following, Choice("", ((following.name, value),)))
    assert asked == [
        "course_vocational",
        "extension",
        "monthly_means",
        DOCUMENTS_QUESTION,
        "internship_start",
        "internship_end",
        "earlier_months",
        "convention_sent",
        "application_complete",
    ]


@pytest.mark.parametrize("on", [date(2018, 5, 15), date(2025, 1, 1)])
@pytest.mark.parametrize("facts", [ALL_OF_1, ALL_OF_2, ALL_OF_3, IN_GROUP])
@pytest.mark.parametrize("extension", ["none", "first"])
def test_days_are_asked_for_one_after_another_in_the_order_of_the_procedure(
    facts: dict[str, Any], on: date, extension: str
) -> None:
    known = {**NOT_1, **NOT_2, **NOT_3, **facts, **FILE, NATIONALITY: "other"}
    known |= {"extension": extension}
    del known["internship_start"]
    interview, _ = ask(Interview(Dossier(known, on=on)), "yes")
    asked = [question.name for question in rest(interview)]
    days = [name for name in asked if name in FACT and FACT[name].kind in ("date", "months")]
    assert days == [name for name in FACT if name in days]
    assert days == asked[asked.index(days[0]) :]


def test_somebody_with_an_extension_is_asked_about_the_amendment_and_not_the_sending() -> None:
    given = {**ALL_OF_2, **NOT_1, **NOT_3, **FILE, NATIONALITY: "other"}
    given |= {"extension": "first", "internship_start": date(2020, 1, 1)}
    given |= {"internship_end": date(2020, 6, 30), "earlier_months": 10}
    needed = list(facts_to_check(LAW, dossier(given)))
    assert "amendment_sent" in needed
    assert "amendment_received" in needed
    assert "convention_sent" not in needed
    assert "convention_received" not in needed


def test_an_answer_that_only_a_check_uses_is_not_asked_where_the_check_cannot_be_made() -> None:
    given = {**ALL_OF_2, **NOT_1, **NOT_3, **FILE, NATIONALITY: "other"}
    given |= {"extension": "none", "convention_received": UNKNOWN}
    # Without a first day no deadline can be computed, so that a programme changes none.
    assert "cooperation_programme" not in list(facts_to_check(LAW, dossier(given)))
