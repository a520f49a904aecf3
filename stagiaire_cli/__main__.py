"""The start of the program: ``stagiaire``, or ``python -m stagiaire_cli``."""

import contextlib
import gc
import os
import sys


def entry() -> None:
    """Run the program, and leave with its exit code."""
    # Nothing that a start allocates is garbage; looking for it costs a twentieth of the start.
    gc.disable()
    from stagiaire_cli.cli import main
    from stagiaire_cli.exits import Exit

    code = main()
    if code == Exit.INTERRUPTED:
        # A database may still be at work in threads that the interpreter would wait for.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, OSError, ValueError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    entry()
