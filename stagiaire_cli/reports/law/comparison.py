"""What changes in the law from one day to another.

The text, the situations, the documents, the checks with their periods and amounts, who signs.
"""

from collections.abc import Iterator
from datetime import date

from stagiaire_cli.assessment.compare import (
    DIVERTED,
    Comparison,
    ResultChange,
    Side,
    VersionChange,
    compare,
)
from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article, values
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.reports.law.catalogue import readable_json
from stagiaire_cli.reports.law.rules import Span, rules_compared, rules_object


def comparison(text: Language, width: int, as_json: bool, day: date, other: date) -> str:
    """What changes between two days, the earlier first.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    first, last = sorted((day, other))
    before, after = law_on(first), law_on(last)
    span = Span(first, last, before, after)
    compared = compare(Side(before.version), Side(after.version))
    if as_json:
        return readable_json(_object(span, compared))
    lines = [
        *wrap(
            text(
                "law.compare",
                since=text.date(first),
                until=text.date(last),
                before=article(before.version.article),
                after=article(after.version.article),
            ),
            width,
        ),
        *_words(first, last, text, width),
        *_situations(compared, text, width),
        *rules_compared(span, text, width),
    ]
    return "\n".join(lines) + "\n"


def _versions(first: date, last: date) -> list[date]:
    """The days between the two on which a version begins."""
    return [version.since for version in VERSIONS if first < version.since <= last]


def _words(first: date, last: date, text: Language, width: int) -> Iterator[str]:
    yield from ("", text("law.words"))
    days = _versions(first, last)
    for day in days:
        what = text(f"law.versions.{day.isoformat()}")
        yield from point(text("law.version", since=text.date(day), what=what), width, "  ")
    if not days:
        yield from point(text("law.same_text"), width, "  ")


def _situations(compared: Comparison, text: Language, width: int) -> Iterator[str]:
    yield from ("", text("law.situations"))
    numbers = {
        name: text.count(number)
        for name, number in (
            ("total", compared.total),
            ("status", compared.status),
            ("moved", compared.moved),
        )
    }
    yield from wrap(text("law.counted" if compared.moved else "law.none_moved", **numbers), width)
    for change in compared.changes:
        path = "results" if change.name else "report.today_status"
        sentence = text(
            "law.change",
            name=_name(change.name, text),
            before=text(f"{path}.{change.before}"),
            after=text(f"{path}.{change.after}"),
            count=text.count(change.situations),
        )
        yield from ("", *wrap(sentence, width, indent="  "))
        yield from _cases(change, text, width)


def _cases(change: VersionChange, text: Language, width: int) -> Iterator[str]:
    """The situations of a change: what they all have in common, then each group."""
    groups = [list(_group(change, group, text)) for group in change.groups]
    common = [part for part in groups[0] if all(part in group for group in groups)]
    several = len(groups) > 1
    join = text("report.separator").join
    path = "law.when_one" if several and common else "law.one" if several else "law.when"
    yield from point(text(path, what=join(common)), width, "  ")
    for group in groups if several else ():
        what = join(part for part in group if part not in common)
        yield from point(what, width, "    ")


def _name(name: str, text: Language) -> str:
    return text("law.diverted") if name == DIVERTED else name or text("law.status")


def _group(change: VersionChange, group: tuple[object, ...], text: Language) -> Iterator[str]:
    """What situations have in common: moves for the status, answers for an alternative."""
    parts = [part for part in group if isinstance(part, tuple)]
    for part in parts if change.name else sorted(parts, key=lambda part: part[0][0].name):
        if change.name:
            fact, allowed = part
            yield values(fact, allowed, text)
        else:
            each = [_moves(joint, text) for joint in part]
            yield (
                each[0] if len(each) == 1 else text.listed((f"({clause})" for clause in each), "or")
            )


def _moves(joint: tuple[ResultChange, ...], text: Language) -> str:
    clauses = (
        text(
            "law.stays" if move.before == move.after else "law.moves",
            name=_name(move.name, text),
            result=text(f"results.{move.before}"),
            before=text(f"results.{move.before}"),
            after=text(f"results.{move.after}"),
        )
        for move in joint
    )
    return ", ".join(clauses)


def _object(span: Span, compared: Comparison) -> dict[str, object]:
    return {
        "from": {"on": span.first.isoformat(), "article": span.before.version.article},
        "to": {"on": span.last.isoformat(), "article": span.after.version.article},
        "versions": [day.isoformat() for day in _versions(span.first, span.last)],
        "situations": compared.total,
        "status_changes": compared.status,
        "verdict_changes": compared.moved,
        "changes": [
            {
                "of": change.name or "status",
                "before": change.before,
                "after": change.after,
                "situations": change.situations,
                "when": [_plain(change, group) for group in change.groups],
            }
            for change in compared.changes
        ],
        **rules_object(span),
    }


def _plain(change: VersionChange, group: tuple[object, ...]) -> object:
    """A group ready for JSON: answers by fact, or the results that alternatives have."""
    parts = [part for part in group if isinstance(part, tuple)]
    if change.name:
        return {fact: list(values) for fact, values in parts}
    return [
        [{move.name: [move.before, move.after] for move in joint} for joint in part]
        for part in parts
    ]
