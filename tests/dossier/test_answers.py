"""Answers as people and programs give them: what is read, what is refused, and how."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagiaire_cli.dossier.answers import InvalidAnswersError, Problem, read_dossier, read_value
from stagiaire_cli.dossier.dossier import Dossier, stored
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.logic.conditions import UNKNOWN

YES_NO, CHOICE, MONTHS, DATE, EUROS = (
    next(fact for fact in FACTS if fact.kind == kind)
    for kind in ("yes_no", "choice", "months", "date", "euros")
)


@pytest.mark.parametrize("word", ["yes", "y", "oui", "o", "true", "vrai", "1", "OUI", " Yes "])
def test_the_words_for_yes(word: str) -> None:
    assert read_value(YES_NO, word) is True


@pytest.mark.parametrize("word", ["no", "n", "non", "false", "faux", "0", "NON"])
def test_the_words_for_no(word: str) -> None:
    assert read_value(YES_NO, word) is False


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_every_fact_can_be_unknown_or_not_given(fact: Any) -> None:
    assert [read_value(fact, word) for word in ("unknown", "inconnu", "?", "INCONNU")] == [
        UNKNOWN
    ] * 4
    assert [read_value(fact, nothing) for nothing in (None, "", "  ")] == [None] * 3


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        (DATE, "2018-12-31", date(2018, 12, 31)),
        (DATE, "31/12/2018", date(2018, 12, 31)),
        (EUROS, "1550", Decimal(1550)),
        (EUROS, "1550.50", Decimal("1550.5")),
        (EUROS, "1550,50", Decimal("1550.5")),
        (EUROS, 677.5, Decimal("677.5")),
        (MONTHS, "8", 8),
        (MONTHS, 0, 0),
        (MONTHS, 8.0, 8),
        (MONTHS, Decimal("8.00"), 8),
        (MONTHS, "8.0", 8),
        (DATE, datetime.fromisoformat("2018-12-31"), date(2018, 12, 31)),
        (DATE, "2018-12-31 00:00:00", date(2018, 12, 31)),
        (DATE, "2018-12-31T00:00:00.000", date(2018, 12, 31)),
        (EUROS, Decimal("1550.500"), Decimal("1550.5")),
        (EUROS, -0.0, Decimal(0)),
        (CHOICE, "diploma", "diploma"),
    ],
)
def test_what_is_read(fact: Any, text: object, value: object) -> None:
    assert read_value(fact, text) == value


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (YES_NO, "maybe"),
        (YES_NO, 1),
        (YES_NO, []),
        (CHOICE, "Diploma"),
        (CHOICE, True),
        (MONTHS, "-1"),
        (MONTHS, "2.5"),
        (MONTHS, -1),
        (MONTHS, True),
        (MONTHS, 2.25),
        (MONTHS, float("inf")),
        (MONTHS, "٣"),
        (DATE, "31-12-2018"),
        (DATE, "2018/12/31"),
        (DATE, "30/02/2018"),
        (DATE, "1/2/2018"),
        (DATE, "٢٠١٨-١٢-٣١"),
        (DATE, 20181231),
        (DATE, datetime.fromisoformat("2018-12-31 08:00")),
        (DATE, datetime(2018, 12, 31, tzinfo=UTC)),
        (DATE, "2018-12-31 08:00:00"),
        (EUROS, "-1"),
        (EUROS, "1 550"),
        (EUROS, "1.555"),
        (EUROS, 614.999),
        (EUROS, Decimal("614.999")),
        (EUROS, 1e9),
        (EUROS, "1e3"),
        (EUROS, float("nan")),
        (EUROS, True),
        (EUROS, ","),
    ],
)
def test_nothing_else_is_accepted(fact: Any, text: object) -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        read_dossier({"facts": {fact.id: text}})
    [problem] = caught.value.problems
    assert (problem.kind, problem.name) == ("bad_value", fact.id)
    assert problem.expected


def test_the_sections_may_be_left_out() -> None:
    flat = {"company_internship": True, "documents": ["photographs"], "on": "2018-03-01"}
    sections = {"facts": {"company_internship": True}, "documents": ["photographs"]}
    assert read_dossier(flat) == read_dossier({**sections, "on": "01/03/2018"})
    assert read_dossier({"documents": "photographs|civil_status"}).documents == (
        "civil_status",
        "photographs",
    )
    assert read_dossier({}) == Dossier({})


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (
            {"facts": {"compagny_internship": True}},
            Problem("unknown_fact", "compagny_internship", "", (), "company_internship"),
        ),
        ({"facts": {"xyzzy": 1}}, Problem("unknown_fact", "xyzzy")),
        ({"facts": {"facts": {"adult": True}}}, Problem("nested", "facts")),
        ({"facts": {"documents": ["photographs"]}}, Problem("nested", "documents")),
        (
            {"facts": {"earlier_months": -1.0}},
            Problem("bad_value", "earlier_months", "-1", ("months",)),
        ),
        (
            {"documents": ["photograph"]},
            Problem("unknown_document", "photograph", "", (), "photographs"),
        ),
        (
            {"facts": {"course_leads_to": "diplome"}},
            Problem(
                "bad_value",
                "course_leads_to",
                "diplome",
                ("diploma", "title", "qualification_level", "nothing"),
                "diploma",
            ),
        ),
        ({"facts": {}, "on": "hier"}, Problem("bad_value", "on", "hier", ("date",))),
        ({"facts": []}, Problem("bad_shape", "facts", "[]", ("object",))),
        ({"documents": [1]}, Problem("bad_shape", "documents", "[1]", ("list",))),
        (
            {"facts": {}, "document": []},
            Problem(
                "bad_shape",
                "document",
                "",
                ("facts", "documents", "readings", "on"),
                "documents",
            ),
        ),
        (
            {"readings": {"l313_7_2_scope": "situations"}},
            Problem(
                "bad_value",
                "l313_7_2_scope",
                "situations",
                ("situation", "conditions"),
                "situation",
            ),
        ),
        (
            {"readings": {"l313_7_2": "situation"}},
            Problem("unknown_reading", "l313_7_2", "", (), "l313_7_2_scope"),
        ),
    ],
)
def test_a_mistake_names_what_is_nearest(raw: dict[str, Any], problem: Problem) -> None:
    with pytest.raises(InvalidAnswersError) as caught:
        read_dossier(raw)
    assert caught.value.problems == (problem,)


def test_all_mistakes_are_told_at_once_and_no_value_is_in_the_message() -> None:
    raw = {"facts": {"nationality": "Wakanda", "adult": "perhaps"}, "documents": ["secret"]}
    with pytest.raises(InvalidAnswersError) as caught:
        read_dossier(raw)
    assert len(caught.value.problems) == 3
    assert "Wakanda" not in str(caught.value)


def values(fact: Any) -> st.SearchStrategy[object]:
    kinds: dict[str, st.SearchStrategy[object]] = {
        "yes_no": st.booleans(),
        "choice": st.sampled_from(fact.values or ("",)),
        "months": st.integers(0, 9999),
        "date": st.dates(date(1900, 1, 1)),
        "euros": st.decimals(0, 999_999, places=2),
    }
    return st.one_of(kinds[fact.kind], st.just(UNKNOWN))


dossiers = st.builds(
    Dossier,
    st.fixed_dictionaries({}, optional={fact.id: values(fact) for fact in FACTS}),
    st.lists(st.sampled_from(DOCUMENT_IDS), unique=True).map(
        lambda found: tuple(name for name in DOCUMENT_IDS if name in found)
    ),
    st.sampled_from([{}, {"l313_7_2_scope": "situation"}]),
    st.one_of(st.none(), st.dates(date(2009, 6, 1))),
)


@given(dossiers)
def test_a_dossier_stored_is_read_back_the_same(dossier: Dossier) -> None:
    assert read_dossier(json.loads(json.dumps(stored(dossier)))) == dossier


@given(
    st.dictionaries(
        st.sampled_from(list(FACT)),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda inner: st.lists(inner, max_size=2),
            max_leaves=3,
        ),
    )
)
def test_any_json_value_is_read_or_refused(facts: dict[str, Any]) -> None:
    with suppress(InvalidAnswersError):
        assert set(read_dossier({"facts": facts}).facts) <= set(facts)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)
def test_only_an_act_is_not_done_yet(fact: Any) -> None:
    acts = {"convention_sent", "convention_received", "amendment_sent", "amendment_received"}
    if fact.id in acts | {"application_complete"}:
        words = ("not_yet", "pas encore", " Pas Encore ", "NOT_YET")
        assert [read_value(fact, word) for word in words] == ["not_yet"] * 4
        return
    with pytest.raises(InvalidAnswersError):
        read_dossier({"facts": {fact.id: "not_yet"}})


def test_a_territory_that_is_none_any_more_is_refused_with_the_three_that_follow_it() -> None:
    with pytest.raises(InvalidAnswersError) as refused:
        read_dossier({"facts": {"territory": "not_covered"}})
    [problem] = refused.value.problems
    told = (problem.nearest, *problem.expected)
    for name in ("new_caledonia", "french_polynesia", "wallis_futuna"):
        assert any(name in one for one in told), told
