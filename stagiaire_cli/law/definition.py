"""The definition of the "stagiaire": each version of the article, condition by condition.

The words beside the conditions are those of the article as in force from 1 November 2016 to
30 April 2021, the only version that is quoted; ``r313-10-1.txt`` has the whole of it. To add a
version, add a value to ``VERSIONS``.
"""

from datetime import date
from typing import Final

from stagiaire_cli.law.dates import (
    CODE_OF_2021,
    DECREE_OF_2011,
    REFORM_OF_2016,
    REFORM_OF_2019,
    eve,
)
from stagiaire_cli.law.facts import EU_PROGRAMMES, PACIFIC, PRESUMED, TERRITORY
from stagiaire_cli.law.persons import out_of_scope
from stagiaire_cli.law.shapes import Provision, Version
from stagiaire_cli.logic.conditions import (
    FALSE,
    TRUE,
    All,
    Any,
    AtLeast,
    Condition,
    Is,
    Not,
    Open,
)

RESERVATION_READING: Final = "l313_7_2_scope"
READINGS: Final = {RESERVATION_READING: ("situation", "conditions")}

# 1° has kept these words since 2009.
_FIRST: Final = All(
    Is("company_internship", words="effectuer un stage en entreprise"),
    Is(
        "course_in_country_of_residence",
        words="dans le cadre d'une formation organisée dans son pays de résidence",
    ),
    Is(
        "course_leads_to",
        "diploma",
        "title",
        "qualification_level",
        words="qui conduit à la délivrance d'un diplôme ou d'un titre ou à la reconnaissance "
        "d'un niveau de qualification professionnelle",
    ),
    Any(
        Is(
            "course_school_or_university",
            words="qui relève d'un cursus scolaire ou universitaire",
        ),
        Is("course_vocational", words="d'une formation professionnelle"),
        All(
            Is(
                "cooperation_programme",
                *EU_PROGRAMMES,
                words="d'un programme de coopération de l'Union européenne ou intergouvernemental",
            ),
            Is(
                "programme_field",
                "education",
                "training",
                "youth",
                "culture",
                words="dans les domaines de l'éducation, de la formation, de la jeunesse ou de "
                "la culture",
            ),
        ),
    ),
)

_EMPLOYEE: Final = Is(
    "foreign_employee", words="en tant que salarié d'une entreprise établie à l'étranger"
)
_TRAINING: Final = Is(
    "declared_training",
    words="pour suivre une formation dispensée par un organisme mentionné à l'article L. 6351-1 "
    "du code du travail",
)
# The words make one requirement: no internship, or one with such a host.
_INTERNSHIP: Final = (
    "le cas échéant, effectuer un stage dans une entreprise avec laquelle son employeur entretient "
    "des relations commerciales"
)
_NO_INTERNSHIP: Final = Is("further_internship", False, words=_INTERNSHIP)
_TRADES: Final = Is("host_trades_with_employer", words=_INTERNSHIP)


def _reservation(
    article: str, *, rules_of_2019: bool, mobile_where: Condition = TRUE
) -> tuple[Condition, Condition, Condition]:
    """Who is "stagiaire ICT", who is "stagiaire mobile ICT", and what the 2° leaves to them."""
    words = "sous réserve des dispositions de l'article L. 313-7-2"

    def yes(fact: str, *values: object) -> Is:
        return Is(fact, *values, words=words, article=article)

    employee = yes("foreign_employee")
    in_the_group = (yes("further_internship"), yes("host_in_employer_group"))
    own_of_ict = (
        AtLeast("group_seniority_months", 6 if rules_of_2019 else 3, words, article),
        yes("higher_education_degree"),
        yes("sufficient_means"),
        *((yes("resides_outside_eu"), yes("intra_group_posting")) if rules_of_2019 else ()),
    )
    own_of_mobile = (
        yes("intra_group_posting"),
        yes("eu_ict_permit"),
        # Up to 90 days the permit is enough.
        Any(yes("short_mission"), yes("sufficient_means")),
        *(() if mobile_where == TRUE else (mobile_where,)),
    )
    return (
        All(employee, *in_the_group, *own_of_ict),
        All(employee, *in_the_group, *own_of_mobile),
        All(
            *in_the_group,
            Any(
                yes(RESERVATION_READING, "situation"),
                All(employee, *own_of_ict),
                All(employee, *own_of_mobile),
            ),
        ),
    )


def _second(reserved: Condition) -> Condition:
    return All(_EMPLOYEE, _TRAINING, Any(_NO_INTERNSHIP, _TRADES), Not(reserved))


# Before 1 November 2016 the group of the employer could be the host, and nothing was reserved.
_SECOND_BEFORE_2016: Final = All(
    _EMPLOYEE, _TRAINING, Any(_NO_INTERNSHIP, _TRADES, Is("host_in_employer_group"))
)


