"""The verdict: what an assessment returns, frozen, without a word of any language."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.assessment.reasons import Reason
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.checks import CHECK_NAMES
from stagiaire_cli.law.concordance import Moved
from stagiaire_cli.logic.records import Record


class ConditionResult(Record):
    """One condition of an alternative, as the facts leave it.

    ``result`` is ``met``, ``not_met``, ``undetermined``, or ``not_needed`` where another branch
    of the text already does; ``requirement`` is the result of the whole that it is a part of;
    ``answer`` is None where nothing was given; ``words`` are those of the article, empty for a
    version that is not quoted; ``referred`` says that the condition stands in another article,
    which the alternative refers to.
    """

    fact: str
    answer: object
    result: str
    requirement: str
    words: str
    article: str
    referred: bool = False


class ProvisionVerdict(Record):
    """One alternative: ``met``, ``not_met`` or ``undetermined``, and why.

    ``because`` has the conditions that make the result, ``conditions`` all of them in the order
    of the text; ``settled_by`` is the smallest set of facts that some answers would settle it with;
    ``reasons`` are those of the dictionary that the answers give and whose facts all make the
    result, each enough for it: ``because`` has the conditions of these facts and of no other.
    """

    number: str
    result: str
    because: tuple[ConditionResult, ...]
    conditions: tuple[ConditionResult, ...]
    settled_by: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


class Doubt(Record):
    """Why a document may or may not be required: the facts that settle it, or a named reason."""

    facts: tuple[str, ...]
    reason: str


class FileVerdict(Record):
    """The supporting documents, by identifier (R. 313-10-2 and the texts it refers to).

    ``result`` is ``complete``, ``incomplete``, ``doubtful``, ``not_needed``, ``not_modelled`` or
    ``not_applicable``; ``on_delivery`` is due when the title is handed over, and not before;
    ``articles`` says which text asks for each.
    """

    result: str
    missing: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    doubtful_because: Mapping[str, Doubt] = {}
    on_delivery: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    not_required: tuple[str, ...] = ()
    articles: Mapping[str, str] = {}


class Silence(Record):
    """The day on which the silence of the administration counts, as what, and since when.

    ``means`` is ``refusal`` or ``acceptance``; ``without_suspension`` is the day that it would be
    if no period had been suspended in 2020.
    """

    day: date
    means: str
    since: date
    without_suspension: date

    @property
    def is_suspended(self) -> bool:
        """Whether the suspension of 2020 puts it off."""
        return self.day != self.without_suspension


class CheckVerdict(Record):
    """One check under one alternative, or under a card of the "stagiaire ICT".

    ``result`` is ``ok``, ``fails``, ``unknown`` or ``info``. ``value`` is what was checked (a day,
    or an amount in cents), or the day computed; ``limit`` is the last day, or the least amount in
    cents, that holds, where it is known; where one open fact tells it (``depends_on``), ``limits``
    has each that there may be, with the values of the fact. ``signatories`` sign the convention,
    ``perhaps`` may have to. ``facts`` would decide it; ``reason`` names why no answer can.
    ``if_met`` says that the alternative is still open, and the rest holds if it is met; ``act_by``
    is the last day for what is not known to be done, unless it is past.
    """

    check: str
    provision: str
    result: str
    article: str
    value: date | int | None = None
    limit: date | int | None = None
    limits: tuple[tuple[date | int, tuple[object, ...]], ...] = ()
    depends_on: str = ""
    silence: Silence | None = None
    signatories: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()
    if_met: bool = False
    act_by: date | None = None


class Note(Record):
    """Something to know besides: its name, its article, the facts and documents it speaks of.

    ``day`` is one to respect, counted from another.
    """

    name: str
    article: str = ""
    facts: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    day: date | None = None


class Change(Record):
    """Answers that a person can act on, each with the values that do, and what they would give.

    ``would_give`` is a status; ``numbers`` has the alternatives that would be met; ``proofs`` are
    the documents that prove the answers.
    """

    facts: Mapping[str, tuple[object, ...]]
    would_give: str
    numbers: tuple[str, ...]
    proofs: tuple[str, ...]


class Applied(Record):
    """The article applied, the day it is read on, and the days between which it is in force."""

    article: str
    on: date
    since: date
    until: date | None


class Today(Record):
    """What the same facts give under the article in force today; the ``cards`` of whom it diverts.

    ``concordance`` has, for each repealed article that the verdict cites, the one that follows it
    (empty where none does) and a name for what changes, if anything does.
    """

    article: str
    status: str
    provisions: tuple[str, ...]
    concordance: tuple[Moved, ...] = ()
    cards: tuple[str, ...] = ()


class Verdict(Record):
    """Whether somebody is a "stagiaire" on one day, by which alternatives, and with which file.

    ``status`` is ``qualifies``, ``diverted``, ``does_not_qualify``, ``undetermined`` or
    ``out_of_scope``; ``reason`` is the note, the first of the ``notes``, that says why somebody is
    diverted or out of scope, and None for another status; ``cards`` are those of the "stagiaire
    ICT" that somebody diverted can have; ``presumed`` has what was presumed for want of an answer;
    ``changes`` are the smallest sets of answers that would change the status; ``dossier`` is what
    was answered.
    """

    law: Applied
    status: str
    reason: Note | None
    provisions: tuple[ProvisionVerdict, ...]
    cards: tuple[str, ...]
    settled_by: tuple[str, ...]
    open_readings: tuple[str, ...]
    file: FileVerdict
    checks: tuple[CheckVerdict, ...]
    notes: tuple[Note, ...]
    presumed: Mapping[str, object]
    today: Today
    changes: tuple[Change, ...]
    dossier: Dossier

    @property
    def met(self) -> tuple[str, ...]:
        """The numbers of the alternatives met."""
        return tuple(found.number for found in self.provisions if found.result == "met")

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """The names of the checks that fail, each once, in their order."""
        return failing(self.checks)

    @property
    def is_ready(self) -> bool:
        """Whether the file lacks nothing, or none is needed, and no check fails."""
        return self.file.result in ("complete", "not_needed") and not self.failed_checks

    def note(self, name: str) -> Note | None:
        """The note of that name, if there is one."""
        return next((one for one in self.notes if one.name == name), None)

    @property
    def owes_no_card(self) -> bool:
        """Whether there is no card to apply for, the documents of the time known or not."""
        unlisted = self.note("not_modelled") is not None
        result = self.file.result
        return result == "not_needed" or (result == "not_modelled" and not unlisted)

    @property
    def open_checks(self) -> tuple[str, ...]:
        """The names of the checks that are open, each once, in their order."""
        return open_checks(self.checks)

    @property
    def act_by(self) -> date | None:
        """The first day by which something must be done, if there is one."""
        return soonest(self.checks)


def failing(checks: Iterable[CheckVerdict]) -> tuple[str, ...]:
    """The names of the checks that fail, each once, in their order."""
    return _named({one.check for one in checks if one.result == "fails" and not one.if_met})


def open_checks(checks: Iterable[CheckVerdict]) -> tuple[str, ...]:
    """The names of the checks that are open, each once, in their order."""
    return _named({one.check for one in checks if one.result == "unknown"})


def soonest(checks: Iterable[CheckVerdict]) -> date | None:
    """The first day by which something must be done."""
    return min((one.act_by for one in checks if one.act_by is not None), default=None)


def _named(names: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in CHECK_NAMES if name in names)


def tail_of(verdict: Verdict) -> str:
    """The cells of a verdict, from ``status`` to ``act_by``."""
    return ",".join(
        (
            verdict.status,
            "|".join(verdict.met),
            verdict.file.result,
            "|".join(verdict.file.missing),
            "|".join(verdict.settled_by),
            "|".join(verdict.failed_checks),
            "|".join(verdict.open_checks),
            verdict.act_by.isoformat() if verdict.act_by else "",
        )
    )


# The columns of a verdict as a row of a batch.
VERDICT_COLUMNS: Final = (
    "id",
    "status",
    "provisions",
    "file",
    "missing",
    "settled_by",
    "failed_checks",
    "open_checks",
    "act_by",
    "error",
)
