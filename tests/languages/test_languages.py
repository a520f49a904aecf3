"""The languages: complete, alike, and each in its own typography."""

import json
import re
import shutil
import string
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

import stagiaire_cli.languages
from stagiaire_cli.assessment.verdict import Note
from stagiaire_cli.cli.options import COMMANDS
from stagiaire_cli.console.problems import problem_sentences
from stagiaire_cli.dossier.answers import UNKNOWN_WORDS, WORDS, InvalidAnswersError, Problem
from stagiaire_cli.dossier.strict_json import strict_json
from stagiaire_cli.interview.questions import Choice
from stagiaire_cli.languages import NO_BREAK, Language, available, chosen_language, language
from stagiaire_cli.languages.words import meaning, words
from stagiaire_cli.law.checks import CHECKS
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.documents import DOCUMENT_IDS, DOCUMENTS
from stagiaire_cli.law.facts import DERIVED, FACTS, VERDICT_DAY
from stagiaire_cli.logic.conditions import UNKNOWN, reasons_of
from stagiaire_cli.prompts.sentences import OF_THEIR_OWN
from tests.people.sessions import QUESTIONS

FOLDER = Path(stagiaire_cli.languages.__file__).parent


def texts(code: str) -> dict[str, str]:
    """Every text of a language by its path."""

    def leaves(found: object, path: str) -> Iterator[tuple[str, str]]:
        if isinstance(found, Mapping):
            for name, inner in found.items():
                yield from leaves(inner, f"{path}.{name}" if path else name)
        elif isinstance(found, str):
            yield path, found

    content = strict_json((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return dict(leaves(content, ""))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", available())
def test_each_language_has_the_texts_of_french_with_the_same_places_to_fill(code: str) -> None:
    french, other = texts("fr"), texts(code)
    assert other.keys() == french.keys()
    assert {path: fields(text) for path, text in other.items()} == {
        path: fields(text) for path, text in french.items()
    }


def test_each_text_is_used_by_something(text: Language) -> None:
    """Every fact, document, command, choice and reading has its texts, and no other has."""
    paths = texts(text.code)
    assert {path.split(".")[1] for path in paths if path.startswith("facts.")} == {
        fact.id for fact in FACTS
    }
    assert {path.split(".")[1] for path in paths if path.startswith("derived.")} == {
        *DERIVED,
        VERDICT_DAY,
    }
    assert {path.split(".")[1] for path in paths if path.startswith("documents.")} == set(
        DOCUMENT_IDS
    )
    assert {path.split(".")[1] for path in paths if path.startswith("readings.")} == set(READINGS)
    assert set(COMMANDS) <= {path.split(".")[1] for path in paths if path.startswith("help.")}
    for fact in FACTS:
        for part in ("label", "question", "help", "who"):
            assert text(f"facts.{fact.id}.{part}")
        assert text.has(f"facts.{fact.id}.act") is fact.actionable
        if fact.kind == "choice":
            named = {path.rsplit(".", 1)[1] for path in paths if f"facts.{fact.id}.values." in path}
            assert named == set(fact.values)


# The words by which a text speaks to the person whom a question is about, or as that person.
SAYS_YOU = {
    "en": r"\b(?:you|your|yours|yourself|my|I am)\b",
    "fr": r"\b(?:vous|votre|vos|vôtres?|mon|ma|mes|je suis)\b",
}
ASKED = r"facts\.\w+\.(?:question|help|who|values\..*|explained\..*)|documents\.\w+\.(?:label|help)"
ASKED_BESIDE = rf"prompts\.(?:{'|'.join(OF_THEIR_OWN)})(?:_help|_lines\..*|_explained\..*)?"


@pytest.mark.parametrize("code", available())
def test_a_text_of_a_question_that_says_you_has_one_in_the_third_person(code: str) -> None:
    third = {path for path in texts(code) if path.endswith("_third")}
    for other in available():
        for path, said in texts(other).items():
            if re.fullmatch(f"{ASKED}|{ASKED_BESIDE}", path) and path not in third:
                assert not re.search(SAYS_YOU[other], said, re.I) or f"{path}_third" in third, path
    for path in third:
        assert path.removesuffix("_third") in texts(code)
        if not path.startswith("why."):
            assert not re.search(SAYS_YOU[code], texts(code)[path], re.I), path


def test_a_language_about_another_takes_the_third_person_where_there_is_one(
    english: Language, french: Language
) -> None:
    path = "facts.nationality.question"
    assert "applicant" in english.about_another()(path)
    assert "la personne" in french.about_another()(path)
    assert "your" in english(path)
    assert english.about_another()("facts.course_leads_to.question") == english(
        "facts.course_leads_to.question"
    )
    assert not english.about_another().has("facts.nationality.nothing")


# Ends of names that the code puts together from parts.
COMPOSED = (
    *(
        "after_entry_day",
        "after_entry_late",
        "sent_in_time_begun",
        "duration_always",
        "file_when",
        "gather_when",
    ),
    *("met_several", "not_met_several", "name_save", "name_letter"),
    *("act_by_if_met", "open_if_met"),
)


def test_the_code_has_the_last_word_of_each_text_of_a_verdict(text: Language) -> None:
    """What the code does not name, nobody reads."""
    files = FOLDER.parent.rglob("*.py")
    code = set(re.findall(r"\w+", "\n".join(file.read_text(encoding="utf-8") for file in files)))
    read = {path for path in texts(text.code) if path.startswith(("report.", "summary.", "after."))}
    unread = {path for path in read if path.rpartition(".")[2] not in {*code, *COMPOSED}}
    assert not unread


def test_french_has_its_typography() -> None:
    french = language("fr")
    for path, raw in texts("fr").items():
        if path.startswith("errors.json") or path in ("kinds.object", "help.usage"):
            continue
        shown = french.kept(raw)
        assert "'" not in shown, path
        assert "..." not in shown, path
        assert "\u202f" not in shown, path
        assert not re.search(
            r"[^\s\u00a0] ?[;?!]", shown.replace("ou ?", "").replace(", ? ", "")
        ), path
        assert not re.search(r" [:;?!»]|« ", shown), path
        assert not re.search(r"\b[RLD]\.\*? ", shown), path


def test_no_text_has_a_double_space_or_a_space_at_an_end() -> None:
    for code in available():
        for path, raw in texts(code).items():
            if path not in ("help.usage", "report.separator", "errors.nearest", "thousands"):
                assert raw == raw.strip(), path
            assert "  " not in raw, path


def test_no_text_speaks_our_jargon() -> None:
    for code in available():
        for path, raw in texts(code).items():
            if not path.startswith(
                (
                    *("help.", "errors.", "warnings.", "report.open_reading", "notes.later"),
                    "summary.details_option",
                )
            ):
                assert not re.search(
                    r"--\w|\bJSON\b|\bnull\b|boolean|booléen", raw
                ) or path.startswith(("kinds.", "tables.")), path


@pytest.mark.parametrize(
    ("asked", "environment", "found"),
    [
        ("en", {"STAGIAIRE_LANG": "fr"}, "en"),
        (None, {"STAGIAIRE_LANG": "en", "LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"STAGIAIRE_LANG": "klingon", "LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "fr_CA.UTF-8"}, "fr"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LC_ALL": "fr_FR", "LANG": "en_US"}, "fr"),
        (None, {"LC_MESSAGES": "en_US", "LANG": "fr_FR"}, "en"),
        (None, {"LC_ALL": "", "LANG": "en_US"}, "en"),
        (None, {"LANG": "C"}, "fr"),
        (None, {"LC_ALL": "C.UTF-8"}, "fr"),
        (None, {"LANG": "POSIX"}, "fr"),
        (None, {}, "fr"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_variable_then_the_locale(
    asked: str | None, environment: dict[str, str], found: str
) -> None:
    assert chosen_language(asked, environment) == found


def test_days_are_in_words_that_no_line_break_splits(french: Language, english: Language) -> None:
    assert french.date(date(2021, 5, 1)) == f"1er{NO_BREAK}mai{NO_BREAK}2021"
    assert english.date(date(2021, 5, 1)) == f"1{NO_BREAK}May{NO_BREAK}2021"


def test_no_line_break_splits_a_day_in_a_text(text: Language) -> None:
    month = f"({'|'.join(text.months)})"
    split = re.compile(rf"\d(er)? {month}\b|\d(er)?{NO_BREAK}{month} \d{{4}}")
    written = texts(text.code)
    assert any(map(split.search, written.values()))
    assert not [path for path, words in written.items() if split.search(text.kept(words))]


def test_things_are_listed_with_and_before_the_last(french: Language, english: Language) -> None:
    assert french.listed(["a"]) == "a"
    assert french.listed(["a", "b", "c"]) == "a, b et c"
    assert english.listed(["a", "b"], "or") == "a or b"


def test_things_that_have_a_comma_or_a_joint_are_parted_by_semicolons(
    french: Language, english: Language
) -> None:
    assert french.listed(["a", "b et c", "d"]) == f"a{NO_BREAK}; b et c{NO_BREAK}; et d"
    assert english.listed(["a, b", "c"], "or") == "a, b; or c"
    assert english.listed(["a and b"]) == "a and b"


def test_a_text_that_does_not_exist_is_an_error(french: Language) -> None:
    with pytest.raises(KeyError):
        french("no.such.text")
    assert not french.has("no.such.text")


def test_every_mistake_has_a_sentence_in_every_language(text: Language) -> None:
    kinds = ("unknown_fact", "unknown_document", "unknown_reading", "bad_value", "bad_shape")
    for expected in ((), ("date",), ("a", "b")):
        problems = [Problem(kind, "name", "value", expected, "near") for kind in kinds]
        for sentence in problem_sentences(InvalidAnswersError(problems), "here", text):
            assert "here" in sentence
            assert "{" not in sentence


@pytest.fixture
def dutch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A third language: a file more in the folder of languages."""
    folder = tmp_path / "languages"
    folder.mkdir()
    for code in available():
        shutil.copy(FOLDER / f"{code}.json", folder)
    content = json.loads((FOLDER / "en.json").read_text(encoding="utf-8"))
    content["status"]["undetermined"]["title"] = "NIET BEPAALD"
    content["words"] = {
        "yes": ["ja", "j"],
        "no": ["nee"],
        "unknown": ["onbekend", "?"],
        "back": ["terug"],
        "verdict": ["oordeel"],
        "why": ["waarom"],
        "stop": ["klaar"],
        "today": ["vandaag"],
        "not_yet": ["nog niet"],
        "details": ["d"],
        "change": ["wijzigen"],
        "save": ["opslaan"],
        "letter": ["brief"],
        "next": ["volgende"],
    }
    (folder / "nl.json").write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setattr(stagiaire_cli.languages, "_FOLDER", str(folder))
    for remembered in (available, language, words):
        remembered.cache_clear()
    yield
    monkeypatch.undo()
    for remembered in (available, language, words):
        remembered.cache_clear()


@pytest.mark.usefixtures("dutch")
def test_a_third_language_needs_a_file_and_nothing_else() -> None:
    from tests.people.runs import run

    assert "NIET BEPAALD" in run("check", "--lang", "nl", "--quiet")[1]
    assert chosen_language(None, {"LANG": "nl_BE.UTF-8"}) == "nl"
    assert "en, fr, nl" in run("check", "-h", "--lang", "nl")[1]


@pytest.mark.usefixtures("dutch")
@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_the_words_of_a_third_language_are_those_of_its_file_in_whatever_language(
    code: str, tmp_path: Path
) -> None:
    from stagiaire_cli.prompts.moves import Move, answer_keys, move_keys, moved
    from tests.people.runs import run

    facts = {"company_internship": "Ja", "foreign_employee": " NEE ", "earlier_months": "onbekend"}
    file = tmp_path / "answers.json"
    check = ("check", "--quiet", "--format", "json", "--lang", code, "--answers", str(file))
    shown = []
    for answers in (
        facts,
        {"facts": facts},
        {"company_internship": True, "foreign_employee": False, "earlier_months": "unknown"},
    ):
        file.write_text(json.dumps(answers), encoding="utf-8")
        shown.append(run(*check))
    assert shown[0] == shown[1] == shown[2]
    assert '"company_internship": true' in shown[0][1]
    rows = tmp_path / "rows.csv"
    for yes, no, unknown in (("ja", "nee", "onbekend"), ("oui", "non", "inconnu")):
        rows.write_text(f"id,{','.join(facts)}\n1,{yes},{no},{unknown}\n", encoding="utf-8")
        shown.append(run("batch", str(rows), "--quiet", "--lang", code))
    assert shown[3] == shown[4]
    assert run("sql", "--on", "vandaag", "--lang", code) == run("sql", "--on", "today")
    typed = ("<", "retour", "Terug", "v", "oordeel", "w", "p", "waarom", "ja")
    wanted = [*[Move.BACK] * 3, *[Move.VERDICT] * 2, *[Move.WHY] * 3, None]
    assert [*map(moved, typed)] == wanted
    assert answer_keys() == {"y": "yes", "o": "yes", "j": "yes", "n": "no", "?": "unknown"}
    assert move_keys() == {"v": Move.VERDICT, "w": Move.WHY, "p": Move.WHY}


@pytest.mark.usefixtures("dutch")
def test_what_is_no_word_of_any_language_is_refused_as_it_was_typed(tmp_path: Path) -> None:
    from tests.people.runs import run

    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"company_internship": "si", "earlier_months": "ja"}), "utf-8")
    code, _, errors = run("check", "--answers", str(file), "--lang", "nl")
    assert code == 2
    assert "si" in errors
    assert "ja" in errors


def test_programs_may_rely_on_the_words_of_english_and_french() -> None:
    for answer, value in (("yes", True), ("no", False), ("unknown", UNKNOWN)):
        for word in words(answer):
            assert meaning(word) == value
            assert word in UNKNOWN_WORDS if value == UNKNOWN else WORDS[word] is value
    others = {*WORDS, *UNKNOWN_WORDS} - {*words("yes"), *words("no"), *words("unknown")}
    assert others == {"true", "false", "vrai", "faux", "1", "0"}


def test_every_choice_has_a_name(text: Language) -> None:
    from stagiaire_cli.prompts.sentences import lines

    for question in QUESTIONS:
        for line in lines(question, text):
            assert isinstance(line.choice, Choice)
            assert line.label


def test_every_reason_why_nothing_can_be_told_has_its_text(text: Language) -> None:
    reasons: set[str] = set()
    asked = [entry.when for listed in DOCUMENTS for entry in listed.required]
    asked += [provision.condition for version in VERSIONS for provision in version.provisions]
    for condition in asked:
        reasons |= {*reasons_of(condition)}
    for name in reasons:
        assert text(f"reasons.{name}")
        assert text(f"letter.reasons.{name}")
    for check in CHECKS:
        for name in () if check.holds is None else reasons_of(check.holds):
            assert text(f"reasons.{name}").endswith(".")


def test_every_remark_and_note_of_the_law_has_its_text(text: Language) -> None:
    for check in CHECKS:
        assert text(f"checks.{check.name}.label")
        assert text.has(f"checks.{check.name}.act") is check.to_do
        for told in check.remarks:
            assert text(f"remarks.{told.name}").endswith(".")
    for listed in DOCUMENTS:
        for remark in listed.remarks:
            assert text(f"notes.{remark.name}")
        for exempt in listed.exempt:
            assert text(f"notes.{exempt.name}")
            assert text(f"report.no_card_why.{exempt.name}")


def test_every_note_there_is_has_its_text(text: Language) -> None:
    from stagiaire_cli.reports.verdict.sentences import note

    names = {path.split(".")[1] for path in texts("fr") if path.startswith("notes.")}
    for name in names:
        assert note(Note(name, facts=("adult",), documents=("photographs",)), text)
