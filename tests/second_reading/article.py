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
PACIFIC: tuple[str, ...] = ("new_caledonia", "french_polynesia", "wallis_futuna")
# What an alternative asks besides, from a day on (ISO): where the internship takes place.
ASKED_SINCE: dict[str, tuple[tuple[str, str], ...]] = {"3°": (("territory", "2021-05-01"),)}
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
    besides = (fact for fact, since in ASKED_SINCE.get(number, ()) if since <= on)
    return [*FACTS_OF[number], *besides]


def reserved_on(on: str) -> list[str]:
    """What the reservation of the 2° asks besides; what is only ever known from the days, last.

    ``short_mission`` says that the stay lasts at most ninety days.
    """
    if on < "2016-11-01":
        return []
    since_2019 = on >= "2019-03-01"
    names = [name for name in RESERVED if since_2019 or name != "resides_outside_eu"]
    return [*names, *(["territory"] if on >= "2021-05-01" else []), "short_mission"]


def first_alternative(f: Facts, on: str) -> bool:
    """The 1°, in the same words in each version."""
    if on < "2009-06-01":
        return False
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
    """L. 313-7-2 II, then L. 421-31: the permit of another State.

    Whoever stays ninety days at most needs no means; the card does not exist in the Pacific.
    """
    if on < "2016-11-01" or (on >= "2021-05-01" and f["territory"] in PACIFIC):
        return False
    if not (f["short_mission"] or f["sufficient_means"]):
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


def third_alternative(f: Facts, on: str) -> bool | None:
    """The 3°; None where the texts read do not say.

    It came in 2011. Since May 2021 it has, in the Pacific, no words on the convention of R. 6134-2;
    since 2023 it is open to private non-profit establishments, in the Pacific for certain in
    Polynésie alone.
    """
    if on < "2011-09-08":
        return False
    pacific = on >= "2021-05-01" and f["territory"] in PACIFIC
    if not (f["complementary_training"] and f["training_recognised"]):
        return False
    if not (pacific or f["hospital_cooperation_agreement"]):
        return False
    if f["hospital_internship"] == "public":
        return True
    if f["hospital_internship"] != "private_nonprofit" or on < "2023-01-01":
        return False
    return None if f["territory"] in ("new_caledonia", "wallis_futuna") else True


def status(f: Facts, on: str, reading: str) -> str:
    """The status, for a person under one reading; the frame before the definition."""
    if f["nationality"] in ("french", "eu_eea_swiss", "algerian"):
        return "out_of_scope"
    if f["territory"] in PACIFIC and on < "2021-05-01":
        return "out_of_scope"
    third = third_alternative(f, on)
    if first_alternative(f, on) or second_alternative(f, on, reading) or third:
        return "qualifies"
    if third is None:
        return "undetermined"
    return "diverted" if is_ict(f, on) or is_mobile(f, on) else "does_not_qualify"
