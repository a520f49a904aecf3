"""Asks with menus (questionary); what was answered stays above as a line of text."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from stagiaire_cli.console.streams import Streams
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.dossier.answers import BadValueError
from stagiaire_cli.interview.questions import Choice, Question
from stagiaire_cli.interview.summary import Entry
from stagiaire_cli.interview.why import Why
from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.keys import (
    Keys,
    digits,
    explained_below,
    keyboard_of,
    numbered_lines,
    ticked_by_now,
)
from stagiaire_cli.prompts.moves import Move, answer_keys, moved
from stagiaire_cli.prompts.sentences import (
    TYPED,
    Line,
    always_known,
    choices_taken,
    complaint,
    described,
    explanation,
    line_before_typing,
    lines,
    presumed_choice,
    question_title,
    read_back,
    refused,
    retyped,
    summary_line,
    typed_choice,
)
from stagiaire_cli.prompts.typeahead import forget_typed_ahead
from stagiaire_cli.prompts.why import why_in_words

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

_INDENT: Final = "  "
_POINTER_ROOM: Final = 10
_STRONG: Final = "\x1b[1m"
_FAINT: Final = "\x1b[2m"


class MenuPrompter:
    """Asks with menus; what was answered stays above as a line of text."""

    def __init__(
        self,
        text: Language,
        streams: Streams,
        *,
        colour: bool = True,
        source: "Input | None" = None,
        sink: "Output | None" = None,
    ) -> None:
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.output.defaults import create_output

        self._text = text
        self._keyboard = source or keyboard_of(streams)
        self._streams = streams
        self._colour = colour
        self._options: Mapping[str, Any] = {
            "input": self._keyboard,
            "output": sink or create_output(stdout=streams.stderr),
            "erase_when_done": True,
            "color_depth": None if colour else ColorDepth.DEPTH_1_BIT,
        }
        self._keys = Keys()
        # Lines ticked when somebody asked why come back with their question.
        self._ticked: dict[str, Sequence[str]] = {}

    def ask(self, question: Question, before: Sequence[str] = ()) -> tuple[Choice, ...] | Move:
        """The choices of the person, or where the person goes; points at the earlier answer."""
        width = self._streams.columns
        forget_typed_ahead(self._keyboard)
        self._write("")
        self._write(question_title(question, self._text), style=_STRONG)
        for paragraph in explanation(question, self._text):
            self._write(paragraph, _INDENT, first=_INDENT, style=_FAINT)
        if question.kind in TYPED:
            choice = self._ask_typed(question, before)
            if isinstance(choice, Move):
                return choice
            picked: tuple[Choice, ...] = (choice,)
            answer = read_back(choice, self._text)
        else:
            listed = lines(question, self._text)
            room = width - _POINTER_ROOM
            names = [described(line, self._text) for line in listed]
            fit = [len(name) <= room for name in names]
            if question.kind != "documents":
                for numbered, fits in zip(numbered_lines(names), fit, strict=True):
                    if not fits:
                        self._write(numbered, "     ", first=_INDENT)
            elif not all(fit):
                # Those of many documents have no room there: the menu has that of its line.
                fit = [False] * len(names)
            names = [
                name if fits else line.label
                for line, name, fits in zip(listed, names, fit, strict=True)
            ]
            chosen = self._ask_listed(
                question, listed, [_short(name, room) for name in names], before
            )
            if isinstance(chosen, Move):
                return chosen
            picked = choices_taken([line.choice for line in chosen])
            labels = [line.label for line in chosen] or [self._text("prompts.no_document")]
            answer = self._text.listed(labels)
        self._write(
            self._text("prompts.read_back", value=answer), "    ", first=_INDENT, style=_STRONG
        )
        return picked

    def review(self, entries: Sequence[Entry]) -> str | Move:
        """The name of the answer to change, or where the person goes."""
        import questionary

        room = self._streams.columns - _POINTER_ROOM
        forget_typed_ahead(self._keyboard)
        summary = [summary_line(entry, self._text) for entry in entries]
        self._write("")
        self._write(self._text("prompts.review"), style=_STRONG)
        # Only what the menu has no room for stands above it.
        to_the_verdict = self._text("prompts.to_the_verdict")
        numbered = numbered_lines([to_the_verdict, *summary])[1:]
        for numbered_line, line in zip(numbered, summary, strict=True):
            if len(line) > room:
                self._write(numbered_line, "     ", first=_INDENT)
        names = [to_the_verdict, *(_short(line, room) for line in summary)]
        values = [Move.VERDICT, *(entry.name for entry in entries)]
        choices = list(map(questionary.Choice, numbered_lines(names), values))
        prompt = questionary.select(
            instruction=_short(self._text("prompts.menu_review"), room),
            **self._common(choices),
        )
        chosen: str | Move = self._keys.chosen(prompt, digits(len(choices)), explained=False)
        return chosen

    def _ask_listed(
        self,
        question: Question,
        listed: Sequence[Line],
        names: Sequence[str],
        before: Sequence[str],
    ) -> list[Line] | Move:
        import questionary

        room = self._streams.columns - _POINTER_ROOM
        several = question.kind != "one"
        before = self._ticked.pop(question.name, before)
        choices = [
            questionary.Choice(
                name,
                value=line.choice.name,
                checked=several and line.choice.name in before,
            )
            for name, line in zip(numbered_lines(names), listed, strict=True)
        ]
        by_name = {line.choice.name: line for line in listed}
        if several:
            prompt = questionary.checkbox(
                instruction=_short(self._text(f"prompts.menu_{question.kind}"), room),
                validate=lambda names: (
                    complaint([by_name[name] for name in names], question, self._text) or True
                ),
                **self._common(choices),
            )
        else:
            presumed = presumed_choice(question)
            style = "yes_no" if {"yes", "no"} <= by_name.keys() else "one"
            pointed = [name for name in before if name in by_name]
            prompt = questionary.select(
                instruction=_short(self._text(f"prompts.menu_{style}"), room),
                default=pointed[0] if pointed else presumed.name if presumed else None,
                **self._common(choices),
            )
        if question.kind == "documents":
            described_by = {line.choice.name: described(line, self._text) for line in listed}
            explained_below(
                prompt, lambda name: wrap(described_by[name], self._streams.columns - 1)
            )
        order = list(by_name)
        words = {key: order.index(name) for key, name in answer_keys().items() if name in by_name}
        ask = self._keys.ticked if several else self._keys.chosen
        answer = ask(prompt, digits(len(listed)) | words)
        if isinstance(answer, Move):
            if several and answer is Move.WHY:
                self._ticked[question.name] = ticked_by_now(prompt)
            return answer
        names = answer if several else [answer]
        return [line for line in listed if line.choice.name in names]

    def _common(self, choices: Sequence[Any]) -> dict[str, Any]:
        import questionary

        # A message of its own would repeat the question that stands above.
        return {
            "message": "",
            "choices": choices,
            "qmark": "",
            "pointer": ">",
            "style": questionary.Style([("selected", "noreverse")]),
            **self._options,
        }

    def _ask_typed(self, question: Question, before: Sequence[str]) -> Choice | Move:
        import questionary
        from prompt_toolkit.validation import ValidationError, Validator

        text = self._text
        known = always_known(question)
        line = line_before_typing(question, text)
        if line:
            self._write(line, "     ", first=_INDENT)

        class _Typed(Validator):
            def validate(self, document: Any) -> None:
                try:
                    if moved(document.text, known=known) is None:
                        typed_choice(question, document.text)
                except BadValueError:
                    mistake = refused(question, document.text, text, brief=True)
                    raise ValidationError(len(document.text), mistake) from None

        prompt = questionary.text(
            text(f"prompts.{question.kind}").strip(),
            default=retyped(before[0]) if before else "",
            qmark="",
            validate=_Typed,
            validate_while_typing=False,
            **self._options,
        )
        typed = self._keys.typed(prompt)
        if isinstance(typed, Move):
            return typed
        return moved(typed, known=known) or typed_choice(question, typed)

    def say(self, path: str) -> None:
        """Say a sentence of the language."""
        self._write(self._text(path))

    def tell(self, question: Question, reasons: Why) -> None:
        """Say why a question is asked."""
        self._write("")
        for sentence in why_in_words(question, reasons, self._text):
            self._write(sentence, _INDENT * 2, first=_INDENT)

    def _write(self, paragraph: str, indent: str = "", *, first: str = "", style: str = "") -> None:
        for line in wrap(paragraph, self._streams.columns, indent=indent, first=first):
            styled = f"{style}{line}\x1b[0m" if style and self._colour else line
            print(styled, file=self._streams.stderr)


def _short(label: str, room: int) -> str:
    return label if len(label) <= room else label[: max(room - 1, 1)] + "…"
