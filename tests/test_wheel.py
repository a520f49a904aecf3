"""The package as it is installed: what is in it, what it needs, and that it needs no network."""

import re
import socket
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import pytest

from stagiaire_cli.cli.main import main
from tests.conftest import TESTS, memory_streams, text_of
from tests.imports import imports
from tests.proof.everywhere import built, copied, installed

PACKAGE = TESTS.parent / "stagiaire_cli"
# What may be used by, and passed on with, a program under the MIT licence.
ALLOWED = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "0BSD", "Zlib")
# Copyleft for its own files alone: used as it is, in tests and never in the wheel.
TESTS_ONLY = ("MPL", "Mozilla", "LGPL", "Lesser General Public")
NEEDED = {"typer", "rich", "questionary", "prompt_toolkit"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy."""
    place = tmp_path_factory.mktemp("wheel")
    try:
        return built(copied(place / "source"), place)
    except AssertionError as error:
        pytest.skip(f"nothing to build with here: {str(error)[-200:]}")


def test_the_wheel_has_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    package = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix in (".py", ".json", ".txt", ".typ", ".typed")
    }
    about = {name for name in names if ".dist-info/" in name}
    assert set(names) - about == package
    assert {name.rpartition("/")[2] for name in about} == {
        "METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt",
    }  # fmt: skip
    for name in ("py.typed", "languages/fr.json", "languages/en.json", "law/r313-10-1.txt"):
        assert f"stagiaire_cli/{name}" in package


def test_the_wheel_alone_answers_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    python = installed(sys.executable, wheel, tmp_path / "clean", extra="")
    command = python.with_name("stagiaire")
    for arguments, code in (
        (["--version"], 0),
        (["law"], 0),
        (["check", "--nationality", "french", "--format", "json"], 1),
        (["check", "--format", "html"], 4),
        (["batch", "-", "--quiet"], 2),
        (["sql"], 0),
        (["ask", "--plain"], 2),
    ):
        done = subprocess.run(
            [command, *arguments], cwd=tmp_path, input=b"", capture_output=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert b"Traceback" not in done.stderr
    said = subprocess.run(
        [python, "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True
    )
    there = {line.partition("=")[0].replace("-", "_") for line in said.stdout.splitlines()}
    assert not there & {"pytest", "duckdb", "pyspark", "mypy", "hypothesis"}


def dependencies(extras: tuple[str, ...]) -> set[str]:
    """What is installed for the package, and for what it needs; of extras, those named."""
    found: set[str] = set()
    wanted = ["stagiaire"]
    while wanted:
        name = wanted.pop()
        for line in requires(name) or ():
            needed = re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0].lower().replace("-", "_")
            extra = re.search(r"extra\s*==\s*['\"](\w+)", line)
            if extra and (name != "stagiaire" or extra[1] not in extras):
                continue
            try:
                distribution(needed)
            except PackageNotFoundError:
                continue
            if needed not in found:
                found.add(needed)
                wanted.append(needed)
    return found


def licence_of(name: str) -> str:
    """What a package says of its licence."""
    about = distribution(name).metadata

    def said(field: str) -> str:
        return " ".join(about.get_all(field) or ())

    classified = [line for line in about.get_all("Classifier") or () if line.startswith("License")]
    return said("License-Expression") or " ".join(classified) or said("License")[:100]


def test_every_package_that_we_need_has_a_licence_that_goes_with_ours() -> None:
    found = dependencies(("batch", "pdf", "spark"))
    assert found >= NEEDED
    for name in found:
        assert any(one in licence_of(name) for one in ALLOWED), (name, licence_of(name))


def test_what_the_tests_need_may_be_used_too() -> None:
    for name in dependencies(("test",)):
        licence = licence_of(name)
        assert any(one in licence for one in (*ALLOWED, *TESTS_ONLY)), (name, licence)


def test_nothing_but_what_is_declared_is_imported() -> None:
    imported = {name.partition(".")[0] for path in PACKAGE.rglob("*.py") for name in imports(path)}
    others = imported - set(sys.stdlib_module_names) - {"stagiaire_cli"}
    assert others <= {*NEEDED, "duckdb", "py4j", "pyspark", "typst"}


def test_no_command_opens_a_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    file = tmp_path / "dossiers.csv"
    file.write_text("id,adult\na,yes\n", encoding="utf-8")
    for arguments in (
        ["check"], ["check", "--format", "html"], ["law"], ["law", "--reasons"], ["map"], ["sql"],
        ["facts"], ["documents"], ["schema"], ["template", "--example"], ["batch", str(file)],
        ["ask", "--plain"],
    ):  # fmt: skip
        # Of the questionnaire: the verdict, the answers as they are, the end.
        streams = memory_streams("v\n\n\n", terminal=arguments[0] == "ask")
        assert main(arguments, streams) in (0, 4)
        assert text_of(streams.stdout)
