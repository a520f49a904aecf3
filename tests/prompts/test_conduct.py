"""A session from question to question: the answers before the verdict, and the first question."""

from datetime import date

import pytest

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview
from stagiaire_cli.interview.questions import CHECKS_QUESTION, OPENING_QUESTION
from stagiaire_cli.interview.session import FROM_FLAG, Session, started
from stagiaire_cli.interview.session_file import all_from
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY
from stagiaire_cli.law.facts import NATIONALITY
from stagiaire_cli.prompts.conduct import conduct
from stagiaire_cli.prompts.plain import PlainPrompter
from stagiaire_cli.prompts.sentences import question_title
from tests.conftest import memory_streams, text_of
from tests.people.answering import answer
from tests.people.menus import at, menus

START = Interview(Dossier({}, on=LAST_DAY))
NOW = date(2026, 11, 23)
LEFT = "\x1b[D"


def in_lines(text: Language, typed: str, start: Session) -> tuple[Session, str]:
    """How a session ends in which these lines are typed, all of them, and what was shown."""
    streams = memory_streams(typed, terminal=True)
    kept: list[Session] = []
    found = conduct(start, PlainPrompter(text, streams), kept.append)
    assert streams.stdin.read() == ""
    return found, text_of(streams.stderr)


def test_whoever_wants_the_verdict_sees_the_answers_first_and_agrees(text: Language) -> None:
    found, shown = in_lines(text, "1\nv\n\n", at(START))
    assert shown.count(text("prompts.review")) == 1
    assert found.dossier.facts == {NATIONALITY: "other"}
    # Questions are left: the verdict is an early one.
    assert found.question is not None
    assert found.question.name == OPENING_QUESTION
    assert in_lines(text, "1\nv\nv\n", at(START))[0] == found


def test_an_answer_changed_before_an_early_verdict_leads_to_the_answers_again(
    text: Language,
) -> None:
    # The first line is the day, given beforehand.
    found, shown = in_lines(text, "1\nv\n2\n2\n\n", at(START))
    assert shown.count(text("prompts.review")) == 2
    assert found.dossier.facts == {NATIONALITY: "agreement_state"}
    assert found.question is not None


def test_going_back_from_the_answers_leads_to_the_question_again(text: Language) -> None:
    found, shown = in_lines(text, "1\nv\n<\n1\nv\n\n", at(START))
    assert shown.count(text(f"prompts.{OPENING_QUESTION}")[:20]) == 2
    assert OPENING_QUESTION in found.interview.asked


def test_in_menus_one_key_leads_to_the_answers_and_one_more_to_the_verdict(
    text: Language,
) -> None:
    with menus(text, "1vv") as (prompter, _):
        found = conduct(at(START), prompter)
        assert text("prompts.review") in text_of(prompter._streams.stderr)
    assert found.dossier.facts == {NATIONALITY: "other"}


@pytest.mark.parametrize("back", ["<", "retour", "back"])
def test_before_the_first_question_there_is_nothing_and_it_is_said_once(
    text: Language, back: str
) -> None:
    sentence = text("prompts.first_question")
    found, shown = in_lines(text, f"{back}\n{back}\n1\n{back}\n{back}\n1\nv\n\n", at(START))
    assert " ".join(shown.split()).count(" ".join(sentence.split())) == 1
    assert found.dossier.facts == {NATIONALITY: "other"}


def test_left_in_the_first_menu_says_so_once_too(text: Language) -> None:
    with menus(text, LEFT + LEFT + "1vv") as (prompter, _):
        conduct(at(START), prompter)
        shown = text_of(prompter._streams.stderr)
    sentence = " ".join(text("prompts.first_question").split())
    assert " ".join(shown.split()).count(sentence) == 1


def test_going_back_further_on_says_nothing(text: Language) -> None:
    _, shown = in_lines(text, "1\n<\n2\nv\n\n", at(START))
    assert text("prompts.first_question")[:20] not in shown


def test_somebody_who_changes_an_answer_after_the_verdict_begins_with_the_answers(
    french: Language,
) -> None:
    session = answer(at(START), "french")
    assert session.question is None
    # What it newly asks comes before the answers are shown again.
    streams = memory_streams("2\n1\nv\n\n", terminal=True)
    found = conduct(session, PlainPrompter(french, streams), reviewing=True)
    assert found.dossier.facts == {NATIONALITY: "other"}
    shown = text_of(streams.stderr)
    assert shown.count(french("prompts.review")) == 2
    assert found.question is not None
    assert question_title(found.question, french) in shown


def test_what_was_all_given_beforehand_can_be_changed_after_the_verdict(
    french: Language,
) -> None:
    given = Dossier({NATIONALITY: "french"}, on=LAST_DAY)
    session = started(given, all_from(given, FROM_FLAG), NOW)
    assert (session.question, session.interview.steps) == (None, ())
    # Nothing is asked of somebody who has not asked to change anything.
    assert conduct(session, PlainPrompter(french, memory_streams("", terminal=True))) == session
    streams = memory_streams("2\n1\nv\n\n", terminal=True)
    found = conduct(session, PlainPrompter(french, streams), reviewing=True)
    assert found.dossier.facts == {NATIONALITY: "other"}
    # Who goes back from there leaves the answers as they are.
    streams = memory_streams("<\n", terminal=True)
    assert conduct(session, PlainPrompter(french, streams), reviewing=True) == session


def test_each_answer_is_kept_as_soon_as_it_is_given(text: Language) -> None:
    kept: list[Session] = []
    streams = memory_streams("1\n4\n", terminal=True)
    with pytest.raises(EOFError):
        conduct(at(START), PlainPrompter(text, streams), kept.append)
    assert [len(session.interview.steps) for session in kept] == [1, 2]
    assert CHECKS_QUESTION not in kept[-1].interview.asked
