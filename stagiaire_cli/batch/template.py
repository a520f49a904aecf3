"""An empty CSV with every column that ``stagiaire batch`` reads, and rows that show the rules."""

import csv
import io
from datetime import date

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.dossier.rows import DOSSIER_COLUMNS, ID_COLUMN
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.facts import ORDER, domains
from stagiaire_cli.logic.ways import way_to


def template(text: Language, on: date, *, example: bool) -> str:
    """The header; with an example, a row that meets each alternative, or a card, of the day.

    Each has the fewest answers that meet an alternative, and every document then required.
    """
    written = io.StringIO()
    writer = csv.DictWriter(written, DOSSIER_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    if example:
        law = law_on(on)
        # The card of the "stagiaire ICT" is for somebody who declines every alternative.
        declined = dict(provision.declined for provision in law.version.provisions)
        cards = {name for name, _ in law.version.routes}
        for name, condition in law.conditions.items():
            facts = way_to(condition, domains({}), ORDER)
            if name in cards:
                facts = {**declined, **facts}
            file = assess_dossier(Dossier(facts, on=on)).file
            writer.writerow(
                {
                    ID_COLUMN: name,
                    **{fact: _cell(value, text) for fact, value in facts.items()},
                    "documents": "|".join(file.missing),
                    "on": on.isoformat(),
                }
            )
    return written.getvalue()


def _cell(value: object, text: Language) -> str:
    return text("values.yes" if value else "values.no") if isinstance(value, bool) else str(value)
