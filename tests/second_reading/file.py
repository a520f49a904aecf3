"""The file and the checks read a second time, from the specification, as plain booleans and tables.

Nothing of the package is imported here. ``of`` is the alternative that is met, or the card of the
"stagiaire ICT"; days are ISO words in ``on`` and dates elsewhere. Every fact that a rule asks about
is known, but the days of acts may be lacking, or ``not_yet``.
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

Facts = dict[str, Any]
STAGIAIRES = ("1°", "2°", "3°")
SMIC = (
    ("2016-01-01", 1466_62),
    ("2017-01-01", 1480_27),
    ("2018-01-01", 1498_47),
    ("2019-01-01", 1521_22),
    ("2020-01-01", 1539_42),
    ("2021-01-01", 1554_58),
    ("2021-10-01", 1589_47),
    ("2022-01-01", 1603_12),
    ("2022-05-01", 1645_58),
    ("2022-08-01", 1678_95),
    ("2023-01-01", 1709_28),
    ("2023-05-01", 1747_20),
    ("2024-01-01", 1766_92),
    ("2024-11-01", 1801_80),
    ("2026-01-01", 1823_03),
)


# No period ran from the first of these days to the last (ordonnance 2020-306, art. 1 and 7).
STOPPED = (date(2020, 3, 12), date(2020, 6, 23))
# Days of which the second cannot come before the first; "on" is the day of the filing.
IN_ORDER = (
    ("internship_start", "internship_end"),
    ("convention_sent", "convention_received"),
    ("amendment_sent", "amendment_received"),
    ("application_complete", "internship_end"),
    ("on", "internship_end"),
)
# The days that each check uses.
USED = {
    "duration": ("internship_start", "internship_end"),
    "sent_in_time": ("convention_sent", "internship_start"),
    "prefect_answer": ("convention_received",),
    "amendment_in_time": ("amendment_sent", "internship_start", "amendment_received"),
    "card_decision": ("application_complete",),
    "means": (),
    "signatories": (),
}
# What each check wants done by a day; not done yet, it is late or not on the day of the verdict.
DONE_BY = {"sent_in_time": "convention_sent", "amendment_in_time": "amendment_sent"}


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ends(f: Facts, months: int, *, in_all: bool) -> date:
    """The last day of so many months."""
    left = months - (f["earlier_months"] if in_all else 0)
    return later(f["internship_start"], left) - timedelta(days=1)


def european(f: Facts) -> bool:
    """Under a programme of the Union, or an intergovernmental one."""
    return f["cooperation_programme"] in ("eu", "intergovernmental")


def short_stay(f: Facts) -> bool:
    """Three months at the most, with what was done before; what ends before it starts is none."""
    return f["internship_start"] <= f["internship_end"] and bool(
        f["internship_end"] <= ends(f, 3, in_all=True)
    )


def short_mission(f: Facts) -> bool:
    """Ninety days at the most."""
    return bool(0 <= (f["internship_end"] - f["internship_start"]).days < 90)


def has_visa(f: Facts) -> bool:
    """A long-stay visa that serves as a first card."""
    return bool(f["vls_ts"] and f["request"] == "first_card")


def contradictions(f: Facts, on: str) -> list[tuple[str, str]]:
    """The pairs of days that contradict each other; what is not done yet is not before today."""
    days = {name: value for name, value in f.items() if isinstance(value, date)}
    days["on"] = date.fromisoformat(on)
    for act in ("convention_sent", "amendment_sent"):
        if f.get(act) == "not_yet":
            days[act] = days["on"]
    return [
        (first, then)
        for first, then in IN_ORDER
        if first in days and then in days and days[then] < days[first]
    ]


def silence(start: date, *, months: int = 0, days: int = 0) -> date:
    """The day on which silence decides: the days of 2020 on which no period ran do not count."""
    first, last = STOPPED
    if first <= start <= last:
        start = last + timedelta(days=1)
    end = later(start, months) + timedelta(days=days)
    if start < first <= end:
        end += last - first + timedelta(days=1)
    return end


def put_off(start: date, *, months: int = 0, days: int = 0) -> tuple[str, ...]:
    """That it is said where the days of 2020 put a period off."""
    plain = later(start, months) + timedelta(days=days)
    if silence(start, months=months, days=days) == plain:
        return ()
    return ("suspension",) if start < STOPPED[0] else ("put_off",)


def duration(of: str, f: Facts, on: str) -> tuple[Any, ...]:
    """How long the internship may last: the result, the last day, what is told, why it is open."""
    extension = f["extension"]
    remarks: tuple[str, ...] = ()
    limits: list[date] = []
    reason = ""
    if of == "1°":
        if f["course_vocational"]:
            limits = [ends(f, 6, in_all=True)]
            remarks = ("cap_of_vocational",)
        elif f["internship_end"] > ends(f, 6, in_all=True) and on >= "2014-07-12":
            remarks = ("education_code_cap",)
    if of == "2°":
        if extension == "further":
            return "fails", None, ("caps_of_employees", "one_extension"), ""
        remarks = ("caps_of_employees",)
        # What was done before an extension is the first period.
        if extension == "first" and f["earlier_months"] > 12:
            return "fails", None, remarks, ""
        limits = [ends(f, 18, in_all=True)]
        if extension == "none":
            limits.append(ends(f, 12, in_all=False))
    if of == "3°":
        # In the Pacific the words on the convention of R. 6134-2 are deleted.
        there = f.get("territory", "covered") == "covered"
        remarks = ("caps_of_hospitals", "hospital_terms")[: 1 + there]
        limits = [ends(f, 24, in_all=True)]
        if extension == "further":
            reason = "second_extension"
        else:
            limits.append(ends(f, 6, in_all=False))
    if of in ("ICT", "mobile ICT"):
        # One year, and less by what was done in other States, of which nothing is asked.
        remarks = ("cap_of_ict",) if of == "ICT" else ("cap_of_mobile",)
        reason = "" if of == "ICT" else "stays_elsewhere"
        limits = [ends(f, 12, in_all=True)]
    limit = min(limits, default=None)
    if limit is not None and f["internship_end"] > limit:
        return "fails", limit, remarks, ""
    return "unknown" if reason else "ok", limit, remarks, reason


def means(of: str, f: Facts, on: str) -> tuple[Any, ...]:
    """The amount a month: the result, the amount in cents, why it is not known, what is told."""
    old = on < "2021-05-01"
    amount, remarks, reason = None, [], ""
    if of == "1°":
        if old and european(f):
            return "ok", None, "", ()
        if "2010-01-01" <= on <= "2025-12-31":
            amount = 615_00
            remarks = ["practice"]
        else:
            reason = "allowance_not_known"
    if of == "2°":
        amount = next((cents for since, cents in reversed(SMIC) if since <= on), None)
        if amount is None:
            return "unknown", None, "smic_not_known", ()
        remarks = ["mayotte"]
        if on > "2026-04-03":
            remarks.append("last_known")
        if not old:
            remarks.append("practice")
    if of == "3°":
        reason = "hospital_pay_not_known" if old else "hospital_practice_not_known"
    if amount is None:
        return "unknown", None, reason, ()
    enough = round(f["monthly_means"] * 100) >= amount
    return "ok" if enough else "fails", amount, "", tuple(remarks)


def signatories(of: str, f: Facts, on: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who signs for certain, and who may have to."""
    if of == "ICT":
        return ("trainee", "foreign_employer", "host_company"), ()
    sure = {
        "1°": ["trainee", "training_establishment", "host_company"],
        "2°": ["trainee", "foreign_employer", "training_body"],
        "3°": ["trainee", "host_hospital", "cooperation_body"],
    }[of]
    perhaps: tuple[str, ...] = ()
    if of == "1°" and on >= "2014-12-01":
        perhaps = ("referring_teacher", "tutor")
    if of == "2°" and f["further_internship"]:
        perhaps = ("host_company",)
    if of == "3°":
        perhaps = ("paying_body",)
    if not f["adult"]:
        sure.append("legal_representative")
    if f["placed_by_association"] and on < "2020-06-20":
        sure.append("approved_association")
    return tuple(sure), perhaps


