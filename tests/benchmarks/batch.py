"""How fast a batch is: ``python -m tests.benchmarks.batch [ROWS]``, side by side in one run.

Text against a bare loop of ``csv``; Parquet on DuckDB against a copy of the same file; the decision
alone against OpenFisca-Core's vectorised formula and zen-engine's ``evaluate_batch``, where these
are installed (``pip install openfisca-core zen-engine``). Files are made in a folder of their own.
"""

import csv
import importlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACTS
from stagiaire_cli.statement import statement

ON = date(2018, 1, 1)
ROUNDS = 3
NAMES = [fact for fact in FACTS if fact.group == "definition"]
FILE = [fact for fact in FACTS if fact.id in ("request", "vls_ts")]
BARE = """\
import csv, sys
with open(sys.argv[1], newline="") as source, open(sys.argv[2], "w", newline="") as target:
    writer = csv.writer(target)
    for row in csv.reader(source):
        writer.writerow(row)
"""


def dossiers(path: Path, rows: int) -> None:
    """A file of twenty columns: most cells filled, each dossier with its own documents."""
    sample = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *(fact.id for fact in (*NAMES, *FILE)), "documents"])
        for number in range(rows):
            cells = [_cell(fact, sample) for fact in (*NAMES, *FILE)]
            held = [name for name in DOCUMENT_IDS[:9] if sample.random() < 0.8]
            writer.writerow([number, *cells, "|".join(held)])


def _cell(fact: Any, sample: random.Random) -> str:
    if sample.random() < 0.13:
        return ""
    if fact.kind == "yes_no":
        return "yes" if sample.random() < 0.6 else "no"
    return str(sample.choice(fact.values))


def best(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def told(name: str, seconds: float, rows: int, base: float) -> None:
    """A line: seconds, microseconds a row, and how many times as fast as the base."""
    each = seconds / rows * 1e6
    print(f"{name:44} {seconds:8.2f} s {each:8.3f} µs a row {base / seconds:8.2f} x", flush=True)


def text(folder: Path, rows: int) -> None:
    """CSV to CSV, each run a process of its own from its start."""
    source, target = str(folder / "dossiers.csv"), str(folder / "out.csv")
    ours = [sys.executable, "-m", "stagiaire_cli", "batch", source, "--quiet", "--output", target]
    bare = [sys.executable, "-c", BARE, source, target]
    # In turns, so that what else the machine does falls on each alike.
    times: dict[str, list[float]] = {"csv.reader to csv.writer": [], "1": [], "2": []}
    for _ in range(ROUNDS):
        for name, found in times.items():
            command = bare if len(name) > 1 else [*ours, "--on", str(ON), "--jobs", name]
            found.append(best(lambda command=command: subprocess.run(command, check=True), 1))  # type: ignore[misc]
    base = min(times["csv.reader to csv.writer"])
    for name, found in times.items():
        label = name if len(name) > 1 else f"stagiaire batch --jobs {name}"
        told(label, min(found), rows, base)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory of any process: {most} MB")


def parquet(folder: Path, rows: int) -> None:
    """Typed Parquet on DuckDB, against a copy of the same file."""
    import duckdb

    path, times = folder / "dossiers.parquet", 10
    flags = [fact.id for fact in (*NAMES, *FILE) if fact.kind == "yes_no"]
    typed = ", ".join(f"{name} = 'yes' AS {name}" for name in flags)
    select = f"SELECT * REPLACE ({typed}, CAST(id || '-' || part AS VARCHAR) AS id)"
    with duckdb.connect() as base:
        source = f"read_csv('{folder / 'dossiers.csv'}', all_varchar = true)"
        parts = f"(SELECT unnest(range({times})) AS part)"
        select = f"SELECT * EXCLUDE (part) FROM ({select} FROM {source}, {parts})"
        base.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    columns = dict.fromkeys(["id", *(f.id for f in (*NAMES, *FILE)), "documents"], False)
    query = statement(f"'{path}'", law_on(ON), columns, typed=True)

    def run(select: str) -> Callable[[], object]:
        def once() -> None:
            with duckdb.connect(config={"memory_limit": "800MB"}) as base:
                base.execute("SET threads = 2")
                base.execute(f"COPY ({select}) TO '{folder / 'out.parquet'}' (FORMAT parquet)")

        return once

    copied, judged = [], []
    for _ in range(ROUNDS):
        copied.append(best(run(f"SELECT * FROM '{path}'"), 1))
        judged.append(best(run(query), 1))
    told("DuckDB copies Parquet to Parquet", min(copied), rows * times, min(copied))
    told("DuckDB judges Parquet to Parquet", min(judged), rows * times, min(copied))
    print(f"judged: {min(judged) / min(copied):.2f} times what the copy takes")


def decision(folder: Path, rows: int) -> None:
    """The results of the three alternatives and the status, on a table in memory."""
    import duckdb

    with duckdb.connect() as base:
        base.execute("SET threads = 2")
        # OpenFisca is given its choices as numbers; DuckDB keeps an ENUM as one.
        names = ", ".join(f"{_as_enum(fact)} AS {fact.id}" for fact in NAMES)
        source = f"SELECT id, {names} FROM '{folder / 'dossiers.parquet'}' LIMIT {rows}"
        base.execute(f"CREATE TABLE dossiers AS {source}")
        columns = dict.fromkeys(["id", *(fact.id for fact in NAMES)], False)
        query = statement("dossiers", law_on(ON), columns, typed=True)
        decide = f"CREATE OR REPLACE TABLE found AS SELECT status, provisions FROM ({query})"
        ours = best(lambda: base.execute(decide))
        told("status and provisions, DuckDB", ours, rows, ours)
        texts = ", ".join(f"CAST({fact.id} AS VARCHAR) AS {fact.id}" for fact in NAMES)
        cells = base.execute(f"SELECT {texts} FROM dossiers").fetchnumpy()
        _openfisca(cells, rows, ours)
        _zen(
            base.execute("SELECT * EXCLUDE (id) FROM dossiers LIMIT 20000").fetchall(), ours / rows
        )


def _as_enum(fact: Any) -> str:
    if fact.kind != "choice":
        return str(fact.id)
    return f"CAST({fact.id} AS ENUM({', '.join(repr(value) for value in fact.values)}))"


def _openfisca(cells: Any, rows: int, ours: float) -> None:
    try:
        import numpy as np
        from openfisca_core.entities import Entity
        from openfisca_core.periods import DateUnit
        from openfisca_core.simulation_builder import SimulationBuilder
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem
        from openfisca_core.variables import Variable
    except ImportError:
        print("no OpenFisca here")
        return
    person = Entity("person", "persons", "", "")
    system = TaxBenefitSystem([person])

    def input_of(name: str, kind: type) -> type:
        made = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH}
        return type(name, (Variable,), made)

    flags = [fact.id for fact in NAMES if fact.kind == "yes_no"]
    choices = {fact.id: fact.values for fact in NAMES if fact.kind == "choice"}
    for name in (*flags, *choices):
        system.add_variable(input_of(name, bool if name in flags else int))

    def formula(persons: Any, period: Any) -> Any:
        f = {name: persons(name, period) for name in (*flags, *choices)}
        programme = (f["cooperation_programme"] < 2) & (f["programme_field"] < 4)
        course = f["course_school_or_university"] | f["course_vocational"] | programme
        leads = f["course_leads_to"] < 3
        first = f["company_internship"] & f["course_in_country_of_residence"] & leads & course
        second = f["foreign_employee"] & f["declared_training"]
        second &= ~f["further_internship"] | f["host_trades_with_employer"]
        second &= ~(f["further_internship"] & f["host_in_employer_group"])
        third = (f["hospital_internship"] == 0) & f["complementary_training"]
        third &= f["training_recognised"] & f["hospital_cooperation_agreement"]
        return first * 1 + second * 2 + third * 4

    made = {"value_type": int, "entity": person, "definition_period": DateUnit.MONTH}
    system.add_variable(type("provisions", (Variable,), {**made, "formula": formula}))
    given = {name: np.ma.filled(cells[name], fill_value="") == "true" for name in flags}
    for name, values in choices.items():
        texts = np.ma.filled(cells[name], fill_value="")
        places = {value: place for place, value in enumerate(values)}
        given[name] = np.array([places.get(text, len(values)) for text in texts])

    def run() -> None:
        simulation = SimulationBuilder().build_default_simulation(system, count=rows)
        for name, array in given.items():
            simulation.set_input(name, "2018-01", array)
        simulation.calculate("provisions", "2018-01")

    told("  OpenFisca-Core, no unknowns", best(run), rows, ours)


