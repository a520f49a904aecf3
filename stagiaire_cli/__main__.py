"""The start of the program: ``stagiaire``, or ``python -m stagiaire_cli``."""

import gc
import sys


def entry() -> None:
    """Run the program, and leave with its exit code."""
    # Nothing that a start allocates is garbage; looking for it costs a twentieth of the start.
    gc.disable()
    from stagiaire_cli.cli import main

    code = main()
    sys.exit(code)


if __name__ == "__main__":
    entry()
