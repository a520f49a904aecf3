"""``stagiaire law --reasons``: every reason why an alternative is met, and why it is not."""

from collections.abc import Iterator
from datetime import date
from math import prod

from stagiaire_cli.assessment.reasons import OUT_OF_SCOPE, conditions, reasons_for
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.reports.law.article import article_heading, heading_object
from stagiaire_cli.reports.law.catalogue import readable_json
from stagiaire_cli.reports.verdict.json import reason_object
from stagiaire_cli.reports.verdict.sentences import reason


def dictionary(text: Language, width: int, as_json: bool, on: date) -> str:
    """All reasons of the article of the day, numbered, those that grant first.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    version = law_on(on).version
    if as_json:
        return readable_json(_object(version))
    return "\n".join(_lines(version, text, width)) + "\n"


def _object(version: Version) -> dict[str, object]:
    return {
        **heading_object(version),
        "reasons": [
            {
                "of": name,
                "met": [reason_object(ground) for ground in reasons_for(version, name, True)],
                "not_met": [reason_object(ground) for ground in reasons_for(version, name, False)],
            }
            for name in conditions(version)
        ],
    }


def _lines(version: Version, text: Language, width: int) -> Iterator[str]:
    yield from wrap(article_heading(version, text), width)
    yield from wrap(text("law.reasons.what"), width)
    numbers = [provision.number for provision in version.provisions]
    for name in numbers:
        yield from _both(name, "alternative", version, text, width)
    refused = [len(reasons_for(version, name, False)) for name in numbers]
    sentence = text(
        "law.reasons.whole",
        numbers=text.listed(numbers),
        counts=" × ".join(map(str, refused)),
        total=text.count(prod(refused)),
    )
    yield from ("", *wrap(sentence, width))
    for name, _ in version.routes:
        yield from _both(name, "card", version, text, width)
    yield from _both(OUT_OF_SCOPE, "scope", version, text, width)


def _both(name: str, kind: str, version: Version, text: Language, width: int) -> Iterator[str]:
    """The reasons that grant, then those that refuse."""
    card = kind == "card"
    for result, target in (("met", True), ("not_met", False)):
        grounds = reasons_for(version, name, target)
        heading = text(
            f"law.reasons.{kind}.{result}",
            name=text(f"cards.{name}") if kind != "scope" else "",
            article=article(version.card_article(name)) if card else "",
            count=len(grounds),
        )
        yield from ("", *wrap(heading, width))
        for ground in grounds:
            first = f"{ground.number:>3}. "
            yield from wrap(
                text("law.reasons.line", said=reason(ground, text)),
                width,
                first=first,
                indent=" " * len(first),
            )
