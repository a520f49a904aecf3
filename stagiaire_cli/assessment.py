"""From what is known of a person to a verdict; no input, no output, no clock."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from stagiaire_cli.answers import Dossier, read_dossier
from stagiaire_cli.filing import assess_file
from stagiaire_cli.law import LAST_DAY, Law, law_on, today
from stagiaire_cli.law.definition import READINGS, Provision, Version
from stagiaire_cli.law.facts import PRESUMED
from stagiaire_cli.logic import (
    UNKNOWN,
    All,
    Answers,
    Any,
    Condition,
    Established,
    Leaf,
    Not,
    Truth,
    facts_of,
)
from stagiaire_cli.notes import notes_on
from stagiaire_cli.settling import asked, settling
from stagiaire_cli.verdict import Applied, FileVerdict, ProvisionVerdict, Reason, Today, Verdict

RESULTS: Final[Mapping[Truth, str]] = {True: "met", False: "not_met", None: "undetermined"}


def assess(
    facts: Mapping[str, object],
    documents: Iterable[str] = (),
    on: date | str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Verdict:
    """Judge one dossier under each alternative of R. 313-10-1 (or of the article of the day).

    ``facts`` maps the identifiers of facts to answers (months as whole numbers, amounts in euros,
    days as dates or ``YYYY-MM-DD``); ``documents`` lists the identifiers of those held; ``on`` is
    the day of the law, 30 April 2021 where none is given; ``readings`` maps a reading to a choice.
    Raises ``InvalidAnswersError`` for anything that is not an answer, ``NoLawError`` for a day
    before 1 June 2009.
    """
    return assess_dossier(
        read_dossier(
            {
                "facts": facts,
                "documents": tuple(documents),
                "readings": readings or {},
                "on": on,
            }
        )
    )


def assess_dossier(dossier: Dossier) -> Verdict:
    """Judge a dossier that was read already; raises ``NoLawError`` as ``assess`` does."""
    on = dossier.on or LAST_DAY
    law = law_on(on)
    version = law.version
    answers = {**PRESUMED, **dossier.facts, **dossier.readings}
    status, results = judge(version, answers)
    settled_by: tuple[str, ...] = ()
    if status == "undetermined":
        settled_by = settling(settled(version), answers, (True,))
    provisions = tuple(
        _explained(version, provision, result, answers)
        for provision, result in zip(version.provisions, results, strict=True)
    )
    file = assess_file(law, status, results, answers, dossier.documents)
    present = today().version
    present_status, present_results = (
        (status, results) if present is version else judge(present, answers)
    )
    return Verdict(
        law=Applied(version.article, on, *version.in_force),
        status=status,
        provisions=provisions,
        settled_by=settled_by,
        open_readings=_open_readings(version, results, answers),
        file=file,
        notes=notes_on(dossier, law, status, results, file, answers),
        presumed=_presumed(law, status, file, dossier.facts, answers),
        today=Today(
            present.article,
            present_status,
            present.numbers(present_results),
        ),
        dossier=dossier,
    )


def judge(version: Version, answers: Answers) -> tuple[str, tuple[Truth, ...]]:
    """The status, and the result of each alternative."""
    results = tuple(provision.condition.value(answers) for provision in version.provisions)
    outside = version.out_of_scope.value(answers)
    if outside:
        return "out_of_scope", results
    if outside is None:
        return "undetermined", results
    if True in results:
        return "qualifies", results
    if None in results:
        return "undetermined", results
    if version.ict.value(answers) or version.mobile.value(answers):
        return "diverted", results
    return "does_not_qualify", results


@lru_cache
def settled(version: Version) -> Condition:
    """That the status is no longer undetermined."""
    each = [provision.condition for provision in version.provisions]
    outside = version.out_of_scope
    return Any(outside, All(Not(outside), Any(*each, All(*map(Not, each)))))


def components(law: Law) -> tuple[Condition, ...]:
    """Everything in a verdict that an answer can change, as conditions.

    That is the status, the result of each alternative, and each required document.
    """
    return _components(law.version)


@lru_cache
def _components(version: Version) -> tuple[Condition, ...]:
    law = law_on(version.since)
    outside = version.out_of_scope
    governed = Not(Established(outside))
    each = [provision.condition for provision in version.provisions]
    parts = [
        outside,
        *(All(governed, condition) for condition in each),
        # Refused is refused, as long as the "stagiaire ICT" is not established.
        Established(All(Not(outside), *map(Not, each), Any(version.ict, version.mobile))),
    ]
    if law.documents is not None:
        needed = All(governed, *(Not(exempt.when) for exempt in law.documents.exempt))
        for name in dict.fromkeys(entry.document for entry in law.documents.required):
            asked = (
                All(provision.condition, Any(*(entry.when for entry in entries)))
                for provision in version.provisions
                if (entries := law.required[provision.number].get(name))
            )
            parts.append(All(needed, Any(*asked)))
    return tuple(parts)


def _explained(
    version: Version, provision: Provision, result: Truth, answers: Answers
) -> ProvisionVerdict:
    given = tuple(map(answers.get, asked(provision.condition)))
    return _explained_by(version, provision, result, given)


# The domain is finite: few distinct answers to one alternative, however many dossiers.
@lru_cache(maxsize=65536)
def _explained_by(
    version: Version, provision: Provision, result: Truth, given: tuple[object, ...]
) -> ProvisionVerdict:
    number, condition, _ = provision
    answers = {
        fact: answer
        for fact, answer in zip(asked(condition), given, strict=True)
        if answer is not None
    }
    conditions = tuple(
        Reason(
            fact,
            answers.get(fact),
            state,
            RESULTS[part.value(answers)],
            *version.source(leaf, number),
        )
        for part in (condition.parts if isinstance(condition, All) else (condition,))
        for leaf, state in _states(part, True, answers)
        for fact in leaf.facts
    )
    name = RESULTS[result]
    return ProvisionVerdict(
        number,
        name,
        tuple(reason for reason in conditions if reason.result == name),
        conditions,
        settling(condition, answers) if result is None else (),
    )


def _states(
    condition: Condition, wanted: bool, answers: Answers, idle: bool = False
) -> Iterable[tuple[Leaf, str]]:
    """Each leaf, with what it does for the condition to come out as wanted."""
    if isinstance(condition, Leaf):
        value = condition.value(answers)
        met = value if value is None else value is wanted
        yield condition, "not_needed" if idle and not met else RESULTS[met]
    elif isinstance(condition, Not):
        yield from _states(condition.part, not wanted, answers, idle)
    elif isinstance(condition, Established):
        yield from _states(condition.part, wanted, answers, idle)
    elif isinstance(condition, All | Any):
        one_is_enough = isinstance(condition, Any) == wanted
        enough = one_is_enough and condition.value(answers) is wanted
        for part in condition.parts:
            spare = enough and part.value(answers) is not wanted
            yield from _states(part, wanted, answers, idle or spare)


def _open_readings(
    version: Version, results: tuple[Truth, ...], answers: Answers
) -> tuple[str, ...]:
    """The readings not chosen that leave an alternative undetermined, where a choice would not."""
    undetermined = [
        provision.condition
        for provision, result in zip(version.provisions, results, strict=True)
        if result is None
    ]
    return tuple(
        name
        for name, choices in READINGS.items()
        if name not in answers
        and any(
            condition.value({**answers, name: choice}) is not None
            for condition in undetermined
            for choice in choices
        )
    )


def _presumed(
    law: Law, status: str, file: FileVerdict, given: Mapping[str, object], answers: Answers
) -> dict[str, object]:
    """What was presumed, of all that could have told otherwise."""
    bearing = set(asked(law.version.out_of_scope))
    if status != "out_of_scope":
        bearing |= _facts_of_results(law.version)
    if law.documents is not None and file.result not in ("not_applicable", "not_modelled"):
        bearing |= _facts_of_file(law.version)
        # A stay is established or not: what was done before it bears only where it tells.
        for exempt in law.documents.exempt:
            for name in PRESUMED.keys() & set(asked(exempt.when)) - bearing - given.keys():
                if exempt.when.value({**answers, name: UNKNOWN}) != exempt.when.value(answers):
                    bearing.add(name)
    return {
        name: value for name, value in PRESUMED.items() if name in bearing and name not in given
    }


@lru_cache
def _facts_of_results(version: Version) -> frozenset[str]:
    """What the alternatives ask about, and what is reserved to another card."""
    each = [provision.condition for provision in version.provisions]
    return frozenset(facts_of(*each, version.ict, version.mobile))


@lru_cache
def _facts_of_file(version: Version) -> frozenset[str]:
    """What the list of documents and the remarks on it ask about, in any case."""
    documents = law_on(version.since).documents
    if documents is None:
        return frozenset()
    sure = [entry.when for entry in documents.required]
    sure += [remark.when for remark in documents.remarks]
    sure += [one.when for one in documents.exempt if not isinstance(one.when, Established)]
    return frozenset(facts_of(*sure))