def decision(of: str, f: Facts, on: str) -> tuple[str, dict[str, int]] | None:
    """The article of the decision on the card, and how long silence takes to be a refusal."""
    ninety = {"days": 90}
    old = on < "2021-05-01"
    # A minor owes no card, and neither does whoever stays for a short time, or has a visa.
    if not f["adult"]:
        return None
    if of == "mobile ICT":
        if short_mission(f):
            return None
        return ("R. 313-10-10 II" if old else "R. 421-54"), ninety
    if short_stay(f) or has_visa(f):
        return None
    if of == "ICT":
        return ("R. 313-10-6" if old else "R. 421-51"), ninety
    if on < "2019-03-01":
        return "R.* 311-12, R. 311-12-1", {"months": 4}
    return ("R. 313-10-2 II" if old else "R. 426-17"), ninety


def to_do(act: object, limit: date, on: str, *, stamped: bool = False) -> tuple[Any, ...]:
    """What has to be done by a day: the result, what is told, by when to act."""
    past = limit.isoformat() < on
    due = None if past else limit
    if isinstance(act, date):
        return ("ok" if act <= limit else "fails"), (), None
    if act == "not_yet":
        return ("fails" if past else "info"), ("not_done",), due
    if stamped:
        return "info", ("stamp_given",), None
    return "unknown", (("past",) if past else ()), due


Told = dict[str, dict[str, Any]]


