"""What a session comes to: every answer that its verdict uses, and where each comes from."""

from collections.abc import Mapping
from typing import Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import in_order
from stagiaire_cli.interview.questions import (
    ANOTHER_DAY_LINE,
    DOCUMENTS_QUESTION,
    ELSEWHERE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
)
from stagiaire_cli.interview.session import FROM_PERSON, Session
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.records import Record

FROM_PRESUMPTION: Final = "presumed"
FROM_OPENING: Final = "opening"


class Entry(Record):
    """One answer as a summary has it: what it answers, the answer, and where it comes from.

    ``name`` is the fact, or that of a question of its own; ``chosen`` are the values, the lines
    chosen, or the documents; ``origin`` is ``person``, ``flag``, ``file``, ``opening`` (a line that
    the person ticked there answers it) or ``presumed``.
    """

    name: str
    chosen: tuple[object, ...]
    origin: str


def summary(session: Session) -> tuple[Entry, ...]:
    """Every answer that the verdict uses: given beforehand, by the person, and presumed."""
    interview = session.interview
    given = interview.given
    beforehand = {
        **({ON_QUESTION: given.on} if given.on else {}),
        **{name: given.facts[name] for name in FACT if name in given.facts},
        **given.readings,
    }
    entries = [
        Entry(name, (value,), session.origins.get(name, FROM_PERSON))
        for name, value in beforehand.items()
    ]
    for step in interview.steps:
        name = step.question.name
        if name == ON_DAY_QUESTION:
            continue
        chosen: tuple[object, ...] = step.chosen
        if chosen == (ANOTHER_DAY_LINE,) and interview.dossier.on is not None:
            chosen = (interview.dossier.on,)
        elif name in FACT and step.chosen != (ELSEWHERE_LINE,):
            chosen = tuple(value for _, value in step.facts)
        elif name == DOCUMENTS_QUESTION:
            chosen = in_order((*step.chosen, *given.documents))
        given_alone = name == DOCUMENTS_QUESTION and given.documents and not step.chosen
        origin = session.origins.get(name, FROM_PERSON) if given_alone else FROM_PERSON
        entries.append(Entry(name, chosen, origin))
        if name == OPENING_QUESTION:
            entries += [
                Entry(fact, (value,), FROM_OPENING) for fact, value in _ticked(session).items()
            ]
    asked = {entry.name for entry in entries}
    if given.documents and DOCUMENTS_QUESTION not in asked:
        entries.append(
            Entry(
                DOCUMENTS_QUESTION,
                given.documents,
                session.origins.get(DOCUMENTS_QUESTION, FROM_PERSON),
            )
        )
    presumed = assess_dossier(interview.dossier).presumed
    entries += [Entry(name, (value,), FROM_PRESUMPTION) for name, value in presumed.items()]
    return tuple(entries)


def unticked(session: Session) -> frozenset[str]:
    """The facts that lines not ticked at the opening have answered."""
    opening = session.interview.asked.get(OPENING_QUESTION)
    answered = frozenset(name for name, _ in opening.facts) if opening else frozenset()
    return answered - frozenset(_ticked(session))


def _ticked(session: Session) -> Mapping[str, object]:
    """What the lines that were ticked at the opening have answered."""
    opening = session.interview.asked.get(OPENING_QUESTION)
    if opening is None:
        return {}
    lines = (choice for choice in opening.question.choices if choice.name in opening.chosen)
    return {name: value for choice in lines for name, value in choice.answers}
