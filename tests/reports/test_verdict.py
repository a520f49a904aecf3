"""The verdict as people read it: the same content in each form, harmless, and as a jurist checked.

The golden files are in ``tests/golden``. After a change that is meant, ``STAGIAIRE_GOLDEN=1 pytest
tests/test_reports.py`` writes them anew; read the difference before committing it.
"""

import json
import os
import re
from datetime import date
from html import unescape
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli import __version__, assess
from stagiaire_cli.console.forms import FORMATS
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.digest import RULES, article_text, compute
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.reports.verdict.json import verdict_object
from stagiaire_cli.reports.verdict.outline import outline
from stagiaire_cli.reports.verdict.render import render
from stagiaire_cli.reports.verdict.sentences import check, reasons_sentence
from stagiaire_cli.reports.verdict.summary import summary
from tests.conftest import SHARED, TESTS, cases
from tests.people.dossiers import ALL_OF_3, TURNS_ON_THE_READING
from tests.people.sessions import MET, PARTS
from tests.people.verdicts import NOT_SENT, plain, verdict_of
from tests.picture import PICTURE, draw

GOLDEN = TESTS / "golden"
SHOWN = ("C01", "C03", "C08", "C11", "C25", "C26", "C42", "C44", "C60", "C61", "C70")


@pytest.mark.parametrize("case", [c for c in cases() if c["id"] in SHOWN], ids=lambda c: c["id"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_verdict_reads_as_the_golden_file_says(case: dict[str, Any], lang: str) -> None:
    shown = render(verdict_of(case), "text", language(lang), 80, colour=False, part="all")
    shown = f"{case['says']}\n\n{shown}".replace(__version__, "(version)")
    shown = shown.replace(RULES.partition(":")[2][:12], "(digest)")
    file = GOLDEN / f"{case['id']}.{lang}.txt"
    if os.environ.get("STAGIAIRE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_rich_and_text_say_all_of_the_summary_and_of_the_outline(
    case: dict[str, Any], text: Language
) -> None:
    verdict = verdict_of(case)
    opening, content = summary(verdict, text), outline(verdict, text)
    rich = plain(render(verdict, "rich", text, 400, colour=True, part="all"))
    lines = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    said = [opening.title, *opening.frame, *(item.said for item in opening.items)]
    for sentence in (*said, *opening.closing):
        assert plain(sentence) in lines
        assert plain(sentence) in rich
    for section in content.sections:
        assert plain(section.title) in lines
        assert plain(section.title) in rich
        for item in section.items:
            assert plain(item.said) in lines
            for shown in [span.words for span in item.spans] or [item.text[:20]]:
                assert plain(shown) in rich


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_markdown_and_a_page_open_with_the_summary_and_say_all_of_the_outline(
    case: dict[str, Any], text: Language
) -> None:
    verdict = verdict_of(case)
    opening, content = summary(verdict, text), outline(verdict, text)
    markdown = render(verdict, "markdown", text, 80, colour=False)
    shown = re.sub(r"\\(.)", r"\1", markdown).splitlines()
    page = render(verdict, "html", text, 80, colour=False)
    body = re.sub(r"</?span[^>]*>", "", page.partition("<main>")[2])
    texts = unescape(re.sub(r"<[^>]*>", "\n", body)).splitlines()
    assert shown[0] == f"# {opening.title}"
    for sentence in (*opening.frame, *opening.closing):
        assert sentence in shown
        assert sentence in texts
    for item in opening.items:
        assert f"- {item.said}" in shown
        assert item.said in texts
    for section in content.sections:
        assert f"## {section.title}" in shown
        assert section.title in texts
        for item in section.items:
            assert f"- {item.said}" in shown
            assert item.said in texts


@pytest.mark.parametrize("form", ["rich", "text", "markdown", "html"])
def test_the_article_stands_in_a_verdict_where_it_is_quoted_and_the_code_applies(
    form: str, text: Language
) -> None:
    title = text("report.article")
    for facts, on, shown in (
        ({}, "2021-04-30", True),
        ({}, "2021-05-01", False),
        ({}, "2016-10-31", False),
        ({"nationality": "french"}, "2021-04-30", False),
    ):
        shown_now = render(assess(facts, on=on), form, text, 80, colour=False, part="all")
        assert (title in shown_now) is shown


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_the_article_is_wider_than_the_terminal(text: Language, width: int) -> None:
    for case in cases():
        for form in ("rich", "text"):
            shown = render(verdict_of(case), form, text, width, colour=False, part="all")
            assert max(map(len, shown.splitlines())) <= width


def test_a_page_fetches_nothing_runs_nothing_and_prints_on_paper(text: Language) -> None:
    page = render(verdict_of(cases()[0]), "html", text, 80, colour=False)
    assert f'<html lang="{text.code}">' in page
    assert "default-src 'none'" in page
    assert "@page { size: A4;" in page
    assert not re.search(r"https?:|<script|<img|<link|url\(|src=|@import", page)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_people_read_every_document_and_note_that_programs_do(
    case: dict[str, Any], text: Language
) -> None:
    verdict = verdict_of(case)
    content = json.loads(render(verdict, "json", text, 80, colour=False))
    lines = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    for part in ("missing", "held", "doubtful", "evidence"):
        for name in content["file"][part]:
            assert plain(text.document(name)) in lines
    for note in content["notes"]:
        assert plain(note["text"]) in lines
    for name in content["settled_by"]:
        assert plain(text.label(name)) in lines


@pytest.mark.parametrize(
    "on", ["2009-06-01", "2016-11-01", "2019-03-01", "2021-05-01", "2026-01-01"]
)
def test_every_check_finds_its_sentence_whatever_is_known(text: Language, on: str) -> None:
    """Each answer that a check tells apart, beside each of the others."""
    start, later = date(2018, 9, 1), date(2019, 5, 1)
    outcomes = set()
    for facts, extension, programme, sent, end, means in product(
        MET.values(),
        ("none", "first", "further", "unknown"),
        ("eu", "none", "unknown"),
        (None, date(2018, 5, 1), date(2018, 8, 1), date(2018, 8, 20)),
        (None, date(2018, 11, 30), date(2018, 12, 31), later),
        (None, 1, 5000),
    ):
        verdict = assess(
            {
                **facts,
                "course_vocational": True,
                "extension": extension,
                "cooperation_programme": programme,
                "internship_start": start,
                "internship_end": end,
                "convention_sent": sent,
                "convention_received": sent,
                "amendment_sent": sent,
                "amendment_received": sent,
                "monthly_means": means,
            },
            on=on,
        )
        outcomes |= set(verdict.checks)
    assert {one.result for one in outcomes} == {"ok", "fails", "unknown", "info"}
    for one in outcomes:
        sentence = check(one, text)
        assert sentence.endswith(".")
        assert "  " not in sentence


def test_without_colour_no_escape_is_written(text: Language) -> None:
    for form in FORMATS:
        assert "\x1b" not in render(assess({}), form, text, 80, colour=False)
    assert "\x1b" in render(assess({}), "rich", text, 80, colour=True)


def test_no_meaning_is_in_a_sign_alone(text: Language) -> None:
    shown = render(verdict_of(cases()[0]), "text", text, 80, colour=False, part="all")
    assert not re.search("[✓✗•~]", shown)


def test_json_can_be_written_in_ascii_without_changing_a_letter(text: Language) -> None:
    verdict = assess({})
    escaped = render(verdict, "json", text, 80, colour=False, escaped=True)
    assert escaped.isascii()
    assert json.loads(escaped) == json.loads(render(verdict, "json", text, 80, colour=False))


def test_json_has_the_keys_of_the_contract(french: Language) -> None:
    content = verdict_object(assess({"nationality": "other"}), french)
    assert list(content) == [
        "schema",
        "law",
        "status",
        "provisions",
        "settled_by",
        "open_readings",
        "file",
        "checks",
        "notes",
        "presumed",
        "readings",
        "today",
        "changes",
        "answers",
        "rules",
        "version",
    ]
    assert content["schema"] == "stagiaire/verdict/1"
    assert content["law"] == {
        "article": "R. 313-10-1",
        "on": "2021-04-30",
        "in_force": {"from": "2016-11-01", "to": "2021-04-30"},
    }


def test_a_reading_left_open_says_what_each_choice_gives(english: Language) -> None:
    [section, *_] = outline(assess(TURNS_ON_THE_READING), english).sections
    [item] = section.items
    assert "in the employer’s group (then not a stagiaire)" in item.said
    assert "“stagiaire ICT” card (then stagiaire)" in item.said


def test_the_article_kept_is_the_article() -> None:
    original = SHARED / "law" / "r313-10-1.txt"
    if not original.exists():
        pytest.skip("the project's own copy of the article is not beside this clone")
    assert article_text() == original.read_text(encoding="utf-8")


def test_every_quotation_is_in_the_article_and_in_its_own_paragraph() -> None:
    paragraphs = {line[:2]: line for line in article_text().splitlines() if line[1:2] == "°"}
    assert list(paragraphs) == ["1°", "2°", "3°"]
    quoted = 0
    for provision in assess({}).provisions:
        for reason in provision.conditions:
            assert reason.words
            assert reason.words in paragraphs[provision.number]
            quoted += 1
    assert quoted > 20


def test_the_digest_is_that_of_the_rules() -> None:
    """If not: ``python -m stagiaire_cli.law.digest`` writes the right one."""
    assert compute() == RULES


def test_the_picture_in_the_readme_is_what_the_program_draws_and_refers_to_nothing() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert drawn == draw()
    addresses = set(re.findall(r"https?://[^\"' <]+", drawn))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert "@font-face" not in drawn


def test_lines_break_at_spaces_and_never_at_a_no_break_space() -> None:
    assert wrap("un deux\N{NO-BREAK SPACE}: trois", 8) == ["un", "deux\N{NO-BREAK SPACE}:", "trois"]
    assert wrap("", 8) == [""]
    assert wrap("aa bb", 4, indent="  ") == ["aa", "  bb"]


def test_what_was_answered_outside_the_definition_is_shown(text: Language) -> None:
    verdict = assess({"request": "renewal"})
    shown = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    assert plain(text.label("request")) in shown
    assert plain(text.value("request", "renewal")) in shown
    assert FACT["request"].presumed == "first_card"


MOBILE: dict[str, object] = {
    "company_internship": False,
    "foreign_employee": True,
    "declared_training": True,
    "further_internship": True,
    "host_in_employer_group": True,
    "host_trades_with_employer": False,
    "hospital_internship": "none",
    "intra_group_posting": True,
    "eu_ict_permit": True,
    "group_seniority_months": 2,
    "internship_start": date(2024, 9, 1),
}


def test_a_reason_that_holds_more_answers_than_another_is_not_told_beside_it(
    text: Language,
) -> None:
    """In the Pacific or not, a public hospital is enough: the place adds nothing."""
    [third] = [one for one in assess(ALL_OF_3, on="2026-01-10").provisions if one.number == "3°"]
    assert len(third.reasons) > 1
    assert text.label("territory") not in reasons_sentence(third, text)


def test_the_headline_names_the_mobile_card_or_says_that_a_notice_is_enough(text: Language) -> None:
    facts = {**MOBILE, "internship_end": date(2025, 2, 28), "sufficient_means": True}
    longer = summary(assess(facts, on="2024-06-01"), text)
    assert longer.title == text("status.diverted.mobile") == "STAGIAIRE MOBILE ICT"
    facts = {**MOBILE, "internship_end": date(2024, 10, 30), "sufficient_means": False}
    verdict = assess(facts, on="2024-06-01")
    content = summary(verdict, text)
    assert content.title == text("status.diverted.notice_title")
    [sentence] = content.frame
    told = text("status.diverted.notice", article="R. 426-16", reserved="L. 421-31, R. 421-53")
    assert plain(sentence) == plain(told)
    said = [item.said for item in content.items]
    assert said[0] == text("report.no_card", why=text("report.no_card_why.short_mission"))
    assert said[1:] == [text("summary.steps.notice")]
    before = summary(assess(facts, on="2022-06-01"), text)
    assert text("report.today_status.notice") in " ".join(before.closing)
    assert text("status.diverted.notice_title") in outline(verdict, text).closing


def test_whoever_is_outside_for_nationality_reads_of_one_text(text: Language) -> None:
    verdict = assess({"nationality": "algerian"}, on="2010-05-01")
    shown = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    assert "L. 411-1" in shown
    assert "313" not in shown


CLINIC = {
    "territory": "new_caledonia",
    "hospital_internship": "private_nonprofit",
    "complementary_training": True,
    "training_recognised": True,
    "company_internship": False,
    "declared_training": False,
}


@pytest.mark.parametrize(
    ("on", "agreement", "state"),
    [
        ("2022-06-15", None, "not_met"),
        ("2022-06-15", True, "not_met"),
        ("2024-06-15", None, "undetermined"),
        ("2024-06-15", True, "undetermined"),
    ],
)
def test_the_hospital_of_a_pacific_internship_has_one_line_with_one_state(
    text: Language, on: str, agreement: object, state: str
) -> None:
    facts = CLINIC if agreement is None else {**CLINIC, "hospital_cooperation_agreement": agreement}
    sections = outline(assess(facts, on=on), text).sections
    lines = [item for section in sections if section.why for item in section.items]
    label = text.label("hospital_internship")
    hospital = [item.state for item in lines if item.state != "note" and label in item.text]
    assert hospital == [state]
    agreed = [item for item in lines if "R. 446-3 30°" in plain(item.said)]
    assert [item.state for item in agreed] == ["met"]


@pytest.mark.parametrize(
    ("territory", "origin"),
    [
        ("new_caledonia", "R. 446-3"),
        ("french_polynesia", "R. 445-3"),
        ("wallis_futuna", "R. 444-3"),
    ],
)
def test_who_stands_for_the_prefect_in_the_pacific_is_said_once(
    text: Language, territory: str, origin: str
) -> None:
    for facts in ({**MET["1°"], "territory": territory}, {**CLINIC, "territory": territory}):
        verdict = assess(facts, on="2024-06-15")
        shown = plain(render(verdict, "text", text, 80, colour=False, part="all"))
        said = plain(text(f"notes.prefect_of_{territory}"))
        assert shown.count(said) == 1
        assert f"{said} ({origin})" in shown
    for other in ({**MET["1°"]}, {**MET["1°"], "territory": "covered"}):
        names = [note.name for note in assess(other, on="2024-06-15").notes]
        assert not [name for name in names if name.startswith("prefect_of_")]


def test_the_reasons_of_a_result_are_numbered_as_they_are_shown(english: Language) -> None:
    facts = {**MET["1°"], "company_internship": False, "course_leads_to": "nothing"}
    [first, *_] = [one for one in assess(facts).provisions if one.result == "not_met"]
    assert [ground.number for ground in first.reasons] != [1, 2]
    said = reasons_sentence(first, english)
    assert "(1)" in said
    assert "(2)" in said
    assert "(3)" not in said


def test_a_minor_is_told_of_the_visa_unless_the_stay_is_short(text: Language) -> None:
    visa = text("summary.not_needed.minor")
    minor = {**MET["1°"], "adult": False}
    said = [item.said for item in summary(assess(minor, on="2024-06-01"), text).items]
    assert visa in said
    short = {**minor, "internship_start": date(2024, 7, 1), "internship_end": date(2024, 8, 31)}
    said = [item.said for item in summary(assess(short, on="2024-06-01"), text).items]
    assert visa not in said


def test_the_translator_is_the_one_of_the_day(french: Language) -> None:
    facts = {**MET["1°"], "documents_in_french": False}
    for on, title in (("2018-06-15", "agréé"), ("2022-06-15", "assermenté")):
        notes = [french(f"notes.{one.name}") for one in assess(facts, on=on).notes]
        assert [note for note in notes if "traducteur" in note and title in note]
        assert len([note for note in notes if "traducteur" in note]) == 1
    assert "agréé" not in french.document("certified_translation")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"adult": False}, "minor"),
        ({"vls_ts": True}, "vls_ts"),
        (
            {"internship_start": date(2019, 7, 1), "internship_end": date(2019, 9, 30)},
            "short_stay",
        ),
    ],
)
def test_a_sentence_at_the_top_says_that_no_card_is_needed(
    text: Language, more: dict[str, object], why: str
) -> None:
    content = summary(assess({**MET["1°"], **more}, on="2019-05-01"), text)
    said = text("report.no_card", why=text(f"report.no_card_why.{why}"))
    assert said == content.items[0].said


