"""The rules of a day as tables: cells become bits, bits become the columns of a verdict.

Alternatives that share no fact are looked up apart: there are few words of bits of each. What
follows from a word is worked out once, as for a single dossier, and remembered.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, repeat
from operator import and_, getitem, itemgetter
from typing import Final

from stagiaire_cli.assessment.checks import assess_checks
from stagiaire_cli.assessment.file import Met, assess_file, candidates
from stagiaire_cli.assessment.row import conditions_of_checks, conditions_of_file
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.assessment.verdict import FileVerdict, failing
from stagiaire_cli.batch.bits import Bits, SettlingTable, Spans, bounded
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import presumed_of
from stagiaire_cli.logic.conditions import Answers, Condition, facts_of
from stagiaire_cli.logic.records import Record

_TRUTHS: Final = {False: 0, None: 1, True: 2}
_BIT: Final = {name: 1 << index for index, name in enumerate(DOCUMENT_IDS)}


class Columns(Record):
    """Where a row has what: the place of each fact and reading, and of the documents (-1: none)."""

    places: Mapping[str, int]
    documents: int


class _Factor(Record):
    """Conditions that share facts with each other and with no other: their bits, and their code."""

    conditions: tuple[Condition, ...]
    mask: int
    radix: int

    def code(self, answers: Answers) -> int:
        """The results of the conditions, as a number that adds up with those of other factors."""
        code = 0
        for condition in reversed(self.conditions):
            code = 3 * code + _TRUTHS[condition.value(answers)]
        return self.radix * code


class _Listed(dict[int, str]):
    """The cells of the file of a situation, by the documents held, as their bits."""

    def __init__(self, file: FileVerdict) -> None:
        """From the file where no document is held."""
        self._result = file.result
        self._missing = [(name, _BIT[name]) for name in file.missing]
        self._doubtful = sum(_BIT[name] for name in file.doubtful)
        self.documents = self._doubtful | sum(bit for _, bit in self._missing)

    def __missing__(self, held: int) -> str:
        missing = [name for name, bit in self._missing if not bit & held]
        result = self._result
        if self.documents:
            doubtful = self._doubtful & ~held
            result = "incomplete" if missing else "doubtful" if doubtful else "complete"
        bounded(self)[held] = cell = f"{result},{'|'.join(missing)}"
        return cell


class _Situation(Record):
    """What the alternatives together give: the first cells, and where the others are looked up."""

    first: str
    open: bool
    met: Met
    file_mask: int
    files: dict[int, _Listed]
    check_mask: int
    failed: dict[int, str]


class Compiled:
    """The law of a day as tables, for rows that have the columns.

    ``tail(cells)`` is what a row gives: its columns from ``status`` to ``failed_checks``, joined by
    commas. It raises ``KeyError`` for cells that were never met in a row learned.
    """

    def __init__(self, law: Law, columns: Columns) -> None:
        self._law = law
        self._columns = columns
        self._bits = Bits(law)
        self._factors = tuple(_factors(law, self._bits))
        days, places = self._bits.days, columns.places
        self._ends = tuple(name for name in days.ends if name in places)
        self._starts = tuple(name for name in days.starts if name in places)
        self._dated = bool(self._ends and self._starts)
        apart = (*self._ends, *days.starts_alone) if self._dated else ()
        self._cells: dict[str, dict[str, int]] = {name: {} for name in places if name not in apart}
        self._days: dict[str, dict[str, date | None]] = {name: {} for name in self._ends}
        self._spans: dict[tuple[str, ...], Spans] = {}
        self._held: dict[str, int] = {}
        self._codes: list[dict[int, int]] = [{} for _ in self._factors]
        self._situations: dict[int, _Situation] = {}
        self._settling = SettlingTable(law, self._bits)
        self._word, self.tail = self._made()

    def learn(self, cells: Sequence[str], dossier: Dossier) -> None:
        """Take in a row that was read: what its cells mean, and what follows."""
        law, bits = self._law, self._bits
        facts: dict[str, object] = {**dossier.facts, **dossier.readings}
        answers = {**presumed_of(dossier.facts), **facts}
        places = self._columns.places
        for name, known in self._cells.items():
            bounded(known)[cells[places[name]]] = bits.of(name, answers.get(name))
        for name, days in self._days.items():
            day = answers.get(name)
            bounded(days)[cells[places[name]]] = day if isinstance(day, date) else None
        if self._dated:
            key = tuple(cells[places[name]] for name in self._starts)
            bounded(self._spans)[key] = bits.days.spans(answers)
        if self._columns.documents >= 0:
            held = sum(_BIT[name] for name in dossier.documents)
            bounded(self._held)[cells[self._columns.documents]] = held
        word = self._word(cells)
        code = 0
        for codes, factor in zip(self._codes, self._factors, strict=True):
            if word & factor.mask not in codes:
                bounded(codes)[word & factor.mask] = factor.code(answers)
            code += codes[word & factor.mask]
        situation = self._situations.get(code)
        if situation is None:
            self._situations[code] = situation = self._situation(answers)
        if word & situation.file_mask not in situation.files:
            file = assess_file(law, situation.met, answers, ())
            bounded(situation.files)[word & situation.file_mask] = _Listed(file)
        if word & situation.check_mask not in situation.failed:
            checks = assess_checks(law, situation.met, answers, None)
            bounded(situation.failed)[word & situation.check_mask] = "|".join(failing(checks))
        if situation.open:
            self._settling.learn(word)

    def _situation(self, answers: Answers) -> _Situation:
        law = self._law
        status, results = judge(law.version, answers)
        met = candidates(law, status, results, answers)
        numbers = "|".join(law.version.numbers(results))
        asked = chain.from_iterable(conditions_of_file(law, name) for name in met)
        checked = conditions_of_checks(check for check in law.checks if met.get(check.provision))
        return _Situation(
            f"{status},{numbers}",
            status == "undetermined",
            met,
            self._bits.mask(asked),
            {},
            self._bits.mask(checked),
            {},
        )

    def _made(self) -> tuple[Callable[[Sequence[str]], int], Callable[[Sequence[str]], str]]:
        """The functions of a row, its word and what it gives, with all they look up at hand."""
        places, dated = self._columns.places, self._dated
        names = tuple(self._cells)
        tables = [self._cells[name] for name in names]
        pick = _picking([places[name] for name in names])
        base = self._bits.absent(places)
        ends = [
            (index, self._days[name], places[name])
            for index, name in enumerate(self._bits.days.ends)
            if name in places
        ]
        spans, span_key = self._spans, _picking([places[name] for name in self._starts])
        held, documents = self._held, self._columns.documents
        codes, masks = self._codes, [factor.mask for factor in self._factors]
        situations, settled = self._situations, self._settling.settled

        def word_of(cells: Sequence[str]) -> int:
            word = sum(map(getitem, tables, pick(cells)), base)
            if dated:
                row_spans = spans[span_key(cells)]
                for index, days, at in ends:
                    day = days[cells[at]]
                    if day is not None:
                        limits, words = row_spans[index]
                        word += words[bisect_right(limits, day)]
            return word

        def tail(cells: Sequence[str]) -> str:
            word = word_of(cells)
            code = sum(map(getitem, codes, map(and_, masks, repeat(word))))
            first, is_open, _, file_mask, files, check_mask, failed = situations[code]
            listed = files[word & file_mask]
            has = held[cells[documents]] if documents >= 0 else 0
            file = listed[has & listed.documents]
            settling = settled(word) if is_open else ""
            return f"{first},{file},{settling},{failed[word & check_mask]}"

        return word_of, tail


def _factors(law: Law, bits: Bits) -> Iterator[_Factor]:
    """The conditions of the status, those that share facts together."""
    groups: list[tuple[set[str], list[Condition]]] = []
    for condition in (law.version.out_of_scope, *law.conditions.values()):
        facts, together = set(facts_of(condition)), [condition]
        for other in [group for group in groups if group[0] & facts]:
            groups.remove(other)
            facts |= other[0]
            together = other[1] + together
        groups.append((facts, together))
    radix = 1
    for _, together in groups:
        yield _Factor(tuple(together), bits.mask(together), radix)
        radix *= 3 ** len(together)


def _picking(indexes: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """What takes the cells at the places out of a row."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)
