"""The law on a day: its version of the article, its documents, its checks."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final, TypeVar

from stagiaire_cli.law.checks import CHECKS
from stagiaire_cli.law.dates import (
    CODE_OF_2021,
    STILL,
    TEXTS_READ_UNTIL,
    Dated,
    after,
    eve,
    in_force,
)
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.documents import DOCUMENTS, EXEMPT_BEFORE
from stagiaire_cli.law.persons import OUTSIDE, PROVISION, Outside
from stagiaire_cli.law.shapes import (
    Asked,
    Check,
    Documents,
    Exemption,
    Remark,
    Requirement,
    Version,
)
from stagiaire_cli.logic.conditions import FALSE, Condition, facts_of
from stagiaire_cli.logic.records import Record

_Entries = TypeVar("_Entries")
_Entry = TypeVar("_Entry", Requirement, Exemption, Remark)

LAST_DAY: Final = eve(CODE_OF_2021)
FIRST_DAY: Final = VERSIONS[0].since


class NoLawError(ValueError):
    """There was no article on the day."""

    def __init__(self, on: date) -> None:
        super().__init__(f"no article defined the stagiaire on {on}")
        self.on = on


class Law(Record):
    """The law as it stands unchanged from one day to another.

    ``documents`` is None where those of the time are not modelled. For each alternative and each
    card of the "stagiaire ICT", ``conditions`` says who comes under it, ``required`` and
    ``evidence`` have the requirements by document, ``exempt`` who needs no file, and ``remarks``
    what to know.
    """

    since: date
    version: Version
    outside: tuple[Outside, ...]
    documents: Documents | None
    conditions: Mapping[str, Condition]
    required: Mapping[str, Asked]
    evidence: Mapping[str, Asked]
    exempt: Mapping[str, tuple[Exemption, ...]]
    remarks: Mapping[str, tuple[Remark, ...]]
    checks: tuple[Check, ...]

    def __hash__(self) -> int:
        # What is remembered by law is looked up for every dossier.
        return hash(self.since)

    def asking(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The facts that each rule asks about, with its article; those that weigh most first."""
        for reason in self.outside:
            yield facts_of(reason.when), reason.article
        for provision in self.version.provisions:
            for leaf in provision.condition.leaves():
                yield leaf.facts, self.version.source(leaf, provision.number)[1]
        for _, condition in self.version.routes:
            for leaf in condition.leaves():
                yield leaf.facts, leaf.article
        if self.documents is not None:
            documents = self.documents
            yield from ((facts_of(one.when), one.article) for one in documents.required)
            yield from ((facts_of(one.when), one.article) for one in documents.exempt)
            yield from ((facts_of(one.when), one.article) for one in documents.remarks)
        for check in self.checks:
            yield check.facts, check.article


def _days_of_change() -> Iterator[date]:
    """The days from the first on which a version or a rule begins, or has ceased to hold."""
    yield from (version.since for version in VERSIONS)
    rules: list[Dated] = [*OUTSIDE, *DOCUMENTS, *CHECKS]
    for period in DOCUMENTS:
        rules += (*period.required, *period.evidence, *period.exempt, *period.remarks)
    for check in CHECKS:
        rules += (*check.signatories, *check.remarks)
    for rule in rules:
        if rule.since > FIRST_DAY:
            yield rule.since
        if rule.until != STILL and rule.until >= FIRST_DAY:
            yield after(rule.until)


# The first day of each stretch on which the law stays as it is.
DAYS_OF_CHANGE: Final = tuple(sorted(set(_days_of_change())))


def law_on(on: date) -> Law:
    """The law on that day.

    Raises ``NoLawError`` for a day before the first version of R. 313-10-1 (1 June 2009).
    """
    if on < FIRST_DAY:
        raise NoLawError(on)
    return _law(DAYS_OF_CHANGE[bisect_right(DAYS_OF_CHANGE, on) - 1])


def today() -> Law:
    """The law in force on the day to which the texts were read, whatever is known to follow."""
    return law_on(TEXTS_READ_UNTIL)


@cache
def _law(since: date) -> Law:
    version = next(
        version for version in VERSIONS if version.since <= since <= (version.until or STILL)
    )
    listed = next(iter(in_force(DOCUMENTS, since)), None)
    documents = None if listed is None else _dated_list(listed, since)
    entries = documents or Documents((), (), EXEMPT_BEFORE, ())
    conditions = {one.number: one.condition for one in version.provisions} | dict(version.routes)
    return Law(
        since,
        version,
        in_force(OUTSIDE, since),
        documents,
        conditions,
        _ByName(lambda name: under(name, entries.required)),
        _ByName(lambda name: under(name, entries.evidence)),
        _ByName(lambda name: concerning(name, entries.exempt)),
        _ByName(lambda name: concerning(name, entries.remarks)),
        tuple(
            _dated(check, since)
            for check in in_force(CHECKS, since)
            if check.provision in conditions
        ),
    )


class _ByName(dict[str, _Entries]):
    """Entries by alternative, each worked out when it is first asked for: few ever are."""

    def __init__(self, of: Callable[[str], _Entries]) -> None:
        self._of = of

    def __missing__(self, name: str) -> _Entries:
        self[name] = entries = self._of(name)
        return entries


@cache
def _kept(check: Check) -> Check:
    """The first of all equal checks: what is identical is compared at once."""
    return check


def _dated_list(documents: Documents, on: date) -> Documents:
    """The documents with the entries of the day."""
    return documents._replace(
        required=in_force(documents.required, on),
        evidence=in_force(documents.evidence, on),
        exempt=in_force(documents.exempt, on),
        remarks=in_force(documents.remarks, on),
    )


def _dated(check: Check, on: date) -> Check:
    """The check with those who sign, and the remarks, of the day."""
    signatories = in_force(check.signatories, on)
    remarks = in_force(check.remarks, on)
    if signatories == check.signatories and remarks == check.remarks:
        return check
    return _kept(check._replace(signatories=signatories, remarks=remarks))


@cache
def asks_about(law: Law, fact: str) -> bool:
    """Whether a rule of that time asks about the fact."""
    return any(fact in facts for facts, _ in law.asking())


@cache
def articles_about(law: Law, fact: str) -> tuple[str, ...]:
    """The articles that ask about the fact, the one that weighs most first."""
    return tuple(
        dict.fromkeys(article for facts, article in law.asking() if article and fact in facts)
    )


def under(provision: str, requirements: Iterable[Requirement]) -> Asked:
    """The requirements, by document, that may concern somebody who comes under the alternative."""
    by_document: Asked = {}
    for entry in concerning(provision, requirements):
        by_document[entry.document] = (*by_document.get(entry.document, ()), entry)
    return by_document


def concerning(provision: str, entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """The entries that may concern somebody who comes under the alternative."""
    known = {PROVISION: provision}
    narrowed = (entry._replace(when=entry.when.given(known)) for entry in entries)
    return tuple(entry for entry in narrowed if entry.when != FALSE)
