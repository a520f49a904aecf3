"""The rules of a day as tables: cells become bits, bits become the columns of a verdict.

What follows from a word of bits is worked out once, as for a single dossier, and remembered by
those of its bits that it depends on: there are few.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import repeat
from operator import and_, getitem, itemgetter
from typing import Final

from stagiaire_cli.assessment.checks import checked
from stagiaire_cli.assessment.file import Met, assess_file, candidates, presumes_complete
from stagiaire_cli.assessment.outcomes import (
    ACTS,
    CLOSING,
    Outcome,
    conditions_of_outcome,
    deadlines,
    held_name,
    outcome,
)
from stagiaire_cli.assessment.row import conditions_of_file
from stagiaire_cli.assessment.status import judge
from stagiaire_cli.assessment.verdict import FileVerdict
from stagiaire_cli.batch.bits import DAYS, EARLIER, PLACE, Bits, SettlingTable, union
from stagiaire_cli.batch.cells import (
    DOCUMENT_BIT,
    NOT_GIVEN,
    UNDONE,
    Cells,
    Values,
    bounded,
)
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.checks import CHECK_NAMES, VERDICT_DAY
from stagiaire_cli.law.facts import END, FACT, FILED, START, derived_of, presumed_of
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import Answers, Condition, facts_of
from stagiaire_cli.logic.periods import NotLater
from stagiaire_cli.logic.records import Record

_TRUTHS: Final = {False: 0, None: 1, True: 2}
Row = Sequence[str]


class _Codes(dict[int, int]):
    """What some conditions come to, as a number that adds up with others, by the bits they ask."""

    def __init__(self, conditions: Sequence[Condition], radix: int, bits: Bits) -> None:
        self._conditions = conditions
        self._radix = radix
        self._bits = bits

    def __missing__(self, word: int) -> int:
        code = 0
        for condition in reversed(self._conditions):
            code = 3 * code + _TRUTHS[self._bits.value(condition, word)]
        bounded(self)[word] = code = self._radix * code
        return code


class _Known(dict[str, int]):
    """The bits of the cells of one column, each read where it is new."""

    def __init__(self, name: str, values: Values, bits: Bits) -> None:
        self._name = name
        self._values = values
        self._bits = bits
        self._presumed = presumed_of({}).get(name)

    def __missing__(self, cell: str) -> int:
        value = self._values[cell]
        word = self._bits.of(self._name, self._presumed if value is None else value)
        bounded(self)[cell] = word
        return word


class _Months(dict[str, int]):
    """The codes of the months before, by the cell; -1 where nothing is given."""

    def __init__(self, values: Values, code_of: Callable[[object], int]) -> None:
        self._values = values
        self._code_of = code_of

    def __missing__(self, cell: str) -> int:
        value = self._values[cell]
        code = -1 if value is None else self._code_of(value)
        bounded(self)[cell] = code
        return code


class _Presumed(dict[str, int]):
    """The codes of the months before where none are given, by the cell that it depends on."""

    def __init__(self, name: str, values: Values, code_of: Callable[[object], int]) -> None:
        self._name = name
        self._values = values
        self._code_of = code_of

    def __missing__(self, cell: str) -> int:
        value = self._values[cell]
        facts = {} if value is None else {self._name: value}
        bounded(self)[cell] = code = self._code_of(presumed_of(facts).get(EARLIER))
        return code


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


class _Found(Record):
    """What checks find: the cells of those that fail and are open, and what is to be done.

    Of what is to be done there are the places of its limits, of which the last counts.
    """

    cells: str
    to_do: tuple[tuple[int, ...], ...]


class _Outcomes(dict[int, int]):
    """What checks of one kind find, as bits of their own, by the bits that they ask.

    The lowest says that they fail, the next that they are open; then come the last days of what is
    to be done, after one that says that it is.
    """

    def __init__(self, check: Check, shift: int, bits: Bits) -> None:
        self.name = check.name
        self.mask = bits.mask(conditions_of_outcome(check))
        self.shift = shift
        self._outcome = outcome(check)
        self._lasts = deadlines(check) if check.to_do else ()
        self.many = 3 + len(self._lasts)
        self._places = [bits.limit(leaf) for _, leaf in self._lasts]
        self._bits = bits

    def __missing__(self, word: int) -> int:
        value, states = self._bits.value, self._outcome
        truths = [states.fails, states.open, states.to_do, *(when for when, _ in self._lasts)]
        code = sum(1 << at for at, one in enumerate(truths) if value(one, word)) << self.shift
        bounded(self)[word] = code
        return code

    def fails(self, code: int) -> bool:
        """Whether they fail."""
        return bool(code >> self.shift & 1)

    def is_open(self, code: int) -> bool:
        """Whether they are open."""
        return bool(code >> self.shift & 2)

    def to_do(self, code: int) -> tuple[int, ...]:
        """The places of the limits of what is to be done, if anything is."""
        code >>= self.shift
        return tuple(
            place for at, place in enumerate(self._places, 3) if code & 4 and code >> at & 1
        )


_Kind = tuple[str, Outcome, tuple[tuple[Condition, NotLater], ...]]


def _kind_of(check: Check) -> _Kind:
    """What checks of several alternatives have in common, so that one table does for all."""
    return check.name, outcome(check), deadlines(check) if check.to_do else ()


def _outcomes(law: Law, bits: Bits) -> dict[_Kind, _Outcomes]:
    """The tables of all checks of a law."""
    tables: dict[_Kind, _Outcomes] = {}
    shift = 0
    for check in law.checks:
        kind = _kind_of(check)
        if kind not in tables:
            tables[kind] = table = _Outcomes(check, shift, bits)
            shift += table.many
    return tables


class _Finding(dict[int, _Found]):
    """What the checks of a situation find, by the sum of their outcomes.

    ``met`` says of each table whether an alternative is met that has its check.
    """

    def __init__(self, tables: Sequence[_Outcomes], met: Sequence[bool]) -> None:
        self.tables = tables
        self._met = met
        self.masks = [table.mask for table in tables]

    def __missing__(self, code: int) -> _Found:
        fails = {
            table.name
            for table, met in zip(self.tables, self._met, strict=True)
            if met and table.fails(code)
        }
        is_open = {table.name for table in self.tables if table.is_open(code)}
        to_do = dict.fromkeys(table.to_do(code) for table in self.tables)
        to_do.pop((), None)
        named = ("|".join(one for one in CHECK_NAMES if one in names) for names in (fails, is_open))
        bounded(self)[code] = found = _Found(",".join(named), tuple(to_do))
        return found


class _Situation(Record):
    """What the alternatives together give: the first cells, and where the others are looked up."""

    first: str
    open: bool
    met: Met
    file_mask: int
    files: dict[int, _Listed]
    mask: int
    found: dict[int, _Found]


class _FoundOf(dict[int, _Found]):
    """What the checks of a situation find, by the bits that they ask."""

    def __init__(self, finding: _Finding) -> None:
        self._finding = finding

    def __missing__(self, word: int) -> _Found:
        finding = self._finding
        codes = map(getitem, finding.tables, map(and_, finding.masks, repeat(word)))
        bounded(self)[word] = found = finding[sum(codes)]
        return found


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
        self._outcomes = _outcomes(law, self._bits)
        self._situations: dict[int, _Situation] = {}
        self._settling = SettlingTable(law, self._bits)
        self._words: _Words = _words_of(self._bits, cells)
        self._last_words: Callable[[int, int, int, int, bool], int] = self._made_last()
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
        kinds: dict[_Kind, bool] = {}
        for check in law.checks:
            if check.provision in under:
                kind = _kind_of(check)
                kinds[kind] = kinds.get(kind, False) or met[check.provision]
        finding = _Finding([self._outcomes[kind] for kind in kinds], tuple(kinds.values()))
        return _Situation(
            f"{status},{numbers}",
            status == "undetermined",
            met,
            self._bits.mask(asked),
            {},
            union(finding.masks),
            _FoundOf(finding),
        )

    def _made_last(self) -> Callable[[int, int, int, int, bool], int]:
        """The word of a row whose file is known: an application is presumed complete, or not."""
        bits = self._bits
        is_day = bits.of(FILED, date.max)
        compared = [one for one in bits.compared if one.start == PLACE[FILED]]
        assert all(one.day == PLACE[END] for one in compared)

        def word_of(word: int, on: int, end: int, filed: int, complete: bool) -> int:
            if complete and on and filed == NOT_GIVEN:
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
            if complete and on:
                word = last_words(word, on, end, filed, complete)
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


# The word of a row before its file is known, and its first day, its last, and that of the file.
_Words = Callable[[int, Row], tuple[int, int, int, int]]


def _words_of(bits: Bits, cells: Cells) -> _Words:
    """The function that makes the word of a row."""
    places = cells.columns.places
    dated = any(name in places for name in DAYS)
    names = [name for name in places if name != EARLIER]
    tables = [_Known(name, cells.values[name], bits) for name in names]
    pick = _picking([places[name] for name in names])
    base = bits.absent(places)
    lasting, months = bits.lasting, _months_of(bits, cells)
    # A row without days has the same of them as any other.
    if not dated:
        if months is None:
            base += lasting[lasting.code_of(presumed_of({}).get(EARLIER))]
            return lambda _, cells: (sum(map(getitem, tables, pick(cells)), base), 0, 0, 0)
        of_row = months
        return lambda _, cells: (
            sum(map(getitem, tables, pick(cells)), base) + lasting[of_row(cells)],
            0,
            0,
            0,
        )
    presumed = lasting.code_of(presumed_of({}).get(EARLIER))
    # Only the days that rows have; then that of the verdict, and a place for all others.
    present = [name for name in DAYS if name in places]
    days = [cells.ordinals[name] for name in present]
    pick_days = _picking([places[name] for name in present])
    given = [PLACE[name] for name in (*present, VERDICT_DAY)]
    at = {place: given.index(place) if place in given else len(given) for place in PLACE.values()}
    acts = tuple(at[PLACE[name]] for name in ACTS if name in places)
    starts, short = bits.starts, bits.short
    from_start = [one._replace(day=at[one.day]) for one in bits.from_start if one.day in given]
    compared = [
        one._replace(day=at[one.day], start=at[one.start])
        for one in bits.compared
        if one.day in given and one.start in given
    ]
    lacking = bits.derived_open if START in places and END in places else 0
    at_start, at_end, at_filed = at[PLACE[START]], at[PLACE[END]], at[PLACE[FILED]]

    def word_of(on: int, cells: Row) -> tuple[int, int, int, int]:
        word = sum(map(getitem, tables, pick(cells)), base)
        day = on or 1
        of_row = [*map(getitem, days, pick_days(cells)), day, NOT_GIVEN]
        for place in acts:
            if of_row[place] == UNDONE:
                of_row[place] = day
        start, end = of_row[at_start], of_row[at_end]
        lasts = presumed if months is None else months(cells)
        if start > 0:
            last, limits = starts[start]
            for place, limit, yes, no in from_start:
                if (other := of_row[place]) > 0:
                    word += yes if other <= limits[limit] else no
            if end >= start:
                lasts += bisect_left(last, end)
                for _, limit, yes, no in short:
                    word += yes if end <= limits[limit] else no
        if start <= 0 or end <= 0:
            word += lacking
        for place, than, between, yes, no in compared:
            if (other := of_row[place]) > 0 and (known := of_row[than]) > 0:
                word += yes if other <= known + between else no
        return word + lasting[lasts], start, end, of_row[at_filed]

    return word_of


def _months_of(bits: Bits, cells: Cells) -> Callable[[Row], int] | None:
    """The code of the months before in a row; None where all rows have the same."""
    places, code_of = cells.columns.places, bits.lasting.code_of
    unless = FACT[EARLIER].not_presumed_if
    depends_on = [] if unless is None else list(facts_of(unless))
    assert len(depends_on) == 1
    [name] = depends_on
    given, at = places.get(EARLIER, -1), places.get(name, -1)
    if given < 0 and at < 0:
        return None
    known = _Months(cells.values[EARLIER], code_of) if given >= 0 else None
    presumed = code_of(presumed_of({}).get(EARLIER))
    if at < 0 and known is not None:
        only = known

        def alone(cells: Row) -> int:
            code = only[cells[given]]
            return presumed if code < 0 else code

        return alone
    without = _Presumed(name, cells.values[name], code_of)
    if known is None:
        return lambda cells: without[cells[at]]
    both = known

    def of_row(cells: Row) -> int:
        code = both[cells[given]]
        return without[cells[at]] if code < 0 else code

    return of_row


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


def _picking(indexes: Sequence[int]) -> Callable[[Row], tuple[str, ...]]:
    """What takes the cells at the places out of a row."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)
