"""The file: which documents are required, held, missing, doubtful or useful, and why."""

from datetime import date, timedelta
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import FileVerdict, Verdict
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, ALL_OF_3, BOTH_CODES, IN_GROUP, NOT_1, NOT_3

FIRST: dict[str, Any] = {**ALL_OF_1, "foreign_employee": False, **NOT_3}
SECOND: dict[str, Any] = {**NOT_1, **ALL_OF_2, **NOT_3}
THIRD: dict[str, Any] = {**NOT_1, "foreign_employee": False, **ALL_OF_3}
ALWAYS = (
    "civil_status",
    "nationality_proof",
    "regular_entry",
    "long_stay_visa",
    "photographs",
    "proof_of_address",
    "stamped_convention",
    "means_of_subsistence",
)


def file_of(facts: dict[str, Any], *held: str, **more: Any) -> FileVerdict:
    return assess({**facts, **more}, held).file


def notes_of(verdict: Verdict) -> list[str]:
    return [note.name for note in verdict.notes]


@pytest.mark.parametrize("facts", [FIRST, SECOND, THIRD])
def test_a_first_card_asks_each_alternative_for_the_same_eight_documents(
    facts: dict[str, Any],
) -> None:
    assert file_of(facts).missing == ALWAYS
    assert file_of(facts).result == "incomplete"
    complete = file_of(facts, *ALWAYS)
    assert (complete.result, complete.missing, complete.held) == ("complete", (), ALWAYS)


@pytest.mark.parametrize(
    ("facts", "article"),
    [(FIRST, "R. 313-10-2 2° a"), (SECOND, "R. 313-10-2 2° b"), (THIRD, "R. 313-10-2 2° c")],
)
def test_the_means_are_asked_for_by_the_paragraph_of_the_alternative(
    facts: dict[str, Any], article: str
) -> None:
    assert file_of(facts).articles["means_of_subsistence"] == article


@pytest.mark.parametrize("programme", ["eu", "intergovernmental"])
def test_under_such_a_programme_the_attestation_replaces_the_means_of_the_first(
    programme: str,
) -> None:
    missing = file_of(FIRST, cooperation_programme=programme).missing
    assert "programme_attestation" in missing
    assert "means_of_subsistence" not in missing


def test_the_presumption_of_means_is_written_for_the_first_alone() -> None:
    both = {**FIRST, **SECOND, "company_internship": True, "cooperation_programme": "eu"}
    assert assess(both).met == ("1°", "2°")
    assert {"programme_attestation", "means_of_subsistence"} <= set(file_of(both).missing)
    assert "means_of_subsistence" in file_of(SECOND, cooperation_programme="eu").missing


def test_a_programme_that_is_not_known_leaves_both_documents_in_doubt() -> None:
    facts = {**FIRST, "cooperation_programme": "unknown"}
    file = file_of(facts)
    assert file.doubtful == ("means_of_subsistence", "programme_attestation")
    assert file.doubtful_because["means_of_subsistence"].facts == ("cooperation_programme",)


def test_family_and_foreign_documents_add_to_the_file() -> None:
    file = file_of(FIRST, family_in_application=True, documents_in_french=False)
    assert {"family_civil_status", "certified_translation"} <= set(file.missing)
    open_ = file_of(FIRST, family_in_application="unknown")
    assert open_.doubtful_because["family_civil_status"].facts == ("family_in_application",)


def test_a_renewal_asks_for_the_card_and_the_amendment_rather_than_entry_and_visa() -> None:
    file = file_of(SECOND, request="renewal")
    assert file.missing == (
        "civil_status",
        "nationality_proof",
        "previous_card",
        "photographs",
        "proof_of_address",
        "stamped_convention",
        "means_of_subsistence",
        "amendment_receipt",
    )
    assert file.articles["photographs"] == "R. 313-4-1 2°"


def test_what_a_first_card_and_a_renewal_both_need_is_required_before_it_is_known_which() -> None:
    file = file_of(SECOND, request="unknown")
    assert {"photographs", "proof_of_address", "stamped_convention"} <= set(file.missing)
    assert file.doubtful == (
        "regular_entry",
        "long_stay_visa",
        "previous_card",
        "amendment_receipt",
    )
    assert {why.facts for why in file.doubtful_because.values()} == {("request",)}
    assert file.articles["photographs"] == "R. 313-1 4°, R. 313-4-1 2°"


