"""``--order`` and ``--prior`` as a person gives them: what is asked, said and refused."""

import json
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of
from tests.people.terminal import Session

ASK = ["ask", "--plain", "--lang", "en"]
SHORTEST = [*ASK, "--order", "shortest"]
COUNTS = {"course_leads_to": {"nothing": 99, "diploma": 1}}


def told(arguments: list[str], typed: str = "") -> tuple[int, str]:
    """The exit code, and what was said in one line a sentence."""
    streams = memory_streams(typed, terminal=True, width=1000)
    code = main(arguments, streams)
    return code, text_of(streams.stderr).replace("\N{NO-BREAK SPACE}", " ")


def file_of(folder: Path, content: object) -> str:
    file = folder / "cases.json"
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        ("2010-01-01", ("4.04", "4.04", "4.04", "4.04")),
        ("2021-04-30", ("5.55", "5.61", "7.57", "7.62")),
        ("2025-01-01", ("5.99", "6.04", "7.82", "7.87")),
    ],
)
def test_what_is_expected_is_said_once_beside_what_the_order_of_the_text_takes(
    on: str, numbers: tuple[str, ...]
) -> None:
    _, said = told([*SHORTEST, "--on", on], "other\n1\n1\n")
    shortest, text, all_shortest, all_text = numbers
    assert said.count(f"{shortest} answers on average settle all the alternatives") == 1
    assert f"against {text} in the order of the text (each answer equally likely)" in said
    assert f"about the situation: {all_shortest} against {all_text}." in said


def test_nothing_is_said_of_an_order_that_nobody_asked_for() -> None:
    for order in ([], ["--order", "text"]):
        assert "on average" not in told([*ASK, *order], "other\ntoday\n1\n")[1]


def test_nothing_is_said_where_no_alternative_is_left_to_settle() -> None:
    assert "on average" not in told([*SHORTEST, "--nationality", "french"], "v\n")[1]


def test_a_text_of_another_day_has_numbers_of_its_own() -> None:
    _, said = told(SHORTEST, "other\ntoday\n<\n2\n01/01/2010\n")
    assert "5.99 answers" in said
    assert "4.04 answers" in said


def test_frequencies_change_what_is_asked_and_what_is_expected(tmp_path: Path) -> None:
    given = ["--on", "2018-05-15", "--nationality", "other"]
    place, aim = "in the country where you live", "What does that course lead to"
    _, alike = told([*SHORTEST, *given], "1\n")
    file = file_of(tmp_path, COUNTS)
    _, counted = told([*SHORTEST, *given, "--prior", file], "1\n")
    assert place in alike
    assert aim not in alike
    assert aim in counted
    assert place not in counted
    assert f"(frequencies of {file})" in counted


def test_whoever_stops_goes_on_in_the_same_order(tmp_path: Path) -> None:
    file, kept = file_of(tmp_path, COUNTS), tmp_path / "kept.json"
    code, said = told([*SHORTEST, "--prior", file, "--save", str(kept)], "other\n")
    assert code == 130
    assert f"stagiaire --answers {kept} --order shortest --prior {file} --save {kept}" in said


def test_each_dossier_of_a_loop_is_asked_in_the_order_and_told_of_it_once(tmp_path: Path) -> None:
    arguments = [*SHORTEST, "--prior", file_of(tmp_path, COUNTS), "--loop", "--on", "today"]
    _, said = told(arguments, "other\n1\nv\n\nn\n\nother\n1\nv\n\nq\n")
    assert said.count("course lead to?") == 2
    assert "in the country where" not in said
    assert said.count("answers on average") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"foreign_employe": {"yes": 1}}, "did you mean “foreign_employee”?"),
        ({"foreign_employee": {"yess": 1}}, "did you mean “yes”?"),
        ({"foreign_employee": {"yes": -1}}, "a number, zero or more"),
        ({"foreign_employee": {"yes": 0}}, "no answer to foreign_employee has a weight"),
        ({"foreign_employee": 3}, "a JSON object of weights"),
        ({"monthly_means": {"615": 3}}, "takes no weights"),
        ("[]", '{"FACT": {"yes": 3, "no": 1}}'),
        ("", '{"FACT": {"yes": 3, "no": 1}}'),
        ("{", "this is not JSON"),
        ('{"adult": {}, "adult": {}}', "given twice"),
        ('{"adult": {"yes": NaN}}', "not a JSON value"),
    ],
)
def test_a_file_that_has_no_frequencies_is_refused_in_one_sentence(
    content: object, said: str, tmp_path: Path
) -> None:
    file = file_of(tmp_path, content)
    code, errors = told([*SHORTEST, "--prior", file])
    assert code == 2
    assert errors.count("\n") == 1
    assert file in errors
    assert said in errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--order", "short"], "did you mean “shortest”?"),
        (["--prior", "cases.json"], "--order shortest only"),
        (["--order", "shortest", "--prior", "/no/where.json"], "cannot be read"),
        (["--order", "shortest", "--prior", ""], "the name of the file is empty"),
        (["--order", "shortest", "--prior", "-"], "give --prior a file"),
        (["--order", "shortest", "--order", "text"], "given twice"),
        (["--order", "shortest", "--prior", "a", "--save", "a"], "named twice"),
        (["--order", "shortest", "--prior", "a", "--output", "a"], "named twice"),
    ],
)
def test_options_that_cannot_be_are_refused_before_the_first_question(
    arguments: list[str], said: str
) -> None:
    code, errors = told([*ASK, *arguments])
    assert code == 2
    assert errors.count("\n") == 1
    assert said in errors


def test_in_menus_left_goes_back_and_the_verdict_comes_at_once(tmp_path: Path) -> None:
    given = ["--order", "shortest", "--prior", file_of(tmp_path, COUNTS), "--on", "today"]
    session = Session(*given, "--lang", "fr", columns=120)
    session.read("nationalité")
    assert "réponses en moyenne" in session.type("1", "Pourquoi venez-vous")
    session.type("2\r", "par un organisme de formation")
    session.child.send("\x1b[D")
    session.until(lambda shown: shown.count("Pourquoi venez-vous") == 2)
    session.type("v", "Vos réponses, avant le verdict")
    assert session.type("\r", "Texte appliqué").count("réponses en moyenne") == 1
    assert session.leave() == 4
