"""The facts: what a person can be asked, in the order of the text, with what may be presumed.

Which days contradict each other, and which document proves an answer, stand here as well.
Their labels, questions and help are in the language files, under the same identifiers.
"""

from datetime import date
from typing import Final

from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, Answers, Condition, Is
from stagiaire_cli.logic.periods import LastsAtMost, NotLater, months_later
from stagiaire_cli.logic.records import Record

YES_NO: Final = (True, False)
EU_PROGRAMMES: Final = ("eu", "intergovernmental")


def flag_of(name: str) -> str:
    """The flag of a fact, or of another option, on the command line."""
    return "--" + name.replace("_", "-")


class Disorder(Record):
    """Two days that contradict each other: by name, with the condition that they do."""

    facts: tuple[str, str]
    when: Condition


class Fact(Record):
    """A fact: what it may be answered, and how the questionnaire treats it.

    ``kind`` is ``yes_no``, ``choice``, ``months``, ``date`` or ``euros``; ``values`` lists the
    answers of a choice; ``presumed`` replaces an answer that is not given, never one that is
    unknown, and not where ``not_presumed_if`` holds; ``only_if`` is what an affirmative answer
    supposes. An ``act`` is done on the day that is its answer, or not yet. Instead of a ``former``
    value, which is none any more, there are those that follow it.
    """

    id: str
    group: str
    kind: str = "yes_no"
    values: tuple[object, ...] = YES_NO
    presumed: object = None
    actionable: bool = False
    only_if: Condition | None = None
    not_presumed_if: Condition | None = None
    act: bool = False
    former: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def flag(self) -> str:
        """Its flag on the command line."""
        return flag_of(self.id)


_PROGRAMME: Final = Is("cooperation_programme", "eu", "intergovernmental", "other")
_FURTHER: Final = Is("further_internship")
_HOSPITAL: Final = Is("hospital_internship", "public", "private_nonprofit", "private_for_profit")
_EMPLOYEE: Final = Is("foreign_employee")
_EXTENSION: Final = Is("extension", "first", "further")

PACIFIC: Final = ("new_caledonia", "french_polynesia", "wallis_futuna")

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
        ("other", "agreement_state", "algerian", "eu_eea_swiss", "french"),
        presumed="other",
    ),
    Fact(
        "territory",
        "frame",
        "choice",
        ("covered", *PACIFIC),
        presumed="covered",
        former=(("not_covered", PACIFIC),),
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
    Fact("earlier_months", "file", "months", (0, 3, 13), presumed=0, not_presumed_if=_EXTENSION),
    Fact("extension", "file", "choice", ("none", "first", "further"), presumed="none"),
    Fact("convention_sent", "file", "date", (), act=True),
    Fact("convention_received", "file", "date", (), act=True),
    Fact("amendment_sent", "file", "date", (), only_if=_EXTENSION, act=True),
    Fact("amendment_received", "file", "date", (), only_if=_EXTENSION, act=True),
    Fact("application_complete", "file", "date", (), act=True),
    Fact("monthly_means", "file", "euros", ()),
)

# Facts that are more than one among others. Who the person is and where they live come first;
# somebody who goes to the Pacific is taken to be of this nationality:
NATIONALITY: Final = "nationality"
TERRITORY: Final = "territory"
ELSEWHERE: Final = ((NATIONALITY, "other"),)
# of some it is never doubted that they are of age;
ADULT: Final = "adult"
# the internship has a first and a last day, and may have months before;
START: Final = "internship_start"
END: Final = "internship_end"
EARLIER: Final = "earlier_months"
# the agreement and its amendment are sent to the prefect, who receives them;
SENT: Final = "convention_sent"
RECEIVED: Final = "convention_received"
AMENDMENT_SENT: Final = "amendment_sent"
AMENDMENT_RECEIVED: Final = "amendment_received"
# a complete application is presumed to be so from the day of the verdict, where one is given.
FILED: Final = "application_complete"

# The answers that affirm nothing, so that they suppose nothing either (see ``only_if``).
NEUTRAL: Final = (False, "none", "nothing", "other", UNKNOWN, NOT_YET, 0)

# What conditions ask about by a name of its own and nobody is asked: it follows from answers.
DERIVED: Final = {"short_mission": LastsAtMost(END, START, days=90)}

