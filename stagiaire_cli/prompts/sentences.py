"""The words of a question: its title, its help, its lines, and what is wrong with an answer."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from stagiaire_cli.console.streams import visible
from stagiaire_cli.dossier.answers import BadValueError, read_value
from stagiaire_cli.interview.questions import (
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
    NONE_LINE,
    ON_DAY_QUESTION,
    ON_QUESTION,
    OPENING_QUESTION,
    Choice,
    Question,
)
from stagiaire_cli.interview.summary import Entry
from stagiaire_cli.languages import Language, available, language
from stagiaire_cli.languages.days import typed_day
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.languages.words import meaning, plain_word
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN
from stagiaire_cli.logic.records import Record

# Questions that ask about no fact: their words stand with those of the questionnaire.
OF_THEIR_OWN: Final = (
    ON_QUESTION,
    ON_DAY_QUESTION,
    OPENING_QUESTION,
    CHECKS_QUESTION,
    DOCUMENTS_QUESTION,
)
TYPED: Final = ("date", "act", "day", "months", "euros")
_EUROS: Final = re.compile(r"(?:€|euros?|eur)\s*$", re.IGNORECASE)
# What is typed for the only line that a question about an act has.
_NOT_YET_NUMBER: Final = "1"


class Line(Record):
    """A choice as it is shown: its short name, and what there is to explain about it."""

    choice: Choice
    label: str
    explained: str


def question_title(question: Question, text: Language) -> str:
    """The question itself."""
    if question.name in OF_THEIR_OWN:
        return text(f"prompts.{question.name}")
    if question.name in READINGS:
        return text("prompts.reading", label=text(f"readings.{question.name}.label"))
    return text(f"facts.{question.name}.question")


def explanation(question: Question, text: Language) -> list[str]:
    """The help under a question: plain words, the article's own, and who can tell."""
    if question.name in OF_THEIR_OWN:
        return [text(f"prompts.{question.name}_help")]
    if question.name in READINGS:
        return []
    return [
        text(f"facts.{question.name}.help"),
        *sources(question, text),
        text("prompts.who", who=text(f"facts.{question.name}.who")),
    ]


def sources(question: Question, text: Language) -> list[str]:
    """What says which text asks the question, and in which words."""
    if question.name in OF_THEIR_OWN or question.name in READINGS:
        return []
    paragraphs = []
    quoted = next((pair for pair in question.words if pair[0]), None)
    referred = next((origin for words, origin in question.words if not words), "")
    if quoted:
        words, origin = quoted
        paragraphs.append(text("prompts.words", article=article(origin), words=text.kept(words)))
    if referred:
        paragraphs.append(text("prompts.article", article=article(referred)))
    return paragraphs


def lines(question: Question, text: Language) -> list[Line]:
    """The choices of a question, in the order in which they are shown."""
    listed = [
        Line(choice, _label(question, choice, text), _explained(question, choice, text))
        for choice in question.choices
    ]
    if question.kind == "several":
        listed.append(Line(Choice(NONE_LINE), text("prompts.none_of_these"), ""))
        listed.append(Line(Choice(UNKNOWN), text("values.unknown"), ""))
    return listed


def _label(question: Question, choice: Choice, text: Language) -> str:
    if question.name == DOCUMENTS_QUESTION:
        return text.document(choice.name)
    return _first(
        text,
        f"prompts.{question.name}_lines.{choice.name}",
        f"facts.{question.name}.values.{choice.name}",
        f"readings.{question.name}.values.{choice.name}",
        f"prompts.{choice.name}",
    ) or text(f"values.{choice.name}")


def _explained(question: Question, choice: Choice, text: Language) -> str:
    if question.name == DOCUMENTS_QUESTION:
        return text(f"documents.{choice.name}.help")
    if choice.gives:
        return text("prompts.gives", status=text(f"report.today_status.{choice.gives}"))
    return _first(
        text,
        f"prompts.{question.name}_explained.{choice.name}",
        f"facts.{question.name}.explained.{choice.name}",
    )


def line_before_typing(question: Question, text: Language) -> str:
    """The line that a question about a date has, if it has one: that something is not done yet."""
    if question.kind != "act":
        return ""
    return text("prompts.not_yet_line", number=_NOT_YET_NUMBER)


def always_known(question: Question) -> bool:
    """Whether nobody can answer that they do not know."""
    if question.kind in ("one", "documents"):
        return all(choice.name != UNKNOWN for choice in question.choices)
    return question.kind == "day"


def _first(text: Language, *paths: str) -> str:
    """The first of the sentences that the language has, or nothing."""
    return next((text(path) for path in paths if text.has(path)), "")


def described(line: Line, text: Language) -> str:
    """A choice by its name, with what there is to explain about it."""
    if not line.explained:
        return line.label
    return text("prompts.explained", label=line.label, explained=line.explained)


