"""That every way in gives the verdict of the Python function, for some dossiers."""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stagiaire_cli import assess
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.languages import language
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.reports.verdict.json import verdict_object
from tests.conftest import table
from tests.people.respondent import keys_typed, lines_typed
from tests.people.terminal import Session
from tests.people.ways_in import (
    columns_of,
    of_columns,
    of_file,
    of_flags,
    of_function,
    of_lines,
    of_rows,
    run,
)


def check_command(
    dossiers: Sequence[Dossier], sample: random.Random, folder: Path, runs: Any = run
) -> None:
    """Flags, a file and standard input give the object of the function."""
    for dossier in dossiers:
        wanted = of_function(dossier)
        for printed in (
            of_flags(dossier, sample, runs),
            of_file(dossier, sample, folder / "answers.json", runs),
            of_file(dossier, sample, None, runs),
        ):
            _same(json.loads(printed), wanted, dossier)


def check_batch(dossiers: Sequence[Dossier], sample: random.Random) -> None:
    """A batch gives the object of the function byte for byte beside the id, or its columns."""
    verdicts = [of_function(one) for one in dossiers]
    cells = [columns_of(one, str(number)) for number, one in enumerate(verdicts)]
    options = ("--lang", "en", "--format")
    for found, first in (
        (of_lines(dossiers, sample, *options, "jsonl"), 1),
        (of_rows(dossiers, sample, *options, "jsonl"), 0),
    ):
        for number, (one, verdict, dossier) in enumerate(
            zip(found, verdicts, dossiers, strict=True), first
        ):
            whole = {"id": str(number), "verdict": verdict}
            _same(one, json.dumps(whole, ensure_ascii=False), dossier)
    unnamed = [{**row, "id": str(number)} for number, row in enumerate(cells, 1)]
    for lines, rows in (
        (of_lines(dossiers, sample, *options, "csv"), unnamed),
        (of_rows(dossiers, sample, *options, "csv"), cells),
    ):
        for found_row, row, dossier in zip(table("\n".join(lines)), rows, dossiers, strict=True):
            _same(found_row, row, dossier)


def check_columns(dossiers: Sequence[Dossier], folder: Path, engine: str = "duckdb") -> None:
    """An engine of typed columns gives the columns of the function's verdicts."""
    found = of_columns(dossiers, folder, engine)
    for number, (row, dossier) in enumerate(zip(found, dossiers, strict=True)):
        _same(row, columns_of(of_function(dossier), str(number)), dossier)


def check_asked(dossiers: Sequence[Dossier], sample: random.Random) -> None:
    """The questionnaire in lines gives the verdict on what was answered, which is the dossier's."""
    for dossier in dossiers:
        typed = "\n".join(lines_typed(dossier, sample)) + "\n"
        code, out, told = run(["ask", "--plain", "--lang", "fr", "--format", "json"], b"", typed)
        assert code in (0, 1, 3, 4), (code, told[-300:], dossier)
        _answered(json.loads(out), dossier)


def check_in_terminal(dossiers: Sequence[Dossier], sample: random.Random, folder: Path) -> None:
    """So does the questionnaire in the menus of a pseudo-terminal."""
    for number, dossier in enumerate(dossiers):
        out = folder / f"asked-{number}.json"
        session = Session("--lang", "fr", "--output", str(out), columns=120)
        for question, keys in keys_typed(dossier, sample):
            session.read(question)
            session.child.send(keys)
        session.read("Vos réponses, avant le verdict")
        session.child.send("\r")
        assert session.leave() in (0, 1, 3, 4), dossier
        _answered(json.loads(out.read_text(encoding="utf-8")), dossier)


def _answered(found: dict[str, Any], dossier: Dossier) -> None:
    answers = found["answers"]
    again = assess(answers["facts"], answers["documents"], answers.get("on"), answers["readings"])
    _same(found, json.loads(json.dumps(verdict_object(again, language("fr")))), dossier)
    given = of_function(dossier)["answers"]
    # Of somebody whom no law takes in, the day is not asked.
    assert answers.get("on") in (None, given.get("on")), dossier
    assert set(answers["documents"]) <= set(given["documents"]), dossier
    for name, value in answers["facts"].items():
        # An end before the start is not taken, and then not known.
        known = value if name == "internship_end" and value == UNKNOWN else given["facts"].get(name)
        assert value == (UNKNOWN if known is None else known), (name, value, dossier)


def _same(found: Any, wanted: Any, dossier: Dossier) -> None:
    assert found == wanted, f"not the same verdict of {dossier}: {found} is not {wanted}"
