"""The rules as one SQL statement, for dossiers in the typed columns of a table.

The three-valued logic of SQL is the Kleene logic of the rules, so a condition is written as it
stands. The statement has only what DuckDB, Spark, PostgreSQL and SQLite read alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from stagiaire_cli.assessment.file import exempting
from stagiaire_cli.assessment.row import conditions_of
from stagiaire_cli.dossier.answers import read_day
from stagiaire_cli.dossier.rows import DOCUMENTS_COLUMN, ID_COLUMN, READING_PREFIX
from stagiaire_cli.law.by_date import LAST_DAY, Law, law_on
from stagiaire_cli.law.checks import CHECK_NAMES
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import All, Any, Not, can_be, facts_of
from stagiaire_cli.statement.columns import TYPES, UNKNOWNS, AnswerColumns, Wording, plainly
from stagiaire_cli.statement.conditions import Rules
from stagiaire_cli.statement.fewest import SettlingExpression
from stagiaire_cli.statement.steps import (
    SQL_FALSE,
    SQL_NULL,
    SQL_TRUE,
    Steps,
    both,
    either,
    opposite,
    possible,
    sure,
)

__all__ = ["TYPES", "UNKNOWNS", "Wording", "asked", "sql", "statement"]


def sql(table: str, on: date | str | None = None) -> str:
    """The statement that gives the columns of a batch for each row of a table.

    The table has the columns of the facts that the law of the day asks about (``asked``): yes or no
    as booleans, choices as text, months as whole numbers, days as dates or ``YYYY-MM-DD``, amounts
    in euros; besides them ``id``, ``documents``, ``reading_NAME`` and ``unknown`` as text. ``on``
    is 30 April 2021 where none is given. Raises ``NoLawError`` for a day before 1 June 2009,
    ``BadValueError`` for what is no day.
    """
    law = law_on(LAST_DAY if on is None else read_day(on))
    return statement(table, law, dict.fromkeys(columns_asked(law), False))


def columns_asked(law: Law) -> tuple[str, ...]:
    """The columns that the statement reads under the law."""
    readings = [READING_PREFIX + name for name in READINGS]
    return (ID_COLUMN, *_facts(law), DOCUMENTS_COLUMN, *readings, UNKNOWNS)


def _facts(law: Law) -> tuple[str, ...]:
    asked = set(facts_of(*conditions_of(law)))
    return tuple(name for name in FACT if name in asked)


def statement(
    table: str,
    law: Law,
    columns: Mapping[str, bool],
    wording: Wording = plainly,
    kept: Sequence[str] = (),
    *,
    typed: bool = False,
) -> str:
    """The same for a table that has only some columns; true of those with yes or no in words.

    ``wording`` writes what is wrong with a row; ``kept`` are columns to give as they are;
    ``typed`` says that the types of the columns have been checked before.
    """
    steps = Steps()
    answers = AnswerColumns(steps, columns, wording, typed=typed)
    answers.read(_facts(law))
    steps.read(ID_COLUMN, ID_COLUMN if ID_COLUMN in columns else "CAST(NULL AS VARCHAR(9))")
    for name in kept:
        steps.read(name, name)
    verdict = _Verdict(law, steps, answers)
    cells = {
        "status": verdict.status,
        "provisions": verdict.provisions(),
        "file": verdict.file(),
        "missing": verdict.missing(),
        "settled_by": verdict.settled_by(),
        "failed_checks": verdict.failed_checks(),
    }
    fine = steps.define("fine", "(error = '')")
    judged = {name: f"CASE WHEN {fine} THEN {cell} ELSE '' END" for name, cell in cells.items()}
    outputs = {ID_COLUMN: ID_COLUMN, **judged, "error": "error", **{name: name for name in kept}}
    return steps.statement(table, outputs)


class _Verdict:
    """The columns of a verdict, defined among the steps."""

    def __init__(self, law: Law, steps: Steps, answers: AnswerColumns) -> None:
        self._law = law
        self._steps = steps
        self._answers = answers
        self._rules = Rules(steps, answers.known)
        version = law.version
        self._outside = steps.define("outside", self._rules.written(version.out_of_scope))
        self._results = {
            name: steps.define(_named("met", name), self._rules.written(condition))
            for name, condition in law.conditions.items()
        }
        self._routes = [
            name
            for name, route in version.routes
            if can_be(route.given(answers.known), target=True)
        ]
        self._numbers = [provision.number for provision in version.provisions]
        each = [self._results[number] for number in self._numbers]
        self._any = steps.define("any_met", either(*each))
        card = steps.define("card", sure(either(*(self._results[name] for name in self._routes))))
        self.status = steps.define(
            "status",
            f"CASE WHEN {self._outside} THEN 'out_of_scope' "
            f"WHEN {self._outside} IS NULL THEN 'undetermined' "
            f"WHEN {self._any} THEN 'qualifies' WHEN {self._any} IS NULL THEN 'undetermined' "
            f"WHEN {card} THEN 'diverted' ELSE 'does_not_qualify' END",
        )
        self._file: dict[str, str] = {}

    def provisions(self) -> str:
        """The numbers of the alternatives met."""
        return self._steps.listed("provisions", {n: self._results[n] for n in self._numbers})

    def settled_by(self) -> str:
        """The fewest facts that settle a status that is open."""
        outside, *each = self._law.version.outcomes
        is_open = self._steps.define("open_status", f"({self.status} = 'undetermined')")
        settling = SettlingExpression(self._steps, self._rules, is_open, self._law.version)
        met = [settling.least(condition, target=True) for condition in each]
        refused = settling.total(*(settling.least(condition, target=False) for condition in each))
        inside = settling.least(outside, target=False)
        within = settling.total(inside, settling.smallest(*met, refused))
        return settling.names(settling.smallest(settling.least(outside, target=True), within))

    def failed_checks(self) -> str:
        """The names of the checks that fail, of the alternatives met."""
        failing: dict[str, str] = {}
        inside = f"{self.status} <> 'out_of_scope'"
        for name in CHECK_NAMES:
            fails = {
                check.provision: All(check.applies, Not(check.holds))
                for check in self._law.checks
                if check.name == name and check.holds is not None
            }
            cases = [
                both(self._results[provision], self._rules.written(condition))
                for provision, condition in fails.items()
                if can_be(condition.given(self._rules.known), target=True)
            ]
            if cases:
                failing[name] = both(inside, either(*cases))
        return self._steps.listed("failed_checks", failing)

    def missing(self) -> str:
        """The documents that are required and not held."""
        return self._files()["missing"]

    def file(self) -> str:
        """The result of the file."""
        return self._files()["file"]

    def _files(self) -> dict[str, str]:
        """Both, for the alternatives of somebody inside, and for each set of cards of another."""
        if self._file:
            return self._file
        inside = f"{self.status} IN ('qualifies', 'undetermined')"
        inside = both(inside, either(*(possible(self._results[n]) for n in self._numbers)))
        if self._law.documents is None:
            result = f"CASE WHEN {inside} THEN 'not_modelled' ELSE 'not_applicable' END"
            self._file = {"missing": "''", "file": result}
            return self._file
        cases = {inside: self._alternatives()}
        diverted = f"{self.status} = 'diverted'"
        for many in range(1, len(self._routes) + 1):
            for names in combinations(self._routes, many):
                others = [name for name in self._routes if name not in names]
                each = [sure(self._results[name]) for name in names]
                each += [opposite(sure(self._results[name])) for name in others]
                cases[both(diverted, *each)] = self._cards(names)
        files = " ".join(f"WHEN {case} THEN {file}" for case, (file, _) in cases.items())
        lists = " ".join(f"WHEN {case} THEN {lacks}" for case, (_, lacks) in cases.items())
        self._file = {
            "file": f"CASE {files} ELSE 'not_applicable' END",
            "missing": f"CASE {lists} ELSE '' END",
        }
        return self._file

    def _alternatives(self) -> tuple[str, str]:
        """The file of somebody who meets alternatives, or still may."""
        law, written = self._law, self._rules.written
        met = {
            n: self._steps.define(_named("is", n), sure(self._results[n])) for n in self._numbers
        }
        may = {
            n: self._steps.define(_named("may", n), possible(self._results[n]))
            for n in self._numbers
        }
        none = self._steps.define("none_met", opposite(either(*met.values())))
        exempt = {n: written(exempting(law, (n,))) for n in self._numbers}
        needs: dict[str, str] = {}
        for name in _order(law, self._numbers):
            asks = {n: self._asked(name, (n,)) for n in self._numbers}
            if len(set(asks.values())) == 1:
                needs[name] = asks[self._numbers[0]]
                continue
            everywhere = [either(opposite(may[n]), asks[n]) for n in self._numbers]
            nowhere = [either(opposite(may[n]), opposite(asks[n])) for n in self._numbers]
            case = either(*(both(met[n], asks[n]) for n in self._numbers), both(none, *everywhere))
            needs[name] = (
                f"CASE WHEN {case} THEN TRUE WHEN {both(*nowhere)} THEN FALSE ELSE NULL END"
            )
        same = len(set(exempt.values())) == 1
        exempted = (
            exempt[self._numbers[0]]
            if same
            else either(*(both(may[n], exempt[n]) for n in self._numbers))
        )
        return self._listed("stagiaire", needs, exempted)

    def _cards(self, names: tuple[str, ...]) -> tuple[str, str]:
        """The file of somebody who can have the cards."""
        needs = {document: self._asked(document, names) for document in _order(self._law, names)}
        exempted = self._rules.written(exempting(self._law, names))
        return self._listed(_named("card", "".join(names)), needs, exempted)

    def _asked(self, document: str, names: Iterable[str]) -> str:
        """That one of the alternatives, or of the cards, asks for the document."""
        entries = (entry for name in names for entry in self._law.required[name].get(document, ()))
        return self._rules.written(Any(*(entry.when for entry in entries)))

    def _listed(self, prefix: str, needs: Mapping[str, str], exempted: str) -> tuple[str, str]:
        """The result of a file and what it lacks, from what is needed and whether any is."""
        steps = self._steps
        exempted = steps.define(f"{prefix}_exempt", exempted)
        lacks: dict[str, str] = {}
        open_: list[str] = []
        every: list[str] = []
        for name, need in needs.items():
            if need == SQL_FALSE:
                continue
            need = steps.define(f"{prefix}_{name}", need)
            lacking = opposite(self._answers.held(name))
            if need != SQL_NULL:
                lacks[name] = both(need, lacking)
            if need != SQL_TRUE:
                open_.append(both(f"{need} IS NULL" if need != SQL_NULL else SQL_TRUE, lacking))
            every.append(both(possible(need), lacking))
        doubt = f"WHEN {either(*open_)} THEN 'doubtful' " if open_ else ""
        file = f"CASE WHEN {either(*lacks.values())} THEN 'incomplete' {doubt}ELSE 'complete' END"
        missing = steps.listed(f"{prefix}_missing", lacks)
        if exempted != SQL_FALSE:
            file = (
                f"CASE WHEN {exempted} THEN 'not_needed' WHEN NOT {exempted} THEN {file} "
                f"WHEN {either(*every)} THEN 'doubtful' ELSE 'complete' END"
            )
            missing = f"CASE WHEN NOT {exempted} THEN {missing} ELSE '' END"
        return file, missing


def _order(law: Law, names: Iterable[str]) -> tuple[str, ...]:
    """The documents that the alternatives, or the cards, ask for, in the order of their lists."""
    return tuple(dict.fromkeys(document for name in names for document in law.required[name]))


def _named(prefix: str, name: str) -> str:
    """A name of a column for an alternative, or for a card."""
    plain = name.replace("°", "").replace(" ", "_").lower()
    return f"{prefix}_{plain}"
