"""Rows of typed columns read one by one, as rows of text are: those that SQL alone cannot judge."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.batch.columns import ROW, Table
from stagiaire_cli.batch.results import RowFault
from stagiaire_cli.batch.worker import fault_sentence, verdict_of
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import ID_COLUMN, ON_COLUMN, read_columns
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import read_in_words

_AT_ONCE: Final = 2048


class TypedRows:
    """The rows of a table; ``columns`` are all those of the file, in their order."""

    def __init__(
        self, table: Table, columns: Sequence[str], on: date | None, text: Language
    ) -> None:
        self.table = table
        self._columns = columns
        self._on = on
        self._text = text
        self._names = [name for name in table.columns if name != ROW]
        self._day = columns.index(ON_COLUMN) if ON_COLUMN in columns else -1

    def query(self, where: str = "") -> str:
        """The statement that gives the cells of the rows, as ``judged`` takes them."""
        cells = ", ".join([ROW, *(self.table.text_of(name) for name in self._names)])
        return f"SELECT {cells} FROM {self.table.name}{where}"

    def judged(self, cells: Sequence[Any]) -> tuple[str, Verdict | tuple[RowFault, ...]]:
        """The name of a row, and its verdict or all that is wrong with it."""
        number, *values = cells
        given: Mapping[str, Any] = dict(zip(self._names, values, strict=True))
        name = (given.get(ID_COLUMN) or "").strip() or str(number + 1)
        read = read_columns(given, self._columns, read_in_words)
        judged = verdict_of(read, self._on, self._day) if isinstance(read, Dossier) else read
        if isinstance(judged, Verdict):
            return name, judged
        return name, tuple(
            RowFault(
                number + 1, fault.column, fault.problem.kind, fault_sentence(fault, self._text)
            )
            for fault in judged
        )


def fetched(base: Any, query: str) -> Iterator[Sequence[Any]]:
    """The rows that a statement gives, some at a time."""
    found = base.cursor().execute(query)
    while rows := found.fetchmany(_AT_ONCE):
        yield from rows
