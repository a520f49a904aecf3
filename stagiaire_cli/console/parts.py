"""Files in the making: beside what they replace, whole or gone, whatever becomes of the program.

So are the folders in which a library works: what a run that was killed has left goes with the next
run that writes to the same place.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

# The files and folders of this process that are not to outlive it, and what ends who works there.
_parts: Final[dict[str, Callable[[], object]]] = {}
_PART: Final = ".stagiaire-part"
_FOLDER: Final = ".stagiaire-work"
# Whoever still writes into a folder while it is removed is outrun in fewer attempts.
_ATTEMPTS: Final = 50


def _nothing() -> None:
    """Nobody else writes to a file."""


@contextlib.contextmanager
def part_of(target: str, *, kept: bool = True) -> Iterator[tuple[str, int]]:
    """A private file that takes the place of the target in the end, unless all fails.

    Gives its path and a descriptor to write to; where it is not to be ``kept``, it goes again.
    """
    part, descriptor = _begun(target, _PART, _made_file, _nothing)
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
        _parts.pop(part, None)
        if os.name != "nt":
            os.close(descriptor)


@contextlib.contextmanager
def folder_of(target: str | None, end: Callable[[], object] = _nothing) -> Iterator[str]:
    """A private folder beside the target that is gone in the end, whatever becomes of the run.

    What replaces no file has it among the temporary files of the system. ``end`` is called before
    it is removed, to end whoever else works there.
    """
    import tempfile

    beside = target or os.path.join(tempfile.gettempdir(), "stagiaire")
    folder, descriptor = _begun(beside, _FOLDER, _made_folder, end)
    try:
        yield folder
    finally:
        end()
        _remove(folder)
        _parts.pop(folder, None)
        if descriptor >= 0:
            os.close(descriptor)


def discard_parts() -> None:
    """Remove what this process has begun to write, where it stops in the midst of it."""
    for part, end in tuple(_parts.items()):
        end()
        _remove(part)


def _remove(part: str) -> None:
    """Remove a file, or a folder that somebody may still write into."""
    import shutil

    for _ in range(_ATTEMPTS):
        if not os.path.lexists(part):
            return
        if os.path.isdir(part) and not os.path.islink(part):
            shutil.rmtree(part, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                os.unlink(part)


def _begun(
    target: str, ending: str, make: Callable[[str], int], end: Callable[[], object]
) -> tuple[str, int]:
    """The path of something private and empty beside the target, made now, and its descriptor."""
    _clear(target)
    for number in count():
        part = f"{target}.{os.getpid()}{f'.{number}' if number else ''}{ending}"
        _parts[part] = end
        try:
            descriptor = make(part)
        except FileExistsError:
            _parts.pop(part, None)
            continue
        except OSError:
            _parts.pop(part, None)
            raise
        if descriptor >= 0:
            _lock(descriptor)
        return part, descriptor
    raise AssertionError


def _made_file(path: str) -> int:
    # Windows would write other line ends than it is given.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def _made_folder(path: str) -> int:
    os.mkdir(path, 0o700)
    # Windows opens no folder; nor does it clear what others have left of one.
    return -1 if os.name == "nt" else os.open(path, os.O_RDONLY)


def _clear(target: str) -> None:
    """Remove what runs that were killed have left beside the target."""
    folder, name = os.path.split(target)
    number = re.compile(rf"{re.escape(name)}\.(\d+)(?:\.\d+)?(?:{_PART}|{_FOLDER})")
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            left = number.fullmatch(entry.name)
            # Two signs of life: the process, and its lock, which no other process can have.
            if left and not _lives(int(left[1])) and not _is_locked(entry.path):
                _remove(entry.path)


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
    write = os.O_RDONLY if path.endswith(_FOLDER) else os.O_RDWR
    try:
        descriptor = os.open(path, write | getattr(os, "O_NOFOLLOW", 0))
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
