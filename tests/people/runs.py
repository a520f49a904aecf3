"""A run of the program in this process."""

from stagiaire_cli.cli.main import main
from tests.conftest import memory_streams, text_of


def run(
    *arguments: str, typed: str = "", environment: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run in memory."""
    streams = memory_streams(typed, environment=environment)
    code = main(arguments, streams)
    shown = (text_of(stream).replace("\N{NO-BREAK SPACE}", " ") for stream in streams[1:3])
    return code, *shown  # type: ignore[return-value]
