"""The words of the article, part by part, with what the answers make of each condition."""

from collections.abc import Mapping
from typing import Final

from stagiaire_cli.assessment.alternatives import NOT_NEEDED, state_of, states
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.languages import Language, language
from stagiaire_cli.law.definition import Version
from stagiaire_cli.law.quotation import Paragraph, Part, paragraphs
from stagiaire_cli.logic.records import Record

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
