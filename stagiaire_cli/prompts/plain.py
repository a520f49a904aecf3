"""Asks in numbered lines that only follow one another, as a screen reader needs them."""

from collections.abc import Sequence
from typing import Final

from stagiaire_cli.answers import UNKNOWN_WORDS, WORDS, BadValueError
from stagiaire_cli.interview import Choice, Question
from stagiaire_cli.languages import Language
from stagiaire_cli.logic import UNKNOWN
from stagiaire_cli.prompts.wording import (
    TYPED,
    Line,
    chosen,
    complaint,
    described,
    explanation,
    lines,
    read_back,
    refused,
    title,
    typed_choice,
)
from stagiaire_cli.reports.wrapping import wrap
from stagiaire_cli.streams import Streams, visible

_ROOM_TO_TYPE: Final = 8


class PlainPrompter:
    """Asks in lines that only follow one another; answers are numbers or words, then Enter."""

    def __init__(self, text: Language, streams: Streams) -> None:
        self._text = text
        self._streams = streams

    def ask(self, question: Question) -> tuple[Choice, ...]:
        """The choices of the person; a line that is no answer is asked again."""
        self._write("")
        self._write(title(question, self._text))
        for paragraph in explanation(question, self._text):
            self._write(paragraph)
        if question.kind in TYPED:
            return self._ask_typed(question)
        shown = lines(question, self._text)
        for number, line in enumerate(shown, start=1):
            self._write(f"{number}. {described(line, self._text)}", "   ")
        if question.kind == "one":
            return self._ask_one(shown)
        return self._ask_several(question, shown)

    def _ask_one(self, shown: Sequence[Line]) -> tuple[Choice, ...]:
        while True:
            typed = self._read(self._text("prompts.plain_one"))
            line = _meant(typed, shown)
            if line is not None:
                self._write(self._text("prompts.read_back", value=line.label))
                return (line.choice,)
            self._refuse("bad_one", typed, len(shown))

    def _ask_several(self, question: Question, shown: Sequence[Line]) -> tuple[Choice, ...]:
        documents = question.kind == "documents"
        prompt = self._text("prompts.plain_documents" if documents else "prompts.plain_several")
        while True:
            typed = self._read(prompt)
            if documents and typed == "0":
                return ()
            meant = [_meant(part, shown) for part in typed.replace(",", " ").split()]
            picked = [line for line in shown if line in meant]
            if None in meant or not meant:
                self._refuse("bad_several", typed, len(shown))
                continue
            wrong = complaint(picked, question, self._text)
            if wrong:
                self._write(wrong)
                continue
            said = self._text.listed(line.label for line in picked)
            self._write(self._text("prompts.read_back", value=said))
            return chosen([line.choice for line in picked])

    def _ask_typed(self, question: Question) -> tuple[Choice, ...]:
        while True:
            typed = self._read(self._text(f"prompts.{question.kind}"))
            try:
                choice = typed_choice(question, typed)
            except BadValueError:
                self._write(refused(question, typed, self._text))
                continue
            said = read_back(choice, self._text)
            self._write(self._text("prompts.read_back", value=said))
            return (choice,)

    def _read(self, prompt: str) -> str:
        *above, last = wrap(prompt, self._streams.width - _ROOM_TO_TYPE)
        for line in above:
            print(line, file=self._streams.stderr)
        print(last, end=" ", file=self._streams.stderr, flush=True)
        typed = self._streams.stdin.readline()
        if not typed:
            raise EOFError
        return typed.strip()

    def _refuse(self, why: str, typed: str, count: int) -> None:
        path = f"prompts.{why}" if typed else "prompts.empty"
        self._write(self._text(path, typed=visible(typed), count=count))

    def _write(self, said: str, indent: str = "") -> None:
        for line in wrap(said, self._streams.width, indent=indent):
            print(line, file=self._streams.stderr)


def _meant(typed: str, shown: Sequence[Line]) -> Line | None:
    """The line a person means by a number, its name, or a word for yes, no or "I don't know"."""
    if typed.isascii() and typed.isdigit():
        place = int(typed[:6]) - 1
        return shown[place] if 0 <= place < len(shown) else None
    plain = typed.casefold()
    names = {line.choice.name: line for line in shown}
    if plain in UNKNOWN_WORDS:
        return names.get(UNKNOWN)
    if plain in WORDS:
        plain = "yes" if WORDS[plain] else "no"
    alike = [line for line in shown if len(plain) > 2 and plain in line.label.casefold()]
    return names.get(plain) or (alike[0] if len(alike) == 1 else None)
