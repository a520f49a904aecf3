"""The supporting documents of a dossier: required, held, missing, doubtful, useful."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from stagiaire_cli.assessment.status import settling
from stagiaire_cli.assessment.verdict import Doubt, FileVerdict
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.documents import ON_DELIVERY
from stagiaire_cli.law.shapes import Asked
from stagiaire_cli.logic.conditions import (
    OPEN,
    All,
    Answers,
    Any,
    Condition,
    Established,
    Truth,
    reasons_of,
)
from stagiaire_cli.logic.records import Record

Met = Mapping[str, bool]


class _Candidate(Record):
    """An alternative that is met, or still may be, and what it asks for."""

    condition: Condition
    met: bool
    required: Asked
    evidence: Asked


def candidates(law: Law, status: str, results: Sequence[Truth], answers: Answers) -> Met:
    """The alternatives that are met or may be, by name; or the cards of the "stagiaire ICT"."""
    return under(law, status, results, cards_of(law, status, answers))


def cards_of(law: Law, status: str, answers: Answers) -> tuple[str, ...]:
    """The cards of the "stagiaire ICT" that somebody who is diverted can have."""
    diverted = status == "diverted"
    return tuple(name for name, route in law.version.routes if diverted and route.value(answers))


def under(law: Law, status: str, results: Sequence[Truth], cards: Iterable[str]) -> Met:
    """The same, where it is known which cards somebody who is diverted gets."""
    if status == "out_of_scope":
        return {}
    if status == "diverted":
        return dict.fromkeys(cards, True)
    return {
        provision.number: result is True
        for provision, result in zip(law.version.provisions, results, strict=True)
        if result is not False
    }


def assess_file(law: Law, met: Met, answers: Answers, declared: Iterable[str]) -> FileVerdict:
    """What the file of a dossier contains and lacks.

    Several alternatives met: the documents of each. None met yet: what every alternative still
    open asks for is required, and what only some ask for is doubtful.
    """
    if not met:
        return FileVerdict("not_applicable")
    if law.documents is None:
        return FileVerdict("not_modelled")
    needless = law.documents.needless
    exemption = exempting(law, tuple(met))
    exempted = exemption.value(answers)
    if exempted:
        return FileVerdict("not_needed", not_required=needless)
    candidates = [
        _Candidate(law.conditions[name], met[name], law.required[name], law.evidence[name])
        for name in met
    ]
    has = set(declared)
    articles: dict[str, str] = {}
    missing: list[str] = []
    held: list[str] = []
    evidence: list[str] = []
    on_delivery: list[str] = []
    doubts: dict[str, Doubt] = {}
    for name, required in needs(law, tuple(met.items())).items():
        need = required.value(answers)
        if need is False:
            continue
        articles[name] = _articles(name, candidates, answers)
        if name in has:
            held.append(name)
        elif name in ON_DELIVERY:
            on_delivery.append(name)
        elif need is None:
            doubts[name] = _doubt(name, candidates, answers)
        elif exempted is None:
            doubts[name] = Doubt(settling(exemption, answers), "")
        else:
            missing.append(name)
    for name, article in _evidence(candidates, answers):
        if name not in articles:
            articles[name] = article
            (held if name in has else evidence).append(name)
    return FileVerdict(
        "incomplete" if missing else "doubtful" if doubts else "complete",
        tuple(missing),
        tuple(held),
        tuple(doubts),
        doubts,
        tuple(on_delivery),
        tuple(evidence),
        needless,
        articles,
    )


def presumes_complete(file: FileVerdict) -> bool:
    """Whether an application may be presumed complete: nothing that is asked lacks, for certain."""
    return file.result == "complete"


@lru_cache
def exempting(law: Law, names: tuple[str, ...]) -> Condition:
    """That somebody who comes under one of the alternatives needs no file."""
    conditions = (exemption.when for name in names for exemption in law.exempt[name])
    return _one_of(tuple(dict.fromkeys(conditions)))


@cache
def needs(law: Law, met: tuple[tuple[str, bool], ...]) -> Mapping[str, Condition]:
    """When somebody who comes under these alternatives needs each document.

    Those that are met decide, and if none is, all that still may be together.
    """
    needed = {}
    for document in dict.fromkeys(name for number, _ in met for name in law.required[number]):
        asked = {number: law.required[number].get(document, ()) for number, _ in met}
        whens = [_one_of(tuple(entry.when for entry in asked[number])) for number, _ in met]
        of_met = [when for when, (_, is_met) in zip(whens, met, strict=True) if is_met]
        sure = Established(Any(*of_met) if of_met else All(*whens))
        alike = len(set(whens)) == 1
        needed[document] = whens[0] if alike else Any(sure, All(Any(*whens), OPEN))
    return needed


def _articles(name: str, candidates: Sequence[_Candidate], answers: Answers) -> str:
    """The articles by which the document is required, or may be; of what is met, if it is."""

    def by(asking: Iterable[_Candidate]) -> tuple[str, ...]:
        articles = (
            article
            for candidate in asking
            for requirement in candidate.required.get(name, ())
            if requirement.when.value(answers) is not False
            for article in requirement.cited(answers)
        )
        return tuple(dict.fromkeys(articles))

    return ", ".join(by(one for one in candidates if one.met) or by(candidates))


def _doubt(name: str, candidates: Sequence[_Candidate], answers: Answers) -> Doubt:
    """Why it is open: its own condition where that is, else which alternative is met."""
    none_met = not any(candidate.met for candidate in candidates)
    asked = [
        (candidate, _one_of(tuple(entry.when for entry in candidate.required.get(name, ()))))
        for candidate in candidates
    ]
    own = tuple(
        when
        for candidate, when in asked
        if (candidate.met or none_met) and when.value(answers) is None
    )
    whole = _one_of(own or tuple(_both(candidate.condition, when) for candidate, when in asked))
    facts = settling(whole, answers)
    return Doubt(facts, "" if facts else next(reasons_of(whole.given(answers)), ""))


# A condition knows its hash only once it is made, so each is made once.
@lru_cache
def _one_of(conditions: tuple[Condition, ...]) -> Condition:
    return conditions[0] if len(conditions) == 1 else Any(*conditions)


@lru_cache
def _both(first: Condition, second: Condition) -> Condition:
    return All(first, second)


def _evidence(candidates: Sequence[_Candidate], answers: Answers) -> Iterator[tuple[str, str]]:
    none_met = not any(candidate.met for candidate in candidates)
    for candidate in candidates:
        if candidate.met or none_met:
            for name, entries in candidate.evidence.items():
                if any(entry.when.value(answers) is not False for entry in entries):
                    yield name, entries[0].article
