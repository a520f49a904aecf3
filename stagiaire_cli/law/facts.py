"""The facts: what a person can be asked, in the order of the text, with what may be presumed.

Their labels, questions and help are in the language files, under the same identifiers.
"""

from datetime import date
from typing import Final

from stagiaire_cli.logic.conditions import UNKNOWN, Answers, Condition, Is
from stagiaire_cli.logic.periods import months_later
from stagiaire_cli.logic.records import Record

YES_NO: Final = (True, False)
EU_PROGRAMMES: Final = ("eu", "intergovernmental")


def flag_of(name: str) -> str:
    """The flag of a fact, or of another option, on the command line."""
    return "--" + name.replace("_", "-")


class Fact(Record):
    """A fact: what it may be answered, and how the questionnaire treats it.

    ``kind`` is ``yes_no``, ``choice``, ``months``, ``date`` or ``euros``; ``values`` lists the
    answers of a choice; ``presumed`` replaces an answer that is not given, never one that is
    unknown, and not where ``not_presumed_if`` holds; ``only_if`` is what an affirmative answer
    supposes.
    """

    id: str
    group: str
    kind: str = "yes_no"
    values: tuple[object, ...] = YES_NO
    presumed: object = None
    actionable: bool = False
    only_if: Condition | None = None
    not_presumed_if: Condition | None = None

    @property
    def flag(self) -> str:
        """Its flag on the command line."""
        return flag_of(self.id)


_PROGRAMME: Final = Is("cooperation_programme", "eu", "intergovernmental", "other")
_FURTHER: Final = Is("further_internship")
_HOSPITAL: Final = Is("hospital_internship", "public", "private_nonprofit", "private_for_profit")
_EMPLOYEE: Final = Is("foreign_employee")
_EXTENSION: Final = Is("extension", "first", "further")

FACTS: Final = (
    Fact("company_internship", "definition"),
    Fact("course_in_country_of_residence", "definition", actionable=True),
    Fact(
        "course_leads_to",
        "definition",
        "choice",
        ("diploma", "title", "qualification_level", "nothing"),
        actionable=True,
    ),
    Fact("course_school_or_university", "definition", actionable=True),
    Fact("course_vocational", "definition", actionable=True),
    Fact(
        "cooperation_programme",
        "definition",
        "choice",
        ("eu", "intergovernmental", "other", "none"),
        actionable=True,
    ),
    Fact(
        "programme_field",
        "definition",
        "choice",
        ("education", "training", "youth", "culture", "other"),
        actionable=True,
        only_if=_PROGRAMME,
    ),
    Fact("foreign_employee", "definition"),
    Fact("declared_training", "definition", actionable=True),
    Fact("further_internship", "definition", actionable=True, only_if=_EMPLOYEE),
    Fact("host_trades_with_employer", "definition", actionable=True, only_if=_FURTHER),
    Fact("host_in_employer_group", "definition", actionable=True, only_if=_FURTHER),
    Fact(
        "hospital_internship",
        "definition",
        "choice",
        ("public", "private_nonprofit", "private_for_profit", "none"),
        actionable=True,
    ),
    Fact("complementary_training", "definition", actionable=True, only_if=_HOSPITAL),
    Fact("training_recognised", "definition", actionable=True, only_if=_HOSPITAL),
    Fact("hospital_cooperation_agreement", "definition", actionable=True, only_if=_HOSPITAL),
    Fact(
        "group_seniority_months",
        "reservation",
        "months",
        (0, 3, 6),
        only_if=_EMPLOYEE,
    ),
    Fact("higher_education_degree", "reservation"),
    Fact("sufficient_means", "reservation"),
    Fact("resides_outside_eu", "reservation"),
    Fact("intra_group_posting", "reservation", only_if=_EMPLOYEE),
    Fact("eu_ict_permit", "reservation", presumed=False),
    Fact(
        "nationality",
        "frame",
        "choice",
        ("other", "algerian", "eu_eea_swiss", "french"),
        presumed="other",
    ),
    Fact(
        "territory",
        "frame",
        "choice",
        ("covered", "not_covered"),
        presumed="covered",
    ),
    Fact(
        "request",
        "file",
        "choice",
        ("first_card", "renewal"),
        presumed="first_card",
    ),
    Fact("adult", "file", presumed=True),
    Fact("family_in_application", "file", presumed=False),
    Fact("documents_in_french", "file", presumed=True),
    Fact("vls_ts", "file", presumed=False),
    Fact("polygamy_declaration_due", "file", presumed=False),
    Fact("placed_by_association", "file", presumed=False),
    Fact("internship_start", "file", "date", ()),
    Fact("internship_end", "file", "date", ()),
    # An extension always follows something.
    Fact("earlier_months", "file", "months", (0, 3), presumed=0, not_presumed_if=_EXTENSION),
    Fact("extension", "file", "choice", ("none", "first", "further"), presumed="none"),
    Fact("convention_sent", "file", "date", ()),
    Fact("convention_received", "file", "date", ()),
    Fact("amendment_sent", "file", "date", (), only_if=_EXTENSION),
    Fact("amendment_received", "file", "date", (), only_if=_EXTENSION),
    Fact("application_complete", "file", "date", ()),
    Fact("monthly_means", "file", "euros", ()),
)

# Facts that are more than one among others. Who the person is and where they live come first:
NATIONALITY: Final = "nationality"
TERRITORY: Final = "territory"
# the territory of somebody whom the code does not govern because of it, and the nationality with
# which it can be so;
ELSEWHERE: Final = ((NATIONALITY, "other"), (TERRITORY, "not_covered"))
# the internship has a first and a last day;
START: Final = "internship_start"
END: Final = "internship_end"
# the day of the application is presumed to be the day of the verdict, where one is given.
FILED: Final = "application_complete"

# The answers that affirm nothing, so that they suppose nothing either (see ``only_if``).
NEUTRAL: Final = (False, "none", "nothing", "other", UNKNOWN, 0)

FACT: Final = {fact.id: fact for fact in FACTS}
ORDER: Final = {fact.id: index for index, fact in enumerate(FACTS)}
PRESUMED: Final = {fact.id: fact.presumed for fact in FACTS if fact.presumed is not None}
_SOMETIMES: Final = {
    fact.id: fact.not_presumed_if for fact in FACTS if fact.not_presumed_if is not None
}

_A_DAY: Final = date(2020, 1, 1)
_DOMAINS: Final = {fact.id: fact.values for fact in FACTS if fact.values}


def domains(answers: Answers) -> dict[str, tuple[object, ...]]:
    """For each fact a value of every kind that a rule tells apart.

    The months are the bounds that some rule sets, and the dates make a short and a long stay from
    the day on which the internship starts.
    """
    start = answers.get(START)
    last = answers.get(END)
    first = start if isinstance(start, date) else _A_DAY
    end = last if isinstance(last, date) else first
    return _DOMAINS | {
        START: (end, months_later(end, -12)),
        END: (first, months_later(first, 12)),
    }


def presumed_of(answers: Answers, on: date | None) -> dict[str, object]:
    """What may be presumed of somebody who gave the answers, on the day if one is given."""
    presumed = PRESUMED if on is None else {**PRESUMED, FILED: on}
    denied = {name for name, unless in _SOMETIMES.items() if unless.value(answers)}
    return {name: value for name, value in presumed.items() if name not in denied}
