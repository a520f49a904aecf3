"""Every word of the quoted article, in parts: conditions, what joins them, and the rest.

The words of a condition stand beside it in the definition; here are those of none, with their kind.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from stagiaire_cli.law.digest import article_text
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.records import Record

CONDITION: Final = "condition"
CONNECTIVE: Final = "connective"
CROSS_REFERENCE: Final = "cross_reference"
FRAME: Final = "frame"
PART_KINDS: Final = (CONDITION, CONNECTIVE, CROSS_REFERENCE, FRAME)
_BREAK: Final = "\n\n"


class Part(Record):
    """Words of the article, character for character, and what they are.

    ``kind`` is ``condition``, ``connective``, ``cross_reference`` or ``frame``; ``facts`` are those
    that a condition asks about.
    """

    words: str
    kind: str
    facts: tuple[str, ...] = ()


class Paragraph(Record):
    """One paragraph of the article: the number of its alternative, if it is one, and its parts."""

    number: str
    parts: tuple[Part, ...]


class UnclaimedError(ValueError):
    """Words of the article that no part claims, or that two parts do."""


# For each paragraph, in order, the words of no condition.
_OTHERS: Final[tuple[tuple[str, tuple[Part, ...]], ...]] = (
    (
        "",
        (
            Part(
                "Article R. 313-10-1 (code de l'entrée et du séjour des étrangers et du droit "
                "d'asile), version du 1er novembre 2016 au 30 avril 2021",
                FRAME,
            ),
        ),
    ),
    (
        "",
        (
            Part("Pour l'obtention de la carte de séjour ", FRAME),
            Part("mentionnée à l'article L. 313-7-1", CROSS_REFERENCE),
            Part(", est considéré comme stagiaire l'étranger qui vient en France :", FRAME),
        ),
    ),
    (
        "1°",
        (
            Part("1° ", FRAME),
            Part("Soit pour ", CONNECTIVE),
            Part(", ", CONNECTIVE),
            Part(" ", CONNECTIVE),
            Part(" et ", CONNECTIVE),
            Part(", ", CONNECTIVE),
            Part(" ou ", CONNECTIVE),
            Part(" ", CONNECTIVE),
            Part(" ;", CONNECTIVE),
        ),
    ),
    (
        "2°",
        (
            Part("2° ", FRAME),
            Part("Soit, ", CONNECTIVE),
            Part(", ", CONNECTIVE),
            Part(", ", CONNECTIVE),
            Part(", et, ", CONNECTIVE),
            Part(" ;", CONNECTIVE),
        ),
    ),
    (
        "3°",
        (
            Part("3° ", FRAME),
            Part("Soit pour ", CONNECTIVE),
            Part(" ", CONNECTIVE),
            Part(" ", CONNECTIVE),
            Part(", ", CONNECTIVE),
            Part(".", FRAME),
        ),
    ),
)


@cache
def paragraphs(version: Version) -> tuple[Paragraph, ...]:
    """The article in parts, its heading first; nothing for a version that is not quoted.

    Raises ``UnclaimedError`` where its words are not all claimed, each once.
    """
    if not version.quoted:
        return ()
    texts = article_text().removesuffix("\n").split(_BREAK)
    if len(texts) != len(_OTHERS):
        raise UnclaimedError(len(texts))
    return tuple(
        Paragraph(number, divided(text, _conditions(version, number), others))
        for text, (number, others) in zip(texts, _OTHERS, strict=True)
    )


def joined(article: Sequence[Paragraph]) -> str:
    """The text whose paragraphs these are."""
    texts = ("".join(part.words for part in paragraph.parts) for paragraph in article)
    return _BREAK.join(texts) + "\n"


def _conditions(version: Version, number: str) -> Mapping[str, tuple[str, ...]]:
    """The distinct words of the conditions of an alternative, and the facts asked about."""
    facts_by_words: dict[str, dict[str, None]] = {}
    for provision in version.provisions:
        for leaf in provision.condition.leaves() if provision.number == number else ():
            facts = facts_by_words.setdefault(version.words(leaf), {})
            facts.update(dict.fromkeys(leaf.facts))
    return {words: tuple(facts) for words, facts in facts_by_words.items()}


def divided(
    text: str, conditions: Mapping[str, tuple[str, ...]], others: Sequence[Part]
) -> tuple[Part, ...]:
    """A paragraph cut into the words of its conditions and, between them, the others in order.

    Raises ``UnclaimedError`` unless each character of the text comes to one part.
    """
    for words in conditions:
        if text.count(words) != 1:
            raise UnclaimedError(words)
    claims = [Part(words, CONDITION, conditions[words]) for words in conditions]
    claims.sort(key=lambda part: text.index(part.words))
    waiting = list(others)
    parts: list[Part] = []
    start = 0
    while start < len(text):
        claimants = [
            queue for queue in (claims, waiting) if queue and text.startswith(queue[0].words, start)
        ]
        if len(claimants) != 1:
            raise UnclaimedError(text[start:])
        parts.append(claimants[0].pop(0))
        start += len(parts[-1].words)
    if claims or waiting:
        raise UnclaimedError((claims or waiting)[0].words)
    return tuple(parts)
