"""Which documents prove an answer that a person can act on.

No text says so: it is what each document states. Only those listed on the day count.
"""

from typing import Final

_ENROLMENT: Final = ("enrolment_certificate",)
_PROGRAMME: Final = ("programme_attestation",)
_AGREEMENT: Final = ("stamped_convention",)

PROOFS: Final = {
    "course_in_country_of_residence": _ENROLMENT,
    "course_leads_to": _ENROLMENT,
    "course_school_or_university": _ENROLMENT,
    "course_vocational": _ENROLMENT,
    "cooperation_programme": _PROGRAMME,
    "programme_field": _PROGRAMME,
    "declared_training": ("training_declaration_number",),
    "further_internship": _AGREEMENT,
    "host_trades_with_employer": ("commercial_relations_proof",),
    "host_in_employer_group": _AGREEMENT,
    "hospital_internship": _AGREEMENT,
    "complementary_training": _AGREEMENT,
    "training_recognised": _AGREEMENT,
    "hospital_cooperation_agreement": ("cooperation_agreement_copy",),
}
