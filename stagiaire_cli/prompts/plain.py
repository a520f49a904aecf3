"""Asks in numbered lines that only follow one another, as a screen reader needs them."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from stagiaire_cli.console.streams import Streams, visible
from stagiaire_cli.dossier.answers import BadValueError
from stagiaire_cli.interview.questions import Choice, Question
from stagiaire_cli.interview.summary import Entry
from stagiaire_cli.interview.why import Why
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import meaning, plain_word, words
from stagiaire_cli.logic.conditions import UNKNOWN
from stagiaire_cli.prompts.lines import typed_line, write
from stagiaire_cli.prompts.moves import Move, moved
from stagiaire_cli.prompts.sentences import (
    TYPED,
    Line,
    always_known,
    before_it,
    choices_taken,
    complaint,
    described,
    entry_label,
    explanation,
    line_before_typing,
    lines,
    question_title,
    read_back,
    refused,
    retyped,
    sources,
    summary_line,
    typed_choice,
)
from stagiaire_cli.prompts.why import why_in_words


class _NoAnswerError(Exception):
    """What was typed is no answer; its text says so."""


class PlainPrompter:
    """Asks in lines that only follow one another; answers are numbers or words, then Enter."""

    def __init__(self, text: Language, streams: Streams) -> None:
        self._text = text
        self._streams = streams
        # Where the law is quoted from is said once, not at each question that it asks.
        self._said: set[str] = set()

    def ask(self, question: Question, before: Sequence[str] = ()) -> tuple[Choice, ...] | Move:
        """The choices of the person, or where the person goes; other lines are asked again.

        Enter alone gives the earlier answer, where there is one.
        """
        self._write("")
        self._write(question_title(question, self._text))
        said_before = self._said & set(sources(question, self._text))
        self._said.update(sources(question, self._text))
        for paragraph in explanation(question, self._text):
            if paragraph not in said_before:
                self._write(paragraph)
        kept = before_it(question, before, self._text) if before else ""
        if question.kind in TYPED:
            read: Callable[[str], tuple[Choice, ...]] = partial(self._typed, question)
            not_yet = line_before_typing(question, self._text)
            if not_yet:
                self._write(not_yet, "   ")
            prompt = self._text(f"prompts.{question.kind}")
        else:
            listed = lines(question, self._text)
            for number, line in enumerate(listed, start=1):
                self._write(f"{number}. {described(line, self._text)}", "   ")
            readers = {"one": self._one, "several": self._several, "documents": self._several}
            read = partial(readers[question.kind], question, listed)
            names = {line.choice.name for line in listed}
            either = "yes_no" if UNKNOWN in names else "yes_or_no"
            kind = either if {"yes", "no"} <= names else question.kind
            prompt = self._text(f"prompts.plain_{kind}")
        if kept:
            self._write(self._text("prompts.before", value=kept))
        while True:
            typed = typed_line(prompt, self._streams)
            move = moved(typed, known=always_known(question))
            if move is not None:
                return move
            if not typed and kept:
                typed = self._retyped(question, before)
            try:
                return read(typed)
            except _NoAnswerError as error:
                self._write(str(error))

    def review(self, entries: Sequence[Entry]) -> str | Move:
        """The name of the answer to change, or where the person goes."""
        self._write("")
        self._write(self._text("prompts.review"))
        for number, entry in enumerate(entries, start=1):
            self._write(f"{number}. {summary_line(entry, self._text)}", "   ")
        while True:
            typed = typed_line(self._text("prompts.plain_review"), self._streams)
            move = moved(typed) if typed else Move.VERDICT
            if move not in (None, Move.WHY):
                return move
            number = int(typed[:6]) if typed.isascii() and typed.isdigit() else 0
            if 1 <= number <= len(entries):
                return entries[number - 1].name
            said = [plain_word(entry_label(entry.name, self._text)) for entry in entries]
            alike = [name for name in said if len(typed) > 2 and plain_word(typed) in name]
            if len(alike) == 1:
                return entries[said.index(alike[0])].name
            self._write(self._wrong("bad_one", typed, len(entries)))

    def say(self, path: str) -> None:
        """Say a sentence of the language."""
        self._write(self._text(path))

    def tell(self, question: Question, reasons: Why) -> None:
        """Say why a question is asked."""
        self._write("")
        for sentence in why_in_words(question, reasons, self._text):
            self._write(sentence)

    def _retyped(self, question: Question, before: Sequence[str]) -> str:
        """The earlier answer, as it would be typed."""
        if question.kind in TYPED:
            return retyped(before[0])
        listed = lines(question, self._text)
        numbers = [str(n) for n, line in enumerate(listed, start=1) if line.choice.name in before]
        return ",".join(numbers)

    def _one(self, _: Question, listed: Sequence[Line], typed: str) -> tuple[Choice, ...]:
        line = _meant(typed, listed)
        if line is None:
            raise _NoAnswerError(self._wrong("bad_one", typed, len(listed)))
        return self._confirmed((line.choice,), line.label)

    def _several(
        self, question: Question, listed: Sequence[Line], typed: str
    ) -> tuple[Choice, ...]:
        if question.kind == "documents" and typed == "0":
            return self._confirmed((), self._text("prompts.no_document"))
        if question.kind == "documents" and plain_word(typed) in words("all"):
            return self._confirmed(question.choices, self._text("prompts.all_documents"))
        # A comma, or "and", parts words of several lines; without one, spaces part numbers.
        whole = None if plain_word(typed) in words("and") else _meant(typed, listed)
        parted = re.sub(rf"\b({'|'.join(words('and'))})\b", ",", typed, flags=re.IGNORECASE)
        parts = parted.split(",") if "," in parted else parted.split()
        meant = [whole] if whole else [_meant(part.strip(), listed) for part in parts]
        picked = [line for line in listed if line in meant]
        if None in meant or not meant:
            raise _NoAnswerError(self._wrong("bad_several", typed, len(listed)))
        wrong = complaint(picked, question, self._text)
        if wrong:
            raise _NoAnswerError(wrong)
        labels = self._text.listed(line.label for line in picked)
        return self._confirmed(choices_taken([line.choice for line in picked]), labels)

    def _typed(self, question: Question, typed: str) -> tuple[Choice, ...]:
        try:
            choice = typed_choice(question, typed)
        except BadValueError:
            raise _NoAnswerError(refused(question, typed, self._text)) from None
        return self._confirmed((choice,), read_back(choice, self._text))

    def _confirmed(self, choices: tuple[Choice, ...], words: str) -> tuple[Choice, ...]:
        self._write(self._text("prompts.read_back", value=words))
        return choices

    def _wrong(self, why: str, typed: str, count: int) -> str:
        path = f"prompts.{why}" if typed else "prompts.empty"
        return self._text(path, typed=visible(typed), count=count)

    def _write(self, paragraph: str, indent: str = "") -> None:
        write(paragraph, self._streams, indent=indent)


def _meant(typed: str, listed: Sequence[Line]) -> Line | None:
    """The line a person means by a number, by words of it, or by one for yes, no, not known."""
    if typed.isascii() and typed.isdigit():
        index = int(typed[:6]) - 1
        return listed[index] if 0 <= index < len(listed) else None
    plain = plain_word(typed)
    names = {line.choice.name: line for line in listed}
    answer = meaning(typed)
    if answer is None:
        answer = meaning(plain)
    if answer == UNKNOWN:
        return names.get(UNKNOWN)
    if isinstance(answer, bool):
        plain = "yes" if answer else "no"
    if plain in names or len(plain) <= 2:
        return names.get(plain)
    # What begins inside a word is not meant: "and" is no landlord.
    begun = re.compile(rf"\b{re.escape(plain)}")
    alike = [line for line in listed if begun.search(plain_word(line.label))]
    # What explains a line has words that people think of first.
    alike = alike or [line for line in listed if begun.search(plain_word(line.explained))]
    return alike[0] if len(alike) == 1 else None
