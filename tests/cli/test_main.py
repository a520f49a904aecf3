"""The program as scripts meet it: commands, streams, exit codes, errors in one sentence."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stagiaire_cli import __version__, assess
from stagiaire_cli.cli.main import main
from stagiaire_cli.cli.options import COMMANDS
from stagiaire_cli.languages import language
from stagiaire_cli.law.facts import FACT, FACTS
from stagiaire_cli.reports.verdict.json import verdict_object
from tests.conftest import cases, memory_streams, text_of
from tests.people.runs import run

FIRST = [
    "--company-internship",
    "--course-in-country-of-residence",
    "--course-leads-to",
    "diploma",
    "--course-school-or-university",
    "--cooperation-programme",
    "none",
    "--no-foreign-employee",
    "--hospital-internship",
    "none",
]
EIGHT = (
    "civil_status,nationality_proof,regular_entry,long_stay_visa,photographs,proof_of_address,"
    "stamped_convention,means_of_subsistence"
)


def process(*arguments: str, typed: bytes = b"", **environment: str) -> Any:
    """A run in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "stagiaire_cli", *arguments],
        input=typed,
        capture_output=True,
        env={**os.environ, "LANG": "fr_FR.UTF-8", "LC_ALL": "", **environment},
        timeout=180,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([*FIRST, "--have", EIGHT], 0),
        ([*FIRST, "--vls-ts"], 0),
        (FIRST, 3),
        ([*FIRST, "--have", EIGHT, "--request", "renewal"], 3),
        ([*FIRST, "--on", "2015-01-01"], 3),
        (["--nationality", "french"], 1),
        (["--no-company-internship", "--no-foreign-employee", "--hospital-internship", "none"], 1),
        ([], 4),
        (["--nonsense"], 2),
    ],
)
def test_the_exit_code_says_what_the_verdict_is(arguments: list[str], code: int) -> None:
    assert run("check", *arguments)[0] == code


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_flags_a_file_and_the_function_give_the_same_verdict(
    case: dict[str, Any], tmp_path: Path
) -> None:
    answers = case["answers"]
    flags: list[str] = []
    for name, value in answers["facts"].items():
        flag = FACT[name].flag
        if value == "unknown":
            flags += ["--unknown", name]
        elif isinstance(value, bool):
            flags.append(flag if value else flag.replace("--", "--no-", 1))
        else:
            flags += [flag, str(value)]
    if answers.get("documents"):
        flags += ["--have", ",".join(answers["documents"])]
    if "on" in answers:
        flags += ["--on", answers["on"]]
    file = tmp_path / "dossier.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    _, by_flags, _ = run("check", *flags, "--format", "json")
    _, by_file, _ = run("check", "--answers", str(file), "--format", "json")
    verdict = assess(answers["facts"], answers.get("documents", ()), answers.get("on"))
    by_function = json.dumps(verdict_object(verdict, language("fr")), ensure_ascii=False)
    plain = by_function.replace("\N{NO-BREAK SPACE}", " ")
    assert json.loads(by_flags) == json.loads(by_file) == json.loads(plain)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_answers_and_verdict_satisfy_the_schema(case: dict[str, Any]) -> None:
    _, schema, _ = run("schema")
    definitions = json.loads(schema)
    Draft202012Validator.check_schema(definitions)
    for part in ("answers", "verdict"):
        validator = Draft202012Validator({**definitions, "anyOf": [{"$ref": f"#/$defs/{part}"}]})
        wrong = {"answers": {"facts": {"nonsense": True}}, "verdict": {"schema": "other"}}[part]
        assert not validator.is_valid(wrong)
        answers = case["answers"]
        verdict = assess(answers["facts"], answers.get("documents", ()), answers.get("on"))
        right = answers if part == "answers" else verdict_object(verdict, language("en"))
        validator.validate(json.loads(json.dumps(right)))


