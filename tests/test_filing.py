"""The file: which documents are required, held, missing, doubtful or useful, and why."""

from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.verdict import FileVerdict, Verdict

FIRST: dict[str, Any] = {
    "company_internship": True,
    "course_in_country_of_residence": True,
    "course_leads_to": "diploma",
    "course_school_or_university": True,
    "cooperation_programme": "none",
    "foreign_employee": False,
    "hospital_internship": "none",
}
SECOND: dict[str, Any] = {
    "company_internship": False,
    "foreign_employee": True,
    "declared_training": True,
    "further_internship": False,
    "hospital_internship": "none",
}
THIRD: dict[str, Any] = {
    "company_internship": False,
    "foreign_employee": False,
    "hospital_internship": "public",
    "complementary_training": True,
    "training_recognised": True,
    "hospital_cooperation_agreement": True,
}
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


def test_no_medical_certificate_is_asked_for_and_the_verdict_says_so() -> None:
    verdict = assess(FIRST, ["medical_certificate"])
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


def test_a_stay_of_unknown_length_is_noted() -> None:
    assert "stay_unknown" in notes_of(assess(FIRST))
    known = {**FIRST, "internship_start": "2018-01-01", "internship_end": "2018-12-31"}
    assert "stay_unknown" not in notes_of(assess(known))


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
