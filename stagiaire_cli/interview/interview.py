"""An interview: the dossier given beforehand, the steps since, and the next question.

The state is what was given beforehand and the answers since, in order; nothing else is kept, so
to go back is to drop the last answer.
"""

from collections.abc import Mapping
from datetime import date

from stagiaire_cli.dossier.dossier import Dossier, in_order
from stagiaire_cli.interview.questions import (
    ANOTHER_DAY_LINE,
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    NO_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    TODAY_LINE,
    YES_LINE,
    Choice,
    Limit,
    Question,
    ask,
    cited,
    documents_concerned,
    limited,
    nationality_question,
    opening_question,
    pacific_question,
)
from stagiaire_cli.interview.relevance import (
    AFTER_DOCUMENTS,
    Order,
    facts_to_check,
    in_order_of_text,
    left_of,
)
from stagiaire_cli.law.by_date import FIRST_DAY, LAST_DAY, Law, law_on, today
from stagiaire_cli.law.facts import (
    DISORDERS,
    FACT,
    MADE_OF,
    NATIONALITY,
    PACIFIC,
    PRESUMED,
    TERRITORY,
)
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record


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
        """All that is known so far."""
        facts = dict(self.given.facts)
        documents = set(self.given.documents)
        for step in self.steps:
            facts.update(step.facts)
            documents.update(step.documents)
        for earlier, later in (disorder.facts for disorder in DISORDERS):
            # What is not sent is not received.
            if facts.get(earlier) == NOT_YET and later in FACT and FACT[later].act:
                facts.setdefault(later, NOT_YET)
        on = facts.pop(ON_QUESTION, self.given.on)
        assert on is None or isinstance(on, date)
        return Dossier(facts, in_order(documents), self.given.readings, on)

    def answered(self, question: Question, *chosen: Choice) -> "Interview":
        """The interview after the choices; a line of ``several`` not among them declines."""
        names = tuple(choice.name for choice in chosen)
        facts = [pair for choice in chosen for pair in choice.answers]
        if question.kind == "several" and UNKNOWN not in names:
            others = (choice for choice in question.choices if choice not in chosen)
            facts += [pair for choice in others for pair in choice.declines]
        documents: tuple[str, ...] = ()
        if question.kind == "documents":
            documents = names = in_order(names)
        step = Step(question, tuple(facts), documents, names)
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
        return nationality_question(law, dossier)
    if TERRITORY not in dossier.facts and _in_pacific(interview, law):
        return pacific_question(law)
    if dossier.on is None:
        when = _when(interview, dossier, asked)
        if when is not None:
            return when
    if OPENING_QUESTION not in asked:
        opening = opening_question(law, dossier)
        if opening is not None:
            return opening
    fact = interview.order(left)
    if fact is not None:
        # What follows from answers is asked for by those that are not given.
        parts = MADE_OF.get(fact, ())
        question = ask(law, next((part for part in parts if part not in dossier.facts), fact))
        # A day quotes what it is asked for, and not all that its stay may be about.
        words = law.version.sources(fact) if parts else question.words
        question = question._replace(words=words or question.words)
        return limited(question, dossier, interview.today)
    documents = None if DOCUMENTS_QUESTION in asked else documents_concerned(dossier)
    fact = next(facts_to_check(law, dossier), None)
    if fact is not None:
        if CHECKS_QUESTION not in asked:
            return Question(CHECKS_QUESTION, "one", (Choice(YES_LINE), Choice(NO_LINE)))
        # Some documents need no further days, which are then not asked for.
        wanted = asked[CHECKS_QUESTION].chosen == (YES_LINE,)
        if wanted and (documents is None or fact not in AFTER_DOCUMENTS):
            return limited(cited(law, dossier, ask(law, fact)), dossier, interview.today)
    return documents


def _in_pacific(interview: Interview, law: Law) -> bool:
    """Whether somebody chose the line of the Pacific, and it makes a difference."""
    chosen = interview.asked.get(NATIONALITY)
    if chosen is None or chosen.chosen != (ELSEWHERE_LINE,):
        return False
    dossier = interview.dossier
    facts = ({**dossier.facts, TERRITORY: place} for place in (PRESUMED[TERRITORY], *PACIFIC))
    each = [left_of(law, dossier._replace(facts=one)) for one in facts]
    return any(left.nodes != each[0].nodes for left in each)


def _when(interview: Interview, dossier: Dossier, asked: Mapping[str, Step]) -> Question | None:
    """When the application was filed, unless it makes no difference."""
    if today().version.out_of_scope.value({**PRESUMED, **dossier.facts}):
        return None
    if ON_QUESTION not in asked:
        now = (Choice(TODAY_LINE, ((ON_QUESTION, interview.today),)),) if interview.today else ()
        return Question(ON_QUESTION, "one", (*now, Choice(ANOTHER_DAY_LINE), Choice(UNKNOWN)))
    if asked[ON_QUESTION].chosen == (ANOTHER_DAY_LINE,) and ON_DAY_QUESTION not in asked:
        day = Question(ON_DAY_QUESTION, "day", limits=(Limit("law", FIRST_DAY),))
        return limited(day, dossier, interview.today)
    return None
