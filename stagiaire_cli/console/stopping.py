"""How a long run is stopped: once, in order, and within a second."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final

# What a person, a closed window or the system sends to have a program end.
STOPS: Final = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK")
    if hasattr(signal, name)
)
# Seconds in which a run that is stopped puts everything in order.
PATIENCE: Final = 0.7
# Seconds after which Python has cleaned up what it was at.
_CLEANED_UP: Final = 0.02


class Stop:
    """Whether a run has been told to stop."""

    def __init__(self) -> None:
        self.heard = False


def hear_no_more() -> None:
    """Nothing stops the process any more: what it does is over, or must not be cut in two."""
    if threading.current_thread() is threading.main_thread():
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)


def hear_what_is_swallowed() -> None:
    """Has a stop that came where Python lets nothing be raised, as it cleans up, come again."""
    main = threading.main_thread().ident

    def unraised(told: "sys.UnraisableHookArgs") -> None:
        if told.exc_type is not KeyboardInterrupt or main is None:
            sys.__unraisablehook__(told)
            return
        again = threading.Timer(_CLEANED_UP, _interrupt, (main,))
        again.daemon = True
        again.start()

    sys.unraisablehook = unraised


def _interrupt(thread: int) -> None:
    if hasattr(signal, "pthread_kill"):
        # What the thread waits for is interrupted too.
        signal.pthread_kill(thread, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """What must not be cut in two is stopped by nobody; what comes meanwhile comes after."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def stoppable(give_up: Callable[[], object]) -> Iterator[Stop]:
    """Has the first signal to stop raise ``KeyboardInterrupt``, and those after it do nothing.

    ``give_up`` is called, in a thread of its own, where the run is then not over in time: what it
    waits for may never come.
    """
    stop = Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    timer = threading.Timer(PATIENCE, give_up)
    timer.daemon = True

    def heard(_number: int, _frame: FrameType | None) -> None:
        hear_no_more()
        stop.heard = True
        # Where there is no thread to be had, nothing but the patience is lost.
        with contextlib.suppress(RuntimeError):
            timer.start()
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in STOPS}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, heard)
        yield stop
    finally:
        timer.cancel()
        for number, handler in before.items():
            # A handler that is not Python's cannot be put back by it.
            if handler is not None:
                signal.signal(number, handler)
