"""A session with one person: answers can be taken back, changed, and found again.

Every answer ever given is remembered by its question. What is used of them is what the path of
questions comes by: an answer that no longer applies is left aside, and comes back if its question
does.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from stagiaire_cli.dossier.dossier import Dossier, merged
from stagiaire_cli.interview.interview import Interview, Step, next_question
from stagiaire_cli.interview.questions import (
    DOCUMENTS_QUESTION,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
    ask,
    ask_reading,
    documents_concerned,
    limited,
)
from stagiaire_cli.interview.relevance import Order, in_order_of_text
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.logic.records import Record

FROM_FLAG: Final = "flag"
FROM_FILE: Final = "file"
FROM_PERSON: Final = "person"


class Session(Record):
    """An interview, its next question, and the answers remembered by their question.

    ``origins`` says of what was given beforehand where it comes from; ``again`` that the question
    is about such an answer, one of the opening, or a presumed one. ``left`` are the questions that
    the person went back from: each is asked again, with its former answer.
    """

    interview: Interview
    question: Question | None
    memory: Mapping[str, Step] = {}
    origins: Mapping[str, str] = {}
    again: bool = False
    left: frozenset[str] = frozenset()

    @property
    def dossier(self) -> Dossier:
        """All that is known so far."""
        return self.interview.dossier

    @property
    def remembered(self) -> tuple[str, ...]:
        """The lines, or the value, that answered the question before."""
        question = self.question
        if question is None:
            return ()
        known = {**self.dossier.facts, **self.dossier.readings}
        if not self.again or question.name not in known:
            step = self.memory.get(question.name)
            return step.chosen if step else ()
        value = known[question.name]
        names = [
            choice.name for choice in question.choices if (question.name, value) in choice.answers
        ]
        return tuple(names) or (str(value),)

    def answered(self, *chosen: Choice) -> "Session":
        """The session after the choices, and after what is remembered of what comes next.

        Of that, whoever went back is asked each question again, until they are where they were.
        """
        question, interview = self.question, self.interview
        assert question is not None
        if self.again:
            answers = dict(pair for choice in chosen for pair in choice.answers)
            opening = interview.asked.get(OPENING_QUESTION)
            if opening is not None and answers.keys() & dict(opening.facts).keys():
                # One of its answers is another now; the others stay.
                answers = {**dict(opening.facts), **answers}
            given = _changed(interview.given, answers)
            origins = {**self.origins, **dict.fromkeys(answers, FROM_PERSON)}
            kept = interview._replace(given=given, steps=())
            return _resumed(kept, self.memory, origins, self.left)
        interview = interview.answered(question, *chosen)
        memory = {**self.memory, question.name: interview.steps[-1]}
        return _resumed(interview, memory, self.origins, self.left - {question.name})

    def also_given(self, more: Dossier, origins: Mapping[str, str]) -> "Session":
        """The session with more given beforehand, which wins over what was answered."""
        interview = self.interview
        given = merged(interview.given, more)
        kept = interview._replace(given=given, steps=())
        return _resumed(kept, self.memory, {**self.origins, **origins})

    def back(self) -> "Session":
        """The session at the question before; the first stays where it is."""
        interview = self.interview
        if not interview.steps:
            return self
        name = interview.steps[-1].question.name
        left = self.left | {name}
        before = self._at_documents() if name == DOCUMENTS_QUESTION else None
        return (before or self._asking(interview.back()))._replace(left=left)

    def forward(self) -> "Session":
        """The session where it was before the person went back, with every answer of then."""
        if not self.left:
            return self
        return _resumed(self.interview._replace(steps=()), self.memory, self.origins)

    def at(self, name: str) -> "Session":
        """The session at the question of an entry of its summary, so as to change it."""
        interview = self.interview
        given = interview.given
        if name == DOCUMENTS_QUESTION:
            return self._at_documents() or self
        if name == ON_QUESTION and given.on is not None:
            memory = {
                other: step
                for other, step in self.memory.items()
                if other not in (ON_QUESTION, ON_DAY_QUESTION)
            }
            origins = {
                other: origin for other, origin in self.origins.items() if other != ON_QUESTION
            }
            without = interview._replace(given=given._replace(on=None), steps=())
            return _resumed(without, memory, origins)
        asked = [step.question.name for step in interview.steps]
        if name in asked:
            return self._asking(interview._replace(steps=interview.steps[: asked.index(name)]))
        if name in READINGS:
            return self._replace(question=ask_reading(name, self.dossier), again=True)
        question = ask(law_on(self.dossier.on or LAST_DAY), name)
        return self._replace(question=limited(question, self.dossier, interview.today), again=True)

    def _at_documents(self) -> "Session | None":
        """The question about documents, with those already held ticked; none where none is left."""
        interview = self.interview
        steps = interview.steps
        asked = [step.question.name for step in steps]
        if DOCUMENTS_QUESTION in asked:
            # What comes after is found again once they are answered.
            steps = steps[: asked.index(DOCUMENTS_QUESTION)]
        given = interview.given
        bare = interview._replace(given=given._replace(documents=()), steps=steps)
        question = documents_concerned(bare.dossier)
        if question is None:
            return None
        names = {choice.name for choice in question.choices}
        held = tuple(name for name in self.dossier.documents if name in names)
        others = tuple(name for name in given.documents if name not in names)
        step = Step(question, (), held, held)
        return self._replace(
            interview=bare._replace(given=given._replace(documents=others)),
            question=question,
            memory={**self.memory, DOCUMENTS_QUESTION: step},
            again=False,
        )

    def _asking(self, interview: Interview) -> "Session":
        return self._replace(interview=interview, question=next_question(interview), again=False)


def started(
    given: Dossier,
    origins: Mapping[str, str],
    now: date,
    memory: Mapping[str, Step] | None = None,
    order: Order = in_order_of_text,
) -> Session:
    """A session that starts from what was given, and from answers remembered."""
    return _resumed(Interview(given, today=now, order=order), memory or {}, origins)


def _resumed(
    interview: Interview,
    memory: Mapping[str, Step],
    origins: Mapping[str, str],
    left: frozenset[str] = frozenset(),
) -> Session:
    """The session at the first question that nothing remembered answers, or that was gone from."""
    while (question := next_question(interview)) is not None:
        chosen = None if question.name in left else _recalled(question, memory.get(question.name))
        if chosen is None:
            break
        interview = interview.answered(question, *chosen)
    # At the end, the person has come by all of them that there still are.
    return Session(interview, question, memory, origins, left=left if question else frozenset())


def _changed(given: Dossier, answers: Mapping[str, object]) -> Dossier:
    """What was given, with other answers to facts, or to how a wording is read."""
    facts = {name: value for name, value in answers.items() if name in FACT}
    readings = dict(given.readings)
    for name, choice in answers.items():
        if name in READINGS:
            readings.pop(name, None)
            if choice != UNKNOWN:
                readings[name] = str(choice)
    return given._replace(facts={**given.facts, **facts}, readings=readings)


def _recalled(question: Question, step: Step | None) -> tuple[Choice, ...] | None:
    """The choices of before, if they still answer the question as it is now."""
    if step is None or bool(question.choices) != bool(step.question.choices):
        return None
    if not question.choices:
        if len(step.facts) != 1 or question.broken(step.facts[0][1]):
            return None
        [(name, value)] = step.facts
        return (Choice(str(value), ((name, value),)),)
    offered = {choice.name: choice for choice in question.choices}
    if question.kind != "one":
        # A line that was not there then was not declined.
        if not offered.keys() <= {choice.name for choice in step.question.choices}:
            return None
        if UNKNOWN in step.chosen:
            return (Choice(UNKNOWN),)
        return tuple(offered[name] for name in step.chosen if name in offered)
    if len(step.chosen) != 1:
        return None
    [name] = step.chosen
    return (offered[name],) if name in offered else None
