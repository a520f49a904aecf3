"""Imports go one way, and what decides is pure."""

import ast
from pathlib import Path

import pytest

import stagiaire_cli

PACKAGE = Path(stagiaire_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# From the left to the right: a module may import from its own place or from one before it.
ORDER = (
    {"records"},
    {"logic"},
    {"periods", "deciding", "implicants", "diagrams"},
    {"law"},
    {"answers", "judging"},
    {"comparing"},
    {"verdict", "settling", "reasons"},
    {"filing", "changing", "explaining", "marking"},
    {"checking", "notes"},
    {"assessment"},
    {"", "relevance", "exits"},
    {"interview"},
    {"prior"},
    {"shortest"},
    {"journey", "mapping"},
    {"session", "surveying", "tracing"},
    {"summary"},
    {"languages", "streams"},
    {"problems"},
    {"strict", "blocks"},
    {"sources", "rows", "output", "reports", "schema", "saving"},
    {"words", "results"},
    {"statement"},
    {"typed"},
    {"compiled"},
    {"batch", "template"},
    {"parallel", "tally"},
    {"tables"},
    {"run", "letter", "verifying", "quoting", "drawings"},
    {"progress"},
    {"prompts", "options", "article", "comparison", "engines"},
    {"spark"},
    {"dictionary"},
    {"batching", "ordering", "keeping"},
    {"asking"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
PURE = (
    "records",
    "logic",
    "law",
    "answers",
    "verdict",
    "settling",
    "changing",
    "reasons",
    "explaining",
    "marking",
    "filing",
    "checking",
    "judging",
    "comparing",
    "compiled",
    "implicants",
    "diagrams",
    "notes",
    "assessment",
    "relevance",
    "interview",
    "journey",
    "mapping",
    "surveying",
    "tracing",
    "prior",
    "shortest",
    "words",
)
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
    "typing",
}


def place(module: str) -> int:
    name = module.removeprefix("stagiaire_cli").removeprefix(".").split(".")[0]
    return next(number for number, names in enumerate(ORDER) if name in names)


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_go_to_the_left(path: Path) -> None:
    # What is had from the package without being loaded with it.
    late = {"stagiaire_cli.statement"} if name_of(path) == "stagiaire_cli" else set()
    for module in set(imports(path)) - late:
        if module.split(".")[0] == "stagiaire_cli":
            assert place(module) <= place(name_of(path)), module


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_what_decides_imports_data_modules_only(path: Path) -> None:
    top = name_of(path).removeprefix("stagiaire_cli").removeprefix(".").split(".")[0]
    if top in PURE:
        outside = {m for m in imports(path) if m.split(".")[0] != "stagiaire_cli"}
        assert outside <= ALLOWED


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_idea(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 320
    assert lines[0].startswith('"""')


def test_no_rule_stands_outside_the_law() -> None:
    """No module but those of the law names a fact or an article.

    The questionnaire opens with nationality and bounds the last day of an internship by its first;
    the verdict shows what was presumed; nothing there decides.
    """
    from stagiaire_cli.law.facts import FACTS

    facts = {fact.id for fact in FACTS} - {"nationality", "territory"}
    facts -= {"internship_start", "internship_end"}
    for path in MODULES:
        if "law" not in path.parts:
            source = path.read_text(encoding="utf-8")
            named = {
                node.value
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Constant) and node.value in facts
            }
            assert not named, path
