"""The verdict on the cases, its status, its reasons, what would settle it, what is presumed."""

import json
import random
from datetime import UTC, date, datetime
from itertools import combinations, product
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.parts import components
from stagiaire_cli.assessment.verdict import Note
from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY, NoLawError, law_on
from stagiaire_cli.law.concordance import CONCORDANCE
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, PRESUMED, derived_of, domains
from stagiaire_cli.law.persons import OF_AGE
from stagiaire_cli.logic.conditions import UNKNOWN
from tests.conftest import SHARED, cases
from tests.people.dossiers import ALL_OF_1, ALL_OF_3, IN_GROUP, NOT_1, NOT_2, NOT_3
from tests.people.drawn import answer, day

FIRST = {**ALL_OF_1, **NOT_2, **NOT_3}
NOBODY = {**NOT_1, **NOT_2, **NOT_3}
GROUP = {**IN_GROUP, **NOT_1, **NOT_3, "declared_training": True}


def all_cases() -> list[dict[str, Any]]:
    """Our cases, and those that the project has added since, where they are at hand."""
    found = {case["id"]: case for case in cases()}
    newer = SHARED / "cases" / "cases.json"
    if newer.exists():
        for case in json.loads(newer.read_text(encoding="utf-8")):
            found.setdefault(case["id"], case)
    return list(found.values())


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case["id"])
def test_each_case_has_its_outcome(case: dict[str, Any]) -> None:
    answers, expected = case["answers"], dict(case["expect"])
    checks = expected.pop("checks", {})
    verdict = assess(
        answers["facts"],
        answers.get("documents", ()),
        answers.get("on"),
        answers.get("readings"),
    )
    found = {
        "status": verdict.status,
        "met": list(verdict.met),
        "file": verdict.file.result,
        "missing": list(verdict.file.missing),
        "doubtful": list(verdict.file.doubtful),
        "settled_by": list(verdict.settled_by),
    }
    assert {name: found[name] for name in expected} == expected
    results = {one.check: one.result for one in verdict.checks}
    assert {name: results[name] for name in checks} == checks


def test_nothing_known_is_undetermined_and_three_answers_would_settle_it() -> None:
    verdict = assess({})
    assert verdict.status == "undetermined"
    assert verdict.settled_by == ("company_internship", "foreign_employee", "hospital_internship")


def test_what_would_meet_an_alternative_settles_it_and_so_does_what_puts_it_out_of_scope() -> None:
    assert assess({"nationality": "unknown"}).settled_by == ("nationality",)
    facts = {
        "company_internship": True,
        "course_in_country_of_residence": True,
        "course_leads_to": "title",
    }
    assert assess(facts).settled_by == ("course_school_or_university",)


def test_the_facts_that_settle_it_are_the_fewest_and_first_that_trying_all_finds() -> None:
    """On the cases that are undetermined, every set of open facts is tried with every answer."""
    seen = 0
    for case in cases():
        facts = case["answers"]["facts"]
        on = case["answers"].get("on")
        verdict = assess(facts, on=on)
        if verdict.status != "undetermined" or not verdict.settled_by:
            continue
        seen += 1
        values = domains({})
        candidates = [
            name
            for name in FACT
            if FACT[name].group in ("definition", "reservation", "frame")
            and (facts.get(name) == UNKNOWN or (name not in facts and name not in PRESUMED))
        ]
        tried = next(
            names
            for size in range(1, 4)
            for names in combinations(candidates, size)
            for answers in product(*(values[name] for name in names))
            if assess({**facts, **dict(zip(names, answers, strict=True))}, on=on).status
            != "undetermined"
        )
        assert verdict.settled_by == tried
    assert seen >= 3


def test_only_a_reading_open_leaves_no_fact_to_give_and_names_it() -> None:
    facts = {**GROUP, "host_trades_with_employer": True, "higher_education_degree": False}
    verdict = assess(facts)
    assert verdict.status == "undetermined"
    assert verdict.settled_by == ()
    assert verdict.open_readings == ("l313_7_2_scope",)


