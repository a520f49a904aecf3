"""The answers that would change a verdict, in words."""

from collections.abc import Iterator
from typing import Final

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import values
from stagiaire_cli.reports.verdict.sentences import note
from stagiaire_cli.reports.verdict.shapes import Item, item_of

# Notes that stand with what would change the result.
FINAL: Final = ("final", "final_presumed")


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
