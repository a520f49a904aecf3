"""The law by date: one law on every day, each entry dated, each old article followed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stagiaire_cli import assess
from stagiaire_cli.languages import Language
from stagiaire_cli.law import by_date
from stagiaire_cli.law.by_date import (
    DAYS_OF_CHANGE,
    FIRST_DAY,
    LAST_DAY,
    NoLawError,
    articles_about,
    asks_about,
    law_on,
    today,
)
from stagiaire_cli.law.concordance import CONCORDANCE, existing_on, followed
from stagiaire_cli.law.dates import STILL, TEXTS_READ_UNTIL, after, eve
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.facts import FACT, NATIONALITY, PRESUMED
from tests.conftest import cases

DAY = timedelta(days=1)
# Of whom the code never governed, no repealed article is told.
NATIONALITIES = ("french", "eu_eea_swiss", "algerian")


def test_each_stretch_has_one_law_from_its_first_day_to_its_last() -> None:
    for first, following in pairwise(DAYS_OF_CHANGE):
        assert law_on(first) is law_on(following - DAY)
        assert law_on(first) is not law_on(following)
    with pytest.raises(NoLawError):
        law_on(FIRST_DAY - DAY)


def test_the_law_of_today_is_that_of_the_day_to_which_the_texts_were_read() -> None:
    assert today() is law_on(TEXTS_READ_UNTIL)
    far = date(2100, 1, 1)
    *earlier, last = VERSIONS
    following = last._replace(since=far, in_force=(far, None))
    known = (*earlier, last._replace(until=far - DAY), following)
    # The mutants of the law call this test without the fixtures of pytest.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_date, "VERSIONS", known)
        patch.setattr(by_date, "DAYS_OF_CHANGE", (*DAYS_OF_CHANGE, far))
        assert law_on(far).version is following
        assert today() is law_on(TEXTS_READ_UNTIL)


def test_the_law_of_a_day_differs_from_that_of_the_day_before_where_it_is_said_to() -> None:
    for _, following in pairwise(DAYS_OF_CHANGE):
        before, after = law_on(following - DAY), law_on(following)
        assert tuple(before)[1:] != tuple(after)[1:], following


def test_the_version_of_a_day_is_the_one_in_force() -> None:
    for version in VERSIONS:
        for day in (version.since, version.until or date.max):
            assert law_on(day).version is version


@pytest.mark.parametrize(
    ("fact", "since", "until"),
    [
        ("hospital_internship", "2011-09-08", None),
        ("higher_education_degree", "2016-11-01", None),
        ("eu_ict_permit", "2016-11-01", None),
        ("intra_group_posting", "2016-11-01", None),
        ("resides_outside_eu", "2019-03-01", None),
        ("polygamy_declaration_due", "2022-05-12", None),
        ("placed_by_association", None, "2020-06-19"),
        ("family_in_application", "2016-11-01", "2021-04-30"),
    ],
)
def test_a_fact_that_the_law_of_the_day_does_not_ask_about_is_ignored_with_a_note(
    fact: str, since: str | None, until: str | None
) -> None:
    def noted(day: date) -> bool:
        value = FACT[fact].values[0]
        notes = assess({fact: value}, on=day).notes
        return any(note.name == "ignored_facts" and fact in note.facts for note in notes)

    for bound, step in ((since, -DAY), (until, DAY)):
        if bound is not None:
            day = date.fromisoformat(bound)
            assert not noted(day)
            assert noted(day + step)


def test_the_place_is_asked_about_on_every_day() -> None:
    """Outside the code until 2021; since then it bears on the 3° and on the mobile card."""
    for day in DAYS_OF_CHANGE:
        notes = assess({"territory": "new_caledonia"}, on=day).notes
        assert not any("territory" in note.facts for note in notes if note.name == "ignored_facts")


def test_every_fact_is_asked_about_on_some_day_and_says_by_which_article() -> None:
    laws = [law_on(day) for day in DAYS_OF_CHANGE]
    for fact in FACT:
        [*asked] = (law for law in laws if asks_about(law, fact))
        assert articles_about(asked[-1], fact)[0]


def test_an_old_article_is_followed_by_the_entry_that_is_nearest_to_it() -> None:
    def then(article: str) -> list[str]:
        return [moved.then for moved in followed((article,), LAST_DAY)]

    assert then("R. 313-10-2 2° b") == ["R. 313-10-2 2°"]
    assert then("R. 313-10-3 II") == ["R. 313-10-3 II"]
    assert then("R.* 311-12, R. 311-12-1") == ["R.* 311-12", "R. 311-12-1"]
    assert then("L. 999-1") == []


def test_the_translation_and_the_window_of_a_renewal_have_their_successors() -> None:
    [translation] = followed(("R. 311-1",), LAST_DAY)
    assert (translation.now, translation.change) == ("annexe 10", "sworn_translation")
    [window] = followed(("R. 311-2 4°",), LAST_DAY)
    assert (window.now, window.change) == ("R. 431-5 1°", "teleservice_window")


def test_no_old_article_stands_twice_in_the_concordance_of_a_day() -> None:
    for day in (*DAYS_OF_CHANGE, *(moved.since for moved in CONCORDANCE)):
        then = [moved.then for moved in existing_on(day) if moved.then]
        assert len(then) == len(set(then))


def test_the_concordance_changes_on_days_on_which_the_law_does() -> None:
    days = {moved.since for moved in CONCORDANCE if moved.since > FIRST_DAY}
    days |= {after(moved.until) for moved in CONCORDANCE if moved.until != STILL}
    assert days <= {*DAYS_OF_CHANGE}


def test_no_day_has_a_successor_of_what_did_not_exist_on_it() -> None:
    for name, first, last in (
        ("R. 313-10-1 3°", "2011-09-08", None),
        ("R. 311-3 10°", "2011-09-08", None),
        ("L. 313-7-2", "2016-11-01", None),
        ("R. 313-10-6", "2016-11-01", None),
        ("R. 313-10-7", "2016-11-01", "2019-02-28"),
        ("R. 313-10-8", "2016-11-01", "2019-02-28"),
        ("R.* 313-10-7-1", "2016-11-01", None),
        ("R. 313-10-9", "2016-11-01", None),
        ("R. 313-10-10", "2016-11-01", None),
        ("R. 311-2-2", "2016-11-01", None),
        ("R. 313-4-1", "2016-11-01", None),
        ("R. 311-3 12°", "2016-11-01", None),
        ("L. 313-17", "2016-11-01", None),
        ("R. 313-10-2 II", "2019-03-01", None),
        ("R. 313-10-5", None, "2020-06-19"),
    ):

        def there(day: date, name: str = name) -> bool:
            return name in {moved.then for moved in existing_on(day)}

        if first:
            since = date.fromisoformat(first)
            assert (there(eve(since)), there(since)) == (False, True), name
        if last:
            until = date.fromisoformat(last)
            assert (there(until), there(after(until))) == (True, False), name


def test_what_changed_before_the_day_is_no_change_any_more() -> None:
    with_association, without = date(2020, 6, 19), date(2020, 6, 20)
    for article, before, since in (
        ("R. 313-10-3 I", "association_signs_no_more", ""),
        ("L. 313-7-1", "no_paid_work_nor_association", "no_paid_work"),
    ):
        [old] = followed((article,), with_association)
        [new] = followed((article,), without)
        assert (old.change, new.change) == (before, since)
    for day, change in ((date(2016, 10, 31), "reservation"), (LAST_DAY, "reservation_of_mobile")):
        [moved] = followed(("R. 313-10-1 2°",), day)
        assert moved.change == change


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_every_article_that_a_verdict_on_the_repealed_text_applies_is_followed(
    case: dict[str, object],
) -> None:
    answers = case["answers"]
    assert isinstance(answers, dict)
    verdict = assess(answers["facts"], answers.get("documents", ()), answers.get("on"))
    by_nationality = verdict.reason is not None and verdict.reason.name in NATIONALITIES
    if verdict.law.article == verdict.today.article or by_nationality:
        assert verdict.today.concordance == ()
        return
    then = {moved.then for moved in verdict.today.concordance}
    for provision in verdict.provisions:
        assert f"R. 313-10-1 {provision.number}" in then
    cited = [*verdict.file.articles.values(), *(check.article for check in verdict.checks)]
    # The entry into France has nothing in the table of concordance.
    for article in (one for origins in cited for one in origins.split(", ")):
        assert followed((article,), verdict.law.on) or article == "R. 211-1", article


def test_each_version_says_in_every_language_what_it_changed(text: Language) -> None:
    for version in VERSIONS[1:]:
        assert text.has(f"law.versions.{version.since.isoformat()}")


def test_without_a_day_the_law_is_the_last_day_of_the_repealed_article() -> None:
    assert assess({}).law.on == LAST_DAY
    assert "application_complete" not in assess({}).presumed
    assert set(assess({}).presumed) <= set(PRESUMED)


def test_the_same_facts_on_three_days_give_three_answers() -> None:
    """The example of a group trainee with four months: ICT in 2018, nothing in 2019 and today."""
    facts = {
        "company_internship": False,
        "hospital_internship": "private_nonprofit",
        "complementary_training": True,
        "training_recognised": True,
        "hospital_cooperation_agreement": True,
        "foreign_employee": True,
        "declared_training": True,
        "further_internship": True,
        "host_trades_with_employer": False,
        "host_in_employer_group": True,
        "group_seniority_months": 4,
        "higher_education_degree": True,
        "sufficient_means": True,
        "resides_outside_eu": True,
        "intra_group_posting": True,
    }
    found = [assess(facts, on=day).status for day in ("2018-05-15", "2019-04-15", "2026-11-23")]
    assert found == ["diverted", "does_not_qualify", "qualifies"]


@pytest.mark.parametrize(
    ("on", "articles"),
    [
        (date(2018, 1, 1), ("L. 111-1", "L. 121-1", "L. 111-2", "L. 111-3")),
        (date(2022, 1, 1), ("L. 411-1", "L. 411-1", "L. 411-1")),
    ],
)
def test_whom_the_code_leaves_out_is_said_with_the_article_of_the_time(
    on: date, articles: tuple[str, ...]
) -> None:
    assert tuple(one.article for one in law_on(on).outside) == articles


@pytest.mark.parametrize("nationality", FACT[NATIONALITY].values)
def test_the_agreement_of_a_state_is_told_of_its_nationals_alone(nationality: str) -> None:
    told = {one.name: one.article for one in assess({NATIONALITY: nationality}).notes}
    source = "CAA Lyon, n° 13LY00477" if nationality == "agreement_state" else None
    assert told.get("agreement_state") == source


@pytest.mark.parametrize("territory", FACT["territory"].values)
def test_who_stands_for_the_prefect_is_told_of_a_territory_alone(territory: str) -> None:
    origins = {
        "wallis_futuna": "R. 444-3",
        "french_polynesia": "R. 445-3",
        "new_caledonia": "R. 446-3",
    }
    for on, in_force in (("2018-06-15", False), ("2024-06-15", True)):
        notes = assess({"territory": territory}, on=on).notes
        told = {one.name: one.article for one in notes if one.name.startswith("prefect_of_")}
        due = in_force and territory in origins
        assert told == ({f"prefect_of_{territory}": origins[territory]} if due else {})
