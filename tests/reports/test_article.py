"""``stagiaire law``: the article of each day, quoted where it may be, and complete."""

import json
import re
from datetime import date

import pytest

from stagiaire_cli import assess
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.logic.conditions import facts_of
from stagiaire_cli.reports.law.article import Look, article_page

DAYS = [version.since for version in VERSIONS]


ANSWERS = {
    "company_internship": True,
    "course_leads_to": "nothing",
    "foreign_employee": True,
    "declared_training": True,
    "further_internship": False,
    "cooperation_programme": "unknown",
    "hospital_internship": "none",
}


def words(shown: str) -> str:
    """The words alone, without the number before each condition."""
    return " ".join(re.sub(r"\[\d+\]", "", shown.replace("\N{NO-BREAK SPACE}", " ")).split())


def with_answers(text: Language, on: date, width: int = 80, **look: bool) -> str:
    return article_page(text, width, False, on, assess(ANSWERS, on=on), Look(**look))


@pytest.mark.parametrize("on", DAYS)
def test_each_version_names_its_article_and_every_fact_that_it_asks_about(
    text: Language, on: date
) -> None:
    shown = words(article_page(text, 80, False, on))
    version = law_on(on).version
    assert version.article in shown
    for provision in version.provisions:
        for fact in set(facts_of(provision.condition)) - {"l313_7_2_scope"}:
            assert words(text.label(fact)) in shown


@pytest.mark.parametrize("on", DAYS)
def test_only_the_version_of_2016_to_2021_is_quoted(text: Language, on: date) -> None:
    shown = words(article_page(text, 80, False, on))
    quoted = date(2016, 11, 1) <= on < date(2021, 5, 1)
    assert (words(article_text()) in shown) is quoted
    content = json.loads(article_page(text, 80, True, on))
    assert (content["text"] is not None) is quoted


@pytest.mark.parametrize("on", DAYS)
def test_a_repealed_version_says_what_became_of_each_article(text: Language, on: date) -> None:
    content = json.loads(article_page(text, 80, True, on))
    repealed = on < date(2021, 5, 1)
    assert bool(content["concordance"]) is repealed
    assert (words(text("law.concordance")) in words(article_page(text, 80, False, on))) is repealed


def test_what_the_texts_leave_open_is_a_condition_that_says_so(text: Language) -> None:
    told = text("tables.open.pacific_hospitals")
    assert article_page(text, 200, False, date(2023, 1, 1)).count(told) == 1
    assert told not in article_page(text, 200, False, date(2022, 12, 31))


def test_a_day_after_the_texts_were_read_says_so(text: Language) -> None:
    told = words(text("notes.texts_read_until"))
    assert told not in words(article_page(text, 80, False, date(2026, 4, 3)))
    assert told in words(article_page(text, 80, False, date(2026, 4, 4)))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("on", DAYS)
def test_no_line_is_wider_than_the_terminal(text: Language, on: date, width: int) -> None:
    shown = article_page(text, width, False, on) + with_answers(text, on, width)
    shown += with_answers(text, on, width, signs=True)
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("on", DAYS)
def test_with_answers_the_status_is_told_and_the_words_are_marked_where_they_are_quoted(
    text: Language, on: date
) -> None:
    shown = words(with_answers(text, on))
    quoted = law_on(on).version.quoted
    assert words(text("law.not_marked")) in shown or quoted
    refused = f"[{text('conditions.not_met')}"
    assert (refused in shown) is quoted
    assert ("✗" in with_answers(text, on, signs=True)) is quoted
    assert ("\x1b[31m" in with_answers(text, on, signs=True, colour=True)) is quoted


@pytest.mark.parametrize("on", DAYS)
def test_programs_read_each_part_and_its_state_where_there_are_answers(
    text: Language, on: date
) -> None:
    for verdict in (None, assess(ANSWERS, on=on)):
        content = json.loads(article_page(text, 80, True, on, verdict))
        parts = [part for one in content["paragraphs"] for part in one["parts"]]
        assert bool(parts) is law_on(on).version.quoted
        for part in parts:
            stated = bool(part["facts"]) and verdict is not None
            assert ("state" in part) is stated
        if parts:
            text_of_parts = "".join(part["words"] for part in parts)
            assert text_of_parts == content["text"].replace("\n", "")
