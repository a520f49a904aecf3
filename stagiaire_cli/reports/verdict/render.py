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
    part: str = "short",
    more: str = "",
) -> str:
    """The verdict in one of the forms, in one language, in lines of at most the width.

    To people, facts that only a line not ticked has answered are told to be ``unticked``. In a
    terminal they read the ``short`` verdict, ``all`` of it, or only ``why`` each alternative is
    met or not; ``more`` says after the short one how to see the rest. Pages have all of it.
    Where ``escaped``, JSON is in ASCII alone: a transliterated letter would be another answer.
    """
    if form == "json":
        from stagiaire_cli.reports.verdict.json import render_json

        return render_json(verdict, text, escaped=escaped)
    from stagiaire_cli.reports.verdict.outline import outline

    content = outline(verdict, text, unticked)
    short = summary(verdict, text, more)
    if form == "markdown":
        from stagiaire_cli.reports.verdict.markdown import render_markdown

        return render_markdown(short, content)
    if form == "html":
        from stagiaire_cli.reports.verdict.html import render_html

        return render_html(short, content, text.code)
    width = min(width, READABLE)
    if part == "why":
        content = only_why(content)
    if form == "rich":
        from stagiaire_cli.reports.verdict.rich import render_rich

        return render_rich(
            None if part == "why" else short, None if part == "short" else content, width, colour
        )
    from stagiaire_cli.reports.verdict.text import render_text

    return render_text(
        None if part == "why" else short, None if part == "short" else content, width
    )
