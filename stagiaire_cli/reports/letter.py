"""``stagiaire letter``: the request for the documents that a file lacks, to be signed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.assessment.checks import end_of
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.console.streams import quoted
from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import DEFAULT, Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.dates import SUSPENSION
from stagiaire_cli.law.facts import FACT, FILED
from stagiaire_cli.law.persons import STAGIAIRE_CARD
from stagiaire_cli.law.shapes import Delay
from stagiaire_cli.logic.conditions import NOT_YET
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.head import Head
from stagiaire_cli.reports.typeset import (
    Block,
    Document,
    Heading,
    Listed,
    Paragraph,
    Part,
    Together,
    typeset,
)
from stagiaire_cli.reports.verdict.html import element, line, page
from stagiaire_cli.reports.verdict.sentences import in_place_of_prefect, not_renewable
from stagiaire_cli.reports.verdict.text import escaped

# The parts of a letter that stand in its right half, and those that must not be torn apart.
_RIGHT: Final = ("recipient", "place", "signature")
_END: Final = ("closing", "signature")
_SUBJECT: Final = "subject"
_DOCUMENTS: Final = "documents"
_DASH: Final = "–"
# Wider lines are no letter.
_WIDEST: Final = 80
# What Markdown reads as its own only where a line starts.
_AT_START: Final = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
_STYLE: Final = """
main { max-width: 42rem; }
main > * { margin: 1em 0; }
h1 { font-size: 1em; border: 0; padding: 0; }
li { margin: .4em 0; }
.recipient, .place, .signature { margin-left: 50%; }
.recipient { margin-top: 2em; }
.missing, .doubtful, .doubtful_one, .one_answer, .answers { break-after: avoid; }
.end { break-inside: avoid; break-before: avoid; }
.signature { margin-top: 1em; min-height: 5em; }
@media (max-width: 30rem) { .recipient, .place, .signature { margin-left: 0; } }
@media print { main { max-width: none; font-size: 10pt; line-height: 1.35; } }
"""


class LetterPart(Record):
    """A part of the letter by its name, and its lines; of ``documents``, a line for each."""

    name: str
    lines: tuple[str, ...]


def why_none(verdict: Verdict) -> str:
    """The kind of the mistake to ask for a letter on this verdict; nothing where there is one."""
    file = verdict.file
    if verdict.status not in ("qualifies", "diverted"):
        return "no_letter_status"
    if file.result == "not_modelled":
        return "no_letter_list"
    if not_renewable(verdict):
        return "no_letter_renewal"
    return "" if file.missing or file.doubtful else "no_letter"


def letter(verdict: Verdict, text: Language, head: Head) -> tuple[LetterPart, ...]:
    """The parts of the letter, in the order of a French letter.

    What the head does not say is left blank, to be filled in. Raises ``UsageProblemError`` where
    there is nothing to ask for.
    """
    if why := why_none(verdict):
        raise UsageProblemError(why)
    return (*_opening(verdict, text, head), *_request(verdict, text), *_ending(verdict, text))


def _part(name: str, text: Language, variant: str = "", **values: object) -> LetterPart:
    return LetterPart(name, tuple(text(f"letter.{name}{variant}", **values).split("\n")))


def _opening(verdict: Verdict, text: Language, head: Head) -> Iterator[LetterPart]:
    """Who writes to whom, where and when, about what."""

    def given(value: str | None, blank: str) -> str:
        return quoted(value.strip()) if value and value.strip() else text(f"letter.blank.{blank}")

    if text.code != DEFAULT:
        yield _part("translation", text)
    variant = "_in_pacific" if in_place_of_prefect(verdict) else ""
    yield _part("sender", text, variant, agent=given(head.agent, "agent"))
    yield _part("recipient", text, applicant=given(head.applicant, "applicant"))
    day = text.date(head.day) if head.day else text("letter.blank.day")
    yield _part("place", text, day=day)
    yield _part("reference", text, ref=given(head.ref, "ref"))
    yield _part(_SUBJECT, text, card=_card(verdict, text))
    yield _part("greeting", text)


def _request(verdict: Verdict, text: Language) -> Iterator[LetterPart]:
    """What was examined, and each document that is missing or to be confirmed."""
    file, filed = verdict.file, verdict.dossier.on
    complete = verdict.dossier.facts.get(FILED)
    if filed and isinstance(complete, date):
        # Nothing is complete before it is filed.
        filed = min(filed, complete)
    elif complete == NOT_YET:
        # What is not complete may not be filed either.
        filed = None
    yield _part(
        "examined",
        text,
        card=_card(verdict, text),
        article=_grounds(verdict, text),
        filed=text.date(filed) if filed else text("letter.blank.day"),
        on=text("letter.that_day") if filed else text("letter.on", on=text.date(verdict.law.on)),
        cited=text(f"letter.cited.{'with_annex' if _cites_annex(verdict) else 'articles'}"),
    )
    if verdict.note("agreement_state"):
        yield _part("agreement", text)
    if file.missing:
        yield _part("missing", text)
        yield _documents(file.missing, verdict, text)
    together = _by_questions(verdict)
    alone = [name for name in file.doubtful if not any(name in names for _, names in together)]
    if alone:
        yield _part("doubtful_one" if len(alone) == 1 else "doubtful", text)
        yield _documents(alone, verdict, text, doubted=True)
    for questions, names in together:
        told = _in_words(questions, text)
        yield _part("one_answer" if len(questions) == 1 else "answers", text, questions=told)
        yield _documents(names, verdict, text)


def _ending(verdict: Verdict, text: Language) -> Iterator[LetterPart]:
    """By when to answer, what follows from silence, and the formula."""
    yield _part("deadline", text)
    periods = list(dict.fromkeys(_periods(verdict)))
    for delay in dict.fromkeys(delay for delay, _ in periods):
        articles = text.listed(article(origin) for same, origin in periods if same == delay)
        yield _part("silence", text, delay=_long(delay, text), article=articles)
    if any(_is_suspended(delay, verdict) for delay, _ in periods):
        yield _part("suspension", text, article=SUSPENSION.article)
    yield _part("closing", text)
    yield _part("signature", text)


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
    return f"{article(verdict.law.article)} {text.listed(verdict.met)}"


def _periods(verdict: Verdict) -> Iterator[tuple[Delay, str]]:
    """How long silence lasts until it rejects the application, each with its article."""
    judged = {(one.check, one.provision) for one in verdict.checks}
    for check in law_on(verdict.law.on).checks:
        if check.awaits_decision and (check.name, check.provision) in judged:
            yield check.delays[0], check.article


def _is_suspended(delay: Delay, verdict: Verdict) -> bool:
    """Whether a period that begins on the day of the verdict is put off by the days of 2020."""
    return end_of(verdict.law.on, delay) != delay.after(verdict.law.on)


def _long(delay: Delay, text: Language) -> str:
    unit = "months" if delay.months else "days"
    return text(f"letter.delay.{unit}", count=delay.months or delay.days)


def _cites_annex(verdict: Verdict) -> bool:
    file = verdict.file
    return any("annexe" in file.articles[name] for name in (*file.missing, *file.doubtful))


def _by_questions(verdict: Verdict) -> Sequence[tuple[tuple[str, ...], list[str]]]:
    """The questions that settle several documents, which are asked once, each with these."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name in verdict.file.doubtful:
        together.setdefault(_questions(name, verdict), []).append(name)
    return [(asked, names) for asked, names in together.items() if asked and len(names) > 1]


