"""The cases of dear tests that the suite leaves out: ``ONE_CASE_IN`` in ``tests/conftest.py``."""

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.conftest import ONE_CASE_IN, TESTS


def prove() -> Iterator[tuple[str, int]]:
    """Run them, and count them by test."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-m", "dear or engine", f"--junitxml={report}"]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=TESTS.parent, text=True
        )
        assert done.returncode == 0, done.stdout[-4000:]
        cases = ET.parse(report).iter("testcase")  # noqa: S314 (our own report)
        passed = Counter(case.attrib["name"].partition("[")[0] for case in cases)
    assert passed.keys() >= ONE_CASE_IN.keys(), ONE_CASE_IN.keys() - passed.keys()
    yield "cases of dear tests passed, in all", passed.total()
