"""Files in the making: beside what they replace, whole or gone, whatever becomes of the program."""

import contextlib
import os
import re
from collections.abc import Iterator
from itertools import count
from typing import Final

# The files of this process that are not whole yet.
_parts: Final[set[str]] = set()
_PART: Final = ".stagiaire-part"


@contextlib.contextmanager
def part_of(target: str, *, kept: bool = True) -> Iterator[tuple[str, int]]:
    """A private file that takes the place of the target in the end, unless all fails.

    Gives its path and a descriptor to write to; where it is not to be ``kept``, it goes again.
    """
    part, descriptor = _begun(target)
    try:
        try:
            yield part, descriptor
        finally:
            if os.name == "nt":
                # There, no file that is open takes the place of another.
                os.close(descriptor)
        if kept:
            os.replace(part, target)
        else:
            os.unlink(part)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part)
        raise
    finally:
        _parts.discard(part)
        if os.name != "nt":
            os.close(descriptor)


def discard_parts() -> None:
    """Remove what this process has begun to write, where it stops in the midst of it."""
    for part in tuple(_parts):
        with contextlib.suppress(OSError):
            os.unlink(part)


def _begun(target: str) -> tuple[str, int]:
    """The path of an empty private file beside the target, which is made, and its descriptor."""
    _clear(target)
    for number in count(os.getpid()):
        part = f"{target}.{number}{_PART}"
        _parts.add(part)
        try:
            # Windows would write other line ends than it is given.
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            descriptor = os.open(part, flags, 0o600)
        except FileExistsError:
            _parts.discard(part)
            continue
        except OSError:
            _parts.discard(part)
            raise
        _lock(descriptor)
        return part, descriptor
    raise AssertionError


def _clear(target: str) -> None:
    """Remove what runs that were killed have left beside the target."""
    folder, name = os.path.split(target)
    number = re.compile(re.escape(name) + r"\.(\d+)" + re.escape(_PART))
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            left = number.fullmatch(entry.name)
            # Two signs of life: the process, and its lock, which no other process can have.
            if left and not _lives(int(left[1])) and not _is_locked(entry.path):
                os.unlink(entry.path)


def _lives(process: int) -> bool:
    """Whether another process has that number."""
    if os.name == "nt" or process == os.getpid():
        # There, a file that is in use cannot be removed; and a number comes again.
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True


def _is_locked(path: str) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return True
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file as long as this process has it open; whether nobody else has."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
