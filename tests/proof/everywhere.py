"""The wheel, built once and installed alone in each Python there is, and a part of the tests there.

The repository is only read: the wheel is built from a copy, and the tests run from another.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_COPIED = (
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "CHANGELOG.md",
    "stagiaire_cli",
    "tests",
)
_LEAST = (3, 11)
# Fast, and telling: the rules, the reading of answers, the streams, the batch, the languages.
TELLING = (
    "dossier/test_answers",
    "batch/test_text",
    "cli/test_faults",
    "assessment/test_file",
    "cli/test_hostile",
    "languages/test_languages",
    "law/test_by_date",
    "assessment/test_reasons",
    "dossier/test_rows",
    "dossier/test_strict_json",
    "console/test_streams",
)
_TOLD = "import sys; print(*sys.version_info[:2])"


def prove() -> Iterator[tuple[str, int]]:
    """Build, then for each Python: install, run, count the tests that passed."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copy = copied(place / "source")
        wheel = built(copy, place)
        # Of the copy, the tests alone: what they import must be what is installed.
        shutil.rmtree(copy / "stagiaire_cli")
        for version, python in pythons().items():
            name = ".".join(map(str, version))
            home = installed(python, wheel, place / name)
            yield f"tests passed on Python {name}", passed(home, copy)


def pythons() -> dict[tuple[int, int], str]:
    """The Pythons of this machine that the package supports, by version; ours is one."""
    found = {sys.version_info[:2]: sys.executable}
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [str(path) for path in sorted(versions.glob("3.*/bin/python"))]
    candidates += [f"python3.{minor}" for minor in range(_LEAST[1], 30)]
    for candidate in candidates:
        path = shutil.which(candidate)
        if path is None:
            continue
        said = subprocess.run([path, "-c", _TOLD], capture_output=True, text=True, check=False)
        if said.returncode == 0:
            major, minor = map(int, said.stdout.split())
            if (major, minor) >= _LEAST:
                found.setdefault((major, minor), path)
    return dict(sorted(found.items()))


def copied(place: Path) -> Path:
    """A copy of what the package is made of, without what running left behind."""
    place.mkdir(parents=True)
    for name in _COPIED:
        source = _ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, place / name)
    return place


def built(source: Path, place: Path) -> Path:
    """The wheel of the source, in the place; pip finds what building needs."""
    _run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", place, source], place)
    [wheel] = place.glob("*.whl")
    return wheel


def installed(python: str, wheel: Path, home: Path, extra: str = "[test]") -> Path:
    """A new environment of that Python with the wheel, and what the extra adds."""
    _run([python, "-m", "venv", home], home.parent)
    there = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run([there, "-m", "pip", "install", "--quiet", f"{wheel}{extra}"], home.parent)
    return there


def passed(python: Path, source: Path) -> int:
    """How many of the tests pass there; raises ``AssertionError`` where one does not."""
    tests = [f"tests/{name}.py" for name in TELLING]
    found = _run(
        [python, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", "-v", *tests], source
    )
    counted = re.search(r"(\d+) passed", found)
    assert counted, found[-500:]
    return int(counted[1])


def _run(command: list[str | Path], folder: Path) -> str:
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PYTEST_ADDOPTS"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]}: {(done.stdout + done.stderr)[-2000:]}"
    return done.stdout
