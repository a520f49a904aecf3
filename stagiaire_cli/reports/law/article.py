"""The article on a day as users read it, condition by condition, and what follows it today."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.languages import NO_BREAK, Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.languages.phrases import values as allowed
from stagiaire_cli.law.by_date import Law, law_on, today
from stagiaire_cli.law.concordance import Moved, existing_on
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Is,
    Leaf,
    Not,
    Open,
    facts_of,
)
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.law.catalogue import readable_json
from stagiaire_cli.reports.law.quoted import (
    as_objects,
    marked_article,
    numbered_article,
    numbers,
    pictured_article,
)
from stagiaire_cli.reports.verdict.sentences import follows, status_sentence


class Look(Record):
    """How the article is shown: with signs rather than words, and in colour."""

    signs: bool = False
    colour: bool = False


PLAIN: Final = Look()


def article_page(
    text: Language,
    width: int,
    as_json: bool,
    on: date,
    verdict: Verdict | None = None,
    look: Look = PLAIN,
) -> str:
    """The article in force on the day: its words where they are quoted, and its conditions.

    With a verdict of that day, each part of the words is marked as the answers make it. Raises
    ``NoLawError`` for a day before 1 June 2009.
    """
    law = law_on(on)
    if as_json:
        return readable_json({"on": on.isoformat(), **_object(law, verdict)})
    return "\n".join(_lines(law, text, width, on, verdict, look)) + "\n"


def article_heading(version: Version, text: Language) -> str:
    """The name of an article, and the days between which it is in force."""
    since, until = version.in_force
    return text(
        "law.in_force" if until else "law.in_force_still",
        article=article(version.article),
        since=text.date(since),
        until=text.date(until) if until else "",
    )


def heading_object(version: Version) -> dict[str, object]:
    """The same, ready for JSON."""
    since, until = version.in_force
    return {
        "article": version.article,
        "in_force": {"from": since.isoformat(), "to": until.isoformat() if until else None},
    }


def _object(law: Law, verdict: Verdict | None) -> dict[str, object]:
    version = law.version
    return {
        **heading_object(version),
        "text": article_text() if version.quoted else None,
        "paragraphs": as_objects(version, verdict),
        "provisions": [
            {
                "number": provision.number,
                "condition": _tree(provision.condition, version, provision.number),
            }
            for provision in version.provisions
        ],
        "cards": [
            {"card": name, "condition": _tree(route, version, name)}
            for name, route in version.routes
        ],
        "today": today().version.article,
        "concordance": [
            {"then": moved.then or None, "now": moved.now or None} for moved in _concordance(law)
        ],
    }


def _concordance(law: Law) -> tuple[Moved, ...]:
    """What follows each article of that day, where they are repealed."""
    repealed = law.version.article != today().version.article
    return existing_on(law.since) if repealed else ()


def _lines(
    law: Law, text: Language, width: int, on: date, verdict: Verdict | None, look: Look
) -> Iterator[str]:
    version = law.version
    heading = article_heading(version, text)
    yield from wrap(text("law.of_day", on=text.date(on), article=heading), width)
    if verdict is not None:
        yield from wrap(status_sentence(verdict, text), width)
    yield from wrap(text("law.quoted" if version.quoted else "law.not_quoted"), width)
    if not version.quoted:
        yield from wrap(text("law.not_marked"), width) if verdict is not None else ()
    elif verdict is None:
        yield from numbered_article(version, width)
    elif look.signs:
        yield from pictured_article(version, verdict, text, width, look.colour)
    else:
        yield from marked_article(version, verdict, text, width)
    if on > TEXTS_READ_UNTIL:
        yield from wrap(text("notes.texts_read_until"), width)
    if _concordance(law):
        yield from ("", *wrap(text("notes.repealed"), width))
    if version.quoted:
        yield from ("", *wrap(text("tables.conditions"), width))
    # Where the article has its marks, numbers would be one thing more to look at.
    number = numbers(version) if verdict is None else {}
    for provision in version.provisions:
        yield from ("", *wrap(f"{provision.number} {text('tables.all')}", width))
        yield from _branches(provision.condition, version, text, width, 1, number)
    for name, route in version.routes:
        origin = article(version.card_article(name))
        yield ""
        yield from wrap(text("law.card", card=text(f"cards.{name}"), article=origin), width)
        above = version.words(next(route.leaves()))
        yield from _branches(route, version, text, width, 1, number, above)
    if moves := _concordance(law):
        yield from ("", *wrap(text("law.concordance"), width))
        for moved in moves:
            yield from point(follows(moved, text), width, "  ")


def _branches(
    condition: Condition,
    version: Version,
    text: Language,
    width: int,
    depth: int,
    number: Mapping[str, int],
    above: str = "",
) -> Iterator[str]:
    """A condition as indented lines: how its parts are joined, then each part with its words.

    ``number`` has that of each wording; ``above`` are words that already stand above it.
    """
    margin = "  " * depth
    if isinstance(condition, Leaf):
        yield from point(_meaning(condition, text), width, margin)
        words = version.words(condition)
        if words != above:
            yield from _quote(words, text, width, margin, number)
    elif isinstance(condition, Not):
        yield from point(text("tables.not"), width, margin)
        words = version.words(next(condition.leaves()))
        if words:
            yield from _quote(words, text, width, margin, number)
        yield from _branches(condition.part, version, text, width, depth + 1, number, words)
    elif isinstance(condition, Open):
        yield from point(text(f"tables.open.{condition.reason}"), width, margin)
    elif isinstance(condition, All | Any):
        # The top is announced with the number of the alternative.
        if depth > 1 or isinstance(condition, Any):
            joint = "tables.all" if isinstance(condition, All) else "tables.any"
            yield from point(text(joint), width, margin)
            depth += 1
        for part in condition.parts:
            yield from _branches(part, version, text, width, depth, number, above)


def _quote(
    words: str, text: Language, width: int, margin: str, number: Mapping[str, int]
) -> list[str]:
    quote = text("report.quote", words=text.kept(words))
    if words in number:
        quote = f"[{number[words]}]{NO_BREAK}{quote}"
    return wrap(f"{margin}  {quote}", width, indent=margin + "  ")


def _meaning(leaf: Leaf, text: Language) -> str:
    """What the leaf asks for, in words."""
    if isinstance(leaf, AtLeast):
        return text("tables.at_least", label=text.label(leaf.fact), bound=leaf.bound)
    if not isinstance(leaf, Is):
        return text.listed(map(text.label, leaf.facts))
    fact, values = leaf.fact, leaf.values
    meaning = allowed(fact, values, text)
    if fact in READINGS:
        return text("tables.reading", said=meaning, option=f"--reading {fact}={values[0]}")
    return meaning


def _tree(condition: Condition, version: Version, number: str) -> object:
    """A condition of an alternative as nested objects."""
    if isinstance(condition, Not):
        return {"not": _tree(condition.part, version, number)}
    if isinstance(condition, All | Any):
        joint = "all" if isinstance(condition, All) else "any"
        return {joint: [_tree(part, version, number) for part in condition.parts]}
    leaf: dict[str, object] = {"facts": list(facts_of(condition))}
    if isinstance(condition, AtLeast):
        leaf |= {"at_least": condition.bound}
    elif isinstance(condition, Is):
        leaf |= {"values": list(condition.values)}
    if isinstance(condition, Leaf):
        leaf |= dict(zip(("words", "article"), version.source(condition, number), strict=True))
    return leaf
