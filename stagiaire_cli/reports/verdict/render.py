"""One verdict in each form: rich and text for people, JSON for programs."""

from collections.abc import Collection

from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.streams import READABLE
from stagiaire_cli.languages import Language
from stagiaire_cli.reports.head import NO_HEAD, Head


def render(
    verdict: Verdict,
    form: str,
    text: Language,
    width: int,
    *,
    colour: bool,
    escaped: bool = False,
    unticked: Collection[str] = (),
    head: Head = NO_HEAD,
    part: str = "short",
    more: str = "",
) -> str:
    """The verdict in one of the forms, in one language, in lines of at most the width.

    To people, facts that only a line not ticked has answered are told to be ``unticked``. In a
    terminal they read the ``short`` verdict, ``all`` of it, or only ``why`` each alternative is
    met or not; ``more`` says after the short one how to see the rest. Pages have all of it, under
    the ``head``.
    Where ``escaped``, JSON is in ASCII alone: a transliterated letter would be another answer.
    """
    if form == "json":
        from stagiaire_cli.reports.verdict.json import render_json

        return render_json(verdict, text, escaped=escaped)
    from stagiaire_cli.reports.verdict.outline import outline
    from stagiaire_cli.reports.verdict.summary import summary

    if form == "markdown":
        from stagiaire_cli.reports.verdict.text import render_markdown

        said = [text("report.said", word=name, text=words) for name, words in head.lines(text)]
        return render_markdown(summary(verdict, text), outline(verdict, text, unticked), said)
    if form == "html":
        from stagiaire_cli.reports.carried import carrier
        from stagiaire_cli.reports.verdict.html import render_html
        from stagiaire_cli.reports.verdict.json import render_json

        carried = carrier(render_json(verdict, text), unticked)
        details = outline(verdict, text, unticked)
        return render_html(summary(verdict, text), details, head, text, carried)
    width = min(width, READABLE)
    opening = () if part == "why" else (summary(verdict, text, more),)
    outlines = () if part == "short" else (outline(verdict, text, unticked, part == "why"),)
    if form == "rich":
        from stagiaire_cli.reports.verdict.rich import details_as_picture, summary_as_picture

        return "".join(
            (
                *(summary_as_picture(one, width, colour) for one in opening),
                *(details_as_picture(one, width, colour) for one in outlines),
            )
        )
    from stagiaire_cli.reports.verdict.text import details_as_text, summary_as_text

    return "".join(
        (
            *(summary_as_text(one, width) for one in opening),
            *(details_as_text(one, width) for one in outlines),
        )
    )


def verdict_as_pdf(
    verdict: Verdict, text: Language, head: Head, unticked: Collection[str] = ()
) -> bytes:
    """The short verdict, then its details, as a PDF to be archived; ``render`` as to the rest."""
    from stagiaire_cli.reports.archived import render_pdf
    from stagiaire_cli.reports.verdict.outline import outline
    from stagiaire_cli.reports.verdict.summary import summary

    return render_pdf(summary(verdict, text), outline(verdict, text, unticked), head, text)
