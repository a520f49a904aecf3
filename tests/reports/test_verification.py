"""Stored verdicts computed again: the same, or what differs and why."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.cli.main import main
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.reports.carried import read_page
from stagiaire_cli.reports.differences import excerpts
from stagiaire_cli.reports.verdict.json import render_json
from stagiaire_cli.reports.verdict.render import render
from stagiaire_cli.reports.verification import verify
from stagiaire_cli.version import __version__
from tests.conftest import cases, memory_streams, text_of

MAKER = ("rules", "version")


def stored(case: dict[str, Any], text: Language) -> dict[str, Any]:
    verdict = assess_dossier(read_dossier(case["answers"]))
    found: dict[str, Any] = json.loads(render_json(verdict, text))
    return found


def page_of(case: dict[str, Any], text: Language, *unticked: str) -> str:
    verdict = assess_dossier(read_dossier(case["answers"]))
    return render(verdict, "html", text, 80, colour=False, unticked=unticked)


def run(folder: Path, content: object, *arguments: str) -> tuple[int, str, str]:
    return run_all([written(folder, content, "verdict.json")], *arguments)


def written(folder: Path, content: object, name: str) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def run_all(files: list[str], *arguments: str) -> tuple[int, str, str]:
    streams = memory_streams(width=200)
    code = main(["verify", *files, "--lang", "en", *arguments], streams)
    return code, text_of(streams.stdout), text_of(streams.stderr)


def values_in(whole: Any, *path: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The values of an object that have no parts, each with its path."""
    members = whole.items() if isinstance(whole, dict) else enumerate(whole)
    for name, value in members:
        if isinstance(value, dict | list):
            yield from values_in(value, *path, name)
        else:
            yield (*path, name), value


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if value is None:
        return "2020-01-01"
    return value + 1 if isinstance(value, int | float) else f"{value} or not"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_a_verdict_is_the_same_in_whichever_language_it_was_written(
    case: dict[str, Any], text: Language
) -> None:
    found = verify(stored(case, language("fr")), text)
    assert found.differences == ()
    assert (found.same_rules, found.language) == (True, "fr")


def test_the_language_of_a_verdict_is_the_one_that_its_sentences_are_in(text: Language) -> None:
    assert verify(stored(cases()[0], text), language("fr")).language == text.code


@pytest.mark.parametrize("case", [cases()[0], cases()[9]], ids=lambda case: case["id"])
def test_a_change_of_any_kind_of_value_is_one_difference(case: dict[str, Any]) -> None:
    text = language("en")
    whole = stored(case, text)
    kinds: set[tuple[Any, ...]] = set()
    for path, value in values_in({name: whole[name] for name in whole if name != "answers"}):
        kind = tuple(name for name in path if isinstance(name, str))
        if path[0] in MAKER or kind in kinds:
            continue
        kinds.add(kind)
        changed = copy.deepcopy(whole)
        inside = changed
        for name in path[:-1]:
            inside = inside[name]
        inside[path[-1]] = other(value)
        [difference] = verify(changed, text).differences
        assert difference.part.startswith(path[0])
        assert difference.said


def test_a_part_that_is_lacking_or_added_is_found_where_it_is(text: Language) -> None:
    whole = stored(cases()[0], text)
    for part in whole:
        if part in ("answers", *MAKER):
            continue
        [difference] = verify({**whole, part: "changed"}, text).differences
        assert difference[:3] == (part, "changed", whole[part])
        without = {name: value for name, value in whole.items() if name != part}
        [difference] = verify(without, text).differences
        assert difference[:2] == (part, None)
    assert verify({**whole, "more": 1}, text).differences[0].part == "more"


def test_a_change_inside_a_part_is_told_by_its_path(text: Language) -> None:
    whole = stored(cases()[0], text)
    whole["provisions"][0]["result"] = "not_met"
    whole["file"]["missing"] = []
    parts = [one.part for one in verify(whole, text).differences]
    assert parts == ["provisions[0].result", "file.missing"]


def test_true_is_not_one() -> None:
    whole = stored(cases()[0], language("fr"))
    whole["provisions"][0]["because"][0]["answer"] = 1
    assert len(verify(whole, language("fr")).differences) == 1


def test_differences_are_told_in_words() -> None:
    text = language("en")
    whole = stored(cases()[0], text)
    whole["checks"][0]["result"] = "fails"
    whole["file"]["missing"] = []
    whole["status"] = "diverted"
    whole["law"]["on"] = "2020-01-01"
    removed = whole["notes"].pop()["text"]
    whole["notes"][0]["text"] += " All is well."
    found = verify(whole, text).differences
    said = [one.said.replace("\N{NO-BREAK SPACE}", " ") for one in found]
    assert said[:4] == [
        "conclusion: the file says stagiaire ICT, the rules say stagiaire",
        "day of the text applied: the file says 1 January 2020, the rules say 1 March 2018",
        "documents missing: lacking in the file, the rules say three photographs",
        "length of the internship (1°): the file says fails, the rules say in order",
    ]
    assert "All is well." in said[4]
    assert said[5].startswith("a note: lacking in the file")
    assert removed.replace("\N{NO-BREAK SPACE}", " ")[:60] in said[5]


