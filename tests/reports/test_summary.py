"""The short verdict: one screen, which leaves out nothing that somebody has to do or to bring."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.reports.letter import why_none
from stagiaire_cli.reports.verdict.outline import outline
from stagiaire_cli.reports.verdict.render import render
from stagiaire_cli.reports.verdict.sentences import finding, note
from stagiaire_cli.reports.verdict.summary import conclusion, summary
from tests.conftest import cases
from tests.people.dossiers import ALL_OF_1, TURNS_ON_THE_READING
from tests.people.sessions import MET
from tests.people.verdicts import NOT_SENT, plain, verdict_of

LINES = 24
# The cases whose short verdict is longer, and why: none.
LONGER: dict[str, str] = {}
GREEN = "\x1b[32m"
BOLD_GREEN = "\x1b[1;32m"


def short(verdict: Verdict, form: str, text: Language, width: int = 80) -> str:
    more = text("summary.details_option")
    return render(verdict, form, text, width, colour=False, more=more)


@pytest.mark.parametrize("form", ["rich", "text"])
@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_short_verdict_is_one_screen(case: dict[str, Any], form: str, text: Language) -> None:
    lines = short(verdict_of(case), form, text).splitlines()
    assert (len(lines) > LINES) is (case["id"] in LONGER)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("width", [40, 120])
def test_no_line_of_a_short_verdict_is_wider_than_the_terminal(width: int, text: Language) -> None:
    for case in cases():
        for form in ("rich", "text"):
            shown = short(verdict_of(case), form, text, width)
            assert max(map(len, shown.splitlines())) <= width, case["id"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_it_names_every_document_check_and_day(case: dict[str, Any], text: Language) -> None:
    verdict = verdict_of(case)
    shown = plain(short(verdict, "text", text))
    for named in must_be_named(verdict, text):
        assert plain(named) in shown


@pytest.mark.parametrize(
    ("on", "facts", "told"),
    [
        ("2011-09-07", MET["3°"], True),
        ("2011-09-08", MET["3°"], False),
        ("2011-09-07", {**MET["3°"], "training_recognised": False}, False),
        ("2011-09-07", MET["1°"], False),
        ("2011-09-07", {"hospital_internship": "public"}, True),
        ("2011-09-07", {}, False),
    ],
)
def test_an_alternative_that_the_text_did_not_have_yet_is_told_to_whom_it_may_concern(
    on: str, facts: dict[str, object], told: bool, text: Language
) -> None:
    sentence = text("summary.came_later", number="3°", since=text.date(date(2011, 9, 8)))
    frame = summary(assess(facts, on=on), text).frame
    assert (sentence in frame) is told


def test_its_conclusion_is_the_status_what_is_missing_and_what_to_do(text: Language) -> None:
    for case in cases():
        verdict = verdict_of(case)
        content = summary(verdict, text)
        title, *needed = conclusion(verdict, text)
        assert title == text("summary.verdict", title=content.title), case["id"]
        assert needed == [item.said for item in content.items if item.said in needed], case["id"]
        shown = plain(" ".join(needed))
        for missing in verdict.file.missing:
            assert plain(text.document(missing)) in shown, case["id"]
        for one in verdict.checks:
            assert one.act_by is None or plain(text.date(one.act_by)) in shown, case["id"]
        for item in content.items:
            assert item.state != "change" or item.said in needed, case["id"]


def must_be_named(verdict: Verdict, text: Language) -> Iterator[str]:
    """What a person may not miss, whatever else is left to the details."""
    yield from map(text.document, verdict.file.missing)
    if verdict.status in ("qualifies", "diverted"):
        yield from map(text.document, (*verdict.file.doubtful, *verdict.file.on_delivery))
    for one in verdict.checks:
        if one.result == "fails":
            yield from (finding(one, text).rstrip("."), article(one.article))
        if one.act_by is not None:
            yield from (text.date(one.act_by), text(f"checks.{one.check}.act"))
    yield from (
        text(f"checks.{name}.label") for name in {*verdict.failed_checks, *waiting(verdict)}
    )
    yield from map(text.label, verdict.settled_by)
    yield article(verdict.law.article) if verdict.status != "out_of_scope" else ""
    yield text("report.not_a_decision")


def waiting(verdict: Verdict) -> Iterator[str]:
    """The open checks but those told as something to do by a day."""
    acting = {one.check for one in verdict.checks if one.act_by}
    return (name for name in verdict.open_checks if name not in acting)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_green_is_used_only_where_nothing_fails_or_lacks(
    case: dict[str, Any], text: Language
) -> None:
    verdict = verdict_of(case)
    shown = render(verdict, "rich", text, 80, colour=True)
    page = summary(verdict, text)
    lacks = verdict.file.missing or verdict.file.doubtful or verdict.failed_checks
    if lacks or verdict.status != "qualifies":
        assert page.state != "qualifies"
        assert GREEN not in shown
        assert BOLD_GREEN not in shown
    elif verdict.file.result in ("complete", "not_needed"):
        assert GREEN in shown


def test_a_complete_file_is_not_green_beside_a_check_that_fails(text: Language) -> None:
    late = {**MET["1°"], "internship_start": "2019-06-01", "convention_sent": "2019-05-02"}
    asked = assess(late, on="2019-05-03").file
    verdict = assess(late, (*asked.missing, *asked.doubtful), on="2019-05-03")
    assert verdict.file.result == "complete"
    assert verdict.failed_checks == ("sent_in_time",)
    assert GREEN not in render(verdict, "rich", text, 80, colour=True)


@pytest.mark.parametrize(
    ("on", "filed", "told"),
    [(None, None, False), ("2019-05-03", None, True), ("2019-05-03", "not_yet", False)],
)
def test_where_a_day_is_given_the_step_is_also_for_who_has_filed_on_it(
    on: str | None, filed: str | None, told: bool, text: Language
) -> None:
    facts = MET["1°"] | ({"application_complete": filed} if filed else {})
    missing = summary(assess(facts, on=on), text)
    said = text("summary.steps.if_filed.gather")
    assert any(said in item.said for item in missing.items) is told
    asked = assess(facts, on=on).file
    complete = summary(assess(facts, (*asked.missing, *asked.doubtful), on=on), text)
    until = text(
        "summary.steps.if_filed.file_until",
        on=text.date(date(2019, 5, 3)),
        day=text.date(date(2019, 8, 1)),
    )
    assert any(until in item.said for item in complete.items) is told


def test_days_that_contradict_each_other_are_told_at_once(text: Language) -> None:
    facts = {**MET["1°"], "internship_start": "2027-03-01", "internship_end": "2027-02-01"}
    verdict = assess(facts, on="2026-11-28")
    disorder = verdict.note("days_contradict")
    assert disorder
    assert note(disorder, text) in [item.said for item in summary(verdict, text).items]


def test_a_document_that_an_answer_settles_is_named_before_the_definition_is_settled(
    text: Language,
) -> None:
    facts = {**MET["1°"], "course_leads_to": "unknown", "documents_in_french": "unknown"}
    verdict = assess(facts, on="2018-05-15")
    assert verdict.status == "undetermined"
    said = text("summary.doubtful_if_met", documents=text.document("certified_translation"))
    assert said in [item.said for item in summary(verdict, text).items]


@pytest.mark.parametrize(("on", "told"), [("2026-04-03", False), ("2026-04-04", True)])
def test_up_to_when_the_texts_were_read_is_told_of_a_day_beyond(
    on: str, told: bool, text: Language
) -> None:
    closing = " ".join(summary(assess(MET["1°"], on=on), text).closing)
    assert (text.date(date(2026, 4, 3)) + ")" in closing) is told


def test_it_counts_neither_documents_nor_situations(text: Language) -> None:
    counted = re.compile(r"\b\d+ (documents?|pièces?|papers?|situations?|combinaisons?)\b")
    for case in cases():
        assert not counted.search(plain(short(verdict_of(case), "text", text))), case["id"]


def test_the_details_are_not_in_it(text: Language) -> None:
    """The alternatives not met, the article part by part, the concordance, the notes."""
    for case in cases():
        verdict = verdict_of(case)
        shown = plain(short(verdict, "text", text))
        # Days that contradict each other are to be checked at once.
        disorder = verdict.note("days_contradict")
        told = plain(note(disorder, text)) if disorder else ""
        for section in outline(verdict, text).sections:
            if section.title in (text("report.notes"), text("report.concordance")):
                besides = [one for one in section.items if plain(one.said) != told]
                assert not [item for item in besides if plain(item.said) in shown]
        assert plain(text("report.article")) not in shown


def test_of_an_undetermined_verdict_each_question_says_who_can_tell(text: Language) -> None:
    verdict = assess({"nationality": "other"})
    shown = plain(short(verdict, "text", text))
    assert verdict.settled_by
    for name in verdict.settled_by:
        assert (
            plain(text("summary.ask", label=text.label(name), who=text(f"facts.{name}.who")))
            in shown
        )


@pytest.mark.parametrize(
    ("on", "left"),
    [("2027-01-01", "(aujourd’hui)"), ("2026-12-31", "(demain)"), ("2026-12-30", "(dans 2 jours)")],
)
def test_a_day_says_how_many_are_left(on: str, left: str, french: Language) -> None:
    shown = plain(short(assess(NOT_SENT, on=on), "text", french))
    assert f"au plus tard le 1er janvier 2027 {left} :" in shown


def test_alternatives_that_fail_by_other_amounts_are_each_told(french: Language) -> None:
    poor = {**MET["2°"], **ALL_OF_1, "monthly_means": "500"}
    verdict = assess(poor, on="2019-05-01")
    amounts = [one for one in verdict.checks if one.check == "means" and one.result == "fails"]
    assert len(amounts) == 2
    shown = plain(short(verdict, "text", french))
    for one in amounts:
        assert plain(finding(one, french).rstrip(".")) in shown


def test_what_would_fail_is_told_with_the_alternatives_it_would_fail_under(
    french: Language,
) -> None:
    late = {
        **NOT_SENT,
        "course_leads_to": "unknown",
        "internship_start": date(2026, 10, 1),
    }
    shown = plain(short(assess(late, on="2026-09-01"), "text", french))
    assert "Si le 1° est rempli – Non conforme – envoi de la convention :" in shown


def test_only_the_summary_only_the_reasons_or_all(text: Language) -> None:
    verdict = verdict_of(cases()[0])
    for form in ("text", "rich"):
        parts = {
            part: plain(render(verdict, form, text, 80, colour=False, part=part))
            for part in ("short", "all", "why")
        }
        assert parts["all"].startswith(parts["short"])
        assert plain(text("report.held")) in parts["all"]
        assert plain(text("report.held")) not in parts["short"] + parts["why"]
        # Why each alternative is met or not, and nothing else.
        for provision in verdict.provisions:
            assert f"{provision.number} {text(f'results.{provision.result}')}" in parts["why"]


FILED_3 = {
    "nationality": "other",
    "hospital_internship": "public",
    "complementary_training": True,
    "training_recognised": True,
    "hospital_cooperation_agreement": True,
    "application_complete": "2020-04-01",
    "request": "first_card",
}


def test_what_is_filed_is_not_to_be_filed_again(french: Language) -> None:
    shown = plain(short(assess(FILED_3, on="2020-04-10"), "text", french))
    assert "déposer la demande" not in shown.casefold()
    assert "Remettre à la préfecture ce qui manque" in shown
    held = assess(FILED_3, on="2020-04-10").file.missing
    shown = plain(short(assess(FILED_3, held, on="2020-04-10"), "text", french))
    assert "Attendre la décision : sans réponse au 22 septembre 2020" in shown


def test_where_the_text_and_no_answer_is_lacking_the_frame_says_so(english: Language) -> None:
    facts = {"nationality": "other", "territory": "new_caledonia", "company_internship": False}
    facts |= {"declared_training": False, "hospital_internship": "private_nonprofit"}
    facts |= {"complementary_training": True, "training_recognised": True}
    verdict = assess(facts, on="2026-11-28")
    assert (verdict.status, verdict.settled_by) == ("undetermined", ())
    assert "The texts read do not say whether" in plain(short(verdict, "text", english))


def test_a_day_that_is_past_is_no_step(french: Language) -> None:
    begun = {"internship_start": "2022-07-01", "internship_end": "2022-12-15"}
    facts = {**begun, "company_internship": True, "course_in_country_of_residence": True}
    facts |= {"course_leads_to": "diploma", "course_school_or_university": True}
    facts |= {"nationality": "other", "request": "first_card", "convention_sent": "2022-06-01"}
    facts["cooperation_programme"] = "none"
    shown = plain(short(assess(facts, on="2022-10-15"), "text", french))
    assert "ont pris fin le 1er septembre 2022" in shown
    assert "début plus tardif" not in shown
    shown = plain(short(assess(facts, on="2022-06-15"), "text", french))
    assert "au plus tard le 1er septembre 2022" in shown
    assert "début plus tardif" in shown


GROUP_OF_2024 = {
    **dict.fromkeys(("foreign_employee", "further_internship", "host_in_employer_group"), True),
    **dict.fromkeys(("company_internship", "declared_training"), False),
    "host_trades_with_employer": False,
    "hospital_internship": "none",
}
ICT_OF_2024 = {
    **GROUP_OF_2024,
    **dict.fromkeys(("higher_education_degree", "sufficient_means"), True),
    **dict.fromkeys(("resides_outside_eu", "intra_group_posting"), True),
    "group_seniority_months": 8,
}


def test_a_card_that_is_not_renewed_is_not_applied_for(text: Language) -> None:
    facts = {**ICT_OF_2024, "request": "renewal"}
    renewed = assess(facts, on="2024-06-01")
    assert text("summary.steps.gather") not in short(renewed, "text", text, 400)
    assert plain(text("notes.not_renewable")) in plain(short(renewed, "text", text, 400))
    assert why_none(renewed) == "no_letter_renewal"
    assert not why_none(assess({**facts, "request": "first_card"}, on="2024-06-01"))


def test_the_card_that_is_still_possible_comes_before_another_way(english: Language) -> None:
    shown = plain(short(assess(GROUP_OF_2024, on="2024-06-01"), "text", english, 400))
    first = shown.index("1. Give, as the “stagiaire ICT” card")
    assert "months of seniority in the group" in shown[first : shown.index("2. ")]


def test_an_agreement_stands_first_and_an_amount_of_practice_is_told_as_one(
    english: Language,
) -> None:
    facts = {**MET["2°"], "nationality": "agreement_state", "monthly_means": 100}
    shown = plain(short(assess(facts, on="2024-06-01"), "text", english, 400))
    assert shown.index("Subject to the circulation and residence agreement") < shown.index("2° met")
    assert "Not in line with practice – means" in shown
    before = plain(short(assess(facts, on="2021-04-30"), "text", english, 400))
    assert "Not in order – means" in before


def test_where_only_a_reading_is_open_the_answers_are_not_said_to_lack(english: Language) -> None:
    verdict = assess(TURNS_ON_THE_READING)
    assert verdict.open_readings
    assert not verdict.settled_by
    shown = plain(short(verdict, "text", english, 400))
    assert "can be read in two ways" in shown
    assert "not enough" not in shown
