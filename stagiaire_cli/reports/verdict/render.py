"""One verdict in each form: rich and text for people, JSON for programs."""

from collections.abc import Collection

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.streams import READABLE
from stagiaire_cli.languages import Language


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
        from stagiaire_cli.reports.verdict.json import render_json

        return render_json(verdict, text, escaped=escaped)
    from stagiaire_cli.reports.verdict.outline import outline

    content = outline(verdict, text, unticked)
    if form == "markdown":
        from stagiaire_cli.reports.verdict.markdown import render_markdown

        return render_markdown(content)
    if form == "html":
        from stagiaire_cli.reports.verdict.html import render_html

        return render_html(content, text.code)
    width = min(width, READABLE)
    if form == "rich":
        from stagiaire_cli.reports.verdict.rich import render_rich

        return render_rich(content, width, colour)
    from stagiaire_cli.reports.verdict.text import render_text

    return render_text(content, width)
