"""The rules as tables: cells become bits, bits become the columns of a verdict.

What follows from a word of bits is worked out from it as for a single dossier, and remembered by
those of its bits that it depends on where these are few. The laws of all days share what they have
in common, which is nearly all of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.assessment.checks import checked
from stagiaire_cli.assessment.file import Met, under
from stagiaire_cli.assessment.outcomes import CLOSING, held_name
from stagiaire_cli.assessment.status import status_of
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import DAYS_KEPT, DOCUMENT_BIT, NOT_GIVEN, Cells, Row, bounded
from stagiaire_cli.batch.tables.days import DAYS, PLACE
from stagiaire_cli.batch.tables.files import Files, Texts, files_of
from stagiaire_cli.batch.tables.findings import Finding, Found, FoundOf, Kind, Outcomes, kind_of
from stagiaire_cli.batch.tables.rows import words_of
from stagiaire_cli.batch.tables.settling import SettlingTable
from stagiaire_cli.batch.tables.values import union
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.facts import END, FILED, presumed_of
from stagiaire_cli.law.shapes import Check, Version
from stagiaire_cli.logic.conditions import Condition, Truth, facts_of
from stagiaire_cli.logic.records import Record

_TRUTHS: Final = (False, None, True)
_OUTSIDE: Final = ""
# What a row gives: its columns up to ``provisions``, then to ``missing``, then to ``act_by``.
Given = tuple[str, str, str]


def in_parts(tail: str) -> Given:
    """The columns of a verdict as a row gives them."""
    status, provisions, file, missing, rest = tail.split(",", 4)
    return f"{status},{provisions}", f"{file},{missing}", rest


class _Codes(dict[int, int]):
    """What some conditions come to, as a number that adds up with others, by the bits they ask."""

    def __init__(self, conditions: Sequence[Condition], radix: int, bits: Bits) -> None:
        self.mask = bits.mask(conditions)
        self._values = [*map(bits.value_of, reversed(conditions))]
        self._radix = radix

    def __missing__(self, word: int) -> int:
        code = 0
        for value in self._values:
            code = 3 * code + _TRUTHS.index(value(word))
        bounded(self)[word] = code = self._radix * code
        return code


class _Status:
    """What the status under one version follows from: what shares facts, together.

    What most answer alike, as it is presumed, may be asked twice.
    """

    def __init__(self, version: Version, bits: Bits) -> None:
        conditions = {_OUTSIDE: version.out_of_scope}
        conditions |= {one.number: one.condition for one in version.provisions}
        conditions |= dict(version.routes)
        groups: list[tuple[set[str], list[str]]] = []
        for name, condition in conditions.items():
            facts, together = set(facts_of(condition)) - presumed_of({}).keys(), [name]
            for other in [group for group in groups if group[0] & facts]:
                groups.remove(other)
                facts |= other[0]
                together = other[1] + together
            groups.append((facts, together))
        self._names = [name for _, together in groups for name in together]
        self.codes: list[_Codes] = []
        radix = 1
        for _, together in groups:
            self.codes.append(_Codes([conditions[name] for name in together], radix, bits))
            radix *= len(_TRUTHS) ** len(together)
        self.settling = SettlingTable(version, bits)

    def truths(self, code: int) -> dict[str, Truth]:
        """What each condition comes to, by its name, of a sum of codes."""
        truths = {}
        for name in self._names:
            code, truth = divmod(code, len(_TRUTHS))
            truths[name] = _TRUTHS[truth]
        return truths


class Tables:
    """The tables that the laws of all days share, for rows that have the columns."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.bits = Bits()
        self.words = words_of(self.bits, cells)
        self.dated = any(name in cells.columns.places for name in DAYS)
        self._laws: dict[date, Compiled] = {}
        self._statuses: dict[date, _Status] = {}
        self._kinds: dict[Kind, Outcomes] = {}
        self._outcomes: dict[Check, Outcomes] = {}
        self._findings: dict[tuple[tuple[int, bool], ...], Finding] = {}
        self._texts: dict[tuple[str, ...], Texts] = {}
        self.days_told = _DaysTold()

    def under(self, law: Law) -> "Compiled":
        """The tables of one law."""
        if law.since not in self._laws:
            self._laws[law.since] = Compiled(law, self)
        return self._laws[law.since]

    def status(self, version: Version) -> _Status:
        """What the status under a version follows from."""
        if version.since not in self._statuses:
            self._statuses[version.since] = _Status(version, self.bits)
        return self._statuses[version.since]

    def outcomes(self, check: Check) -> Outcomes:
        """What checks like this one find."""
        if check not in self._outcomes:
            kind = kind_of(check)
            if kind not in self._kinds:
                shift = sum(table.many for table in self._kinds.values())
                self._kinds[kind] = Outcomes(check, shift, self.bits)
            self._outcomes[check] = self._kinds[kind]
        return self._outcomes[check]

    def finding(self, met: Mapping[int, bool]) -> Finding:
        """What checks find together: of each kind, by its shift, whether an alternative is met."""
        key = tuple(met.items())
        if key not in self._findings:
            of = {table.shift: table for table in self._kinds.values()}
            self._findings[key] = Finding([of[shift] for shift in met], [*met.values()])
        return self._findings[key]

    def texts(self, documents: Iterable[str]) -> Texts:
        """The cells of documents missing, in this order."""
        order = tuple(documents)
        if order not in self._texts:
            self._texts[order] = Texts(order)
        return self._texts[order]

    def made_last(self) -> Callable[[int, int, int], int]:
        """The word of a row whose application is presumed complete on the day of the verdict."""
        bits = self.bits
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


