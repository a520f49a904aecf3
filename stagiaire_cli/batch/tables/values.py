"""What conditions come to for the rows of a word: functions of its bits."""

from collections.abc import Callable, Iterable, Sequence

from stagiaire_cli.logic.conditions import Truth

# The value of one condition for the rows of a word.
Value = Callable[[int], Truth]


def joined(parts: Sequence[tuple[int, int] | Value], decisive: bool) -> Value:
    """The value of several together, of which one may decide.

    A part is a function, or, where it asks a single leaf, the bits with which it decides and those
    with which it does not.
    """
    leaves = [part for part in parts if isinstance(part, tuple)]
    others = [part for part in parts if not isinstance(part, tuple)]
    decides = union(bits for bits, _ in leaves)
    agrees = [bits for _, bits in leaves]

    def value(word: int) -> Truth:
        if word & decides:
            return decisive
        undecided = False
        for part in others:
            found = part(word)
            if found is decisive:
                return decisive
            undecided = undecided or found is None
        if undecided:
            return None
        for bits in agrees:
            if not word & bits:
                return None
        return not decisive

    return value


def union(words: Iterable[int]) -> int:
    """All bits of the words."""
    union = 0
    for word in words:
        union |= word
    return union
