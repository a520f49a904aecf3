"""The short verdict: what its reader came for, on one screen, in the order in which it is needed.

The frame, the documents, what fails or must be done by a day, what to do now, and the text applied.
Every form for people opens with it; the outline has the rest.
"""

from collections.abc import Iterator
from datetime import date

from stagiaire_cli.assessment.notes import of_today
from stagiaire_cli.assessment.verdict import CheckVerdict, Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.by_date import law_on, today
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.law.persons import MOBILE
from stagiaire_cli.reports.verdict.advice import to_do
from stagiaire_cli.reports.verdict.sentences import (
    came_later,
    either,
    finding,
    in_place_of_prefect,
    no_card,
    not_renewable,
    note,
    notice_in_place_of_card,
    reason_given,
    said_by_condition,
    status_sentence,
    status_today,
)
from stagiaire_cli.reports.verdict.shapes import Item, Summary, item_of

# So few documents are told each with who gives it; more, by their names alone.
_FEW = 2
_STEPS = 4
# What decides these statuses: the alternatives that are met, or that none is.
_DECIDED = {"qualifies": "met", "does_not_qualify": "not_met"}
# What nobody may stop reading without.
_NEEDED = ("missing", "fails", "urgent", "change")


def summary(verdict: Verdict, text: Language, how_to_see_more: str = "") -> Summary:
    """The short verdict in one language; ``how_to_see_more`` says where the details are."""
    return Summary(
        _state(verdict),
        title_of(verdict, text),
        tuple(_frame(verdict, text)),
        tuple(
            items
            for items in (
                tuple(_documents(verdict, text)),
                tuple(_checks(verdict, text)),
                tuple(_steps(verdict, text)),
            )
            if items
        ),
        tuple(_text_applied(verdict, text, how_to_see_more)),
    )


def conclusion(verdict: Verdict, text: Language) -> tuple[str, ...]:
    """What the short verdict comes to, for whoever hears its end last.

    The status, what is missing, what fails, what must be done by a day, and what to do now.
    """
    needed = (item.said for item in summary(verdict, text).items if item.state in _NEEDED)
    return (text("summary.verdict", title=title_of(verdict, text)), *needed)


def title_of(verdict: Verdict, text: Language) -> str:
    """The status in a word, with the paragraph that is met."""
    if notice_in_place_of_card(verdict):
        return text("status.diverted.notice_title")
    title = text(f"status.{verdict.status}.{'mobile' if verdict.cards == (MOBILE,) else 'title'}")
    if verdict.met and verdict.status == "qualifies":
        return f"{title} · {article(verdict.law.article)} {text.listed(verdict.met)}"
    return title


def _state(verdict: Verdict) -> str:
    """The state that the frame has the colour of: green only where nothing is left to do."""
    if verdict.status == "qualifies" and not verdict.is_ready:
        return "doubtful"
    return verdict.status


def _frame(verdict: Verdict, text: Language) -> Iterator[str]:
    """The sentence that decides: the facts that are enough."""
    if verdict.status == "undetermined" and not (verdict.settled_by or verdict.open_readings):
        # No answer settles it: the text does not.
        paths = [f"reasons.{one.name}" for one in verdict.notes]
        reasons = [text(path) for path in paths if text.has(path)]
        for reason in reasons:
            yield f"{reason[0].upper()}{reason[1:]}."
        if reasons:
            return
    if verdict.note("agreement_state"):
        yield text("summary.agreement")
    if verdict.status in ("out_of_scope", "diverted", "undetermined"):
        yield status_sentence(verdict, text)
    for provision in verdict.provisions if verdict.status in _DECIDED else ():
        if provision.result == (wanted := _DECIDED[verdict.status]):
            shortest = min(provision.reasons, key=lambda reason: len(reason.facts))
            facts = reason_given(shortest, provision, text)
            yield text(f"summary.{wanted}", number=provision.number, facts=facts)
    if verdict.status in ("does_not_qualify", "undetermined"):
        for number, since in came_later(verdict):
            yield text("summary.came_later", number=number, since=text.date(since))


