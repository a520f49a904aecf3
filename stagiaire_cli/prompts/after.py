"""What a person can do once a verdict is shown: one key in a menu, a word or a number in lines."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeVar

from stagiaire_cli.console.streams import Streams, visible
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import letters, words
from stagiaire_cli.prompts.keys import keyboard_of, leading_to
from stagiaire_cli.prompts.lines import typed_line, write
from stagiaire_cli.prompts.typeahead import forget_typed_ahead

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output


class After(Enum):
    """What comes after a verdict; what is typed for it are the words of its value."""

    DETAILS = "details"
    WHY = "why"
    CHANGE = "change"
    SAVE = "save"
    LETTER = "letter"
    NEXT = "next"
    END = "stop"


_KEYS: Final = {After.DETAILS: "d", After.WHY: "w", After.NEXT: "n", After.END: "q"}


_Value = TypeVar("_Value")


class AfterPrompter:
    """Asks what to do with a verdict; where the terminal has no keys, in lines."""

    def __init__(
        self,
        text: Language,
        streams: Streams,
        *,
        plain: bool,
        source: "Input | None" = None,
        sink: "Output | None" = None,
    ) -> None:
        self._text = text
        self._streams = streams
        self._source = source
        self._sink = sink
        self._plain = plain or streams.plain

    def ask(self, offered: Sequence[After]) -> After:
        """What the person wants; Enter, Ctrl-C and the end of input end it."""
        try:
            if self._plain:
                return self._in_lines(offered)
            return self._by_key(offered)
        except (KeyboardInterrupt, EOFError):
            return After.END

    def ask_line(self, prompt: str) -> str:
        """One line typed by the person; nothing where the input ends."""
        try:
            if not self._plain:
                self._forget_typed_ahead()
            return typed_line(prompt, self._streams)
        except (KeyboardInterrupt, EOFError):
            print(file=self._streams.stderr)
            return ""

    def _forget_typed_ahead(self) -> None:
        # Whatever else it is, that is no terminal either.
        with suppress(OSError, ValueError):
            forget_typed_ahead(self._source or keyboard_of(self._streams))

    def agrees(self, question: str) -> bool:
        """Whether the person says yes."""
        return self.ask_line(question).casefold() in words("yes")

    def goes_on(self) -> bool:
        """Whether the person wants the next screen of a long text."""
        if self._plain:
            return True
        line = self._text("after.next_screen")
        keys = {"enter": True, " ": True, "q": False, "escape": False, "c-c": False, "c-d": False}
        return bool(self._key([line], keys, otherwise=True))

    def _by_key(self, offered: Sequence[After]) -> After:
        keys: dict[str, After | None] = dict.fromkeys(("enter", "c-c", "c-d"), After.END)
        for after in offered:
            letter = [_KEYS[after]] if after in _KEYS else []
            keys |= dict.fromkeys([*letter, *letters(after.value)], after)
        return self._key(self._lines(offered), keys, otherwise=None) or self._in_lines(offered)

    def _key(self, lines: Sequence[str], keys: Mapping[str, _Value], otherwise: _Value) -> _Value:
        """What the key means that the person presses; ``otherwise`` where there are no keys."""
        from prompt_toolkit.application import Application
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window
        from prompt_toolkit.output.defaults import create_output

        bindings = KeyBindings()
        for key, value in keys.items():
            bindings.add(key, eager=True)(leading_to(value))
        try:
            keyboard = self._source or keyboard_of(self._streams)
            application: Application[_Value] = Application(
                layout=Layout(Window(FormattedTextControl("\n".join(lines)), height=len(lines))),
                key_bindings=bindings,
                input=keyboard,
                output=self._sink or create_output(stdout=self._streams.stderr),
                erase_when_done=True,
            )
            forget_typed_ahead(keyboard)
            return application.run()
        except OSError:
            self._plain = True
            return otherwise

    def _lines(self, offered: Sequence[After]) -> list[str]:
        each = (self._text(f"after.keys.{after.value}") for after in offered)
        return wrap(" · ".join(each), self._streams.columns)

    def _in_lines(self, offered: Sequence[After]) -> After:
        choices: list[After] = [one for one in offered if one is not After.END]
        named = (self._text(f"after.lines.{after.value}") for after in choices)
        numbered = (f"{number}. {name}" for number, name in enumerate(named, start=1))
        print(file=self._streams.stderr)
        # In one paragraph: the verdict above stays on the screen.
        write(self._text("report.separator").join(numbered), self._streams)
        while True:
            typed = self.ask_line(self._text("after.prompt"))
            if not typed:
                return After.END
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:3]) <= len(choices):
                return choices[int(typed[:3]) - 1]
            for after in offered:
                if typed.casefold() in (*words(after.value), _KEYS.get(after, "")):
                    return after
            wrong = self._text("after.wrong", typed=visible(typed), count=len(choices))
            write(wrong, self._streams)
