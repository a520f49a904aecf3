"""A session in a file: it goes on where it stopped, and a file that is not one is left alone."""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.cli.inputs import read_session
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    TODAY_LINE,
    Choice,
)
from stagiaire_cli.interview.session import FROM_FILE, FROM_FLAG, Session, started
from stagiaire_cli.interview.session_file import (
    DamagedError,
    all_from,
    by_other_rules,
    day_of_before,
    resumed,
    saved,
)
from stagiaire_cli.interview.summary import summary
from stagiaire_cli.languages import language
from stagiaire_cli.law.facts import PACIFIC
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from tests.conftest import memory_streams, text_of
from tests.people.answering import (
    NOW,
    answer,
    answered_at_random,
    asked,
    begun,
    played,
    state,
    until,
)
from tests.people.dossiers import ALL_OF_1, NOT_2, NOT_3
from tests.people.sessions import FILE

LATER = date(2027, 2, 3)


def found_again(session: Session, folder: Path, now: date = LATER) -> Session:
    """The session as a later run of the program finds it in a file."""
    file = folder / "dossier.json"
    file.write_text(saved(session), encoding="utf-8")
    return resumed(*read_session(str(file), memory_streams()), now)


@pytest.mark.parametrize("seed", range(12))
def test_a_session_goes_on_where_it_stopped_after_each_answer(seed: int, tmp_path: Path) -> None:
    for _, _, session in played(random.Random(seed)):
        again = found_again(session, tmp_path)
        assert again.dossier == session.dossier
        if session.question is None:
            assert again.question is None
        else:
            # Another day is the last on which something can have been done.
            bare, same = (
                one._replace(choices=(), limits=()) for one in map(asked, (again, session))
            )
            assert bare == same
        # "Today" is kept as the day that it was.
        names = [entry.name for entry in summary(session)]
        assert [entry.name for entry in summary(again)] == names


def test_today_stays_today_on_the_day_itself_and_is_told_on_another(tmp_path: Path) -> None:
    session = until(begun(nationality="other"), OPENING_QUESTION)
    assert session.memory[ON_QUESTION].chosen == (TODAY_LINE,)
    again = found_again(session, tmp_path, NOW)
    assert again.memory[ON_QUESTION].chosen == (TODAY_LINE,)
    kept = json.loads(saved(again))
    assert day_of_before(kept, NOW) is None
    assert day_of_before(kept, LATER) == NOW
    assert day_of_before(json.loads(saved(begun())), LATER) is None
    later = found_again(session, tmp_path)
    assert later.dossier.on == NOW
    assert asked(later.at(ON_QUESTION)).name == ON_QUESTION


def test_one_can_go_back_in_a_session_found_again(tmp_path: Path) -> None:
    steps = list(played(random.Random(3)))
    session = found_again(steps[-1][2], tmp_path)
    for before, _, _ in reversed(steps):
        session = session.back()
        if session.question and session.question.name == ON_DAY_QUESTION:
            session = session.back()
        assert asked(session).name == asked(before).name
    assert session.dossier == Dossier({})


def test_an_answer_left_aside_is_kept_too(tmp_path: Path) -> None:
    sample = random.Random(11)
    last = list(played(sample))[-1][2]
    changed = last.at("nationality")
    changed = changed.answered(*answered_at_random(sample, changed))
    again = found_again(changed, tmp_path, NOW)
    assert again.memory.keys() - {ON_DAY_QUESTION} == changed.memory.keys() - {ON_DAY_QUESTION}


def test_what_was_given_keeps_its_origin(tmp_path: Path) -> None:
    given = Dossier({"request": "renewal"}, ("photographs",), {"l313_7_2_scope": "situation"}, NOW)
    session = started(given, all_from(given, FROM_FLAG), NOW)
    again = found_again(session, tmp_path)
    assert state(again) == state(session._replace(interview=again.interview))
    assert summary(again) == summary(session)


def test_the_file_is_one_of_answers(tmp_path: Path) -> None:
    session = list(played(random.Random(5)))[-1][2]
    file = tmp_path / "dossier.json"
    file.write_text(saved(session), encoding="utf-8")
    dossier, _ = read_session(str(file), memory_streams())
    assert dossier == session.dossier


def test_answers_changed_by_hand_win(tmp_path: Path) -> None:
    session = list(played(random.Random(5)))[-1][2]
    content = json.loads(saved(session))
    assert content["facts"]["nationality"] == "french"
    content["facts"] = {"nationality": "algerian"}
    content.pop("on", None)
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    again = resumed(*read_session(str(file), memory_streams()), NOW)
    assert again.dossier.facts == {"nationality": "algerian"}
    assert {entry.origin for entry in summary(again) if entry.name == "nationality"} == {FROM_FILE}


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept.clear(),
        lambda kept: kept.update(steps=3),
        lambda kept: kept["steps"][0].update(chosen=[]),
        lambda kept: kept["steps"][0].pop("question"),
        lambda kept: kept["steps"].append(
            {"question": ON_DAY_QUESTION, "kind": "day", "value": "soon"}
        ),
        lambda kept: kept["steps"].append({"question": "nothing", "kind": "date", "value": "?"}),
        lambda kept: kept["given"].update(facts={"nationality": "martian"}),
        lambda kept: kept.update(origins=[]),
        lambda kept: kept.update(origins={"nationality": "elsewhere"}),
        lambda kept: kept["steps"].append(
            {"question": "monthly_means", "kind": "euros", "value": ""}
        ),
    ],
)
def test_a_session_that_cannot_be_read_is_damaged(damage: Any) -> None:
    session = list(played(random.Random(5)))[-1][2]
    kept = json.loads(saved(session))["session"]
    damage(kept)
    with pytest.raises(DamagedError):
        resumed(session.dossier, {"session": kept}, NOW)


