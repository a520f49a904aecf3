"""``stagiaire letter``: the request for the documents that a file lacks, to be signed."""

from collections.abc import Iterator
from datetime import date

from stagiaire_cli.assessment.verdict import Doubt, Verdict
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.persons import STAGIAIRE_CARD
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.html import element, line, page
from stagiaire_cli.reports.verdict.sentences import doubt
from stagiaire_cli.reports.verdict.text import escaped


class LetterParagraph(Record):
    """One paragraph, or the lines of a list; ``title`` says that it is a heading."""

    lines: tuple[str, ...]
    listed: bool = False
    title: bool = False


def why_none(verdict: Verdict) -> str:
    """The kind of the mistake to ask for a letter on this verdict; nothing where there is one."""
    file = verdict.file
    if verdict.status not in ("qualifies", "diverted"):
        return "no_letter_status"
    if file.result == "not_modelled":
        return "no_letter_list"
    return "" if file.missing or file.doubtful else "no_letter"


def letter(verdict: Verdict, text: Language, on: date) -> tuple[LetterParagraph, ...]:
    """The paragraphs of the letter, of that day.

    Raises ``UsageProblemError`` where there is nothing to ask for.
    """
    if why := why_none(verdict):
        raise UsageProblemError(why)
    return tuple(_paragraphs(verdict, text, on))


def _paragraphs(verdict: Verdict, text: Language, on: date) -> Iterator[LetterParagraph]:
    file = verdict.file

    def paragraph(name: str, *, title: bool = False, **values: object) -> LetterParagraph:
        return LetterParagraph((text(f"letter.{name}", **values),), title=title)

    yield paragraph("sender")
    yield paragraph("recipient")
    yield paragraph("place_and_date", date=text.date(on))
    yield paragraph("subject", title=True, card=_card(verdict, text))
    yield paragraph("greeting")
    yield paragraph(
        "examined",
        card=_card(verdict, text),
        article=_grounds(verdict, text),
        date=text.date(verdict.law.on),
    )
    if file.missing:
        yield paragraph("missing")
        lines = [_document_line(name, verdict, text) for name in file.missing]
        yield LetterParagraph(tuple(lines), listed=True)
    if file.doubtful:
        yield paragraph("doubtful")
        lines = []
        for name in file.doubtful:
            why = file.doubtful_because.get(name)
            because = _doubt(why, text) if why else ""
            parts = filter(None, (_document_line(name, verdict, text), because))
            lines.append(text("report.separator").join(parts))
        yield LetterParagraph(tuple(lines), listed=True)
    yield paragraph("deadline")
    yield paragraph("closing")
    yield paragraph("signature")


def _card(verdict: Verdict, text: Language) -> str:
    """The card that is applied for, or that could be."""
    names = verdict.cards or (STAGIAIRE_CARD,)
    return text.listed(text(f"letter.cards.{name}") for name in names)


def _grounds(verdict: Verdict, text: Language) -> str:
    """The article, with the alternatives that are met; or those of the card instead."""
    if verdict.cards:
        version = law_on(verdict.law.on).version
        return text.listed(
            dict.fromkeys(article(version.card_article(name)) for name in verdict.cards)
        )
    return article(f"{verdict.law.article} {', '.join(verdict.met)}")


def _doubt(why: Doubt, text: Language) -> str:
    """Why a document is doubtful, to somebody who cannot be sent to ask the sender."""
    return text(f"letter.reasons.{why.reason}") if why.reason else doubt(why, text)


def _document_line(name: str, verdict: Verdict, text: Language) -> str:
    """A document: its name, what it is and who gives it, the article that asks for it."""
    return text(
        "letter.document",
        document=text.document(name),
        help=text(f"documents.{name}.help"),
        article=article(verdict.file.articles[name]),
    )


def as_markdown(paragraphs: tuple[LetterParagraph, ...]) -> str:
    """The letter as Markdown."""
    blocks = []
    for paragraph in paragraphs:
        lines = [escaped(words) for words in paragraph.lines]
        if paragraph.listed:
            blocks.append("\n".join(f"- {words}" for words in lines))
        else:
            # Two spaces end a line inside a paragraph.
            whole = "\n".join(lines).replace("\n", "  \n")
            blocks.append(f"**{whole}**" if paragraph.title else whole)
    return "\n\n".join(blocks) + "\n"


def as_html(paragraphs: tuple[LetterParagraph, ...], language: str) -> str:
    """The letter as a page that prints on A4."""
    body = []
    for paragraph in paragraphs:
        if paragraph.listed:
            body += ["<ul>", *(line("–", words) for words in paragraph.lines), "</ul>"]
        else:
            name = "h2" if paragraph.title else "p"
            body.append(element(name, "\n".join(paragraph.lines)).replace("\n", "<br>"))
    title = next(paragraph.lines[0] for paragraph in paragraphs if paragraph.title)
    return page(title, body, language)
