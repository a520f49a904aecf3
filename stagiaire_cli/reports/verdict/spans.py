"""The words of the article, part by part, with what the answers make of each condition."""

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from stagiaire_cli.assessment.verdict import ProvisionVerdict, Verdict
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.quotation import CONDITION, Paragraph, Part, paragraphs
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import UNKNOWN, facts_of
from stagiaire_cli.logic.records import Record

NOT_NEEDED: Final = "not_needed"
STATES: Final = ("met", "not_met", "undetermined", NOT_NEEDED)


class Span(Record):
    """Words of the article, and the state of the condition that they are, if they are one.

    ``said`` has the state in a word as well, for where there are no signs.
    """

    state: str
    words: str
    said: str


Marked = Mapping[str, Mapping[str, str]]


def marks(verdict: Verdict, version: Version) -> Marked:
    """The state of each wording, by alternative; where the code does not apply, none is needed."""
    if verdict.status == "out_of_scope":
        return {}
    return {provision.number: states(provision, version) for provision in verdict.provisions}


def spans(paragraph: Paragraph, marked: Marked, text: Language) -> tuple[Span, ...]:
    """A paragraph as it is written, each part with its state."""
    known = marked.get(paragraph.number, {})
    return tuple(_span(part, state_of(part, known), text) for part in paragraph.parts)


def _span(part: Part, state: str, text: Language) -> Span:
    # The article is in French, whoever reads it.
    words = language("fr").kept(part.words)
    if not state:
        return Span(state, words, words)
    return Span(state, words, text("report.part", word=text(f"conditions.{state}"), words=words))


def article_spans(verdict: Verdict, version: Version, text: Language) -> list[tuple[Span, ...]]:
    """The paragraphs of the article without their heading; none where it is not quoted."""
    marked = marks(verdict, version)
    return [spans(paragraph, marked, text) for paragraph in paragraphs(version)[1:]]


def states(provision: ProvisionVerdict, version: Version) -> Mapping[str, str]:
    """The state of each wording of an alternative: those that ``ConditionResult.result`` may have.

    Conditions that come from the same words have the state of what they make together; a
    reservation is met where it does not apply. What is open and cannot change the result any more
    is no longer needed.
    """
    left = bearing(provision, version)
    marked: dict[str, str] = {}
    for words, group in groupby(provision.conditions, lambda condition: condition.words):
        conditions = list(group)
        state = conditions[0].result if len(conditions) == 1 else conditions[0].requirement
        if state == "undetermined" and left.isdisjoint(condition.fact for condition in conditions):
            state = NOT_NEEDED
        marked[words] = state
    return marked


def bearing(provision: ProvisionVerdict, version: Version) -> frozenset[str]:
    """The facts and readings that can still change the result of an alternative."""
    known = {
        condition.fact: condition.answer
        for condition in provision.conditions
        if condition.answer not in (None, UNKNOWN)
    }
    written = (each.condition for each in version.provisions if each.number == provision.number)
    return frozenset(facts_of(*(condition.given(known) for condition in written)))


def state_of(part: Part, marked: Mapping[str, str]) -> str:
    """The state of a part of the article; nothing for one that is no condition."""
    return marked.get(part.words, NOT_NEEDED) if part.kind == CONDITION else ""
