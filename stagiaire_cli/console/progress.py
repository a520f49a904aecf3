"""What a terminal shows of a long run while it goes on."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from stagiaire_cli.console.run import Run, allows_colour


def coloured(run: Run, *, no_color: bool) -> bool:
    """Whether what a terminal shows on standard error may have colours."""
    return run.streams.shows_progress and allows_colour(run, no_color=no_color)


@contextlib.contextmanager
def progress(
    run: Run, size: int, *, quiet: bool, colour: bool
) -> Iterator[Callable[[int, int], None]]:
    """Shows on a terminal how many rows are done, how fast, and the time left.

    What it gives takes the number of rows done, and how much of the size.
    """
    with _bar(run, quiet=quiet, colour=colour) as bar:
        if bar is None:
            yield lambda _rows, _done: None
            return
        text, task = run.text, bar.add_task("", total=size or None)

        def advance(rows: int, done: int) -> None:
            seconds = bar.tasks[0].elapsed or 0
            rate = text.count(round(rows / seconds)) if seconds else ""
            description = text("batch.progress", rows=text.count(rows), rate=rate)
            bar.update(task, description=description, completed=done)

        yield advance


@contextlib.contextmanager
def working(run: Run, description: str, *, quiet: bool, colour: bool) -> Iterator[None]:
    """Shows on a terminal that work goes on which does not tell how far it is."""
    with _bar(run, quiet=quiet, colour=colour) as bar:
        if bar is not None:
            bar.add_task(description, total=None)
        yield


@contextlib.contextmanager
def _bar(run: Run, *, quiet: bool, colour: bool) -> Iterator[Any]:
    if quiet or not run.streams.shows_progress:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        TimeElapsedColumn(),
        TimeLeft(compact=True),
        console=Console(file=run.streams.stderr, no_color=not colour),
        transient=True,
    ) as bar:
        yield bar
