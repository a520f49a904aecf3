"""What somebody who reads a verdict should know besides: named notes, each with its article."""

from collections.abc import Iterator, Sequence
from datetime import date

from stagiaire_cli.answers import Dossier
from stagiaire_cli.law import LAST_DAY, Law, today
from stagiaire_cli.law.definition import TEXTS_READ_UNTIL
from stagiaire_cli.law.documents import DOCUMENT_IDS, RENEWAL
from stagiaire_cli.law.facts import FACT, ORDER
from stagiaire_cli.logic import UNKNOWN, Answers, Is, Truth, facts_of
from stagiaire_cli.verdict import FileVerdict, Note

OUT_OF_SCOPE = (
    ("french", Is("nationality", "french"), "L. 111-1"),
    ("eu_eea_swiss", Is("nationality", "eu_eea_swiss"), "L. 121-1"),
    ("algerian", Is("nationality", "algerian"), "L. 111-2"),
    ("not_covered", Is("territory", "not_covered"), "L. 111-3"),
)
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
        *_file(file, answers),
        *_answers(dossier, law, file),
        *_text(dossier, law, results, answers),
    )


def _scope(status: str, answers: Answers) -> Iterator[Note]:
    if status == "out_of_scope":
        for name, condition, article in OUT_OF_SCOPE:
            if condition.value(answers):
                yield Note(name, article)


def _ict(law: Law, status: str, answers: Answers) -> Iterator[Note]:
    version = law.version
    if status == "diverted":
        if version.ict.value(answers):
            yield Note("ict", "L. 313-7-2 I")
        if version.mobile.value(answers):
            yield Note("mobile", "L. 313-7-2 II")
    elif status == "does_not_qualify":
        undecided = [one for one in (version.ict, version.mobile) if one.value(answers) is None]
        known = {fact: value for fact, value in answers.items() if value != UNKNOWN}
        facts = facts_of(*(one.given(known) for one in undecided))
        if facts:
            yield Note("ict_open", "L. 313-7-2", facts=tuple(sorted(facts, key=ORDER.__getitem__)))


def _several(law: Law, status: str, results: Sequence[Truth]) -> Iterator[Note]:
    met = tuple(
        provision.number
        for provision, result in zip(law.version.provisions, results, strict=True)
        if result
    )
    if status == "qualifies" and len(met) > 1:
        yield Note("several", law.version.article, provisions=met)


def _file(file: FileVerdict, answers: Answers) -> Iterator[Note]:
    if file.result == "not_applicable":
        return
    if answers.get("adult") is False:
        yield Note("minor", "L. 311-1")
    if file.result == "not_modelled":
        yield Note("not_modelled")
        return
    if file.result == "not_needed":
        yield (
            Note("vls_ts", "R. 311-3 10°")
            if answers.get("vls_ts") is True and answers.get("request") == "first_card"
            else Note("short_stay", "R. 311-3 2°")
        )
        return
    yield Note("no_medical_certificate", "R. 313-4", documents=("medical_certificate",))
    asked = {*file.missing, *file.doubtful}
    if "long_stay_visa" in asked:
        yield Note("visa_waiver", "L. 313-7-1", documents=("long_stay_visa",))
    if "stamped_convention" in asked:
        yield Note("canadian_convention", documents=("stamped_convention",))
    if RENEWAL.value(answers):
        yield Note("renewal_window", "R. 311-2 4°, R. 311-3")
    start, end = answers.get("internship_start"), answers.get("internship_end")
    if start in (None, UNKNOWN) or end in (None, UNKNOWN):
        yield Note("stay_unknown", "R. 311-3 2°", facts=("internship_start", "internship_end"))


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
        yield Note(
            "repealed",
            present.article,
            provisions=tuple(
                provision.number
                for provision, result in zip(version.provisions, results, strict=True)
                if result
            ),
        )
    if dossier.on is not None and dossier.on > TEXTS_READ_UNTIL:
        yield Note("texts_read_until", version.article)
    start = answers.get("internship_start")
    if dossier.on is None and isinstance(start, date) and start > LAST_DAY:
        yield Note("later_than_the_text", present.article, facts=("internship_start",))
    if True in results or None in results:
        yield Note("not_checked")