@pytest.mark.parametrize(
    ("choice", "status"), [("situation", "does_not_qualify"), ("conditions", "qualifies")]
)
def test_a_reading_settles_what_it_leaves_open(choice: str, status: str) -> None:
    facts = {**GROUP, "host_trades_with_employer": True, "higher_education_degree": False}
    verdict = assess(facts, readings={"l313_7_2_scope": choice})
    assert (verdict.status, verdict.open_readings) == (status, ())


@pytest.mark.parametrize("readings", [{}, {"l313_7_2_scope": "situation"}])
def test_a_verdict_that_turns_on_a_reading_says_so_without_a_count(
    readings: dict[str, str],
) -> None:
    facts = {**GROUP, "host_trades_with_employer": True, "higher_education_degree": False}
    [note] = [n for n in assess(facts, readings=readings).notes if n.name == "reading_decides"]
    assert note == Note("reading_decides")


def test_a_verdict_that_turns_on_no_reading_does_not_speak_of_them() -> None:
    for verdict in (
        assess({**GROUP, "host_trades_with_employer": False}),
        assess({"company_internship": True}, on="2010-01-01"),
        assess({"nationality": "french"}, readings={"l313_7_2_scope": "situation"}),
        assess({}, on="2010-01-01", readings={"l313_7_2_scope": "situation"}),
    ):
        assert "reading_decides" not in [note.name for note in verdict.notes]


def test_the_seniority_of_the_ict_rose_from_three_to_six_months_on_1_march_2019() -> None:
    facts = {**GROUP, "host_trades_with_employer": False, "group_seniority_months": 4}
    assert assess(facts, on="2019-02-28").status == "diverted"
    assert assess(facts, on="2019-03-01").status == "does_not_qualify"


def test_a_refusal_with_the_ict_still_open_names_the_facts_to_give() -> None:
    facts = {**GROUP, "host_trades_with_employer": False}
    del facts["higher_education_degree"]
    verdict = assess(facts)
    assert verdict.status == "does_not_qualify"
    [note] = [note for note in verdict.notes if note.name == "ict_open"]
    assert note.facts == ("higher_education_degree",)


def test_an_unknown_nationality_leaves_the_question_open_whatever_else_is_met() -> None:
    met = {
        "company_internship": True,
        "course_in_country_of_residence": True,
        "course_leads_to": "title",
        "course_vocational": True,
    }
    assert assess(met).status == "qualifies"
    verdict = assess({**met, "nationality": "unknown"})
    assert verdict.status == "undetermined"
    assert verdict.settled_by == ("nationality",)
    assert "nationality" not in verdict.presumed


def test_several_alternatives_met_are_all_reported() -> None:
    verdict = assess(
        {
            "foreign_employee": True,
            "declared_training": True,
            "further_internship": False,
            "hospital_internship": "public",
            "complementary_training": True,
            "training_recognised": True,
            "hospital_cooperation_agreement": True,
        }
    )
    assert verdict.met == ("2°", "3°")
    assert "several" in [note.name for note in verdict.notes]


def test_each_condition_says_what_it_does_for_its_alternative() -> None:
    [first, *_] = assess(
        {
            "company_internship": True,
            "course_in_country_of_residence": False,
            "course_leads_to": "unknown",
            "course_school_or_university": True,
            "course_vocational": False,
        }
    ).provisions
    states = {reason.fact: reason.result for reason in first.conditions}
    assert states == {
        "company_internship": "met",
        "course_in_country_of_residence": "not_met",
        "course_leads_to": "undetermined",
        "course_school_or_university": "met",
        "course_vocational": "not_needed",
        "cooperation_programme": "not_needed",
        "programme_field": "not_needed",
    }
    assert [reason.fact for reason in first.because] == ["course_in_country_of_residence"]


