"""The columns of a table as answers, in SQL: what is presumed, not known, or no answer."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.assessment.outcomes import ACTS, CLOSING, held_name, not_yet_name
from stagiaire_cli.dossier.answers import UNKNOWN_WORDS, WORDS
from stagiaire_cli.dossier.rows import DOCUMENTS_COLUMN, READING_PREFIX
from stagiaire_cli.dossier.spelled import MOST_MONTHS
from stagiaire_cli.law.dates import ALWAYS
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FILED, MADE_OF, PRESUMED, VERDICT_DAY, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN, Is, facts_of
from stagiaire_cli.statement.steps import SQL_FALSE, Steps, both, either, opposite, texts
from stagiaire_cli.statement.values import (
    NO_CHOICE,
    Wording,
    apart,
    chosen,
    in_words,
    no_day,
    no_number,
    number_of,
)

# Facts asked and not known, with a bar between them; only presumed ones need be there.
UNKNOWNS: Final = "unknown"
# Acts that are not done yet, with a bar between them: their own columns have days alone.
NOT_YETS: Final = NOT_YET
# What may stand in each list.
_LISTED: Final[Mapping[str, tuple[str, ...]]] = {
    DOCUMENTS_COLUMN: DOCUMENT_IDS,
    UNKNOWNS: (*FACT,),
    NOT_YETS: tuple(name for name, fact in FACT.items() if fact.act),
}
# The day of the verdict of a row, if it has one; ``on`` is a word of SQL.
DAY_COLUMN: Final = "verdict_day"
TYPES: Final = {
    "yes_no": "BOOLEAN",
    "choice": "VARCHAR(40)",
    "months": "INTEGER",
    "date": "VARCHAR(10)",
    "euros": "DECIMAL(11, 2)",
}
_DEEP: Final = 10


class AnswerColumns:
    """Reads the columns of a table: those it has, and which of them have yes or no in words.

    ``day`` is that of the verdict for all rows, or the name of the column that has it; ``typed``
    says that the types of the columns have been checked before.
    """

    def __init__(
        self,
        steps: Steps,
        columns: Mapping[str, bool],
        wording: Wording,
        *,
        day: date | str | None,
        typed: bool,
    ) -> None:
        self._steps = steps
        self._columns = columns
        self._wording = wording
        self._day = day
        self._typed = typed
        self.known = self._known()
        # That a row has a column that is no answer.
        self.wrong = SQL_FALSE

    def _known(self) -> dict[str, object]:
        """What is known of every row, since the table has no column that says otherwise."""
        known: dict[str, object] = {}
        for name, fact in FACT.items():
            unless = facts_of(fact.not_presumed_if) if fact.not_presumed_if else ()
            # A row may say of a fact without a column that it is not known, or not done.
            telling = {*unless, *([UNKNOWNS] if name in PRESUMED else [])}
            telling |= {NOT_YETS} if name in ACTS else set()
            filed = name == FILED and self._day is not None
            if name not in self._columns and not telling & self._columns.keys() and not filed:
                known[name] = PRESUMED.get(name, UNKNOWN)
        for name, parts in MADE_OF.items():
            if any(known.get(part) == UNKNOWN for part in parts):
                known[name] = UNKNOWN
        if not isinstance(self._day, str):
            known[VERDICT_DAY] = self._day or ALWAYS
        if NOT_YETS not in self._columns:
            known |= dict.fromkeys(map(not_yet_name, ACTS), False)
        if DOCUMENTS_COLUMN not in self._columns:
            known |= dict.fromkeys(map(held_name, CLOSING), False)
        absent = (name for name in READINGS if READING_PREFIX + name not in self._columns)
        return known | dict.fromkeys(absent, UNKNOWN)

    def read(self, facts: Iterable[str]) -> None:
        """Define the facts, the readings, and what is wrong (``error``)."""
        # Whether a choice is an answer is seen from what is read, whatever the law asks.
        choices = (name for name in self._columns if name in FACT and self._is_choice(name))
        for name in dict.fromkeys((*facts, *choices)):
            if name not in self.known:
                self._steps.read(name, self._fact(FACT[name]))
        for name, values in READINGS.items():
            if READING_PREFIX + name in self._columns:
                column = READING_PREFIX + name
                self._steps.read(column, chosen(column, self._text(column), values))
        if isinstance(self._day, str):
            self._steps.read(DAY_COLUMN, self._day_of_verdict())
        if NOT_YETS in self._columns:
            for name in ACTS:
                self._steps.read(not_yet_name(name), self._listed(NOT_YETS, name))
        for name in CLOSING:
            self.held(name)
        # Most rows have no mistake to tell, so whether one has is found out without its words.
        told = {self._steps.read(f"no_{name}", case): name for name, case in self._wrong()}
        for name in filter(self._is_choice, self._columns):
            told[self._steps.define(f"no_{name}", f"({name} = {NO_CHOICE})")] = name
        for name in _LISTED:
            if name in self._columns:
                told[self._steps.define(f"no_{name}", f"({self._left(name)} <> '')")] = name
        sentences = {case: self._sentence(name) for case, name in told.items()}
        sentences |= {f"({text} <> '')": text for text in self._contradictions()}
        self.wrong = self._steps.define("wrong", either(*sentences))
        parts = (f"CASE WHEN {case} THEN {part} ELSE '' END" for case, part in sentences.items())
        whole = f"SUBSTR({' || '.join(parts)}, 2)"
        self._steps.define(
            "error", f"CASE WHEN {self.wrong} THEN {whole} ELSE '' END" if sentences else "''"
        )

    def _sentence(self, name: str) -> str:
        """What is wrong with a column, after a space."""
        given = self._steps.read(f"{name}_given", name)
        return f"' ' || {self._wording(name, f'CAST({given} AS VARCHAR(200))')}"

    def _contradictions(self) -> Iterator[str]:
        """For each list what is wrong where it has a fact that is answered otherwise."""
        for listing in (NOT_YETS, UNKNOWNS):
            cases = []
            for name in self._columns:
                fact = FACT.get(name)
                if listing not in self._columns or fact is None:
                    continue
                told = [f"{name} IS NOT NULL"]
                if fact.kind == "choice" or self._columns[name]:
                    text = self._text(name)
                    told = [f"{text} <> ''"]
                    if listing == UNKNOWNS:
                        told.append(f"LOWER(TRIM({name})) NOT IN ({texts(UNKNOWN_WORDS)})")
                case = both(self._listed(listing, name), *told)
                sentence = self._wording(name, f"CAST({name} AS VARCHAR(200))", listing)
                cases.append(f"WHEN {case} THEN ' ' || {sentence}")
            if listing == UNKNOWNS and {UNKNOWNS, NOT_YETS} <= self._columns.keys():
                for name in _LISTED[NOT_YETS]:
                    case = both(*(self._listed(one, name) for one in (NOT_YETS, UNKNOWNS)))
                    sentence = self._wording(name, f"'{NOT_YETS}'", UNKNOWNS)
                    cases.append(f"WHEN {case} THEN ' ' || {sentence}")
            if cases:
                # Most rows list nothing, so that is found out first.
                case = f"CASE {' '.join(cases)} ELSE '' END"
                whole = f"CASE WHEN {listing} <> '' THEN {case} ELSE '' END"
                yield self._steps.read(f"{listing}_contradicted", whole)

    def _text(self, name: str) -> str:
        """The text of a column; where nobody has seen to it before, without blanks around it."""
        return name if self._typed else f"TRIM({name})"

    def _left(self, name: str) -> str:
        """What is left of a list once each name that may stand in it is taken away."""
        known = _LISTED[name]
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
        return self._steps.define(held_name(document), listed)

    @property
    def presumes_filed(self) -> bool:
        """Whether the application of some row may be presumed complete."""
        return self._day is not None

    def filed(self, complete: str) -> str:
        """The day on which the application was complete, presumed that of the verdict.

        Only where there is such a day, where the file is ``complete``, and where a row does not say
        that it is not known, or that the application is not complete yet.
        """
        told = either(*(self._listed(name, FILED) for name in (UNKNOWNS, NOT_YETS)))
        case = [f"{FILED} IS NULL", complete]
        if told != SQL_FALSE:
            case.insert(1, opposite(self._steps.read(f"{FILED}_told", told)))
        if isinstance(self._day, str):
            case.insert(1, self._steps.read("has_day", f"({DAY_COLUMN} IS NOT NULL)"))
        day = DAY_COLUMN if isinstance(self._day, str) else f"'{self._day}'"
        return self._steps.define("filed", f"CASE WHEN {both(*case)} THEN {day} ELSE {FILED} END")

    def _day_of_verdict(self) -> str:
        """The day that a row is judged on, from the columns of the table; without one, the first.

        That is never too late for anything.
        """
        if isinstance(self._day, str):
            return f"COALESCE(CAST({self._day} AS {TYPES['date']}), '{ALWAYS}')"
        return f"'{self._day or ALWAYS}'"

    def _listed(self, column: str, name: str) -> str:
        """That a list has the name."""
        if column not in self._columns:
            return SQL_FALSE
        # Most rows list nothing, so that is found out first.
        listed = f"({column} <> '' AND {apart(column)} LIKE '%<{name}>%')"
        return f"COALESCE({listed}, FALSE)"

    def _names(self, name: str) -> str:
        """The names of a list, each between marks of its own."""
        return self._steps.read(f"{name}_names", apart(name))

    def _fact(self, fact: Fact) -> str:
        name = fact.id
        presumed = self._presumed(fact)
        if name not in self._columns:
            kind = "INTEGER" if fact.kind == "choice" else TYPES[fact.kind]
            return self._unless_told(fact, presumed or f"CAST(NULL AS {kind})")
        given = name
        if fact.kind == "choice":
            blank = self._unless_told(fact, presumed) if presumed else "NULL"
            word = name if self._typed else f"LOWER(TRIM({name}))"
            unknown = f"{word} IN ({texts(UNKNOWN_WORDS)})"
            return chosen(name, self._text(name), fact.values, blank, unknown)
        if fact.kind == "date":
            # An engine may work out what follows from a value that is wrong, and stop at it.
            text = self._day_text(name)
            given = f"CASE WHEN {text} LIKE '____-__-__%' THEN SUBSTR({text}, 1, 10) END"
        elif fact.kind == "months":
            number = f"{name} >= 0 AND {name} < {MOST_MONTHS}"
            given = f"CASE WHEN {number} THEN CAST({name} AS INTEGER) END"
        elif self._columns[name]:
            given = in_words(name)
        answer = f"COALESCE({given}, {presumed})" if presumed else given
        return self._unless_told(fact, answer)

    def _is_choice(self, name: str) -> bool:
        fact = FACT.get(name)
        return fact.kind == "choice" if fact else name.removeprefix(READING_PREFIX) in READINGS

    def _day_text(self, name: str) -> str:
        """The text of a day, which SQLite has anyway."""
        text = f"CAST({name} AS VARCHAR(40))"
        return text if self._typed else f"NULLIF(TRIM({text}), '')"

    def _unless_told(self, fact: Fact, answer: str) -> str:
        """The answer, unless a list says that it is not known or not done."""
        cases = ""
        if fact.act and NOT_YETS in self._columns:
            # What somebody has still to do is done on that day at the earliest.
            day = self._day_of_verdict() if fact.id in ACTS else "NULL"
            cases += f"WHEN {self._listed(NOT_YETS, fact.id)} THEN {day} "
        # What is not known is no answer, and has to be told apart only from what is presumed.
        open_ = self._unknown(fact) if fact.id in PRESUMED else ""
        cases += f"WHEN {open_} THEN NULL " if open_ else ""
        return f"CASE {cases}ELSE {answer} END" if cases else answer

    def _unknown(self, fact: Fact) -> str:
        """That somebody was asked and does not know, in the column or in the list of such facts."""
        cases = []
        if self._columns.get(fact.id):
            cases.append(f"LOWER(TRIM({fact.id})) IN ({texts(UNKNOWN_WORDS)})")
        if UNKNOWNS in self._columns:
            listed = f"{apart(UNKNOWNS)} LIKE '%<{fact.id}>%'"
            cases.append(f"({UNKNOWNS} <> '' AND {listed})")
        return either(*cases) if cases else ""

    def _presumed(self, fact: Fact) -> str:
        """What is presumed of the fact where nothing is given, or nothing."""
        if fact.id not in PRESUMED:
            return ""
        value = PRESUMED[fact.id]
        text = str(number_of(fact.id, value) if fact.kind == "choice" else value).upper()
        unless = fact.not_presumed_if
        if unless is None:
            return text
        assert isinstance(unless, Is)
        if unless.fact not in self._columns:
            return text
        values = texts(map(str, unless.values))
        case = f"{self._text(unless.fact)} IN ({values})"
        if UNKNOWNS in self._columns:
            case = both(case, opposite(self._listed(UNKNOWNS, unless.fact)))
        return f"CASE WHEN {case} THEN NULL ELSE {text} END"

    def _wrong(self) -> Iterator[tuple[str, str]]:
        """For each column that is no choice the condition that it has no answer."""
        for name, worded in self._columns.items():
            fact = FACT.get(name)
            if fact is None or self._is_choice(name):
                continue
            if fact.kind == "date":
                text = self._day_text(name)
                yield name, f"{text} NOT LIKE '____-__-__'" if self._typed else no_day(text)
            elif fact.kind in ("months", "euros"):
                yield name, no_number(fact)
            elif worded:
                allowed = texts(("", *WORDS, *UNKNOWN_WORDS))
                yield name, f"LOWER(TRIM({name})) NOT IN ({allowed})"
            elif not self._typed:
                # SQLite takes any text for a truth value, and most of them for no.
                yield name, f"{name} NOT IN (TRUE, FALSE)"