def test_the_amendment_of_a_first_is_in_doubt_whatever_is_answered_and_says_why() -> None:
    verdict = assess({**FIRST, "request": "renewal"})
    why = verdict.file.doubtful_because["amendment_receipt"]
    assert (why.facts, why.reason) == ((), "no_amendment_procedure")
    assert "amendment_receipt" in file_of(FIRST, "amendment_receipt", request="renewal").held


@pytest.mark.parametrize("on", BOTH_CODES)
def test_no_medical_certificate_is_asked_for_and_the_verdict_says_so(on: str) -> None:
    verdict = assess(FIRST, ["medical_certificate"], on=on)
    assert verdict.file.not_required == ("medical_certificate",)
    assert {"no_medical_certificate", "ignored_documents"} <= set(notes_of(verdict))


@pytest.mark.parametrize(
    ("end", "earlier", "result"),
    [
        ("2018-08-31", 0, "not_needed"),
        ("2018-09-01", 0, "incomplete"),
        ("2018-06-30", 2, "not_needed"),
        ("2018-06-30", 3, "incomplete"),
        ("2018-08-31", "unknown", "incomplete"),
    ],
)
def test_a_stay_of_at_most_three_months_needs_no_file(
    end: str, earlier: object, result: str
) -> None:
    facts = {**FIRST, "internship_start": "2018-06-01", "internship_end": end}
    verdict = assess({**facts, "earlier_months": earlier})
    assert verdict.file.result == result
    assert ("short_stay" in notes_of(verdict)) is (result == "not_needed")


@pytest.mark.parametrize("on", BOTH_CODES)
def test_a_stay_of_unknown_length_is_noted(on: str) -> None:
    assert "stay_unknown" in notes_of(assess(FIRST, on=on))
    known = {**FIRST, "internship_start": "2018-01-01", "internship_end": "2018-12-31"}
    assert "stay_unknown" not in notes_of(assess(known, on=on))


def test_a_long_stay_visa_stagiaire_needs_no_file_for_a_first_card_only() -> None:
    assert file_of(FIRST, vls_ts=True).result == "not_needed"
    assert file_of(FIRST, vls_ts=True, request="renewal").result == "incomplete"


def test_an_unknown_long_stay_visa_leaves_every_document_in_doubt() -> None:
    file = file_of(FIRST, vls_ts="unknown")
    assert (file.result, file.missing) == ("doubtful", ())
    assert {why.facts for why in file.doubtful_because.values()} == {("vls_ts",)}


def test_somebody_under_eighteen_is_told_that_no_card_is_owed() -> None:
    assert "minor" in notes_of(assess({**FIRST, "adult": False}))
    assert "minor" not in notes_of(assess(FIRST))


@pytest.mark.parametrize(
    ("facts", "evidence"),
    [
        (FIRST, ("enrolment_certificate",)),
        (
            {**FIRST, "cooperation_programme": "other"},
            ("enrolment_certificate", "programme_attestation"),
        ),
        (SECOND, ("employment_contract", "training_declaration_number")),
        (
            {**SECOND, "further_internship": True, "host_trades_with_employer": True}
            | {"host_in_employer_group": False},
            ("employment_contract", "training_declaration_number", "commercial_relations_proof"),
        ),
        (THIRD, ("cooperation_agreement_copy", "health_diploma")),
    ],
)
def test_evidence_is_listed_apart_and_never_missing(
    facts: dict[str, Any], evidence: tuple[str, ...]
) -> None:
    file = file_of(facts, *ALWAYS)
    assert file.evidence == evidence
    assert file.result == "complete"
    assert file_of(facts, *ALWAYS, *evidence).held == (*ALWAYS, *evidence)


def test_what_every_open_alternative_asks_for_is_required_before_any_is_met() -> None:
    file = assess({}).file
    assert set(file.missing) == set(ALWAYS) - {"means_of_subsistence"}
    assert set(file.doubtful) == {"means_of_subsistence", "programme_attestation"}


def test_a_document_of_one_open_alternative_depends_on_whether_it_is_met() -> None:
    facts = {**FIRST, "cooperation_programme": "eu", "foreign_employee": True}
    facts |= {"declared_training": "unknown", "further_internship": False}
    file = file_of(facts)
    assert "programme_attestation" in file.missing
    assert file.doubtful_because["means_of_subsistence"].facts == ("declared_training",)


