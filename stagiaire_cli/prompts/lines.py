"""One line typed after a prompt, where nothing moves a cursor."""

from stagiaire_cli.console.streams import Streams
from stagiaire_cli.console.wrapping import wrap

_ROOM_TO_TYPE = 8


def typed_line(prompt: str, streams: Streams) -> str:
    """What a person types after the prompt; raises ``EOFError`` where the input ends."""
    write(prompt, streams, room=_ROOM_TO_TYPE, end=" ")
    typed = streams.stdin.readline()
    if not typed:
        raise EOFError
    return typed.strip()


def write(
    paragraph: str, streams: Streams, *, indent: str = "", room: int = 0, end: str = "\n"
) -> None:
    """A paragraph in lines that leave so much room; ``end`` follows the last of them."""
    lines = wrap(paragraph, streams.columns - room, indent=indent)
    print("\n".join(lines), end=end, file=streams.stderr, flush=True)
