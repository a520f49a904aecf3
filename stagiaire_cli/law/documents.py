"""The supporting documents: which text asks for which, of whom, and what proves a condition.

A document may have several entries: it is required as soon as one of them holds.
"""

from datetime import date
from typing import Final

from stagiaire_cli.law.dates import ALWAYS, CODE_OF_2021, REFORM_OF_2016, REFORM_OF_2019, eve
from stagiaire_cli.law.facts import END, START
from stagiaire_cli.law.persons import (
    FIRST_CARD,
    HAS_VISA,
    IN_PACIFIC,
    LIST,
    MINOR,
    PRESUMED_MEANS,
    RENEWAL,
    SHORT_MISSION,
    SHORT_STAY,
    STAGIAIRE,
    UNDER_1,
    UNDER_2,
    UNDER_3,
    UNDER_ICT,
    UNDER_MOBILE,
)
from stagiaire_cli.law.shapes import Delay, Documents, Exemption, Remark, Requirement
from stagiaire_cli.logic.conditions import TRUE, All, Any, Condition, Is, Not, Open
from stagiaire_cli.logic.periods import LastsAtMost

NO_AMENDMENT_PROCEDURE: Final = "no_amendment_procedure"
IF_NEEDED: Final = "mission_letter_if_needed"
VISA_ON_RENEWAL: Final = "visa_on_renewal"


def _amendment(document: str, article: str) -> tuple[Requirement, ...]:
    """The text asks every renewal for an amendment, and organises none for the 1°."""
    return (
        Requirement(document, article, All(RENEWAL, Any(UNDER_2, UNDER_3))),
        Requirement(document, article, All(RENEWAL, UNDER_1, Open(NO_AMENDMENT_PROCEDURE))),
    )


def _evidence(article: str, elsewhere: Condition = TRUE) -> tuple[Requirement, ...]:
    """What proves a condition; the convention of R. 6134-2 where it is one."""
    return (
        Requirement("enrolment_certificate", f"{article} 1°", UNDER_1),
        Requirement(
            "programme_attestation",
            f"{article} 1°",
            All(UNDER_1, Not(Is("cooperation_programme", "none"))),
        ),
        Requirement("employment_contract", f"{article} 2°", UNDER_2),
        Requirement("training_declaration_number", f"{article} 2°", UNDER_2),
        Requirement(
            "commercial_relations_proof",
            f"{article} 2°",
            All(UNDER_2, Is("further_internship")),
        ),
        Requirement("cooperation_agreement_copy", f"{article} 3°", All(UNDER_3, elsewhere)),
        Requirement("health_diploma", f"{article} 3°", UNDER_3),
    )


def _exempt(
    *, minor: str, short_stay: str, visa: str, visa_of_ict: str, mission: str
) -> tuple[Exemption, ...]:
    """Who needs no file, by the article that says so."""
    return (
        Exemption("minor", MINOR, minor),
        Exemption(
            "short_stay", All(Not(UNDER_MOBILE), SHORT_STAY), short_stay, while_open="stay_unknown"
        ),
        Exemption("vls_ts", All(STAGIAIRE, HAS_VISA), visa),
        Exemption("vls_ts_of_ict", All(UNDER_ICT, HAS_VISA), visa_of_ict),
        Exemption(
            "short_mission",
            All(UNDER_MOBILE, SHORT_MISSION),
            mission,
            while_open="mission_unknown",
        ),
    )


_BEFORE_2019: Final = eve(REFORM_OF_2019)
_SMALL_MEANS: Final = "R. 313-10-2 2°"
_MEANS_OF: Final = (
    (UNDER_1, f"{_SMALL_MEANS} a"),
    (UNDER_2, f"{_SMALL_MEANS} b"),
    (UNDER_3, f"{_SMALL_MEANS} c"),
)

_BEYOND_SCHENGEN: Final = All(Not(UNDER_MOBILE), SHORT_STAY, Not(LastsAtMost(END, START, days=90)))


def _notes(
    *, entry: str, renewal: str, window: str = "renewal_window", beyond: Condition
) -> tuple[Remark, ...]:
    return (
        Remark(
            "after_entry",
            entry,
            FIRST_CARD,
            counted_from=START,
            # The days of an extension say nothing of the entry.
            delay=Delay(months=2, when=Is("extension", "none")),
        ),
        Remark(
            "beyond_schengen",
            "règlement (UE) 2016/399, art. 6",
            beyond,
            without_file=True,
        ),
        # Whoever is certainly a national of another State need not read of Canadians.
        Remark(
            "canadian_convention",
            "",
            All(STAGIAIRE, Not(Is("nationality", "agreement_state"))),
            document="stamped_convention",
        ),
        Remark(window, renewal, All(STAGIAIRE, RENEWAL)),
    )