ICT = {**IN_GROUP, **NOT_1, **NOT_3}
MOBILE: dict[str, Any] = {**ICT, "higher_education_degree": False, "eu_ict_permit": True}
LIST_OF_2021 = (
    "long_stay_visa",
    "nationality_proof",
    "civil_status",
    "proof_of_address",
    "photographs",
    "stamped_convention",
    "means_of_subsistence",
)


def missing_on(day: str, facts: dict[str, Any], **more: Any) -> tuple[str, ...]:
    return assess({**facts, **more}, on=day).file.missing


@pytest.mark.parametrize("facts", [FIRST, SECOND, THIRD])
@pytest.mark.parametrize(
    ("first", "last", "more"),
    [
        ("2021-05-01", "2022-05-11", ()),
        ("2022-05-12", "2024-07-16", ("non_polygamy_declaration",)),
        ("2024-07-17", "2026-04-03", ("non_polygamy_declaration", "republican_commitment")),
    ],
)
def test_since_2021_the_list_is_that_of_annexe_10_as_it_grew(
    facts: dict[str, Any], first: str, last: str, more: tuple[str, ...]
) -> None:
    for day in (first, last):
        due = missing_on(day, facts, polygamy_declaration_due=True, documents_in_french=False)
        assert due[: len(LIST_OF_2021)] == LIST_OF_2021
        assert set(due) == {*LIST_OF_2021, *more, "certified_translation"}
        without = missing_on(day, facts, family_in_application=True)
        assert set(without) == {*LIST_OF_2021, *more} - {"non_polygamy_declaration"}


@pytest.mark.parametrize("facts", [FIRST, SECOND, THIRD])
def test_since_2021_what_is_due_on_delivery_is_told_apart_and_never_missing(
    facts: dict[str, Any],
) -> None:
    before = assess(facts, on="2021-04-30").file
    assert before.on_delivery == ()
    for more in ({}, {"request": "renewal", "extension": "first", "vls_ts": False}):
        file = assess({**facts, **more}, on="2021-05-01").file
        assert file.on_delivery == ("tax_and_stamp_duty",)
        held = (*file.missing, *file.doubtful)
        without = assess({**facts, **more}, held, on="2021-05-01").file
        assert (without.result, without.on_delivery) == ("complete", ("tax_and_stamp_duty",))
        paid = assess({**facts, **more}, (*held, "tax_and_stamp_duty"), on="2021-05-01").file
        assert paid.on_delivery == ()
        assert "tax_and_stamp_duty" in paid.held


def test_since_2021_a_programme_replaces_no_proof_of_means() -> None:
    assert set(missing_on("2021-05-01", FIRST, cooperation_programme="eu")) == set(LIST_OF_2021)


def test_since_2021_a_renewal_asks_for_the_stamped_amendment_too() -> None:
    for facts in (SECOND, THIRD):
        due = missing_on("2021-05-01", facts, request="renewal")
        assert set(due) == {*LIST_OF_2021, "stamped_amendment"} - {"long_stay_visa"}
    file = assess({**FIRST, "request": "renewal"}, on="2021-05-01").file
    assert set(file.missing) == set(LIST_OF_2021) - {"long_stay_visa"}
    # The rubric lists the visa without distinction; L. 412-1 asks it of a first card.
    assert file.doubtful_because["long_stay_visa"].reason == "visa_on_renewal"
    assert (
        "long_stay_visa"
        in assess({**FIRST, "request": "renewal"}, ["long_stay_visa"], on="2021-05-01").file.held
    )
    assert file.doubtful_because["stamped_amendment"].reason == "no_amendment_procedure"
    assert file.articles["photographs"] == "R. 433-1, annexe 10, rubrique 62"


def test_since_2021_the_visa_and_the_short_stay_still_need_no_file() -> None:
    visa = assess({**FIRST, "vls_ts": True}, on="2024-08-01")
    assert visa.file.result == "not_needed"
    assert ("vls_ts", "R. 431-16 17°") in [(note.name, note.article) for note in visa.notes]
    short = {**FIRST, "internship_start": "2024-01-01", "internship_end": "2024-03-31"}
    stay = assess(short, on="2024-01-01")
    assert stay.file.result == "not_needed"
    assert ("short_stay", "L. 411-1") in [(note.name, note.article) for note in stay.notes]


