"""The decision alone, beside OpenFisca-Core: ``python -m tests.benchmarks.decision [ROWS]``.

The same work for both: the sixteen facts of the definition (choices as numbers: an ENUM in DuckDB),
the article of 2011 to 2016, which asks about nothing else, one column that says the status, kept in
memory; so many dossiers, complete, then with the same holes. OpenFisca knows no hole: there each
fact is two arrays, yes and no, and the formula is Kleene's. Each line leaves something out of the
statement, so that what it costs is seen. In turns, in one thread: others may use the machine, so
the time of the processor stands beside that of the clock. ``pip install openfisca-core``, where it
is wanted.
"""

import re
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import and_, invert, or_
from statistics import median
from typing import Any

from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.facts import FACTS, Fact
from stagiaire_cli.statement import statement
from stagiaire_cli.statement.steps import both, either, opposite, texts

ROUNDS = 7
HOLES = 0.13
LAW = law_on(date(2012, 1, 1))
NAMES = [fact.id for fact in FACTS if fact.group == "definition"]
FLAGS = [fact.id for fact in FACTS if fact.id in NAMES and fact.kind == "yes_no"]
CHOICES = [fact for fact in FACTS if fact.id in NAMES and fact.kind == "choice"]
# The values that are enough, where a choice is a condition.
ENOUGH = {
    "course_leads_to": 3,
    "cooperation_programme": 2,
    "programme_field": 4,
    "hospital_internship": 1,
}
NUMBERS = {
    "": -1,
    "does_not_qualify": 0,
    "undetermined": 1,
    "qualifies": 2,
    "diverted": 3,
    "out_of_scope": 4,
}


def tables(base: Any, rows: int) -> None:
    """Dossiers with choices as numbers and as texts: ``complete``, ``holes`` and with ``_text``."""
    base.execute("SELECT setseed(0.5)")
    flags = [f"random() < 0.6 AS {name}" for name in FLAGS]
    choices = [f"{_drawn(fact)} AS {fact.id}" for fact in CHOICES]
    base.execute(f"CREATE TABLE complete AS SELECT {', '.join(flags + choices)} FROM range({rows})")
    # The same dossiers, less some answers.
    kept = ", ".join(f"CASE WHEN random() > {HOLES} THEN {name} END AS {name}" for name in NAMES)
    base.execute(f"CREATE TABLE holes AS SELECT {kept} FROM complete")
    texts = ", ".join(f"CAST({fact.id} AS VARCHAR) AS {fact.id}" for fact in CHOICES)
    for name in ("complete", "holes"):
        replaced = f"SELECT * REPLACE ({texts}) FROM {name}"
        base.execute(f"CREATE TABLE {name}_text AS {replaced}")


def _drawn(fact: Fact) -> str:
    values = ", ".join(f"'{value}'" for value in fact.values)
    drawn = f"[{values}][1 + CAST(floor(random() * {len(fact.values)}) AS INTEGER)]"
    return f"CAST({drawn} AS ENUM({values}))"


def ours(table: str) -> str:
    """The status, as the statement gives it."""
    return f"SELECT status FROM ({statement(table, LAW, dict.fromkeys(NAMES, False), typed=True)})"


def numbered(query: str, *, checked: bool = True) -> str:
    """The same with numbers for the texts of the status, and for what is no answer, or not."""
    found = re.search(r"CASE (WHEN wrong THEN '') (.*) END AS status", query)
    assert found, query
    cases = re.sub("'(.*?)'", lambda status: str(NUMBERS[status[1]]), found[0 if checked else 2])
    cases = cases if checked else f"CASE {cases} END AS status"
    return query.replace(found[0], f"CAST({cases.replace(' AS status', '')} AS TINYINT) AS status")


def definition(f: Mapping[str, Any], both: Any, either: Any, opposite: Any) -> Any:
    """That one of the alternatives is met, in whatever logic."""
    programme = both(f["cooperation_programme"], f["programme_field"])
    course = either(f["course_school_or_university"], f["course_vocational"], programme)
    came = both(f["company_internship"], f["course_in_country_of_residence"])
    first = both(came, f["course_leads_to"], course)
    host = either(f["host_trades_with_employer"], f["host_in_employer_group"])
    place = either(opposite(f["further_internship"]), host)
    second = both(f["foreign_employee"], f["declared_training"], place)
    leading = both(f["complementary_training"], f["training_recognised"])
    third = both(f["hospital_internship"], leading, f["hospital_cooperation_agreement"])
    return either(first, second, third)


def by_hand(table: str) -> str:
    """The conditions alone, of columns that have nothing but answers."""
    among = {
        fact.id: f"({fact.id} IN ({texts(fact.values[: ENOUGH[fact.id]])}))" for fact in CHOICES
    }
    met = definition({**{name: name for name in FLAGS}, **among}, both, either, opposite)
    status = "CASE WHEN met THEN 2 WHEN NOT met THEN 0 ELSE 1 END"
    return f"SELECT CAST({status} AS TINYINT) AS status FROM (SELECT {met} AS met FROM {table})"


def two_valued(table: str) -> str:
    """The same where a hole is read as no, which is another answer."""
    filled = ", ".join(f"COALESCE({name}, FALSE) AS {name}" for name in FLAGS)
    return by_hand(f"(SELECT * REPLACE ({filled}) FROM {table})")