# What is received, and what is sent before it.
SENT_BEFORE: Final = {RECEIVED: SENT, AMENDMENT_RECEIVED: AMENDMENT_SENT}

# The day of the verdict, among the days that it compares.
VERDICT_DAY: Final = "on"


def _disorder(first: str, then: str) -> Disorder:
    """That what comes then comes before the first."""
    return Disorder((first, then), NotLater(then, first, days=-1))


DISORDERS: Final = (
    _disorder(START, END),
    *(_disorder(sent, received) for received, sent in SENT_BEFORE.items()),
    _disorder(FILED, END),
    _disorder(VERDICT_DAY, END),
)

# Which document proves an answer that a person can act on, no text says: it is what each states.
_BY_ENROLMENT: Final = ("enrolment_certificate",)
_BY_PROGRAMME: Final = ("programme_attestation",)
_BY_AGREEMENT: Final = ("stamped_convention",)

PROOFS: Final = {
    "course_in_country_of_residence": _BY_ENROLMENT,
    "course_leads_to": _BY_ENROLMENT,
    "course_school_or_university": _BY_ENROLMENT,
    "course_vocational": _BY_ENROLMENT,
    "cooperation_programme": _BY_PROGRAMME,
    "programme_field": _BY_PROGRAMME,
    "declared_training": ("training_declaration_number",),
    "further_internship": _BY_AGREEMENT,
    "host_trades_with_employer": ("commercial_relations_proof",),
    "host_in_employer_group": _BY_AGREEMENT,
    "hospital_internship": _BY_AGREEMENT,
    "complementary_training": _BY_AGREEMENT,
    "training_recognised": _BY_AGREEMENT,
    "hospital_cooperation_agreement": ("cooperation_agreement_copy",),
}

FACT: Final = {fact.id: fact for fact in FACTS}
_RESERVATION: Final = [fact for fact in FACTS if fact.group in ("definition", "reservation")]
# Every name that a condition can ask about, in the order of the text.
VARIABLE: Final = {
    **{fact.id: fact for fact in _RESERVATION},
    **{name: Fact(name, "reservation") for name in DERIVED},
    **FACT,
}
ORDER: Final = {name: index for index, name in enumerate(VARIABLE)}
MADE_OF: Final = {name: condition.facts for name, condition in DERIVED.items()}
PRESUMED: Final = {fact.id: fact.presumed for fact in FACTS if fact.presumed is not None}
_SOMETIMES: Final = {
    fact.id: fact.not_presumed_if for fact in FACTS if fact.not_presumed_if is not None
}

_A_DAY: Final = date(2020, 1, 1)
_DOMAINS: Final = {name: fact.values for name, fact in VARIABLE.items() if fact.values}


def domains(answers: Answers) -> dict[str, tuple[object, ...]]:
    """For each fact a value of every kind that a rule tells apart.

    The months are the bounds that some rule sets, and the dates make a short and a long stay from
    the day on which the internship starts.
    """
    start = answers.get(START)
    last = answers.get(END)
    first = start if isinstance(start, date) else _A_DAY
    end = last if isinstance(last, date) else first
    days = {START: (end, months_later(end, -12)), END: (first, months_later(first, 12))}
    # A period that ends before it starts has no length, whatever else is answered.
    backwards = isinstance(start, date) and isinstance(last, date) and last < start
    return _DOMAINS | days | (dict.fromkeys(DERIVED, ()) if backwards else {})


def presumed_of(answers: Answers) -> dict[str, object]:
    """What may be presumed of somebody who gave the answers."""
    denied = {name for name, unless in _SOMETIMES.items() if unless.value(answers)}
    return {name: value for name, value in PRESUMED.items() if name not in denied}


def derived_of(answers: Answers) -> dict[str, object]:
    """What follows from the answers under a name of its own; "unknown" where they cannot tell."""
    derived: dict[str, object] = {}
    for name, condition in DERIVED.items():
        value = condition.value(answers)
        if value is not None:
            derived[name] = value
            continue
        parts = [answers.get(fact) for fact in condition.facts]
        if UNKNOWN in parts or None not in parts:
            derived[name] = UNKNOWN
    return derived
