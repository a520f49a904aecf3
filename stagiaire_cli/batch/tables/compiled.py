"""The rules of a day as tables: cells become bits, bits become the columns of a verdict.

What follows from a word of bits is worked out once, as for a single dossier, and remembered by
those of its bits that it depends on: there are few.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import repeat
from operator import and_, getitem
from typing import Final

from stagiaire_cli.assessment.checks import checked
from stagiaire_cli.assessment.file import Met, assess_file, candidates, presumes_complete
from stagiaire_cli.assessment.outcomes import CLOSING, held_name
from stagiaire_cli.assessment.parts import conditions_of_file
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.assessment.verdict import FileVerdict
from stagiaire_cli.batch.tables.bits import Bits, union
from stagiaire_cli.batch.tables.cells import DOCUMENT_BIT, NOT_GIVEN, Cells, Row, bounded
from stagiaire_cli.batch.tables.days import PLACE
from stagiaire_cli.batch.tables.findings import Finding, Found, FoundOf, Kind, kind_of, outcomes_of
from stagiaire_cli.batch.tables.rows import Words, words_of
from stagiaire_cli.batch.tables.settling import SettlingTable
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import END, FILED, derived_of, presumed_of
from stagiaire_cli.logic.conditions import Answers, Condition, facts_of
from stagiaire_cli.logic.records import Record

_TRUTHS: Final = {False: 0, None: 1, True: 2}


class _Codes(dict[int, int]):
    """What some conditions come to, as a number that adds up with others, by the bits they ask."""

    def __init__(self, conditions: Sequence[Condition], radix: int, bits: Bits) -> None:
        self._values = [*map(bits.value_of, reversed(conditions))]
        self._radix = radix

    def __missing__(self, word: int) -> int:
        code = 0
        for value in self._values:
            code = 3 * code + _TRUTHS[value(word)]
        bounded(self)[word] = code = self._radix * code
        return code


def _codes(law: Law, bits: Bits) -> Iterator[tuple[_Codes, int]]:
    """What the status follows from, and the bits that it asks: what shares facts, together.

    What most answer alike, as it is presumed, may be asked twice.
    """
    groups: list[tuple[set[str], list[Condition]]] = []
    for condition in (law.version.out_of_scope, *law.conditions.values()):
        facts, together = set(facts_of(condition)) - presumed_of({}).keys(), [condition]
        for other in [group for group in groups if group[0] & facts]:
            groups.remove(other)
            facts |= other[0]
            together = other[1] + together
        groups.append((facts, together))
    radix = 1
    for _, together in groups:
        yield _Codes(together, radix, bits), bits.mask(together)
        radix *= 3 ** len(together)


class _Listed(dict[int, tuple[str, bool]]):
    """The cells of the file of a situation by the documents held, and whether it is complete."""

    def __init__(self, file: FileVerdict) -> None:
        """From the file where no document is held."""
        self._file = file
        self._missing = [(name, DOCUMENT_BIT[name]) for name in file.missing]
        self._doubtful = sum(DOCUMENT_BIT[name] for name in file.doubtful)
        self.documents = self._doubtful | sum(bit for _, bit in self._missing)

    def __missing__(self, held: int) -> tuple[str, bool]:
        missing = tuple(name for name, bit in self._missing if not bit & held)
        result = self._file.result
        if self.documents:
            doubtful = self._doubtful & ~held
            result = "incomplete" if missing else "doubtful" if doubtful else "complete"
        cell = f"{result},{'|'.join(missing)}"
        complete = presumes_complete(FileVerdict(result, missing))
        bounded(self)[held] = cell, complete
        return cell, complete


class _Situation(Record):
    """What the alternatives together give: the first cells, and where the others are looked up."""

    first: str
    open: bool
    met: Met
    file_mask: int
    files: dict[int, _Listed]
    mask: int
    found: dict[int, Found]


class Compiled:
    """The law of a day as tables, for rows that have the columns.

    ``tail(on, cells)`` is what a row gives: its columns from ``status`` to ``act_by``, joined by
    commas. ``on`` is the day of the verdict as a number, 0 where none is given. It raises
    ``KeyError`` where a cell is no answer, and for words of bits that were never met in a row
    learned.
    """

    def __init__(self, law: Law, cells: Cells) -> None:
        self._law = law
        self._cells = cells
        self._bits = Bits(law)
        self._codes = list(_codes(law, self._bits))
        self._outcomes = outcomes_of(law, self._bits)
        self._situations: dict[int, _Situation] = {}
        self._settling = SettlingTable(law, self._bits)
        self._words: Words = words_of(self._bits, cells)
        self._last_words: Callable[[int, int, int], int] = self._made_last()
        self.tail = self._made()

    def learn(self, on: int, cells: Row) -> None:
        """Work out what follows from a row; raises ``KeyError`` where a cell is no answer."""
        law = self._law
        places = self._cells.columns.places
        given = {name: self._cells.values[name][cells[at]] for name, at in places.items()}
        facts = {name: value for name, value in given.items() if value is not None}
        answers = {**presumed_of(facts), **facts}
        answers |= derived_of(answers)
        word = self._words(on, cells)[0]
        code = sum(codes[word & mask] for codes, mask in self._codes)
        situation = self._situations.get(code)
        if situation is None:
            self._situations[code] = situation = self._situation(answers)
        if situation.open:
            self._settling.learn(word, answers)
        if word & situation.file_mask not in situation.files:
            file = assess_file(law, situation.met, answers, ())
            bounded(situation.files)[word & situation.file_mask] = _Listed(file)

    def _situation(self, answers: Answers) -> _Situation:
        law = self._law
        status, results = judge(law.version, answers)
        met = candidates(law, status, results, answers)
        numbers = "|".join(law.version.numbers(results))
        asked = [condition for name in met for condition in conditions_of_file(law, name)]
        under = checked(met, status)
        kinds: dict[Kind, bool] = {}
        for check in law.checks:
            if check.provision in under:
                kind = kind_of(check)
                kinds[kind] = kinds.get(kind, False) or met[check.provision]
        finding = Finding([self._outcomes[kind] for kind in kinds], tuple(kinds.values()))
        return _Situation(
            f"{status},{numbers}",
            status == "undetermined",
            met,
            self._bits.mask(asked),
            {},
            union(finding.masks),
            FoundOf(finding),
        )

    def _made_last(self) -> Callable[[int, int, int], int]:
        """The word of a row whose application is presumed complete on the day of the verdict."""
        bits = self._bits
        is_day = bits.of(FILED, date.max)
        compared = [one for one in bits.compared if one.start == PLACE[FILED]]
        assert all(one.day == PLACE[END] for one in compared)

        def word_of(word: int, on: int, end: int) -> int:
            word += is_day
            if end > 0:
                for _, _, days, yes, no in compared:
                    word += yes if end <= on + days else no
            return word

        return word_of

    def _made(self) -> Callable[[int, Row], str]:
        """What a row gives, with all that is looked up at hand."""
        words, last_words, starts = self._words, self._last_words, self._bits.starts
        held, documents = self._cells.held, self._cells.columns.documents
        codes, masks = map(list, zip(*self._codes, strict=True))
        situations, settled = self._situations, self._settling.names
        closing = [(DOCUMENT_BIT[name], self._bits.besides(held_name(name))) for name in CLOSING]

        def tail(on: int, cells: Row) -> str:
            word, start, end, filed = words(on, cells)
            code = sum(map(getitem, codes, map(and_, masks, repeat(word))))
            first, is_open, _, file_mask, files, check_mask, found = situations[code]
            listed = files[word & file_mask]
            has = held[cells[documents]] if documents >= 0 else 0
            file, complete = listed[has & listed.documents]
            settling = settled(word) if is_open else ""
            if not check_mask:
                return f"{first},{file},{settling},,,"
            if complete and on and filed == NOT_GIVEN:
                word = last_words(word, on, end)
            for document, bit in closing:
                if has & document:
                    word += bit
            checks, to_do = found[word & check_mask]
            act_by = ""
            if to_do and start > 0:
                act_by = _soonest(to_do, starts[start].limits, on)
            return f"{first},{file},{settling},{checks},{act_by}"

        return tail


def _soonest(to_do: tuple[tuple[int, ...], ...], limits: tuple[int, ...], on: int) -> str:
    """The first day by which something must be done, of those not past."""
    lasts = [max([limits[place] for place in places]) for places in to_do]
    first = min((last for last in lasts if last >= on), default=0)
    return date.fromordinal(first).isoformat() if first else ""
