"""The start of the program: ``stagiaire``, or ``python -m stagiaire_cli``."""

# Few modules: until signals are heard, whoever ends the program ends it in silence.
import gc
import os
import signal
import sys

_OBJECTS_OF_A_START = 200_000


def entry() -> None:
    """Run the program, and leave with its exit code."""
    try:
        _stop_as_by_hand()
        _run()
    except KeyboardInterrupt:
        # Before there was anything to interrupt, or again while that was being told.
        os._exit(130)


def _stop_as_by_hand() -> None:
    """Whoever ends the program, or closes its window, stops it as Ctrl-C does."""
    for name in ("SIGHUP", "SIGTERM", "SIGQUIT", "SIGBREAK"):
        number = getattr(signal, name, None)
        # What "nohup" has it ignore stays ignored.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _run() -> None:
    # Nothing that a start allocates is garbage; looking for it costs a twentieth of the start. So
    # it is looked for only once there are more objects than a start makes, as in a long run.
    gc.set_threshold(_OBJECTS_OF_A_START)
    from stagiaire_cli.cli.exits import Exit
    from stagiaire_cli.cli.main import main
    from stagiaire_cli.console.stopping import hear_no_more, hear_what_is_swallowed

    hear_what_is_swallowed()
    code = main()
    # Nor is it looked for while the process ends; what is done is done, whoever ends it now.
    gc.disable()
    hear_no_more()
    if code == Exit.INTERRUPTED:
        import contextlib

        # A database may still be at work in threads that the interpreter would wait for.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    entry()
