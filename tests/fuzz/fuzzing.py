"""Input that is wrong in every way, and what must hold whatever the input.

Each input is drawn from the name of its surface, a seed and its number: a failure says which.
"""

import random
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.people.ways_in import run

Surface = Callable[[random.Random, Path], object]
CODES = (0, 1, 2, 3, 4, 5, 74, 130)
# Of work; and of waiting, which depends on how busy the machine is.
_SECONDS, _PATIENCE = 10, 180
_MOST_SAID = 40_000
_TOKENS = (
    b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf",
    b"{", b"}", b"[", b"]", b":", b"|", b"null", b"true", b"NaN", b"1e999", b"-0", b"9" * 30,
    b"\\u0000", b"\\ud800", b"\xe2\x80\xa8", b"\xc2\x85", b"\x1b[31m", b"=1+1", b"unknown", b"?",
    b"2021-02-30", b"31/12/2018", b"0001-01-01", b"9999-12-31", b"1550,50", b"facts", b"id",
    b"documents", b"on", b"schema", b"stagiaire/verdict/1", b"[" * 2000, b" " * 300, b"\x0b",
    b"\x1c", b"\xd9\xa1", b"\xef\xbc\x91", b"yes", b"OUI", b"no",
)  # fmt: skip


class HangError(BaseException):
    """The program took too long: no ``except Exception`` may hide it."""


def mutated(data: bytes, sample: random.Random) -> bytes:
    """The bytes with some of them lost, doubled, moved or replaced; or other bytes altogether."""
    if sample.random() < 0.05:
        return sample.randbytes(sample.randrange(200))
    for _ in range(sample.choice((0, 1, 1, 2, 3, 8))):
        first, last = sorted(sample.randrange(len(data) + 1) for _ in range(2))
        last = min(last, first + sample.choice((0, 1, 4, 40)))
        new = sample.choice(
            (b"", sample.choice(_TOKENS), data[first:last] * 2, sample.randbytes(1))
        )
        data = data[:first] + new + data[last:]
    return data


def odd(sample: random.Random, *usual: str) -> str:
    """A text that is nearly a usual one, as an argument can be."""
    text = mutated(sample.choice(usual).encode("utf-8", "surrogateescape"), sample)
    return text.decode("utf-8", "surrogateescape")


def judged(
    arguments: Sequence[str], given: bytes = b"", typed: str | None = None
) -> tuple[int, str]:
    """The exit code and standard output of a run in which all holds that must hold."""
    code, out, told = run(arguments, given, typed)
    shown = f"{arguments} gives {code}: {told[-500:]!r}"
    assert code in CODES, shown
    assert "Traceback" not in out + told, shown
    assert len(told) <= _MOST_SAID + 100 * sum(map(len, arguments)), shown
    assert typed is not None or not told or told.endswith("\n"), shown
    assert "\x1b" not in told, shown
    if code == 2:
        assert not out, shown
        assert told.strip(), shown
    return code, out


def tried(name: str, surface: Surface, seed: int, numbers: range, folder: Path) -> int:
    """Try so many inputs of a surface; an error says which input it was."""
    for number in numbers:
        try:
            with _in_time():
                surface(random.Random(f"{name}:{seed}:{number}"), folder)
        except (AssertionError, HangError, Exception) as error:
            raise AssertionError(f"{name}, seed {seed}, input {number}: {error!r}") from error
    return len(numbers)


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError(f"more than {_SECONDS} seconds")

    clocks = (
        (signal.ITIMER_VIRTUAL, signal.SIGVTALRM, _SECONDS),
        (signal.ITIMER_REAL, signal.SIGALRM, _PATIENCE),
    )
    before = [signal.signal(number, stop) for _, number, _ in clocks]
    for clock, _, seconds in clocks:
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for (clock, number, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(number, handler)
