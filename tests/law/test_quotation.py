"""Every word of the quoted article belongs to one part, and to one only."""

import re

import pytest

from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.law.quotation import (
    CONDITION,
    CONNECTIVE,
    CROSS_REFERENCE,
    FRAME,
    PART_KINDS,
    Part,
    UnclaimedError,
    divided,
    joined,
    paragraphs,
)
from stagiaire_cli.law.shapes import Version

QUOTED = [version for version in VERSIONS if version.quoted]
JOINT = Part(", ", CONNECTIVE)


@pytest.mark.parametrize("version", QUOTED, ids=lambda version: str(version.since))
def test_each_word_of_the_article_is_claimed_by_one_part(version: Version) -> None:
    text = article_text()
    claims = [0] * len(text)
    place = 0
    for paragraph in paragraphs(version):
        for part in paragraph.parts:
            assert part.kind in PART_KINDS
            start = text.index(part.words, place)
            place = start + len(part.words)
            for letter in range(start, place):
                claims[letter] += 1
    for word in re.finditer(r"\S+", text):
        assert set(claims[word.start() : word.end()]) == {1}, word[0]


@pytest.mark.parametrize("version", QUOTED, ids=lambda version: str(version.since))
def test_the_parts_together_are_the_text_letter_by_letter(version: Version) -> None:
    assert joined(paragraphs(version)) == article_text()


def test_a_version_that_is_not_quoted_has_no_parts() -> None:
    for version in set(VERSIONS) - set(QUOTED):
        assert paragraphs(version) == ()


@pytest.mark.parametrize("version", QUOTED, ids=lambda version: str(version.since))
def test_a_part_asks_about_the_facts_of_the_conditions_with_its_words(version: Version) -> None:
    for provision in version.provisions:
        [found] = [one for one in paragraphs(version) if one.number == provision.number]
        asked = {part.words: set(part.facts) for part in found.parts if part.kind == CONDITION}
        leaves = list(provision.condition.leaves())
        assert asked.keys() == {leaf.words for leaf in leaves}
        for words, facts in asked.items():
            assert facts == {f for leaf in leaves if leaf.words == words for f in leaf.facts}


def test_only_a_condition_asks_about_facts() -> None:
    for version in QUOTED:
        for paragraph in paragraphs(version):
            for part in paragraph.parts:
                assert bool(part.facts) is (part.kind == CONDITION)
                assert part.words


def test_the_article_cited_outside_the_conditions_is_a_cross_reference() -> None:
    for version in QUOTED:
        parts = [part for one in paragraphs(version) for part in one.parts]
        cited = [part.words for part in parts if part.kind == CROSS_REFERENCE]
        assert cited == ["mentionnée à l'article L. 313-7-1"]


@pytest.mark.parametrize(
    ("text", "conditions", "others"),
    [
        ("works, learns, rests", ("works", "learns"), (JOINT,)),
        ("works, learns", ("works", "works, learns"), (JOINT,)),
        ("works, learns", ("works", "learns"), (Part("learns", FRAME), JOINT)),
        ("works, learns", ("works", "learns"), (JOINT, JOINT)),
        ("works, learns", ("works",), (JOINT,)),
        ("works, works", ("works",), (JOINT,)),
        ("works, learns", ("works", "learns", "rests"), (JOINT,)),
        ("works, learns", ("works,", "learns"), (JOINT,)),
    ],
)
def test_a_word_unclaimed_or_claimed_twice_is_refused(
    text: str, conditions: tuple[str, ...], others: tuple[Part, ...]
) -> None:
    with pytest.raises(UnclaimedError):
        divided(text, dict.fromkeys(conditions, ("fact",)), others)


def test_a_text_is_cut_into_its_conditions_and_the_rest_between_them() -> None:
    found = divided("works, learns", {"learns": ("b",), "works": ("a",)}, (JOINT,))
    assert found == (
        Part("works", CONDITION, ("a",)),
        JOINT,
        Part("learns", CONDITION, ("b",)),
    )
