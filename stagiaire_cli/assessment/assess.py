"""From what is known of a person to a verdict; no input, no output, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from stagiaire_cli.assessment.alternatives import explained
from stagiaire_cli.assessment.changes import changes, is_final
from stagiaire_cli.assessment.checks import assess_checks, checked, used_by
from stagiaire_cli.assessment.file import (
    assess_file,
    candidates,
    cards_of,
    exempting,
    presumes_complete,
)
from stagiaire_cli.assessment.notes import notes_on, of_today, reasons_of_status
from stagiaire_cli.assessment.status import facts_asked, judge, settled, settling
from stagiaire_cli.assessment.verdict import (
    Applied,
    CheckVerdict,
    FileVerdict,
    Note,
    Today,
    Verdict,
)
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY, Law, law_on, today
from stagiaire_cli.law.concordance import followed
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FILED, ORDER, PRESUMED, derived_of, presumed_of
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import (
    UNKNOWN,
    Answers,
    Condition,
    Established,
    Truth,
    facts_of,
)


def assess(
    facts: Mapping[str, object],
    documents: Iterable[str] = (),
    on: date | str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Verdict:
    """Judge one dossier under each alternative of R. 313-10-1 (or of the article of the day).

    ``facts`` maps the identifiers of facts to answers (months as whole numbers, amounts in euros,
    days as dates or ``YYYY-MM-DD``); ``documents`` lists the identifiers of those held, in a text
    too (``photographs|civil_status``); ``on`` is the day of the law, 30 April 2021 where none is
    given; ``readings`` maps a reading to a choice.
    Raises ``InvalidAnswersError`` for anything that is not an answer, ``NoLawError`` for a day
    before 1 June 2009.
    """
    return assess_dossier(
        read_dossier(
            {
                "facts": facts,
                "documents": documents if isinstance(documents, str) else _listed(documents),
                "readings": readings,
                "on": on,
            }
        )
    )


def _listed(documents: object) -> object:
    """What may be gone through, as a list; an object has an order of names by chance alone."""
    if isinstance(documents, Iterable) and not isinstance(documents, Mapping):
        return tuple(documents)
    return documents


def assess_dossier(dossier: Dossier) -> Verdict:
    """Judge a dossier that is read; raises ``NoLawError`` as ``assess`` does."""
    on = dossier.on or LAST_DAY
    law = law_on(on)
    version = law.version
    presumed = presumed_of(dossier.facts)
    answers = {**presumed, **dossier.facts, **dossier.readings}
    answers |= derived_of(answers)
    status, results = judge(version, answers)
    settled_by: tuple[str, ...] = ()
    if status == "undetermined":
        settled_by = settling(settled(version), answers, (True,))
    provisions = tuple(
        explained(version, provision, result, answers)
        for provision, result in zip(version.provisions, results, strict=True)
    )
    met = candidates(law, status, results, answers)
    file = assess_file(law, met, answers, dossier.documents)
    if presumes_complete(file) and dossier.on is not None:
        presumed[FILED] = dossier.on
        answers.setdefault(FILED, dossier.on)
    law_today = today()
    present = law_today.version
    present_status, present_results = (
        (status, results) if present is version else judge(present, answers)
    )
    checks = assess_checks(law, checked(met, status), answers, dossier.on, dossier.documents)
    reasons = tuple(reasons_of_status(law, status, answers))
    reason = reasons[0] if reasons else None
    open_readings = _open_readings(version, results, answers)
    bearing = _bearing(law, status, tuple(met), file, checks, answers)
    relied_on = {
        name: presumed[name] for name in bearing if name in presumed and name not in dossier.facts
    }
    notes = notes_on(
        dossier, law, status, reasons, results, file, met, checks, open_readings, answers
    )
    if is_final(version, status, settled_by, answers):
        notes += (Note("final_presumed" if relied_on else "final"),)
    cited: list[str] = []
    # A nationality that the code does not concern has nothing to find in what it was.
    if present.article != version.article and (reason is None or not of_today(reason)):
        cited += [f"{version.article} {provision.number}" for provision in provisions]
        cited += [*file.articles.values(), *(check.article for check in checks)]
        cited += [note.article for note in notes]
    return Verdict(
        law=Applied(version.article, on, *version.in_force),
        status=status,
        reason=reason,
        provisions=provisions,
        cards=tuple(met) if status == "diverted" else (),
        settled_by=settled_by,
        open_readings=open_readings,
        file=file,
        checks=checks,
        notes=notes,
        presumed=relied_on,
        today=Today(
            present.article,
            present_status,
            present.numbers(present_results),
            followed(tuple(cited), law.since),
            cards_of(law_today, present_status, answers),
        ),
        changes=changes(law, status, answers),
        dossier=dossier,
    )


def status_read(dossier: Dossier, name: str, choice: str) -> str:
    """The status if a wording is read in one of its ways; or, for "unknown", in none."""
    return assess_dossier(dossier._replace(readings={**dossier.readings, name: choice})).status


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


def _bearing(
    law: Law,
    status: str,
    met: tuple[str, ...],
    file: FileVerdict,
    checks: tuple[CheckVerdict, ...],
    answers: Answers,
) -> Iterator[str]:
    """The facts, in their order, that can change the verdict where they are not as presumed."""
    bearing = set(facts_asked(law.version.out_of_scope))
    if status != "out_of_scope":
        bearing |= _facts_of_results(law.version)
    if file.result not in ("not_applicable", "not_modelled"):
        bearing |= _facts_of_file(law, met)
        # A short stay is established or not: months presumed before it count where they decide it.
        exempted = exempting(law, met)
        for name in PRESUMED.keys() & set(facts_asked(exempted)) - bearing:
            if exempted.value({**answers, name: UNKNOWN}) != exempted.value(answers):
                bearing.add(name)
    bearing |= used_by(law, tuple((check.check, check.provision) for check in checks))
    return (name for name in ORDER if name in bearing)


@lru_cache
def _facts_of_results(version: Version) -> frozenset[str]:
    """What the alternatives ask about, and what is reserved to another card."""
    each = [provision.condition for provision in version.provisions]
    return frozenset(facts_of(*each, version.ict, version.mobile))


@lru_cache
def _facts_of_file(law: Law, met: tuple[str, ...]) -> frozenset[str]:
    """What the list of documents and the remarks on it ask about, in any case."""
    if law.documents is None:
        return frozenset()
    sure: list[Condition] = []
    for name in met:
        exemptions = [exemption.when for exemption in law.exempt[name]]
        sure += [remark.when for remark in law.remarks[name]]
        sure += [entry.when for entries in law.required[name].values() for entry in entries]
        sure += [when for when in exemptions if not isinstance(when, Established)]
    return frozenset(facts_of(*sure))
