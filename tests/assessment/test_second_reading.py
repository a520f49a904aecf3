"""The file and the checks against their second reading, on both sides of each day of change."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import CheckVerdict, Verdict
from tests.people.dossiers import (
    BOTH_CODES,
    COMPLETE,
    START,
)
from tests.second_reading import documents as second_reading_of_files
from tests.second_reading import file as second_reading

Facts = dict[str, Any]
DAY = timedelta(days=1)
# The first day of everything that begins, and the day after everything that ends.
CHANGES = (
    *(since for since, _ in second_reading.SMIC),
    "2010-01-01",
    "2011-09-08",
    "2013-05-31",
    "2014-07-12",
    "2014-12-01",
    "2016-11-01",
    "2019-03-01",
    "2020-06-20",
    "2021-05-01",
    "2021-05-03",
    "2022-05-12",
    "2022-06-24",
    "2024-07-17",
    "2026-04-04",
)
DAYS = sorted(
    {
        "2009-06-01",
        *CHANGES,
        *((date.fromisoformat(day) - DAY).isoformat() for day in CHANGES),
    }
)
SINCE = {"3°": "2011-09-08", "ICT": "2016-11-01", "mobile ICT": "2016-11-01"}


def lasting(months: int, days: int = 0, **more: object) -> Facts:
    return {"internship_end": second_reading.later(START, months) + timedelta(days - 1), **more}


def situations(of: str, on: str) -> Iterator[Facts]:
    """What differs from a plain dossier: each rule on both sides of what it tells apart."""
    yield {}
    for request in ("first_card", "renewal"):
        both: Facts = {"request": request}
        yield both
        yield {**both, "vls_ts": True}
        yield {**both, "vls_ts": True, **lasting(2)}
        yield {**both, "family_in_application": True, "polygamy_declaration_due": True}
        yield {**both, "documents_in_french": False, "adult": False, "placed_by_association": True}
        for programme in ("eu", "intergovernmental", "other"):
            yield {**both, "cooperation_programme": programme, "programme_field": "culture"}
            yield {"cooperation_programme": programme, "programme_field": "youth", **lasting(2)}
    for extension in ("none", "first", "further"):
        for vocational in (False, True):
            told: Facts = {"extension": extension, "course_vocational": vocational}
            for earlier in (0, 1, 5, 7, 18, 21):
                for months in (2, 3, 6, 12, 18, 24):
                    if months <= 24 - earlier and (earlier + months) in (3, 6, 18, 24, 12, 19):
                        yield lasting(months, 0, earlier_months=earlier, **told)
                        yield lasting(months, 1, earlier_months=earlier, **told)
    for days in (89, 90, 91):
        yield {"internship_end": START + timedelta(days=days)}
        yield {"internship_end": START + timedelta(days=days), "adult": False}
    for sent in (date(2018, 4, 16), date(2018, 5, 15), date(2018, 5, 16)):
        for programme in ("none", "eu", "intergovernmental", "other"):
            yield {"convention_sent": sent, "cooperation_programme": programme}
    for sent in (date(2018, 5, 29), date(2018, 5, 31)):
        yield {"extension": "first", "amendment_sent": sent}
        yield {"extension": "further", "amendment_sent": sent}
    known = of in second_reading.STAGIAIRES and second_reading.means(of, COMPLETE[of], on)[1]
    for cents in (known, known - 1) if known else ():
        yield {"monthly_means": cents / 100}
        yield {"monthly_means": cents / 100, "cooperation_programme": "eu"}
    if of != "ICT":
        for months in (2, 6):
            yield {"sufficient_means": False, **lasting(months)}
    if of in second_reading.STAGIAIRES:
        yield {"further_internship": True, "host_trades_with_employer": True} | {
            "host_in_employer_group": False
        }


# Each alternative and card that the law of a day has, and the day.
EACH_DAY = [(of, on) for on in DAYS for of in COMPLETE if on >= SINCE.get(of, "")]

STAGIAIRES_EACH_DAY = [(of, on) for of, on in EACH_DAY if of in second_reading.STAGIAIRES]


def told(one: CheckVerdict) -> tuple[Any, ...]:
    """What the second reading says of a check."""
    remarks = one.remarks
    silence = () if one.silence is None else (one.silence.day, one.silence.means)
    if one.check in ("card_decision", "prefect_answer"):
        return (one.article, one.result, *silence)
    if one.check == "signatories":
        return one.article, one.result, one.signatories, one.perhaps
    if one.check == "means":
        return one.article, one.result, one.limit, one.reason, remarks
    return (one.article, one.result, one.limit, remarks, *silence)


def checks_agree(verdict: Verdict, of: str, facts: Facts, on: str) -> None:
    for one in verdict.checks:
        assert one.check != "means" or one.value == round(100 * facts["monthly_means"]), facts
    found = {one.check: told(one) for one in verdict.checks}
    wanted = second_reading.checks(of, facts, on)
    # The SMIC and the practice are told in any order.
    for each in (found, wanted):
        if "means" in each:
            each["means"] = (*each["means"][:-1], set(each["means"][-1]))
    assert found == wanted, (of, facts)


def file_agrees(verdict: Verdict, of: str, facts: Facts, on: str) -> None:
    notes = {note.name: note.article for note in verdict.notes}
    why = second_reading_of_files.not_needed(of, facts, on)
    if on < "2016-11-01":
        assert verdict.file.result == "not_modelled"
        return
    for name, article in (why | second_reading_of_files.remarks(of, facts, on)).items():
        assert notes[name] == article, (of, facts, name)
    others = {"short_stay", "short_mission", "vls_ts", *FILE_NOTES}
    expected = {*why, *second_reading_of_files.remarks(of, facts, on)}
    assert others & notes.keys() == expected, (of, facts)
    if why:
        assert verdict.file.result == "not_needed"
        return
    file = verdict.file
    due = second_reading_of_files.required(of, facts, on)
    useful = second_reading_of_files.evidence(of, facts, on)
    unsure = second_reading_of_files.doubtful(of, facts, on)
    assert set(file.missing) == due.keys() - unsure.keys(), (of, facts)
    assert {name: doubt.reason for name, doubt in file.doubtful_because.items()} == unsure
    assert set(file.evidence) == useful.keys(), (of, facts)
    assert dict(file.articles) == due | useful, (of, facts)


FILE_NOTES = (
    *("minor", "no_medical_certificate", "visa_waiver", "canadian_convention", "renewal_window"),
    *(
        "not_renewable",
        "mobile_means",
        "no_mobile_means",
        "recent_address",
        "platform_stamp",
        "duty_on_delivery",
    ),
    *("list_of_3_may", "list_read_until", "stay_unknown", "mission_unknown"),
)


@pytest.mark.parametrize(("of", "on"), EACH_DAY)
def test_the_checks_and_the_file_are_those_of_the_second_reading(of: str, on: str) -> None:
    for more in situations(of, on):
        facts = {**COMPLETE[of], **more}
        verdict = assess(facts, on=on)
        assert (verdict.met or verdict.cards) == (of,), (of, facts)
        checks_agree(verdict, of, facts, on)
        file_agrees(verdict, of, facts, on)


@pytest.mark.parametrize("on", DAYS)
def test_what_was_not_sent_is_told_until_when_and_whether_that_is_past(on: str) -> None:
    day = date.fromisoformat(on)
    for of in second_reading.STAGIAIRES if on >= "2011-09-08" else ("1°", "2°"):
        for start, extension in ((later, kind) for later in (0, 400) for kind in ("none", "first")):
            begins = (day + timedelta(days=start)).replace(day=15)
            facts = {**COMPLETE[of], "internship_start": begins, "extension": extension}
            facts["internship_end"] = begins + timedelta(days=150)
            del facts["convention_sent"], facts["amendment_sent"]
            checks_agree(assess(facts, on=on), of, facts, on)


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
def test_an_internship_without_an_end_is_not_something_still_to_do(of: str, on: str) -> None:
    facts = {**COMPLETE[of], "course_vocational": True, "internship_end": "unknown"}
    [found] = [one for one in assess(facts, on=on).checks if one.check == "duration"]
    assert (found.result, found.facts) == ("unknown", ("internship_end",))
    assert "past" not in found.remarks


@pytest.mark.parametrize(("of", "on"), STAGIAIRES_EACH_DAY)
def test_the_answer_of_the_prefect_has_no_day_before_the_programme_is_known(
    of: str, on: str
) -> None:
    facts = {**COMPLETE[of], "cooperation_programme": "unknown"}
    [found] = [one for one in assess(facts, on=on).checks if one.check == "prefect_answer"]
    assert (found.result, found.silence) == ("unknown", None)
    assert found.facts == ("cooperation_programme",)


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
def test_a_stay_that_may_be_short_is_checked_as_one_that_is_not(of: str, on: str) -> None:
    facts = {**COMPLETE[of], "internship_end": "unknown"}
    found = {one.check: one.result for one in assess(facts, on=on).checks}
    assert (found["sent_in_time"], found["prefect_answer"]) == ("ok", "info")
    assert found["card_decision"] == "info"


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
@pytest.mark.parametrize("check", ["amendment_in_time", "means"])
def test_the_amendment_and_the_means_of_a_stay_that_may_be_short_are_those_of_a_long_one(
    check: str, of: str, on: str
) -> None:
    facts = {**COMPLETE[of], "extension": "first", "amendment_sent": date(2018, 4, 1)}
    of_long = assess(facts, on=on).checks
    of_unknown = assess({**facts, "internship_end": "unknown"}, on=on).checks
    long, unknown = (
        [told(one) for one in checks if one.check == check] for checks in (of_long, of_unknown)
    )
    assert unknown == long
    assert bool(long) is (check == "means" or of != "1°")
