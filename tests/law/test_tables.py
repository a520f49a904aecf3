"""What the specification lists: days, sources, presumptions, what supposes what, what follows."""

from datetime import date
from typing import Any

import pytest

from stagiaire_cli import assess
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS
from stagiaire_cli.law.by_date import law_on, today
from stagiaire_cli.law.concordance import CONCORDANCE
from stagiaire_cli.law.definition import READINGS, RESERVATION_READING
from stagiaire_cli.law.documents import DOCUMENT_IDS, ON_DELIVERY
from stagiaire_cli.law.facts import FACT, FACTS, PROOFS
from tests.people.dossiers import COMPLETE
from tests.second_reading import article as second_reading
from tests.second_reading import contract
from tests.second_reading.tables import ACTIONABLE, PROVED_BY, STRETCHES, SUPPOSED

FIRST_DAYS = tuple(stretch[0] for stretch in STRETCHES)


@pytest.mark.parametrize(("first", "last", "since", "until", "article"), STRETCHES)
def test_the_versions_begin_and_end_on_the_days_of_the_decrees(
    first: str, last: str | None, since: str, until: str | None, article: str
) -> None:
    for day in (first, last or "9999-12-31"):
        version = law_on(date.fromisoformat(day)).version
        assert (version.since.isoformat(), version.article) == (first, article)
        assert version.until == (last and date.fromisoformat(last))
        applied = assess({}, on=day).law
        assert (applied.article, applied.since, applied.until) == (
            article,
            date.fromisoformat(since),
            until and date.fromisoformat(until),
        )
        assert version.quoted is (since == "2016-11-01")


@pytest.mark.parametrize(
    ("nationality", "new"),
    [
        ("french", "L. 411-1"),
        ("eu_eea_swiss", "L. 411-1"),
        ("algerian", "L. 411-1"),
        ("other", None),
        ("agreement_state", None),
    ],
)
@pytest.mark.parametrize(
    "on", ["2009-06-01", "2016-11-01", "2021-04-30", "2021-05-01", "2026-01-01"]
)
def test_whom_the_code_does_not_govern_is_told_by_todays_article(
    nationality: str, new: str | None, on: str
) -> None:
    names = ("french", "eu_eea_swiss", "algerian", "not_covered")
    for territory in contract.FACTS["territory"]:
        verdict = assess({"nationality": nationality, "territory": territory}, on=on)
        found = [(note.name, note.article) for note in verdict.notes if note.name in names]
        # Whoever is outside by nationality is told today's article, on whatever day.
        wanted = [(nationality, new)] if new else []
        if territory != "covered" and on < "2021-05-01":
            wanted.append(("not_covered", "L. 111-3"))
        assert found == wanted
        repealed = [note.name for note in verdict.notes if note.name == "repealed"]
        assert bool(repealed) is (on < "2021-05-01" and not new)
        if new:
            assert verdict.today.concordance == ()
        assert (verdict.status == "out_of_scope") is bool(wanted)


@pytest.mark.parametrize("on", FIRST_DAYS)
def test_the_reservation_is_cited_by_its_own_article_and_nothing_else_is(on: str) -> None:
    version = law_on(date.fromisoformat(on)).version
    reservation = "L. 313-7-2" if on < "2021-05-01" else "L. 421-30, L. 421-31"
    for provision in version.provisions:
        for place, leaf in enumerate(provision.condition.leaves()):
            own = provision.number != "2°" or place < (4 if on >= "2016-11-01" else 5)
            cited = f"{version.article} {provision.number}" if own else reservation
            if leaf.facts == ("territory",) and provision.number == "2°":
                # The list says of the mobile card that it does not exist in the Pacific.
                cited = "annexe 10, rubrique 21"
            if leaf.facts == ("territory",) and leaf.article.startswith("R. 44"):
                # The words on the convention are deleted there.
                cited = "R. 444-3 31°, R. 445-3 30°, R. 446-3 30°"
            assert version.source(leaf, provision.number)[1] == cited
    for _, route in version.routes:
        leaves = (leaf for leaf in route.leaves() if leaf.facts != ("territory",))
        assert {leaf.article for leaf in leaves} == {reservation}


@pytest.mark.parametrize("on", FIRST_DAYS)
def test_the_second_names_its_conditions_then_those_of_each_card_reserved(on: str) -> None:
    own = ["foreign_employee", "declared_training", "further_internship"]
    own += ["host_trades_with_employer"]
    group = ["further_internship", "host_in_employer_group", RESERVATION_READING]
    ict = ["foreign_employee", "group_seniority_months", "higher_education_degree"]
    ict += ["sufficient_means"]
    ict += ["resides_outside_eu", "intra_group_posting"] * (on >= "2019-03-01")
    mobile = ["foreign_employee", "intra_group_posting", "eu_ict_permit", "short_mission"]
    mobile += ["sufficient_means"] + ["territory"] * (on >= "2021-05-01")
    reserved = [*group, *ict, *mobile] if on >= "2016-11-01" else ["host_in_employer_group"]
    second = assess({}, on=on).provisions[1]
    assert [one.fact for one in second.conditions] == [*own, *reserved]


