"""The supporting documents: which text asks for which, of whom, and what proves a condition.

Each entry is about a person who comes under one alternative, so its condition may ask about the
pseudo-fact ``provision`` (``1°``, ``2°``, ``3°``). A document may have several entries: it is
required as soon as one of them holds.
"""

from datetime import date
from typing import Final

from stagiaire_cli.law.facts import EU_PROGRAMMES
from stagiaire_cli.logic import (
    FALSE,
    TRUE,
    All,
    Answers,
    Any,
    Condition,
    Established,
    Is,
    Not,
    Open,
)
from stagiaire_cli.periods import LastsAtMost
from stagiaire_cli.records import Record

FIRST_CARD: Final = Is("request", "first_card")
RENEWAL: Final = Is("request", "renewal")


class Requirement(Record):
    """A document, the article that asks for it, and the condition under which it does.

    ``on_renewal`` has the articles that ask for it then, where they are others.
    """

    document: str
    article: str
    when: Condition
    on_renewal: tuple[str, ...] = ()

    def cited(self, answers: Answers) -> tuple[str, ...]:
        """The article that asks for it; both, while it is not known what is applied for."""
        renewal = RENEWAL.value(answers)
        if not self.on_renewal or renewal is False:
            return (self.article,)
        return self.on_renewal if renewal else (self.article, *self.on_renewal)


class Exemption(Record):
    """Who needs no file at all, under a name, and the article that says so.

    ``while_open`` names the note to give while a fact that it asks about is not known.
    """

    name: str
    when: Condition
    article: str
    while_open: str = ""


class Remark(Record):
    """A note on the file, its article, and who it is for.

    ``document`` is what it speaks of, if only somebody who still lacks that should read it;
    ``without_file`` says that it is for somebody who needs no file, too.
    """

    name: str
    article: str
    when: Condition = TRUE
    document: str = ""
    without_file: bool = False


class Documents(Record):
    """What a file needs from one day to another: what is asked, what proves, what is no use.

    ``needless`` are documents people bring that no text asks for; ``remarks`` are what somebody
    who puts the file together should know.
    """

    since: date
    until: date
    required: tuple[Requirement, ...]
    evidence: tuple[Requirement, ...]
    exempt: tuple[Exemption, ...]
    needless: tuple[str, ...]
    remarks: tuple[Remark, ...]


Asked = dict[str, tuple[Requirement, ...]]


def under(provision: str, requirements: tuple[Requirement, ...]) -> Asked:
    """The requirements, by document, that may concern somebody who comes under the alternative."""
    found: Asked = {}
    for entry in requirements:
        when = entry.when.given({"provision": provision})
        if when != FALSE:
            others = found.get(entry.document, ())
            found[entry.document] = (*others, entry._replace(when=when))
    return found


NO_AMENDMENT_PROCEDURE: Final = "no_amendment_procedure"

_UNDER_1: Final = Is("provision", "1°")
_UNDER_2: Final = Is("provision", "2°")
_UNDER_3: Final = Is("provision", "3°")
_PRESUMED_MEANS: Final = All(_UNDER_1, Is("cooperation_programme", *EU_PROGRAMMES))

_MEANS_OF: Final = (
    (_UNDER_1, "R. 313-10-2 2° a"),
    (_UNDER_2, "R. 313-10-2 2° b"),
    (_UNDER_3, "R. 313-10-2 2° c"),
)

SEED: Final = Documents(
    since=date(2016, 11, 1),
    until=date(2021, 4, 30),
    required=(
        Requirement("civil_status", "R. 311-2-2", TRUE),
        Requirement("nationality_proof", "R. 311-2-2", TRUE),
        Requirement("family_civil_status", "R. 311-2-2", Is("family_in_application")),
        Requirement("regular_entry", "R. 313-1 1°, R. 211-1", FIRST_CARD),
        Requirement("long_stay_visa", "R. 313-1 2°, L. 313-2", FIRST_CARD),
        Requirement("previous_card", "R. 313-4-1 3°", RENEWAL),
        Requirement("photographs", "R. 313-1 4°", TRUE, ("R. 313-4-1 2°",)),
        Requirement("proof_of_address", "R. 313-1 5°", TRUE, ("R. 313-4-1 1°",)),
        Requirement("stamped_convention", "R. 313-10-2 1°", TRUE, ("R. 313-36", "R. 313-10-2 1°")),
        *(
            Requirement(
                "means_of_subsistence",
                article,
                All(under, Not(_PRESUMED_MEANS)),
                ("R. 313-36", article),
            )
            for under, article in _MEANS_OF
        ),
        Requirement(
            "programme_attestation",
            "R. 313-10-2 2° a",
            _PRESUMED_MEANS,
            ("R. 313-36", "R. 313-10-2 2° a"),
        ),
        Requirement("certified_translation", "R. 311-1", Not(Is("documents_in_french"))),
        Requirement("amendment_receipt", "R. 313-36", All(RENEWAL, Any(_UNDER_2, _UNDER_3))),
        # The text asks every renewal for an amendment, and organises none for the 1°.
        Requirement(
            "amendment_receipt",
            "R. 313-36",
            All(RENEWAL, _UNDER_1, Open(NO_AMENDMENT_PROCEDURE)),
        ),
    ),
    evidence=(
        Requirement("enrolment_certificate", "R. 313-10-1 1°", _UNDER_1),
        Requirement(
            "programme_attestation",
            "R. 313-10-1 1°",
            All(_UNDER_1, Not(Is("cooperation_programme", "none"))),
        ),
        Requirement("employment_contract", "R. 313-10-1 2°", _UNDER_2),
        Requirement("training_declaration_number", "R. 313-10-1 2°", _UNDER_2),
        Requirement(
            "commercial_relations_proof",
            "R. 313-10-1 2°",
            All(_UNDER_2, Is("further_internship")),
        ),
        Requirement("cooperation_agreement_copy", "R. 313-10-1 3°", _UNDER_3),
        Requirement("health_diploma", "R. 313-10-1 3°", _UNDER_3),
    ),
    exempt=(
        Exemption(
            "short_stay",
            Established(LastsAtMost("internship_start", "internship_end", "earlier_months", 3)),
            "R. 311-3 2°",
            while_open="stay_unknown",
        ),
        Exemption("vls_ts", All(FIRST_CARD, Is("vls_ts")), "R. 311-3 10°"),
    ),
    needless=("medical_certificate",),
    remarks=(
        Remark("minor", "L. 311-1", Not(Is("adult")), without_file=True),
        Remark("no_medical_certificate", "R. 313-4"),
        Remark("visa_waiver", "L. 313-7-1", document="long_stay_visa"),
        Remark("canadian_convention", "", document="stamped_convention"),
        Remark("renewal_window", "R. 311-2 4°, R. 311-3", RENEWAL),
    ),
)

DOCUMENTS: Final = (SEED,)

DOCUMENT_IDS: Final = tuple(
    dict.fromkeys(
        [
            *(
                entry.document
                for period in DOCUMENTS
                for entry in (*period.required, *period.evidence)
            ),
            # Asked by other versions of the law, or for the "stagiaire ICT".
            "mission_letter",
            "group_seniority_proof",
            "same_group_proof",
            "higher_education_diploma",
            "return_guarantee",
            "eu_ict_card",
            "tax_and_stamp_duty",
            "non_polygamy_declaration",
            "republican_commitment",
            "stamped_amendment",
            "medical_certificate",
        ]
    )
)
