"""DuckDB and a file of Parquet: one, of this machine; its rows, and those SQL alone cannot judge.

DuckDB has no network here, is left where somebody stops, and its errors are told as ours.
"""

import contextlib
import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from threading import Thread
from typing import Any, Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.batch.columns import ROW, Table
from stagiaire_cli.batch.results import Job, RowFault
from stagiaire_cli.batch.worker import fault_sentence, verdict_of
from stagiaire_cli.console.files import OutputError
from stagiaire_cli.console.problems import UsageProblemError, reason_of
from stagiaire_cli.console.stopping import undisturbed
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import ID_COLUMN, ON_COLUMN, read_columns
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import read_in_words

# The program never uses the network, whatever it is given.
_OFFLINE: Final = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_AT_ONCE: Final = 2048
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
# No column of a file is called so, and none may be: it is not among its names.
NUMBER: Final = '"number of the row in the file"'


def check_local(name: str) -> None:
    """Raises ``UsageProblemError`` for what is no file of this machine."""
    if name == "-":
        raise UsageProblemError("typed_stdin")
    if _ADDRESS.match(name) and not os.path.exists(name):
        raise UsageProblemError("no_network", file=name)
    try:
        if os.path.isdir(name):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        os.stat(name)
    except (OSError, ValueError) as error:
        raise UsageProblemError("cannot_read", file=name, reason=reason_of(error)) from None


def file_rows(name: str, *options: str) -> str:
    """One file, which no sign in its name makes a pattern, and no folder a column."""
    literal = re.sub(r"[\[*?]", r"[\g<0>]", os.path.abspath(name))
    return (
        f"read_parquet({', '.join((sql_quoted(literal), 'hive_partitioning = false', *options))})"
    )


def numbered_rows(name: str, types: Iterable[str]) -> str:
    """The rows of the file with the number of each, from 0."""
    taken = "file_row_number" in map(str.casefold, types)
    number = "ROW_NUMBER() OVER () - 1" if taken else "file_row_number"
    file = file_rows(name) if taken else file_rows(name, "file_row_number = true")
    return f"(SELECT *, {number} AS {NUMBER} FROM {file}) AS numbered"


def identifiers(names: Iterable[str]) -> str:
    """Names as a list of identifiers."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


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
        cells = ", ".join([ROW, *(self.table.cell_of(name) for name in self._names)])
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


def sql_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def copy_to_file(base: Any, rows: str, kind: str, target: str) -> None:
    """Have DuckDB write rows to a file of the folder of the run.

    Elsewhere, a query that goes on although somebody has stopped would make the file anew.
    """
    header = ", HEADER" if kind == "csv" else ""
    query = f"COPY ({rows}) TO {sql_quoted(target)} (FORMAT {kind}{header})"
    # DuckDB heeds an interruption once its query is over, or waits for ever if told to stop one.
    unheeding(lambda: base.execute(query))


def unheeding(work: Callable[[], Any]) -> Any:
    """What some work gives that heeds no interruption: nobody waits for it who has stopped."""
    done: Future[Any] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    return done.result()


@contextlib.contextmanager
def errors_told(duckdb: Any, base: Any, job: Job) -> Iterator[None]:
    """A disk that fails while DuckDB writes is told as any other; so is what it cannot read."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error, job.output) from None
    except duckdb.Error as error:
        if _is_damaged(duckdb, base, job.input):
            raise UsageProblemError("damaged_parquet", file=job.input) from None
        if not isinstance(error, duckdb.IOException):
            raise
        failed = OSError(errno.EIO, os.strerror(errno.EIO))
        raise OutputError(failed, job.output) from None


def _is_damaged(duckdb: Any, base: Any, name: str) -> bool:
    try:
        # To count would not read what there is to count.
        base.execute(f"SELECT SUM(HASH(COLUMNS(*))) FROM {file_rows(name)}").fetchall()
    except duckdb.Error:
        return True
    return False


@contextlib.contextmanager
def connected(duckdb: Any) -> Iterator[Any]:
    """A connection that is closed in the end, unless a query goes on that somebody has stopped."""
    base = duckdb.connect(config=_OFFLINE)
    try:
        yield base
    except Exception:
        base.close()
        raise
    base.close()


def imported(module: str, extra: str) -> Any:
    """A library that only some need; raises ``UsageProblemError`` where it is not installed."""
    import importlib

    try:
        # One that is not written in Python ends the process where it is stopped as it starts.
        with undisturbed():
            return importlib.import_module(module)
    except ImportError:
        raise UsageProblemError("no_engine", engine=module, extra=extra) from None
