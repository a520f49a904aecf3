"""How fast: ``python -m tests.benchmarks``, by hand; everything side by side in one run.

Instructions are counted by valgrind, which does not mind what else the machine does. Times are the
best of several rounds.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import timeit
from functools import partial
from pathlib import Path

from stagiaire_cli import assess
from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.interview import Interview, next_question
from tests.conftest import cases
from tests.people.sessions import PARTS, sessions

HELLO = """\
import typer

app = typer.Typer()


@app.command()
def main(name: str):
    print(f"Hello {name}")


if __name__ == "__main__":
    app()
"""
DECIDED = (
    "--company-internship",
    "--course-in-country-of-residence",
    "--course-leads-to=diploma",
    "--course-school-or-university",
    "--no-foreign-employee",
    "--hospital-internship=none",
)
CHECK = ("-m", "stagiaire_cli", "check", "--quiet", "--format", "json")


def instructions(*arguments: str) -> int:
    """The instructions that a start of Python with the arguments takes, byte code at hand."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    subprocess.run(command, capture_output=True, env=environment, check=False)
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    done = subprocess.run(valgrind, capture_output=True, env=environment, check=False, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    assert found, done.stderr
    return int(found[1])


def starts() -> None:
    """Cold starts against a Typer hello world and bare Python."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        counted = {
            "bare Python": instructions("-c", "pass"),
            "Typer hello world": instructions(str(hello), "x"),
            "check, decided by the 1°": instructions(*CHECK, *DECIDED),
            "check, nothing known": instructions(*CHECK),
        }
    base = counted["Typer hello world"]
    for name, count in counted.items():
        print(f"{name:28} {count / 1e6:8.1f} M instructions  {count / base:5.2f} x hello world")


def assessments() -> None:
    """One call of ``assess``, for each case."""
    times = []
    for case in cases():
        answers = case["answers"]
        arguments = (answers["facts"], answers.get("documents", ()), answers.get("on"))
        rounds = timeit.repeat(partial(assess, *arguments), number=200, repeat=20)
        times.append((min(rounds) / 200 * 1e6, case["id"]))
    times.sort()
    middle = times[len(times) // 2]
    for name, (time, case_id) in (("least", times[0]), ("median", middle), ("most", times[-1])):
        print(f"assess(), {name:18} {time:8.1f} µs  ({case_id}, of {len(times)} cases)")
    cold = [dossier for case in cases() if (dossier := read_dossier({**case["answers"]}))]
    script = (
        "import time, json; from stagiaire_cli import assess; "
        "assess({}); a = time.perf_counter(); assess({'company_internship': True}); "
        "print((time.perf_counter() - a) * 1e6)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    print(f"assess(), never seen before  {float(done.stdout):8.1f} µs")
    assert all(assess_dossier(dossier) for dossier in cold)


def questions() -> None:
    """Which question is next, over whole sessions."""
    part = PARTS["the 3° and the reservation, with I don't know"]
    start = Interview(Dossier(dict(part.given), on=part.on))
    played = list(sessions(part, start))[:200]
    asked = sum(len(session) for session in played)

    def play() -> None:
        for session in played:
            interview = start
            for question, answer in session:
                assert next_question(interview) == question
                interview = interview.answered(question, *answer)

    print(f"next question               {min(timeit.repeat(play, number=1)) / asked * 1e6:9.1f} µs")


if __name__ == "__main__":
    if shutil.which("valgrind"):
        starts()
    else:
        print("no valgrind here: the starts are not measured")
    assessments()
    questions()
