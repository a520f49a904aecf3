"""The letter: it asks for every document that is missing or doubtful, and for no other."""

import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.cli.main import main
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.documents import DOCUMENT_IDS, ON_DELIVERY
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.letter import LetterPart, as_html, as_markdown, as_text, letter
from stagiaire_cli.reports.verdict.outline import outline
from stagiaire_cli.reports.verdict.summary import summary
from tests.conftest import TESTS, cases, memory_streams, text_of
from tests.people.sessions import MET
from tests.people.verdicts import verdict_of

TODAY = Head(day=date(2026, 11, 23))
FILLED = Head("2026-75-00123", "Mme Ana Öztürk", "M. Paul Dupont, bureau 12", TODAY.day)
CASE = {case["id"]: case for case in cases()}
GOLDEN = [
    ("C08", FILLED),
    ("C11", TODAY),
    ("C25", FILLED),
    ("C42", TODAY),
    ("C44", FILLED),
    ("S11", FILLED),
    ("S21", FILLED),
]
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


def plain(parts: tuple[LetterPart, ...]) -> str:
    """The letter on lines of any length, with plain spaces."""
    whole = "\n".join(line for one in parts for line in one.lines)
    return whole.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("name", "head"), GOLDEN)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_letter_reads_as_the_golden_file_says(name: str, head: Head, lang: str) -> None:
    """``STAGIAIRE_GOLDEN=1`` writes them anew; read the difference before committing it."""
    shown = as_text(letter(verdict_of(CASE[name]), language(lang), head), 80)
    file = TESTS / "golden" / f"letter-{name}.{lang}.txt"
    if os.environ.get("STAGIAIRE_GOLDEN"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_it_asks_for_what_is_missing_or_doubtful_and_nothing_else(
    case: dict[str, Any], text: Language
) -> None:
    verdict = verdict_of(case)
    wanted = [*verdict.file.missing, *verdict.file.doubtful]
    assert ON_DELIVERY.isdisjoint(wanted)
    if verdict.status not in ("qualifies", "diverted") or not wanted:
        with pytest.raises(UsageProblemError):
            letter(verdict, text, TODAY)
        return
    parts = letter(verdict, text, TODAY)
    asked = [line for one in parts if one.name == "documents" for line in one.lines]
    assert len(asked) == len(wanted)
    for name in wanted:
        [line] = (line for line in asked if line.startswith(f"{text.document(name)} ("))
        assert verdict.file.articles[name].split(",")[0].replace(" ", "\N{NO-BREAK SPACE}") in line
    for name in set(DOCUMENT_IDS) - set(wanted):
        assert not any(line.startswith(f"{text.document(name)} ") for line in asked)


def test_its_parts_are_in_the_order_of_a_french_letter() -> None:
    verdict = verdict_of(CASE["C25"])
    parts = [one.name for one in letter(verdict, language("fr"), TODAY)]
    assert parts == [
        "sender",
        "recipient",
        "place",
        "reference",
        "subject",
        "greeting",
        "examined",
        "missing",
        "documents",
        "doubtful_one",
        "documents",
        "deadline",
        "silence",
        "closing",
        "signature",
    ]
    assert letter(verdict, language("en"), TODAY)[0].name == "translation"


def test_it_names_the_card_and_the_day() -> None:
    verdict = verdict_of(CASE["C25"])
    assert verdict.cards == ("ICT",)
    whole = plain(letter(verdict, language("fr"), TODAY))
    assert "carte de séjour « stagiaire ICT »" in whole
    assert "le 23 novembre 2026" in whole
    assert "article L. 313-7-2 du code" in whole


def test_an_application_that_is_not_complete_yet_has_no_day_of_filing() -> None:
    facts = {**MET["1°"], "application_complete": "not_yet"}
    whole = plain(letter(assess(facts, on="2018-05-15"), language("fr"), TODAY))
    assert "déposée le [date], est examinée" in whole
    assert "dans sa rédaction en vigueur le 15 mai 2018" in whole


def test_it_has_the_head_that_is_given_and_leaves_the_rest_to_be_filled_in(text: Language) -> None:
    verdict = verdict_of(CASE["C08"])
    given = Head("2026-17", "Mme Öztürk", "M. Dupont", date(2026, 3, 1))
    whole = plain(letter(verdict, text, given))
    assert [one for one in ("2026-17", "Mme Öztürk", "M. Dupont") if one not in whole] == []
    assert text.date(date(2026, 3, 1)).replace("\N{NO-BREAK SPACE}", " ") in whole
    for empty in (Head(), Head("", " ", "\n")):
        blank = plain(letter(verdict, text, empty))
        for name in ("ref", "applicant", "agent", "day"):
            path = f"letter.blank.{name}"
            assert text(path) in blank
            assert name == "day" or text(path) not in whole


def test_a_day_of_filing_that_is_given_is_written(text: Language) -> None:
    blank = text("letter.blank.day")
    filed = assess(MET["1°"], on="2018-05-15")
    whole = plain(letter(filed, text, TODAY))
    assert text.date(date(2018, 5, 15)).replace("\N{NO-BREAK SPACE}", " ") in whole
    assert blank not in whole
    whole = plain(letter(assess(MET["1°"]), text, TODAY))
    assert blank in whole
    assert text.date(date(2021, 4, 30)).replace("\N{NO-BREAK SPACE}", " ") in whole


@pytest.mark.parametrize(
    ("on", "delay", "origin"),
    [
        ("2019-02-28", "4 mois", "R.* 311-12, R. 311-12-1"),
        ("2019-03-01", "90 jours", "R. 313-10-2 II"),
        ("2021-05-01", "90 jours", "R. 426-17"),
    ],
)
def test_it_says_what_follows_from_silence_under_the_text_of_the_day(
    on: str, delay: str, origin: str
) -> None:
    parts = letter(assess({**MET["2°"], **MET["3°"]}, on=on), language("fr"), TODAY)
    [silence] = (one for one in parts if one.name == "silence")
    said = plain((silence,))
    assert f"pendant {delay} à compter du jour où votre dossier est complet" in said
    assert f"rejetée ({origin})" in said


@pytest.mark.parametrize(
    ("on", "told"),
    [("2019-12-12", False), ("2019-12-13", True), ("2020-06-23", True), ("2020-06-24", False)],
)
def test_it_says_of_the_days_of_2020_that_the_period_does_not_run_on_them(
    on: str, told: bool, french: Language
) -> None:
    """Ninety days from 13 December 2019 end on 12 March 2020, the first of those days."""
    parts = letter(assess(MET["2°"], on=on), french, TODAY)
    said = [plain((one,)) for one in parts if one.name == "suspension"]
    assert bool(said) is told
    assert all("ordonnance n° 2020-306, art. 1 et 7" in one for one in said)


def test_a_document_that_an_answer_settles_comes_with_its_question() -> None:
    facts = {**MET["1°"], "documents_in_french": "unknown"}
    whole = plain(letter(assess(facts, on="2018-05-15"), language("fr"), TODAY))
    assert "merci de répondre à cette question : Vos documents sont-ils tous en français ?" in whole
    assert "dépend de" not in whole


def test_a_question_that_settles_several_documents_is_asked_once_before_them() -> None:
    facts = {**MET["1°"], "vls_ts": "unknown", "documents_in_french": "unknown"}
    verdict = assess(facts, on="2018-05-15")
    parts = letter(verdict, language("fr"), TODAY)
    names = [one.name for one in parts]
    first = names.index("doubtful_one")
    assert names[first : first + 4] == ["doubtful_one", "documents", "one_answer", "documents"]
    assert plain(parts).count("Avez-vous un visa de long séjour") == 1
    assert len(parts[first + 1].lines) == 1
    assert len(parts[first + 3].lines) == len(verdict.file.doubtful) - 1


@pytest.mark.parametrize(("on", "told"), [("2018-05-15", False), ("2024-09-01", True)])
def test_the_annex_is_named_where_a_document_is_one_of_its_list(on: str, told: bool) -> None:
    whole = plain(letter(assess(MET["1°"], on=on), language("fr"), TODAY))
    assert ("l’annexe" in whole) is told
    assert ("annexe 10" in whole) is told


def test_what_the_list_asks_of_a_document_is_said_beside_it() -> None:
    whole = plain(letter(assess(MET["1°"], on="2024-09-01"), language("fr"), TODAY))
    assert "attestation de qui vous héberge ; il doit dater de moins de six mois" in whole
    assert "six mois" not in plain(
        letter(assess(MET["1°"], on="2018-05-15"), language("fr"), TODAY)
    )


def test_it_sends_nobody_to_ask_the_prefecture_that_signs_it(text: Language) -> None:
    for number, facts in MET.items():
        verdict = assess({**facts, "request": "renewal"} if number == "1°" else facts)
        whole = plain(letter(verdict, text, TODAY))
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
    assert duty not in plain(letter(verdict, text, TODAY))


def test_there_is_no_letter_for_what_is_due_on_delivery_alone(text: Language) -> None:
    asked = assess(MET["1°"], on="2024-09-01").file
    verdict = assess(MET["1°"], (*asked.missing, *asked.doubtful), on="2024-09-01")
    assert (verdict.file.result, len(verdict.file.on_delivery)) == ("complete", 1)
    with pytest.raises(UsageProblemError):
        letter(verdict, text, TODAY)


def test_a_letter_has_no_word_of_the_program(text: Language) -> None:
    for case in cases():
        verdict = verdict_of(case)
        if verdict.status in ("qualifies", "diverted") and verdict.file.missing:
            whole = plain(letter(verdict, text, TODAY))
            assert not re.search(r"[a-z]_[a-z]|--\w|None|provision", whole)


def test_every_form_says_the_same() -> None:
    parts = letter(verdict_of(CASE["C25"]), language("fr"), FILLED)
    page = Texts(as_html(parts, "fr"))
    whole = " ".join("".join(page.texts).split())
    markdown = as_markdown(parts).replace("\\", "")
    for one in parts:
        for line in one.lines:
            assert " ".join(line.split()) in whole
            assert line in markdown
    assert not {"script", "img", "link", "iframe"} & set(page.names)


def test_the_formula_and_the_signature_are_kept_together_on_a_page() -> None:
    page = as_html(letter(verdict_of(CASE["C08"]), language("fr"), TODAY), "fr")
    end = page.partition('<div class="end">')[2].partition("</div>")[0]
    assert re.findall('class="(.*?)"', end) == ["closing", "signature"]
    assert re.search(r"\.end \{[^}]*break-inside: avoid", page)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_text_keeps_to_the_width(width: int, text: Language) -> None:
    shown = as_text(letter(verdict_of(CASE["C25"]), text, FILLED), width)
    assert max(map(len, shown.splitlines())) <= min(width, 80)


HOSTILE = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "left\u202eright",
    "zero\u200bwidth",
    "one\r\ntwo\u2028three",
    "<script>alert(1)</script>",
    '"><img src=x onerror=y>',
    "**bold** [a](b) `c` &lt;",
    "# title",
    "1. one",
    "- one",
    "===",
    "half \ud800",
    "{0} {applicant} %s",
    "x" * 10_000,
    "\N{NO-BREAK SPACE}" * 10_000 + "x",
)


