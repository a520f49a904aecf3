"""A map of the questionnaire as an SVG picture, which Graphviz lays out where it is installed."""

import shutil
import subprocess
from typing import Final

from stagiaire_cli.console.problems import UsageProblemError

_PROGRAM: Final = "dot"
_SECONDS: Final = 120


def laid_out(graph: str) -> str:
    """The picture of a graph in the DOT language.

    Raises ``UsageProblemError`` where Graphviz is not installed, or gives no picture.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise UsageProblemError("no_graphviz")
    try:
        # The graph goes by standard input, and has no words but ours.
        drawn = subprocess.run(  # noqa: S603
            [program, "-Tsvg"],
            input=graph.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        picture = drawn.stdout.decode()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        raise UsageProblemError("graphviz_failed", program=program) from None
    if "<svg" not in picture or not picture.rstrip().endswith("</svg>"):
        raise UsageProblemError("graphviz_failed", program=program)
    return picture
