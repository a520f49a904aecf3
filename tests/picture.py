"""The pictures in our pages, drawn by the program: ``python -m tests.picture``.

The README shows a verdict, CONTRIBUTING.md a part of the questionnaire.
"""

import re
from datetime import date
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console

from stagiaire_cli import assess
from stagiaire_cli.languages import language
from stagiaire_cli.map.graph import part_of
from stagiaire_cli.map.mermaid import drawn_as_mermaid
from stagiaire_cli.map.survey import questionnaire
from stagiaire_cli.reports.verdict.rich import picture
from stagiaire_cli.reports.verdict.summary import summary

PICTURE = Path(__file__).with_name("verdict.svg")
WIDTH = 100
FACTS = {
    "nationality": "other",
    "company_internship": True,
    "course_in_country_of_residence": True,
    "course_leads_to": "diploma",
    "course_school_or_university": True,
    "cooperation_programme": "none",
    "declared_training": False,
    "hospital_internship": "none",
    "request": "first_card",
    "internship_start": "2021-02-01",
    "internship_end": "2021-06-30",
    "extension": "none",
    "adult": True,
    "convention_sent": "2020-11-20",
    "convention_received": "2020-11-23",
    "monthly_means": "640",
}
ON = "2021-01-15"
HELD = (
    "civil_status",
    "nationality_proof",
    "regular_entry",
    "long_stay_visa",
    "proof_of_address",
    "stamped_convention",
    "means_of_subsistence",
)


def draw() -> str:
    """The picture, which refers to no font or address."""
    text = language("en")
    content = summary(assess(FACTS, HELD, ON), text, text("summary.details_option"))
    console = Console(
        file=StringIO(), record=True, width=WIDTH, force_terminal=True, highlight=False
    )
    console.print(picture(content, WIDTH))
    # Rich's own template has the terminal's font fetched from the web.
    template = re.sub(r"@font-face\s*\{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    template = re.sub(r"<!--.*?-->\s*", "", template, flags=re.DOTALL)
    template = template.replace("Fira Code, monospace", "monospace")
    drawn = console.export_svg(title="stagiaire", code_format=template, unique_id="verdict")
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


PAGE = PICTURE.parent.parent / "CONTRIBUTING.md"
_CHART = re.compile(r"(?<=```mermaid\n).*?(?=```)", re.DOTALL)
# The smallest part of the questionnaire that has a question after each answer.
CHARTED = (date(2012, 1, 1), "3")


def chart() -> str:
    """The part of the questionnaire that the page shows, as Mermaid."""
    on, part = CHARTED
    return drawn_as_mermaid(part_of(questionnaire(on), part), None, language("en"))


def charted() -> str:
    """The chart that stands in the page."""
    found = _CHART.search(PAGE.read_text(encoding="utf-8"))
    return found.group() if found else ""


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
    whole = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_CHART.sub(lambda _: chart(), whole, count=1), encoding="utf-8")