@pytest.mark.parametrize("nasty", HOSTILE, ids=lambda nasty: ascii(nasty[:12]))
def test_nothing_in_the_head_acts_in_any_form(nasty: str) -> None:
    parts = letter(verdict_of(CASE["C08"]), language("fr"), Head(nasty, nasty, nasty))
    forms = as_text(parts, 80), as_markdown(parts), as_html(parts, "fr")
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800]", "".join(forms)
    )
    for form in forms:
        assert len(form) < 12_000
        form.encode()
    text, markdown, page = forms
    usual = letter(verdict_of(CASE["C08"]), language("fr"), TODAY)
    assert Texts(page).names == Texts(as_html(usual, "fr")).names
    assert markdown.count("\n\n") == as_markdown(usual).count("\n\n")
    [line] = (one for one in markdown.split("\n\n") if one.endswith("Adresse\\]"))
    assert not re.match(r"\d+[.)]|[-+=#>*_`~]", line)
    assert not re.search(r"(?<!\\)[<>*`\[#&]", line)
    assert "{0}" not in nasty or "{0} {applicant} %s" in text


def test_the_name_of_the_output_chooses_the_form(tmp_path: Path) -> None:
    given = ["letter", "--quiet", "--company-internship", "--course-in-country-of-residence"]
    given += ["--course-leads-to", "diploma", "--course-school-or-university"]
    for name, start in (("a.md", "\\["), ("a.html", "<!doctype"), ("a.txt", "["), ("-", "[")):
        file = tmp_path / name
        streams = memory_streams(terminal=True)
        output = "-" if name == "-" else str(file)
        assert main([*given, "--output", output], streams) == 0
        content = text_of(streams.stdout) if name == "-" else file.read_text(encoding="utf-8")
        assert content.startswith(start)


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
    for form, start in (
        ("text", "[Préfecture"),
        ("markdown", "\\[Préfecture"),
        ("html", "<!doctype html>"),
    ):
        code, shown, _ = written("--format", form)
        assert (code, shown.startswith(start)) == (0, True)
    for arguments, reason in (
        (("--nationality", "french"), "neither “stagiaire” nor"),
        (("--on", "2012-01-01"), "are not listed"),
        (("--vls-ts", "--on", "2018-03-01"), "There is nothing to ask for"),
        (("--no-company-internship",), "neither “stagiaire” nor"),
    ):
        code, nothing, error = written(*arguments)
        assert (code, nothing) == (2, "")
        assert reason in error


def test_a_letter_from_the_pacific_is_not_one_of_a_prefecture(french: Language) -> None:
    for territory, prefect in (("covered", True), ("new_caledonia", False)):
        parts = letter(
            assess({**MET["1°"], "territory": territory}, on="2024-06-15"), french, TODAY
        )
        assert ("préf" in plain(parts).casefold()) is prefect
