"""What somebody can do about a verdict: which answers would change it, and what to do now."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article, values
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.facts import FILED, START
from stagiaire_cli.logic.conditions import NOT_YET
from stagiaire_cli.reports.verdict.sentences import (
    card_still_open,
    cards,
    not_renewable,
    note,
    notice_in_place_of_card,
)
from stagiaire_cli.reports.verdict.shapes import Item, item_of

# Notes that stand with what would change the result.
FINAL: Final = ("final", "final_presumed")
_FAILS: Final = "summary.steps.fails."


def changing(verdict: Verdict, text: Language) -> Iterator[Item]:
    """What would make somebody a "stagiaire", and what one answer settles; or that nothing can."""
    for change in verdict.changes:
        if not change.numbers and len(change.facts) > 1:
            continue
        answers = text("report.separator").join(
            values(name, allowed, text) for name, allowed in change.facts.items()
        )
        sentence = text(
            "report.change" if change.numbers else "report.change_otherwise",
            provisions=text.listed(change.numbers) if change.numbers else "",
            status=text(f"report.today_status.{change.would_give}"),
            answers=answers,
        )
        how, proofs = "", ""
        if change.numbers:
            acts = text("report.separator").join(text(f"facts.{name}.act") for name in change.facts)
            how = text("report.how", acts=acts)
        if change.proofs:
            proofs = text("report.proofs", documents=text.listed(map(text.document, change.proofs)))
        yield item_of("change", sentence, text, how, proofs)
    for final in verdict.notes:
        if final.name in FINAL:
            yield item_of("note", note(final, text), text)


def to_do(verdict: Verdict, text: Language) -> Iterator[str]:
    """What somebody can do now, in the order in which it is to be done."""
    if verdict.status == "undetermined":
        yield from _questions(verdict, text)
        return
    if verdict.status == "does_not_qualify":
        if still := card_still_open(verdict):
            asked = text.listed(map(text.label, still.facts))
            yield text("summary.steps.ict_open", article=article(still.article), facts=asked)
        change = next((one for one in verdict.changes if one.numbers), None)
        if change is not None:
            acts = text("report.separator").join(text(f"facts.{name}.act") for name in change.facts)
            yield text("summary.to_meet", number=text.listed(change.numbers), acts=acts)
        yield text("summary.steps.does_not_qualify")
        return
    if verdict.status == "out_of_scope":
        name = verdict.reason.name if verdict.reason else ""
        if text.has(f"summary.steps.{name}"):
            yield text(f"summary.steps.{name}")
        return
    for one in verdict.checks:
        if one.result != "fails":
            continue
        limit = "" if one.limit is None else text.shown(one.limit)
        kind = one.check if one.limit is not None else f"{one.check}_always"
        start, on = verdict.dossier.facts.get(START), verdict.dossier.on
        if isinstance(start, date) and on and start <= on and text.has(f"{_FAILS}{kind}_begun"):
            kind += "_begun"
        if text.has(f"{_FAILS}{kind}"):
            yield text(f"{_FAILS}{kind}", limit=limit)
    if notice_in_place_of_card(verdict):
        yield text("summary.steps.notice")
    if not_renewable(verdict):
        return
    if verdict.status == "diverted" and verdict.file.result != "not_needed":
        yield text("summary.steps.diverted", cards=cards(verdict, text))
    yield from _what_to_file(verdict, text)
    lacking = (one for one in verdict.checks if not one.act_by)
    facts = dict.fromkeys(fact for one in lacking for fact in one.facts)
    # An application that lacks a document is not complete on any day.
    if verdict.file.result != "complete":
        facts.pop(FILED, None)
    if facts:
        yield text("summary.steps.give", facts=text.listed(map(text.label, facts)))


def _questions(verdict: Verdict, text: Language) -> Iterator[str]:
    """What would settle it, and who can tell."""
    for name in verdict.settled_by:
        yield text("summary.ask", label=text.label(name), who=text(f"facts.{name}.who"))
    if verdict.open_readings and not verdict.settled_by:
        yield text("summary.steps.open_readings")


def _what_to_file(verdict: Verdict, text: Language) -> Iterator[str]:
    """What to do with the file: complete it, and by when to hand it in."""
    file = verdict.file
    if verdict.owes_no_card or file.result == "not_applicable":
        return
    if file.result == "not_modelled":
        yield text("summary.steps.not_modelled")
        return
    when = ""
    for remark in verdict.notes:
        if text.has(f"summary.when.{remark.name}"):
            late = remark.day and verdict.dossier.on and remark.day < verdict.dossier.on
            kind = "_late" if late else "_day" if remark.day else ""
            day = text.date(remark.day) if remark.day else ""
            when = text(f"summary.when.{remark.name}{kind}", day=day)
    open_facts = dict.fromkeys(
        fact for name in file.doubtful for fact in file.doubtful_because[name].facts
    )
    if open_facts:
        yield text("summary.steps.tell", facts=text.listed(map(text.label, open_facts)))
    if isinstance(verdict.dossier.facts.get(FILED), date):
        # What is filed is not to be filed again.
        if file.missing:
            yield text("summary.steps.supply")
            return
        ends = _rejected_on(verdict)
        yield (
            text("summary.steps.wait_until", day=text.date(ends))
            if ends
            else text("summary.steps.wait")
        )
        return
    kind = "gather" if file.missing else "file"
    said = text(f"summary.steps.{kind}_when" if when else f"summary.steps.{kind}", when=when)
    yield f"{said} {_if_filed(kind, verdict, text)}".rstrip()


def _if_filed(kind: str, verdict: Verdict, text: Language) -> str:
    """What to do where the day of the text is that of an application; nothing where it is not."""
    on = verdict.dossier.on
    if on is None or verdict.dossier.facts.get(FILED) == NOT_YET:
        return ""
    if kind == "file" and (ends := _rejected_on(verdict)):
        return text("summary.steps.if_filed.file_until", on=text.date(on), day=text.date(ends))
    return text(f"summary.steps.if_filed.{kind}")


def _rejected_on(verdict: Verdict) -> date | None:
    """The day on which silence is a rejection, where that is known."""
    decided = {one.name for one in law_on(verdict.law.on).checks if one.awaits_decision}
    silences = (one.silence for one in verdict.checks if one.check in decided)
    return next((one.day for one in silences if one), None)