def presumed_choice(question: Question) -> Choice | None:
    """The choice that would be presumed, which a menu points at first."""
    fact = FACT.get(question.name)
    if fact is None or fact.presumed is None:
        return None
    wanted = ((fact.id, fact.presumed),)
    return next((choice for choice in question.choices if choice.answers == wanted), None)


def choices_taken(picked: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices as the interview takes them: another reason is to choose nothing."""
    return tuple(choice for choice in picked if choice.name != NONE_LINE)


def complaint(picked: Sequence[Line], question: Question, text: Language) -> str:
    """What is wrong with several choices together, or nothing."""
    if question.kind == "several":
        for line in picked:
            if line.choice.name in (NONE_LINE, UNKNOWN) and len(picked) > 1:
                return text("prompts.alone", choice=line.label)
        if not picked:
            return text("prompts.nothing_ticked")
    return ""


def retyped(before: str) -> str:
    """The earlier answer to a question about a date or a number, as it is typed."""
    if before == NOT_YET:
        return _NOT_YET_NUMBER
    return "?" if before == UNKNOWN else before


def typed_choice(question: Question, typed: str) -> Choice:
    """The answer to a question about a date or a number.

    Raises ``BadValueError`` for anything else, Enter alone included.
    """
    value = _read(question, typed)
    if value is None or question.broken(value):
        raise BadValueError
    return Choice(
        str(value), ((ON_QUESTION if question.name == ON_DAY_QUESTION else question.name, value),)
    )


def _read(question: Question, typed: str) -> object:
    if question.kind == "act" and typed.strip() == _NOT_YET_NUMBER:
        return NOT_YET
    said = UNKNOWN if _is_unknown(typed) else meaning(typed)
    if question.kind != "day" and said in (UNKNOWN, NOT_YET):
        return read_value(FACT[question.name], said)
    if question.kind in ("day", "date", "act"):
        return typed_day(typed, date.today()) if typed.strip() else None
    if question.kind == "euros":
        typed = "".join(_EUROS.sub("", typed).split())
    return read_value(FACT[question.name], typed)


def _is_unknown(typed: str) -> bool:
    """Whether that is what the line "I don't know" of other questions says."""
    names = (language(code)("values.unknown") for code in available())
    return plain_word(typed) in map(plain_word, names)


def refused(question: Question, typed: str, text: Language, *, brief: bool = False) -> str:
    """What is wrong with what was typed for a date or a number; brief where that is in sight."""
    try:
        value = _read(question, typed)
    except BadValueError:
        value = None
    limit = question.broken(value)
    if limit is not None:
        path = f"prompts.out_of_order.{question.name}.{limit.of}"
        return text(path, day=text.date(limit.day))
    if brief or not typed:
        return text(f"prompts.retype_{question.kind}")
    return text(f"prompts.bad_{question.kind}", typed=visible(typed))


def read_back(choice: Choice, text: Language) -> str:
    """A date or a number that was typed, in words."""
    [(fact, value)] = choice.answers
    return text.value(fact, value)


def before_it(question: Question, before: Sequence[str], text: Language) -> str:
    """The earlier answer to the question, in words; nothing where no line of it is left."""
    if question.kind in TYPED:
        try:
            return read_back(typed_choice(question, before[0]), text)
        except BadValueError:
            # Other days have changed since, and it contradicts them now.
            return ""
    labels = [line.label for line in lines(question, text) if line.choice.name in before]
    return text.listed(labels) if labels else ""


def summary_line(entry: Entry, text: Language) -> str:
    """One answer of a summary: what it answers, the answer, where it comes from."""
    return text(
        "prompts.entry",
        label=entry_label(entry.name, text),
        value=_entry_value(entry, text),
        origin=text(f"prompts.origins.{entry.origin}"),
    )


def entry_label(name: str, text: Language) -> str:
    """What an answer of a summary answers."""
    if name in OF_THEIR_OWN:
        return text(f"prompts.{name}_label")
    return text(f"readings.{name}.label") if name in READINGS else text.label(name)


def _entry_value(entry: Entry, text: Language) -> str:
    if entry.name == DOCUMENTS_QUESTION:
        names = [text.document(str(name)) for name in entry.chosen]
        return text.listed(names) if names else text("prompts.no_document")
    if entry.name == OPENING_QUESTION and not entry.chosen:
        return text("prompts.none_of_these")
    return text.listed(_in_words(entry.name, value, text) for value in entry.chosen)


def _in_words(name: str, value: object, text: Language) -> str:
    if isinstance(value, date):
        return text.date(value)
    specific = _first(
        text,
        f"prompts.{name}_lines.{value}",
        f"readings.{name}.values.{value}",
        f"prompts.{value}",
    )
    return specific or (text.value(name, value) if name in FACT else text(f"values.{value}"))
