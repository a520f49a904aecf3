"""The words for why a question is asked: what is still possible, what each answer does to it."""

from collections.abc import Iterator, Mapping

from stagiaire_cli.assessment.reasons import OUT_OF_SCOPE
from stagiaire_cli.interview.questions import OPENING_QUESTION, Choice, Question
from stagiaire_cli.interview.why import Possible, Why
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article, months
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN, Truth
from stagiaire_cli.prompts.sentences import Line, lines

_YES: frozenset[Truth] = frozenset({True})
_NO: frozenset[Truth] = frozenset({False})
_OPEN: frozenset[Truth] = frozenset({None})
_IN_ORDER = ("yes", "possible", "never_yes", "open", "no")
_BOTH: frozenset[Truth] = frozenset({True, False})


def why_in_words(question: Question, reasons: Why, text: Language) -> Iterator[str]:
    """Why the question is asked, paragraph by paragraph."""
    yield from _far(reasons, text)
    if question.name in FACT:
        for words, origin in question.words:
            if words:
                quoted = text.kept(words)
                yield text("prompts.words", article=article(origin), words=quoted)
    if not reasons.effects:
        if reasons.checks:
            checks = text.listed(text(f"checks.{name}.label") for name in reasons.checks)
            yield text("why.serves", checks=checks)
        elif text.has(f"why.{question.name}"):
            yield text(f"why.{question.name}")
        return
    if reasons.decides:
        yield text(f"why.{reasons.decides}")
    yield from _possible(reasons.possible, text)
    nothing_yet = text("why.nothing_yet")
    labels = {line.choice: line.label for line in _lines(question, reasons, text)}
    effects_of = {
        labels[choice]: text("report.separator").join(_effects(less, reasons.possible, text))
        or nothing_yet
        for choice, less in reasons.effects
    }
    if len(set(effects_of.values())) == 1 < len(effects_of):
        yield text("why.whatever", effects=next(iter(effects_of.values())))
        return
    path = "why.without" if question.name == OPENING_QUESTION else "why.with"
    for label, effects in effects_of.items():
        yield text(path, answer=label, effects=effects)


def _lines(question: Question, reasons: Why, text: Language) -> list[Line]:
    if question.choices:
        return lines(question, text)
    if reasons.decides:
        return [
            Line(choice, text(f"prompts.{reasons.decides}_lines.{choice.name}"), "")
            for choice, _ in reasons.effects
        ]
    return [Line(choice, _months(question.name, choice, text), "") for choice, _ in reasons.effects]


def _months(fact: str, choice: Choice, text: Language) -> str:
    """The numbers of months that an answer stands for, or that it is not known."""
    [(_, value)] = choice.answers
    return text.value(fact, value) if value == UNKNOWN else months(fact, [value], text)


def _far(reasons: Why, text: Language) -> Iterator[str]:
    if reasons.bounds is not None:
        least, most = reasons.bounds
        path = "why.left_one" if most == 1 else "why.left" if least == most else "why.left_between"
        yield text(path, least=least, most=most)


def _possible(possible: Possible, text: Language) -> Iterator[str]:
    """What each alternative, and each card of the "stagiaire ICT", can still be."""
    cards: dict[str, list[str]] = {}
    for name, results in _alternatives(possible).items():
        state = _state(results)
        state = "possible" if state in ("known", "any", "never_no") else state
        cards.setdefault(state, []).append(text(f"cards.{name}"))
    sentences = (
        text(f"why.now.{state}", names=text.listed(cards[state]))
        for state in _IN_ORDER
        if state in cards
    )
    yield " ".join(sentences)


def _alternatives(possible: Possible) -> Mapping[str, frozenset[Truth]]:
    return {
        name: results
        for name, results in possible.items()
        if name != OUT_OF_SCOPE and name not in DOCUMENT_IDS
    }


def _effects(less: Possible, before: Possible, text: Language) -> Iterator[str]:
    """What an answer leaves less of: of the whole, else of the alternatives, else of the file."""
    scope = less.get(OUT_OF_SCOPE)
    if scope in (_YES, _OPEN):
        yield text("why.out_of_scope" if scope == _YES else "why.scope_open")
        return
    alternatives = _alternatives(less)
    for name, results in alternatives.items():
        yield text(f"why.alternative.{_state(results)}", name=text(f"cards.{name}"))
    if not alternatives:
        named = [name for name in before if name in DOCUMENT_IDS and before[name] != _NO]
        documents: dict[str, list[str]] = {}
        for name, results in less.items():
            if name != OUT_OF_SCOPE:
                state = _state(results)
                state = state if state in ("yes", "no") else "open"
                documents.setdefault(state, []).append(name)
        for state, names in documents.items():
            # The whole list, answer after answer, hides what tells them apart.
            if len(names) == len(named) > 1:
                yield text(f"why.every_document.{state}")
            else:
                yield text(f"why.document.{state}", names=text.listed(map(text.document, names)))


def _state(results: frozenset[Truth]) -> str:
    """What is left of a part of a verdict."""
    if len(results) == 1:
        return {True: "yes", False: "no", None: "open"}[next(iter(results))]
    if results == _BOTH:
        return "known"
    return "never_yes" if True not in results else "never_no" if False not in results else "any"
