"""A session: answers are taken back, changed and found again, and the verdict follows."""

import random
from datetime import date

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Step
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
)
from stagiaire_cli.interview.session import FROM_FILE, FROM_FLAG, FROM_PERSON, started
from stagiaire_cli.interview.session_file import all_from
from stagiaire_cli.interview.summary import (
    FROM_OPENING,
    FROM_PRESUMPTION,
    Entry,
    summary,
    unticked,
)
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from tests.people.answering import (
    NOW,
    answer,
    answered_at_random,
    asked,
    begun,
    played,
    state,
    until,
)
from tests.people.dossiers import TURNS_ON_THE_READING
from tests.people.menus import keys
from tests.people.wandering import wandered

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_back_then_the_same_answer_is_where_one_was(seed: int) -> None:
    for before, chosen, after in played(random.Random(seed)):
        again = after.back()
        assert state(again) == state(before)
        assert sorted(again.remembered) == sorted(choice.name for choice in chosen)
        assert state(again.answered(*chosen)) == state(after)


@pytest.mark.parametrize("seed", SEEDS)
def test_back_to_the_first_question_and_its_answer_again_is_where_one_was(seed: int) -> None:
    steps = list(played(random.Random(seed)))
    last = steps[-1][2]
    session = last
    for _ in steps:
        session = session.back()
    assert state(session) == state(steps[0][0])
    assert state(session.back()) == state(session)
    # Each question comes again with its answer, which keeps it; nothing is kept out of sight.
    again = session
    for before, chosen, after in steps:
        assert state(again) == state(before)
        assert sorted(again.remembered) == sorted(choice.name for choice in chosen)
        again = again.answered(*chosen)
        assert state(again) == state(after)
    # Nor is anything lost of whoever goes to the verdict from here.
    assert state(session.forward()) == state(last)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_changed_and_changed_back_changes_nothing(seed: int) -> None:
    sample = random.Random(seed)
    steps = list(played(sample))
    last = steps[-1][2]
    for before, chosen, _ in sample.sample(steps, min(3, len(steps))):
        assert before.question is not None
        name = before.question.name
        other = answered_at_random(sample, last.at(name))
        changed = last.at(name).answered(*other)
        # What the other answer makes one ask may be left open: its own answers come back.
        back = changed.at(name)
        assert dict(back.memory) | {name: None} == dict(changed.memory) | {name: None}
        assert assess_dossier(back.answered(*chosen).dossier) == assess_dossier(last.dossier)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_answers_does_not_change_the_verdict(seed: int) -> None:
    sample = random.Random(seed)
    *_, (_, _, last) = played(sample)
    dossier = last.dossier
    facts = list(dossier.facts.items())
    for _ in range(3):
        sample.shuffle(facts)
        beforehand = dict(facts[: len(facts) // 2])
        given = started(Dossier(beforehand, (), {}, dossier.on), {}, NOW, last.memory)
        assert assess_dossier(dossier._replace(facts=dict(facts))) == assess_dossier(dossier)
        wanted = assess_dossier(dossier)
        found = assess_dossier(given.dossier._replace(facts={**given.dossier.facts, **dict(facts)}))
        assert found.status == wanted.status
        assert found.provisions == wanted.provisions


def test_an_answer_that_no_longer_applies_is_not_used_and_comes_back_with_its_path() -> None:
    session = until(begun(), "course_leads_to")
    session = answer(session, "title")
    without = answer(session.at(OPENING_QUESTION), "3°")
    assert "course_leads_to" not in without.dossier.facts
    again = answer(without.at(OPENING_QUESTION), "1°")
    assert again.dossier.facts["course_leads_to"] == "title"
    assert state(again) == state(session)


def test_what_a_ticked_line_answers_is_in_the_summary_and_can_be_changed() -> None:
    session = until(begun(), "course_leads_to")
    assert Entry("company_internship", (True,), FROM_OPENING) in summary(session)
    changing = session.at("company_internship")
    assert changing.remembered == ("yes",)
    changed = answer(changing, UNKNOWN)
    assert changed.dossier.facts == dict(session.dossier.facts) | {"company_internship": UNKNOWN}
    assert asked(changed) == asked(session)
    # The other answers of the opening are still there, each in its own line.
    entries = {entry.name: entry for entry in summary(changed)}
    assert OPENING_QUESTION not in entries
    for name in ("company_internship", "declared_training", "hospital_internship"):
        assert entries[name].origin == FROM_PERSON


def test_a_change_from_the_summary_asks_only_what_is_new() -> None:
    session = until(begun(), CHECKS_QUESTION)
    changed = answer(session.at("course_leads_to"), "title")
    assert asked(changed) == asked(session)
    assert changed.dossier.facts == dict(session.dossier.facts) | {"course_leads_to": "title"}


def test_a_line_that_was_not_offered_then_is_asked_about() -> None:
    """A renewal needs a document that a first card does not: it is not taken as missing."""
    session = until(begun(), CHECKS_QUESTION)
    session = answer(session, "no")
    assert session.question is not None
    first = {choice.name for choice in session.question.choices}
    session = session.answered(*session.question.choices[:1])
    assert session.question is None
    renewal = answer(session.at("request"), "renewal")
    assert renewal.question is not None
    assert renewal.question.name == DOCUMENTS_QUESTION
    assert not {choice.name for choice in renewal.question.choices} <= first
    assert len(renewal.remembered) == 1


def test_the_summary_says_where_each_answer_comes_from() -> None:
    given = Dossier({"nationality": "other"}, ("photographs",), {}, date(2018, 5, 15))
    file = all_from(Dossier({"request": "renewal"}), FROM_FILE)
    session = started(
        given._replace(facts={"nationality": "other", "request": "renewal"}),
        all_from(given, FROM_FLAG) | file,
        NOW,
    )
    session = until(session, DOCUMENTS_QUESTION)
    origins = {entry.name: entry.origin for entry in summary(session)}
    assert (
        origins["nationality"] == origins[ON_QUESTION] == origins[DOCUMENTS_QUESTION] == FROM_FLAG
    )
    assert origins["request"] == FROM_FILE
    assert (
        origins[OPENING_QUESTION]
        == origins["course_leads_to"]
        == origins[CHECKS_QUESTION]
        == FROM_PERSON
    )
    assert origins["adult"] == FROM_PERSON
    assert origins["territory"] == FROM_PRESUMPTION
    assert origins["company_internship"] == FROM_OPENING
    assert set(origins.values()) == {
        *(FROM_FLAG, FROM_FILE, FROM_PERSON, FROM_PRESUMPTION, FROM_OPENING)
    }


def test_what_was_given_or_presumed_can_be_changed_and_is_then_the_persons() -> None:
    session = until(begun(nationality="other", foreign_employee=False), CHECKS_QUESTION)
    changed = answer(session.at("foreign_employee"), "yes")
    assert changed.dossier.facts["foreign_employee"] is True
    assert ("foreign_employee", (True,), FROM_PERSON) in summary(changed)
    presumed = next(entry for entry in summary(session) if entry.origin == FROM_PRESUMPTION)
    other = next(value for value in (True, False) if (value,) != presumed.chosen)
    minor = answer(session.at(presumed.name), "yes" if other else "no")
    assert minor.dossier.facts[presumed.name] is other


def test_the_day_given_can_be_changed() -> None:
    given = Dossier({"nationality": "other"}, on=date(2018, 5, 15))
    session = until(started(given, all_from(given, FROM_FLAG), NOW), "course_leads_to").at(
        ON_QUESTION
    )
    assert session.question is not None
    assert session.question.name == ON_QUESTION
    session = answer(session, "another_day")
    assert session.question is not None
    assert session.question.name == ON_DAY_QUESTION
    session = session.answered(Choice("2020-01-01", ((ON_QUESTION, date(2020, 1, 1)),)))
    assert session.dossier.on == date(2020, 1, 1)
    assert session.question is not None
    assert session.question.name == "course_leads_to"


def test_documents_given_can_be_unticked() -> None:
    given = Dossier({"nationality": "other"}, ("photographs", "civil_status"), on=NOW)
    session = until(started(given, all_from(given, FROM_FLAG), NOW), DOCUMENTS_QUESTION)
    session = session.answered()
    assert session.dossier.documents == ("civil_status", "photographs")
    asked = session.at(DOCUMENTS_QUESTION)
    assert set(asked.remembered) == {"civil_status", "photographs"}
    assert answer(asked, "photographs").dossier.documents == ("photographs",)
    assert asked.answered().dossier.documents == ()


def test_a_reading_given_can_be_changed() -> None:
    given = Dossier({"nationality": "other"}, (), {"l313_7_2_scope": "situation"})
    session = started(given, all_from(given, FROM_FLAG), NOW).at("l313_7_2_scope")
    assert session.remembered == ("situation",)
    assert answer(session, "conditions").dossier.readings == {"l313_7_2_scope": "conditions"}
    assert answer(session, UNKNOWN).dossier.readings == {}


def test_a_line_not_ticked_is_known_to_have_answered() -> None:
    session = until(begun(nationality="other"), OPENING_QUESTION)
    assert unticked(session) == frozenset()
    assert unticked(answer(session, "1°")) == {"declared_training", "hospital_internship"}
    assert unticked(session.answered(Choice(UNKNOWN))) == frozenset()


def test_the_question_how_to_read_shows_what_each_reading_gives() -> None:
    given = Dossier(TURNS_ON_THE_READING, (), {"l313_7_2_scope": "situation"})
    session = started(given, {}, NOW).at("l313_7_2_scope")
    assert session.question is not None
    assert {one.name: one.gives for one in session.question.choices} == {
        "situation": "does_not_qualify",
        "conditions": "qualifies",
        UNKNOWN: "undetermined",
    }


def test_each_fact_can_be_changed_from_a_summary() -> None:
    for fact in FACTS:
        session = begun(nationality="other").at(fact.id)
        assert session.question is not None
        assert session.question.name == fact.id
        found = session.answered(Choice(UNKNOWN, ((fact.id, UNKNOWN),)))
        assert found.dossier.facts[fact.id] == UNKNOWN
    assert len(FACT) == len(FACTS)


def test_a_first_card_under_the_1_with_checks_takes_at_most_forty_keys_beside_the_days() -> None:
    """Whoever holds three documents, and has sent the agreement but not applied yet."""
    days = {
        "internship_start": date(2027, 3, 1),
        "internship_end": date(2027, 7, 31),
        "convention_sent": date(2026, 11, 10),
        "convention_received": date(2026, 11, 14),
    }
    answers = {
        "nationality": "other",
        ON_QUESTION: "today",
        CHECKS_QUESTION: "yes",
        "course_in_country_of_residence": "yes",
        "course_leads_to": "diploma",
        "course_school_or_university": "yes",
        "course_vocational": "no",
        "cooperation_programme": "none",
        "request": "first_card",
        "adult": "yes",
        "documents_in_french": "yes",
        "vls_ts": "no",
        "polygamy_declaration_due": "no",
        "extension": "none",
    }
    session, count = begun(), 0
    while session.question is not None:
        question = session.question
        if question.name == OPENING_QUESTION:
            chosen = question.choices[:1]
        elif question.kind == "documents":
            chosen = question.choices[:3]
        elif question.name in answers:
            chosen = tuple(one for one in question.choices if one.name == answers[question.name])
        else:
            day = days.get(question.name, NOT_YET)
            chosen = (Choice(str(day), ((question.name, day),)),)
        if question.kind in ("date", "act"):
            count += 1 + (question.name not in days)
        else:
            count += len(keys(question, chosen, menu=True)) + (question.kind != "one")
        session = session.answered(*chosen)
    # And Enter, for the verdict.
    assert count + 1 <= 40
    assert days.items() <= session.dossier.facts.items()


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_answered_taken_back_changed_and_found_again_loses_no_answer(seed: int) -> None:
    assert wandered(seed, 60) > 5


def test_a_remembered_answer_that_does_not_fit_the_question_any_more_is_asked_again() -> None:
    """Another kind of question, no value, or several lines where there is one."""
    session = until(begun(), "course_leads_to")
    name = asked(session).name
    lines = tuple(choice.name for choice in asked(session).choices)
    for step in (
        Step(Question(name, "date"), ((name, date(2020, 1, 1)),), (), ("2020-01-01",)),
        Step(asked(session), (), (), ()),
        Step(asked(session), (), (), lines[:2]),
        Step(asked(session), (), (), ("degree",)),
    ):
        again = started(Dossier({}), {}, NOW, {**session.memory, name: step})
        assert asked(again).name == name
    known = until(session, CHECKS_QUESTION)
    typed = until(answer(known, "yes"), "internship_start")
    for step in (
        Step(asked(session), (), (), lines[:1]),
        Step(Question("internship_start", "date"), (), (), ()),
    ):
        again = started(Dossier({}), {}, NOW, {**typed.memory, "internship_start": step})
        assert asked(again).name == "internship_start"
