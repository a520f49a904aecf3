"""What somebody who reads a verdict should know besides: named notes, each with its article."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from stagiaire_cli.assessment.file import Met, cards_of, exempting
from stagiaire_cli.assessment.outcomes import as_of
from stagiaire_cli.assessment.status import facts_asked
from stagiaire_cli.assessment.verdict import CheckVerdict, FileVerdict, Note
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.law.by_date import LAST_DAY, Law, asks_about, today
from stagiaire_cli.law.dates import SUSPENSION, TEXTS_READ_UNTIL
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import DISORDERS, FACT, MADE_OF, NEUTRAL, ORDER, START
from stagiaire_cli.law.persons import ICT, MOBILE, WARNINGS
from stagiaire_cli.law.shapes import Remark
from stagiaire_cli.logic.conditions import UNKNOWN, Answers, Truth, facts_of, reasons_of

_CARDS = {ICT: "ict", MOBILE: "mobile"}


def notes_on(
    dossier: Dossier,
    law: Law,
    status: str,
    reasons: Sequence[Note],
    results: Sequence[Truth],
    file: FileVerdict,
    met: Met,
    checks: tuple[CheckVerdict, ...],
    open_readings: tuple[str, ...],
    answers: Answers,
) -> tuple[Note, ...]:
    """The notes of a verdict, the most important first."""
    return (
        *reasons,
        *_warnings(status, answers),
        *_ict(law, status, answers),
        *_several(law, status, results),
        *_readings(law, status, dossier.readings, open_readings),
        *_unread(status, law, results, answers),
        *_file(law, file, met, answers),
        *_checks(checks),
        *_answers(dossier, law, status, file, met),
        *_text(dossier, law, reasons, answers),
    )


def reasons_of_status(law: Law, status: str, answers: Answers) -> Iterator[Note]:
    """Why the code does not govern somebody, or to which cards they are diverted."""
    if status == "out_of_scope":
        for reason in law.outside:
            if reason.when.value(answers):
                # Nationality is told by today's article, on whatever day.
                present = (now.article for now in today().outside if now.name == reason.name)
                yield Note(reason.name, next(present, reason.article))
    # Whoever has the permit of another State goes by it first.
    for name in reversed(cards := cards_of(law, status, answers)):
        too = "_too" if name == ICT and MOBILE in cards else ""
        yield Note(f"{_CARDS[name]}{too}", law.version.card_article(name))


def of_today(reason: Note) -> bool:
    """Whether somebody is outside the code for a reason that it still has."""
    return any(reason.name == now.name for now in today().outside)


def _warnings(status: str, answers: Answers) -> Iterator[Note]:
    for warning in WARNINGS:
        if status != "out_of_scope" and warning.when.value(answers):
            yield Note(warning.name, warning.article)


def _ict(law: Law, status: str, answers: Answers) -> Iterator[Note]:
    if status == "does_not_qualify":
        open_ = {name: route for name, route in law.version.routes if route.value(answers) is None}
        known = {fact: value for fact, value in answers.items() if value != UNKNOWN}
        left = facts_of(*(route.given(known) for route in open_.values()))
        facts = {one for name in left for one in MADE_OF.get(name, (name,)) if one not in known}
        if facts:
            articles = dict.fromkeys(law.version.card_article(name) for name in open_)
            order = tuple(sorted(facts, key=ORDER.__getitem__))
            yield Note("ict_open", ", ".join(articles), facts=order)


def _several(law: Law, status: str, results: Sequence[Truth]) -> Iterator[Note]:
    met = law.version.numbers(results)
    if status == "qualifies" and len(met) > 1:
        yield Note("several", law.version.article, provisions=met)


def _readings(
    law: Law, status: str, chosen: Mapping[str, str], open_readings: tuple[str, ...]
) -> Iterator[Note]:
    """That a reading decides, or may; a text that does not have the wording turns on none."""
    asked = facts_of(*(provision.condition for provision in law.version.provisions))
    for name in READINGS:
        if status != "out_of_scope" and (name in open_readings or name in {*chosen} & {*asked}):
            yield Note("reading_decides")


def _unread(status: str, law: Law, results: Sequence[Truth], answers: Answers) -> Iterator[Note]:
    """Why no answer can settle an alternative: what the texts read do not say."""
    known = {fact: value for fact, value in answers.items() if value != UNKNOWN}
    for provision, result in zip(law.version.provisions, results, strict=True):
        if result is None and status != "out_of_scope":
            for reason in dict.fromkeys(reasons_of(provision.condition.given(known))):
                yield Note(reason, provisions=(provision.number,))


def _file(law: Law, file: FileVerdict, met: Met, answers: Answers) -> Iterator[Note]:
    if file.result == "not_applicable":
        return
    lacked = {*file.missing, *file.doubtful, *file.on_delivery}
    for exempt in dict.fromkeys(exempt for name in met for exempt in law.exempt[name]):
        facts = facts_asked(exempt.when)
        if exempt.when.value(answers):
            yield Note(exempt.name, exempt.article)
        elif exempt.while_open and any(answers.get(f, UNKNOWN) == UNKNOWN for f in facts):
            yield Note(exempt.while_open, exempt.article, facts=facts)
    if law.documents is None and not exempting(law, tuple(met)).value(answers):
        yield Note("not_modelled")
    given: set[str] = set()
    for remark in (remark for name in met for remark in law.remarks[name]):
        due = file.result != "not_needed" or remark.without_file
        about = not remark.document or remark.document in lacked
        if due and about and remark.name not in given and remark.when.value(answers):
            given.add(remark.name)
            documents = (remark.document,) if remark.document else ()
            yield Note(remark.name, remark.article, documents=documents, day=_day(remark, answers))


def _day(remark: Remark, answers: Answers) -> date | None:
    """The day that a remark gives, where what it is counted from is known."""
    start = answers.get(remark.counted_from)
    if not isinstance(start, date) or not remark.delay.when.value(answers):
        return None
    return remark.delay.after(start)


def _checks(checks: tuple[CheckVerdict, ...]) -> Iterator[Note]:
    if any(check.silence and check.silence.is_suspended for check in checks):
        yield Note("suspension_2020", SUSPENSION.article)


def _answers(
    dossier: Dossier, law: Law, status: str, file: FileVerdict, met: Met
) -> Iterator[Note]:
    facts = dossier.facts
    # In the order of the text, not in that of the flags.
    for name in (name for name in FACT if name in facts):
        fact = FACT[name]
        supposed = fact.only_if if facts[name] not in NEUTRAL else None
        if supposed is not None and supposed.value(facts) is False:
            yield Note("contradiction", facts=(name, *facts_of(supposed)))
    ignored = tuple(name for name in FACT if name in facts and not asks_about(law, name))
    if ignored:
        yield Note("ignored_facts", facts=ignored)
    if met:
        counted = _facts_under(law, tuple(met))
        others = (name for name in FACT if name in facts and name not in {*ignored, *counted})
        if uncounted := tuple(name for name in others if FACT[name].group == "file"):
            yield Note("facts_of_another", facts=uncounted)
    no_file = status in ("does_not_qualify", "out_of_scope")
    used = {*file.held, *file.missing, *file.doubtful}
    unused = tuple(name for name in DOCUMENT_IDS if name in dossier.documents and name not in used)
    if unused and (no_file or file.result not in ("not_applicable", "not_modelled")):
        yield Note("ignored_documents", documents=unused)
    known = as_of(facts, dossier.on)
    for disorder in DISORDERS:
        if disorder.when.value(known):
            yield Note("days_contradict", facts=disorder.facts)


@lru_cache(maxsize=1024)
def _facts_under(law: Law, met: tuple[str, ...]) -> frozenset[str]:
    """The facts that the file and the checks of what is met ask about."""
    entries = (
        entry
        for name in met
        for kind in (law.required, law.evidence)
        for entry in chain.from_iterable(kind[name].values())
    )
    notes = (remark for name in met for kind in (law.exempt, law.remarks) for remark in kind[name])
    asking = facts_of(*(entry.when for entry in (*entries, *notes)))
    return _facts_checked(law, met).union(asking)


@lru_cache(maxsize=1024)
def _facts_checked(law: Law, met: tuple[str, ...]) -> frozenset[str]:
    """The facts that the checks of what is met ask about."""
    return frozenset().union(*(check.facts for check in law.checks if check.provision in met))


def _text(dossier: Dossier, law: Law, reasons: Sequence[Note], answers: Answers) -> Iterator[Note]:
    version = law.version
    present = today().version
    if version.article != present.article and not any(map(of_today, reasons[:1])):
        yield Note("repealed", present.article)
    if dossier.on is not None and dossier.on > TEXTS_READ_UNTIL:
        yield Note("texts_read_until", version.article)
    start = answers.get(START)
    if dossier.on is None and isinstance(start, date) and start > LAST_DAY:
        yield Note("later_than_the_text", present.article, facts=(START,))