def test_an_answer_that_no_condition_shows_is_among_the_others(text: Language) -> None:
    facts = {**MOBILE, "internship_end": date(2024, 10, 30), "sufficient_means": False}
    verdict = assess(facts, on="2024-06-01")
    shown = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    others = shown.partition(plain(text("report.others")))[2]
    assert plain(text.label("sufficient_means")) in others


def test_what_must_be_done_by_a_day_is_told_at_the_top_and_in_json(french: Language) -> None:
    verdict = assess(NOT_SENT, on="2026-09-01")
    shown = plain(render(verdict, "text", french, 80, colour=False))
    act = "faire envoyer la convention au préfet."
    assert f"À faire au plus tard le 1er janvier 2027 (dans 122 jours) : {act}" in shown
    open_facts = {**NOT_SENT, "course_leads_to": "unknown"}
    undetermined = assess(open_facts, on="2026-09-01")
    shown = plain(render(undetermined, "text", french, 80, colour=False))
    assert (
        "Si le 1° est rempli, à faire au plus tard le 1er janvier 2027 (dans 122 jours) :" in shown
    )
    for found, if_met in ((verdict, False), (undetermined, True)):
        checks = verdict_object(found, french)["checks"]
        assert isinstance(checks, list)
        [sent] = [one for one in checks if one["check"] == "sent_in_time"]
        assert (sent["if_met"], sent["act_by"]) == (if_met, "2027-01-01")
        assert {one["act_by"] for one in checks if one is not sent} == {None}