def _questions(name: str, verdict: Verdict) -> tuple[str, ...]:
    """The facts that settle whether a document is needed; none where no answer does."""
    why = verdict.file.doubtful_because.get(name)
    return () if why is None or why.reason else tuple(fact for fact in why.facts if fact in FACT)


def _in_words(questions: Iterable[str], text: Language) -> str:
    """The questions about these facts, one after the other."""
    return " ".join(text(f"facts.{fact}.question") for fact in questions)


def _documents(
    names: Iterable[str], verdict: Verdict, text: Language, *, doubted: bool = False
) -> LetterPart:
    """A line for each document; with why it is to be confirmed, where that is not told above."""
    lines = (_document(name, verdict, text, doubted=doubted) for name in names)
    return LetterPart(_DOCUMENTS, tuple(lines))


def _document(name: str, verdict: Verdict, text: Language, *, doubted: bool) -> str:
    """A document: its name, the article that asks for it, what it is and who gives it."""
    own = f"letter.help.{name}"
    details = [text(own if text.has(own) else f"documents.{name}.help")]
    notes = (f"letter.notes.{note.name}" for note in verdict.notes if name in note.documents)
    details += [text(path) for path in notes if text.has(path)]
    if doubted:
        details.append(_doubt(name, verdict, text))
    return text(
        "letter.document",
        document=text.document(name),
        article=article(verdict.file.articles[name]),
        details=text("report.separator").join(filter(None, details)),
    )


