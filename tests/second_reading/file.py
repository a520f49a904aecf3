"""The file and the checks read a second time, from the specification, as plain booleans and tables.

Nothing of the package is imported here. ``of`` is the alternative that is met, or the card of the
"stagiaire ICT"; days are ISO words in ``on`` and dates elsewhere; every fact that a rule asks about
is known.
"""

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


def later(day: date, months: int) -> date:
    """The same day so many months later, for days that each month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day)


def ends(f: Facts, months: int, *, in_all: bool) -> date:
    """The last day of so many months."""
    left = months - (f["earlier_months"] if in_all else 0)
    return later(f["internship_start"], left) - timedelta(days=1)


def european(f: Facts) -> bool:
    """Under a programme of the Union, or an intergovernmental one."""
    return f["cooperation_programme"] in ("eu", "intergovernmental")


def short_stay(f: Facts) -> bool:
    """Three months at the most, with what was done before."""
    return bool(f["internship_end"] <= ends(f, 3, in_all=True))


def short_mission(f: Facts) -> bool:
    """Ninety days at the most."""
    return bool((f["internship_end"] - f["internship_start"]).days < 90)


def has_visa(f: Facts) -> bool:
    """A long-stay visa that serves as a first card."""
    return bool(f["vls_ts"] and f["request"] == "first_card")


def duration(of: str, f: Facts, on: str) -> tuple[Any, ...]:
    """How long the internship may last: the result, the last day, what is told besides."""
    extension = f["extension"]
    remarks: tuple[str, ...] = ()
    limits: list[date] = []
    if of == "1°":
        if f["course_vocational"]:
            limits = [ends(f, 6, in_all=True)]
        elif f["internship_end"] > ends(f, 6, in_all=True) and on >= "2014-07-12":
            remarks = ("education_code_cap",)
    if of == "2°":
        if extension == "further":
            return "fails", None, ("one_extension",)
        limits = [ends(f, 18, in_all=True)]
        if extension == "none":
            limits.append(ends(f, 12, in_all=False))
    if of == "3°":
        remarks = ("hospital_terms",)
        limits = [ends(f, 24, in_all=True)]
        if extension != "further":
            limits.append(ends(f, 6, in_all=False))
    limit = min(limits, default=None)
    over = limit is not None and f["internship_end"] > limit
    return "fails" if over else "ok", limit, remarks


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
        reason = "hospital_pay_not_known"
    if amount is None:
        return "unknown", None, reason, ()
    enough = round(f["monthly_means"] * 100) >= amount
    return "ok" if enough else "fails", amount, "", tuple(remarks)


def signatories(of: str, f: Facts, on: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who signs for certain, and who may have to."""
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


def decision(of: str, f: Facts, on: str) -> tuple[Any, ...] | None:
    """The day from which silence on the card is a refusal, and the article."""
    complete = f["application_complete"]
    ninety = complete + timedelta(days=90)
    old = on < "2021-05-01"
    if of == "mobile ICT":
        return None if old or short_mission(f) else (ninety, "R. 421-54")
    if short_stay(f):
        return None
    if of == "ICT":
        return ninety, "R. 313-10-6" if old else "R. 421-51"
    if has_visa(f):
        return None
    if on < "2019-03-01":
        return later(complete, 4), "R.* 311-12, R. 311-12-1"
    return ninety, "R. 313-10-2 II" if old else "R. 426-17"


def amount(of: str, f: Facts, on: str) -> dict[str, tuple[Any, ...]]:
    """The check of the means."""
    paragraph = {"1°": "a", "2°": "b", "3°": "c"}[of]
    old = on < "2021-05-01"
    listed = f"R. 313-10-2 2° {paragraph}" if old else "annexe 10, rubrique 62"
    return {"means": (listed, *means(of, f, on))}


def checks(of: str, f: Facts, on: str) -> dict[str, tuple[Any, ...]]:
    """Each check: its article, its result, and what each tells (see the functions above)."""
    found: dict[str, tuple[Any, ...]] = {}
    old = on < "2021-05-01"
    decided = decision(of, f, on)
    if decided is not None:
        day, article = decided
        found["card_decision"] = (article, "info", day, "refusal")
    if of not in STAGIAIRES:
        return found
    found["duration"] = ("R. 313-10-3 II" if old else "R. 426-18", *duration(of, f, on))
    signing = "R. 313-10-3 I" if old else "R. 426-19"
    found["signatories"] = (signing, "info", *signatories(of, f, on))
    if not short_stay(f):
        found |= amount(of, f, on)
    elif on >= "2013-05-31":
        return found
    start = f["internship_start"]
    if f["extension"] == "none":
        sending = "R. 313-10-4 I" if old else "R. 426-20"
        limit = later(start, -1 if european(f) else -2)
        remarks: tuple[str, ...] = ()
        if "convention_sent" in f:
            result = "ok" if f["convention_sent"] <= limit else "fails"
        else:
            result = "unknown"
            remarks = ("past",) if limit.isoformat() < on else ()
        found["sent_in_time"] = (sending, result, limit, remarks)
        answer = f["convention_received"] + timedelta(days=15 if european(f) else 30)
        found["prefect_answer"] = (sending, "info", answer, "refusal")
    elif of != "1°":
        limit = start - timedelta(days=16)
        if "amendment_sent" in f:
            result, remarks = "ok" if f["amendment_sent"] <= limit else "fails", ()
        else:
            result, remarks = "unknown", ("past",) if limit.isoformat() < on else ()
        article = "R. 313-10-4 II" if old else "R. 426-21"
        silence = f["amendment_received"] + timedelta(days=15)
        found["amendment_in_time"] = (article, result, limit, remarks, silence, "acceptance")
    return found
