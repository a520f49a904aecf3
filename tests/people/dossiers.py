"""Facts that several test modules start from: each alternative met, or declined."""

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