def _zen(rows: list[tuple[Any, ...]], ours: float) -> None:
    try:
        zen: Any = importlib.import_module("zen")
    except ImportError:
        print("no zen-engine here")
        return
    names = [fact.id for fact in NAMES]
    first = (
        "company_internship and course_in_country_of_residence and course_leads_to in "
        "['diploma', 'title', 'qualification_level'] and (course_school_or_university or "
        "course_vocational or (cooperation_programme in ['eu', 'intergovernmental'] and "
        "programme_field in ['education', 'training', 'youth', 'culture']))"
    )
    second = (
        "foreign_employee and declared_training and (not further_internship or "
        "host_trades_with_employer) and not (further_internship and host_in_employer_group)"
    )
    third = (
        "hospital_internship == 'public' and complementary_training and training_recognised "
        "and hospital_cooperation_agreement"
    )
    expressions = [
        {"id": str(place), "key": f"p{place}", "value": value}
        for place, value in enumerate((first, second, third), start=1)
    ]
    node = {"id": "e", "name": "e", "type": "expressionNode", "position": {"x": 1, "y": 0}}
    ends = [("i", "inputNode"), ("o", "outputNode")]
    graph = {
        "nodes": [
            *({"id": n, "name": n, "type": t, "position": {"x": 0, "y": 0}} for n, t in ends),
            {**node, "content": {"expressions": expressions}},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "i", "targetId": "e"},
            {"id": "2", "type": "edge", "sourceId": "e", "targetId": "o"},
        ],
    }
    engine = zen.ZenEngine({"loader": lambda _key: json.dumps(graph)})
    contexts = []
    for row in rows:
        given = dict(zip(names, row, strict=True))
        flags = {fact.id for fact in NAMES if fact.kind == "yes_no"}
        contexts.append({n: bool(v) if n in flags else v or "" for n, v in given.items()})
    requests = [{"key": "rule", "context": one} for one in contexts]
    seconds = best(lambda: engine.evaluate_batch(requests))
    each = seconds / len(contexts)
    print(
        f"  zen-engine evaluate_batch: {each * 1e6:.2f} µs a row, {each / ours:.0f} times as long"
    )


def main() -> None:
    """All of it, in one run."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dossiers(folder / "dossiers.csv", rows)
        size = os.path.getsize(folder / "dossiers.csv") / 1e6
        print(f"{rows} rows of {len(NAMES) + len(FILE) + 2} columns, {size:.0f} MB")
        text(folder, rows)
        parquet(folder, rows)
        decision(folder, rows)


if __name__ == "__main__":
    main()
