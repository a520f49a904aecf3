"""The quoted article on the page: numbered, marked in words, or marked with signs and colours."""

import re

from stagiaire_cli import assess
from stagiaire_cli.languages import Language
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.law.quotation import CONDITION, paragraphs
from stagiaire_cli.reports.law.quoted import (
    as_objects,
    marked_article,
    numbered_article,
    numbers,
    pictured_article,
)

[VERSION] = [version for version in VERSIONS if version.quoted][1:]
VERDICT = assess(
    {"company_internship": True, "course_leads_to": "nothing", "declared_training": "unknown"}
)


def plain(lines: list[str], *signs: str) -> str:
    """The words of the article that the lines have, without what was put before them."""
    shown = " ".join(lines).replace("\N{NO-BREAK SPACE}", " ")
    for sign in signs:
        shown = re.sub(sign, "", shown)
    return " ".join(shown.split())


def test_each_condition_has_a_number_and_the_words_stay_as_they_are() -> None:
    lines = list(numbered_article(VERSION, 80))
    found = re.findall(r"\[(\d+)\]", "\n".join(lines))
    assert found == [str(number) for number in range(1, len(numbers(VERSION)) + 1)]
    assert plain(lines, r"\[\d+\] ") == " ".join(article_text().split())


def test_a_number_or_a_sign_is_never_parted_from_its_words(text: Language) -> None:
    for width in (40, 80, 120):
        lines = [
            *numbered_article(VERSION, width),
            *pictured_article(VERSION, VERDICT, text, width, False),
        ]
        assert not [line for line in lines if re.search(r"(\[\d+\]|[✓✗?·])$", line)]


def test_marks_in_words_name_the_state_of_each_condition(text: Language) -> None:
    lines = list(marked_article(VERSION, VERDICT, text, 80))
    states = {text(f"conditions.{name}") for name in ("met", "not_met", "undetermined")}
    shown = " ".join(lines).replace("\N{NO-BREAK SPACE}", " ")
    conditions = [
        part for one in paragraphs(VERSION) for part in one.parts if part.kind == CONDITION
    ]
    assert len(re.findall(r"\[", shown)) == len(conditions)
    for state in states:
        assert f"[{state}" in shown


def test_signs_leave_the_words_as_they_are_and_colour_is_only_where_it_is_asked_for(
    text: Language,
) -> None:
    legend = " ".join(
        next(line for line in pictured_article(VERSION, VERDICT, text, 80, False) if line)
    )
    assert "✓" in legend
    lines = list(pictured_article(VERSION, VERDICT, text, 80, False))[2:]
    assert plain(lines, "[✓✗?·] ") == " ".join(article_text().split())
    assert "\x1b[32m✓" in "".join(pictured_article(VERSION, VERDICT, text, 80, True))
    assert "\x1b" not in "".join(lines)


def test_programs_read_the_kind_of_every_part() -> None:
    kinds = {part["kind"] for one in as_objects(VERSION, None) for part in one["parts"]}  # type: ignore[attr-defined]
    assert kinds == {"condition", "connective", "cross_reference", "frame"}