def test_every_reason_quotes_the_article_for_the_version_that_is_quoted_and_for_no_other() -> None:
    for on, quoted in (("2018-01-01", True), ("2010-01-01", False), ("2024-01-01", False)):
        for provision in assess({}, on=on).provisions:
            assert all(bool(reason.words) is quoted for reason in provision.conditions)


def test_what_is_presumed_is_shown_only_where_it_bears_on_the_verdict() -> None:
    assert dict(assess({"nationality": "french"}).presumed) == {"territory": "covered"}
    refused = {**GROUP, "host_trades_with_employer": False, "higher_education_degree": False}
    assert "request" not in assess(refused).presumed
    assert assess({}).presumed["eu_ict_permit"] is False
    assert "eu_ict_permit" not in assess({"eu_ict_permit": "unknown"}).presumed
    assert "eu_ict_permit" not in assess({}, on="2015-01-01").presumed
    short = {"internship_start": "2020-01-01", "internship_end": "2020-02-28"}
    assert assess(short).presumed["earlier_months"] == 0
    # The length of what is still open is checked as if it were met.
    assert assess({}).presumed["earlier_months"] == 0
    assert "earlier_months" not in assess(refused).presumed
    open_ = {**GROUP, "host_trades_with_employer": True, "sufficient_means": False}
    assert (
        assess(open_, readings={"l313_7_2_scope": "conditions"}).presumed["eu_ict_permit"] is False
    )


def test_the_verdict_says_what_the_same_facts_give_today() -> None:
    hospital = {
        "company_internship": False,
        "foreign_employee": False,
        "hospital_internship": "private_nonprofit",
        "complementary_training": True,
        "training_recognised": True,
        "hospital_cooperation_agreement": True,
    }
    verdict = assess(hospital)
    assert verdict.status == "does_not_qualify"
    assert verdict.today[:3] == ("R. 426-16", "qualifies", ("3°",))


FRAME = ("nationality", "territory")
FILE = ("request", "adult", "family_in_application", "documents_in_french")
STAY = ("earlier_months", "extension")
ICT = {**GROUP, "host_trades_with_employer": False}


@pytest.mark.parametrize(
    ("facts", "on", "presumed"),
    [
        (NOBODY, None, ("eu_ict_permit", *FRAME)),
        (NOBODY, "2015-01-01", FRAME),
        (FIRST, None, ("eu_ict_permit", *FRAME, *FILE, "vls_ts", *STAY)),
        (
            FIRST,
            "2015-01-01",
            (*FRAME, *FILE[:2], "vls_ts", "placed_by_association", *STAY),
        ),
        (
            FIRST,
            "2024-01-01",
            (
                *("eu_ict_permit", *FRAME, "request", "adult", "documents_in_french"),
                *("vls_ts", "polygamy_declaration_due", *STAY),
            ),
        ),
        (ICT, None, ("eu_ict_permit", *FRAME, *FILE, "vls_ts", "earlier_months")),
    ],
)
def test_all_that_is_presumed_and_bears_on_the_verdict_is_shown_in_the_order_of_the_facts(
    facts: dict[str, Any], on: str | None, presumed: tuple[str, ...]
) -> None:
    assert tuple(assess(facts, on=on).presumed) == presumed


def test_a_refusal_that_no_answer_can_change_is_final_and_says_whether_by_presuming() -> None:
    told = {"eu_ict_permit": False, "nationality": "other", "territory": "covered"}
    final = {"final", "final_presumed"}
    for facts, noted in (
        (NOBODY, {"final_presumed"}),
        ({**NOBODY, **told}, {"final"}),
        ({}, set()),
        (FIRST, set()),
    ):
        assert {note.name for note in assess(facts).notes} & final == noted


def test_cards_are_only_those_of_somebody_diverted() -> None:
    assert assess({**GROUP, "host_trades_with_employer": False}).cards == ("ICT",)
    assert assess(FIRST).cards == ()


