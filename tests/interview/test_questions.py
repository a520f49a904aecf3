"""Each question as the person is asked it: its kind, its lines in order, and what it quotes."""

from collections.abc import Mapping
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
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Limit,
    Question,
    ask,
    ask_reading,
    documents_concerned,
    limited,
)
from stagiaire_cli.law.by_date import FIRST_DAY, LAST_DAY, articles_about, law_on
from stagiaire_cli.law.definition import RESERVATION_READING
from stagiaire_cli.law.facts import FACTS, NATIONALITY, PACIFIC, TERRITORY, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.sessions import FILE

LAW = law_on(LAST_DAY)
OTHER = {NATIONALITY: "other"}
FIRST = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, **OTHER}
NOW = date(2026, 11, 23)


def asked(facts: Mapping[str, Any], *answers: str, on: date | None = LAST_DAY) -> Question:
    """The question that comes after the facts and the lines chosen since."""
    interview = Interview(Dossier(facts, on=on), today=NOW)
    for name in answers:
        question = following(interview)
        chosen = [line for line in question.choices if line.name == name]
        interview = interview.answered(question, *(chosen or [Choice(name)]))
    return following(interview)


def following(interview: Interview) -> Question:
    question = next_question(interview)
    assert question is not None
    return question


def lines(question: Question) -> list[str]:
    return [choice.name for choice in question.choices]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_fact_is_asked_for_in_its_kind_and_a_choice_with_i_do_not_know_last(fact: Any) -> None:
    question = ask(LAW, fact.id)
    assert (question.name, question.limits) == (fact.id, ())
    if fact.kind in ("yes_no", "choice"):
        assert question.kind == "one"
        given = [pair for choice in question.choices for pair in choice.answers]
        assert given == [(fact.id, value) for value in (*fact.values, UNKNOWN)]
        names = {True: "yes", False: "no"}
        assert lines(question) == [names.get(value, value) for value in (*fact.values, UNKNOWN)]
    else:
        assert (question.kind, question.choices) == ("act" if fact.act else fact.kind, ())


@pytest.mark.parametrize("on", [LAST_DAY, date(2015, 1, 1), date(2025, 1, 1)])
def test_a_question_quotes_the_words_of_the_article_or_names_the_first_that_it_is_about(
    on: date,
) -> None:
    law = law_on(on)
    for fact in FACTS:
        words = ask(law, fact.id).words
        if law.version.sources(fact.id):
            assert words == law.version.sources(fact.id)
        else:
            assert words == tuple(("", one) for one in [*articles_about(law, fact.id)][:1])
    assert ask(LAW, "company_internship").words[0][0] != ""
    assert ask(LAW, "request").words[0][0] == ""


@pytest.mark.parametrize("on", [LAST_DAY, date(2025, 1, 1)])
def test_nationality_has_a_line_for_the_pacific_unless_the_place_is_given(on: date) -> None:
    usual = ["other", "agreement_state", "algerian", "eu_eea_swiss", "french"]
    question = asked({}, on=on)
    assert (question.name, question.kind) == (NATIONALITY, "one")
    assert lines(question) == [*usual, ELSEWHERE_LINE, UNKNOWN]
    assert question.choices[-2].answers == ((NATIONALITY, "other"),)
    assert lines(asked({"territory": "covered"}, on=on)) == [*usual, UNKNOWN]


@pytest.mark.parametrize("on", [None, LAST_DAY, date(2022, 1, 1), date(2025, 1, 1)])
def test_only_somebody_in_the_pacific_is_asked_in_which_territory(on: date | None) -> None:
    question = asked({}, ELSEWHERE_LINE, on=on)
    assert question.name == TERRITORY
    assert lines(question) == [*PACIFIC, UNKNOWN]
    for nationality in ("other", "agreement_state", UNKNOWN):
        assert asked({}, nationality, on=on).name != TERRITORY


def test_the_territory_is_not_asked_where_it_makes_no_difference() -> None:
    facts = {"hospital_internship": "none", "eu_ict_permit": False}
    assert asked(facts, ELSEWHERE_LINE, on=date(2025, 1, 1)).name != TERRITORY
    assert asked(facts, ELSEWHERE_LINE).name == TERRITORY


def test_nationality_is_not_asked_where_it_makes_no_difference_or_is_given() -> None:
    interview = Interview(Dossier({"territory": "new_caledonia"}, on=LAST_DAY))
    assert next_question(interview) is None
    assert asked({NATIONALITY: UNKNOWN}).name == OPENING_QUESTION


