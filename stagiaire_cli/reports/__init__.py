"""One verdict in each form: rich and text for people, JSON for programs."""

from collections.abc import Collection
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.verdict import Verdict

FORMATS: Final = ("rich", "text", "json")
PAGES: Final = ("markdown", "html")
# The form that the name of a file asks for.
ENDINGS: Final = {"json": "json", "md": "markdown", "html": "html", "htm": "html", "txt": "text"}
# Of many verdicts: a row each, or a line each.
CSV: Final = "csv"
JSONL: Final = "jsonl"
PARQUET: Final = "parquet"
BATCH_FORMATS: Final = (CSV, JSONL, PARQUET)
# Of a map of the questionnaire; named here, as to draw one takes the whole interview.
DRAWINGS: Final = ("text", "mermaid", "dot")
READABLE: Final = 120


def render(
    verdict: Verdict,
    form: str,
    text: Language,
    width: int,
    *,
    colour: bool,
    escaped: bool = False,
    unticked: Collection[str] = (),
) -> str:
    """The verdict in one of the forms, in one language, in lines of at most the width.

    To people, facts that only a line not ticked has answered are told to be ``unticked``.
    Where ``escaped``, JSON is in ASCII alone: a transliterated letter would be another answer.
    """
    if form == "json":
        from stagiaire_cli.reports.json import render_json

        return render_json(verdict, text, escaped=escaped)
    from stagiaire_cli.reports.outline import outline

    content = outline(verdict, text, unticked)
    if form == "markdown":
        from stagiaire_cli.reports.markdown import render_markdown

        return render_markdown(content)
    if form == "html":
        from stagiaire_cli.reports.html import render_html

        return render_html(content, text.code)
    width = min(width, READABLE)
    if form == "rich":
        from stagiaire_cli.reports.rich import render_rich

        return render_rich(content, width, colour)
    from stagiaire_cli.reports.text import render_text

    return render_text(content, width)
