"""The documents and the notes on a file read a second time, from the specification, as tables.

Nothing of the package is imported here but the plain booleans of the other second reading.
"""

from collections.abc import Collection
from datetime import date

from tests.second_reading.file import (
    STAGIAIRES,
    Facts,
    european,
    has_visa,
    later,
    short_mission,
    short_stay,
)

Cited = dict[str, str]


# Paid when the title is handed over: no file lacks it before.
ON_DELIVERY = ("tax_and_stamp_duty",)


def not_needed(of: str, f: Facts, on: str) -> dict[str, str]:
    """Why no file is needed, with the article: nothing where one is."""
    old = on < "2021-05-01"
    found = {}
    if not f["adult"]:
        found["minor"] = "L. 311-1" if old else "L. 411-1"
    if of == "mobile ICT":
        if short_mission(f):
            found["short_mission"] = "L. 313-7-2, R. 313-10-10" if old else "L. 421-31, R. 421-53"
        return found
    if short_stay(f):
        found["short_stay"] = "R. 311-3 2°" if old else "L. 411-1"
    if of in STAGIAIRES and has_visa(f):
        found["vls_ts"] = "R. 311-3 10°" if old else "R. 431-16 17°"
    if of == "ICT" and has_visa(f):
        found["vls_ts_of_ict"] = "R. 311-3 12°" if old else "R. 431-16 12°"
    return found


def required(of: str, f: Facts, on: str) -> Cited:
    """Each document that is asked for, with the article; the mission letter "if needed" too."""
    if on < "2021-05-01":
        return _required_before_2021(of, f, on)
    return _required_since_2021(of, f, on)


def _required_before_2021(of: str, f: Facts, on: str) -> Cited:
    renewal = f["request"] == "renewal"
    found = {"civil_status": "R. 311-2-2", "nationality_proof": "R. 311-2-2"}
    if f["family_in_application"]:
        found["family_civil_status"] = "R. 311-2-2"
    if renewal:
        found["previous_card"] = "R. 313-4-1 3°"
    else:
        found["regular_entry"] = "R. 313-1 1°, R. 211-1"
        if of != "mobile ICT":
            found["long_stay_visa"] = "R. 313-1 2°, L. 313-2"
    found["photographs"] = "R. 313-4-1 2°" if renewal else "R. 313-1 4°"
    found["proof_of_address"] = "R. 313-4-1 1°" if renewal else "R. 313-1 5°"
    if not f["documents_in_french"]:
        found["certified_translation"] = "R. 311-1"
    if of in STAGIAIRES:
        again = "R. 313-36, " if renewal else ""
        found["stamped_convention"] = again + "R. 313-10-2 1°"
        paragraph = {"1°": "a", "2°": "b", "3°": "c"}[of]
        presumed = of == "1°" and european(f)
        name = "programme_attestation" if presumed else "means_of_subsistence"
        found[name] = f"{again}R. 313-10-2 2° {paragraph}"
        if renewal:
            found["amendment_receipt"] = "R. 313-36"
    elif of == "ICT":
        if on < "2019-03-01":
            found["stamped_convention"] = "R. 313-10-6 1°"
        for name in ("employment_contract", "mission_letter", "return_guarantee"):
            found[name] = "R. 313-10-6 2°"
        found["means_of_subsistence"] = "R. 313-10-6 3°"
        found["group_seniority_proof"] = "R. 313-10-6 4°"
        found["same_group_proof"] = "R. 313-10-6 5°"
        found["higher_education_diploma"] = "R. 313-10-6 6°"
    else:
        for name in ("eu_ict_card", "employment_contract", "mission_letter", "same_group_proof"):
            found[name] = "R. 313-10-10"
        found["return_guarantee"] = "R. 313-10-10 II 1°"
    return found


_LISTED_SINCE_2021 = {
    "STAGIAIRE": ("long_stay_visa", "stamped_convention", "means_of_subsistence"),
    "ICT": (
        "long_stay_visa",
        "employment_contract",
        "means_of_subsistence",
        "same_group_proof",
        "higher_education_diploma",
    ),
    "mobile ICT": (
        "eu_ict_card",
        "employment_contract",
        "mission_letter",
        "return_guarantee",
        "same_group_proof",
    ),
}


def _required_since_2021(of: str, f: Facts, on: str) -> Cited:
    renewal = f["request"] == "renewal"
    rubric = {"ICT": 20, "mobile ICT": 21}.get(of, 62)
    listed = f"annexe 10, rubrique {rubric}"
    cited = f"R. 433-1, {listed}" if renewal else listed
    kind = "STAGIAIRE" if of in STAGIAIRES else of
    names = [*_LISTED_SINCE_2021[kind], "nationality_proof", "proof_of_address", "photographs"]
    names.append("tax_and_stamp_duty")
    if f["polygamy_declaration_due"] and on >= "2022-05-12":
        names.append("non_polygamy_declaration")
    found = dict.fromkeys(names, cited)
    if "long_stay_visa" in found:
        # A first card supposes it (L. 412-1); the lists name it without distinction.
        found["long_stay_visa"] = listed
    found["civil_status"] = "R. 431-10"
    if not f["documents_in_french"]:
        found["certified_translation"] = "annexe 10"
    if on >= "2024-07-17":
        found["republican_commitment"] = "R. 412-1"
    if renewal and of in STAGIAIRES:
        found["stamped_amendment"] = listed
    return found


