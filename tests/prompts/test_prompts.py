"""Each question asked as it is asked: numbered lines, and menus; every answer to each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    NONE_LINE,
    ON_DAY_QUESTION,
    OPENING_QUESTION,
    Choice,
    Limit,
    Question,
    ask,
    limited,
    pacific_question,
)
from stagiaire_cli.interview.summary import Entry
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import (
    DISORDERS,
    ELSEWHERE,
    FACT,
    FILED,
    NATIONALITY,
    PACIFIC,
    TERRITORY,
    VERDICT_DAY,
)
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.prompts.conduct import Move, Prompter, prompter_for
from stagiaire_cli.prompts.keys import digits, numbered_lines
from stagiaire_cli.prompts.plain import PlainPrompter
from stagiaire_cli.prompts.sentences import question_title, sources, typed_choice
from tests.conftest import memory_streams, text_of
from tests.people.menus import PLAYED, keys, menus, played_in_lines, played_in_menus
from tests.people.sessions import OPENINGS, PARTS, QUESTIONS, a_start, answers_to

ALL_DOCUMENTS = Question(
    DOCUMENTS_QUESTION,
    "documents",
    tuple(Choice(name) for name in DOCUMENT_IDS[:14]),
    tuple((name, "R. 313-1") for name in DOCUMENT_IDS[:14]),
)
FILED_ON = Question(ON_DAY_QUESTION, "day", limits=(Limit("law", date(2009, 6, 1)),))
MIDDLE = date(2026, 5, 15)
EVERY = [*QUESTIONS, *OPENINGS, ALL_DOCUMENTS]
ANSWERS = [
    pytest.param(question, answer, id=f"{place}-{question.name}-{number}")
    for place, question in enumerate(EVERY)
    for number, answer in enumerate(answers_to(question, {}, unknown=True))
]


def picked(prompter: Prompter, question: Question) -> tuple[Choice, ...]:
    """The choices of a person who answers the question."""
    found = prompter.ask(question)
    assert not isinstance(found, Move)
    return found


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_numbered_lines_take_each_answer_to_each_question(
    text: Language, question: Question, answer: tuple[Choice, ...]
) -> None:
    streams = memory_streams(keys(question, answer, menu=False) + "\n", terminal=True)
    assert PlainPrompter(text, streams).ask(question) == answer
    assert question_title(question, text)[:20] in text_of(streams.stderr)
    assert text_of(streams.stdout) == ""


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_menus_take_each_answer_to_each_question(
    text: Language, question: Question, answer: tuple[Choice, ...]
) -> None:
    typed = keys(question, answer, menu=True) + "\r" * (question.kind != "one")
    with menus(text, typed) as (prompter, _):
        assert prompter.ask(question) == answer


@pytest.mark.parametrize("word", ["a", "all", "tout", "TOUS"])
def test_a_word_ticks_every_document_in_lines(text: Language, word: str) -> None:
    streams = memory_streams(word + "\n", terminal=True)
    assert PlainPrompter(text, streams).ask(ALL_DOCUMENTS) == ALL_DOCUMENTS.choices


def test_a_key_ticks_every_document_in_a_menu(text: Language) -> None:
    with menus(text, "a\r") as (prompter, _):
        assert prompter.ask(ALL_DOCUMENTS) == ALL_DOCUMENTS.choices


# The proof ``menus`` plays those of every part and start, and more of those in menus.
@pytest.mark.parametrize("part", PLAYED)
def test_whole_sessions_are_played_in_numbered_lines_to_their_verdict(part: str) -> None:
    place = a_start(part)
    assert played_in_lines(part, place) == PARTS[part].counts[place]


@pytest.mark.parametrize("seed", range(3))
def test_whole_sessions_are_played_in_menus_to_the_same_verdict(seed: int) -> None:
    assert played_in_menus(seed) > 1


@pytest.mark.parametrize("word", ["oui", "OUI", "o", "yes", "y", "1", "vrai"])
def test_a_word_does_as_well_as_a_number(french: Language, word: str) -> None:
    streams = memory_streams(word + "\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), QUESTIONS[0])
    assert choice.name == "yes"


@pytest.mark.parametrize("typed", ["diplôme", "un diplome", "DIPLOME"])
def test_the_words_of_a_line_do_without_accents(french: Language, typed: str) -> None:
    asked = next(question for question in QUESTIONS if question.name == "course_leads_to")
    streams = memory_streams(typed + "\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), asked)
    assert choice.name == "diploma"


def test_words_of_several_lines_are_parted_by_commas(english: Language) -> None:
    opening = next(question for question in OPENINGS if len(question.choices) == 3)
    for typed, chosen in (
        ("an internship for my course", ["1°"]),
        ("hospital internship, training", ["2°", "3°"]),
        ("3 1", ["1°", "3°"]),
        ("3 and 1", ["1°", "3°"]),
        ("training and hospital", ["2°", "3°"]),
        # Words that stand only in what explains a line.
        ("health establishment", ["3°"]),
    ):
        asked = PlainPrompter(english, memory_streams(typed + "\n", terminal=True))
        assert [choice.name for choice in picked(asked, opening)] == chosen


@pytest.mark.parametrize("typed", ["and", "AND", "ternship", "ospital and 1"])
def test_what_stands_inside_a_word_or_joins_two_is_no_line(english: Language, typed: str) -> None:
    opening = next(question for question in OPENINGS if len(question.choices) == 3)
    streams = memory_streams(f"{typed}\n2\n", terminal=True)
    assert [choice.name for choice in picked(PlainPrompter(english, streams), opening)] == ["2°"]
    assert f"“{typed}”" in text_of(streams.stderr)


def test_a_source_is_said_once_and_a_question_names_the_words_it_takes(english: Language) -> None:
    streams = memory_streams("yes\nno\n", terminal=True)
    prompter = PlainPrompter(english, streams)
    question = QUESTIONS[0]
    for _ in range(2):
        picked(prompter, question)
    said = text_of(streams.stderr)
    [source] = sources(question, english)[:1]
    flat = " ".join(said.split())
    assert flat.count(" ".join(source.split())) == 1
    assert flat.count("Who can tell") == flat.count("yes, no, ? or a number") == 2


@pytest.mark.parametrize("word", ["?", "inconnu", "unknown", "je ne sais pas", "3"])
def test_not_knowing_is_an_answer(french: Language, word: str) -> None:
    streams = memory_streams(word + "\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), QUESTIONS[0])
    assert choice.name == UNKNOWN


@pytest.mark.parametrize("typed", ["9", "0", "peut-être", "\x1b[31m", "1 2"])
def test_a_line_that_is_no_answer_is_asked_again_and_shown_harmless(
    french: Language, typed: str
) -> None:
    streams = memory_streams(typed + "\n1\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), QUESTIONS[0])
    assert choice.name == "yes"
    assert "n’est pas une réponse" in text_of(streams.stderr)
    assert "\x1b" not in text_of(streams.stderr)


def test_enter_alone_is_no_answer_to_anything(text: Language) -> None:
    for question in EVERY:
        answer = answers_to(question, {}, unknown=True)[-1]
        typed = "\n" + keys(question, answer, menu=False) + "\n"
        streams = memory_streams(typed, terminal=True)
        assert PlainPrompter(text, streams).ask(question) == answer


def test_an_end_before_the_start_is_asked_again(french: Language) -> None:
    end = next(question for question in QUESTIONS if question.name == "internship_end")
    end = end._replace(limits=(Limit("internship_start", date(2021, 2, 1)),))
    streams = memory_streams("31/01/2021\n01/02/2021\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), end)
    assert choice.name == "2021-02-01"
    assert "précède le début" in text_of(streams.stderr)
    with menus(french, "31/01/2021\r\x15" + "01/02/2021\r") as (prompter, _):
        assert prompter.ask(end) == (choice,)


DAYS_ASKED = [fact.id for fact in FACT.values() if fact.kind == "date"]


@pytest.mark.parametrize("name", [*DAYS_ASKED, ON_DAY_QUESTION])
def test_a_day_out_of_order_is_told_by_the_day_that_it_contradicts_and_asked_again(
    text: Language, name: str
) -> None:
    """Each other day sets the limit alone; so do today, and the first day that has a text."""
    kind = "day" if name == ON_DAY_QUESTION else "act" if FACT[name].act else "date"
    bare = Question(name, kind, limits=FILED_ON.limits if kind == "day" else ())
    other_days = [Dossier({other: MIDDLE}) for other in DAYS_ASKED if other != name]
    if kind != "day":
        other_days.append(Dossier({}, on=MIDDLE))
    limits = {
        limit: one
        for dossier in other_days
        for one in [limited(bare, dossier, MIDDLE)]
        for limit in one.limits
    }
    for limit, question in limits.items():
        wrong = limit.day + timedelta(days=1 if limit.last else -1)
        streams = memory_streams(f"{wrong}\n{limit.day}\n", terminal=True)
        [choice] = picked(PlainPrompter(text, streams), question)
        assert choice.name == limit.day.isoformat()
        shown = " ".join(text_of(streams.stderr).split())
        told = text(f"prompts.out_of_order.{name}.{limit.of}", day=text.date(limit.day))
        assert " ".join(told.split()) in shown
        with menus(text, f"{wrong}\r\x15{limit.day}\r") as (prompter, _):
            assert prompter.ask(question) == (choice,)
    contradicted = {disorder.facts for disorder in DISORDERS}
    own = VERDICT_DAY if kind == "day" else name
    others = {a if b == own else b for a, b in contradicted if own in (a, b)}
    bounds = {"law", "today"} if kind == "day" else {"today"} if name == FILED else set()
    assert {limit.of for limit in limits} == others | bounds


ACTS = [question for question in QUESTIONS if question.kind == "act"]


@pytest.mark.parametrize("question", ACTS, ids=lambda one: one.name)
def test_what_is_not_done_yet_has_a_line_before_the_day_is_typed(
    text: Language, question: Question
) -> None:
    line = text("prompts.not_yet_line", number="1")
    for typed in ("1", "not_yet", text("values.not_yet")):
        streams = memory_streams(f"{typed}\n", terminal=True)
        assert PlainPrompter(text, streams).ask(question) == (not_yet(question),)
        shown = text_of(streams.stderr)
        assert line in shown
        assert text("prompts.read_back", value=text("values.not_yet")) in shown
    with menus(text, "1\r") as (prompter, _):
        assert prompter.ask(question) == (not_yet(question),)
        assert line in text_of(prompter._streams.stderr)
    # Enter alone keeps it.
    streams = memory_streams("\n", terminal=True)
    assert PlainPrompter(text, streams).ask(question, (NOT_YET,)) == (not_yet(question),)
    with menus(text, "\r") as (prompter, _):
        assert prompter.ask(question, (NOT_YET,)) == (not_yet(question),)


def not_yet(question: Question) -> Choice:
    return Choice(NOT_YET, ((question.name, NOT_YET),))


def test_only_an_act_can_be_not_done_yet(text: Language) -> None:
    assert {question.name for question in ACTS} == {fact.id for fact in FACT.values() if fact.act}
    for question in QUESTIONS:
        if question.kind in ("date", "day", "euros", "months"):
            streams = memory_streams("not_yet\n?\n" * 2, terminal=True)
            assert PlainPrompter(text, streams).ask(question) != (not_yet(question),)
            assert text("prompts.not_yet_line", number="1") not in text_of(streams.stderr)


def test_an_internship_in_the_pacific_has_a_line_and_then_its_territory(french: Language) -> None:
    """Their words say what they are: no territory stands among the nationalities."""
    nationality = next(one for one in QUESTIONS if Choice(ELSEWHERE_LINE, ELSEWHERE) in one.choices)
    assert nationality.name == NATIONALITY
    streams = memory_streams("pacifique\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), nationality)
    assert (choice.name, choice.answers) == (ELSEWHERE_LINE, ((NATIONALITY, "other"),))
    assert "autre, et stage dans le Pacifique" in text_of(streams.stderr)
    territory = pacific_question(law_on(LAST_DAY))
    assert [one.name for one in territory.choices] == [*PACIFIC, UNKNOWN]
    for number, place in enumerate(PACIFIC, start=1):
        streams = memory_streams(f"{number}\n", terminal=True)
        [choice] = picked(PlainPrompter(french, streams), territory)
        assert choice.answers == ((TERRITORY, place),)
        assert f"{number}. {french.value(TERRITORY, place)}" in text_of(streams.stderr)
        with menus(french, str(number)) as (prompter, _):
            assert prompter.ask(territory) == (choice,)
    # Whoever is not there is not asked: the line is not offered.
    assert french.value(TERRITORY, "covered") not in text_of(streams.stderr)


@pytest.mark.parametrize("typed", ["31/02/2020", "hier", "2020", "1/22/2020"])
def test_a_day_that_does_not_exist_is_asked_again(french: Language, typed: str) -> None:
    question = next(question for question in QUESTIONS if question.kind == "date")
    streams = memory_streams(typed + "\n01/02/2020\n", terminal=True)
    [choice] = picked(PlainPrompter(french, streams), question)
    assert "n’est pas une date" in text_of(streams.stderr)
    assert "→ 1er\N{NO-BREAK SPACE}février\N{NO-BREAK SPACE}2020" in text_of(streams.stderr)
    assert choice.name == "2020-02-01"


def test_none_and_unknown_go_with_no_other_line(text: Language) -> None:
    opening = OPENINGS[0]
    for wrong in ("1,4", "2,5", "4,5"):
        streams = memory_streams(f"{wrong}\n1\n", terminal=True)
        assert PlainPrompter(text, streams).ask(opening) == opening.choices[:1]
        with menus(text, wrong.replace(",", "") + "\r" + wrong.replace(",", "") + "1\r") as (
            prompter,
            _,
        ):
            assert prompter.ask(opening) == opening.choices[:1]


def test_an_opening_with_nothing_ticked_is_asked_again(text: Language) -> None:
    streams = memory_streams("\n4\n", terminal=True)
    assert PlainPrompter(text, streams).ask(OPENINGS[0]) == ()
    with menus(text, "\r4\r") as (prompter, _):
        assert prompter.ask(OPENINGS[0]) == ()
    assert NONE_LINE not in [choice.name for choice in OPENINGS[0].choices]
    assert OPENINGS[0].name == OPENING_QUESTION


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("question", [QUESTIONS[0], OPENINGS[0], ALL_DOCUMENTS])
def test_ctrl_c_and_ctrl_d_stop_a_menu(text: Language, question: Question, key: str) -> None:
    with menus(text, key) as (prompter, _), pytest.raises((KeyboardInterrupt, EOFError)):
        prompter.ask(question)


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_stop_a_typed_answer(text: Language, key: str) -> None:
    question = next(question for question in QUESTIONS if question.kind == "date")
    with menus(text, key) as (prompter, _), pytest.raises((KeyboardInterrupt, EOFError)):
        prompter.ask(question)


def test_the_end_of_the_input_stops_numbered_lines(text: Language) -> None:
    with pytest.raises(EOFError):
        PlainPrompter(text, memory_streams("", terminal=True)).ask(QUESTIONS[0])


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("question", EVERY)
def test_no_line_of_a_question_is_wider_than_the_terminal(
    text: Language, question: Question, width: int
) -> None:
    answer = answers_to(question, {}, unknown=True)[-1]
    streams = memory_streams(keys(question, answer, menu=False) + "\n", terminal=True, width=width)
    PlainPrompter(text, streams).ask(question)
    # The person's Enter ends the line of the prompt; streams in memory do not show it.
    shown = text_of(streams.stderr).replace(": →", ":\n→")
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("question", EVERY)
def test_no_question_is_longer_than_twenty_five_words(text: Language, question: Question) -> None:
    assert len(question_title(question, text).replace("\N{NO-BREAK SPACE}", " ").split()) <= 25


@pytest.mark.parametrize(
    ("environment", "plain"),
    [
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "ACCESSIBLE": "1"}, False),
        ({}, False),
        ({"TERM": "xterm"}, True),
    ],
)
def test_lines_are_used_where_menus_are_not_wanted(
    french: Language, environment: dict[str, str], plain: bool
) -> None:
    streams = memory_streams(terminal=True, environment=environment)
    assert isinstance(prompter_for(french, streams, plain=plain, colour=False), PlainPrompter)


def test_lines_are_used_where_the_terminal_refuses_a_menu(french: Language) -> None:
    """A stream in memory has no descriptor, so that no menu can read from it."""
    streams = memory_streams("1\n", terminal=True, environment={"TERM": "xterm"})
    prompter = prompter_for(french, streams, plain=False, colour=False)
    assert [choice.name for choice in picked(prompter, QUESTIONS[0])] == ["yes"]


def test_a_digit_ticks_its_line_at_once_in_a_long_list(french: Language) -> None:
    with menus(french, "14\r") as (prompter, _):
        assert prompter.ask(ALL_DOCUMENTS) == (ALL_DOCUMENTS.choices[0], ALL_DOCUMENTS.choices[3])


def test_a_digit_chooses_its_line_at_once_in_a_long_summary(french: Language) -> None:
    with menus(french, "14") as (prompter, _):
        assert prompter.review([Entry(fact, (UNKNOWN,), "person") for fact in FACT]) is Move.VERDICT


def test_only_the_first_nine_lines_show_a_digit() -> None:
    shown = numbered_lines("abcdefghijk")
    assert [line[:3] for line in shown] == [*(f"{n}. " for n in range(1, 10)), "   ", "   "]
    assert digits(11) == {line[0]: place for place, line in enumerate(shown[:9])}


KNOWN = [Question(CHECKS_QUESTION, "one", (Choice("no"), Choice("yes"))), ALL_DOCUMENTS]


@pytest.mark.parametrize("question", [*KNOWN, FILED_ON], ids=lambda one: one.name)
def test_a_question_mark_asks_why_where_the_answer_is_always_known(
    text: Language, question: Question
) -> None:
    streams = memory_streams("?\n", terminal=True)
    assert PlainPrompter(text, streams).ask(question) is Move.WHY
    with menus(text, "?" + "\r" * (question.kind == "day")) as (prompter, _):
        assert prompter.ask(question) is Move.WHY


def test_a_question_mark_ticks_that_it_is_not_known(text: Language) -> None:
    with menus(text, "?\r") as (prompter, _):
        assert prompter.ask(OPENINGS[0]) == (Choice(UNKNOWN),)


def test_what_was_ticked_is_still_there_after_asking_why(text: Language) -> None:
    with menus(text, "13w") as (prompter, source):
        assert prompter.ask(OPENINGS[0]) is Move.WHY
        source.send_text("\r")
        assert prompter.ask(OPENINGS[0]) == (OPENINGS[0].choices[0], OPENINGS[0].choices[2])


ENTRIES = [Entry("adult", (True,), "person"), Entry("documents_in_french", (True,), "presumed")]


def test_a_summary_shows_each_answer_once(english: Language) -> None:
    long = Entry("documents", tuple(DOCUMENT_IDS[:9]), "person")
    with menus(english, "v", width=60) as (prompter, _):
        assert prompter.review([*ENTRIES, long]) is Move.VERDICT
        shown = text_of(prompter._streams.stderr)
    # The menu, which is drawn elsewhere, has the short ones.
    assert "18 or over" not in shown
    assert "4. documents held: civil status" in shown


@pytest.mark.parametrize("typed", ["1", "18 or over", "18 OR"])
def test_an_answer_is_changed_by_its_number_or_its_words_in_lines(
    english: Language, typed: str
) -> None:
    streams = memory_streams(typed + "\n", terminal=True)
    assert PlainPrompter(english, streams).review(ENTRIES) == "adult"


@pytest.mark.parametrize("key", ["w", "p", "?"])
def test_a_summary_has_no_why(key: str, text: Language) -> None:
    with menus(text, key + "v") as (prompter, _):
        assert prompter.review(ENTRIES) is Move.VERDICT
    streams = memory_streams(f"{key}\n\n", terminal=True)
    assert PlainPrompter(text, streams).review(ENTRIES) is Move.VERDICT
    assert text_of(streams.stderr).count(text("prompts.review")) == 1


@pytest.mark.parametrize("typed", ["430 €", "430 euros", "430,00 eur", "4 30", "430"])
def test_an_amount_is_read_as_people_type_it(typed: str) -> None:
    question = ask(law_on(LAST_DAY), "monthly_means")
    assert typed_choice(question, typed).answers == (("monthly_means", Decimal(430)),)


@pytest.mark.parametrize("typed", ["I don't know", "je ne sais pas", "I don’t know", "?"])
def test_what_other_questions_call_not_known_is_so_for_days_and_amounts(typed: str) -> None:
    for name in ("internship_end", "convention_sent", "monthly_means"):
        assert typed_choice(ask(law_on(LAST_DAY), name), typed).answers == ((name, UNKNOWN),)