@pytest.mark.parametrize("on", FIRST_DAYS[2:])
@pytest.mark.parametrize("employee", [True, False, None])
def test_that_a_card_is_for_employees_is_one_of_the_conditions_reserved(
    employee: bool | None, on: str
) -> None:
    answers = {} if employee is None else {"foreign_employee": employee}
    second = assess(answers, on=on).provisions[1]
    found = [one.result for one in second.conditions if one.fact == "foreign_employee"]
    assert (
        found
        == {
            True: ["met", "not_met", "not_needed"],
            False: ["not_met", "met", "met"],
            None: ["undetermined", "undetermined", "not_needed"],
        }[employee]
    )


@pytest.mark.parametrize("on", FIRST_DAYS[2:])
def test_the_card_of_the_ict_asks_for_the_months_of_its_time_and_the_second_leaves_it_those(
    on: str,
) -> None:
    least = 3 if on < "2019-03-01" else 6
    facts = {**COMPLETE["ICT"], "declared_training": True, "host_trades_with_employer": True}
    for months, reserved in ((least - 1, False), (least, True)):
        known = {**facts, "group_seniority_months": months}
        card = assess({**known, "declared_training": False}, on=on)
        assert card.cards == (("ICT",) if reserved else ())
        verdict = assess(known, on=on, readings={RESERVATION_READING: "conditions"})
        assert verdict.met == (() if reserved else ("2°",))


@pytest.mark.parametrize("on", FIRST_DAYS)
def test_somebody_declines_an_alternative_by_the_answer_that_refuses_it(on: str) -> None:
    declined = {
        one.number: one.declined for one in law_on(date.fromisoformat(on)).version.provisions
    }
    third = {} if on < "2011-09-08" else {"3°": ("hospital_internship", "none")}
    assert declined == {
        "1°": ("company_internship", False),
        "2°": ("declared_training", False),
        **third,
    }


@pytest.mark.parametrize("on", FIRST_DAYS)
def test_somebody_who_chooses_an_alternative_has_answered_what_its_line_says(on: str) -> None:
    chosen = {one.number: one.chosen for one in law_on(date.fromisoformat(on)).version.provisions}
    third = {} if on < "2011-09-08" else {"3°": ()}
    assert chosen == {
        "1°": (("company_internship", True),),
        "2°": (("foreign_employee", True),),
        **third,
    }


def test_each_fact_has_the_answers_of_the_specification() -> None:
    # The classes that rules make of months: under 3, 3 to 5, 6 or more; and over 12.
    months = {"group_seniority_months": (0, 3, 6), "earlier_months": (0, 3, 13)}
    for name, fact in FACT.items():
        listed = contract.FACTS[name]
        days: dict[str, Any] = {"date": (), "act": (), "euros": ()}
        expected = {"yes_no": (True, False), "months": months.get(name), **days}
        assert fact.values == (expected[listed] if isinstance(listed, str) else listed), name
        assert fact.act is (listed == "act")
    assert len(FACT) == len(contract.FACTS)
    assert dict(READINGS) == {"l313_7_2_scope": ("situation", "conditions")}


def test_what_is_presumed_is_what_the_specification_says() -> None:
    presumed = {name: fact.presumed for name, fact in FACT.items() if fact.presumed is not None}
    assert presumed == {
        "eu_ict_permit": False,
        "nationality": "other",
        "territory": "covered",
        "request": "first_card",
        "adult": True,
        "family_in_application": False,
        "documents_in_french": True,
        "vls_ts": False,
        "polygamy_declaration_due": False,
        "placed_by_association": False,
        "earlier_months": 0,
        "extension": "none",
    }


@pytest.mark.parametrize("extension", ["none", "first", "further", "unknown"])
def test_an_extension_follows_something(extension: str) -> None:
    days = {"internship_start": "2018-01-01", "internship_end": "2018-02-01"}
    verdict = assess({**COMPLETE["2°"], **days, "extension": extension})
    del verdict
    facts = {k: v for k, v in COMPLETE["2°"].items() if k != "earlier_months"}
    presumed = assess({**facts, **days, "extension": extension}).presumed
    assert ("earlier_months" in presumed) is (extension in ("none", "unknown"))


def test_a_person_can_act_on_the_course_the_training_and_the_host() -> None:
    assert {name for name, fact in FACT.items() if fact.actionable} == set(ACTIONABLE)


@pytest.mark.parametrize("name", FACT)
def test_an_answer_contradicts_only_the_answer_without_which_it_makes_no_sense(name: str) -> None:
    samples: dict[str, Any] = {"date": "2018-01-01", "euros": 700, "months": 4}
    fact = FACT[name]
    value = samples.get(fact.kind, fact.values[0] if fact.values else None)
    supposed = SUPPOSED.get(name)
    for other, another in FACT.items():
        for answer in another.values if other != name and another.kind != "months" else ():
            neutral = answer in (False, "none", "nothing", "other")
            notes = [
                note.facts
                for note in assess({name: value, other: answer}).notes
                if note.name == "contradiction" and note.facts[0] == name
            ]
            told = supposed is not None and other == supposed[0] and answer not in supposed[1]
            assert bool(notes) is told, (other, answer, neutral)


