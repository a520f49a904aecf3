"""Which question comes next: derived from the rules and from the answers so far.

The state is what was given beforehand and the answers since, in order; nothing else is kept, so
to go back is to drop the last answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.answers import Dossier, in_order
from stagiaire_cli.assessment import status_read
from stagiaire_cli.filing import assess_file
from stagiaire_cli.law import FIRST_DAY, LAST_DAY, Law, articles_about, law_on, today
from stagiaire_cli.law.check import Check
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, PRESUMED
from stagiaire_cli.logic import UNKNOWN, facts_of
from stagiaire_cli.records import Record
from stagiaire_cli.relevance import (
    Order,
    concerned,
    facts_to_check,
    in_order_of_text,
    left_of,
    presuming,
)

NATIONALITY: Final = "nationality"
ON: Final = "on"
ON_DAY: Final = "on_day"
CHECKS: Final = "checks"
TODAY: Final = "today"
ANOTHER_DAY: Final = "another_day"
YES: Final = "yes"
NO: Final = "no"
OPENING: Final = "opening"
DOCUMENTS: Final = "documents"
NONE: Final = "none_of_these"
ELSEWHERE: Final = "elsewhere"


class Choice(Record):
    """One line of a question: its name, and the facts that choosing it answers.

    ``gives`` is the status that it would give, where the question shows it.
    """

    name: str
    answers: tuple[tuple[str, object], ...] = ()
    gives: str = ""


class Question(Record):
    """A question as the person is asked it.

    ``kind`` is ``one`` (one choice), ``several`` (any number), ``documents`` (those held),
    ``date``, ``months``, ``euros`` or ``day`` (a date that must be given); ``name`` is the fact, or
    ``on``, ``on_day``, ``opening``, ``checks`` or ``documents``; ``words`` are the article's own,
    each with its article; a day ``not_before`` another is the only one that can be.
    """

    name: str
    kind: str
    choices: tuple[Choice, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    not_before: date | None = None


class Step(Record):
    """A question, the facts its answer gives, the documents held, and the lines chosen."""

    question: Question
    facts: tuple[tuple[str, object], ...]
    documents: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()


class Interview(Record):
    """The dossier given beforehand, the steps since, and the day on which it takes place.

    ``order`` chooses the next of the facts that can still make a difference.
    """

    given: Dossier
    steps: tuple[Step, ...] = ()
    today: date | None = None
    order: Order = in_order_of_text

    @property
    def asked(self) -> dict[str, Step]:
        """The steps by the name of their question."""
        return {step.question.name: step for step in self.steps}

    @property
    def dossier(self) -> Dossier:
        """All that is known by now."""
        facts = dict(self.given.facts)
        documents = set(self.given.documents)
        for step in self.steps:
            facts.update(step.facts)
            documents.update(step.documents)
        on = facts.pop(ON, self.given.on)
        assert on is None or isinstance(on, date)
        return Dossier(facts, in_order(documents), self.given.readings, on)

    def answered(self, question: Question, *chosen: Choice) -> "Interview":
        """The interview after the choices; a line of ``several`` not among them declines."""
        if question.kind == "documents":
            step = Step(question, (), tuple(choice.name for choice in chosen))
        elif question.kind == "several" and Choice(UNKNOWN) not in chosen:
            declined = (choice for choice in question.choices if choice not in chosen)
            step = Step(question, tuple(pair for choice in declined for pair in choice.answers))
        else:
            step = Step(question, tuple(pair for choice in chosen for pair in choice.answers))
        step = step._replace(chosen=tuple(choice.name for choice in chosen))
        return self._replace(steps=(*self.steps, step))

    def back(self) -> "Interview":
        """The interview without its last answer."""
        return self._replace(steps=self.steps[:-1])


def next_question(interview: Interview) -> Question | None:
    """The next question whose answer can still change the verdict, or None when there is none.

    What counts as a change: the status, the result of an alternative, a required document; and,
    for somebody who wants them, a check.
    """
    dossier = interview.dossier
    law = law_on(dossier.on or LAST_DAY)
    asked = interview.asked
    left = left_of(law, dossier)
    if NATIONALITY not in dossier.facts and NATIONALITY in left.relevant():
        return _nationality(law, dossier)
    if dossier.on is None:
        when = _when(interview, dossier, asked)
        if when is not None:
            return when
    if OPENING not in asked:
        opening = opening_question(law, dossier)
        if opening is not None:
            return opening
    fact = interview.order(left)
    if fact is not None:
        return ask(law, fact)
    fact = next(facts_to_check(law, dossier), None)
    if fact is not None:
        if CHECKS not in asked:
            return Question(CHECKS, "one", (Choice(NO), Choice(YES)))
        if asked[CHECKS].chosen == (YES,):
            start = dossier.facts.get("internship_start")
            after = start if fact == "internship_end" and isinstance(start, date) else None
            return _cited(law, dossier, ask(law, fact)._replace(not_before=after))
    return None if DOCUMENTS in asked else documents_concerned(dossier)


def _cited(law: Law, dossier: Dossier, question: Question) -> Question:
    """The question with the article of the check that it is asked for, unless it has words."""
    article = next((check.article for check in checks_about(law, dossier, question.name)), "")
    if not article or any(words for words, _ in question.words):
        return question
    return question._replace(words=(("", article),))


def checks_about(law: Law, dossier: Dossier, fact: str) -> Iterator[Check]:
    """The checks of the alternatives that are met, or may be, that ask about the fact."""
    met = concerned(law, dossier)
    return (check for check in law.checks if met.get(check.provision) and fact in check.facts)


def _when(interview: Interview, dossier: Dossier, asked: Mapping[str, Step]) -> Question | None:
    """When the application was filed, unless it makes no difference."""
    if today().version.out_of_scope.value({**PRESUMED, **dossier.facts}):
        return None
    if ON not in asked:
        now = (Choice(TODAY, ((ON, interview.today),)),) if interview.today else ()
        return Question(ON, "one", (*now, Choice(ANOTHER_DAY), Choice(UNKNOWN)))
    if asked[ON].chosen == (ANOTHER_DAY,) and ON_DAY not in asked:
        return Question(ON_DAY, "day", not_before=FIRST_DAY)
    return None


def ask(law: Law, fact: str) -> Question:
    """The question that asks about one fact."""
    kind = FACT[fact].kind
    words = law.version.sources(fact)
    words = words or tuple(("", article) for article in articles_about(law, fact)[:1])
    if kind in ("date", "months", "euros"):
        return Question(fact, kind, words=words)
    values: Sequence[object] = (*FACT[fact].values, UNKNOWN)
    return Question(
        fact,
        "one",
        tuple(Choice(_name(value), ((fact, value),)) for value in values),
        words,
    )


def ask_reading(name: str, dossier: Dossier) -> Question:
    """The question how a wording is read, with what each reading gives."""
    choices = (
        Choice(one, ((name, one),), status_read(dossier, name, one))
        for one in (*READINGS[name], UNKNOWN)
    )
    return Question(name, "one", tuple(choices))


def _name(value: object) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _nationality(law: Law, dossier: Dossier) -> Question:
    question = ask(law, NATIONALITY)
    if "territory" in dossier.facts or "territory" not in facts_of(law.version.out_of_scope):
        return question
    *choices, unknown = question.choices
    elsewhere = Choice(ELSEWHERE, ((NATIONALITY, "other"), ("territory", "not_covered")))
    return question._replace(choices=(*choices, elsewhere, unknown))


def opening_question(law: Law, dossier: Dossier) -> Question | None:
    """The alternatives in plain words, where at least two are still to be asked about."""
    if law.version.out_of_scope.value({**PRESUMED, **dossier.facts}):
        return None
    lines = tuple(
        Choice(provision.number, (provision.declined,))
        for provision in law.version.provisions
        if provision.declined[0] not in dossier.facts
        and provision.condition.value({**dossier.facts, **dossier.readings}) is None
    )
    return Question(OPENING, "several", lines) if len(lines) > 1 else None


def documents_concerned(dossier: Dossier) -> Question | None:
    """The question about the documents that are required, may be, or are useful; or none."""
    law = law_on(dossier.on or LAST_DAY)
    met = concerned(law, dossier)
    file = assess_file(law, met, presuming(dossier), dossier.documents)
    names = (*file.missing, *file.doubtful, *file.evidence)
    if not names:
        return None
    return Question(
        DOCUMENTS,
        "documents",
        tuple(Choice(name) for name in names),
        tuple((name, file.articles[name]) for name in names),
    )