_IN_HOSPITAL: Final = "effectuer un stage dans un établissement public de santé"
_PUBLIC: Final = Is("hospital_internship", "public", words=_IN_HOSPITAL)
# Whether the opening of 2023 holds in the other two territories, the texts read do not say.
PACIFIC_HOSPITALS: Final = "pacific_hospitals"
_PUBLIC_OR_NONPROFIT: Final = Any(
    _PUBLIC,
    All(
        Is("hospital_internship", "private_nonprofit", words=_IN_HOSPITAL),
        Any(Is(TERRITORY, "covered", "french_polynesia"), Open(PACIFIC_HOSPITALS)),
    ),
)


def _third(hospital: Condition = _PUBLIC, *otherwise: Condition) -> Condition:
    """The 3°; somebody of whom ``otherwise`` holds needs no convention of R. 6134-2."""
    agreement = Is(
        "hospital_cooperation_agreement",
        words="dans le cadre de la convention de coopération prévue à l'article R. 6134-2 du "
        "code de la santé publique",
    )
    return All(
        hospital,
        Is("complementary_training", words="en vue de bénéficier d'une formation complémentaire"),
        Is(
            "training_recognised",
            words="conduisant à la reconnaissance d'un niveau de qualification professionnelle",
        ),
        Any(agreement, *otherwise) if otherwise else agreement,
    )


_DECLINED: Final = {
    "1°": ("company_internship", False),
    "2°": ("declared_training", False),
    "3°": ("hospital_internship", "none"),
}
# To come to a hospital does not say to which kind of hospital.
_CHOSEN: Final[dict[str, tuple[tuple[str, object], ...]]] = {
    "1°": (("company_internship", True),),
    "2°": (("foreign_employee", True),),
}


def _provisions(*conditions: Condition) -> tuple[Provision, ...]:
    return tuple(
        Provision(number, condition, declined, _CHOSEN.get(number, ()))
        for (number, declined), condition in zip(_DECLINED.items(), conditions, strict=False)
    )


_UNTIL_2019: Final = _reservation("L. 313-7-2", rules_of_2019=False)
_SINCE_2019: Final = _reservation("L. 313-7-2", rules_of_2019=True)
# In the Pacific the mobile card does not exist (annexe 10, rubrique 21), nor do the words of the 3°
# on the convention (R. 444-3 31°, R. 445-3 30°, R. 446-3 30°).
_NO_WORDS_ON_AGREEMENT: Final = Is(
    TERRITORY, *PACIFIC, article="R. 444-3 31°, R. 445-3 30°, R. 446-3 30°"
)
_SINCE_2021: Final = _reservation(
    "L. 421-30, L. 421-31",
    rules_of_2019=True,
    mobile_where=Is(TERRITORY, PRESUMED[TERRITORY], article="annexe 10, rubrique 21"),
)


def _seed(since: date, until: date, reservation: tuple[Condition, ...]) -> Version:
    ict, mobile, reserved = reservation
    return Version(
        "R. 313-10-1",
        since,
        until,
        (REFORM_OF_2016, eve(CODE_OF_2021)),
        _provisions(_FIRST, _second(reserved), _third()),
        ict,
        mobile,
        out_of_scope(since),
        quoted=True,
    )


def _code_of_2021(since: date, until: date | None, hospital: Condition) -> Version:
    ict, mobile, reserved = _SINCE_2021
    return Version(
        "R. 426-16",
        since,
        until,
        (since, until),
        _provisions(_FIRST, _second(reserved), _third(hospital, _NO_WORDS_ON_AGREEMENT)),
        ict,
        mobile,
        out_of_scope(since),
    )


def _before_2016(since: date, until: date, *provisions: Condition) -> Version:
    return Version(
        "R. 313-10-1",
        since,
        until,
        (since, until),
        _provisions(*provisions),
        FALSE,
        FALSE,
        out_of_scope(since),
    )


_PRIVATE_SINCE: Final = date(2023, 1, 1)

VERSIONS: Final = (
    _before_2016(date(2009, 6, 1), eve(DECREE_OF_2011), _FIRST, _SECOND_BEFORE_2016),
    _before_2016(DECREE_OF_2011, eve(REFORM_OF_2016), _FIRST, _SECOND_BEFORE_2016, _third()),
    _seed(REFORM_OF_2016, eve(REFORM_OF_2019), _UNTIL_2019),
    _seed(REFORM_OF_2019, eve(CODE_OF_2021), _SINCE_2019),
    _code_of_2021(CODE_OF_2021, eve(_PRIVATE_SINCE), _PUBLIC),
    _code_of_2021(_PRIVATE_SINCE, None, _PUBLIC_OR_NONPROFIT),
)

# The numbers of the alternatives of all versions.
NUMBERS: Final = tuple(
    dict.fromkeys(provision.number for version in VERSIONS for provision in version.provisions)
)
