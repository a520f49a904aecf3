"""Why a question is asked, in words: in both languages, at every state, and by one key."""

import re

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from stagiaire_cli.interview.questions import ask
from stagiaire_cli.interview.session import Session, started
from stagiaire_cli.interview.why import why
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.facts import NATIONALITY
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.prompts.conduct import Move, conduct
from stagiaire_cli.prompts.plain import PlainPrompter
from stagiaire_cli.prompts.sentences import TYPED
from stagiaire_cli.prompts.why import why_in_words
from tests.conftest import memory_streams, text_of
from tests.people.dossiers import ALL_OF_1, IN_GROUP, NOT_1, NOT_2, NOT_3, TURNS_ON_THE_READING
from tests.people.menus import menus
from tests.people.sessions import FILE, PARTS, QUESTIONS, starts, walk


def said(interview: Interview, text: Language) -> list[str]:
    question = next_question(interview)
    assert question is not None
    found = list(why_in_words(question, why(interview, question), text))
    return [one.replace("\N{NO-BREAK SPACE}", " ") for one in found]


def test_it_tells_how_far_it_is_the_words_what_is_possible_and_what_each_answer_does(
    english: Language,
) -> None:
    given = {**NOT_1, **NOT_2, NATIONALITY: "other", "hospital_internship": "public"}
    assert said(Interview(Dossier(given, on=LAST_DAY)), english) == [
        (
            "1 to 7 questions left about your situation, this one included, depending on your "
            "answers; then, if you wish, the checks, and the documents."
        ),
        "The text (R. 313-10-1 3°): « en vue de bénéficier d'une formation complémentaire »",
        ("Still possible: 3°. Excluded: 1°, 2°, “stagiaire ICT” and “stagiaire mobile ICT”."),
        "“yes”: nothing is settled yet.",
        "“no”: 3° excluded.",
        "“I don’t know”: 3° stays open, unless excluded.",
    ]


def test_a_number_of_months_is_told_by_the_classes_that_the_rule_knows(english: Language) -> None:
    given = {**IN_GROUP, **NOT_1, **NOT_3, NATIONALITY: "other"}
    del given["group_seniority_months"]
    found = said(Interview(Dossier(given, on=LAST_DAY)), english)
    assert "“less than 3 months”: “stagiaire ICT” excluded." in found
    assert any(one.startswith("“6 months or more”: ") for one in found)


def test_what_is_open_is_told_to_be_so_in_the_question_as_in_the_verdict(text: Language) -> None:
    given = {**IN_GROUP, **NOT_1, **NOT_3, NATIONALITY: "other", "group_seniority_months": UNKNOWN}
    del given["higher_education_degree"]
    found = said(Interview(Dossier(given, on=LAST_DAY)), text)
    stays = text("why.now.never_yes", names=text("cards.ICT")).replace("\N{NO-BREAK SPACE}", " ")
    assert any(stays in one for one in found)
    verdict = assess_dossier(Dossier({**given, "higher_education_degree": True}, on=LAST_DAY))
    assert verdict.status == "does_not_qualify"
    [note] = [one for one in verdict.notes if one.name == "ict_open"]
    assert note.facts == ("group_seniority_months",)


def test_an_effect_that_every_answer_has_is_told_once(english: Language) -> None:
    interview = Interview(
        Dossier({**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other"}, on=LAST_DAY)
    )
    question = ask(law_on(LAST_DAY), "programme_field")
    found = list(why_in_words(question, why(interview, question), english))
    assert found[-1] == "Whatever the answer: nothing is settled yet."
    assert not any(one.startswith("“") for one in found)


def test_all_the_documents_are_not_named_answer_after_answer(english: Language) -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, NATIONALITY: "other"}
    for name in ("vls_ts", "internship_start"):
        del given[name]
    found = said(Interview(Dossier(given, on=LAST_DAY)), english)
    assert found[-3:] == [
        "“yes”: no document is to be provided.",
        "“no”: nothing is settled yet.",
        "“I don’t know”: each document may have to be provided.",
    ]


def test_the_question_how_to_read_says_what_each_reading_does(english: Language) -> None:
    given = Dossier(TURNS_ON_THE_READING, (), {"l313_7_2_scope": "conditions"})
    session = started(given, {}, LAST_DAY).at("l313_7_2_scope")
    assert session.question is not None
    reasons = why(session.interview, session.question)
    found = list(why_in_words(session.question, reasons, english))
    assert found[-3].endswith(": 2° excluded.")
    assert found[-2].endswith(": 2° met.")
    assert found[-1] == "“I don’t know”: nothing is settled yet."


@pytest.mark.parametrize("name", ["the 3° and the reservation, with I don't know"])
def test_at_every_state_each_sentence_is_whole(name: str, text: Language) -> None:
    part = PARTS[name]
    for interview, question, _ in walk(part, starts(name)[0])[0]:
        if question is not None:
            for one in why_in_words(question, why(interview, question), text):
                assert re.search(r"[.»]$", one)
                assert "{" not in one


@pytest.mark.parametrize("word", ["p", "w", "why", "Pourquoi"])
def test_in_lines_a_word_asks_why_and_the_question_comes_again(word: str, french: Language) -> None:
    given = {**ALL_OF_1, **NOT_2, **NOT_3, NATIONALITY: "other", "request": "renewal"}
    interview = Interview(Dossier({**given, "adult": True}, on=LAST_DAY))
    # Enter agrees with the answers, which come before the verdict.
    streams = memory_streams(f"{word}\nnon\nv\n\n", terminal=True)
    session = Session(interview, next_question(interview))
    found = conduct(session, PlainPrompter(french, streams))
    assert found.dossier.facts["family_in_application"] is False
    shown = " ".join(text_of(streams.stderr).split())
    assert "pas à fournir" in shown.replace("\N{NO-BREAK SPACE}", " ")
    asked = french("facts.family_in_application.question").replace("\N{NO-BREAK SPACE}", " ")
    assert shown.replace("\N{NO-BREAK SPACE}", " ").count(asked) == 2


@pytest.mark.parametrize("key", ["p", "w"])
def test_in_menus_one_key_asks_why(key: str, french: Language) -> None:
    for question in QUESTIONS:
        typed = key + "\r" * (question.kind in TYPED)
        with menus(french, typed) as (prompter, _):
            assert prompter.ask(question) is Move.WHY


def test_an_answer_not_known_is_told_to_leave_the_whole_open(english: Language) -> None:
    found = said(Interview(Dossier({}, on=LAST_DAY)), english)
    assert found[-1].startswith("“I don’t know”: nobody will know whether this code applies")