SEED: Final = Documents(
    since=REFORM_OF_2016,
    until=eve(CODE_OF_2021),
    required=(
        Requirement("civil_status", "R. 311-2-2"),
        Requirement("nationality_proof", "R. 311-2-2"),
        Requirement("family_civil_status", "R. 311-2-2", Is("family_in_application")),
        Requirement("regular_entry", "R. 313-1 1°, R. 211-1", FIRST_CARD),
        Requirement("long_stay_visa", "R. 313-1 2°, L. 313-2", All(FIRST_CARD, Not(UNDER_MOBILE))),
        Requirement("previous_card", "R. 313-4-1 3°", RENEWAL),
        Requirement("photographs", "R. 313-1 4°", on_renewal=("R. 313-4-1 2°",)),
        Requirement("proof_of_address", "R. 313-1 5°", on_renewal=("R. 313-4-1 1°",)),
        Requirement(
            "stamped_convention", "R. 313-10-2 1°", STAGIAIRE, ("R. 313-36", "R. 313-10-2 1°")
        ),
        *(
            Requirement(
                "means_of_subsistence",
                article,
                All(provision, Not(PRESUMED_MEANS)),
                ("R. 313-36", article),
            )
            for provision, article in _MEANS_OF
        ),
        Requirement(
            "programme_attestation",
            f"{_SMALL_MEANS} a",
            PRESUMED_MEANS,
            ("R. 313-36", f"{_SMALL_MEANS} a"),
        ),
        Requirement("stamped_convention", "R. 313-10-6 1°", UNDER_ICT, until=_BEFORE_2019),
        Requirement("employment_contract", "R. 313-10-6 2°", UNDER_ICT),
        Requirement("mission_letter", "R. 313-10-6 2°", All(UNDER_ICT, Open(IF_NEEDED))),
        Requirement("return_guarantee", "R. 313-10-6 2°", UNDER_ICT),
        Requirement("means_of_subsistence", "R. 313-10-6 3°", UNDER_ICT),
        Requirement("group_seniority_proof", "R. 313-10-6 4°", UNDER_ICT),
        Requirement("same_group_proof", "R. 313-10-6 5°", UNDER_ICT),
        Requirement("higher_education_diploma", "R. 313-10-6 6°", UNDER_ICT),
        Requirement("eu_ict_card", "R. 313-10-10", UNDER_MOBILE),
        Requirement("employment_contract", "R. 313-10-10", UNDER_MOBILE),
        Requirement("mission_letter", "R. 313-10-10", All(UNDER_MOBILE, Open(IF_NEEDED))),
        Requirement("return_guarantee", "R. 313-10-10 II 1°", UNDER_MOBILE),
        Requirement("same_group_proof", "R. 313-10-10", UNDER_MOBILE),
        Requirement("certified_translation", "R. 311-1", Not(Is("documents_in_french"))),
        *_amendment("amendment_receipt", "R. 313-36"),
    ),
    evidence=_evidence("R. 313-10-1"),
    exempt=_exempt(
        minor="L. 311-1",
        short_stay="R. 311-3 2°",
        visa="R. 311-3 10°",
        visa_of_ict="R. 311-3 12°",
        mission="L. 313-7-2, R. 313-10-10",
    ),
    remarks=(
        *_notes(entry="R. 311-2", renewal="R. 311-2 4°, R. 311-3", beyond=_BEYOND_SCHENGEN),
        Remark("no_medical_certificate", "R. 313-4", TRUE),
        Remark("visa_waiver", "L. 313-7-1", document="long_stay_visa"),
        Remark("approved_translator", "R. 311-1", TRUE, document="certified_translation"),
        Remark("not_renewable", "L. 313-7-2", All(UNDER_ICT, RENEWAL), since=REFORM_OF_2019),
        Remark("means_of_stay", "R. 313-10-6 3°", UNDER_ICT, document="means_of_subsistence"),
        Remark(
            "regulated_profession", "R. 313-10-6 6°", UNDER_ICT, document="higher_education_diploma"
        ),
    ),
)

_LIST_OF_ICT: Final = "annexe 10, rubrique 20"
_LIST_OF_MOBILE: Final = "annexe 10, rubrique 21"
_LISTS: Final = (
    (STAGIAIRE, LIST),
    (UNDER_ICT, _LIST_OF_ICT),
    (UNDER_MOBILE, _LIST_OF_MOBILE),
)
_FIRST_LIST_UNTIL: Final = date(2021, 5, 2)
_POLYGAMY_SINCE: Final = date(2022, 5, 12)
_LIST_NOT_READ_SINCE: Final = date(2022, 6, 24)
_COMMITMENT_SINCE: Final = date(2024, 7, 17)


def _listed(document: str, when: Condition = TRUE, since: date = ALWAYS) -> tuple[Requirement, ...]:
    """A document that each of the three lists asks for; a renewal refers to the same lists."""
    return tuple(
        Requirement(document, of, All(provision, when), ("R. 433-1", of), since)
        for provision, of in _LISTS
    )