def test_a_flag_wins_over_the_file_and_documents_add_up(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text(
        json.dumps({"facts": {"vls_ts": True, "adult": False}, "documents": ["photographs"]}),
        encoding="utf-8",
    )
    _, out, _ = run(
        "check", "--answers", str(file), "--no-vls-ts", "--have", "civil_status", "--format", "json"
    )
    answers = json.loads(out)["answers"]
    assert answers["facts"] == {"adult": False, "vls_ts": False}
    assert answers["documents"] == ["civil_status", "photographs"]


def test_only_the_result_is_on_standard_output() -> None:
    code, out, err = run("check", "--format", "json")
    assert json.loads(out)["status"] == "undetermined"
    assert code == 4
    assert "30 avril 2021" in err
    assert run("check", "--format", "json", "--quiet")[2] == ""
    assert run("check", "--format", "json", "--on", "2018-01-01")[2] == ""


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["chek"], "« check »"),
        (["check", "--company-intership"], "« --company-internship »"),
        (["check", "--no-vls"], "« --vls-ts »"),
        (["check", "--formt", "json"], "« --format »"),
        (["check", "--course-leads-to", "diplom"], "« diploma »"),
        (["check", "--have", "photograph"], "« photographs »"),
        (["check", "--unknown", "nationalty"], "« nationality »"),
        (["check", "--reading", "l313_7_2_scope=situations"], "« situation »"),
        (["check", "--reading", "situation"], "NOM=CHOIX"),
        (["check", "--format", "yaml"], "rich, text, json, markdown, html ou pdf"),
        (["check", "--lang", "de"], "en ou fr"),
        (["check", "--on", "2018"], "2018-12-31, ou today"),
        (["check", "--on", "2009-05-31"], "1er"),
        (["check", "--group-seniority-months", "2.5"], "nombre entier de mois"),
        (["check", "--monthly-means", "beaucoup"], "1550,50"),
        (["check", "--answers"], "attend une valeur"),
        (["check", "--vls-ts=yes"], "n’accepte pas de valeur"),
        (["check", "dossier.json"], "« dossier.json »"),
        (["check", "--vls-ts", "--no-vls-ts"], "--vls-ts"),
        (["check", "--vls-ts", "--unknown", "vls-ts"], "--vls-ts"),
        (["check", "--request", "renewal", "--request=first_card"], "--request"),
        (["ask"], "stagiaire check"),
        ([], "stagiaire check"),
        (["--answers", "-"], "stagiaire check"),
        (["facts", "--company-internship"], "--company-internship"),
        (["check", "-x"], "-x"),
    ],
)
def test_a_wrong_command_line_is_one_sentence_that_names_the_right_way(
    arguments: list[str], wanted: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    [sentence] = err.strip().splitlines()
    assert wanted in sentence
    assert sentence.startswith("Erreur")


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b'{"facts": {"vls_ts": tru}}', "ligne 1, colonne 22"),
        (b'{"facts":\n {"vls_ts": true,}}', "ligne 2, colonne"),
        (b'{"facts": {"vls_ts" true}}', "colonne 21"),
        (b'{"facts": {}} x', "colonne 15"),
        (b'{"facts": {"vls_ts": "ye', "ligne 1"),
        (b"", "vide"),
        (b" \n", "vide"),
        (b"[]", "objet JSON"),
        (b'{"facts": {"vls_ts": NaN}}', "« NaN »"),
        (b'{"facts": {"vls_ts": true, "vls_ts": false}}', "deux fois"),
        (b"[" * 100_000, "trop de niveaux"),
        (b'{"facts": {"adult": "\xff"}}', "octet 22"),
        (b'{"facts": {"vlsts": true}}', "« vls_ts »"),
        (b'{"facts": {"vls_ts": "peut-\\u001b[31m"}}', "<U+001B>[31m"),
        (b'{"fact": {}}', "« facts »"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content: bytes, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_bytes(content)
    code, out, err = run("check", "--answers", str(file))
    assert (code, out) == (2, "")
    [sentence] = err.strip().splitlines()
    assert str(file) in sentence
    assert wanted in sentence
    assert "\x1b" not in sentence


def test_every_mistake_in_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"facts": {"a": 1, "vls_ts": 2}, "documents": ["x"]}', encoding="utf-8")
    assert len(run("check", "--answers", str(file))[2].splitlines()) == 3