def test_documents_may_be_given_in_any_collection() -> None:
    assert assess(FIRST, documents=iter(["photographs"])).file.held == ("photographs",)


def test_a_reading_that_would_settle_nothing_or_is_chosen_is_not_open() -> None:
    assert assess({}).open_readings == ()
    facts = {**GROUP, "host_trades_with_employer": True}
    del facts["higher_education_degree"]
    verdict = assess(facts, readings={"l313_7_2_scope": "conditions"})
    assert (verdict.status, verdict.open_readings) == ("undetermined", ())


def test_a_verdict_on_the_repealed_text_says_what_follows_each_article_it_cites() -> None:
    verdict = assess(FIRST)
    cited = [
        *(f"R. 313-10-1 {one.number}" for one in verdict.provisions),
        *verdict.file.articles.values(),
        *(one.article for one in verdict.checks),
        *(one.article for one in verdict.notes if one.article),
    ]
    then = {article for one in cited for article in one.split(", ")}
    followed = {moved.then for moved in verdict.today.concordance}
    assert {article for article in then if article in {one.then for one in CONCORDANCE}} <= followed
    assert all(any(article.startswith(one) for article in then) for one in followed)
    assert {"R. 313-10-1 1°", "R. 313-10-2 1°", "R. 313-10-4 I"} <= followed
    assert assess(FIRST, on="2024-01-01").today.concordance == ()


def test_a_verdict_has_the_parts_that_the_questionnaire_takes_it_apart_into() -> None:
    """On complete answers each part, as a condition, is what the verdict says of it."""
    sample = random.Random(1)
    seen: set[tuple[str, bool | None]] = set()
    for _ in range(1000):
        on = day(sample)
        facts = {name: answer(fact, sample, on) for name, fact in FACT.items()}
        facts |= sample.choice(({}, FIRST, GROUP, NOBODY, ALL_OF_3))
        facts |= sample.choice(({}, {"nationality": "other", "territory": "covered"}))
        readings = {name: sample.choice(values) for name, values in READINGS.items()}
        verdict = assess_dossier(Dossier(facts, readings=readings, on=on))
        if {*OF_AGE} & {*verdict.met, *verdict.cards}:
            # The questionnaire does not ask these people about their age.
            facts["adult"] = True
            verdict = assess_dossier(Dossier(facts, readings=readings, on=on))
        parts = components(law_on(on))
        if verdict.status == "undetermined":
            # Only days in no possible order, or what the texts do not say, leave it open.
            notes = {note.name for note in verdict.notes}
            assert notes & {"days_contradict", "pacific_hospitals"}
            continue
        said: dict[str, bool | None] = {"out_of_scope": verdict.status == "out_of_scope"}
        governed = not said["out_of_scope"]
        results = {"met": True, "undetermined": None, "not_met": False}
        said |= {one.number: governed and results[one.result] for one in verdict.provisions}
        assert [*parts][: len(said)] == [*said]
        said |= {name: name in verdict.cards for name, _ in law_on(on).version.routes}
        if len(verdict.cards) > 1:
            continue  # Each card has a file, and is exempt from it, for itself.
        said |= dict.fromkeys((*verdict.file.missing, *verdict.file.held), True)
        said |= dict.fromkeys(verdict.file.doubtful)
        for name, condition in parts.items():
            value = condition.value({**facts, **derived_of(facts), **readings})
            # What is due on delivery is told whether or not a file is needed for certain.
            due = name in verdict.file.on_delivery
            told = value if due and value is not False else said.get(name, False)
            assert value is told, (name, on, facts)
            seen.add((name, told))
    assert {name for name, told in seen if told is False} == {name for name, _ in seen}
    assert {name for name, told in seen if told is not False} == {name for name, _ in seen}