@pytest.mark.parametrize(
    ("day", "note"),
    [
        ("2021-05-01", "list_of_3_may"),
        ("2021-05-02", "list_of_3_may"),
        ("2021-05-03", ""),
        ("2022-06-23", ""),
        ("2022-06-24", "list_read_until"),
    ],
)
def test_how_far_the_list_was_read_is_said(day: str, note: str) -> None:
    found = set(notes_of(assess(FIRST, on=day))) & {"list_of_3_may", "list_read_until"}
    assert found == ({note} if note else set())


def test_the_card_of_the_ict_asks_for_the_stamped_agreement_until_2019() -> None:
    common = {
        "civil_status",
        "nationality_proof",
        "regular_entry",
        "long_stay_visa",
        "photographs",
        "proof_of_address",
        "employment_contract",
        "return_guarantee",
        "means_of_subsistence",
        "group_seniority_proof",
        "same_group_proof",
        "higher_education_diploma",
    }
    for day in ("2016-11-01", "2019-02-28"):
        assert set(missing_on(day, ICT)) == {*common, "stamped_convention"}
    for day in ("2019-03-01", "2021-04-30"):
        verdict = assess(ICT, on=day)
        assert verdict.status == "diverted"
        assert set(verdict.file.missing) == common
        why = verdict.file.doubtful_because["mission_letter"]
        assert (why.facts, why.reason) == ((), "mission_letter_if_needed")


def test_since_2021_the_card_of_the_ict_has_its_own_list() -> None:
    verdict = assess(ICT, on="2021-05-01")
    assert set(verdict.file.missing) == {
        "long_stay_visa",
        "nationality_proof",
        "civil_status",
        "proof_of_address",
        "photographs",
        "employment_contract",
        "means_of_subsistence",
        "same_group_proof",
        "higher_education_diploma",
    }
    assert verdict.file.evidence == ("group_seniority_proof",)
    assert verdict.file.articles["same_group_proof"] == "annexe 10, rubrique 20"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (
            "2019-06-01",
            {
                "civil_status",
                "nationality_proof",
                "regular_entry",
                "photographs",
                "proof_of_address",
                "eu_ict_card",
                "employment_contract",
                "return_guarantee",
                "same_group_proof",
            },
        ),
        (
            "2021-05-01",
            {
                "nationality_proof",
                "civil_status",
                "proof_of_address",
                "photographs",
                "eu_ict_card",
                "employment_contract",
                "return_guarantee",
                "same_group_proof",
            },
        ),
    ],
)
def test_a_mission_of_more_than_ninety_days_needs_a_card_and_a_shorter_one_none(
    day: str, due: set[str]
) -> None:
    long = {**MOBILE, "internship_start": "2021-06-01", "internship_end": "2021-08-30"}
    verdict = assess(long, on=day)
    assert verdict.cards == ("mobile ICT",)
    assert set(verdict.file.missing) == due
    short = assess({**long, "internship_end": "2021-08-29"}, on=day)
    assert short.file.result == "not_needed"
    assert "short_mission" in notes_of(short)


@pytest.mark.parametrize("on", BOTH_CODES)
def test_a_mission_of_unknown_length_leaves_every_document_in_doubt_and_says_why(on: str) -> None:
    verdict = assess(MOBILE, on=on)
    assert (verdict.file.result, verdict.file.missing) == ("doubtful", ())
    assert verdict.file.doubtful_because["eu_ict_card"].facts == (
        "internship_start",
        "internship_end",
    )
    assert "mission_unknown" in notes_of(verdict)


def test_somebody_with_both_cards_of_the_ict_gets_the_documents_of_each() -> None:
    both = {**ICT, "eu_ict_permit": True}
    both |= {"internship_start": "2019-06-01", "internship_end": "2019-12-31"}
    verdict = assess(both, on="2019-06-01")
    assert verdict.cards == ("ICT", "mobile ICT")
    assert {"eu_ict_card", "higher_education_diploma"} <= set(verdict.file.missing)