def test_of_two_long_sentences_the_words_around_the_change_are_told() -> None:
    old, new = (f"{'a ' * 90}b c d e {word} f g h i{' z' * 90}" for word in ("here", "there"))
    assert excerpts(old, new) == ("… b c d e here f g h i …", "… b c d e there f g h i …")
    assert excerpts("a b", "a b c") == ("a b", "a b c")


def test_answers_that_were_changed_give_another_verdict(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    whole["answers"]["facts"]["company_internship"] = False
    code, said, _ = run(tmp_path, whole)
    assert code == 1
    assert "The rules and the program are the same: the file has been changed" in said
    assert "- conclusion: the file says stagiaire, the rules say " in said


def test_another_version_is_named_first_and_alone_is_no_difference(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    for changed, kind in (({"version": "0.0.9"}, "the same"), ({"rules": "sha256:0"}, "other")):
        code, said, _ = run(tmp_path, {**whole, "version": "0.0.9", **changed})
        assert code == 0
        assert said.startswith(f"This verdict was made by stagiaire 0.0.9, by {kind} rules;")
    whole |= {"rules": "sha256:0", "version": "0.0.9", "status": "diverted"}
    code, said, _ = run(tmp_path, whole, "--format", "json")
    assert code == 1
    found = json.loads(said)
    assert Path(found.pop("file")).name == "verdict.json"
    assert found == {
        "schema": "stagiaire/verification/1",
        "same": False,
        "same_rules": False,
        "language": "fr",
        "differences": [
            {
                "part": "status",
                "stored": "diverted",
                "now": "qualifies",
                "text": "conclusion: the file says stagiaire ICT, the rules say stagiaire",
            }
        ],
        "rules": {"stored": "sha256:0", "now": RULES},
        "version": {"stored": "0.0.9", "now": __version__},
    }


def test_a_verdict_that_does_not_say_what_made_it_differs(tmp_path: Path) -> None:
    for name in MAKER:
        values: tuple[object, ...] = (None, 3, [], {})
        for value in values:
            whole = stored(cases()[0], language("fr")) | {name: value}
            code, said, _ = run(tmp_path, whole)
            assert code == 1
            assert f"(“{name}”)" in said
    code, said, _ = run(tmp_path, stored(cases()[0], language("fr")) | {"rules": "sha256:0"})
    assert code == 1
    assert f"stagiaire {__version__} has no others" in said


def test_of_very_many_differences_the_first_are_told_and_the_others_counted(
    tmp_path: Path,
) -> None:
    whole = stored(cases()[0], language("fr")) | {f"more{number}": 1 for number in range(1020)}
    code, said, _ = run(tmp_path, whole)
    assert (code, said.count("\n- more")) == (1, 20)
    assert said.endswith("- and 1,000 other differences\n")
    assert len(json.loads(run(tmp_path, whole, "--format", "json")[1])["differences"]) == 1020


def test_several_files_are_a_line_each_and_the_worst_is_the_code(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    same = written(tmp_path, whole, "same.json")
    changed = written(tmp_path, whole | {"status": "diverted", "settled_by": ["adult"]}, "2.json")
    old = written(tmp_path, whole | {"version": "0.0.9"}, "old.json")
    page = written(tmp_path, page_of(cases()[0], language("en")), "page.html")
    code, said, error = run_all([same, changed, old, page])
    assert (code, error) == (1, "")
    lines = said.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [same, changed, old, page]
    assert [line.endswith("the same.") for line in lines] == [True, False, True, True]
    assert "2 differences, first: conclusion: the file says stagiaire ICT" in lines[1]
    assert "made by stagiaire 0.0.9" in lines[2]
    broken = written(tmp_path, "{", "broken.json")
    early = written(tmp_path, whole | {"answers": {"on": "1999-01-01"}}, "early.json")
    code, said, error = run_all([broken, same, early, changed])
    assert code == 2
    assert [line.partition(": ")[0] for line in said.splitlines()] == [same, changed]
    assert ["broken.json" in error, "early.json" in error, error.count("Error")] == [True, True, 2]
    code, said, _ = run_all([same, changed], "--format", "json")
    found = [json.loads(line) for line in said.splitlines()]
    assert [(one["file"], one["same"]) for one in found] == [(same, True), (changed, False)]


@pytest.mark.parametrize("case", cases()[::5], ids=lambda case: case["id"])
def test_a_page_carries_its_verdict_and_is_the_same(case: dict[str, Any], text: Language) -> None:
    content = page_of(case, text, "foreign_employee")
    page = read_page(content)
    assert page.carried is not None
    found = verify(json.loads(page.carried), language("en"), page)
    assert (found.differences, found.language) == ((), text.code)


@pytest.mark.parametrize("case", cases()[::5], ids=lambda case: case["id"])
def test_the_order_in_which_answers_were_given_is_no_difference(case: dict[str, Any]) -> None:
    dossier = read_dossier(case["answers"])
    given = dossier._replace(facts=dict(reversed(list(dossier.facts.items()))))
    content = render(assess_dossier(given), "html", language("fr"), 80, colour=False)
    page = read_page(content)
    assert page.carried is not None
    assert verify(json.loads(page.carried), language("fr"), page).differences == ()


def test_any_edited_line_of_a_page_is_found(tmp_path: Path) -> None:
    content = page_of(cases()[0], language("fr"))
    lines = [one for one in read_page(content).lines if len(one) > 20]
    for line in lines[:: max(len(lines) // 8, 1)]:
        # The words of the line that stand in one piece in the source.
        words = max(line.replace("✓", "✗").split("✗"), key=len).strip()[:25].rpartition(" ")[0]
        if words not in content.partition("<data")[0]:
            continue
        edited = content.replace(words, f"{words} jamais", 1)
        file = written(tmp_path, edited, "page.html")
        code, said, _ = run_all([file])
        assert code == 1
        assert "jamais" in said
    for old, new, found in (
        ("</ul>", "<li>Tout est complet</li></ul>", "was added"),
        ("✗", "✓", "instead of"),
        ("font-weight: bold", "display: none", "not the same layout"),
        ('lang="fr"', 'lang="en"', "not the same layout"),
        ("<main>", '<main hidden="">', "not the same layout"),
        ("</main>", '</main><script src="x.js"></script>', "not the same layout"),
    ):
        code, said, _ = run_all([written(tmp_path, content.replace(old, new, 1), "page.html")])
        assert (code, found in said) == (1, True), (old, said)


def test_a_verdict_carried_by_a_page_is_compared_too(tmp_path: Path) -> None:
    content = page_of(cases()[0], language("fr"))
    changed = content.replace("&quot;qualifies&quot;", "&quot;diverted&quot;", 1)
    code, said, _ = run_all([written(tmp_path, changed, "page.html")])
    assert code == 1
    assert "conclusion: the file says stagiaire ICT, the rules say stagiaire" in said


def test_the_head_of_a_page_is_said_to_be_compared_with_nothing(tmp_path: Path) -> None:
    content = page_of(cases()[0], language("fr"))
    headed = content.replace("<main>", "<header><p>Dossier 2026-\x1b[31m17</p></header><main>")
    code, said, _ = run_all([written(tmp_path, headed, "page.html")])
    assert code == 0
    assert "were not compared: “Dossier 2026-<U+001B>[31m17”." in said
    code, said, _ = run_all([str(tmp_path / "page.html")] * 2)
    assert (code, said.count("\n"), said.count("were not compared")) == (0, 2, 2)
    for acting in ('<p style="position: fixed">', "<style>main { display: none }</style>", "<img>"):
        over = headed.replace("<header>", f"<header>{acting}")
        code, said, _ = run_all([written(tmp_path, over, "page.html")])
        assert (code, "not the same layout" in said) == (1, True)


def test_a_page_without_a_verdict_is_2(tmp_path: Path) -> None:
    for name, content in (
        ("letter.html", "<!doctype html><p>Madame</p>"),
        ("page.md", "# STAGIAIRE"),
        ("page.pdf", "%PDF-1.7"),
        ("empty.html", '<data id="verdict" value=""></data>'),
        ("deep.html", f'<data id="verdict" value="{"[" * 100_000}"></data>'),
        ("no.html", '<data id="verdict" value="{}"></data>'),
    ):
        code, said, error = run_all([written(tmp_path, content, name)])
        assert (code, said) == (2, "")
        assert name in error
        assert error.count("Error") == 1
    assert "cannot be read" in run_all([str(tmp_path / "nowhere.pdf")])[2]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "stagiaire/verdict/2", "answers": {}}',
        '{"schema": "stagiaire/verdict/1", "answers": 3}',
        '{"schema": "stagiaire/verdict/1", "answers": {"nationality": "martian"}}',
    ],
)
def test_what_cannot_be_read_as_a_verdict_is_2(content: str, tmp_path: Path) -> None:
    code, said, error = run(tmp_path, content)
    assert (code, said) == (2, "")
    assert error.count("Error") == 1


def test_a_part_that_could_act_on_a_terminal_is_shown_harmless(tmp_path: Path) -> None:
    whole = stored(cases()[0], language("fr"))
    _, said, _ = run(tmp_path, whole | {"status": "\x1b[31m", "\x1b]0;x": 1})
    assert "\x1b" not in said
    assert "<U+001B>" in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_values_of_any_depth_are_told_in_short(form: str, tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = [{"a": deep}]
    whole = stored(cases()[0], language("fr"))
    for part in ("checks", "status", "more", "notes", "version"):
        code, said, error = run(tmp_path, whole | {part: deep}, "--format", form)
        assert (code, error) == (1, "")
        assert len(said) < 20_000
