"""The letter: it asks for every document that is missing or doubtful, and for no other."""

import re
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.main import main
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.documents import DOCUMENT_IDS, ON_DELIVERY
from stagiaire_cli.reports.letter import as_html, as_markdown, letter
from stagiaire_cli.reports.verdict.outline import outline
from stagiaire_cli.reports.verdict.summary import summary
from tests.conftest import cases, memory_streams, text_of
from tests.people.sessions import MET

TODAY = date(2026, 11, 23)
CASES = [pytest.param(case, id=case["id"]) for case in cases()]


class Texts(HTMLParser):
    """The texts of a page, and the elements that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("case", CASES)
def test_it_asks_for_what_is_missing_or_doubtful_and_nothing_else(
    case: dict[str, Any], text: Language
) -> None:
    verdict = assess_dossier(read_dossier(case["answers"]))
    wanted = [*verdict.file.missing, *verdict.file.doubtful]
    assert ON_DELIVERY.isdisjoint(wanted)
    if verdict.status not in ("qualifies", "diverted") or not wanted:
        with pytest.raises(UsageProblemError):
            letter(verdict, text, TODAY)
        return
    paragraphs = letter(verdict, text, TODAY)
    asked = [line for one in paragraphs if one.listed for line in one.lines]
    assert len(asked) == len(wanted)
    for name, line in zip(wanted, asked, strict=True):
        assert line.startswith(text.document(name))
        assert verdict.file.articles[name].split(",")[0].replace(" ", "\N{NO-BREAK SPACE}") in line
    for name in set(DOCUMENT_IDS) - set(wanted):
        assert not any(line.startswith(f"{text.document(name)} ") for line in asked)


def test_it_names_the_card_and_the_day() -> None:
    french = language("fr")
    ict = next(case for case in cases() if case["id"] == "C25")
    verdict = assess_dossier(read_dossier(ict["answers"]))
    assert verdict.cards == ("ICT",)
    whole = as_markdown(letter(verdict, french, TODAY)).replace("\N{NO-BREAK SPACE}", " ")
    assert "carte de séjour « stagiaire ICT »" in whole
    assert "le 23 novembre 2026" in whole
    assert "article L. 313-7-2 du code" in whole


def test_it_says_which_text_is_read_and_leaves_the_day_of_filing_to_the_sender() -> None:
    verdict = assess(MET["1°"], on="2018-05-15")
    whole = as_markdown(letter(verdict, language("fr"), TODAY)).replace("\N{NO-BREAK SPACE}", " ")
    assert "déposée le \\[date\\], est examinée selon l’article R. 313-10-1 1°" in whole
    assert "en vigueur le 15 mai 2018" in whole


def test_it_sends_nobody_to_ask_the_prefecture_that_signs_it(text: Language) -> None:
    for number, facts in MET.items():
        verdict = assess({**facts, "request": "renewal"} if number == "1°" else facts)
        whole = as_markdown(letter(verdict, text, TODAY))
        reasons = {why.reason for why in verdict.file.doubtful_because.values()} - {""}
        assert reasons or number in ("2°", "3°")
        for reason in reasons:
            assert text(f"reasons.{reason}") not in whole
        assert not re.search("demandez à la préfecture|ask the prefecture", whole)


def test_what_is_due_on_delivery_is_told_in_the_verdict_and_asked_in_no_letter(
    text: Language,
) -> None:
    verdict = assess(MET["1°"], on="2024-09-01")
    duty = text.document("tax_and_stamp_duty")
    assert verdict.file.on_delivery == ("tax_and_stamp_duty",)
    [lacking, due, *_] = (item.said for item in summary(verdict, text).items)
    assert duty not in lacking
    assert due == text("summary.on_delivery", documents=duty)
    [section] = (one for one in outline(verdict, text).sections if one.state == "due")
    assert [item.text for item in section.items] == [duty]
    assert duty not in as_markdown(letter(verdict, text, TODAY))


def test_there_is_no_letter_for_what_is_due_on_delivery_alone(text: Language) -> None:
    asked = assess(MET["1°"], on="2024-09-01").file
    verdict = assess(MET["1°"], (*asked.missing, *asked.doubtful), on="2024-09-01")
    assert (verdict.file.result, len(verdict.file.on_delivery)) == ("complete", 1)
    with pytest.raises(UsageProblemError):
        letter(verdict, text, TODAY)


def test_a_letter_has_no_word_of_the_program(text: Language) -> None:
    for case in cases():
        verdict = assess_dossier(read_dossier(case["answers"]))
        if verdict.status in ("qualifies", "diverted") and verdict.file.missing:
            whole = as_markdown(letter(verdict, text, TODAY)).replace("\\_", "_")
            assert not re.search(r"[a-z]_[a-z]|--\w|None|provision", whole)


def test_a_page_says_what_the_markdown_says() -> None:
    french = language("fr")
    verdict = assess_dossier(read_dossier(cases()[0]["answers"]))
    paragraphs = letter(verdict, french, TODAY)
    page = Texts(as_html(paragraphs, "fr"))
    whole = "".join(page.texts)
    for one in paragraphs:
        for line in one.lines:
            assert line.partition("\n")[0] in whole
    assert not {"script", "img", "link", "iframe"} & set(page.names)


def test_the_command_writes_french_unless_asked_otherwise() -> None:
    def written(*arguments: str) -> tuple[int, str, str]:
        streams = memory_streams(environment={"LANG": "en_GB.UTF-8"})
        facts = ["--company-internship", "--course-in-country-of-residence"]
        facts += ["--course-leads-to", "diploma", "--course-school-or-university"]
        on = [] if "--on" in arguments else ["--on", "2018-03-01"]
        given = [one for one in facts if f"--no-{one[2:]}" not in arguments]
        code = main(["letter", *given, *on, *arguments], streams)
        return code, text_of(streams.stdout), text_of(streams.stderr)

    assert "Votre dossier est incomplet" in written()[1]
    assert "Your file is incomplete" in written("--lang", "en")[1]
    code, page, _ = written("--format", "html")
    assert code == 0
    assert page.startswith("<!doctype html>")
    for arguments, reason in (
        (("--nationality", "french"), "neither “stagiaire” nor"),
        (("--on", "2012-01-01"), "are not listed"),
        (("--vls-ts", "--on", "2018-03-01"), "There is nothing to ask for"),
        (("--no-company-internship",), "neither “stagiaire” nor"),
    ):
        code, nothing, error = written(*arguments)
        assert (code, nothing) == (2, "")
        assert reason in error