@pytest.mark.parametrize(
    ("on", "document"),
    [
        ("2018-06-01", "long_stay_visa"),
        ("2018-06-01", "stamped_convention"),
        ("2020-06-01", "long_stay_visa"),
        ("2022-06-01", "long_stay_visa"),
    ],
)
def test_what_is_remarked_to_a_stagiaire_about_a_document_is_not_to_the_cards_of_the_ict(
    on: str, document: str
) -> None:
    both = {**ICT, "eu_ict_permit": True, "request": "first_card"}
    both |= {"internship_start": "2019-06-01", "internship_end": "2019-12-31"}
    verdict = assess(both, on=on)
    assert verdict.cards == ("ICT", "mobile ICT")
    assert document in (*verdict.file.missing, *verdict.file.doubtful)
    assert not {"visa_waiver", "canadian_convention"} & set(notes_of(verdict))


def test_the_card_of_the_ict_is_not_renewable_since_2019() -> None:
    for day, told in (("2019-02-28", False), ("2019-03-01", True), ("2024-01-01", True)):
        verdict = assess({**ICT, "request": "renewal"}, on=day)
        assert ("not_renewable" in notes_of(verdict)) is told


@pytest.mark.parametrize(
    ("facts", "on", "result"),
    [
        ({"nationality": "french"}, None, "not_applicable"),
        ({**FIRST, "company_internship": False}, None, "not_applicable"),
        (FIRST, "2016-10-31", "not_modelled"),
        (FIRST, "2016-11-01", "incomplete"),
        (FIRST, "2021-04-30", "incomplete"),
    ],
)
def test_without_a_file_there_is_nothing_to_list(
    facts: dict[str, Any], on: str | None, result: str
) -> None:
    assert assess(facts, on=on).file.result == result


def test_documents_of_somebody_who_has_no_file_are_told_not_to_count() -> None:
    french = assess({"nationality": "french"}, ["photographs"])
    [note] = [one for one in french.notes if one.name == "ignored_documents"]
    assert note.documents == ("photographs",)


def test_documents_are_not_said_to_be_useless_while_the_status_is_open() -> None:
    assert "ignored_documents" not in notes_of(assess({}, ["photographs"]))


def test_answers_that_only_another_alternative_asks_for_are_told_not_to_count() -> None:
    facts = {**FIRST, "extension": "first", "amendment_sent": "2018-05-01"}
    [note] = [one for one in assess(facts).notes if one.name == "facts_of_another"]
    assert note.facts == ("amendment_sent",)
    second = {**SECOND, "extension": "first", "amendment_sent": "2018-05-01"}
    assert "facts_of_another" not in notes_of(assess(second))


@pytest.mark.parametrize("on", ["2019-03-01", "2022-01-01"])
def test_somebody_without_means_is_mobile_for_ninety_days_at_most(on: str) -> None:
    start = date.fromisoformat(on) + timedelta(days=30)
    for days, means, cards in (
        (90, False, ("mobile ICT",)),
        (90, "unknown", ("mobile ICT",)),
        (91, True, ("mobile ICT",)),
        (91, False, ()),
        (91, "unknown", ()),
    ):
        end = start + timedelta(days=days - 1)
        facts = {**MOBILE, "internship_start": start, "internship_end": end}
        verdict = assess({**facts, "sufficient_means": means}, on=on)
        assert verdict.cards == cards
        assert (verdict.status == "diverted") is bool(cards)
        # What is not known of the means leaves it open, and is to be given.
        named = [note.facts for note in verdict.notes if note.name == "ict_open"]
        assert named == ([("sufficient_means",)] if not cards and means == "unknown" else [])


@pytest.mark.parametrize("on", ["2018-04-01", "2022-04-01"])
@pytest.mark.parametrize(
    ("end", "earlier", "short", "beyond"),
    [
        # From 1 June: ninety days, ninety-one, three months, and a day more.
        ("08-29", 0, True, False),
        ("08-30", 0, True, True),
        ("08-31", 0, True, True),
        ("09-01", 0, False, False),
        # Months done before make the stay longer; their days are not known, and none is counted.
        ("06-30", 2, True, False),
        ("07-01", 2, False, False),
        ("08-30", 1, False, False),
    ],
)
def test_a_short_stay_beyond_ninety_days_of_its_dates_is_told_of_the_schengen_rule(
    end: str, earlier: int, short: bool, beyond: bool, on: str
) -> None:
    year = on[:4]
    facts = {**FIRST, "internship_start": f"{year}-06-01", "internship_end": f"{year}-{end}"}
    verdict = assess({**facts, "earlier_months": earlier}, on=on)
    assert (verdict.file.result == "not_needed") is short
    assert ("beyond_schengen" in notes_of(verdict)) is beyond