def test_a_file_with_a_byte_order_mark_and_standard_input_are_read(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_bytes(b'\xef\xbb\xbf{"facts": {"nationality": "french"}}')
    assert run("check", "--answers", str(file))[0] == 1
    done = process("check", "--answers", "-", typed=b'{"nationality": "french"}')
    assert done.returncode == 1
    done = process("check", "--answers", "-", typed=b"{", LANG="en_GB.UTF-8")
    assert b"standard input, line 1, column 2" in done.stderr


@pytest.mark.parametrize("name", ["missing.json", "", ".", "a\0b"])
def test_a_file_that_is_not_there_is_one_sentence(name: str, tmp_path: Path) -> None:
    code, _, err = run("check", "--answers", str(tmp_path / name) if name else "")
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_a_result_in_a_file_is_private_and_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "verdict.json"
    file.write_text("old", encoding="utf-8")
    code, out, _ = run("check", *FIRST, "--format", "json", "--output", str(file))
    assert (code, out) == (3, "")
    assert json.loads(file.read_text(encoding="utf-8"))["status"] == "qualifies"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["verdict.json"]


@pytest.mark.parametrize("name", ["/dev/full", "/nowhere/verdict.json", "/proc/verdict.json", "/"])
def test_an_output_that_cannot_be_written_is_74(name: str) -> None:
    code, out, err = run("check", *FIRST, "--quiet", "--output", name)
    assert (code, out) == (74, "")
    assert len(err.strip().splitlines()) == 1


def test_an_output_that_cannot_be_written_is_found_out_before_any_question(
    tmp_path: Path,
) -> None:
    for name in ("/nowhere/verdict.json", str(tmp_path)):
        streams = memory_streams("", terminal=True)
        assert main(["ask", "--output", name], streams) == 74
        assert "nationalit" not in text_of(streams.stderr)


def test_a_result_that_cannot_be_written_after_all_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    streams = memory_streams("4\n\n", terminal=True)
    assert main(["ask", "--plain", "--output", str(tmp_path / "verdict")], streams) == 74
    assert "HORS CHAMP" in text_of(streams.stdout)
    assert "le disque est plein" in text_of(streams.stderr)


def test_a_full_standard_output_is_74_and_a_closed_one_ends_quietly() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "stagiaire_cli", "check", "--quiet"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 74
    assert len(done.stderr.strip().splitlines()) == 1
    reader, writer = os.pipe()
    os.close(reader)
    closed = subprocess.run(
        [sys.executable, "-m", "stagiaire_cli", "facts", "--quiet"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert closed.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850", "latin-1", "utf-8"])
@pytest.mark.parametrize("form", ["rich", "text", "json"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_encoding_can_show_a_verdict(encoding: str, form: str, lang: str) -> None:
    done = process(
        "check", *FIRST, "--format", form, "--lang", lang, PYTHONIOENCODING=encoding, COLUMNS="80"
    )
    assert done.returncode == 3
    shown = done.stdout.decode(encoding)
    assert "R. 313-10-1" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "<U+" not in shown
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("form", ["rich", "text"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_line_of_a_verdict_is_wider_than_the_terminal(width: int, form: str, lang: str) -> None:
    for case in cases():
        answers = case["answers"]
        streams = memory_streams(width=width)._replace(width=width)
        arguments = ["check", "--format", form, "--lang", lang, "--answers", "-", "--quiet"]
        source = memory_streams(width=width)
        source = source._replace(stdin=_Bytes(json.dumps(answers)))
        assert main(arguments, source) in (0, 1, 3, 4)
        longest = max(text_of(source.stdout).splitlines(), key=len)
        allowed = max(width, max(map(len, re.split(r"[ \n]", text_of(source.stdout)))) + 8)
        assert len(longest) <= (allowed if width < 40 else width), longest
    assert streams.width == width


class _Bytes:
    """Standard input with bytes in it."""

    def __init__(self, content: str) -> None:
        import io

        self.buffer = io.BytesIO(content.encode())

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize("command", [*COMMANDS, ""])
@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_is_everywhere_and_in_both_languages(command: str, option: str, lang: str) -> None:
    done = process(*filter(None, (command, option)), LANG=f"{lang}_XX.UTF-8", COLUMNS="60")
    out = done.stdout.decode()
    assert done.returncode == 0
    assert done.stderr == b""
    assert ("Usage :" if lang == "fr" else "Usage:") in out.replace("\N{NO-BREAK SPACE}", " ")
    assert ("Show this message" in out) is False
    assert (language(lang)("help.option.help")[:10]) in out
    if command in ("ask", "check", "letter"):
        assert "--help-facts" in out
        assert not any(f"{fact.flag} " in out for fact in FACTS)


def test_the_version_is_that_of_the_package() -> None:
    assert process("--version").stdout.decode().split() == ["stagiaire", __version__]


def test_completion_offers_commands_flags_and_values() -> None:
    def completed(words: str) -> list[str]:
        done = process(
            _STAGIAIRE_COMPLETE="complete_bash",
            COMP_WORDS=words,
            COMP_CWORD=str(len(words.split(" ")) - 1),
        )
        return str(done.stdout.decode()).split()

    assert set(COMMANDS) <= set(completed("stagiaire "))
    assert "--company-internship" in completed("stagiaire check --comp")
    assert completed("stagiaire check --course-leads-to d") == ["diploma"]
    assert completed("stagiaire check --have ph") == ["photographs"]
    assert completed("stagiaire check --have photographs,civ") == ["photographs,civil_status"]
    assert "photographs,photographs" not in completed("stagiaire check --have photographs,")
    readings = completed("stagiaire check --reading ")
    assert "l313_7_2_scope=situation" in readings
    assert completed("stagiaire check --lang ") == ["en", "fr"]


def test_a_table_is_text_or_json() -> None:
    for name in ("facts", "documents", "law"):
        code, out, err = run(name)
        assert code == 0
        assert err.count("\n") == 1
        assert out.strip()
        assert json.loads(run(name, "--format", "json")[1])
    assert [fact["id"] for fact in json.loads(run("facts", "--format", "json")[1])] == list(FACT)


def test_an_internal_error_is_one_sentence_and_never_shows_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret answer")

    monkeypatch.setattr("stagiaire_cli.cli.commands.check.assess_dossier", fails)
    code, _, err = run("check", "--nationality", "algerian", "--quiet")
    assert code == 70
    assert len(err.strip().splitlines()) == 1
    streams = {"LANG": "fr_FR.UTF-8", "STAGIAIRE_DEBUG": "1"}
    code, _, detailed = run("check", "--nationality", "algerian", environment=streams)
    assert code == 70
    assert "main.py" in detailed
    for shown in (err, detailed):
        assert "secret" not in shown
        assert "algerian" not in shown


@pytest.mark.parametrize("command", [["check", "--quiet"], ["-h"], ["check", "-h"], ["--version"]])
def test_a_closed_or_full_output_is_74_for_everything_that_writes(command: list[str]) -> None:
    line = " ".join([f"'{sys.executable}' -m stagiaire_cli", *command])
    for where in (">&-", ">/dev/full"):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{line} {where}"], capture_output=True, timeout=180, check=False
        )
        assert done.returncode == 74, (where, done.stderr)
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_closed_standard_input_is_an_empty_file() -> None:
    line = f"'{sys.executable}' -m stagiaire_cli check --answers - <&-"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, timeout=180, check=False)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_verdict_is_read_back_as_the_answers_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "verdict.json"
    run("check", *FIRST, "--have", EIGHT, "--format", "json", "--output", str(file))
    code, out, _ = run("check", "--answers", str(file), "--format", "json")
    assert code == 0
    assert json.loads(out)["answers"] == json.loads(file.read_text(encoding="utf-8"))["answers"]


def test_the_law_shows_alternatives_as_alternatives() -> None:
    _, out, _ = run("law", "--lang", "en")
    first = out.split("1° all of these conditions:")[1].split("2° all")[0]
    assert first.index("at least one of these") < first.index("school or university curriculum")
    assert "l313_7_2_scope=situation" in out
    tree = json.loads(run("law", "--format", "json")[1])["provisions"][0]["condition"]
    assert [next(iter(part)) for part in tree["all"]] == ["facts", "facts", "facts", "any"]


def test_the_law_is_marked_with_answers_on_the_day_given_else_on_theirs(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"company_internship": false, "on": "2019-05-01"}', encoding="utf-8")
    code, out, err = run("law", "--answers", str(file), "--lang", "en")
    assert (code, err) == (0, "")
    assert "[not met: effectuer un stage en entreprise]" in out
    content = json.loads(
        run("law", "--answers", str(file), "--on", "2024-01-01", "--format", "json")[1]
    )
    assert (content["article"], content["paragraphs"]) == ("R. 426-16", [])


@pytest.mark.parametrize("command", ["law", "facts", "documents", "map"])
def test_what_shows_the_law_shows_todays_and_says_how_to_have_another_days(command: str) -> None:
    code, out, err = run(command, "--lang", "en")
    assert code == 0
    assert "R. 426-16, read up to 3 April 2026" in err
    assert "--on DATE" in err
    assert run(command, "--lang", "en", "--quiet")[2] == ""
    code, then, err = run(command, "--lang", "en", "--on", "30/04/2021")
    assert (code, err) == (0, "")
    assert "313-10-1" in then
    # Only the notes on what became of the repealed articles name both.
    assert out != then
    assert "313-10-1" not in out
    assert run(command, "--on", "2009-05-31")[0] == 2


def test_the_law_says_of_which_day_its_text_is_and_whether_it_is_quoted() -> None:
    for day, said, how in (
        ("2020-03-01", "The text on 1 March 2020. Article R. 313-10-1", "Quoted word for word"),
        ("2024-03-01", "The text on 1 March 2024. Article R. 426-16", "In our words"),
    ):
        out = run("law", "--lang", "en", "--on", day)[1]
        assert out.startswith(said)
        assert how in out
        assert json.loads(run("law", "--on", day, "--format", "json")[1])["on"] == day


def test_answers_without_a_day_are_marked_in_the_text_that_check_takes(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text('{"company_internship": false}', encoding="utf-8")
    for command in ("law", "map"):
        _, out, err = run(command, "--answers", str(file), "--lang", "en")
        assert "30 April 2021" in out.partition(".\n")[0] + out.partition("\n")[0]
        assert err.startswith("Without --on, ")
        assert err.count("\n") == 1


def test_two_days_are_compared_or_one_with_today() -> None:
    _, out, err = run("law", "--compare", "2018-05-15", "--lang", "en")
    assert out.startswith("From 15 May 2018 (article R. 313-10-1) to 3 April 2026 (")
    assert "read up to" in err


def test_the_law_lists_its_reasons_as_text_and_for_programs() -> None:
    code, out, err = run("law", "--reasons", "--lang", "en", "--quiet")
    assert (code, err) == (0, "")
    assert "1° met: one of these reasons is enough (3)." in out
    assert json.loads(run("law", "--reasons", "--format", "json")[1])["reasons"]


@pytest.mark.parametrize("pair", [("--reasons", "--answers=x"), ("--reasons", "--compare=today")])
def test_the_law_shows_one_thing_at_a_time(pair: tuple[str, str]) -> None:
    code, out, err = run("law", *pair)
    assert (code, out) == (2, "")
    assert pair[0] in err


def test_global_options_may_come_before_the_command() -> None:
    assert run("--lang", "en", "facts")[0] == 0
    assert run("--quiet", "--lang=en", "check", "--nationality", "french")[0] == 1


def test_sql_prints_the_statement_for_a_table_and_a_day() -> None:
    streams = memory_streams()
    assert main(["sql", "--table", "intake", "--on", "2024-09-01"], streams) == 0
    assert "FROM intake\n" in text_of(streams.stdout)
    assert text_of(streams.stderr) == ""
    default = memory_streams()
    assert main(["sql", "--lang", "en"], default) == 0
    assert "FROM dossiers\n" in text_of(default.stdout)
    assert "Without --on" in text_of(default.stderr)
    assert main(["sql", "--on", "2009-01-01"], memory_streams()) == 2


def test_an_output_with_a_name_that_no_file_can_have_is_told_in_one_sentence() -> None:
    streams = memory_streams(width=200)
    assert main(["check", "--output", "a\0b", "--quiet"], streams) == 74
    assert text_of(streams.stderr).count("\n") == 1