def _visa(provision: Condition, article: str) -> tuple[Requirement, ...]:
    """Asked for a first card (L. 412-1); the lists name it without distinction."""
    return (
        Requirement("long_stay_visa", article, All(provision, FIRST_CARD)),
        Requirement("long_stay_visa", article, All(provision, RENEWAL, Open(VISA_ON_RENEWAL))),
    )


def _of(document: str, provision: Condition, article: str) -> Requirement:
    return Requirement(document, article, provision, ("R. 433-1", article))


LISTS: Final = Documents(
    since=CODE_OF_2021,
    required=(
        *_visa(STAGIAIRE, LIST),
        *_visa(UNDER_ICT, _LIST_OF_ICT),
        *_listed("nationality_proof"),
        Requirement("civil_status", "R. 431-10"),
        *_listed("proof_of_address"),
        *_listed("photographs"),
        *_listed("tax_and_stamp_duty"),
        _of("stamped_convention", STAGIAIRE, LIST),
        _of("means_of_subsistence", STAGIAIRE, LIST),
        *_amendment("stamped_amendment", LIST),
        _of("employment_contract", UNDER_ICT, _LIST_OF_ICT),
        _of("means_of_subsistence", UNDER_ICT, _LIST_OF_ICT),
        _of("same_group_proof", UNDER_ICT, _LIST_OF_ICT),
        _of("higher_education_diploma", UNDER_ICT, _LIST_OF_ICT),
        _of("eu_ict_card", UNDER_MOBILE, _LIST_OF_MOBILE),
        _of("employment_contract", UNDER_MOBILE, _LIST_OF_MOBILE),
        _of("mission_letter", All(UNDER_MOBILE, Open(IF_NEEDED)), _LIST_OF_MOBILE),
        _of("return_guarantee", UNDER_MOBILE, _LIST_OF_MOBILE),
        _of("same_group_proof", UNDER_MOBILE, _LIST_OF_MOBILE),
        *_listed("non_polygamy_declaration", Is("polygamy_declaration_due"), _POLYGAMY_SINCE),
        Requirement("certified_translation", "annexe 10", Not(Is("documents_in_french"))),
        Requirement("republican_commitment", "R. 412-1", since=_COMMITMENT_SINCE),
    ),
    evidence=(
        *_evidence("R. 426-16", Not(IN_PACIFIC)),
        Requirement("previous_card", "R. 433-1", RENEWAL),
        # The list asks for no proof of the six months that the law wants.
        Requirement("group_seniority_proof", "L. 421-30", UNDER_ICT),
    ),
    exempt=_exempt(
        minor="L. 411-1",
        short_stay="L. 411-1",
        visa="R. 431-16 17°",
        visa_of_ict="R. 431-16 12°",
        mission="L. 421-31, R. 421-53",
    ),
    remarks=(
        *_notes(
            entry="R. 431-4",
            renewal="R. 431-5 1°",
            window="renewal_window_of_2021",
            beyond=All(_BEYOND_SCHENGEN, Not(IN_PACIFIC)),
        ),
        Remark("no_medical_certificate", "R. 431-18", TRUE),
        Remark(
            "visa_waiver",
            "L. 412-3 2°, L. 426-23",
            All(STAGIAIRE, FIRST_CARD),
            document="long_stay_visa",
        ),
        Remark("recent_address", "annexe 10", TRUE, document="proof_of_address"),
        Remark("sworn_translator", "annexe 10", TRUE, document="certified_translation"),
        Remark(
            "platform_stamp", LIST, All(STAGIAIRE, Not(IN_PACIFIC)), document="stamped_convention"
        ),
        Remark("pacific_stamp", LIST, All(STAGIAIRE, IN_PACIFIC), document="stamped_convention"),
        Remark("list_of_3_may", "annexe 10", TRUE, until=_FIRST_LIST_UNTIL),
        Remark("list_read_until", "annexe 10", TRUE, since=_LIST_NOT_READ_SINCE),
        Remark("not_renewable", "L. 421-30", All(UNDER_ICT, RENEWAL)),
        Remark("permit_for_visa", _LIST_OF_ICT, UNDER_ICT, document="long_stay_visa"),
        Remark("minimum_wage", _LIST_OF_ICT, UNDER_ICT, document="means_of_subsistence"),
        Remark("contract_of_months", _LIST_OF_ICT, UNDER_ICT, document="employment_contract"),
    ),
)

DOCUMENTS: Final = (SEED, LISTS)

# What was asked for before the first list is not modelled; who owed no card is known.
EXEMPT_BEFORE: Final = (
    Exemption("minor", MINOR, "L. 311-1"),
    Exemption("short_stay", SHORT_STAY, "R. 311-3 2°"),
)

# Paid when the title is handed over (annexe 10, rubrique 62).
ON_DELIVERY: Final = frozenset({"tax_and_stamp_duty"})
DOCUMENT_IDS: Final = tuple(
    dict.fromkeys(
        [
            *(
                entry.document
                for period in DOCUMENTS
                for entry in (*period.required, *period.evidence)
            ),
            *(name for period in DOCUMENTS for name in period.needless),
        ]
    )
)
