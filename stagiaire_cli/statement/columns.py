"""The columns of a table as answers, in SQL: what is presumed, not known, or no answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from stagiaire_cli.dossier.answers import UNKNOWN_WORDS, WORDS
from stagiaire_cli.dossier.rows import DOCUMENTS_COLUMN, READING_PREFIX
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, PRESUMED, Fact
from stagiaire_cli.logic.conditions import UNKNOWN, Is, facts_of
from stagiaire_cli.statement.steps import SQL_FALSE, Steps, either, texts

# Facts asked and not known, with a bar between them; only presumed ones need be there.
UNKNOWNS: Final = "unknown"
TYPES: Final = {
    "yes_no": "BOOLEAN",
    "choice": "VARCHAR(40)",
    "months": "INTEGER",
    "date": "VARCHAR(10)",
    "euros": "DECIMAL(11, 2)",
}
_DEEP: Final = 10
_MOST: Final = {"months": "10000", "euros": "1000000000"}

# Says what is wrong: from the column and its value, both in SQL, an expression of a sentence.
Wording = Callable[[str, str], str]


def plainly(column: str, value: str) -> str:
    """The column, and the value that is no answer."""
    return f"'{column}: ' || {value}"


class AnswerColumns:
    """Reads the columns of a table: those it has, and which of them have yes or no in words.

    ``typed`` says that the types of the columns have been checked before.
    """

    def __init__(
        self, steps: Steps, columns: Mapping[str, bool], wording: Wording, *, typed: bool
    ) -> None:
        self._steps = steps
        self._columns = columns
        self._wording = wording
        self._typed = typed
        self.known = self._known()

    def _known(self) -> dict[str, object]:
        """What is known of every row, since the table has no column that says otherwise."""
        known: dict[str, object] = {}
        for name, fact in FACT.items():
            unless = facts_of(fact.not_presumed_if) if fact.not_presumed_if else ()
            # A row may say of a fact without a column that it is not known.
            telling = {*unless, *([UNKNOWNS] if name in PRESUMED else [])}
            if name not in self._columns and not telling & self._columns.keys():
                known[name] = PRESUMED.get(name, UNKNOWN)
        absent = (name for name in READINGS if READING_PREFIX + name not in self._columns)
        return known | dict.fromkeys(absent, UNKNOWN)

    def read(self, facts: Iterable[str]) -> None:
        """Define the facts, the readings, and what is wrong (``error``)."""
        for name in facts:
            if name not in self.known:
                self._steps.read(name, self._fact(FACT[name]))
        for name in READINGS:
            if READING_PREFIX + name in self._columns:
                self._steps.read(READING_PREFIX + name, f"NULLIF({READING_PREFIX + name}, '')")
        # Each column is compared once, and most rows have no mistake to tell.
        wrong = {name: self._steps.read(f"no_{name}", case) for name, case in self._wrong()}
        cases = wrong.items()
        sentences = (
            f"CASE WHEN {case} THEN {self._sentence(name)} ELSE '' END" for name, case in cases
        )
        whole = f"CASE WHEN {' OR '.join(wrong.values())} THEN {' || '.join(sentences)} ELSE '' END"
        misread = [self._steps.define("misread", whole if wrong else "''")]
        for name in (DOCUMENTS_COLUMN, UNKNOWNS):
            if name in self._columns:
                case = f"{self._left(name)} <> ''"
                misread.append(f"CASE WHEN {case} THEN {self._sentence(name)} ELSE '' END")
        self._steps.define("error", f"SUBSTR({' || '.join(misread)}, 2)")

    def _sentence(self, name: str) -> str:
        """What is wrong with a column, after a space."""
        given = self._steps.read(f"{name}_given", name)
        return f"' ' || {self._wording(name, f'CAST({given} AS VARCHAR(200))')}"

    def _left(self, name: str) -> str:
        """What is left of a list once each name that may stand in it is taken away."""
        known = DOCUMENT_IDS if name == DOCUMENTS_COLUMN else (*FACT,)
        left = self._names(name)
        # SQLite reads no expression that is much deeper.
        for first in range(0, len(known), _DEEP):
            for listed in known[first : first + _DEEP]:
                left = f"REPLACE({left}, '<{listed}>', '')"
            left = self._steps.define(f"{name}_left{first // _DEEP}", left)
        return f"REPLACE({left}, '<>', '')"

    def held(self, document: str) -> str:
        """That the document is held."""
        if DOCUMENTS_COLUMN not in self._columns:
            return SQL_FALSE
        listed = f"COALESCE({self._names(DOCUMENTS_COLUMN)} LIKE '%<{document}>%', FALSE)"
        return self._steps.define(f"held_{document}", listed)

    def _names(self, name: str) -> str:
        """The names of a list, each between marks of its own."""
        return self._steps.read(f"{name}_names", _apart(name))

    def _fact(self, fact: Fact) -> str:
        name = fact.id
        presumed = self._presumed(fact)
        if name not in self._columns:
            open_ = self._unknown(fact)
            return f"CASE WHEN {open_} THEN NULL ELSE {presumed} END" if open_ else presumed
        given = name
        if fact.kind == "choice":
            given = f"NULLIF({name}, '')"
        elif fact.kind == "date":
            given = f"CAST({name} AS {TYPES[fact.kind]})"
        elif self._columns[name]:
            given = _in_words(name)
        answer = f"COALESCE({given}, {presumed})" if presumed else given
        open_ = self._unknown(fact)
        return f"CASE WHEN {open_} THEN NULL ELSE {answer} END" if open_ else answer

    def _unknown(self, fact: Fact) -> str:
        """That somebody was asked and does not know, in the column or in the list of such facts."""
        cases = []
        if fact.kind == "choice" and fact.id in self._columns:
            cases.append(f"{fact.id} IN ({texts(UNKNOWN_WORDS)})")
        elif self._columns.get(fact.id) and fact.id in PRESUMED:
            cases.append(f"LOWER(TRIM({fact.id})) IN ({texts(UNKNOWN_WORDS)})")
        if UNKNOWNS in self._columns:
            listed = f"{_apart(UNKNOWNS)} LIKE '%<{fact.id}>%'"
            cases.append(f"({UNKNOWNS} <> '' AND {listed})")
        return either(*cases) if cases else ""

    def _presumed(self, fact: Fact) -> str:
        """What is presumed of the fact where nothing is given, or nothing."""
        if fact.id not in PRESUMED:
            return ""
        value = PRESUMED[fact.id]
        text = f"'{value}'" if fact.kind == "choice" else str(value).upper()
        unless = fact.not_presumed_if
        if unless is None:
            return text
        assert isinstance(unless, Is)
        if unless.fact not in self._columns:
            return text
        values = texts(map(str, unless.values))
        return f"CASE WHEN {unless.fact} IN ({values}) THEN NULL ELSE {text} END"

    def _wrong(self) -> Iterator[tuple[str, str]]:
        """For each column the condition that it has no answer."""
        allowed: tuple[str, ...]
        for name, in_words in self._columns.items():
            fact = FACT.get(name)
            if name.removeprefix(READING_PREFIX) in READINGS:
                allowed = ("", *READINGS[name.removeprefix(READING_PREFIX)])
                yield name, f"{name} NOT IN ({texts(allowed)})"
            elif fact is None:
                continue
            elif fact.kind == "choice":
                allowed = ("", *map(str, fact.values), *UNKNOWN_WORDS)
                yield name, f"{name} NOT IN ({texts(allowed)})"
            elif fact.kind == "date":
                text = f"CAST({name} AS VARCHAR(20))"
                yield name, f"{text} NOT LIKE '____-__-__'"
            elif fact.kind in _MOST:
                whole = f" AND {name} = CAST({name} AS INTEGER)" if fact.kind == "months" else ""
                yield name, f"NOT ({name} >= 0 AND {name} < {_MOST[fact.kind]}{whole})"
            elif in_words:
                allowed = ("", *WORDS, *UNKNOWN_WORDS)
                yield name, f"LOWER(TRIM({name})) NOT IN ({texts(allowed)})"
            elif not self._typed:
                # SQLite takes any text for a truth value, and most of them for no.
                yield name, f"{name} NOT IN (TRUE, FALSE)"


def _in_words(name: str) -> str:
    yes = texts(word for word, value in WORDS.items() if value)
    no = texts(word for word, value in WORDS.items() if not value)
    word = f"LOWER(TRIM({name}))"
    return f"CASE WHEN {word} IN ({yes}) THEN TRUE WHEN {word} IN ({no}) THEN FALSE END"


def _apart(text: str) -> str:
    """The names of a list, each between marks of its own."""
    return f"'<' || REPLACE(REPLACE(REPLACE({text}, ' ', ''), ',', '|'), '|', '><') || '>'"
