"""What a terminal shows of a long run while it goes on."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stagiaire_cli.console.run import Run, allows_colour


def coloured(run: Run, options: Mapping[str, Any]) -> bool:
    """Whether what a terminal shows on standard error may have colours."""
    return run.streams.shows_progress and allows_colour(run, options)


@contextlib.contextmanager
def progress(
    run: Run, options: Mapping[str, Any], size: int
) -> Iterator[Callable[[int, int], None]]:
    """Shows on a terminal how many rows are done, how fast, and the time left.

    What it gives is told the rows done and how much of the size.
    """
    with _bar(run, options) as shown:
        if shown is None:
            yield lambda _rows, _done: None
            return
        text, task = run.text, shown.add_task("", total=size or None)

        def advance(rows: int, done: int) -> None:
            seconds = shown.tasks[0].elapsed or 0
            rate = text.count(round(rows / seconds)) if seconds else ""
            said = text("batch.progress", rows=text.count(rows), rate=rate)
            shown.update(task, description=said, completed=done)

        yield advance


@contextlib.contextmanager
def working(run: Run, options: Mapping[str, Any], said: str) -> Iterator[None]:
    """Shows on a terminal that work goes on which does not tell how far it is."""
    with _bar(run, options) as shown:
        if shown is not None:
            shown.add_task(said, total=None)
        yield


@contextlib.contextmanager
def _bar(run: Run, options: Mapping[str, Any]) -> Iterator[Any]:
    if options["quiet"] or not run.streams.shows_progress:
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
        console=Console(file=run.streams.stderr, no_color=not coloured(run, options)),
        transient=True,
    ) as shown:
        yield shown