class _Situation(Record):
    """What the alternatives together give: the first cells, and where the others are looked up."""

    first: str
    open: bool
    file_mask: int
    files: Files
    mask: int
    found: dict[int, Found]
    asked: Sequence[tuple[Outcomes, int]]


class _Situations(dict[int, _Situation]):
    """The situations under one law, by the sum of the codes."""

    def __init__(self, law: Law, tables: Tables) -> None:
        self._law = law
        self._tables = tables
        self._status = tables.status(law.version)
        self._checks = [(check, tables.outcomes(check)) for check in law.checks]
        self._alike: dict[tuple[str, str, tuple[tuple[str, bool], ...]], _Situation] = {}

    def __missing__(self, code: int) -> _Situation:
        law, truths = self._law, self._status.truths(code)
        cards = [name for name, _ in law.version.routes if truths[name]]
        results = [truths[one.number] for one in law.version.provisions]
        status = status_of(truths[_OUTSIDE], results, bool(cards))
        met = under(law, status, results, cards)
        numbers = "|".join(law.version.numbers(results))
        key = (status, numbers, tuple(met.items()))
        if key not in self._alike:
            self._alike[key] = self._situation(status, numbers, met)
        self[code] = situation = self._alike[key]
        return situation

    def _situation(self, status: str, numbers: str, met: Met) -> _Situation:
        files = files_of(self._law, met, self._tables.bits, self._tables.texts)
        has_checks = checked(met, status)
        kinds: dict[int, bool] = {}
        for check, table in self._checks:
            if check.provision in has_checks:
                kinds[table.shift] = kinds.get(table.shift, False) or met[check.provision]
        finding = self._tables.finding(kinds)
        return _Situation(
            f"{status},{numbers}",
            status == "undetermined",
            files.mask,
            files,
            union(mask for _, mask in finding.asked),
            # Where rows have days, hardly two have the same of all.
            finding if self._tables.dated else FoundOf(finding),
            finding.asked,
        )


class _DaysTold(dict[int, str]):
    """Days as they are written, by their number; nothing where there is none."""

    def __missing__(self, number: int) -> str:
        bounded(self, DAYS_KEPT)[number] = told = (
            date.fromordinal(number).isoformat() if number else ""
        )
        return told


class Compiled:
    """The law of a day as tables.

    ``given(on, cells)`` is what a row gives. ``on`` is the day of the verdict as a number, 0 where
    none is given. It raises ``KeyError`` where a cell is no answer.
    """

    def __init__(self, law: Law, tables: Tables) -> None:
        self.given = _made(law, tables)


def _made(law: Law, tables: Tables) -> Callable[[int, Row], Given]:
    """What a row gives, with all that is looked up at hand."""
    words, last_words, starts = tables.words, tables.made_last(), tables.bits.starts
    held, documents = tables.cells.held, tables.cells.columns.documents
    status = tables.status(law.version)
    codes = [(table, table.mask) for table in status.codes]
    situations, settled = _Situations(law, tables), status.settling.names
    closing = [(DOCUMENT_BIT[name], tables.bits.besides(held_name(name))) for name in CLOSING]
    dated, days_told = tables.dated, tables.days_told

    def given(on: int, cells: Row) -> Given:
        word, start, end, filed = words(on, cells)
        code = 0
        for table, asks in codes:
            code += table[word & asks]
        first, is_open, file_mask, files, mask, found, kinds = situations[code]
        needed, doubtful, file, complete, texts = files[word & file_mask]
        has = held[cells[documents]] if documents >= 0 else 0
        if lacks := needed & ~has:
            file, complete = texts[lacks], False
        elif doubtful & ~has:
            file, complete = "doubtful,", False
        settling = settled(word) if is_open else ""
        if not mask:
            return first, file, settling + ",,,"
        if complete and on and filed == NOT_GIVEN:
            word = last_words(word, on, end)
        for document, bit in closing:
            if has & document:
                word += bit
        if dated:
            code = 0
            for kind, asks in kinds:
                code += kind[word & asks]
            checks, to_do = found[code]
        else:
            checks, to_do = found[word & mask]
        if to_do and start > 0:
            act_by = days_told[_soonest(to_do, starts[start].limits, on)]
            return first, file, f"{settling},{checks},{act_by}"
        return first, file, f"{settling},{checks},"

    return given


def _soonest(to_do: tuple[tuple[int, ...], ...], limits: tuple[int, ...], on: int) -> int:
    """The first day by which something must be done, of those not past; 0 where there is none."""
    lasts = [max([limits[place] for place in places]) for places in to_do]
    return min([last for last in lasts if last >= on], default=0)
