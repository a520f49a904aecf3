"""The keys of a menu: one chooses a line, some lead elsewhere."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, Final

from stagiaire_cli.console.streams import Streams
from stagiaire_cli.logic.records import Record
from stagiaire_cli.prompts.moves import Move, move_keys

_ESCAPE_SECONDS: Final = 0.05
_HABIT_SECONDS: Final = 0.4
_DIGITS: Final = "123456789"
# On a screen of twelve lines there is still room to choose.
_MOST_EXPLAINED: Final = 6


class _Chosen(Record):
    """A line chosen by one key, without Enter."""

    value: Any


def digits(count: int) -> dict[str, int]:
    """The digits of so many lines, each with the index of its line; from the tenth on, none."""
    # With two digits for one line, the first alone would have to wait for what it means.
    return {digit: index for index, digit in enumerate(_DIGITS[:count])}


def numbered_lines(names: Iterable[str]) -> list[str]:
    """The lines of a menu, each after the digit that chooses it, if it has one."""
    return [
        f"{digit}. {name}" if digit else f"   {name}"
        for digit, name in zip(chain(_DIGITS, repeat("")), names, strict=False)
    ]


class Keys:
    """Adds keys to the prompts of questionary, and asks with them.

    Left and Esc go back, ``v`` goes to the verdict, ``w`` and ``p`` ask why, Ctrl-D stops.
    """

    def __init__(self) -> None:
        self._by_one_key = False
        self._started = 0.0

    def chosen(self, prompt: Any, indices: Mapping[str, int], *, explained: bool = True) -> Any:
        """The value of a line, which its key chooses at once; or where the person goes.

        Where nothing can be ``explained``, no key asks why.
        """
        return self._listed(prompt, indices, ticks=False, explained=explained)

    def ticked(self, prompt: Any, indices: Mapping[str, int]) -> Any:
        """The values of the lines ticked, each by its key or by Space; or where the person goes."""
        return self._listed(prompt, indices, ticks=True)

    def typed(self, prompt: Any) -> Any:
        """The text typed, or where the person goes; Left goes back from before the first letter."""
        application = prompt.application
        return self._asked(
            prompt,
            _bindings(),
            at_start=lambda: not application.current_buffer.cursor_position,
            empty=lambda: not application.current_buffer.text,
        )

    def _listed(
        self, prompt: Any, indices: Mapping[str, int], *, ticks: bool, explained: bool = True
    ) -> Any:
        control = _lines_of(prompt)

        def choose(index: int) -> Callable[[Any], None]:
            def _choose(event: Any) -> None:
                self._by_one_key = False
                control.pointed_at = index
                value = control.get_pointed_at().value
                if ticks:
                    ticked = control.selected_options
                    (ticked.remove if value in ticked else ticked.append)(value)
                else:
                    event.app.exit(result=_Chosen(value))

            return _choose

        own = _bindings()
        # A question mark asks why where it answers nothing.
        for key, move in {"?": Move.WHY, **move_keys()}.items():
            if key not in indices and (explained or move is not Move.WHY):
                own.add(key, eager=True)(leading_to(move))
        for key, index in indices.items():
            own.add(key, eager=True)(choose(index))
        # Pasted text chooses no line, and is not shown either.
        own.add("<bracketed-paste>", eager=True)(lambda _: None)
        return self._asked(prompt, own, at_start=lambda: True, empty=lambda: True)

    def _asked(
        self, prompt: Any, own: Any, at_start: Callable[[], bool], empty: Callable[[], bool]
    ) -> Any:
        """What the person answers, by one key or by Enter, or where the person goes."""
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import merge_key_bindings

        # Somebody used to Enter after a digit has answered by the digit alone.
        habit = Condition(
            lambda: (
                self._by_one_key and empty() and time.monotonic() - self._started < _HABIT_SECONDS
            )
        )

        back = leading_to(Move.BACK)

        def ignore(_event: Any) -> None:
            self._by_one_key = False

        own.add("escape", eager=True)(back)
        own.add("left", eager=True, filter=Condition(at_start))(back)
        own.add("c-d", eager=True)(lambda event: event.app.exit(exception=EOFError))
        own.add("c-m", eager=True, filter=habit)(ignore)
        application = prompt.application
        application.ttimeoutlen = _ESCAPE_SECONDS
        application.key_bindings = merge_key_bindings([application.key_bindings, own])
        self._started = time.monotonic()
        answer = prompt.unsafe_ask()
        self._by_one_key = isinstance(answer, _Chosen)
        return answer.value if isinstance(answer, _Chosen) else answer


def keyboard_of(streams: Streams) -> Any:
    """The keys of a terminal; raises ``OSError`` where it has none.

    Without keys a menu would end at once, and nobody would have been asked.
    """
    from prompt_toolkit.input import DummyInput, create_input

    keyboard = create_input(streams.stdin)
    if isinstance(keyboard, DummyInput):
        raise OSError("no menu can read from this terminal")
    return keyboard


def ticked_by_now(prompt: Any) -> tuple[str, ...]:
    """The values of the lines that are ticked."""
    return tuple(_lines_of(prompt).selected_options)


def explained_below(prompt: Any, paragraph: Callable[[Any], Sequence[str]]) -> None:
    """Show, below the lines of a menu, what there is to explain about the one pointed at."""
    from prompt_toolkit.filters import is_done
    from prompt_toolkit.layout import (
        ConditionalContainer,
        FormattedTextControl,
        HSplit,
        Layout,
        Window,
    )

    control = _lines_of(prompt)

    def shown() -> str:
        return "\n".join(paragraph(control.get_pointed_at().value)[:_MOST_EXPLAINED])

    below = Window(
        FormattedTextControl(shown), height=lambda: shown().count("\n") + 1, style="class:text"
    )
    menu = prompt.application.layout.container
    prompt.application.layout = Layout(HSplit([menu, ConditionalContainer(below, filter=~is_done)]))


def _lines_of(prompt: Any) -> Any:
    """The part of a prompt that has its lines."""
    controls = prompt.application.layout.find_all_controls()
    return next(control for control in controls if hasattr(control, "pointed_at"))


def leading_to(result: object) -> Callable[[Any], None]:
    """What a key does that ends a prompt with a result."""
    return lambda event: event.app.exit(result=result)


def _bindings() -> Any:
    from prompt_toolkit.key_binding import KeyBindings

    return KeyBindings()
