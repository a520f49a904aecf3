"""The checks: each rule on both sides of each limit, and nothing guessed from what is not known.

Limits are read from the tables of the law, so that a new row is tested as soon as it is there; the
day or the cent on either side is computed here.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import CheckVerdict
from stagiaire_cli.languages import language
from stagiaire_cli.law.amounts import ALLOWANCE, ALLOWANCE_KNOWN, SMIC
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, law_on
from stagiaire_cli.law.checks import CHECK_NAMES, CHECKS
from stagiaire_cli.law.dates import STILL
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.reports.verdict.sentences import check as check_in_words
from tests.people.dossiers import ALL_OF_1, ALL_OF_2, ALL_OF_3, IN_GROUP, NOT_1, NOT_2, NOT_3

FIRST: dict[str, Any] = {
    **ALL_OF_1,
    "course_vocational": False,
    "declared_training": False,
    **NOT_3,
}
SECOND: dict[str, Any] = {**NOT_1, "cooperation_programme": "none", **ALL_OF_2, **NOT_3}
THIRD: dict[str, Any] = {
    **NOT_1,
    "cooperation_programme": "none",
    "declared_training": False,
    **ALL_OF_3,
}
ICT = {**IN_GROUP, **NOT_1, **NOT_3}
MET = {"1°": FIRST, "2°": SECOND, "3°": THIRD}
ON = date(2018, 5, 15)
DAY = timedelta(days=1)
CENT = Decimal("0.01")


def check(name: str, facts: dict[str, Any], on: date | None = ON, **more: Any) -> CheckVerdict:
    """The only check of that name."""
    verdict = assess({**facts, **more}, on=on)
    [found] = [one for one in verdict.checks if one.check == name]
    return found


def names(facts: dict[str, Any], on: date | None = ON, **more: Any) -> list[str]:
    return [one.check for one in assess({**facts, **more}, on=on).checks]


def period(months: int, days: int = 0, on: date = ON) -> dict[str, Any]:
    """An internship from 15 January of the next year, of so many months and so many days more."""
    year, month = divmod((on.year + 1) * 12 + months, 12)
    end = date(year, month + 1, 15) - DAY + timedelta(days=days)
    return {"internship_start": date(on.year + 1, 1, 15), "internship_end": end}


def complete(facts: dict[str, Any], on: date) -> tuple[str, ...]:
    """The documents with which the file lacks nothing."""
    file = assess(facts, on=on).file
    return (*file.missing, *file.doubtful)


@pytest.mark.parametrize(
    ("number", "extension", "earlier", "months"),
    [
        ("1°", "none", 0, 6),
        ("1°", "first", 2, 4),
        ("2°", "none", 0, 12),
        ("2°", "first", 10, 8),
        ("2°", "first", 12, 6),
        ("3°", "none", 0, 6),
        ("3°", "none", 18, 6),
        ("3°", "none", 20, 4),
        ("3°", "first", 6, 6),
        ("3°", "first", 20, 4),
    ],
)
@pytest.mark.parametrize("on", [date(2009, 6, 1), ON, date(2021, 5, 1), date(2026, 4, 3)])
def test_an_internship_lasts_to_the_last_day_allowed_and_not_a_day_more(
    number: str, extension: str, earlier: int, months: int, on: date
) -> None:
    if number == "3°" and on < date(2011, 9, 8):
        return
    facts = {**MET[number], "extension": extension, "earlier_months": earlier}
    if number == "1°":
        facts["course_vocational"] = True
    last = check("duration", facts, on, **period(months, on=on))
    assert (last.result, last.limit) == ("ok", last.value)
    over = check("duration", facts, on, **period(months, days=1, on=on))
    assert (over.result, over.limit) == ("fails", last.limit)
    assert over.article == ("R. 313-10-3 II" if on < date(2021, 5, 1) else "R. 426-18")


def test_only_vocational_training_caps_the_first_and_a_longer_one_is_warned_about() -> None:
    free = check("duration", FIRST, **period(8))
    assert (free.result, free.limit, free.remarks) == ("ok", None, ("education_code_cap",))
    assert check("duration", FIRST, **period(6)).remarks == ()
    done: dict[str, Any] = {"extension": "first", "earlier_months": 4}
    assert check("duration", FIRST, **done, **period(4)).remarks == ("education_code_cap",)
    assert check("duration", FIRST, **done, **period(2)).remarks == ()
    assert check("duration", FIRST).result == "ok"
    assert check("duration", FIRST, date(2014, 7, 11), **period(8)).remarks == ()


def test_a_course_that_may_be_vocational_is_in_order_only_up_to_six_months() -> None:
    facts = {**FIRST, "course_vocational": "unknown"}
    assert check("duration", facts, **period(6)).result == "ok"
    longer = check("duration", facts, **period(7))
    assert (longer.result, longer.facts) == ("unknown", ("course_vocational",))


def test_an_extension_presumes_nothing_done_before() -> None:
    facts = {**SECOND, "extension": "first"}
    found = check("duration", facts, **period(6))
    assert (found.result, found.facts) == ("unknown", ("earlier_months",))
    assert "earlier_months" not in assess({**facts, **period(6)}, on=ON).presumed
    assert check("duration", facts, **period(19)).result == "fails"
    assert assess({**SECOND, **period(6)}, on=ON).presumed["earlier_months"] == 0


def test_an_internship_that_ends_before_it_starts_has_no_length_and_says_so() -> None:
    for facts in MET.values():
        days = {"internship_start": date(2018, 6, 30), "internship_end": date(2018, 6, 1)}
        found = check("duration", {**facts, "course_vocational": True}, **days)
        assert (found.result, found.facts, found.reason) == ("unknown", (), "days_contradict")


def test_so_has_the_stay_that_the_delay_of_a_decision_depends_on() -> None:
    facts = {**ICT, "eu_ict_permit": True, "application_complete": date(2022, 6, 1)}
    days = {"internship_start": date(2022, 6, 30), "internship_end": date(2022, 6, 1)}
    verdict = assess({**facts, **days}, on=date(2022, 6, 7))
    found = [one for one in verdict.checks if one.provision == "mobile ICT"]
    contradicted = {one.check for one in found if one.reason == "days_contradict"}
    assert contradicted == {"card_decision", "duration"}
    said = [check_in_words(one, language("en")) for one in found if one.check == "card_decision"]
    assert said == ["dates that were given contradict each other."]


def test_a_deadline_that_is_past_is_said_to_be() -> None:
    facts = {**SECOND, "internship_start": date(2018, 7, 15)}
    assert check("sent_in_time", facts, date(2018, 5, 15)).remarks == ()
    assert check("sent_in_time", facts, date(2018, 5, 16)).remarks == ("past",)
    assert check("sent_in_time", facts, None).remarks == ()
    sent = check("sent_in_time", facts, date(2018, 5, 16), convention_sent=date(2018, 5, 1))
    assert sent.remarks == ()


def test_a_second_extension_fails_for_the_second_and_counts_to_24_months_for_the_third() -> None:
    assert check("duration", SECOND, extension="further", earlier_months=1).result == "fails"
    further = {**THIRD, "extension": "further", "earlier_months": 12}
    for on in (date(2012, 1, 1), ON, date(2026, 4, 3)):
        for months in (8, 12):
            within = check("duration", further, on, **period(months, on=on))
            assert (within.result, within.facts) == ("unknown", ())
            # The text caps an extension of a 3°, and says nothing of a second.
            assert within.reason == "second_extension"
        over = check("duration", further, on, **period(12, days=1, on=on))
        assert (over.result, over.limit) == ("fails", within.value)


def test_an_extension_that_is_not_known_leaves_open_what_it_would_change() -> None:
    assert check("duration", SECOND, extension="unknown", **period(3)).result == "unknown"
    # No text decides a second extension of a 3°, however short.
    short = check("duration", THIRD, extension="unknown", **period(3))
    assert (short.result, short.facts) == ("unknown", ("extension",))
    assert check("duration", THIRD, extension="unknown", **period(8)).result == "unknown"
    far = {**period(8), "earlier_months": 20}
    assert check("duration", THIRD, extension="unknown", **far).result == "fails"


@pytest.mark.parametrize("missing", ["internship_start", "internship_end"])
def test_a_day_that_is_not_given_leaves_the_length_unknown_and_is_named(missing: str) -> None:
    days = period(3)
    del days[missing]
    found = check("duration", SECOND, **days)
    assert (found.result, found.facts) == ("unknown", (missing,))
    assert (found.limit is None) is (missing == "internship_start")


@pytest.mark.parametrize("number", MET)
@pytest.mark.parametrize(("programme", "months"), [("none", 2), ("other", 2), ("eu", 1)])
@pytest.mark.parametrize("start", [date(2018, 9, 1), date(2019, 4, 30), date(2020, 4, 30)])
def test_the_agreement_is_sent_two_months_before_or_one_under_a_programme(
    number: str, programme: str, months: int, start: date
) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 - months, 12)
    ends = {1: 31, 2: 29 if year % 4 == 0 else 28, 3: 31, 7: 31, 8: 31}
    limit = date(year, month + 1, min(start.day, ends.get(month + 1, 30)))
    facts = {**MET[number], "cooperation_programme": programme, "internship_start": start}
    last = check("sent_in_time", facts, convention_sent=limit)
    assert (last.result, last.limit, last.article) == ("ok", limit, "R. 313-10-4 I")
    assert check("sent_in_time", facts, convention_sent=limit + DAY).result == "fails"


def test_a_programme_that_is_not_known_matters_between_one_month_and_two() -> None:
    facts = {**SECOND, "cooperation_programme": "unknown", "internship_start": date(2018, 9, 1)}
    for day, result in (
        (date(2018, 7, 1), "ok"),
        (date(2018, 7, 2), "unknown"),
        (date(2018, 8, 1), "unknown"),
        (date(2018, 8, 2), "fails"),
    ):
        assert check("sent_in_time", facts, convention_sent=day).result == result


def test_where_one_answer_tells_the_limit_each_is_told_with_the_answers_that_make_it() -> None:
    facts = {**ALL_OF_1, **NOT_2, **NOT_3, "internship_start": "2018-09-01"}
    del facts["cooperation_programme"]
    found = {one.check: one for one in assess(facts, on="2018-05-15").checks}
    sent, means = found["sent_in_time"], found["means"]
    assert (sent.result, sent.limit) == ("unknown", None)
    assert sent.depends_on == means.depends_on == "cooperation_programme"
    assert sent.limits == (
        (date(2018, 8, 1), ("eu", "intergovernmental")),
        (date(2018, 7, 1), ("other", "none")),
    )
    # Under a programme the means are presumed: no amount is told then.
    assert means.limits == ((61500, ("other", "none")),)
    assert "practice" in means.remarks
    said = check_in_words(sent, language("en")).replace("\N{NO-BREAK SPACE}", " ")
    assert "1 July 2018 at the latest (co-operation programme: another or none)" in said
    without_start = assess({**facts, "internship_start": None}, on="2018-05-15").checks
    assert not next(one for one in without_start if one.check == "sent_in_time").limits


def test_what_was_not_sent_yet_is_told_until_when() -> None:
    found = check("sent_in_time", SECOND, internship_start=date(2018, 9, 1))
    assert (found.result, found.limit) == ("unknown", date(2018, 7, 1))
    assert found.facts == ("convention_sent",)


@pytest.mark.parametrize(("programme", "days"), [("none", 30), ("intergovernmental", 15)])
def test_the_silence_of_the_prefect_is_a_refusal(programme: str, days: int) -> None:
    received = date(2018, 2, 20)
    facts = {**FIRST, "cooperation_programme": programme}
    found = check("prefect_answer", facts, convention_received=received)
    day = received + timedelta(days=days)
    assert (found.result, found.value) == ("info", day)
    assert found.silence == (day, "refusal", received, day)


def test_an_answer_of_the_prefect_cannot_be_dated_without_receipt_or_programme() -> None:
    assert check("prefect_answer", FIRST).facts == ("convention_received",)
    facts = {**FIRST, "cooperation_programme": "unknown", "convention_received": ON}
    assert check("prefect_answer", facts).facts == ("cooperation_programme",)


@pytest.mark.parametrize("number", ["2°", "3°"])
def test_an_amendment_is_sent_fifteen_days_before_the_planned_end_and_silence_accepts_it(
    number: str,
) -> None:
    start = date(2018, 6, 1)
    facts = {**MET[number], "extension": "first", "internship_start": start}
    limit = start - DAY - timedelta(days=15)
    last = check("amendment_in_time", facts, amendment_sent=limit, amendment_received=limit)
    assert (last.result, last.limit, last.article) == ("ok", limit, "R. 313-10-4 II")
    accepted = limit + timedelta(days=15)
    assert last.silence == (accepted, "acceptance", limit, accepted)
    assert check("amendment_in_time", facts, amendment_sent=limit + DAY).result == "fails"
    assert "sent_in_time" not in names(facts)
    assert "prefect_answer" not in names(facts)


def test_the_first_has_no_procedure_for_an_amendment() -> None:
    assert "amendment_in_time" not in names(FIRST, extension="first")
    assert "sent_in_time" not in names(FIRST, extension="first")


def test_an_extension_that_is_not_known_leaves_both_procedures_open() -> None:
    for name in ("sent_in_time", "amendment_in_time"):
        found = check(name, SECOND, extension="unknown", **period(6))
        assert (found.result, found.facts) == ("unknown", ("extension",))


@pytest.mark.parametrize(
    ("on", "day", "article"),
    [
        (date(2019, 2, 28), date(2019, 6, 28), "R.* 311-12, R. 311-12-1"),
        (date(2018, 10, 31), date(2019, 2, 28), "R.* 311-12, R. 311-12-1"),
        (date(2019, 3, 1), date(2019, 5, 30), "R. 313-10-2 II"),
        (date(2021, 4, 30), date(2021, 7, 29), "R. 313-10-2 II"),
        (date(2021, 5, 1), date(2021, 7, 30), "R. 426-17"),
    ],
)
@pytest.mark.parametrize("number", MET)
def test_the_silence_on_the_card_is_a_refusal_after_four_months_then_ninety_days(
    number: str, on: date, day: date, article: str
) -> None:
    verdict = assess(MET[number], complete(MET[number], on), on)
    assert verdict.file.result == "complete"
    [found] = [one for one in verdict.checks if one.check == "card_decision"]
    assert (found.result, found.value, found.article) == ("info", day, article)
    assert verdict.presumed["application_complete"] == on


@pytest.mark.parametrize("on", [date(2018, 10, 31), date(2019, 3, 1), date(2021, 5, 1)])
@pytest.mark.parametrize("number", MET)
def test_no_period_runs_from_an_application_that_lacks_a_document(number: str, on: date) -> None:
    held = complete(MET[number], on)
    for lacked in held:
        verdict = assess(MET[number], [one for one in held if one != lacked], on)
        [found] = [one for one in verdict.checks if one.check == "card_decision"]
        assert (found.result, found.value) == ("unknown", None)
        assert found.facts == ("application_complete",)
        assert "application_complete" not in verdict.presumed


def test_the_day_of_the_complete_application_counts_where_it_is_given_and_none_is_guessed() -> None:
    given = check("card_decision", FIRST, application_complete=date(2018, 6, 30))
    assert given.value == date(2018, 10, 30)
    assert (
        "application_complete" not in assess({**FIRST, "application_complete": ON}, on=ON).presumed
    )
    assert check("card_decision", FIRST, None).facts == ("application_complete",)
    assert check("card_decision", FIRST, application_complete="unknown").result == "unknown"


@pytest.mark.parametrize(
    ("on", "article"),
    [(date(2016, 11, 1), "R. 313-10-6"), (date(2021, 5, 1), "R. 421-51")],
)
def test_the_card_of_the_ict_is_decided_within_ninety_days_since_2016(
    on: date, article: str
) -> None:
    verdict = assess(ICT, complete(ICT, on), on)
    assert verdict.status == "diverted"
    [found] = [one for one in verdict.checks if one.check == "card_decision"]
    assert (found.provision, found.article) == ("ICT", article)
    assert found.value == on + timedelta(days=90)


def euros(cents: int) -> Decimal:
    """An amount as somebody gives it."""
    return Decimal(cents) / 100


@pytest.mark.parametrize(
    ("on", "last", "cents"),
    [
        (since, (later if later == STILL else later - DAY), cents)
        for (since, cents), (later, _) in pairwise((*SMIC, (STILL, 0)))
    ],
)
def test_the_means_of_the_second_are_the_minimum_wage_of_the_day_to_the_cent(
    on: date, last: date, cents: int
) -> None:
    for day in {on, min(last, date(2026, 12, 31))}:
        enough = check("means", SECOND, day, monthly_means=euros(cents))
        assert (enough.result, enough.value, enough.limit) == ("ok", cents, cents)
        assert check("means", SECOND, day, monthly_means=euros(cents) - CENT).result == "fails"
        assert ("practice" in enough.remarks) is (day >= date(2021, 5, 1))
        assert "mayotte" in enough.remarks
        assert ("last_known" in enough.remarks) is (day > date(2026, 4, 3))


def test_each_minimum_wage_is_the_hourly_rate_for_the_legal_working_time() -> None:
    """35 hours a week over 52 weeks, a month: 1 820 hours in twelve parts, rounded to the cent."""
    for _, cents in SMIC:
        hourly = round(cents * 12 / 1820)
        assert round(Decimal(hourly * 1820) / 12) == cents


def test_the_minimum_wage_before_2016_is_not_known() -> None:
    found = check("means", SECOND, SMIC[0][0] - DAY, monthly_means=5000)
    assert (found.result, found.reason) == ("unknown", "smic_not_known")


def test_the_means_of_the_first_are_the_allowance_of_the_practice() -> None:
    first, last = ALLOWANCE_KNOWN
    for day in (first, ON, last):
        enough = check("means", FIRST, day, monthly_means=euros(ALLOWANCE))
        assert (enough.result, enough.limit) == ("ok", ALLOWANCE)
        assert enough.remarks == ("practice",)
        short = check("means", FIRST, day, monthly_means=euros(ALLOWANCE) - CENT)
        assert short.result == "fails"
    for day in (first - DAY, last + DAY):
        found = check("means", FIRST, day, monthly_means=euros(ALLOWANCE))
        assert (found.result, found.reason) == ("unknown", "allowance_not_known")


@pytest.mark.parametrize("programme", ["eu", "intergovernmental"])
def test_a_programme_presumes_the_means_of_the_first_until_the_code_of_2021(
    programme: str,
) -> None:
    facts = {**FIRST, "cooperation_programme": programme}
    presumed = check("means", facts, date(2021, 4, 30))
    assert (presumed.result, presumed.remarks) == ("ok", ())
    assert check("means", facts, date(2021, 4, 30), monthly_means=1).result == "ok"
    assert check("means", facts, date(2021, 5, 1)).result == "unknown"
    assert check("means", facts, date(2021, 5, 1), monthly_means=1).result == "fails"
    assert check("means", {**SECOND, "cooperation_programme": programme}).result == "unknown"


def test_the_pay_of_the_third_is_not_established_whatever_is_given() -> None:
    found = check("means", THIRD, monthly_means=5000)
    assert (found.result, found.reason) == ("unknown", "hospital_pay_not_known")


def test_an_amount_that_is_not_given_is_told_how_much_it_takes() -> None:
    found = check("means", SECOND)
    assert (found.result, found.limit, found.facts) == (
        "unknown",
        149847,
        ("monthly_means",),
    )


@pytest.mark.parametrize(
    ("number", "more", "signed", "perhaps"),
    [
        (
            "1°",
            {},
            ("trainee", "training_establishment", "host_company"),
            ("referring_teacher", "tutor"),
        ),
        ("2°", {}, ("trainee", "foreign_employer", "training_body"), ()),
        (
            "2°",
            {
                "further_internship": True,
                "host_trades_with_employer": True,
                "host_in_employer_group": False,
            },
            ("trainee", "foreign_employer", "training_body"),
            ("host_company",),
        ),
        ("3°", {}, ("trainee", "host_hospital", "cooperation_body"), ("paying_body",)),
    ],
)
def test_who_signs_depends_on_the_alternative(
    number: str, more: dict[str, Any], signed: tuple[str, ...], perhaps: tuple[str, ...]
) -> None:
    found = check("signatories", MET[number], **more)
    assert (found.result, found.signatories, found.perhaps) == ("info", signed, perhaps)
    minor = check("signatories", MET[number], **more, adult=False)
    assert minor.signatories == (*signed, "legal_representative")


def test_the_association_signed_until_19_june_2020() -> None:
    facts = {**SECOND, "placed_by_association": True}
    assert "approved_association" in check("signatories", facts, date(2020, 6, 19)).signatories
    later = check("signatories", facts, date(2020, 6, 20))
    assert "approved_association" not in (*later.signatories, *later.perhaps)
    verdict = assess(facts, on="2020-06-20")
    assert ("ignored_facts", ("placed_by_association",)) in [
        (note.name, note.facts) for note in verdict.notes
    ]


def test_who_may_have_to_sign_is_told_apart_with_what_would_decide() -> None:
    found = check("signatories", SECOND, placed_by_association="unknown")
    assert found.perhaps == ("approved_association",)
    assert found.facts == ("placed_by_association",)


def test_a_short_stay_has_neither_stamp_nor_card_to_check() -> None:
    short = {**SECOND, **period(3)}
    assert names(short) == ["duration", "signatories"]
    assert {"sent_in_time", "means", "card_decision"} <= set(names({**SECOND, **period(4)}))


@pytest.mark.parametrize(("on", "stamped"), [("2013-05-30", True), ("2013-05-31", False)])
@pytest.mark.parametrize(("facts", "extension"), [(FIRST, "none"), (SECOND, "first")])
def test_until_30_may_2013_a_short_internship_was_stamped_too(
    facts: dict[str, Any], extension: str, on: str, stamped: bool
) -> None:
    more: dict[str, Any] = {"extension": extension, "earlier_months": 0, **period(2)}
    found = set(names(facts, date.fromisoformat(on), **more))
    sending = {"none": "sent_in_time", "first": "amendment_in_time"}[extension]
    assert (sending in found) is stamped
    assert not found & {"means", "card_decision"}


def test_a_visa_that_serves_as_a_permit_leaves_no_decision_on_a_card() -> None:
    assert "card_decision" not in names(SECOND, vls_ts=True)
    assert "sent_in_time" in names(SECOND, vls_ts=True)
    assert "card_decision" in names(SECOND, vls_ts=True, request="renewal")


def test_only_what_is_met_is_checked() -> None:
    assert assess({**FIRST, "nationality": "french"}).checks == ()
    assert assess({**FIRST, "company_internship": False}).checks == ()
    both = assess({**SECOND, **THIRD, "declared_training": True}, on=ON)
    assert {one.provision for one in both.checks} == {"2°", "3°"}
    # Once something is met, what is still open is not checked any more.
    one_met = assess(
        {**SECOND, **THIRD, "declared_training": True, "training_recognised": "unknown"}
    )
    assert {(one.provision, one.if_met) for one in one_met.checks} == {("2°", False)}


def test_a_check_that_fails_leaves_the_status_and_changes_the_exit_code() -> None:
    from stagiaire_cli.cli.exits import exit_of

    held = assess(SECOND, on=ON).file.missing
    fine = assess({**SECOND, **period(12), "monthly_means": 2000}, held, ON)
    late = assess({**SECOND, **period(13), "monthly_means": 2000}, held, ON)
    assert (fine.status, late.status) == ("qualifies", "qualifies")
    assert (exit_of(fine), exit_of(late)) == (0, 3)
    assert late.failed_checks == ("duration",)


def test_days_at_the_ends_of_the_calendar_are_judged_like_others() -> None:
    for start, end in (
        (date.min, date.max),
        (date.max, date.max),
        (date.min, date.min),
        (date(9999, 12, 1), date(9999, 12, 31)),
    ):
        facts = {"internship_start": start, "internship_end": end, "earlier_months": 9999}
        facts |= {"convention_sent": start, "convention_received": end, "extension": "first"}
        facts |= {"amendment_sent": end, "amendment_received": end, "application_complete": end}
        for number in MET:
            assess({**MET[number], **facts}, on=ON)
            assess({**MET[number], **facts, "extension": "none", "earlier_months": 0}, on=ON)


@pytest.mark.parametrize(
    ("on", "result"),
    [
        (None, "info"),
        (date(2018, 1, 1), "info"),
        (date(2018, 4, 16), "unknown"),
        (date(2018, 5, 16), "fails"),
    ],
)
def test_what_is_not_sent_yet_has_each_last_day_that_an_open_programme_leaves(
    on: date | None, result: str
) -> None:
    facts = {name: value for name, value in SECOND.items() if name != "cooperation_programme"}
    facts |= {"internship_start": date(2018, 6, 15), "internship_end": date(2018, 12, 1)}
    found = check("sent_in_time", facts, on, convention_sent="not_yet")
    both = (
        (date(2018, 5, 15), ("eu", "intergovernmental")),
        (date(2018, 4, 15), ("other", "none")),
    )
    assert found.result == result
    # It fails where the later is past too.
    assert (found.limit, found.limits) == (
        (date(2018, 5, 15), ()) if result == "fails" else (None, both)
    )
    assert "15" in check_in_words(found, language("en"))


def test_an_amendment_received_but_not_sent_yet_has_its_last_day_alone() -> None:
    facts = {**SECOND, "extension": "first", "earlier_months": 3}
    facts |= {"internship_start": date(2018, 6, 15), "internship_end": date(2018, 12, 1)}
    facts |= {"amendment_sent": "not_yet", "amendment_received": date(2018, 5, 2)}
    found = check("amendment_in_time", facts, None)
    assert (found.result, found.act_by) == ("info", date(2018, 5, 30))
    said = check_in_words(found, language("en"))
    assert said == "to be sent on 30\u00a0May\u00a02018 at the latest. This is not done yet."


def test_on_every_day_each_alternative_has_each_check_once() -> None:
    for day in DAYS_OF_CHANGE:
        law = law_on(day)
        found = [(one.provision, one.name) for one in law.checks]
        assert len(found) == len(set(found))
        for provision in law.version.provisions:
            own = {name for number, name in found if number == provision.number}
            missing = set(CHECK_NAMES) - own
            assert missing == ({"amendment_in_time"} if provision.number == "1°" else set())


def test_every_check_names_its_article() -> None:
    assert all(one.article for one in CHECKS)


@pytest.mark.parametrize("open_", [True, False])
def test_days_and_amounts_given_before_it_is_known_what_is_met_are_checked_as_if_it_were(
    open_: bool,
) -> None:
    facts = {**FIRST, **period(6), "convention_sent": "2018-12-01", "monthly_means": 600}
    if open_:
        facts["course_in_country_of_residence"] = "unknown"
    verdict = assess(facts, on=ON)
    assert {one.if_met for one in verdict.checks} == {open_}
    found = {one.check: one for one in verdict.checks}
    assert (found["sent_in_time"].result, found["means"].result) == ("fails", "fails")
    assert found["sent_in_time"].limit == date(2018, 11, 15)
    # What is only open fails no dossier.
    assert verdict.failed_checks == (() if open_ else ("sent_in_time", "means"))


@pytest.mark.parametrize("on", [ON, date(2022, 5, 15)])
@pytest.mark.parametrize("number", MET)
def test_what_is_not_sent_is_unknown_where_the_day_of_the_verdict_is_after_the_end(
    number: str, on: date
) -> None:
    """Whether it is late is told by that day, which contradicts the end of the internship."""
    for name, act, extension in (
        ("sent_in_time", "convention_sent", "none"),
        ("amendment_in_time", "amendment_sent", "first"),
    ):
        if (number, extension) == ("1°", "first"):
            continue
        facts = {**MET[number], **period(5, on=on), "extension": extension, "earlier_months": 0}
        for end, contradicts in ((on, False), (on - DAY, True)):
            begun = end - timedelta(days=150)
            days = {"internship_start": begun, "internship_end": end}
            late = check(name, {**facts, **days}, on, **{act: "not_yet"})
            wanted = ("unknown", "days_contradict") if contradicts else ("fails", "")
            assert (late.result, late.reason) == wanted
            assert late.act_by is None
            # A day on which it was sent is judged by itself.
            sent = check(name, {**facts, **days}, on, **{act: begun - timedelta(days=90)})
            assert sent.result == "ok"


@pytest.mark.parametrize("on", [version.since for version in VERSIONS])
def test_what_must_be_done_by_a_day_is_to_send_the_agreement_or_its_amendment(on: date) -> None:
    acts = {check.name for check in law_on(on).checks if check.to_do}
    assert acts == {"sent_in_time", "amendment_in_time"}
