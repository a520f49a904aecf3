"""The article on a day as users read it, condition by condition, and what follows it today."""

from collections.abc import Iterator
from datetime import date

from stagiaire_cli.languages import Language
from stagiaire_cli.law import Law, law_on, today
from stagiaire_cli.law.concordance import CONCORDANCE, Moved
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.law.definition import READINGS, Version
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.logic import All, Any, AtLeast, Condition, Is, Leaf, Not, facts_of
from stagiaire_cli.reports.wording import article, follows
from stagiaire_cli.reports.wrapping import point, wrap
from stagiaire_cli.tables import as_text


def law(text: Language, width: int, as_json: bool, on: date) -> str:
    """The article in force on the day: its words where they are quoted, and its conditions.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    found = law_on(on)
    return as_text(_object(found)) if as_json else "\n".join(_lines(found, text, width, on)) + "\n"


def _object(found: Law) -> dict[str, object]:
    version = found.version
    since, until = version.in_force
    return {
        "article": version.article,
        "in_force": {"from": since.isoformat(), "to": until.isoformat() if until else None},
        "text": article_text() if version.quoted else None,
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
            {"then": moved.then or None, "now": moved.now or None}
            for moved in _concordance(version)
        ],
    }


def _concordance(version: Version) -> tuple[Moved, ...]:
    return CONCORDANCE if version.article != today().version.article else ()


def _lines(found: Law, text: Language, width: int, on: date) -> Iterator[str]:
    version = found.version
    since, until = version.in_force
    yield from wrap(
        text(
            "law.in_force" if until else "law.in_force_still",
            article=article(version.article),
            since=text.date(since),
            until=text.date(until) if until else "",
        ),
        width,
    )
    if version.quoted:
        yield ""
        for paragraph in article_text().splitlines():
            yield from wrap(text.kept(paragraph), width)
    else:
        yield from wrap(text("law.not_quoted"), width)
    if on > TEXTS_READ_UNTIL:
        yield from wrap(text("notes.texts_read_until"), width)
    if _concordance(version):
        yield from ("", *wrap(text("notes.repealed"), width))
    if version.quoted:
        yield from ("", *wrap(text("tables.conditions"), width))
    for provision in version.provisions:
        yield from ("", *wrap(f"{provision.number} {text('tables.all')}", width))
        yield from _branches(provision.condition, version, text, width, 1)
    for name, route in version.routes:
        origin = article(version.card_article(name))
        yield ""
        yield from wrap(text("law.card", card=text(f"cards.{name}"), article=origin), width)
        yield from _branches(route, version, text, width, 1, version.words(next(route.leaves())))
    if moves := _concordance(version):
        yield from ("", *wrap(text("law.concordance"), width))
        for moved in moves:
            yield from point(follows(moved, text), width, "  ")


def _branches(
    condition: Condition,
    version: Version,
    text: Language,
    width: int,
    depth: int,
    told: str = "",
) -> Iterator[str]:
    """A condition as indented lines: how its parts are joined, then each part with its words.

    ``told`` are words that stand above already.
    """
    margin = "  " * depth
    if isinstance(condition, Leaf):
        yield from point(_meaning(condition, text), width, margin)
        words = version.words(condition)
        if words != told:
            yield from _quote(words, text, width, margin)
    elif isinstance(condition, Not):
        yield from point(text("tables.not"), width, margin)
        words = version.words(next(condition.leaves()))
        if words:
            yield from _quote(words, text, width, margin)
        yield from _branches(condition.part, version, text, width, depth + 1, words)
    elif isinstance(condition, All | Any):
        # The top is announced with the number of the alternative.
        if depth > 1 or isinstance(condition, Any):
            joint = "tables.all" if isinstance(condition, All) else "tables.any"
            yield from point(text(joint), width, margin)
            depth += 1
        for part in condition.parts:
            yield from _branches(part, version, text, width, depth, told)


def _quote(words: str, text: Language, width: int, margin: str) -> list[str]:
    quote = text("report.quote", words=text.kept(words))
    return wrap(f"{margin}  {quote}", width, indent=margin + "  ")


def _meaning(leaf: Leaf, text: Language) -> str:
    """What the leaf asks for, in words."""
    if isinstance(leaf, AtLeast):
        return text("tables.at_least", label=text.label(leaf.fact), bound=leaf.bound)
    if not isinstance(leaf, Is):
        return text.listed(map(text.label, leaf.facts))
    fact, values = leaf.fact, leaf.values
    if fact in READINGS:
        said = text.listed(text(f"readings.{fact}.values.{value}") for value in values)
        answer = text("report.answer", label=text(f"readings.{fact}.label"), answer=said)
        return text("tables.reading", said=answer, option=f"--reading {fact}={values[0]}")
    said = text.listed((text.value(fact, value) for value in values), "or")
    return text("report.answer", label=text.label(fact), answer=said)


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
