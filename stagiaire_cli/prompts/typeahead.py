"""What is typed before its question is on the screen: no answer to it, so it is forgotten.

Text pasted by accident, or keys pressed too often, answer at most the question that was there.
"""

import os
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from prompt_toolkit.input import Input

# A hand is slower between two keys, what is pasted is not.
_QUIET_SECONDS: Final = 0.03
_MOST_SECONDS: Final = 2.0
_MOST_BYTES: Final = 65536
_CTRL_C: Final = b"\x03"


def forget_typed_ahead(keyboard: "Input") -> None:
    """Forget it until nothing more comes, where the keyboard is that of a terminal.

    Raises ``KeyboardInterrupt`` where Ctrl-C was among it.
    """
    from prompt_toolkit.input.typeahead import get_typeahead
    from prompt_toolkit.keys import Keys

    try:
        descriptor = keyboard.fileno()
        if not os.isatty(descriptor):
            return
    except (NotImplementedError, OSError, ValueError):
        return
    if any(press.key is Keys.ControlC for press in get_typeahead(keyboard)):
        raise KeyboardInterrupt
    try:
        import select
        import termios
    except ImportError:
        return  # Windows, where what was read is all that was typed.
    deadline = time.monotonic() + _MOST_SECONDS
    try:
        # Line by line, a terminal would tell of what comes only at the end of its line.
        with keyboard.raw_mode():
            while time.monotonic() < deadline:
                if not select.select([descriptor], [], [], _QUIET_SECONDS)[0]:
                    return
                typed = os.read(descriptor, _MOST_BYTES)
                if _CTRL_C in typed:
                    raise KeyboardInterrupt
                if not typed:
                    return
    except (OSError, termios.error):
        # Whoever asks next finds that the terminal is gone, and says so.
        return