def _told(article: str, result: str, **more: Any) -> dict[str, Any]:
    plain = {"limit": None, "silence": None, "means": "", "remarks": (), "reason": ""}
    return {"article": article, "result": result, **plain, "act_by": None, **more}


def _period(
    article: str, start: object, means: str, period: dict[str, int], *, stamped: bool = False
) -> dict[str, Any]:
    """A period at whose end silence decides."""
    if isinstance(start, date):
        day = silence(start, **period)
        return _told(article, "info", silence=day, means=means, remarks=put_off(start, **period))
    if stamped:
        return _told(article, "info", remarks=("stamp_given",))
    return _told(article, "unknown", reason="not_begun" if start == "not_yet" else "")


def _received(what: str, f: Facts) -> object:
    """When it was received: not yet, where it is not sent yet."""
    given = f.get(f"{what}_received")
    return "not_yet" if given is None and f.get(f"{what}_sent") == "not_yet" else given


def _stamp(of: str, f: Facts, on: str, held: Collection[str]) -> Told:
    """The checks on the stamp of the convention, or of its amendment."""
    old = on < "2021-05-01"
    start = f["internship_start"]
    stamped = "stamped_convention" in held
    # No programme shortens what the group has to do.
    soon = of != "ICT" and european(f)
    if f["extension"] == "none":
        article = "R. 313-10-8 I" if of == "ICT" else "R. 313-10-4 I" if old else "R. 426-20"
        limit = later(start, -1 if soon else -2)
        result, remarks, act_by = to_do(f.get("convention_sent"), limit, on, stamped=stamped)
        delay = {"days": 15 if soon else 30}
        received = _received("convention", f)
        sent = _told(article, result, limit=limit, remarks=remarks, act_by=act_by)
        return {
            "sent_in_time": sent,
            "prefect_answer": _period(article, received, "refusal", delay, stamped=stamped),
        }
    if of == "1°":
        return {}
    article = "R. 313-10-8 II" if of == "ICT" else "R. 313-10-4 II" if old else "R. 426-21"
    limit = start - timedelta(days=16)
    result, remarks, act_by = to_do(f.get("amendment_sent"), limit, on)
    amended = _told(article, result, limit=limit, remarks=remarks, act_by=act_by)
    received = _received("amendment", f)
    if isinstance(received, date):
        amended["silence"], amended["means"] = silence(received, days=15), "acceptance"
        amended["remarks"] = (*put_off(received, days=15), *remarks)
    return {"amendment_in_time": amended}


def checks(
    of: str, f: Facts, on: str, held: Collection[str] = (), *, complete: bool = False
) -> Told:
    """Each check, with what it tells; ``complete`` says that the file lacks nothing that is due.

    Of a check that uses days that contradict each other, only that is told.
    """
    old = on < "2021-05-01"
    found: Told = {}
    decided = decision(of, f, on)
    if decided is not None:
        article, period = decided
        presumed = date.fromisoformat(on) if complete else None
        filed = f.get("application_complete", presumed)
        found["card_decision"] = _period(article, filed, "refusal", period)
    old_and_new = {
        "ICT": ("L. 313-7-2 I", "L. 421-30"),
        "mobile ICT": ("L. 313-7-2 II", "L. 421-31"),
    }.get(of, ("R. 313-10-3 II", "R. 426-18"))
    article = old_and_new[0] if old else old_and_new[1]
    if of != "mobile ICT" or not short_mission(f):
        result, limit, remarks, reason = duration(of, f, on)
        found["duration"] = _told(article, result, limit=limit, remarks=remarks, reason=reason)
    if of in STAGIAIRES:
        signing = "R. 313-10-3 I" if old else "R. 426-19"
        sure, perhaps = signatories(of, f, on)
        found["signatories"] = _told(signing, "info", sure=sure, perhaps=perhaps)
        if not short_stay(f):
            paragraph = {"1°": "a", "2°": "b", "3°": "c"}[of]
            listed = f"R. 313-10-2 2° {paragraph}" if old else "annexe 10, rubrique 62"
            result, amount, reason, remarks = means(of, f, on)
            found["means"] = _told(listed, result, limit=amount, remarks=remarks, reason=reason)
        if not short_stay(f) or on < "2013-05-31":
            found |= _stamp(of, f, on, held)
    if of == "ICT" and on < "2019-03-01":
        # The convention of the group, which the decree of 27 February 2019 did away with.
        sure, perhaps = signatories(of, f, on)
        found["signatories"] = _told("R. 313-10-7", "info", sure=sure, perhaps=perhaps)
        if not short_stay(f):
            found |= _stamp(of, f, on, held)
    wrong = {name for pair in contradictions(f, on) for name in pair}
    for name, told in found.items():
        used = {*USED[name]}
        if f.get(DONE_BY.get(name, "")) == "not_yet":
            used.add("on")
        if wrong & used:
            found[name] = _told(told["article"], "unknown", reason="days_contradict")
    return found
