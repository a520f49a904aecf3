"""The article read a second time, as plain booleans, by somebody who has not seen the rules.

Nothing of the package is imported here. Each function takes a complete assignment of the facts:
booleans, one of the words of a choice, whole numbers.
"""

from typing import Any

Facts = dict[str, Any]
# What each alternative asks about, and what the reservation of the 2° asks besides.
FACTS_OF: dict[str, tuple[str, ...]] = {
    "1°": (
        "company_internship",
        "course_in_country_of_residence",
        "course_leads_to",
        "course_school_or_university",
        "course_vocational",
        "cooperation_programme",
        "programme_field",
    ),
    "2°": (
        "foreign_employee",
        "declared_training",
        "further_internship",
        "host_trades_with_employer",
        "host_in_employer_group",
    ),
    "3°": (
        "hospital_internship",
        "complementary_training",
        "training_recognised",
        "hospital_cooperation_agreement",
    ),
}
DEFINITION: tuple[str, ...] = tuple(fact for facts in FACTS_OF.values() for fact in facts)
# A fact that an alternative asks about only from a day on (ISO).
ASKED_SINCE: dict[str, str] = {}
RESERVED: tuple[str, ...] = (
    "group_seniority_months",
    "higher_education_degree",
    "sufficient_means",
    "resides_outside_eu",
    "intra_group_posting",
    "eu_ict_permit",
)


def facts_of(number: str, on: str) -> list[str]:
    """What an alternative asks about on a day."""
    return [fact for fact in FACTS_OF[number] if ASKED_SINCE.get(fact, "") <= on]


def first_alternative(f: Facts) -> bool:
    """The 1°, in the same words since 2009."""
    if not f["company_internship"] or not f["course_in_country_of_residence"]:
        return False
    if f["course_leads_to"] == "nothing":
        return False
    programme = (
        f["cooperation_programme"] == "eu" or f["cooperation_programme"] == "intergovernmental"
    )
    field_counts = f["programme_field"] != "other"
    curriculum = f["course_school_or_university"]
    return bool(curriculum or f["course_vocational"] or (programme and field_counts))


def in_the_group(f: Facts) -> bool:
    """An internship in a company of the group that employs the person (L. 313-7-2)."""
    return bool(f["further_internship"] and f["host_in_employer_group"])


def is_ict(f: Facts, on: str) -> bool:
    """L. 313-7-2 I, as in force on the day (ISO)."""
    if on < "2016-11-01" or not (in_the_group(f) and f["foreign_employee"]):
        return False
    if not (f["higher_education_degree"] and f["sufficient_means"]):
        return False
    if on < "2019-03-01":
        return bool(f["group_seniority_months"] >= 3)
    if not (f["resides_outside_eu"] and f["intra_group_posting"]):
        return False
    return bool(f["group_seniority_months"] >= 6)


def is_mobile(f: Facts, on: str) -> bool:
    """L. 313-7-2, fourth paragraph of I and II, then L. 421-31: the permit of another State."""
    if on < "2016-11-01":
        return False
    posted = f["foreign_employee"] and f["intra_group_posting"]
    return bool(posted and in_the_group(f) and f["eu_ict_permit"])


def second_alternative(f: Facts, on: str, reading: str) -> bool:
    """The 2°, under one reading of its reservation."""
    if not (f["foreign_employee"] and f["declared_training"]):
        return False
    if not f["further_internship"]:
        return True
    if on < "2016-11-01":
        return bool(f["host_in_employer_group"] or f["host_trades_with_employer"])
    if not f["host_trades_with_employer"]:
        return False
    if not f["host_in_employer_group"]:
        return True
    if reading == "situation":
        return False
    return not is_ict(f, on) and not is_mobile(f, on)


def third_alternative(f: Facts, on: str) -> bool:
    """The 3°, which came in 2011 and was opened to private non-profit establishments in 2023."""
    if on < "2011-09-08":
        return False
    hospitals = ["public"] if on < "2023-01-01" else ["public", "private_nonprofit"]
    return bool(
        f["hospital_internship"] in hospitals
        and f["complementary_training"]
        and f["training_recognised"]
        and f["hospital_cooperation_agreement"]
    )


def status(f: Facts, on: str, reading: str) -> str:
    """The status, for a person under one reading; the frame before the definition."""
    if f["nationality"] != "other":
        return "out_of_scope"
    if f["territory"] == "not_covered" and on < "2021-05-01":
        return "out_of_scope"
    if first_alternative(f) or second_alternative(f, on, reading) or third_alternative(f, on):
        return "qualifies"
    return "diverted" if is_ict(f, on) or is_mobile(f, on) else "does_not_qualify"