def _documents(verdict: Verdict, text: Language) -> Iterator[Item]:
    file = verdict.file
    if verdict.owes_no_card:
        yield item_of("note", no_card(verdict, text), text)
        for remark in verdict.notes:
            # A short stay asks for no long-stay visa.
            if remark.name == "minor" and verdict.note("short_stay"):
                continue
            if text.has(f"summary.not_needed.{remark.name}"):
                said = text(f"summary.not_needed.{remark.name}", article=article(remark.article))
                yield item_of("note", said, text)
        return
    if ended := not_renewable(verdict):
        yield item_of("fails", f"{note(ended, text)} ({article(ended.article)})", text)
        return
    if file.result == "not_modelled":
        yield item_of("note", text("summary.not_modelled"), text)
    sure = verdict.status in ("qualifies", "diverted")
    if sure and len(file.missing) <= _FEW:
        for name in file.missing:
            said = text(
                "summary.missing_one",
                document=text.document(name),
                help=text(f"documents.{name}.help"),
            )
            yield item_of("missing", said, text)
    elif file.missing:
        kind = "missing" if sure else "missing_if_met"
        said = text(f"summary.{kind}", documents=_names(file.missing, text))
        yield item_of("missing", said, text)
    # Of what no answer decides, the prefecture says whether it wants it.
    asking = tuple(name for name in file.doubtful if file.doubtful_because[name].reason)
    others = tuple(name for name in file.doubtful if name not in asking)
    open_kind = "doubtful" if sure else "doubtful_if_met"
    for kind, names in ((open_kind, others), ("ask_prefecture", asking)):
        if names:
            yield item_of("doubtful", text(f"summary.{kind}", documents=_names(names, text)), text)
    if file.result == "complete" and sure:
        said = "summary.complete_so_far" if verdict.open_checks else "summary.complete"
        # Green speaks of the whole: not beside a check that fails.
        yield item_of("note" if verdict.failed_checks else "held", text(said), text)
    if file.on_delivery and sure:
        said = text("summary.on_delivery", documents=_names(file.on_delivery, text))
        yield item_of("note", said, text)


def _names(documents: tuple[str, ...], text: Language) -> str:
    return text.listed(map(text.document, documents))


def _checks(verdict: Verdict, text: Language) -> Iterator[Item]:
    yield from _failing(verdict, text)
    if disorder := verdict.note("days_contradict"):
        yield item_of("unknown", note(disorder, text), text)
    for day in sorted({one.act_by for one in verdict.checks if one.act_by}):
        due = (one for one in verdict.checks if one.act_by == day)
        shown = _with_days_left(day, verdict, text)
        for said in said_by_condition(due, "act_by", "act", text, day=shown):
            yield item_of("urgent", said, text)
    acting = {one.check for one in verdict.checks if one.act_by}
    waiting = (one for one in verdict.checks if one.check not in acting)
    is_open = (one for one in waiting if one.result == "unknown")
    for said in said_by_condition(is_open, "open", "label", text):
        yield item_of("unknown", said, text)


def _failing(verdict: Verdict, text: Language) -> Iterator[Item]:
    """What fails, once where alternatives share it; each amount or day of its own is told."""
    under: dict[str, list[CheckVerdict]] = {}
    for one in verdict.checks:
        if one.result == "fails":
            said = text(
                "summary.fails_practice" if "practice" in one.remarks else "summary.fails",
                label=text(f"checks.{one.check}.label"),
                finding=finding(one, text).rstrip("."),
                article=article(one.article),
            )
            under.setdefault(said, []).append(one)
    for said, same in under.items():
        if all(one.if_met for one in same):
            numbers = either(tuple(one.provision for one in same), text)
            said = text("summary.if_met", provisions=numbers, said=said)
        yield item_of("fails", said, text)


def _with_days_left(day: date, verdict: Verdict, text: Language) -> str:
    """The day, with how many days are left from that of the verdict, where it has one."""
    shown, on = text.date(day), verdict.dossier.on
    if on is None:
        return shown
    count = (day - on).days
    kind = ("left_today", "days_left_one")[count] if count < 2 else "days_left"
    return text(f"summary.{kind}", day=shown, days=count)


def _steps(verdict: Verdict, text: Language) -> Iterator[Item]:
    """What to do now, the dated first."""
    steps = list(dict.fromkeys(to_do(verdict, text)))[:_STEPS]
    for number, said in enumerate(steps, start=1):
        numbered = text("summary.step", number=number, said=said) if len(steps) > 1 else said
        yield item_of("change", numbered, text)


def _text_applied(verdict: Verdict, text: Language, how_to_see_more: str) -> Iterator[str]:
    applied, now = verdict.law, verdict.today
    if verdict.reason and of_today(verdict.reason):
        yield text("summary.nationality", article=article(verdict.reason.article))
    else:
        yield text(
            "summary.applied_beyond" if applied.on > TEXTS_READ_UNTIL else "summary.applied",
            article=article(applied.article),
            on=text.date(applied.on),
            read=text.date(TEXTS_READ_UNTIL),
        )
        if law_on(applied.on).version is not today().version:
            yield text(
                "summary.today",
                article=article(now.article),
                read=text.date(TEXTS_READ_UNTIL),
                status=status_today(verdict, text),
                provisions=f" ({text.listed(now.provisions)})" if now.status == "qualifies" else "",
            )
    if instead := in_place_of_prefect(verdict):
        yield f"{note(instead, text)} ({article(instead.article)})"
    yield " ".join(filter(None, (text("report.not_a_decision"), how_to_see_more)))
