"""The rules beside the article that change from one day to another, each with its day.

Documents, checks with their periods and amounts, who signs: all derived from the law of both days.
"""

from collections.abc import Callable, Iterator
from datetime import date

from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import DAYS_OF_CHANGE, Law, law_on
from stagiaire_cli.law.shapes import Check
from stagiaire_cli.logic.conditions import AtLeast
from stagiaire_cli.logic.records import Record


class Span(Record):
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


def rules_compared(span: Span, text: Language, width: int) -> Iterator[str]:
    """What changes, in lines: the documents, the checks, who signs."""
    yield from _files(span, text, width)
    yield from _checks(span, text, width)
    yield from _signatories(span, text, width)


def rules_object(span: Span) -> dict[str, object]:
    """The same, ready for JSON."""
    modelled = span.before.documents is not None and span.after.documents is not None
    return {
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


def _files(span: Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.files"), width))
    if span.before.documents is None or span.after.documents is None:
        yield from point(text("law.files_not_modelled"), width, "  ")
        return
    yield from _moves_of(span, _documents, text.document, "law.same_files", text, width)


def _signatories(span: Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.signatories"), width))

    def signatory(who: str) -> str:
        return text(f"signatories.{who}")

    yield from _moves_of(span, _signing, signatory, "law.same_signatories", text, width)


def _moves_of(
    span: Span,
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
    span: Span, kind: Callable[[Law, str], tuple[str, ...]], name: str
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


def _checks(span: Span, text: Language, width: int) -> Iterator[str]:
    yield from ("", *wrap(text("law.checks"), width))
    alike: dict[tuple[str, str], list[str]] = {}
    for name in span.names:
        for check, before, after, day in _changed_checks(span, name):
            said = _change(check, before, after, day, text)
            alike.setdefault((check, said), []).append(text(f"cards.{name}"))
    for (_, said), names in alike.items():
        sentence = text("report.answer", label=text.listed(names), answer=said)
        yield from point(sentence, width, "  ")
    if not alike:
        yield from point(text("law.same_checks"), width, "  ")


def _change(check: str, before: _Checked, after: _Checked | None, day: date, text: Language) -> str:
    label = text(f"checks.{check}.label")
    if after is None:
        return text("law.check_ends", label=label, day=text.date(day))
    then, now = _measure(before, text), _measure(after, text)
    if then == now:
        return text("law.check_applies", label=label, day=text.date(day))
    return text("law.check_changes", label=label, before=then, after=now, day=text.date(day))


def _changed_checks(span: Span, name: str) -> Iterator[tuple[str, _Checked, _Checked | None, date]]:
    """The checks of an alternative that change or end, on each side, and since when.

    No check begins while its alternative exists.
    """
    before, after = _checked(span.before, name), _checked(span.after, name)
    for check in before:
        if before[check] != after.get(check):
            day = span.since(lambda law, check=check: _checked(law, name).get(check))  # type: ignore[misc]
            yield check, before[check], after.get(check), day


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


def _measure(check: _Checked, text: Language) -> str:
    """The periods or the amount of a check, in words."""
    each = [
        text(f"law.lasts.{'months' if months else 'days'}", count=months or days)
        for months, days in check.periods
    ]
    each += [text.shown(amount) for amount in check.amounts]
    return text.listed(each, "or") if each else text("law.no_amount")


def _moved_object(
    span: Span, kind: Callable[[Law, str], tuple[str, ...]], name: str
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
