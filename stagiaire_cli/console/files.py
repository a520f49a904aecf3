"""Results to standard output, or to a file that only its owner can read."""

import codecs
import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from stagiaire_cli.console.parts import folder_of, part_of
from stagiaire_cli.console.problems import reason_of
from stagiaire_cli.console.streams import Streams, visible


class OutputError(Exception):
    """The result cannot be written to the file; ``reason`` is the system's short name of why."""

    def __init__(self, error: OSError, file: str | None) -> None:
        super().__init__(str(error.errno))
        self.file = visible(file or "-")
        self.reason = reason_of(error)


def deliver(content: str | bytes, file: str | None, streams: Streams) -> None:
    """Write the result to the file (mode 0600, replaced as a whole), else to standard output.

    ``-`` is standard output too.

    Raises ``OutputError`` where that fails, ``BrokenPipeError`` where nobody reads any more.
    """
    if isinstance(content, bytes):
        written_by(lambda path: Path(path).write_bytes(content), file, streams)
        return
    with writing(file, streams) as stream:
        stream.write(content)


class Sink:
    """Takes a result in pieces; what the system refuses of it is ``OutputError``."""

    def __init__(
        self,
        file: str | None,
        streams: Streams,
        write: Callable[[str], object],
        settle: Callable[[], object],
    ) -> None:
        self._file = file
        self._streams = streams
        self._write = write
        self._settle = settle

    def write(self, text: str) -> None:
        """Write a piece, at once; raises as ``writing``."""
        with _as_output_error(self._file, self._streams):
            self._write(text)

    def settle(self) -> None:
        """Have the system keep what is written; raises as ``writing``."""
        with _as_output_error(self._file, self._streams):
            self._settle()


@contextlib.contextmanager
def writing(
    file: str | None, streams: Streams, encoding: str = "utf-8", errors: str = "strict"
) -> Iterator[Sink]:
    """Where to write a long result: a file that is replaced once all is written, else stdout.

    Raises ``OutputError`` where that fails, ``BrokenPipeError`` where nobody reads any more; a file
    that was there before is then left as it was. What else fails meanwhile is told as it came.
    """
    with contextlib.ExitStack() as end:
        with _as_output_error(file, streams):
            calls = end.enter_context(_writer(file, streams, encoding, errors))
        sink = Sink(file, streams, *calls)
        yield sink
        sink.settle()
        with _as_output_error(file, streams):
            end.close()


@contextlib.contextmanager
def _writer(
    file: str | None, streams: Streams, encoding: str, errors: str
) -> Iterator[tuple[Callable[[str], object], Callable[[], object]]]:
    """What writes text to the place, nothing being left for the end, and what has it kept."""
    if file is None or file == "-":

        def shown(text: str) -> None:
            streams.stdout.write(text)
            streams.stdout.flush()

        yield shown, lambda: None
        return
    encode = codecs.getincrementalencoder(encoding)(errors).encode
    target = _followed(file)
    if not _replaceable(target):
        # A device or a pipe is written to as it is.
        with open(target, "wb", buffering=0) as device:
            yield lambda text: _written(device.fileno(), encode(text)), lambda: None
        return
    with part_of(target) as (_, descriptor):
        yield lambda text: _written(descriptor, encode(text)), lambda: os.fsync(descriptor)


def _written(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def written_by(
    write: Callable[[str], object],
    file: str | None,
    streams: Streams,
    replacing: Callable[[], object] = lambda: None,
) -> None:
    """Have something that can only be given a path write a result, to the same places.

    ``replacing`` is called before a file takes the place of that which was there. Raises as
    ``writing`` does.
    """
    import shutil

    with _as_output_error(file, streams):
        target = _replaced(file)
        if target is not None:
            with part_of(target) as (part, _):
                write(part)
                replacing()
            return
        with folder_of(None) as folder:
            path = os.path.join(folder, "result")
            write(path)
            with open(path, "rb") as content:
                if file is None or file == "-":
                    _shown(content, streams.stdout)
                else:
                    with open(file, "wb") as device:
                        shutil.copyfileobj(content, device)


def _shown(content: BinaryIO, stdout: TextIO) -> None:
    """Bytes to standard output; a stream that takes text alone gets them as text."""
    import shutil

    stdout.flush()
    buffer = getattr(stdout, "buffer", None)
    if buffer is None:
        stdout.write(content.read().decode("utf-8", "replace"))
    else:
        shutil.copyfileobj(content, buffer)
    stdout.flush()


@contextlib.contextmanager
def _as_output_error(file: str | None, streams: Streams) -> Iterator[None]:
    """What the system refuses while a result is written, as ``OutputError``."""
    if "\0" in (file or ""):
        raise OutputError(OSError(errno.EINVAL, os.strerror(errno.EINVAL)), file)
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if file in (None, "-"):
            silence(streams.stdout)
        raise OutputError(error, file) from None


def silence(stream: TextIO) -> None:
    """Let what is left for a stream of this process go nowhere when the interpreter ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def try_out(file: str | None) -> None:
    """Find out early whether a result could be written to the file.

    Raises ``OutputError`` where it could not.
    """
    if file in (None, "-"):
        return
    assert file is not None
    if "\0" in file:
        raise OutputError(OSError(errno.EINVAL, os.strerror(errno.EINVAL)), file)
    try:
        target = _followed(file)
        if os.path.isdir(file):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if _replaceable(target):
            with part_of(target, kept=False):
                pass
    except OSError as error:
        raise OutputError(error, file) from None


def _followed(file: str) -> str:
    """The path that a name leads to; raises ``OSError`` where its links lead round in a circle."""
    target = os.path.realpath(file)
    if os.path.islink(target):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _replaced(file: str | None) -> str | None:
    """The file that a result takes the place of; None for standard output, a device or a pipe."""
    if file is None or file == "-":
        return None
    target = _followed(file)
    return target if _replaceable(target) else None


def _replaceable(target: str) -> bool:
    """Whether it is a file, or nothing yet: no device, no pipe."""
    return os.path.isfile(target) or not os.path.exists(target)


@contextlib.contextmanager
def working_folder(file: str | None, streams: Streams) -> Iterator[str]:
    """A private folder for libraries that make files themselves, gone when the run is over.

    It is beside the result, on the disk that has room for it, unless that replaces no file.
    Raises ``OutputError`` where it cannot be made.
    """
    with contextlib.ExitStack() as end:
        with _as_output_error(file, streams):
            folder = end.enter_context(folder_of(_replaced(file)))
        end.enter_context(owned_files())
        yield folder


@contextlib.contextmanager
def owned_files() -> Iterator[None]:
    """Has libraries that make files themselves make them for their owner alone.

    A database replaces the file it is told to write by one that it makes; only the mask of the
    whole process tells it how.
    """
    mask = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(mask)