def test_the_day_of_filing_is_today_or_another_and_another_is_asked_for() -> None:
    question = asked(OTHER, on=None)
    assert (question.name, question.kind) == (ON_QUESTION, "one")
    assert question.choices == (
        Choice("today", ((ON_QUESTION, NOW),)),
        Choice("another_day"),
        Choice(UNKNOWN),
    )
    which = asked(OTHER, "another_day", on=None)
    limits = (Limit("law", FIRST_DAY), Limit("today", NOW, last=True))
    assert which == Question(ON_DAY_QUESTION, "day", limits=limits)
    # Where it is not known which day it is, it cannot be offered.
    undated = following(Interview(Dossier(OTHER)))
    assert lines(undated) == ["another_day", UNKNOWN]


def test_the_opening_lists_what_is_still_open() -> None:
    question = asked(OTHER)
    assert (question.name, question.kind) == (OPENING_QUESTION, "several")
    assert [(one.name, one.answers, *one.declines) for one in question.choices] == [
        ("1°", (("company_internship", True),), ("company_internship", False)),
        ("2°", (("foreign_employee", True),), ("declared_training", False)),
        ("3°", (), ("hospital_internship", "none")),
    ]
    # What somebody said of it before stays so.
    [_, second, _] = asked({**OTHER, "foreign_employee": UNKNOWN}).choices
    assert (second.name, second.answers) == ("2°", ())
    refused = {**OTHER, "course_in_country_of_residence": False}
    assert lines(asked(refused)) == ["2°", "3°"]
    assert lines(asked({**OTHER, "company_internship": True})) == ["2°", "3°"]


def test_the_opening_takes_the_reading_into_account() -> None:
    facts = {**OTHER, **IN_GROUP, "host_trades_with_employer": True, "eu_ict_permit": False}
    del facts["declared_training"]
    facts["higher_education_degree"] = False
    for choice, still_open in (("situation", ["1°", "3°"]), ("conditions", ["1°", "2°", "3°"])):
        dossier = Dossier(facts, readings={RESERVATION_READING: choice}, on=LAST_DAY)
        assert lines(following(Interview(dossier))) == still_open


def test_whether_to_check_has_its_lines_where_every_yes_or_no_has_them() -> None:
    question = asked({**FIRST, "internship_start": date(2020, 1, 1)})
    assert (question.name, question.kind) == (CHECKS_QUESTION, "one")
    assert question.choices == (Choice("yes"), Choice("no"))


def test_an_internship_ends_on_the_day_that_it_begins_or_later() -> None:
    start = date(2020, 1, 1)
    given = {"course_vocational": True, "extension": "none", "adult": True, "earlier_months": 0}
    given |= {"monthly_means": UNKNOWN}
    on = date(2019, 11, 1)
    given["placed_by_association"] = False
    question = asked({**FIRST, **given, "internship_start": start}, "yes", "photographs", on=on)
    assert (question.name, question.kind) == ("internship_end", "date")
    assert question.limits == (Limit("internship_start", start), Limit("on", on))
    assert question.broken(date(2019, 12, 31)) == Limit("internship_start", start)
    assert question.broken(start) is None
    assert question.broken(UNKNOWN) is None


def test_days_that_would_contradict_another_are_outside_the_limits() -> None:
    sent, start, end = date(2019, 10, 1), date(2020, 1, 1), date(2020, 6, 30)
    facts = {"convention_sent": sent, "internship_start": start, "internship_end": end}
    for name, limit in (
        ("convention_received", Limit("convention_sent", sent)),
        ("internship_start", Limit("internship_end", end, last=True)),
    ):
        others = {fact: day for fact, day in facts.items() if fact != name}
        assert limited(ask(LAW, name), Dossier(others), NOW).limits == (limit,)
    complete = limited(ask(LAW, "application_complete"), Dossier(facts), NOW)
    limits = (Limit("internship_end", end, last=True), Limit("today", NOW, last=True))
    assert complete.limits == limits
    # What is not done yet contradicts no day.
    assert complete.broken(NOT_YET) is None


def test_a_question_for_a_check_names_the_article_of_the_check_unless_it_has_words() -> None:
    facts = {**FIRST, "internship_start": date(2020, 1, 1)}
    words = asked(facts, "yes")
    assert words.name == "course_vocational"
    assert words.words == ask(LAW, "course_vocational").words
    extension = asked({**facts, "course_vocational": True}, "yes")
    assert extension.name == "extension"
    assert extension.words == (("", "R. 313-10-4 I"),)
    means = {**ALL_OF_2, **NOT_1, **NOT_3, **FILE, **OTHER}
    means |= {"extension": "none", "adult": True, "placed_by_association": False}
    means |= {"convention_sent": UNKNOWN, "convention_received": UNKNOWN}
    means |= {"internship_end": UNKNOWN, "earlier_months": 0}
    question = asked(means, "yes")
    assert question.name == "monthly_means"
    assert question.words == (("", "R. 313-10-2 2° b"),)


def test_the_documents_are_those_missing_doubtful_and_useful_each_with_its_article() -> None:
    question = asked({**FIRST, "internship_start": date(2020, 1, 1)}, "no")
    assert (question.name, question.kind) == (DOCUMENTS_QUESTION, "documents")
    assert lines(question) == [name for name, _ in question.words]
    articles = dict(question.words)
    assert articles["stamped_convention"] == "R. 313-10-2 1°"
    assert all(articles.values())
    interview = Interview(Dossier({**FIRST, "internship_start": UNKNOWN}, on=LAST_DAY))
    for chosen in ([Choice("no")], [Choice("photographs"), Choice("civil_status")]):
        question = following(interview)
        interview = interview.answered(question, *chosen)
    assert interview.dossier.documents == ("civil_status", "photographs")
    assert interview.steps[-1].documents == ("civil_status", "photographs")
    assert interview.steps[-1].facts == ()
    assert interview.steps[-1].chosen == ("civil_status", "photographs")
    assert next_question(interview) is None


@pytest.mark.parametrize("on", [LAST_DAY, date(2025, 1, 1)])
def test_the_documents_are_those_of_the_day_whether_sure_or_not(on: date) -> None:
    dossier = Dossier({**FIRST, "request": UNKNOWN, "family_in_application": UNKNOWN}, on=on)
    file = assess_dossier(dossier).file
    assert file.doubtful
    assert file.evidence
    question = documents_concerned(dossier)
    assert question is not None
    names = (*file.missing, *file.doubtful, *file.evidence)
    assert question.choices == tuple(map(Choice, names))
    assert question.words == tuple((name, file.articles[name]) for name in names)


def test_questions_that_are_about_no_fact_have_the_names_that_the_languages_know() -> None:
    assert (ON_QUESTION, ON_DAY_QUESTION, OPENING_QUESTION) == ("on", "on_day", "opening")
    assert (CHECKS_QUESTION, DOCUMENTS_QUESTION) == ("checks", "documents")
    assert (ELSEWHERE_LINE, NONE_LINE) == ("elsewhere", "none_of_these")


def test_going_back_drops_one_answer_of_many() -> None:
    interview = Interview(Dossier({}, on=LAST_DAY))
    steps = [interview]
    for name in ("other", "1°", "yes"):
        question = following(interview)
        chosen = next(one for one in question.choices if one.name == name)
        interview = interview.answered(question, chosen)
        steps.append(interview)
    assert steps[-1].back() == steps[-2]
    assert steps[-1].back().back() == steps[-3]


@pytest.mark.parametrize(
    "chosen", [{}, {RESERVATION_READING: "situation"}, {RESERVATION_READING: "conditions"}]
)
def test_a_question_how_a_wording_is_read_says_what_each_reading_gives(
    chosen: Mapping[str, str],
) -> None:
    facts = {**IN_GROUP, **NOT_1, **NOT_3, **OTHER, "host_trades_with_employer": True}
    facts |= {"declared_training": True, "higher_education_degree": False, "eu_ict_permit": False}
    given = {"situation": "does_not_qualify", "conditions": "qualifies", UNKNOWN: "undetermined"}
    choices = tuple(
        Choice(one, ((RESERVATION_READING, one),), status) for one, status in given.items()
    )
    question = ask_reading(RESERVATION_READING, Dossier(facts, readings=chosen, on=LAST_DAY))
    assert question == Question(RESERVATION_READING, "one", choices)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_a_question_about_a_fact_does_not_say_what_it_gives(fact: Fact) -> None:
    assert not any(choice.gives for choice in ask(LAW, fact.id).choices)