MOVED = (
    ("R. 313-10-1", "R. 426-16", ""),
    ("R. 313-10-1 1°", "R. 426-16 1°", ""),
    ("R. 313-10-1 2°", "R. 426-16 2°", "reservation_of_mobile"),
    ("R. 313-10-1 3°", "R. 426-16 3°", "private_hospitals"),
    ("R. 313-10-2 1°", "L. 426-23, annexe 10, rubrique 62", "stamped_by_platform"),
    ("R. 313-10-2 2°", "annexe 10, rubrique 62", "no_thresholds"),
    ("R. 313-10-2 II", "R. 426-17", ""),
    ("R. 313-10-3 I", "R. 426-19", "association_signs_no_more"),
    ("R. 313-10-3 II", "R. 426-18", ""),
    ("R. 313-10-4 I", "R. 426-20", "teleservice_hospitals"),
    ("R. 313-10-4 II", "R. 426-21", "teleservice"),
    ("R. 313-10-4 III", "R. 426-22", "private_hospitals"),
    ("R. 313-10-5", "", "association_gone"),
    ("R. 313-10-6", "annexe 10, rubrique 20, R. 421-51", "smic_and_contract"),
    ("R. 313-10-7", "", "convention_gone"),
    ("R. 313-10-8", "", "convention_gone"),
    ("R.* 313-10-7-1", "R.* 421-52", ""),
    ("R. 313-10-9", "annexe 10, rubrique 22", ""),
    ("R. 313-10-10", "R. 421-53, R. 421-54, annexe 10, rubrique 21", ""),
    ("L. 313-7-1", "L. 426-23, L. 412-1, L. 412-3 2°", "no_paid_work_nor_association"),
    ("L. 313-7-2", "L. 421-30, L. 421-31, L. 421-32, L. 421-33", "no_paid_work"),
    ("R. 311-2-2", "R. 431-10", "family_titles_only"),
    ("R. 313-1", "L. 412-1, R. 431-11, annexe 10", "no_entry_document"),
    ("R. 313-2", "L. 412-1, R. 431-11, annexe 10", ""),
    ("R. 313-3", "L. 412-1, R. 431-11, annexe 10", ""),
    ("R. 313-4", "R. 431-18", ""),
    ("R. 313-4-1", "R. 433-1, annexe 10", ""),
    ("R. 313-36", "R. 433-1, annexe 10", "amendment_stamped"),
    ("R. 311-3 10°", "R. 431-16 17°", ""),
    ("R. 311-3 12°", "R. 431-16 12°", ""),
    ("R.* 311-12", "R.* 432-1", ""),
    ("R. 311-12-1", "R. 432-2", ""),
    ("L. 313-17", "L. 433-4, L. 433-5 5°", ""),
    ("L. 311-13", "L. 436-1", ""),
    ("D. 311-18-1", "L. 436-1", ""),
    ("L. 111-3", "L. 110-2, R. 442-2 à R. 446-3", "pacific"),
)


@pytest.mark.parametrize(("then", "now", "change"), MOVED)
def test_each_old_article_is_followed_by_what_the_table_of_the_reference_says(
    then: str, now: str, change: str
) -> None:
    found = {tuple(moved)[:3] for moved in CONCORDANCE if moved.then == then}
    assert (then, now, change) in found
    assert {moved[1] for moved in found} == {now}


def test_what_has_no_forerunner_is_the_commitment_of_2024() -> None:
    assert [tuple(one)[1:3] for one in CONCORDANCE if not one.then] == [
        ("L. 412-7, R. 412-1, R. 412-2, R. 412-3", "commitment")
    ]


def test_each_answer_to_act_on_is_proved_by_the_document_that_states_it() -> None:
    assert dict(PROOFS) == PROVED_BY
    assert set(ON_DELIVERY) == {"tax_and_stamp_duty"}


def test_the_law_of_today_is_that_of_2023() -> None:
    assert today().version.since == date(2023, 1, 1)


def test_the_second_reading_names_what_can_be_answered() -> None:
    kinds = {fact.id: "act" if fact.act else fact.kind for fact in FACTS}
    named = {fact.id: fact.values if fact.kind == "choice" else kinds[fact.id] for fact in FACTS}
    assert named == contract.FACTS
    assert set(DOCUMENT_IDS) == set(contract.DOCUMENTS)
    assert contract.READINGS == READINGS
    assert set(DOSSIER_COLUMNS) == set(contract.COLUMNS)
    of_the_definition = [fact.id for fact in FACTS if fact.group == "definition"]
    assert of_the_definition == [*second_reading.DEFINITION]
    assert [fact.id for fact in FACTS if fact.group == "reservation"] == [*second_reading.RESERVED]
