"""What would change a verdict, in words."""

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
    for one in verdict.changes:
        if not one.numbers and len(one.facts) > 1:
            continue
        said = text("report.separator").join(
            values(name, allowed, text) for name, allowed in one.facts.items()
        )
        shown = text(
            "report.change" if one.numbers else "report.change_otherwise",
            provisions=text.listed(one.numbers) if one.numbers else "",
            status=text(f"report.today_status.{one.would_give}"),
            answers=said,
        )
        how, proofs = "", ""
        if one.numbers:
            acts = text("report.separator").join(text(f"facts.{name}.act") for name in one.facts)
            how = text("report.how", acts=acts)
        if one.proofs:
            proofs = text("report.proofs", documents=text.listed(map(text.document, one.proofs)))
        yield item_of("change", shown, text, how, proofs)
    for told in verdict.notes:
        if told.name in FINAL:
            yield item_of("note", note(told, text), text)
