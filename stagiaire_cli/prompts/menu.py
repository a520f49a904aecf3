"""Asks with menus (questionary); what was answered stays above as a line of text."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from stagiaire_cli.answers import BadValueError
from stagiaire_cli.interview import Choice, Question
from stagiaire_cli.languages import Language
from stagiaire_cli.prompts.wording import (
    TYPED,
    Line,
    chosen,
    complaint,
    described,
    explanation,
    lines,
    presumed_choice,
    read_back,
    refused,
    title,
    typed_choice,
)
from stagiaire_cli.reports.wrapping import wrap
from stagiaire_cli.streams import Streams

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
        from prompt_toolkit.input import DummyInput, create_input
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.output.defaults import create_output

        keyboard = source or create_input(streams.stdin)
        if isinstance(keyboard, DummyInput):
            raise OSError("no menu can read from this terminal")
        self._text = text
        self._streams = streams
        self._colour = colour
        self._options: Mapping[str, Any] = {
            "input": keyboard,
            "output": sink or create_output(stdout=streams.stderr),
            "erase_when_done": True,
            "color_depth": None if colour else ColorDepth.DEPTH_1_BIT,
        }

    def ask(self, question: Question) -> tuple[Choice, ...]:
        """The choices of the person."""
        width = self._streams.width
        self._write("")
        self._write(title(question, self._text), style=_STRONG)
        for paragraph in explanation(question, self._text):
            self._write(paragraph, _INDENT, first=_INDENT, style=_FAINT)
        if question.kind in TYPED:
            choice = self._ask_typed(question)
            picked: tuple[Choice, ...] = (choice,)
            said = read_back(choice, self._text)
        else:
            shown = lines(question, self._text)
            room = width - _POINTER_ROOM
            names = [described(line, self._text) for line in shown]
            if not _fit(names, room):
                self._explain(question, names, [line.label for line in shown], room)
                names = [line.label for line in shown]
            found = self._ask_listed(question, shown, [_short(name, room) for name in names])
            picked = chosen([line.choice for line in found])
            said = (
                self._text.listed(line.label for line in found)
                if found
                else self._text("prompts.no_document")
            )
        self._write(
            self._text("prompts.read_back", value=said), "    ", first=_INDENT, style=_STRONG
        )
        return picked

    def _explain(
        self, question: Question, names: Sequence[str], labels: Sequence[str], room: int
    ) -> None:
        """Write above a menu what it has no room for."""
        if question.kind == "documents":
            # The verdict explains the documents that are missing; here, their names are enough.
            names = [] if _fit(labels, room) else labels
        for number, name in enumerate(names, start=1):
            self._write(f"{number}. {name}", "     ", first=_INDENT)

    def _ask_listed(
        self, question: Question, shown: Sequence[Line], names: Sequence[str]
    ) -> list[Line]:
        import questionary

        room = self._streams.width - _POINTER_ROOM
        several = question.kind != "one"
        choices = [
            questionary.Choice(f"{number}. {name}", value=line.choice.name)
            for number, (name, line) in enumerate(zip(names, shown, strict=True), start=1)
        ]
        by_name = {line.choice.name: line for line in shown}
        # A message of its own would repeat the question that stands above.
        common: dict[str, Any] = {
            "message": "",
            "choices": choices,
            "qmark": "",
            "pointer": ">",
            "style": questionary.Style([("selected", "noreverse")]),
            **self._options,
        }
        if several:
            prompt = questionary.checkbox(
                instruction=_short(self._text("prompts.menu_several"), room),
                validate=lambda names: (
                    complaint([by_name[name] for name in names], question, self._text) or True
                ),
                **common,
            )
        else:
            presumed = presumed_choice(question)
            prompt = questionary.select(
                instruction=_short(self._text("prompts.menu_one"), room),
                default=presumed.name if presumed else None,
                **common,
            )
        self._bind(prompt, several, len(shown))
        answer = prompt.unsafe_ask()
        names = answer if several else [answer]
        return [line for line in shown if line.choice.name in names]

    def _ask_typed(self, question: Question) -> Choice:
        import questionary
        from prompt_toolkit.validation import ValidationError, Validator

        text = self._text

        class _Typed(Validator):
            def validate(self, document: Any) -> None:
                try:
                    typed_choice(question, document.text)
                except BadValueError:
                    said = refused(question, document.text, text, brief=True)
                    raise ValidationError(len(document.text), said) from None

        prompt = questionary.text(
            text(f"prompts.{question.kind}").strip(),
            qmark="",
            validate=_Typed,
            validate_while_typing=False,
            **self._options,
        )
        typed: str = prompt.unsafe_ask()
        return typed_choice(question, typed)

    def _bind(self, prompt: Any, several: bool, count: int) -> None:
        """Digits point at a line (and tick it, where several can be); Ctrl-D stops."""
        bindings = prompt.application.key_bindings
        control = next(
            control
            for control in prompt.application.layout.find_all_controls()
            if hasattr(control, "pointed_at")
        )

        @bindings.add("c-d", eager=True)  # type: ignore[untyped-decorator]
        def _stop(event: Any) -> None:
            event.app.exit(exception=EOFError)

        def point(place: int) -> Callable[[Any], None]:
            def _point(_event: Any) -> None:
                control.pointed_at = place
                if several:
                    value = control.get_pointed_at().value
                    ticked = control.selected_options
                    (ticked.remove if value in ticked else ticked.append)(value)

            return _point

        # Where a digit may be the first of two, the second is waited for a moment.
        for place in range(count):
            number = str(place + 1)
            bindings.add(*number, eager=int(number) * 10 > count)(point(place))

    def _write(self, said: str, indent: str = "", *, first: str = "", style: str = "") -> None:
        for line in wrap(said, self._streams.width, indent=indent, first=first):
            styled = f"{style}{line}\x1b[0m" if style and self._colour else line
            print(styled, file=self._streams.stderr)


def _fit(names: Sequence[str], room: int) -> bool:
    return all(len(name) <= room for name in names)


def _short(label: str, room: int) -> str:
    return label if len(label) <= room else label[: max(room - 1, 1)] + "…"