def floor(table: str) -> str:
    """All columns read and one truth value made of them, which decides nothing."""
    known = [f"{fact.id} IS NOT NULL" for fact in CHOICES]
    return f"SELECT {' AND '.join([*FLAGS, *known])} AS status FROM {table}"


def openfisca(base: Any, table: str, rows: int) -> Callable[[], Any]:
    """OpenFisca on the same dossiers; raises ``ImportError`` where it is not installed.

    Choices are given as numbers, in the type that it keeps them in.
    """
    import numpy as np
    from openfisca_core.entities import Entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulation_builder import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = Entity("person", "persons", "", "")
    system = TaxBenefitSystem([person])
    kleene = table == "holes"
    given = {}
    for name in NAMES:
        kind = "INTEGER" if name in ENOUGH else "BOOLEAN"
        number = name if name in FLAGS else f"ENUM_CODE({name})"
        cells = f"CAST({number} AS {kind}) AS cell, {name} IS NULL AS hole"
        columns = base.execute(f"SELECT {cells} FROM {table}").fetchnumpy()
        cell = np.ma.filled(columns["cell"], 0)
        if kleene and name in FLAGS:
            given[f"{name}_no"] = ~cell & ~columns["hole"]
        elif kleene:
            cell[columns["hole"]] = -1
        given[name] = cell

    def variable(name: str, kind: type, **more: Any) -> type[Any]:
        month = {"value_type": kind, "entity": person, "definition_period": DateUnit.MONTH}
        return type(name, (Variable,), {**month, **more})

    def formula(persons: Any, period: Any) -> Any:
        f = {name: persons(name, period) for name in given}
        if not kleene:
            enough = {name: f[name] < many for name, many in ENOUGH.items()}
            logic = (lambda *parts: reduce(and_, parts), lambda *parts: reduce(or_, parts), invert)
            return definition({**f, **enough}, *logic) * 2
        pairs = {name: (f[name], f[f"{name}_no"]) for name in FLAGS}
        for name, many in ENOUGH.items():
            pairs[name] = (f[name] >= 0) & (f[name] < many), f[name] >= many
        yes, no = definition(pairs, _both_of_pairs, _either_of_pairs, lambda pair: pair[::-1])
        return 1 + yes - no.astype(int)

    for name, array in given.items():
        system.add_variable(variable(name, bool if array.dtype == bool else int))
    system.add_variable(variable("status", int, formula=formula))

    def run() -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, count=rows)
        for name, array in given.items():
            simulation.set_input(name, "2018-01", array)
        return simulation.calculate("status", "2018-01")

    return run


def _both_of_pairs(*pairs: Any) -> Any:
    return reduce(and_, [yes for yes, _ in pairs]), reduce(or_, [no for _, no in pairs])


def _either_of_pairs(*pairs: Any) -> Any:
    return _both_of_pairs(*(pair[::-1] for pair in pairs))[::-1]


def measured(runs: Mapping[str, Callable[[], object]]) -> None:
    """Each in turns: the least and the median of its seconds, and of those of the processor."""
    clock: dict[str, list[float]] = {name: [] for name in runs}
    processor: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            start, used = time.perf_counter(), time.process_time()
            run()
            processor[name].append(time.process_time() - used)
            clock[name].append(time.perf_counter() - start)
    base = next(iter(runs))
    print(f"{'':44} {'clock':>13}   {'processor':>13}   ms: least, median; least to the first")
    for name in runs:
        times = [
            f"{min(t) * 1000:6.0f} {median(t) * 1000:6.0f}" for t in (clock[name], processor[name])
        ]
        ratio = min(processor[name]) / min(processor[base])
        print(f"{name:44} {times[0]}   {times[1]}   {ratio:6.2f}", flush=True)


def main() -> None:
    """Complete dossiers, then the same with holes."""
    import duckdb

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    base = duckdb.connect()
    base.execute("SET threads = 1")
    tables(base, rows)

    def kept(query: str) -> Callable[[], object]:
        return lambda: base.execute(f"CREATE OR REPLACE TEMP TABLE found AS {query}")

    for table in ("complete", "holes"):
        queries = {
            "the statement, texts for choices": ours(f"{table}_text"),
            "  numbers for choices": ours(table),
            "  a number for the status": numbered(ours(table)),
            "  values not checked": numbered(ours(table), checked=False),
            "  the conditions alone, three values": by_hand(table),
            "  two values": two_valued(table),
            "DuckDB reads the columns": floor(table),
            "DuckDB reads the columns, with texts": floor(f"{table}_text"),
        }
        runs = {name: kept(query) for name, query in queries.items()}
        print(f"\n{rows} dossiers, {table}")
        try:
            theirs = openfisca(base, table, rows)
        except ImportError:
            print("OpenFisca-Core is not installed: its line is left out.")
        else:
            for name in ("  a number for the status", "  the conditions alone, three values"):
                cells = base.execute(queries[name]).fetchnumpy()["status"]
                assert (cells == theirs()).all(), name
            runs = {"OpenFisca-Core": theirs, **runs}
        measured(runs)


if __name__ == "__main__":
    main()
