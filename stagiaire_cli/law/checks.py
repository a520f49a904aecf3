"""What is checked besides the definition: the convention, its dates, the means, the decision.

A check that fails leaves the definition as it is: it says that the convention or the file cannot
succeed as it stands. Each entry holds for one alternative, or for the card of the "stagiaire ICT",
from one day to another.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from stagiaire_cli.law.amounts import checks_of_means
from stagiaire_cli.law.dates import (
    ALWAYS,
    CODE_OF_2021,
    NO_ASSOCIATION,
    NO_STAMP_OF_SHORT_STAYS,
    REFORM_OF_2016,
    REFORM_OF_2019,
    STILL,
    eve,
)
from stagiaire_cli.law.facts import (
    AMENDMENT_RECEIVED,
    AMENDMENT_SENT,
    END,
    FILED,
    RECEIVED,
    SENT,
    START,
)
from stagiaire_cli.law.persons import (
    EU_PROGRAMME,
    HAS_VISA,
    ICT,
    IN_PACIFIC,
    MINOR,
    MOBILE,
    SHORT_MISSION,
    SHORT_STAY,
)
from stagiaire_cli.law.shapes import Check, Delay, Signatory, Told
from stagiaire_cli.logic.conditions import TRUE, All, Any, AtLeast, Condition, Is, Not, Open
from stagiaire_cli.logic.periods import LastsAtMost, NotLater
from stagiaire_cli.logic.records import Record

STAGIAIRES: Final = ("1°", "2°", "3°")

_FIRST: Final = Is("extension", "none")
_EXTENSION: Final = Is("extension", "first")
_FURTHER: Final = Is("extension", "further")
_VOCATIONAL: Final = Is("course_vocational")
_LONG: Final = Not(SHORT_STAY)


def _at_most(months: int) -> LastsAtMost:
    return LastsAtMost(END, START, months)


def _in_all(months: int) -> LastsAtMost:
    return LastsAtMost(END, START, months, earlier="earlier_months")


# The text caps an extension of the 3° at six months, and says nothing of a second one.
SECOND_EXTENSION: Final = "second_extension"
_DURATION: Final = {
    "1°": Any(Not(_VOCATIONAL), _in_all(6)),
    # What was done before an extension is the first period.
    "2°": All(
        Any(
            All(_FIRST, _at_most(12)),
            All(_EXTENSION, Not(AtLeast("earlier_months", 13))),
        ),
        _in_all(18),
    ),
    "3°": All(
        Any(All(_FURTHER, Open(SECOND_EXTENSION)), All(Not(_FURTHER), _at_most(6))), _in_all(24)
    ),
}
_DURATION_REMARKS: Final = {
    # The cap of the Education code, which this code does not refer to.
    "1°": (
        Told("cap_of_vocational", _VOCATIONAL),
        Told("education_code_cap", Not(Any(_VOCATIONAL, _in_all(6))), since=date(2014, 7, 12)),
    ),
    "2°": (Told("caps_of_employees"), Told("one_extension", _FURTHER)),
    "3°": (Told("caps_of_hospitals"), Told("hospital_terms", Not(IN_PACIFIC))),
}


def _sent(months: int) -> NotLater:
    return NotLater(SENT, START, months=-months)


_SENT_IN_TIME: Final = Any(_sent(2), All(EU_PROGRAMME, _sent(1)))
_PREFECT: Final = (Delay(days=30, when=Not(EU_PROGRAMME)), Delay(days=15, when=EU_PROGRAMME))
# The internship planned at first ends on the day before the extension starts.
_AMENDMENT_IN_TIME: Final = NotLater(AMENDMENT_SENT, START, days=-16)

_STAMPED: Final = "stamped_convention"
_TEACHERS_SINCE: Final = date(2014, 12, 1)
_COMMON_SIGNATORIES: Final = (
    Signatory("legal_representative", Not(Is("adult"))),
    Signatory("approved_association", Is("placed_by_association"), until=eve(NO_ASSOCIATION)),
)
_SIGNATORIES: Final = {
    "1°": (
        Signatory("trainee"),
        Signatory("training_establishment"),
        Signatory("host_company"),
        *_COMMON_SIGNATORIES,
        Signatory("referring_teacher", sure=False, since=_TEACHERS_SINCE),
        Signatory("tutor", sure=False, since=_TEACHERS_SINCE),
    ),
    "2°": (
        Signatory("trainee"),
        Signatory("foreign_employer"),
        Signatory("training_body"),
        # The text says one "or" the other; both are safe.
        Signatory("host_company", Is("further_internship"), sure=False),
        *_COMMON_SIGNATORIES,
    ),
    "3°": (
        Signatory("trainee"),
        Signatory("host_hospital"),
        Signatory("cooperation_body"),
        Signatory("paying_body", sure=False),
        *_COMMON_SIGNATORIES,
    ),
    ICT: (Signatory("trainee"), Signatory("foreign_employer"), Signatory("host_company")),
}


class _Articles(Record):
    """Where one code has its rules, and the days between which it does."""

    duration: str
    sending: str
    amendment: str
    signing: str
    since: date
    until: date
    # From when to when a convention is stamped, and for which stays.
    stamping: tuple[tuple[date, date, tuple[Condition, ...]], ...]


_OLD: Final = _Articles(
    "R. 313-10-3 II",
    "R. 313-10-4 I",
    "R. 313-10-4 II",
    "R. 313-10-3 I",
    ALWAYS,
    eve(CODE_OF_2021),
    (
        (ALWAYS, eve(NO_STAMP_OF_SHORT_STAYS), ()),
        (NO_STAMP_OF_SHORT_STAYS, eve(CODE_OF_2021), (_LONG,)),
    ),
)
_NEW: Final = _Articles(
    "R. 426-18",
    "R. 426-20",
    "R. 426-21",
    "R. 426-19",
    CODE_OF_2021,
    STILL,
    ((CODE_OF_2021, STILL, (_LONG,)),),
)


def _convention(at: _Articles) -> Iterator[Check]:
    """The checks on the convention, which both codes have in the same words."""
    for number in STAGIAIRES:
        yield Check(
            "duration",
            number,
            at.duration,
            holds=_DURATION[number],
            subject=END,
            remarks=_DURATION_REMARKS[number],
            since=at.since,
            until=at.until,
        )
        for since, until, stamped in at.stamping:
            for check in _stamp(number, at, stamped):
                yield check._replace(since=since, until=until)
        signed = Check("signatories", number, at.signing, signatories=_SIGNATORIES[number])
        yield signed._replace(since=at.since, until=at.until)


def _stamp(number: str, at: _Articles, stamped: tuple[Condition, ...]) -> Iterator[Check]:
    """The checks on the stamp of the convention, or of its amendment."""
    yield from _visa(number, at.sending, All(_FIRST, *stamped), _SENT_IN_TIME, _PREFECT)
    if number != "1°":
        yield _amendment(number, at.amendment, All(Not(_FIRST), *stamped))


def _visa(
    provision: str, article: str, applies: Condition, in_time: Condition, delays: tuple[Delay, ...]
) -> Iterator[Check]:
    """When to send the convention, and by when it is stamped or refused."""
    yield Check(
        "sent_in_time",
        provision,
        article,
        applies,
        in_time,
        SENT,
        to_do=True,
        closed_by=_STAMPED,
    )
    yield Check(
        "prefect_answer",
        provision,
        article,
        applies,
        counted_from=RECEIVED,
        delays=delays,
        silence="refusal",
        closed_by=_STAMPED,
    )


def _amendment(provision: str, article: str, applies: Condition) -> Check:
    """When to send the amendment, and by when it is accepted."""
    return Check(
        "amendment_in_time",
        provision,
        article,
        applies,
        _AMENDMENT_IN_TIME,
        AMENDMENT_SENT,
        AMENDMENT_RECEIVED,
        (Delay(days=15),),
        "acceptance",
        to_do=True,
    )


def _decision(
    provision: str, article: str, delay: Delay, applies: Condition, since: date, until: date
) -> Check:
    return Check(
        "card_decision",
        provision,
        article,
        applies,
        counted_from=FILED,
        delays=(delay,),
        silence="refusal",
        since=since,
        until=until,
    )


def _decisions() -> Iterator[Check]:
    # Whoever owes no card waits for none.
    owed = All(_LONG, Not(MINOR))
    card = All(owed, Not(HAS_VISA))
    before_2019, before_2021 = eve(REFORM_OF_2019), eve(CODE_OF_2021)
    ninety = Delay(days=90)
    for number in STAGIAIRES:
        old = "R.* 311-12, R. 311-12-1"
        yield _decision(number, old, Delay(months=4), card, ALWAYS, before_2019)
        yield _decision(number, "R. 313-10-2 II", ninety, card, REFORM_OF_2019, before_2021)
        yield _decision(number, "R. 426-17", ninety, card, CODE_OF_2021, STILL)
    mission = All(Not(SHORT_MISSION), Not(MINOR))
    yield _decision(ICT, "R. 313-10-6", ninety, card, REFORM_OF_2016, before_2021)
    yield _decision(ICT, "R. 421-51", ninety, card, CODE_OF_2021, STILL)
    yield _decision(MOBILE, "R. 313-10-10 II", ninety, mission, REFORM_OF_2016, before_2021)
    yield _decision(MOBILE, "R. 421-54", ninety, mission, CODE_OF_2021, STILL)


def _durations_of_ict() -> Iterator[Check]:
    """One year in all (L. 313-7-2, then L. 421-30 and L. 421-31)."""
    before_2021 = eve(CODE_OF_2021)
    # Less what was done in other States, of which nobody is asked.
    less = All(_in_all(12), Open("stays_elsewhere"))
    for provision, article, remark, holds, since, until in (
        (ICT, "L. 313-7-2 I", "cap_of_ict", _in_all(12), REFORM_OF_2016, before_2021),
        (ICT, "L. 421-30", "cap_of_ict", _in_all(12), CODE_OF_2021, STILL),
        (MOBILE, "L. 313-7-2 II", "cap_of_mobile", less, REFORM_OF_2016, before_2021),
        (MOBILE, "L. 421-31", "cap_of_mobile", less, CODE_OF_2021, STILL),
    ):
        yield Check(
            "duration",
            provision,
            article,
            Not(SHORT_MISSION) if provision == MOBILE else TRUE,
            holds=holds,
            subject=END,
            remarks=(Told(remark),),
            since=since,
            until=until,
        )


def _convention_of_ict() -> Iterator[Check]:
    """The convention of the "stagiaire ICT", which the decree of 2019 did away with."""
    sending, amendment = "R. 313-10-8 I", "R. 313-10-8 II"
    checks = (
        *_visa(ICT, sending, All(_FIRST, _LONG), _sent(2), (Delay(days=30),)),
        _amendment(ICT, amendment, All(Not(_FIRST), _LONG)),
        Check("signatories", ICT, "R. 313-10-7", signatories=_SIGNATORIES[ICT]),
    )
    for check in checks:
        yield check._replace(since=REFORM_OF_2016, until=eve(REFORM_OF_2019))


CHECKS: Final = (
    *_convention(_OLD),
    *_convention(_NEW),
    *_decisions(),
    *_durations_of_ict(),
    *_convention_of_ict(),
    *checks_of_means(),
)
CHECK_NAMES: Final = tuple(dict.fromkeys(check.name for check in CHECKS))
SIGNATORIES: Final = tuple(
    dict.fromkeys(signatory.who for check in CHECKS for signatory in check.signatories)
)
