"""What the contracts of the imports cannot say: purity, sizes, and no rule outside the law."""

import ast
import re
from pathlib import Path

import pytest

import stagiaire_cli
from stagiaire_cli.law.facts import FACT
from tests.conftest import TESTS
from tests.imports import imports

PACKAGE = Path(stagiaire_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
FOLDERS = sorted({path.parent for path in MODULES})
OF_TESTS = sorted(TESTS.rglob("*.py"))
SECOND_READING = sorted((TESTS / "second_reading").glob("*.py"))
PURE = ("logic", "law", "dossier", "assessment", "interview")
ALLOWED = {
    "bisect",
    "collections.abc",
    "datetime",
    "decimal",
    "difflib",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "math",
    "operator",
    "pathlib",
    "types",
    "typing",
}
# What reads text needs, and nothing else does.
READERS = {
    "dossier": {"csv", "json", "re"},
    "interview/session_file.py": {"json"},
}
# An article of the code by its number, or an alternative by its own.
LAW = re.compile(r"\b[LRD]\.\*?\s?\d|\d°")
MOST_MODULES = 12
MOST_LINES = 320


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def strings(path: Path) -> set[str]:
    """The strings of a module that are not its documentation."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    documentation = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    }


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name_of(path).split("/")[0] in PURE], ids=name_of
)
def test_what_decides_has_no_clock_no_file_and_no_terminal(path: Path) -> None:
    name = name_of(path)
    allowed = ALLOWED | READERS.get(name, set()) | READERS.get(name.split("/")[0], set())
    outside = {module for module in imports(path) if module.split(".")[0] != "stagiaire_cli"}
    assert outside <= allowed


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_has_few_modules(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.stem != "__init__"]) <= MOST_MODULES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES
    assert lines[0].startswith('"""')


@pytest.mark.parametrize("path", OF_TESTS, ids=lambda path: path.stem)
def test_no_module_imports_a_module_of_tests(path: Path) -> None:
    assert not [one for one in imports(path) if one.split(".")[-1].startswith("test_")]


@pytest.mark.parametrize("path", SECOND_READING, ids=lambda path: path.stem)
def test_the_second_reading_knows_nothing_of_the_first(path: Path) -> None:
    ours = {one for one in imports(path) if one.split(".")[0] in ("stagiaire_cli", "tests")}
    assert all(one.startswith("tests.second_reading") for one in ours)


def test_nothing_imports_the_face_of_the_package() -> None:
    assert all("stagiaire_cli" not in imports(path) for path in MODULES)


def test_no_rule_stands_outside_the_law() -> None:
    """No module but those of the law names a fact, an alternative or an article."""
    law_and_words = (PACKAGE / "law", PACKAGE / "languages")
    named = {
        (name_of(path), words)
        for path in MODULES
        if path.parent not in law_and_words
        for words in strings(path)
        if words in FACT or LAW.search(words)
    }
    assert not named


def test_what_names_the_law_is_recognised() -> None:
    for words in ("R. 313-10-1", "L.\N{NO-BREAK SPACE}421-30", "R.* 311-12", "D. 311-18-1", "2°"):
        assert LAW.search(words), words
    [path] = (path for path in MODULES if name_of(path) == "law/persons.py")
    found = strings(path)
    assert {"nationality", "1°", "L. 111-1"} <= found
    assert not any("pseudo-fact" in words for words in found)