def doubtful(of: str, f: Facts, on: str) -> dict[str, str]:
    """What no answer can decide, with the reason."""
    found = {}
    renewal = f["request"] == "renewal"
    if of == "mobile ICT" or (of == "ICT" and on < "2021-05-01"):
        found["mission_letter"] = "mission_letter_if_needed"
    if of == "1°" and renewal:
        name = "amendment_receipt" if on < "2021-05-01" else "stamped_amendment"
        found[name] = "no_amendment_procedure"
    if of != "mobile ICT" and renewal and on >= "2021-05-01":
        found["long_stay_visa"] = "visa_on_renewal"
    return found


def is_complete(of: str, f: Facts, on: str, held: Collection[str]) -> bool:
    """Whether the file lacks nothing that is due before the card; a list of the time is known."""
    if on < "2016-11-01" or not_needed(of, f, on):
        return False
    return set(required(of, f, on)) <= {*held, *ON_DELIVERY}


def evidence(of: str, f: Facts, on: str) -> Cited:
    """What proves a condition, with the article of the condition."""
    names: list[str] = []
    if of == "1°":
        names = ["enrolment_certificate"]
        if f["cooperation_programme"] != "none":
            names.append("programme_attestation")
    if of == "2°":
        names = ["employment_contract", "training_declaration_number"]
        if f["further_internship"]:
            names.append("commercial_relations_proof")
    if of == "3°":
        names = ["cooperation_agreement_copy", "health_diploma"]
        if on >= "2021-05-01" and pacific(f):
            # There the words of the 3° on that convention are deleted.
            names = ["health_diploma"]
    article = "R. 313-10-1" if on < "2021-05-01" else "R. 426-16"
    found = dict.fromkeys(names, f"{article} {of}")
    if of == "ICT" and on >= "2021-05-01":
        found["group_seniority_proof"] = "L. 421-30"
    if f["request"] == "renewal" and on >= "2021-05-01":
        found["previous_card"] = "R. 433-1"
    return {name: cited for name, cited in found.items() if name not in required(of, f, on)}


def pacific(f: Facts) -> bool:
    """In a territory of the Pacific."""
    return bool(f.get("territory", "covered") != "covered")


def beyond_schengen(of: str, f: Facts) -> bool:
    """More than ninety days, but three months at most: a short stay of Schengen is shorter."""
    days = (f["internship_end"] - f["internship_start"]).days + 1
    return of != "mobile ICT" and short_stay(f) and days > 90 and not pacific(f)


def entry_day(of: str, f: Facts, on: str) -> date | None:
    """Two months after an entry that is known from the dates: those of an extension tell none."""
    if "after_entry" not in remarks(of, f, on) or f["extension"] != "none":
        return None
    return later(f["internship_start"], 2)


def remarks(of: str, f: Facts, on: str) -> Cited:
    """What to know of a file of which nothing is held, with the article."""
    old = on < "2021-05-01"
    found = {}
    if beyond_schengen(of, f):
        found["beyond_schengen"] = "règlement (UE) 2016/399, art. 6"
    if not_needed(of, f, on):
        return found
    stagiaire, renewal = of in STAGIAIRES, f["request"] == "renewal"
    due = required(of, f, on)
    found["no_medical_certificate"] = "R. 313-4" if old else "R. 431-18"
    if stagiaire and "long_stay_visa" in due and not renewal:
        found["visa_waiver"] = "L. 313-7-1" if old else "L. 412-3 2°, L. 426-23"
    if stagiaire:
        if f.get("nationality", "other") != "agreement_state":
            found["canadian_convention"] = ""
        if renewal:
            if old:
                found["renewal_window"] = "R. 311-2 4°, R. 311-3"
            else:
                found["renewal_window_of_2021"] = "R. 431-5 1°"
        if not old:
            stamp = "pacific_stamp" if pacific(f) else "platform_stamp"
            found[stamp] = "annexe 10, rubrique 62"
    if not renewal:
        found["after_entry"] = "R. 311-2" if old else "R. 431-4"
    if of == "ICT":
        if old:
            found["means_of_stay"] = "R. 313-10-6 3°"
            found["regulated_profession"] = "R. 313-10-6 6°"
        else:
            names = ("permit_for_visa", "minimum_wage", "contract_of_months")
            found |= dict.fromkeys(names, "annexe 10, rubrique 20")
    if of == "ICT" and renewal and on >= "2019-03-01":
        found["not_renewable"] = "L. 313-7-2" if old else "L. 421-30"
    if not f["documents_in_french"]:
        translator = "approved_translator" if old else "sworn_translator"
        found[translator] = "R. 311-1" if old else "annexe 10"
    if not old:
        found["recent_address"] = "annexe 10"
        if on <= "2021-05-02":
            found["list_of_3_may"] = "annexe 10"
        if on >= "2022-06-24":
            found["list_read_until"] = "annexe 10"
    return found
