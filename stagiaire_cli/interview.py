"""Which question comes next: derived from the rules and from the answers so far.

The state is what was given beforehand and the answers since, in order; nothing else is kept, so
to go back is to drop the last answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from stagiaire_cli.answers import Dossier, in_order
from stagiaire_cli.assessment import components
from stagiaire_cli.checking import still_needed
from stagiaire_cli.deciding import witness
from stagiaire_cli.filing import Met, assess_file, candidates
from stagiaire_cli.judging import judge
from stagiaire_cli.law import FIRST_DAY, LAST_DAY, Law, articles_about, law_on, today
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT, FACTS, FILED, PRESUMED, domains, presumed_of
from stagiaire_cli.logic import UNKNOWN, Condition, facts_of
from stagiaire_cli.records import Record

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


# Days and amounts are asked only of somebody who wants the checks.
DATED: Final = frozenset(
    fact.id for fact in FACTS if fact.group == "file" and fact.kind in ("date", "months", "euros")
)


class Choice(Record):
    """One line of a question: its name, and the facts that choosing it answers."""

    name: str
    answers: tuple[tuple[str, object], ...] = ()


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
    """The dossier given beforehand, the steps since, and the day on which it takes place."""

    given: Dossier
    steps: tuple[Step, ...] = ()
    today: date | None = None

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

    What counts as a change: the status, the result of an alternative, a required document.
    """
    dossier = interview.dossier
    law = law_on(dossier.on or LAST_DAY)
    asked = {step.question.name: step for step in interview.steps}
    if NATIONALITY not in dossier.facts and NATIONALITY in relevant_facts(law, dossier):
        return _nationality(law, dossier)
    if dossier.on is None:
        when = _when(interview, dossier, asked)
        if when is not None:
            return when
    if OPENING not in asked:
        opening = _opening(law, dossier)
        if opening is not None:
            return opening
    fact = next((one for one in relevant_facts(law, dossier) if one not in DATED), None)
    if fact is not None:
        return ask(law, fact)
    fact = next(facts_to_check(law, dossier), None)
    if fact is not None:
        if CHECKS not in asked:
            return Question(CHECKS, "one", (Choice(YES), Choice(NO)))
        if asked[CHECKS].chosen == (YES,):
            start = dossier.facts.get("internship_start")
            after = start if fact == "internship_end" and isinstance(start, date) else None
            return _cited(law, dossier, ask(law, fact)._replace(not_before=after))
    return None if DOCUMENTS in asked else _documents(law, dossier)


def _cited(law: Law, dossier: Dossier, question: Question) -> Question:
    """The question with the article of the check that it is asked for, unless it has words."""
    met = _candidates(law, dossier)
    articles = (
        check.article
        for check in law.checks
        if met.get(check.provision) and question.name in check.facts
    )
    article = next(articles, "")
    if not article or any(words for words, _ in question.words):
        return question
    return question._replace(words=(("", article),))


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


def facts_to_check(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given that the checks, or the length of the stay, still need.

    The first is the next to ask for; one that several need comes several times.
    """
    filed = {} if dossier.on is None else {FILED: dossier.on}
    met = _candidates(law, dossier)
    known = {**filed, **dossier.facts}
    needed = [
        fact
        for check in law.checks
        if met.get(check.provision)
        for fact in still_needed(check, known)
    ]
    # What the days are about comes before the days.
    yield from (fact for fact in needed if fact not in DATED)
    yield from (fact for fact in needed if fact in DATED)
    yield from relevant_facts(law, dossier)


class Proof(Record):
    """That a fact matters: under the other answers, its two values give different verdicts."""

    others: Mapping[str, object]
    one: object
    other: object


def relevant_facts(law: Law, dossier: Dossier) -> Iterator[str]:
    """The facts not given of which two answers can lead to different verdicts, in their order."""
    known = _fixed(dossier)
    left = _left(law, known)
    everything = domains(known)
    open_facts = facts_of(*left)
    for fact in FACTS:
        if fact.id in open_facts and _proof(left, fact.id, everything) is not None:
            yield fact.id


def proof_of_relevance(law: Law, dossier: Dossier, fact: str) -> Proof | None:
    """Answers to the other facts, and two answers to this one, that give different verdicts.

    A fact that the person does not know stays unknown; None where the fact cannot matter.
    """
    known = _fixed(dossier)
    return _proof(_left(law, known), fact, domains(known))


def _proof(
    left: Sequence[Condition], fact: str, everything: Mapping[str, tuple[object, ...]]
) -> Proof | None:
    for rest in left:
        if fact in facts_of(rest):
            found = witness(rest, fact, everything)
            if found is not None:
                return Proof(*found)
    return None


def _fixed(dossier: Dossier) -> dict[str, object]:
    """What no question will change: the answers, the readings, and the place, if it is usual."""
    readings = {name: dossier.readings.get(name, UNKNOWN) for name in READINGS}
    return {**readings, "territory": PRESUMED["territory"], **dossier.facts}


def _left(law: Law, known: Mapping[str, object]) -> tuple[Condition, ...]:
    """What is left of everything that an answer can change."""
    left = _at_first(law)
    for fact, value in known.items():
        left = _after(left, fact, value)
    return left


@lru_cache
def _at_first(law: Law) -> tuple[Condition, ...]:
    """What answers can change before any is given; often the same for several stretches of time."""
    return _kept(components(law))


# Sessions share their beginnings: only the last answer is new.
@lru_cache(maxsize=65536)
def _after(left: tuple[Condition, ...], fact: str, value: object) -> tuple[Condition, ...]:
    return _kept(tuple(dict.fromkeys(condition.given({fact: value}) for condition in left)))


@lru_cache(maxsize=65536)
def _kept(left: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The first of all equal values: what is identical is compared at once."""
    return left


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


def _name(value: object) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _nationality(law: Law, dossier: Dossier) -> Question:
    question = ask(law, NATIONALITY)
    if "territory" in dossier.facts or "territory" not in facts_of(law.version.out_of_scope):
        return question
    *choices, unknown = question.choices
    elsewhere = Choice(ELSEWHERE, ((NATIONALITY, "other"), ("territory", "not_covered")))
    return question._replace(choices=(*choices, elsewhere, unknown))


def _opening(law: Law, dossier: Dossier) -> Question | None:
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


def _presuming(dossier: Dossier) -> dict[str, object]:
    return {**presumed_of(dossier.facts, dossier.on), **dossier.facts, **dossier.readings}


def _candidates(law: Law, dossier: Dossier) -> Met:
    """The alternatives that are met or may be, as the verdict would have them."""
    answers = _presuming(dossier)
    return candidates(law, *judge(law.version, answers), answers)


def _documents(law: Law, dossier: Dossier) -> Question | None:
    met = _candidates(law, dossier)
    file = assess_file(law, met, _presuming(dossier), dossier.documents)
    names = (*file.missing, *file.doubtful, *file.evidence)
    if not names:
        return None
    return Question(
        DOCUMENTS,
        "documents",
        tuple(Choice(name) for name in names),
        tuple((name, file.articles[name]) for name in names),
    )
