"""The columns of a verdict, in SQL: the status, the file, what settles it, the checks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from stagiaire_cli.assessment.file import exempting
from stagiaire_cli.assessment.outcomes import deadlines, outcome
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.checks import CHECK_NAMES
from stagiaire_cli.law.documents import ON_DELIVERY
from stagiaire_cli.law.facts import FILED
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import UNKNOWN, Any, Condition, can_be
from stagiaire_cli.statement.columns import DAY_COLUMN, AnswerColumns
from stagiaire_cli.statement.conditions import Rules
from stagiaire_cli.statement.fewest import SettlingExpression
from stagiaire_cli.statement.steps import (
    SQL_FALSE,
    SQL_NULL,
    SQL_TRUE,
    Steps,
    both,
    either,
    not_known,
    opposite,
    possible,
    sure,
)

# After any day, as a number that has its digits.
_NO_DAY: Final = 99999999
_FIRST_DAY: Final = 10101


class VerdictColumns:
    """The columns of a verdict, defined among the steps."""

    def __init__(
        self, law: Law, steps: Steps, answers: AnswerColumns, day: date | str | None
    ) -> None:
        self._law = law
        self._steps = steps
        self._answers = answers
        self._day = day
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
        any_ = steps.define("any_met", either(*each))
        card = sure(either(*(self._results[name] for name in self._routes)))
        inside = opposite(self._outside)
        # Each status is a truth value, which costs less to ask about than its text, told once.
        self._open = steps.define(
            "open_status", either(not_known(self._outside), both(inside, not_known(any_)))
        )
        self._qualifies = steps.define("qualifies", sure(both(inside, any_)))
        self._diverted = steps.define("diverted", sure(both(inside, opposite(any_), card)))
        self.status = (
            f"CASE WHEN {answers.wrong} THEN '' WHEN {self._qualifies} THEN 'qualifies' "
            f"WHEN {self._open} THEN 'undetermined' WHEN {self._diverted} THEN 'diverted' "
            f"WHEN {self._outside} THEN 'out_of_scope' ELSE 'does_not_qualify' END"
        )
        result, self.missing = self._files()
        self.file = steps.define("file_result", result)
        if answers.presumes_filed:
            # Only the checks ask for that day, and only a file that is judged tells it.
            self._rules.stand_for(FILED, answers.filed(f"{self.file} = 'complete'"))
        self._concerned = self._checked()

    def provisions(self) -> str:
        """The numbers of the alternatives met."""
        return self._steps.listed("provisions", {n: self._results[n] for n in self._numbers})

    def settled_by(self) -> str:
        """The fewest facts that settle a status that is open."""
        outside, *each = self._law.version.outcomes
        settling = SettlingExpression(self._steps, self._rules, self._open, self._law.version)
        met = [settling.least(condition, target=True) for condition in each]
        refused = settling.least_of_all(each, target=False)
        inside = settling.least(outside, target=False)
        within = settling.total(inside, settling.smallest(*met, refused))
        return settling.names(settling.smallest(settling.least(outside, target=True), within))

    def _checked(self) -> dict[str, str]:
        """Whether somebody is told of the checks, for each alternative and each card."""
        define, results = self._steps.define, self._results
        concerned = {}
        for name in self._numbers:
            met, may = sure(results[name]), possible(results[name])
            told = either(both(self._qualifies, met), both(self._open, may))
            concerned[name] = SQL_FALSE if may == SQL_FALSE else define(_named("told", name), told)
        for name in self._routes:
            told = both(self._diverted, sure(results[name]))
            concerned[name] = define(_named("told", name), told)
        return concerned

    def failed_checks(self) -> str:
        """The names of the checks that fail, of the alternatives met."""
        # What is not met yet fails nothing.
        met = {n: both(told, sure(self._results[n])) for n, told in self._concerned.items()}
        return self._named_checks(
            "failed_checks", met, {check: outcome(check).fails for check in self._checks()}
        )

    def open_checks(self) -> str:
        """The names of the checks that are open, of the alternatives met or that may be."""
        whens = {check: outcome(check).open for check in self._checks()}
        return self._named_checks("open_checks", self._concerned, whens)

    def _checks(self) -> list[Check]:
        return [one for one in self._law.checks if one.provision in self._concerned]

    def _named_checks(
        self, prefix: str, told: Mapping[str, str], whens: Mapping[Check, Condition]
    ) -> str:
        """The names of the checks of which the condition holds, for who is told of them."""
        cases = {
            name: either(*self._together(told, {c: w for c, w in whens.items() if c.name == name}))
            for name in CHECK_NAMES
        }
        listed = {name: case for name, case in cases.items() if case != SQL_FALSE}
        return self._steps.listed(prefix, listed)

    def _together(self, told: Mapping[str, str], whens: Mapping[Check, Condition]) -> Iterator[str]:
        """The conditions, each once with all who are told of it."""
        who: dict[str, list[str]] = {}
        for check, when in whens.items():
            who.setdefault(self._rules.written(when), []).append(told[check.provision])
        for case, each in who.items():
            yield both(either(*each), case)

    def act_by(self) -> str:
        """The soonest day by which something is to be done that is not past, or nothing."""
        define = self._steps.define
        who: dict[tuple[str, str], list[str]] = {}
        for check in self._checks():
            if check.to_do:
                undone = self._rules.written(outcome(check).to_do)
                who.setdefault((undone, self._latest(check)), []).append(
                    self._concerned[check.provision]
                )
        days: list[str] = []
        for (undone, latest), each in who.items():
            if not latest:
                continue
            case = both(either(*each), undone)
            if case != SQL_FALSE:
                last = define(f"last{len(days) + 1}", latest)
                case = both(case, *self._not_past(last))
                number = f"CASE WHEN {case} THEN {last} ELSE {_NO_DAY} END"
                days.append(define(f"due{len(days) + 1}", number))
        if not days:
            return "''"
        soonest = define("soonest", _first(days))
        digits = define("digits", f"CAST(100000000 + {soonest} AS VARCHAR(9))")
        year, month, day = (f"SUBSTR({digits}, {place})" for place in ("2, 4", "6, 2", "8, 2"))
        text = f"{year} || '-' || {month} || '-' || {day}"
        return (
            f"CASE WHEN {soonest} = {_NO_DAY} THEN '' "
            f"WHEN {soonest} < {_FIRST_DAY} THEN '{date.min}' ELSE {text} END"
        )

    def _latest(self, check: Check) -> str:
        """The last day of an act, of those that there may be the latest; none that any row has."""
        latest = ""
        for when, leaf in deadlines(check):
            case = self._rules.written(when)
            if case == SQL_FALSE or self._rules.known.get(str(leaf.start)) == UNKNOWN:
                continue
            last = self._rules.last_day(leaf)
            # It is the latest where it is not earlier than those before.
            if latest:
                case = both(case, f"{last} >= {latest}")
                latest = self._steps.define(
                    f"{last}_or_before", f"CASE WHEN {case} THEN {last} ELSE {latest} END"
                )
            else:
                assert case == SQL_TRUE
                latest = last
        return latest

    def _not_past(self, last: str) -> tuple[str, ...]:
        """That a day is known, and not past on the day of the verdict."""
        if self._day is None:
            return (f"{last} IS NOT NULL",)
        if isinstance(self._day, date):
            return (f"{last} >= {self._day:%Y%m%d}",)
        number = f"CAST(REPLACE({DAY_COLUMN}, '-', '') AS INTEGER)"
        return (f"{last} >= {self._steps.define('day_number', number)}",)

    def _files(self) -> tuple[str, str]:
        """The result of the file, and what it lacks.

        For the alternatives of somebody inside, and for each set of cards of another.
        """
        inside = both(
            either(self._qualifies, self._open),
            either(*(possible(self._results[n]) for n in self._numbers)),
        )
        if self._law.documents is None:
            return f"CASE WHEN {inside} THEN 'not_modelled' ELSE 'not_applicable' END", "''"
        cases = {inside: self._alternatives()}
        for many in range(1, len(self._routes) + 1):
            for names in combinations(self._routes, many):
                others = [name for name in self._routes if name not in names]
                each = [sure(self._results[name]) for name in names]
                each += [opposite(sure(self._results[name])) for name in others]
                cases[both(self._diverted, *each)] = self._cards(names)
        files = " ".join(f"WHEN {case} THEN {file}" for case, (file, _) in cases.items())
        lists = " ".join(f"WHEN {case} THEN {lacks}" for case, (_, lacks) in cases.items())
        return f"CASE {files} ELSE 'not_applicable' END", f"CASE {lists} ELSE '' END"

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
                open_.append(both(not_known(need), lacking))
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
    """The documents that the alternatives, or the cards, ask for, in the order of their lists.

    Without those that are due on delivery, which no file lacks before.
    """
    listed = dict.fromkeys(document for name in names for document in law.required[name])
    return tuple(document for document in listed if document not in ON_DELIVERY)


def _first(days: Sequence[str]) -> str:
    """The least of some days."""
    cases = [
        f"WHEN {' AND '.join(f'{day} <= {other}' for other in days[place:])} THEN {day}"
        for place, day in enumerate(days[:-1], start=1)
    ]
    return f"CASE {' '.join(cases)} ELSE {days[-1]} END" if cases else days[-1]


def _named(prefix: str, name: str) -> str:
    """A name of a column for an alternative, or for a card."""
    plain = name.replace("°", "").replace(" ", "_").lower()
    return f"{prefix}_{plain}"
