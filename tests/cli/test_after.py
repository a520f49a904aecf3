"""What can be done once the verdict of the questionnaire is shown."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of
from tests.people.terminal import Session

# Of a French national nothing is asked: the verdict is there at once.
FRENCH = ("--nationality", "french")
STUDENT = "--nationality=other", "--on=2021-04-30"
# Met, with no document: the checks are skipped, and what is left is not asked.
MET_1 = (
    *(*STUDENT, "--company-internship", "--course-in-country-of-residence"),
    *("--course-leads-to=diploma", "--course-school-or-university"),
)


def after(
    *typed: str,
    given: tuple[str, ...] = FRENCH,
    lang: str = "en",
    before: tuple[str, ...] = ("v", ""),
) -> tuple[int, str, str]:
    """The exit code, the verdicts, and what was said after the first, of a session in lines."""
    # The verdict at once and the answers as they are, where there are any; then what is typed.
    lines = typed if given is FRENCH else (*before, *typed)
    streams = memory_streams("\n".join(lines) + "\n", terminal=True, width=200)
    code = main(["ask", "--plain", "--lang", lang, *given], streams)
    out, said = (text_of(one).replace("\N{NO-BREAK SPACE}", " ") for one in streams[1:3])
    return code, out, said[said.index("1. details" if lang == "en" else "1. détails") :]


@pytest.mark.parametrize("word", ["d", "details", "détails", "1", "D"])
def test_details_are_the_whole_verdict(word: str) -> None:
    code, out, _ = after(word, "", given=STUDENT)
    assert code == 4
    assert out.count("UNDETERMINED") >= 2
    assert "The article, part by part" in out
    assert "The article, part by part" not in after("", given=STUDENT)[1]


@pytest.mark.parametrize("word", ["w", "p", "why", "2"])
def test_why_is_each_alternative_and_nothing_else(word: str) -> None:
    _, out, _ = after(word, "", given=STUDENT)
    assert "1° undetermined\n" in out
    assert "3° undetermined\n" in out
    assert "The article, part by part" not in out
    assert "Documents missing\n" not in out


@pytest.mark.parametrize("word", ["c", "change", "3"])
def test_an_answer_is_changed_and_the_verdict_told_anew(word: str) -> None:
    # The answers; the first of them; algerian; the verdict; the end.
    code, out, _ = after(word, "1", "algerian", "", "", given=(), before=("french", ""))
    assert code == 1
    assert out.count("OUT OF SCOPE\n") == 2
    assert "Franco-Algerian" in out.rpartition("OUT OF SCOPE\n")[2]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("verdict.html", "<!doctype html>"),
        ("verdict.md", "# OUT OF SCOPE"),
        ("verdict.json", "{"),
    ],
)
def test_a_verdict_is_saved_in_the_form_that_its_name_asks_for(
    name: str, begins: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    code, _, said = after("s", str(file), "")
    assert code == 1
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert file.stat().st_mode & 0o777 == 0o600
    assert f"Result written to {file}." in said


def test_a_saved_page_has_all_of_the_verdict(tmp_path: Path) -> None:
    file = tmp_path / "verdict.md"
    after("save", str(file), "", given=STUDENT)
    assert "## The article, part by part" in file.read_text(encoding="utf-8")
    answers = tmp_path / "verdict.json"
    after("save", str(answers), "", given=STUDENT)
    assert json.loads(answers.read_text(encoding="utf-8"))["status"] == "undetermined"


def test_a_letter_is_in_french_unless_a_language_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "letter.html"
    _, _, said = after("l", str(file), "", given=MET_1)
    assert '<html lang="en">' in file.read_text(encoding="utf-8")
    assert "Result written to" in said
    streams = memory_streams(f"v\n\nl\n{file}\nyes\n\n", terminal=True, width=200)
    streams = streams._replace(environment={"LANG": "en_GB.UTF-8"})
    main(["ask", "--plain", *MET_1], streams)
    assert '<html lang="fr">' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("agreed", "kept"), [("yes", False), ("oui", False), ("no", True), ("", True)]
)
def test_a_file_that_is_there_is_replaced_only_if_the_person_agrees(
    agreed: str, kept: bool, tmp_path: Path
) -> None:
    file = tmp_path / "verdict.html"
    file.write_text("mine", encoding="utf-8")
    code, _, said = after("s", str(file), agreed, "")
    assert code == 1
    assert f"{file} is there already. Replace it?" in said
    assert (file.read_text(encoding="utf-8") == "mine") is kept


@pytest.mark.parametrize("name", ["verdict.docx", "verdict", "verdict.html.bak"])
def test_another_ending_is_refused_with_those_there_are(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    code, _, said = after("s", str(file), "")
    assert code == 1
    assert "its ending must be one of these: " in said
    assert "html" in said
    assert not file.exists()
    letter = str(tmp_path / "letter.json")
    assert "ending must be" in after("l", letter, "", given=MET_1)[2]


def test_a_letter_is_offered_where_there_is_something_to_ask_for() -> None:
    assert "5. letter" in after("", given=MET_1)[2]
    for given in (FRENCH, STUDENT):
        _, _, said = after("l", "", given=given)
        assert "letter" not in said.replace("“l”", "").partition("to end:")[0]
        assert "“l” is no choice: type a number from 1 to 4" in said


@pytest.mark.parametrize("name", ["/no/where/verdict.html", "verdict.docx"])
def test_a_name_that_cannot_be_written_is_asked_for_again(name: str, tmp_path: Path) -> None:
    file = tmp_path / "verdict.html"
    code, _, said = after("s", name, str(file), "")
    assert code == 1
    assert name in said
    assert file.exists()
    assert said.count("A number or a word") == 2


@pytest.mark.parametrize("typed", ["x", "9", "0", "-1", "²"])
def test_what_is_no_choice_is_told_and_asked_again(typed: str) -> None:
    _, _, said = after(typed, "")
    assert f"“{typed}” is no choice: type a number from 1 to 4" in said


@pytest.mark.parametrize("typed", ["", "q", "fin", "stop"])
def test_enter_or_a_word_ends_it(typed: str) -> None:
    assert after(typed)[0] == 1


def test_without_a_terminal_for_the_result_nothing_is_asked() -> None:
    streams = memory_streams(terminal=True, width=200)
    streams = streams._replace(stdout=memory_streams().stdout)
    assert main(["ask", "--plain", "--lang", "en", *FRENCH], streams) == 1
    assert "1. details" not in text_of(streams.stderr)
    assert "--details" in text_of(streams.stdout)


def test_in_a_terminal_each_is_one_key(tmp_path: Path) -> None:
    file = tmp_path / "verdict.html"
    session = Session("--lang", "fr", *STUDENT, columns=100)
    session.read("Pourquoi venez-vous")
    session.type("v", "Vos réponses, avant le verdict")
    session.type("\r", "Entrée finir")
    session.type("d", "Entrée : la suite")
    session.type("q", "d détails")
    for key, shows in (
        ("w", "2° indéterminé"),
        ("s", "Nom du fichier ("),
    ):
        session.until(showing("Entrée finir"))
        # A key that comes before the menu listens would be lost.
        time.sleep(0.5)
        session.child.send(key)
        session.read(shows)
    session.type(f"{file}\r", "Résultat écrit dans")
    session.until(showing("Entrée finir"))
    session.type("c", "Vos réponses, avant le verdict")
    session.type("\r", "Entrée finir")
    assert session.leave() == 4
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_long_verdict_is_shown_from_its_start_a_page_at_a_time() -> None:
    session = Session("--lang", "fr", *STUDENT, columns=80)
    session.read("Pourquoi venez-vous")
    session.type("v", "Vos réponses, avant le verdict")
    session.type("\r", "Entrée finir")
    session.child.setwinsize(30, 80)
    session.type("d", "Entrée : la suite")
    assert "L’article, partie par partie" not in session.shown()
    while "L’article, partie par partie" not in session.shown():
        session.child.send("\r")
        time.sleep(0.2)
        session.read("Entrée")
    session.child.send("q")
    time.sleep(0.3)
    assert session.leave() == 4


def test_a_long_verdict_is_shown_screen_by_screen_from_its_start() -> None:
    session = Session("--lang", "fr", *STUDENT, columns=40)
    session.read("Pourquoi venez-vous")
    session.type("v", "Vos réponses, avant le verdict")
    session.type("\r", "Entrée")
    session.child.setwinsize(30, 40)
    time.sleep(0.5)
    session.child.send("d")
    session.until(showing("Entrée : la suite"))
    assert "L’article, partie par partie" not in session.shown()
    time.sleep(0.5)
    session.child.send("q")
    time.sleep(1)
    session.child.send("q")
    assert session.end() == 4


def showing(text: str) -> Callable[[str], bool]:
    return lambda shown: text in shown


@pytest.mark.parametrize("key", ["q", "\r", "\x03", "\x04"])
def test_in_a_terminal_a_key_ends_it_with_the_code_of_the_verdict(key: str) -> None:
    session = Session("--lang", "en", *FRENCH)
    session.read("Enter end")
    session.child.send(key)
    assert session.end() == 1


def test_check_has_details_by_an_option_and_the_first_screen_says_so() -> None:
    from tests.people.runs import run

    short, whole = (
        run("check", "--lang", "en", "--quiet", *STUDENT, *more) for more in ((), ("--details",))
    )
    assert short[0] == whole[0] == 4
    assert "Details: --details." in short[1]
    assert "The article, part by part" not in short[1]
    assert "The article, part by part" in whole[1]
    assert "Details: --details." not in whole[1]