def test_what_is_not_sent_in_time_is_told_as_not_done(french: Language) -> None:
    late = assess({**NOT_SENT, "internship_start": date(2026, 10, 1)}, on="2026-09-01")
    [sent] = [one for one in late.checks if one.check == "sent_in_time"]
    said = plain(check(sent, french))
    assert said == "à envoyer au plus tard le 1er août 2026, trop tard. Ce n’est pas encore fait."


def test_open_checks_are_named_and_change_no_exit_code(french: Language) -> None:
    from stagiaire_cli.cli.exits import exit_of

    asked = assess(MET["1°"], on="2024-09-01").file
    verdict = assess(MET["1°"], (*asked.missing, *asked.doubtful), on="2024-09-01")
    assert verdict.file.on_delivery == ("tax_and_stamp_duty",)
    assert verdict.open_checks
    assert exit_of(verdict) == 0
    said = [plain(item.said) for item in summary(verdict, french).items]
    assert any(one.startswith("Reste à vérifier :") for one in said)
    late = {**NOT_SENT, "course_leads_to": "unknown", "internship_start": date(2026, 10, 1)}
    undetermined = assess(late, on="2026-09-01")
    assert any(one.result == "fails" and one.if_met for one in undetermined.checks)
    assert exit_of(undetermined) == 4


