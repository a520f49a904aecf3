"""What a batch has seen: rows by what they give, mistakes by kind, on the way and at the end."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from stagiaire_cli.batch.results import BlockResult, RowFault
from stagiaire_cli.console.problems import ERRORS_SHOWN
from stagiaire_cli.console.streams import READABLE, visible
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import Language

_SHOWN: Final = 8
_BAR: Final = 30
_WIDE: Final = 70
# How many distinct ones are remembered until they are taken apart.
_KEPT: Final = 1 << 14


class Tally:
    """The counts of a run so far; the first mistakes are told as they come."""

    def __init__(self, name: str, text: Language, tell: Callable[[str], None]) -> None:
        self.rows = 0
        self.rejected = 0
        self._given: Counter[str] = Counter()
        self._groups: dict[str, Counter[str]] = {
            "status": Counter(),
            "provisions": Counter(),
            "missing": Counter(),
        }
        self._name = name
        self._text = text
        self._tell = tell
        self._told = 0
        self._untold: Counter[str] = Counter()

    def add(self, done: BlockResult) -> None:
        """Take what a block gave into account."""
        self.count(done.given)
        self.reject(done.rejected, done.misread, done.kinds)

    def count(self, given: Mapping[str, int]) -> None:
        """Count rows by what they give, from ``status`` to ``missing`` or further."""
        self.rows += sum(given.values())
        self._given.update(given)
        if len(self._given) > _KEPT:
            self._take_apart()

    def _take_apart(self) -> None:
        """Count the names in what rows have given, each distinct one once."""
        status, provisions, missing = self._groups.values()
        for tail, many in self._given.items():
            cells = tail.split(",")
            status[cells[0]] += many
            # Who comes under another text meets an alternative in vain.
            met = cells[1] if cells[0] == "qualifies" else ""
            for group, names in ((provisions, met), (missing, cells[3])):
                for name in names.split("|") if names else ():
                    group[name] += many
        self._given.clear()

    def reject(self, rows: int, misread: tuple[RowFault, ...], kinds: Mapping[str, int]) -> None:
        """Count rows that were refused, and tell of the first mistakes."""
        self.rows += rows
        self.rejected += rows
        self._untold.update(kinds)
        for fault in misread[: ERRORS_SHOWN - self._told]:
            self._told += 1
            self._untold[fault.kind] -= 1
            self._tell(f"{self._name}:{fault.line}:{fault.column}: {visible(fault.said)}")

    def lines(self) -> Iterator[str]:
        """How many rows there were, and how many mistakes were not told one by one."""
        text = self._text
        untold = +self._untold
        if untold:
            kinds = (
                text("batch.kind", kind=text(f"batch.kinds.{kind}"), count=text.count(count))
                for kind, count in untold.most_common()
            )
            yield text("batch.more", kinds=text.listed(kinds))
        path = "batch.rows_one" if self.rows == 1 else "batch.rows"
        yield text(path, rows=text.count(self.rows), rejected=text.count(self.rejected))

    def groups(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        """What the rows give: for each heading, names and how many rows, most of them first."""
        self._take_apart()
        for name, group in self._groups.items():
            commonest = group.most_common(_SHOWN)
            if commonest:
                named = [(_label(name, label, self._text), count) for label, count in commonest]
                yield self._text(f"batch.groups.{name}"), named


def _label(group: str, name: str, text: Language) -> str:
    if group == "status":
        return text(f"report.today_status.{name}")
    return text.document(name) if group == "missing" else name


def plain(tally: Tally, text: Language) -> Iterator[str]:
    """The end of a run, in lines."""
    yield from tally.lines()
    for heading, counts in tally.groups():
        yield heading
        for name, count in counts:
            yield text("batch.one", name=name, count=text.count(count))


def chart(tally: Tally, text: Language, width: int, *, colour: bool) -> Iterator[str]:
    """The end of a run, with a bar for each count, in lines of at most the width."""
    from rich.bar import Bar
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    yield from (line for sentence in tally.lines() for line in wrap(sentence, width))
    console = Console(
        width=min(width, READABLE), no_color=not colour, highlight=False, force_terminal=colour
    )
    for heading, counts in tally.groups():
        yield heading
        most = max(len(text.count(count)) for _, count in counts)
        bar = _BAR if width >= _WIDE else _BAR // 3
        room = min(width, READABLE) - bar - most - 6
        grid = Table.grid(padding=(0, 2, 0, 0))
        for name, count in counts:
            label = Text("\n".join(wrap(name, room, first="  ", indent="  ")))
            drawn = Bar(tally.rows, 0, count, width=bar, color="cyan")
            grid.add_row(label, drawn, Text(text.count(count), justify="right"))
        with console.capture() as captured:
            console.print(grid, soft_wrap=True)
        yield from (line.rstrip() for line in captured.get().splitlines())
