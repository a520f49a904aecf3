"""What changes in the law from one day to another.

The text, the situations, the documents, the checks with their periods and amounts, who signs.
"""

from collections.abc import Callable, Iterator
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
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, Law, law_on
from stagiaire_cli.law.definition import VERSIONS
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import AtLeast
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.law.catalogue import readable_json


class _Span(Record):
    """The two days compared, the earlier first, and the law on each."""

    first: date
    last: date
    before: Law
    after: Law

    @property
    def names(self) -> tuple[str, ...]:
        """The alternatives and the cards that both have."""
        return tuple(name for name in self.after.conditions if name in self.before.conditions)

    def since(self, what: Callable[[Law], object]) -> date:
        """The day since which something is as it is on the later day."""
        now = what(self.after)
        days = [day for day in DAYS_OF_CHANGE if self.first < day <= self.last]
        since = self.last
        for day in reversed(days):
            if what(law_on(day)) != now:
                break
            since = day
        return since


class _Checked(Record):
    """What a check compares with: periods of months and days, an amount in cents, its subject."""

    periods: tuple[tuple[int, int], ...]
    amounts: tuple[int, ...]
    applies: object


def comparison(text: Language, width: int, as_json: bool, day: date, other: date) -> str:
    """What changes between two days, the earlier first.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    first, last = sorted((day, other))
    before, after = law_on(first), law_on(last)
    span = _Span(first, last, before, after)
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
        *_files(span, text, width),
        *_checks(span, text, width),
        *_signatories(span, text, width),
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


def _files(span: _Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.files"), width))
    if span.before.documents is None or span.after.documents is None:
        yield from point(text("law.files_not_modelled"), width, "  ")
        return
    yield from _moves_of(span, _documents, text.document, "law.same_files", text, width)


def _signatories(span: _Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.signatories"), width))

    def signatory(who: str) -> str:
        return text(f"signatories.{who}")

    yield from _moves_of(span, _signing, signatory, "law.same_signatories", text, width)


def _moves_of(
    span: _Span,
    kind: Callable[[Law, str], tuple[str, ...]],
    label: Callable[[str], str],
    same: str,
    text: Language,
    width: int,
) -> Iterator[str]:
    """What each alternative has more, then less, on the later day, each with its day."""
    changed = False
    for path in ("added", "removed"):
        alike: dict[tuple[date, tuple[str, ...]], list[str]] = {}
        for name in span.names:
            by_day: dict[date, list[str]] = {}
            for one, day in _moved(span, kind, name)[path]:
                by_day.setdefault(day, []).append(label(one))
            for day, labels in by_day.items():
                alike.setdefault((day, tuple(labels)), []).append(text(f"cards.{name}"))
        for (day, moved), names in alike.items():
            changed = True
            sentence = text(
                f"law.{path}",
                names=text.listed(names),
                day=text.date(day),
                documents=text.listed(moved),
            )
            yield from point(sentence, width, "  ")
    if not changed:
        yield from point(text(same), width, "  ")


def _moved(
    span: _Span, kind: Callable[[Law, str], tuple[str, ...]], name: str
) -> dict[str, tuple[tuple[str, date], ...]]:
    """What is new under an alternative, and what is gone, each with the day since which it is."""
    then, now = kind(span.before, name), kind(span.after, name)

    def dated(one: str) -> tuple[str, date]:
        return one, span.since(lambda law: one in kind(law, name))

    return {
        "added": tuple(dated(one) for one in now if one not in then),
        "removed": tuple(dated(one) for one in then if one not in now),
    }


def _documents(law: Law, name: str) -> tuple[str, ...]:
    """The documents that the law may ask for under an alternative."""
    return tuple(law.required[name])


def _signing(law: Law, name: str) -> tuple[str, ...]:
    """Who signs, or may have to."""
    return tuple(
        signatory.who
        for check in law.checks
        if check.provision == name
        for signatory in check.signatories
    )


def _checks(span: _Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.checks"), width))
    alike: dict[tuple[str, str], list[str]] = {}
    for name in span.names:
        for check, before, after, day in _changed_checks(span, name):
            label = text(f"checks.{check}.label")
            then, now = _measure(before, text), _measure(after, text)
            if then == now:
                said = text("law.check_applies", label=label, day=text.date(day))
            else:
                said = text(
                    "law.check_changes", label=label, before=then, after=now, day=text.date(day)
                )
            alike.setdefault((check, said), []).append(text(f"cards.{name}"))
    for (_, said), names in alike.items():
        sentence = text("report.answer", label=text.listed(names), answer=said)
        yield from point(sentence, width, "  ")
    if not alike:
        yield from point(text("law.same_checks"), width, "  ")


def _changed_checks(
    span: _Span, name: str
) -> Iterator[tuple[str, _Checked | None, _Checked | None, date]]:
    """The checks of an alternative that change, on each side, and since when they are as later."""
    before, after = _checked(span.before, name), _checked(span.after, name)
    for check in dict.fromkeys((*before, *after)):
        if before.get(check) != after.get(check):
            day = span.since(lambda law, check=check: _checked(law, name).get(check))  # type: ignore[misc]
            yield check, before.get(check), after.get(check), day


def _checked(law: Law, name: str) -> dict[str, _Checked]:
    """What each check of an alternative compares with."""
    return {
        check.name: _Checked(_periods(check), _amounts(check), check.applies)
        for check in law.checks
        if check.provision == name
    }


def _periods(check: Check) -> tuple[tuple[int, int], ...]:
    return tuple((delay.months, delay.days) for delay in check.delays)


def _amounts(check: Check) -> tuple[int, ...]:
    leaves = () if check.holds is None else check.holds.leaves()
    return tuple(
        leaf.bound for leaf in leaves if isinstance(leaf, AtLeast) and leaf.fact == check.subject
    )


def _measure(check: _Checked | None, text: Language) -> str:
    """The periods or the amount of a check, in words."""
    if check is None:
        return text("law.no_check")
    each = [
        text(f"law.lasts.{'months' if months else 'days'}", count=months or days)
        for months, days in check.periods
    ]
    each += [text.shown(amount) for amount in check.amounts]
    return text.listed(each, "or") if each else text("law.no_amount")


def _object(span: _Span, compared: Comparison) -> dict[str, object]:
    modelled = span.before.documents is not None and span.after.documents is not None
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
        "documents": {
            name: _moved_object(span, _documents, name) for name in span.names if modelled
        },
        "signatories": {name: _moved_object(span, _signing, name) for name in span.names},
        "checks": {
            name: {
                check: {
                    "before": _measure_object(before),
                    "after": _measure_object(after),
                    "since": day.isoformat(),
                }
                for check, before, after, day in _changed_checks(span, name)
            }
            for name in span.names
        },
    }


def _moved_object(
    span: _Span, kind: Callable[[Law, str], tuple[str, ...]], name: str
) -> dict[str, object]:
    moved = _moved(span, kind, name)
    return {
        **{path: [one for one, _ in found] for path, found in moved.items()},
        "days": {one: day.isoformat() for found in moved.values() for one, day in found},
    }


def _measure_object(check: _Checked | None) -> object:
    if check is None:
        return None
    return {
        "periods": [{"months": months, "days": days} for months, days in check.periods],
        "amounts": [f"{cents // 100}.{cents % 100:02}" for cents in check.amounts],
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
