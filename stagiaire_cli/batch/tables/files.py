"""What the file of somebody lacks, by the bits that its documents depend on."""

from collections.abc import Callable, Iterable, Sequence

from stagiaire_cli.assessment.file import Met, exempting, needs, presumes_complete
from stagiaire_cli.assessment.verdict import FileVerdict
from stagiaire_cli.batch.tables.bits import Bits
from stagiaire_cli.batch.tables.cells import DOCUMENT_BIT, bounded
from stagiaire_cli.batch.tables.values import Value
from stagiaire_cli.law.by_date import Law
from stagiaire_cli.law.documents import ON_DELIVERY
from stagiaire_cli.logic.conditions import Condition
from stagiaire_cli.logic.records import Record


class Texts(dict[int, str]):
    """The cells ``file`` and ``missing`` of a file that lacks documents, by their bits."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = [(DOCUMENT_BIT[name], name) for name in order]

    def __missing__(self, lacks: int) -> str:
        missing = "|".join([name for bit, name in self._order if lacks & bit])
        bounded(self)[lacks] = text = f"incomplete,{missing}"
        return text


class File(Record):
    """The bits of the documents that a file needs, and of those that it may need.

    ``cell`` stands for ``file`` and ``missing`` where all of them are held, and ``complete`` says
    whether such a file is; ``texts`` has the cells where some lack.
    """

    needed: int
    doubtful: int
    cell: str
    complete: bool
    texts: Texts


class Files(dict[int, File]):
    """The files of those who come under the same alternatives, by the bits in ``mask``."""

    def __init__(
        self,
        exempt: Value,
        entries: Sequence[tuple[Value, int]],
        mask: int,
        texts: Texts,
    ) -> None:
        self.mask = mask
        self._exempt = exempt
        self._entries = entries
        self._texts = texts
        self._exempted = _with_nothing("not_needed", texts)
        self._alike: dict[tuple[int, int], File] = {}

    def __missing__(self, word: int) -> File:
        exempted = self._exempt(word)
        if exempted:
            file = self._exempted
        else:
            needed = doubtful = 0
            for value, documents in self._entries:
                need = value(word)
                if need is None or (need and exempted is None):
                    doubtful |= documents
                elif need:
                    needed |= documents
            file = self._file(needed, doubtful)
        bounded(self)[word] = file
        return file

    def _file(self, needed: int, doubtful: int) -> File:
        key = (needed, doubtful)
        if key not in self._alike:
            whole = _with_nothing("complete", self._texts)
            bounded(self._alike)[key] = whole._replace(needed=needed, doubtful=doubtful)
        return self._alike[key]


class _Same(Files):
    """Those of whom no file is asked, or known."""

    def __init__(self, result: str, texts: Texts) -> None:
        super().__init__(lambda _: True, (), 0, texts)
        self._exempted = _with_nothing(result, texts)


def _with_nothing(result: str, texts: Texts) -> File:
    """A file for which no document is asked."""
    return File(0, 0, f"{result},", presumes_complete(FileVerdict(result)), texts)


def files_of(law: Law, met: Met, bits: Bits, texts_of: Callable[[Iterable[str]], Texts]) -> Files:
    """The files of those who come under these alternatives of a law."""
    if not met:
        return _Same("not_applicable", texts_of(()))
    if law.documents is None:
        return _Same("not_modelled", texts_of(()))
    needed = needs(law, tuple(met.items()))
    alike: dict[Condition, int] = {}
    for name, condition in needed.items():
        if name not in ON_DELIVERY:
            alike[condition] = alike.get(condition, 0) | DOCUMENT_BIT[name]
    exempt = exempting(law, tuple(met))
    entries = [(bits.value_of(condition), documents) for condition, documents in alike.items()]
    return Files(bits.value_of(exempt), entries, bits.mask((exempt, *alike)), texts_of(needed))
