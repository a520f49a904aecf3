"""The questions by their names, each with its lines, and the words of the article beside it.

A question asks about one fact, or is one of the few of its own: the alternatives at the start, the
day, the checks, the documents, how a wording is read.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.assessment.assess import status_read
from stagiaire_cli.assessment.file import assess_file
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.interview.relevance import concerned, presuming
from stagiaire_cli.law.by_date import LAST_DAY, Law, articles_about, law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import (
    DISORDERS,
    ELSEWHERE,
    FACT,
    FILED,
    NATIONALITY,
    PACIFIC,
    PRESUMED,
    TERRITORY,
    VERDICT_DAY,
)
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.records import Record

ON_QUESTION: Final = "on"
ON_DAY_QUESTION: Final = "on_day"
CHECKS_QUESTION: Final = "checks"
TODAY_LINE: Final = "today"
ANOTHER_DAY_LINE: Final = "another_day"
YES_LINE: Final = "yes"
NO_LINE: Final = "no"
OPENING_QUESTION: Final = "opening"
DOCUMENTS_QUESTION: Final = "documents"
NONE_LINE: Final = "none_of_these"
ELSEWHERE_LINE: Final = "elsewhere"


class Choice(Record):
    """One line of a question: its name, and the facts that choosing it answers.

    ``gives`` is the status that it would give, where the question shows it; ``declines`` are the
    facts that it answers where several can be chosen and it is not.
    """

    name: str
    answers: tuple[tuple[str, object], ...] = ()
    gives: str = ""
    declines: tuple[tuple[str, object], ...] = ()


class Limit(Record):
    """A day that the answer cannot be before, or after if it is the ``last``; and whose day it is.

    ``of`` is a fact, ``on``, ``today``, or ``law`` for the first day that has a text.
    """

    of: str
    day: date
    last: bool = False


class Question(Record):
    """A question as the person is asked it.

    ``kind`` is ``one`` (one choice), ``several`` (any number), ``documents`` (those held),
    ``date``, ``act`` (a date, or not yet), ``months``, ``euros`` or ``day`` (a date that must be
    given); ``name`` is the fact, or ``on``, ``on_day``, ``opening``, ``checks`` or ``documents``;
    ``words`` are the article's own, each with its article; ``limits`` are the days between which a
    date is.
    """

    name: str
    kind: str
    choices: tuple[Choice, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    limits: tuple[Limit, ...] = ()

    def broken(self, value: object) -> Limit | None:
        """The first limit that the answer does not keep to, if it is a day that breaks one."""
        if not isinstance(value, date):
            return None
        return next(
            (one for one in self.limits if (value > one.day if one.last else value < one.day)), None
        )


def cited(law: Law, dossier: Dossier, question: Question) -> Question:
    """The question with the article of the check that it is asked for, unless it has words."""
    article = next((check.article for check in checks_about(law, dossier, question.name)), "")
    if not article or any(words for words, _ in question.words):
        return question
    return question._replace(words=(("", article),))


def checks_about(law: Law, dossier: Dossier, fact: str) -> Iterator[Check]:
    """The checks of the alternatives that are met, or may be, that ask about the fact."""
    met = concerned(law, dossier)
    return (check for check in law.checks if met.get(check.provision) and fact in check.facts)


def ask(law: Law, fact: str) -> Question:
    """The question that asks about one fact."""
    kind = FACT[fact].kind
    words = law.version.sources(fact)
    words = words or tuple(("", article) for article in articles_about(law, fact)[:1])
    if kind in ("date", "months", "euros"):
        return Question(fact, "act" if FACT[fact].act else kind, words=words)
    values: Sequence[object] = (*FACT[fact].values, UNKNOWN)
    return Question(
        fact,
        "one",
        tuple(Choice(name_of(value), ((fact, value),)) for value in values),
        words,
    )


def limited(question: Question, dossier: Dossier, today: date | None) -> Question:
    """The question with the limits that other days set, so that none contradicts another."""
    name = VERDICT_DAY if question.name == ON_DAY_QUESTION else question.name
    days = {**dossier.facts, VERDICT_DAY: dossier.on}
    limits = list(question.limits)
    for disorder in DISORDERS:
        first, then = disorder.facts
        before, after = days.get(first), days.get(then)
        if name == then and isinstance(before, date):
            limits.append(Limit(first, before))
        elif name == first and isinstance(after, date):
            limits.append(Limit(then, after, last=True))
    if name in (VERDICT_DAY, FILED) and today is not None:
        limits.append(Limit(TODAY_LINE, today, last=True))
    return question._replace(limits=tuple(limits))


def ask_reading(name: str, dossier: Dossier) -> Question:
    """The question how a wording is read, with what each reading gives."""
    choices = (
        Choice(reading, ((name, reading),), status_read(dossier, name, reading))
        for reading in (*READINGS[name], UNKNOWN)
    )
    return Question(name, "one", tuple(choices))


def name_of(value: object) -> str:
    """The name of the line with the answer."""
    return "yes" if value is True else "no" if value is False else str(value)


def nationality_question(law: Law, dossier: Dossier) -> Question:
    """The nationality, with a line for an internship in the Pacific, where nobody has said where.

    Whoever chooses that line is asked in which territory (``pacific_question``); nobody else is.
    """
    question = ask(law, NATIONALITY)
    if TERRITORY in dossier.facts:
        return question
    *choices, unknown = question.choices
    elsewhere = Choice(ELSEWHERE_LINE, ELSEWHERE)
    return question._replace(choices=(*choices, elsewhere, unknown))


def pacific_question(law: Law) -> Question:
    """In which territory of the Pacific the internship takes place."""
    question = ask(law, TERRITORY)
    inside = (choice for choice in question.choices if choice.name in (*PACIFIC, UNKNOWN))
    return question._replace(choices=tuple(inside))


def opening_question(law: Law, dossier: Dossier) -> Question | None:
    """The alternatives in plain words, where at least two are still to be asked about."""
    if law.version.out_of_scope.value({**PRESUMED, **dossier.facts}):
        return None
    lines = tuple(
        Choice(
            provision.number,
            # What was given beforehand stays as it was given.
            tuple(pair for pair in provision.chosen if pair[0] not in dossier.facts),
            declines=(provision.declined,),
        )
        for provision in law.version.provisions
        if provision.declined[0] not in dossier.facts
        and provision.condition.value({**dossier.facts, **dossier.readings}) is None
    )
    return Question(OPENING_QUESTION, "several", lines) if len(lines) > 1 else None


def documents_concerned(dossier: Dossier) -> Question | None:
    """The question about the documents that are required, may be, or are useful; or none."""
    law = law_on(dossier.on or LAST_DAY)
    met = concerned(law, dossier)
    file = assess_file(law, met, presuming(dossier), dossier.documents)
    names = (*file.missing, *file.doubtful, *file.evidence)
    if not names:
        return None
    return Question(
        DOCUMENTS_QUESTION,
        "documents",
        tuple(Choice(name) for name in names),
        tuple((name, file.articles[name]) for name in names),
    )
