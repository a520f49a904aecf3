"""What somebody who reads a verdict should know besides: named notes, each with its article."""

from collections.abc import Iterator, Sequence
from datetime import date

from stagiaire_cli.answers import Dossier
from stagiaire_cli.law import LAST_DAY, Law, today
from stagiaire_cli.law.definition import TEXTS_READ_UNTIL
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, ORDER
from stagiaire_cli.law.frame import OUTSIDE
from stagiaire_cli.logic import UNKNOWN, Answers, Truth, facts_of
from stagiaire_cli.verdict import FileVerdict, Note

_NEUTRAL = (False, "none", "nothing", "other", UNKNOWN, 0)


def notes_on(
    dossier: Dossier,
    law: Law,
    status: str,
    results: Sequence[Truth],
    file: FileVerdict,
    answers: Answers,
) -> tuple[Note, ...]:
    """The notes of a verdict, the most important first."""
    return (
        *_scope(status, answers),
        *_ict(law, status, answers),
        *_several(law, status, results),
        *_file(law, file, answers),
        *_answers(dossier, law, file),
        *_text(dossier, law, results, answers),
    )


def _scope(status: str, answers: Answers) -> Iterator[Note]:
    if status == "out_of_scope":
        for reason in OUTSIDE:
            if reason.when.value(answers):
                yield Note(reason.name, reason.article)


def _ict(law: Law, status: str, answers: Answers) -> Iterator[Note]:
    for name, condition in (("ict", law.version.ict), ("mobile", law.version.mobile)):
        if status == "diverted" and condition.value(answers):
            yield Note(name, next(condition.leaves()).article)
    if status == "does_not_qualify":
        open_ = [one for one in (law.version.ict, law.version.mobile) if one.value(answers) is None]
        known = {fact: value for fact, value in answers.items() if value != UNKNOWN}
        facts = facts_of(*(one.given(known) for one in open_))
        if facts:
            article = next(open_[0].leaves()).article
            yield Note("ict_open", article, facts=tuple(sorted(facts, key=ORDER.__getitem__)))


def _several(law: Law, status: str, results: Sequence[Truth]) -> Iterator[Note]:
    met = law.version.numbers(results)
    if status == "qualifies" and len(met) > 1:
        yield Note("several", law.version.article, provisions=met)


def _file(law: Law, file: FileVerdict, answers: Answers) -> Iterator[Note]:
    if file.result == "not_applicable":
        return
    if law.documents is None or file.result == "not_modelled":
        yield Note("not_modelled")
        return
    asked = {*file.missing, *file.doubtful}
    for exempt in law.documents.exempt:
        facts = facts_of(exempt.when)
        if exempt.when.value(answers):
            yield Note(exempt.name, exempt.article)
        elif exempt.while_open and any(answers.get(f, UNKNOWN) == UNKNOWN for f in facts):
            yield Note(exempt.while_open, exempt.article, facts=facts)
    for remark in law.documents.remarks:
        due = file.result != "not_needed" or remark.without_file
        about = not remark.document or remark.document in asked
        if due and about and remark.when.value(answers):
            documents = (remark.document,) if remark.document else ()
            yield Note(remark.name, remark.article, documents=documents)


def _answers(dossier: Dossier, law: Law, file: FileVerdict) -> Iterator[Note]:
    facts = dossier.facts
    day = law.version.since
    for name in facts:
        fact = FACT[name]
        supposed = fact.only_if if facts[name] not in _NEUTRAL else None
        if supposed is not None and supposed.value(facts) is False:
            yield Note("contradiction", facts=(name, *facts_of(supposed)))
    ignored = tuple(
        name
        for name in facts
        if ((since := FACT[name].since) is not None and (law.version.until or since) < since)
        or ((until := FACT[name].until) is not None and until < day)
    )
    if ignored:
        yield Note("ignored_facts", facts=ignored)
    used = {*file.held, *file.missing, *file.doubtful}
    unused = tuple(name for name in DOCUMENT_IDS if name in dossier.documents and name not in used)
    if unused and file.result not in ("not_applicable", "not_modelled"):
        yield Note("ignored_documents", documents=unused)
    start, end = facts.get("internship_start"), facts.get("internship_end")
    if start and end and UNKNOWN not in (start, end) and str(end) < str(start):
        yield Note("end_before_start", facts=("internship_start", "internship_end"))


def _text(dossier: Dossier, law: Law, results: Sequence[Truth], answers: Answers) -> Iterator[Note]:
    version = law.version
    present = today().version
    if version.article != present.article:
        yield Note("repealed", present.article)
    if dossier.on is not None and dossier.on > TEXTS_READ_UNTIL:
        yield Note("texts_read_until", version.article)
    start = answers.get("internship_start")
    if dossier.on is None and isinstance(start, date) and start > LAST_DAY:
        yield Note("later_than_the_text", present.article, facts=("internship_start",))
    if True in results or None in results:
        yield Note("not_checked")
