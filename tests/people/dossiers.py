"""Facts that several test modules start from: each alternative met, or declined."""

from datetime import date, timedelta
from typing import Any

# A day under each code.
BOTH_CODES = ("2020-01-15", "2022-11-15")
NOT_1: dict[str, Any] = {"company_internship": False}
NOT_2: dict[str, Any] = {"declared_training": False, "foreign_employee": False}
NOT_3: dict[str, Any] = {"hospital_internship": "none"}
ALL_OF_1: dict[str, Any] = {
    "company_internship": True,
    "course_in_country_of_residence": True,
    "course_leads_to": "diploma",
    "course_school_or_university": True,
    "cooperation_programme": "none",
}
ALL_OF_2: dict[str, Any] = {
    "foreign_employee": True,
    "declared_training": True,
    "further_internship": False,
}
ALL_OF_3: dict[str, Any] = {
    "hospital_internship": "public",
    "complementary_training": True,
    "training_recognised": True,
    "hospital_cooperation_agreement": True,
}
IN_GROUP: dict[str, Any] = {
    "foreign_employee": True,
    "declared_training": False,
    "further_internship": True,
    "host_in_employer_group": True,
    "group_seniority_months": 8,
    "higher_education_degree": True,
    "sufficient_means": True,
    "resides_outside_eu": True,
    "intra_group_posting": True,
}
# Only how the reservation of the 2° is read tells whether it is met.
TURNS_ON_THE_READING: dict[str, Any] = {
    **NOT_1,
    **NOT_3,
    **ALL_OF_2,
    "further_internship": True,
    "host_trades_with_employer": True,
    "host_in_employer_group": True,
    "group_seniority_months": 1,
    "eu_ict_permit": False,
    "nationality": "other",
}
# Of each alternative and card, somebody of whom everything is known that a rule asks about.
START = date(2018, 6, 15)
KNOWN: dict[str, Any] = {
    "course_vocational": False,
    "cooperation_programme": "none",
    "request": "first_card",
    "adult": True,
    "family_in_application": False,
    "documents_in_french": True,
    "vls_ts": False,
    "polygamy_declaration_due": False,
    "placed_by_association": False,
    "further_internship": False,
    "internship_start": START,
    "internship_end": date(2018, 10, 14),
    "earlier_months": 0,
    "extension": "none",
    "convention_sent": date(2018, 4, 15),
    "convention_received": date(2018, 4, 20),
    "amendment_sent": date(2018, 5, 30),
    "amendment_received": date(2018, 6, 4),
    "application_complete": date(2018, 7, 5),
    "monthly_means": 1000,
    "higher_education_degree": False,
    "eu_ict_permit": False,
}
NO_INTERNSHIP = {"further_internship": False, "host_in_employer_group": False}
PERMIT = {"higher_education_degree": False, "eu_ict_permit": True}
COMPLETE: dict[str, dict[str, Any]] = {
    "1°": {**KNOWN, **ALL_OF_1, **NOT_2, **NOT_3, **NO_INTERNSHIP},
    "2°": {**KNOWN, **NOT_1, **ALL_OF_2, **NOT_3},
    "3°": {**KNOWN, **NOT_1, **NOT_2, **ALL_OF_3, **NO_INTERNSHIP},
    "ICT": {**KNOWN, **NOT_1, **IN_GROUP, **NOT_3},
    "mobile ICT": {**KNOWN, **NOT_1, **IN_GROUP, **NOT_3, **PERMIT},
}


def around(of: str, on: date) -> dict[str, Any]:
    """Somebody of whom everything is known, whose internship starts soon after the day."""
    facts = dict(COMPLETE[of])
    begins = (on + timedelta(days=31)).replace(day=START.day)
    for name, value in facts.items():
        if isinstance(value, date):
            facts[name] = begins + (value - START)
    # An internship ends on the eve of the same day of the month, four months later.
    facts["internship_end"] = months_on(begins, 4) - timedelta(days=1)
    facts["convention_sent"] = months_on(begins, -2)
    return facts


def months_on(day: date, months: int) -> date:
    """The same day so many months later, for days that each month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)