def test_an_alternative_is_met_although_the_code_may_not_govern_the_person() -> None:
    parts = components(law_on(LAST_DAY))
    answers = {**PRESUMED, **FIRST, "nationality": UNKNOWN}
    assert parts["out_of_scope"].value(answers) is None
    assert parts["1°"].value(answers) is True


def test_a_card_is_nobodys_of_whom_it_is_not_established() -> None:
    parts = components(law_on(LAST_DAY))
    assert [parts[name].value({}) for name, _ in law_on(LAST_DAY).version.routes] == [False, False]


def test_a_day_without_a_text_is_an_error_that_says_so() -> None:
    assess({}, on="2009-06-01")
    with pytest.raises(NoLawError):
        assess({}, on="2009-05-31")


def test_a_day_after_the_texts_were_read_says_so() -> None:
    assert "texts_read_until" not in [note.name for note in assess({}, on="2026-04-03").notes]
    assert "texts_read_until" in [note.name for note in assess({}, on="2026-04-04").notes]


def test_contradictory_answers_are_taken_as_they_are_with_a_note() -> None:
    verdict = assess({"hospital_internship": "none", "complementary_training": True})
    [note] = [note for note in verdict.notes if note.name == "contradiction"]
    assert note.facts == ("complementary_training", "hospital_internship")


def test_answers_and_documents_of_another_period_are_ignored_with_a_note() -> None:
    verdict = assess({"polygamy_declaration_due": True}, ["medical_certificate", "eu_ict_card"])
    notes = {note.name: note for note in verdict.notes}
    assert notes["ignored_facts"].facts == ("polygamy_declaration_due",)
    assert notes["ignored_documents"].documents == ("eu_ict_card", "medical_certificate")


def test_the_order_in_which_answers_are_given_is_nothing_to_the_verdict() -> None:
    given = {
        "polygamy_declaration_due": True,
        "placed_by_association": True,
        "territory": "covered",
    }
    given |= {"complementary_training": True, "hospital_internship": "none"}
    given |= {"further_internship": True, "foreign_employee": False}
    assert assess(dict(reversed(given.items()))).notes == assess(given).notes


def test_answers_that_are_none_are_refused_all_at_once() -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        assess({"nationality": "martian", "nonsense": True}, documents=["photo"])
    assert [problem.kind for problem in caught.value.problems] == [
        "bad_value",
        "unknown_fact",
        "unknown_document",
    ]


def test_documents_may_be_one_text_and_are_never_read_letter_by_letter() -> None:
    held = ("civil_status", "photographs")
    for documents in ("photographs|civil_status", " photographs, civil_status", {*held}, [*held]):
        assert assess({}, documents).dossier.documents == held
    assert assess({}, iter(held)).dossier.documents == held
    with pytest.raises(InvalidAnswersError, match=r"photo \(nearest: photographs\)"):
        assess({}, "photo")


@pytest.mark.parametrize("documents", [5, {"photographs": True}, b"photographs", [["photographs"]]])
def test_documents_that_are_no_list_are_told_as_such(documents: Any) -> None:
    with pytest.raises(InvalidAnswersError, match="bad_shape documents"):
        assess({}, documents)


def test_days_may_be_moments_at_midnight() -> None:
    day, moment = date(2020, 1, 1), datetime.fromisoformat("2020-01-01")
    assert assess({"internship_start": moment}, on=moment) == assess(
        {"internship_start": day}, on=day
    )
    for wrong in (datetime.fromisoformat("2020-01-01 08:00"), datetime(2020, 1, 1, tzinfo=UTC)):
        with pytest.raises(InvalidAnswersError, match="bad_value on"):
            assess({}, on=wrong)


@pytest.mark.parametrize("facts", [{5: True}, "adult", [True]])
def test_what_is_no_object_of_facts_is_told_as_such(facts: Any) -> None:
    with pytest.raises(InvalidAnswersError):
        assess(facts)
