"""Results to standard output, or to a file that only its owner can read."""

import contextlib
import errno
import os

from stagiaire_cli.problems import reason_of
from stagiaire_cli.streams import Streams, visible


class OutputError(Exception):
    """The result cannot be written to the file; ``reason`` is the system's short name of why."""

    def __init__(self, error: OSError, file: str | None) -> None:
        super().__init__(str(error.errno))
        self.file = visible(file or "-")
        self.reason = reason_of(error)


def deliver(content: str, file: str | None, streams: Streams) -> None:
    """Write the result to the file (mode 0600, replaced as a whole), else to standard output.

    ``-`` is standard output too.

    Raises ``OutputError`` where that fails, ``BrokenPipeError`` where nobody reads any more.
    """
    file = None if file == "-" else file
    try:
        if file is None:
            streams.stdout.write(content)
            streams.stdout.flush()
        else:
            _replace(file, content)
    except BrokenPipeError:
        raise
    except OSError as error:
        if file is None:
            silence(streams)
        raise OutputError(error, file) from None


def silence(streams: Streams) -> None:
    """Let what is left for standard output go nowhere when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), streams.stdout.fileno())


def try_out(file: str | None) -> None:
    """Find out early whether a result could be written to the file.

    Raises ``OutputError`` where it could not.
    """
    import tempfile

    if file in (None, "-"):
        return
    assert file is not None
    folder = os.path.dirname(os.path.realpath(file))
    try:
        if os.path.isdir(file):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise OutputError(error, file) from None


def _replace(file: str, content: str) -> None:
    target = os.path.realpath(file)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "w", encoding="utf-8") as stream:
            stream.write(content)
        return
    beside = f"{target}.{os.getpid()}.part"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise
