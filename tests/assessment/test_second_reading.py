"""The file and the checks against their second reading, on both sides of each day of change."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.assessment.verdict import CheckVerdict, Verdict
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE
from tests.people.dossiers import BOTH_CODES, COMPLETE, around
from tests.second_reading import documents as second_reading_of_files
from tests.second_reading import file as second_reading
from tests.second_reading.article import PACIFIC
from tests.second_reading.tables import DAYS_OF_RULES

Facts = dict[str, Any]
DAY = timedelta(days=1)
# The first day of everything that begins, and the day after everything that ends: in the texts, and
# in the law as it stands, so that a rule with a new day is compared whoever forgot it.
CHANGES = {*DAYS_OF_RULES, *(day.isoformat() for day in DAYS_OF_CHANGE)}
DAYS = sorted(
    {
        *CHANGES,
        *((date.fromisoformat(day) - DAY).isoformat() for day in CHANGES if day > "2009-06-01"),
        # No period runs on the days after these.
        *("2020-03-11", "2020-03-12", "2020-06-23", "2020-06-24"),
    }
)
SINCE = {"3°": "2011-09-08", "ICT": "2016-11-01", "mobile ICT": "2016-11-01"}


def test_the_law_changes_on_the_days_of_the_second_reading() -> None:
    assert [day.isoformat() for day in DAYS_OF_CHANGE] == sorted(DAYS_OF_RULES)


def situations(of: str, on: str) -> Iterator[Facts]:
    """Each rule on both sides of what it tells apart, for somebody whose internship is near."""
    plain = around(of, date.fromisoformat(on))
    start = plain["internship_start"]

    def lasting(months: int, days: int = 0, **more: object) -> Facts:
        end = second_reading.later(start, months) + timedelta(days - 1)
        return {"internship_end": end, **more}

    for more in _situations(of, on, plain, lasting):
        yield {**plain, **more}


def _situations(of: str, on: str, plain: Facts, lasting: Any) -> Iterator[Facts]:
    start = plain["internship_start"]
    yield {}
    for request in ("first_card", "renewal"):
        both: Facts = {"request": request}
        yield both
        yield {**both, "vls_ts": True}
        yield {**both, "vls_ts": True, **lasting(2)}
        yield {**both, "adult": False, "extension": "first"}
        yield {**both, "family_in_application": True, "polygamy_declaration_due": True}
        yield {**both, "documents_in_french": False, "placed_by_association": True}
        yield {**both, "adult": False, "placed_by_association": True, **lasting(5)}
        for programme in ("eu", "intergovernmental", "other"):
            yield {**both, "cooperation_programme": programme, "programme_field": "culture"}
            yield {"cooperation_programme": programme, "programme_field": "youth", **lasting(2)}
    for extension in ("none", "first", "further"):
        for vocational in (False, True):
            told: Facts = {"extension": extension, "course_vocational": vocational}
            for earlier in (0, 1, 5, 7, 12, 13, 18, 21):
                for months in (2, 3, 6, 12, 18, 24):
                    if months <= 24 - earlier and (earlier + months) in (3, 6, 18, 24, 12, 19):
                        yield lasting(months, 0, earlier_months=earlier, **told)
                        yield lasting(months, 1, earlier_months=earlier, **told)
    for days in (88, 89, 90, 91):
        yield {"internship_end": start + timedelta(days=days)}
        yield {"internship_end": start + timedelta(days=days), "adult": False}
    yield from _of_acts(plain)
    known = of in second_reading.STAGIAIRES and second_reading.means(of, plain, on)[1]
    for cents in (known, known - 1) if known else ():
        yield {"monthly_means": cents / 100}
        yield {"monthly_means": cents / 100, "cooperation_programme": "eu"}
    if of == "mobile ICT":
        # Without means, only a stay of ninety days at most is for this card.
        yield {"sufficient_means": False, "internship_end": start + timedelta(days=89)}
    if of in second_reading.STAGIAIRES:
        yield {"sufficient_means": False}
        yield {"further_internship": True, "host_trades_with_employer": True} | {
            "host_in_employer_group": False
        }
    yield {"nationality": "agreement_state"}
    if on >= "2021-05-01" and of != "mobile ICT":
        for territory, request in product(PACIFIC, ("first_card", "renewal")):
            yield {"territory": territory, "request": request}
            yield {"territory": territory, "internship_end": start + timedelta(days=90)}
            yield {"territory": territory, "hospital_cooperation_agreement": False}


def _of_acts(plain: Facts) -> Iterator[Facts]:
    """What is sent and received in time, late, not yet, never said, or in no possible order."""
    start, end = plain["internship_start"], plain["internship_end"]
    for months, late in product((-2, -1), (0, 1)):
        sent = second_reading.later(start, months) + late * DAY
        for programme in ("none", "eu", "intergovernmental", "other"):
            yield {"convention_sent": sent, "cooperation_programme": programme}
    for days, extension in product((17, 16, 15), ("first", "further")):
        yield {"extension": extension, "amendment_sent": start - timedelta(days)}
    for extension in ("none", "first"):
        for act in ("convention_sent", "amendment_sent"):
            yield {"extension": extension, act: "not_yet", "convention_received": "not_yet"}
    yield {"convention_received": "not_yet"}
    yield {"application_complete": "not_yet"}
    yield {"application_complete": end + DAY}
    yield {"application_complete": end}
    for act in ("convention", "amendment"):
        for days in (-1, 0):
            received = plain[f"{act}_sent"] + timedelta(days)
            yield {f"{act}_received": received, "extension": "none"}
            yield {f"{act}_received": received, "extension": "first"}
    yield {"internship_end": start - DAY}
    yield {"internship_end": start}


# Each alternative and card that the law of a day has, and the day.
EACH_DAY = [(of, on) for on in DAYS for of in COMPLETE if on >= SINCE.get(of, "")]

STAGIAIRES_EACH_DAY = [(of, on) for of, on in EACH_DAY if of in second_reading.STAGIAIRES]


def told(one: CheckVerdict) -> dict[str, Any]:
    """What the second reading says of a check."""
    parts: dict[str, Any] = {
        "article": one.article,
        "result": one.result,
        "limit": one.limit,
        "silence": one.silence and one.silence.day,
        "means": one.silence.means if one.silence else "",
        "remarks": {*one.remarks},
        "reason": one.reason,
        "act_by": one.act_by,
    }
    if one.check == "signatories":
        parts |= {"sure": one.signatories, "perhaps": one.perhaps}
    if one.reason == "days_contradict":
        # What else is told then is told whatever the days.
        parts["remarks"] = set()
    return parts


def checks_agree(
    verdict: Verdict, of: str, facts: Facts, on: str, held: Collection[str] = ()
) -> None:
    for one in verdict.checks:
        if one.check == "means" and "monthly_means" in facts:
            assert one.value == round(100 * facts["monthly_means"]), facts
        assert not one.if_met
    complete = second_reading_of_files.is_complete(of, facts, on, held)
    wanted = second_reading.checks(of, facts, on, held, complete=complete)
    for each in wanted.values():
        each["remarks"] = set(each["remarks"])
    found = {one.check: told(one) for one in verdict.checks}
    assert found.keys() == wanted.keys(), (of, on, facts)
    for name, each in wanted.items():
        assert found[name] == each, (of, on, name, facts)
    by = [one["act_by"] for one in wanted.values() if one["act_by"]]
    assert verdict.act_by == min(by, default=None)
    for result, named in (("fails", verdict.failed_checks), ("unknown", verdict.open_checks)):
        assert {*named} == {name for name, one in wanted.items() if one["result"] == result}


def file_agrees(verdict: Verdict, of: str, facts: Facts, on: str) -> None:
    notes = {note.name: note for note in verdict.notes}
    if on < "2016-11-01":
        assert verdict.file.result == "not_modelled"
        # Who owed no card is known, and is not sent for a list.
        short = second_reading.short_stay(facts)
        wanted = {} if facts["adult"] else {"minor": "L. 311-1"}
        wanted |= {"short_stay": "R. 311-3 2°"} if short else {}
        found = {name: note.article for name, note in notes.items() if name in FILE_NOTES}
        assert found == wanted
        assert verdict.owes_no_card is ("not_modelled" not in notes) is bool(found)
        return
    why = second_reading_of_files.not_needed(of, facts, on)
    beside = second_reading_of_files.remarks(of, facts, on)
    found = {name: note.article for name, note in notes.items() if name in FILE_NOTES}
    assert found == why | beside, (of, on, facts)
    if "after_entry" in beside:
        assert notes["after_entry"].day == second_reading_of_files.entry_day(of, facts, on), facts
    if why:
        assert verdict.file.result == "not_needed"
        return
    file = verdict.file
    due = second_reading_of_files.required(of, facts, on)
    useful = second_reading_of_files.evidence(of, facts, on)
    unsure = second_reading_of_files.doubtful(of, facts, on)
    later = {*second_reading_of_files.ON_DELIVERY} & due.keys()
    assert set(file.missing) == due.keys() - unsure.keys() - later, (of, facts)
    assert set(file.on_delivery) == later
    assert {name: doubt.reason for name, doubt in file.doubtful_because.items()} == unsure
    assert set(file.evidence) == useful.keys(), (of, on, facts)
    assert dict(file.articles) == due | useful, (of, facts)


FILE_NOTES = (
    *("minor", "short_stay", "short_mission", "vls_ts", "vls_ts_of_ict", "beyond_schengen"),
    *("no_medical_certificate", "visa_waiver", "canadian_convention", "renewal_window"),
    *(
        "renewal_window_of_2021",
        "after_entry",
        "not_renewable",
        "recent_address",
        "platform_stamp",
        "pacific_stamp",
    ),
    *("approved_translator", "sworn_translator", "list_of_3_may", "list_read_until"),
    *("stay_unknown", "mission_unknown"),
    *("means_of_stay", "regulated_profession"),
    *("permit_for_visa", "minimum_wage", "contract_of_months"),
)


@pytest.mark.parametrize(("of", "on"), EACH_DAY)
def test_the_checks_and_the_file_are_those_of_the_second_reading(of: str, on: str) -> None:
    for facts in situations(of, on):
        verdict = assess(facts, on=on)
        if (verdict.met or verdict.cards) != (of,):
            # A stay without a length leaves it open whether the permit of another State is enough.
            assert of == "mobile ICT"
            assert facts["internship_end"] < facts["internship_start"]
            continue
        checks_agree(verdict, of, facts, on)
        if second_reading.contradictions(facts, on) == []:
            file_agrees(verdict, of, facts, on)


@pytest.mark.parametrize(("of", "on"), EACH_DAY)
def test_a_file_that_lacks_nothing_that_is_due_is_complete_and_lets_the_period_begin(
    of: str, on: str
) -> None:
    """The duty is paid on delivery; without one other document, no day of refusal is told."""
    plain = around(of, date.fromisoformat(on))
    del plain["application_complete"]
    for request in ("first_card", "renewal"):
        facts = {**plain, "request": request}
        due = [*second_reading_of_files.required(of, facts, on)] if on >= "2016-11-01" else []
        held = [name for name in due if name not in second_reading_of_files.ON_DELIVERY]
        for lacked in ("", *held):
            declared = [name for name in held if name != lacked]
            verdict = assess(facts, declared, on=on)
            checks_agree(verdict, of, facts, on, declared)
            if due:
                assert (lacked == "") is (verdict.file.result == "complete")


STAMPED_EACH_DAY = [
    *STAGIAIRES_EACH_DAY,
    *((of, on) for of, on in EACH_DAY if of == "ICT" and on < "2019-03-01"),
]


@pytest.mark.parametrize(("of", "on"), STAMPED_EACH_DAY)
def test_the_stamp_held_closes_the_questions_about_sending_it(of: str, on: str) -> None:
    plain = around(of, date.fromisoformat(on))
    acts = ("convention_sent", "convention_received")
    for given in ((), acts, acts[:1], acts[1:]):
        facts = {name: value for name, value in plain.items() if name not in {*acts} - {*given}}
        held = ["stamped_convention"]
        checks_agree(assess(facts, held, on=on), of, facts, on, held)


@pytest.mark.parametrize("on", DAYS)
def test_what_was_not_sent_is_told_until_when_and_whether_that_is_past(on: str) -> None:
    """Not said or not done, on the last day on which it can be, the day after, and much later."""
    day = date.fromisoformat(on)
    for of, kind, sent in product(
        second_reading.STAGIAIRES if on >= "2011-09-08" else ("1°", "2°"),
        ("none", "first"),
        (None, "not_yet"),
    ):
        for start, programme in product((0, 30, 61, 62, 400), ("none", "eu")):
            begins = (day + timedelta(days=start)).replace(day=15)
            facts = {**around(of, day), "internship_start": begins, "extension": kind}
            facts["internship_end"] = begins + timedelta(days=150)
            for name in ("convention", "amendment"):
                facts[f"{name}_sent"] = sent
                facts[f"{name}_received"] = sent
            facts |= {"application_complete": day, "cooperation_programme": programme}
            facts["programme_field"] = "youth"
            given = {name: value for name, value in facts.items() if value is not None}
            checks_agree(assess(given, on=on), of, given, on)


@pytest.mark.parametrize("on", ["2020-01-15", "2022-11-15"])
@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize(("kind", "name"), [("none", "convention"), ("first", "amendment")])
def test_what_is_not_sent_yet_fails_on_the_day_after_the_last_and_not_on_it(
    on: str, late: int, kind: str, name: str
) -> None:
    begins = second_reading.later(date.fromisoformat(on), 2)
    day = second_reading.later(begins, -2) if kind == "none" else begins - timedelta(16)
    on = (day + late * DAY).isoformat()
    facts = {**around("2°", day), "internship_start": begins, "extension": kind}
    facts |= {f"{name}_sent": "not_yet", "internship_end": begins + timedelta(100)}
    facts |= {"convention_received": "not_yet", "amendment_received": "not_yet"}
    verdict = assess(facts, on=on)
    checks_agree(verdict, "2°", facts, on)
    failed = "sent_in_time" if kind == "none" else "amendment_in_time"
    assert (failed in verdict.failed_checks) is bool(late)
    assert verdict.act_by == (None if late else day)


SUSPENDED = (
    # A period that ends on the eve of the first day has ended.
    (date(2020, 3, 11), 0, date(2020, 3, 11)),
    (date(2020, 2, 10), 30, date(2020, 3, 11)),
    # One that would end on that day has nothing left but to begin again.
    (date(2020, 2, 11), 30, date(2020, 6, 24)),
    (date(2020, 2, 24), 30, date(2020, 7, 7)),
    (date(2020, 3, 11), 30, date(2020, 7, 23)),
    # One that would begin on these days begins after them.
    (date(2020, 3, 12), 30, date(2020, 7, 24)),
    (date(2020, 6, 23), 30, date(2020, 7, 24)),
    (date(2020, 6, 24), 30, date(2020, 7, 24)),
    (date(2020, 6, 25), 30, date(2020, 7, 25)),
    (date(2020, 2, 26), 15, date(2020, 6, 24)),
    (date(2020, 2, 25), 15, date(2020, 3, 11)),
    (date(2020, 3, 11), 90, date(2020, 9, 21)),
    (date(2019, 12, 12), 90, date(2020, 3, 11)),
    (date(2019, 12, 13), 90, date(2020, 6, 24)),
)


@pytest.mark.parametrize(("since", "days", "until"), SUSPENDED)
def test_the_second_reading_counts_the_days_of_2020_as_they_are_written_out(
    since: date, days: int, until: date
) -> None:
    assert second_reading.silence(since, days=days) == until


@pytest.mark.parametrize(("since", "days", "until"), SUSPENDED)
def test_no_period_at_whose_end_silence_decides_runs_in_the_days_of_2020(
    since: date, days: int, until: date
) -> None:
    asked = {
        30: ("prefect_answer", "convention_received", "none", "none"),
        15: ("prefect_answer", "convention_received", "none", "eu"),
        90: ("card_decision", "application_complete", "none", "none"),
    }
    if days not in asked:
        return
    check, act, extension, programme = asked[days]
    facts = {**around("2°", date(2020, 1, 20)), act: since, "extension": extension}
    facts |= {"cooperation_programme": programme, "programme_field": "youth"}
    facts["internship_end"] = date(2020, 8, 14)
    facts["convention_sent"] = date(2019, 12, 1)
    verdict = assess(facts, on="2020-02-01")
    [found] = [one for one in verdict.checks if one.check == check]
    assert found.silence is not None
    assert (found.silence.day, found.silence.means) == (until, "refusal")
    moved = until != since + timedelta(days)
    assert bool({"suspension", "put_off"} & {*found.remarks}) is moved
    # Another check may be put off by these days too.
    noted = {note.name: note.article for note in verdict.notes}
    assert not moved or noted["suspension_2020"] == "ordonnance n° 2020-306, art. 1 et 7"


@pytest.mark.parametrize(
    ("received", "until"),
    [
        (date(2020, 2, 25), date(2020, 3, 11)),
        (date(2020, 2, 26), date(2020, 6, 24)),
        (date(2020, 3, 12), date(2020, 7, 9)),
        (date(2020, 6, 24), date(2020, 7, 9)),
    ],
)
def test_the_acceptance_of_an_amendment_is_put_off_too(received: date, until: date) -> None:
    facts = {**around("2°", date(2020, 3, 1)), "extension": "first", "earlier_months": 2}
    facts |= {"amendment_sent": date(2020, 2, 1), "amendment_received": received}
    [found] = [
        one for one in assess(facts, on="2020-03-01").checks if one.check == "amendment_in_time"
    ]
    assert found.silence is not None
    assert (found.silence.day, found.silence.means) == (until, "acceptance")


@pytest.mark.parametrize("on", ["2018-03-01", "2020-02-01", "2022-02-01", "2026-02-01"])
@pytest.mark.parametrize(("first", "then"), second_reading.IN_ORDER)
@pytest.mark.parametrize("extension", ["none", "first"])
def test_days_that_contradict_each_other_are_told_and_leave_open_what_uses_one(
    on: str, first: str, then: str, extension: str
) -> None:
    of = "2°"
    plain = {**around(of, date.fromisoformat(on)), "extension": extension}
    begins = date.fromisoformat(on) if first == "on" else plain[first]
    for apart in (-1, 0):
        facts = {**plain, then: begins + timedelta(apart)}
        if first == "application_complete":
            facts = {**plain, first: plain[then] - timedelta(apart)}
        if first == "on":
            facts["internship_start"] = facts[then] - timedelta(120)
        wrong = second_reading.contradictions(facts, on)
        assert ((first, then) in wrong) is (apart < 0)
        verdict = assess(facts, on=on)
        noted = [note.facts for note in verdict.notes if note.name == "days_contradict"]
        assert noted == wrong
        checks_agree(verdict, of, facts, on)


@pytest.mark.parametrize("on", BOTH_CODES)
def test_the_checks_of_an_alternative_still_open_are_told_as_if_it_were_met(on: str) -> None:
    """They fail no dossier, but what is open and what must be done by a day count."""
    late = {"convention_sent": date.fromisoformat(on) + timedelta(20)}
    for more in (late, {"convention_sent": "not_yet", "convention_received": "not_yet"}):
        met = {**around("1°", date.fromisoformat(on)), **more}
        begins = second_reading.later(met["internship_start"], 2)
        met |= {"internship_start": begins, "internship_end": begins + timedelta(120)}
        met["convention_received"] = "not_yet" if more is not late else begins
        if more is late:
            met["internship_start"] = date.fromisoformat(on) + timedelta(25)
        opened = {**met, "course_leads_to": "unknown"}
        first, second = assess(met, on=on), assess(opened, on=on)
        assert second.status == "undetermined"
        assert [one._replace(if_met=False) for one in second.checks] == [*first.checks]
        assert all(one.if_met for one in second.checks)
        assert (bool(first.failed_checks), second.failed_checks) == (more is late, ())
        assert second.open_checks == first.open_checks
        assert second.act_by == first.act_by


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
def test_an_internship_without_an_end_is_not_something_still_to_do(of: str, on: str) -> None:
    facts = {**around(of, date.fromisoformat(on))}
    facts |= {"course_vocational": True, "internship_end": "unknown"}
    [found] = [one for one in assess(facts, on=on).checks if one.check == "duration"]
    assert (found.result, found.facts) == ("unknown", ("internship_end",))
    assert "past" not in found.remarks


@pytest.mark.parametrize(("of", "on"), STAGIAIRES_EACH_DAY)
def test_the_answer_of_the_prefect_has_no_day_before_the_programme_is_known(
    of: str, on: str
) -> None:
    facts = {**around(of, date.fromisoformat(on)), "cooperation_programme": "unknown"}
    [found] = [one for one in assess(facts, on=on).checks if one.check == "prefect_answer"]
    assert (found.result, found.silence) == ("unknown", None)
    assert found.facts == ("cooperation_programme",)


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
def test_a_stay_that_may_be_short_is_checked_as_one_that_is_not(of: str, on: str) -> None:
    facts = {**around(of, date.fromisoformat(on)), "internship_end": "unknown"}
    found = {one.check: one.result for one in assess(facts, on=on).checks}
    assert (found["sent_in_time"], found["prefect_answer"]) == ("ok", "info")
    assert found["card_decision"] == "info"


@pytest.mark.parametrize("on", BOTH_CODES)
@pytest.mark.parametrize("of", second_reading.STAGIAIRES)
@pytest.mark.parametrize("check", ["amendment_in_time", "means"])
def test_the_amendment_and_the_means_of_a_stay_that_may_be_short_are_those_of_a_long_one(
    check: str, of: str, on: str
) -> None:
    facts = {**around(of, date.fromisoformat(on)), "extension": "first"}
    of_long = assess(facts, on=on).checks
    of_unknown = assess({**facts, "internship_end": "unknown"}, on=on).checks
    long, unknown = (
        [told(one) for one in checks if one.check == check] for checks in (of_long, of_unknown)
    )
    assert unknown == long
    assert bool(long) is (check == "means" or of != "1°")