@pytest.mark.parametrize(
    ("on", "told"),
    [("2021-04-30", True), ("2021-05-01", True), ("2022-12-31", True), ("2023-01-01", False)],
)
def test_todays_version_is_told_wherever_it_is_another(text: Language, on: str, told: bool) -> None:
    shown = plain(render(assess(MET["1°"], on=on), "text", text, 80, colour=False))
    assert (plain(text.date(date(2026, 4, 3))) in shown) is told


def test_days_that_contradict_each_other_are_both_named(text: Language) -> None:
    days = {"internship_start": date(2019, 7, 1), "internship_end": date(2019, 6, 30)}
    verdict = assess({**MET["1°"], **days}, on="2019-05-01")
    shown = plain(render(verdict, "text", text, 80, colour=False, part="all"))
    both = text.listed(map(text.label, days))
    assert plain(text("notes.days_contradict", facts=both)) in shown


def test_no_sentence_of_a_verdict_has_a_word_that_a_jurist_strikes(french: Language) -> None:
    for case in cases():
        shown = plain(render(verdict_of(case), "text", french, 80, colour=False, part="all"))
        assert not re.search("douteu|refusée|sans objet|situations complètes", shown)


def test_the_counts_of_what_is_proved_are_those_of_the_tests() -> None:
    said = (Path(TESTS) / "README.md").read_text(encoding="utf-8")
    sessions = sum(sum(part.counts) for part in PARTS.values())
    definition = [fact for fact in FACT.values() if fact.group == "definition"]
    assignments = prod(len(fact.values) for fact in definition)
    for count in (sessions, assignments):
        assert f"{count:,}".replace(",", " ") in said


def test_what_is_open_and_decides_nothing_is_told_as_in_the_article_not_needed(
    text: Language,
) -> None:
    facts = {
        **MOBILE,
        "eu_ict_permit": False,
        "higher_education_degree": True,
        "sufficient_means": True,
        "resides_outside_eu": True,
    }
    for on in ("2020-04-15", "2022-06-15"):
        content = outline(assess(facts, on=on), text)
        [second] = [one for one in content.sections if one.why and one.title.startswith("2°")]
        assert "undetermined" not in {item.state for item in second.items}
        [spent] = [item for item in second.items if item.state == "not_needed"]
        assert text.label("host_in_employer_group") in spent.said


def test_nobody_is_asked_when_something_was_received_that_is_not_sent(text: Language) -> None:
    received = text.label("convention_received")
    for facts, asked in ((NOT_SENT, False), ({**NOT_SENT, "convention_sent": "unknown"}, True)):
        said = [item.said for item in summary(assess(facts, on="2026-09-01"), text).items]
        assert any(received in one for one in said) is asked
