"""Help in two screens, and one fact or document by its name."""

import json

import pytest

from stagiaire_cli.assessment.verdict import VERDICT_COLUMNS
from stagiaire_cli.cli.options import COMMANDS, names_of
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, flag_of
from tests.people.runs import run


@pytest.mark.parametrize("command", ["check", "ask", "letter"])
def test_help_leaves_the_flags_of_facts_to_another_screen(command: str) -> None:
    code, short, _ = run(command, "-h", "--lang", "en")
    again, whole, _ = run(command, "--help-facts", "--lang", "en")
    assert code == again == 0
    assert "--help-facts" in short
    for fact in FACT.values():
        assert f"{fact.flag} " not in short
        assert fact.flag in whole
    assert "--answers" in short
    assert "--answers" in whole


@pytest.mark.parametrize("command", [*COMMANDS])
def test_help_names_each_option_and_each_form_of_the_result(command: str) -> None:
    shown = run(command, "--help-facts" if COMMANDS[command].facts else "-h", "--lang", "en")[1]
    for option in names_of(command):
        assert f"{flag_of(option)} " in shown, option
    if "format" in names_of(command):
        assert all(form in shown for form in COMMANDS[command].formats)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_help_of_a_batch_says_what_stands_in_each_of_its_columns(lang: str) -> None:
    shown = run("batch", "-h", "--lang", lang)[1]
    assert [
        line.split()[0] for line in shown.splitlines() if line[:2] == "  " and line[2:3].isalpha()
    ] == [*VERDICT_COLUMNS]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_fact_or_document_by_its_name(lang: str) -> None:
    for command, names in (("facts", [*FACT]), ("documents", [*DOCUMENT_IDS])):
        whole = run(command, "--lang", lang)[1]
        for name in names[:3]:
            code, shown, _ = run(command, name, "--lang", lang)
            assert code == 0
            assert name in shown
            # One entry, whose first line has its name; the others of the table are not there.
            assert len(shown) < len(whole) / 3


def test_articles_in_a_row_are_parted_by_what_no_name_of_theirs_has() -> None:
    for command, name in (("facts", "request"), ("documents", "photographs")):
        _, shown, _ = run(command, name, "--lang", "en")
        assert "annexe 10, rubrique 62; annexe 10, rubrique 20" in " ".join(shown.split())
        [entry] = json.loads(run(command, name, "--format", "json")[1])
        assert entry["article"].startswith("annexe 10, rubrique 62, annexe 10, rubrique 20")


@pytest.mark.parametrize("command", ["facts", "documents"])
def test_one_name_is_json_too(command: str) -> None:
    name = "nationality" if command == "facts" else "photographs"
    found = json.loads(run(command, name, "--format", "json")[1])
    assert name in json.dumps(found)
    assert len(json.dumps(found)) < len(run(command, "--format", "json")[1]) / 3


def test_another_name_is_refused_with_the_nearest() -> None:
    for command, name, near in (
        ("facts", "nationalty", "nationality"),
        ("documents", "photograph", "photographs"),
    ):
        code, out, errors = run(command, name, "--lang", "en")
        assert (code, out) == (2, "")
        assert errors.count("\n") == 1
        assert near in errors
