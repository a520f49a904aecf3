"""What a run imports: a verdict in JSON needs neither rich nor questionary nor anything heavy."""

import subprocess
import sys

import pytest

HEAVY = (
    "rich",
    "questionary",
    "prompt_toolkit",
    "hashlib",
    "decimal",
    "tempfile",
    "dataclasses",
    "importlib.metadata",
    "asyncio",
    "typst",
    "stagiaire_cli.interview",
    "stagiaire_cli.prompts",
    "stagiaire_cli.reports.verdict.schema",
)


def imported(*arguments: str) -> set[str]:
    script = (
        "import sys; from stagiaire_cli.cli.main import main; "
        f"main({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_check_imports_nothing_heavy(form: str) -> None:
    modules = imported("check", "--company-internship", "--format", form, "--quiet")
    assert "stagiaire_cli.assessment.assess" in modules
    assert not modules & set(HEAVY)


def test_the_package_alone_imports_no_interface() -> None:
    script = "import sys; from stagiaire_cli import assess; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    modules = set(done.stdout.decode().split())
    assert not modules & {
        *HEAVY,
        "typer",
        "json",
        "stagiaire_cli.cli.main",
        "stagiaire_cli.languages",
    }