# As an earlier version kept it: one place outside, and it came with the line of the nationality.
OF_BEFORE: dict[str, Any] = {
    "schema": "stagiaire/answers/1",
    "facts": {"nationality": "other", "territory": "not_covered"},
    "documents": [],
    "readings": {},
    "on": None,
    "session": {
        "given": {"facts": {}, "documents": [], "readings": {}, "on": None},
        "origins": {},
        "steps": [
            {
                "question": "nationality",
                "kind": "one",
                "choices": ["other", "algerian", "eu_eea_swiss", "french", "elsewhere", "unknown"],
                "chosen": ["elsewhere"],
            }
        ],
    },
    "rules": "sha256:0",
    "version": "0.9.0",
}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_place_that_is_no_value_any_more_is_told_with_those_that_follow_it(
    lang: str, tmp_path: Path
) -> None:
    file = tmp_path / "dossier.json"
    content = json.dumps(OF_BEFORE)
    file.write_text(content, encoding="utf-8")
    streams = memory_streams("1\n", terminal=True)
    arguments = ["ask", "--answers", str(file), "--save", str(file), "--lang", lang, "--plain"]
    assert main(arguments, streams) == 2
    told = text_of(streams.stderr)
    assert "Traceback" not in told
    assert "territory" in told
    for place in ("not_covered", "new_caledonia", "french_polynesia", "wallis_futuna"):
        assert place in told
    assert file.read_text(encoding="utf-8") == content


def test_a_place_of_before_that_was_given_before_the_session_is_damage_that_is_told(
    tmp_path: Path,
) -> None:
    file = tmp_path / "dossier.json"
    given = {"facts": {"territory": "not_covered"}}
    whole = OF_BEFORE | {
        "facts": {"nationality": "other"},
        "session": OF_BEFORE["session"] | {"given": given},
    }
    file.write_text(json.dumps(whole), encoding="utf-8")
    streams = memory_streams("1\n", terminal=True)
    assert main(["ask", "--answers", str(file), "--lang", "fr", "--plain"], streams) == 2
    told = text_of(streams.stderr)
    assert "Traceback" not in told
    assert language("fr")("errors.damaged", file=file).split() == told.split()[2:]


@pytest.mark.parametrize("place", PACIFIC)
def test_with_the_territory_put_in_its_place_a_session_of_before_goes_on(
    place: str, tmp_path: Path
) -> None:
    file = tmp_path / "dossier.json"
    facts = {"nationality": "other", "territory": place}
    file.write_text(json.dumps(OF_BEFORE | {"facts": facts}), encoding="utf-8")
    again = resumed(*read_session(str(file), memory_streams()), NOW)
    assert again.dossier == Dossier(facts)
    assert asked(again).name == ON_QUESTION


def test_what_is_not_done_yet_is_kept(tmp_path: Path) -> None:
    given: dict[str, Any] = {**ALL_OF_1, **NOT_2, **NOT_3, **FILE, "nationality": "other"}
    given |= {"internship_start": date(2027, 9, 1), "internship_end": date(2028, 1, 31)}
    given |= {"course_vocational": False, "extension": "none", "monthly_means": UNKNOWN}
    session = until(begun(**given), CHECKS_QUESTION)
    session = answer(session, "yes")
    while asked(session).name != "convention_sent":
        session = answer(session, asked(session).choices[-1].name if asked(session).choices else "")
    session = session.answered(Choice(NOT_YET, (("convention_sent", NOT_YET),)))
    again = found_again(session, tmp_path, NOW)
    assert again.dossier == session.dossier
    assert again.dossier.facts["convention_received"] == NOT_YET
    assert again.at("convention_sent").remembered == (NOT_YET,)
    assert {entry.chosen for entry in summary(again) if entry.name == "convention_sent"} == {
        (NOT_YET,)
    }


def test_a_file_of_other_rules_is_told_by_its_version() -> None:
    content = json.loads(saved(begun()))
    assert by_other_rules(content) == ""
    assert by_other_rules(content | {"rules": "sha256:0", "version": "0.0.9"}) == "0.0.9"
    assert by_other_rules(None) == ""


def test_a_file_says_what_it_is() -> None:
    content = json.loads(saved(begun(nationality="other")))
    assert content["schema"] == "stagiaire/answers/1"
    assert content["facts"] == {"nationality": "other"}
    assert content["session"]["origins"] == {"nationality": FROM_FLAG}
    assert ON_QUESTION not in content
    assert language("fr")("errors.damaged", file="x").startswith("x est abîmé")