def _doubt(name: str, verdict: Verdict, text: Language) -> str:
    """Why a document is to be confirmed, to somebody who cannot be sent to ask the sender."""
    why = verdict.file.doubtful_because.get(name)
    if why is not None and why.reason:
        return text(f"letter.reasons.{why.reason}")
    questions = _questions(name, verdict)
    if not questions:
        return ""
    kind = "question" if len(questions) == 1 else "questions"
    return text(f"letter.{kind}", questions=_in_words(questions, text))


def as_text(parts: tuple[LetterPart, ...], width: int) -> str:
    """The letter as plain text, in lines of at most the width."""
    width = min(width, _WIDEST)
    blocks = []
    for part in parts:
        margin = " " * (width // 2) if part.name in _RIGHT else ""
        first, indent = (f"{_DASH} ", "  ") if part.name == _DOCUMENTS else (margin, margin)
        lines = [
            one for words in part.lines for one in wrap(words, width, first=first, indent=indent)
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_markdown(parts: tuple[LetterPart, ...]) -> str:
    """The letter as Markdown."""
    blocks = []
    for part in parts:
        lines = [_in_markdown(words) for words in part.lines]
        if part.name == _DOCUMENTS:
            blocks.append("\n".join(f"- {words}" for words in lines))
        else:
            # Two spaces end a line inside a paragraph.
            whole = "  \n".join(lines)
            blocks.append(f"**{whole}**" if part.name == _SUBJECT else whole)
    return "\n\n".join(blocks) + "\n"


def _in_markdown(words: str) -> str:
    return _AT_START.sub(r"\1\\", escaped(words))


def as_pdf(parts: tuple[LetterPart, ...], text: Language, head: Head) -> bytes:
    """The letter as a PDF to be archived; raises ``UsageProblemError`` without typst."""
    blocks: list[Block] = []
    end: list[Block] = []
    for part in parts:
        if part.name == _DOCUMENTS:
            items = tuple((Part(words),) for words in part.lines)
            blocks.append(Listed(items, _DASH))
        elif part.name == _SUBJECT:
            blocks.append(Heading(" ".join(part.lines), 1))
        else:
            paragraph = Paragraph(part.lines, in_right_half=part.name in _RIGHT)
            (end if part.name in _END else blocks).append(paragraph)
    title = next(part.lines[0] for part in parts if part.name == _SUBJECT)
    pages = (*blocks, Together(tuple(end)))
    foot = head.ref or ""
    return typeset(Document(text.code, title, head.day, foot, pages, letter=True))


def as_html(parts: tuple[LetterPart, ...], language: str) -> str:
    """The letter as a page that prints on A4."""
    body: list[str] = []
    for part in parts:
        if part.name == _DOCUMENTS:
            body += ["<ul>", *(line(_DASH, words) for words in part.lines), "</ul>"]
            continue
        content = element("h1" if part.name == _SUBJECT else "p", "\n".join(part.lines))
        content = content.replace("\n", "<br>").replace(">", f' class="{part.name}">', 1)
        if part.name == _END[0]:
            content = f'<div class="end">{content}'
        body.append(f"{content}</div>" if part.name == _END[-1] else content)
    title = next(part.lines[0] for part in parts if part.name == _SUBJECT)
    return page(title, ["<main>", *body, "</main>"], language, _STYLE)
