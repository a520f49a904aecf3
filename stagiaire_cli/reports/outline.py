"""The content of a verdict in the order in which it is read, before any layout.

Every form for people is laid out from this, so that none says more or less than another.
"""

from collections.abc import Iterator
from itertools import groupby

from stagiaire_cli.languages import Language
from stagiaire_cli.records import Record
from stagiaire_cli.reports.wording import answer, article, doubt, note, reading, sentence
from stagiaire_cli.verdict import ProvisionVerdict, Verdict


class Item(Record):
    """One thing said: its state, the state in a word, what it is, and what there is to add."""

    state: str
    word: str
    text: str
    details: tuple[str, ...] = ()


class Section(Record):
    """Things said under one heading, which may have a state itself."""

    title: str
    state: str
    items: tuple[Item, ...]


class Outline(Record):
    """A verdict as it is read: the status in a word, the sentences under it, then the sections."""

    state: str
    title: str
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]


def outline(verdict: Verdict, text: Language) -> Outline:
    """The outline of a verdict, in one language."""
    title = text(f"status.{verdict.status}.title")
    if verdict.met and verdict.status == "qualifies":
        title = f"{title} · {article(verdict.law.article)} {text.listed(verdict.met)}"
    return Outline(
        verdict.status,
        title,
        tuple(_sentences(verdict, text)),
        tuple(section for section in _sections(verdict, text) if section.items),
    )


def _sentences(verdict: Verdict, text: Language) -> Iterator[str]:
    yield sentence(verdict, text)
    file = verdict.file
    if file.missing:
        few = len(file.missing) <= 3
        yield text(
            "report.file_lacks" if few else "report.file_lacks_many",
            documents=text.listed(map(text.document, file.missing)),
            count=len(file.missing),
        )
    elif file.result != "not_applicable":
        yield text("report.file_is", result=text(f"files.{file.result}"))
    applied, today = verdict.law, verdict.today
    yield text(
        "report.applied" if applied.until else "report.applied_still",
        article=article(applied.article),
        since=text.date(applied.since),
        until=text.date(applied.until) if applied.until else "",
        on=text.date(applied.on),
    )
    yield text(
        "report.today",
        article=article(today.article),
        status=text(f"report.today_status.{today.status}"),
        provisions=f" ({text.listed(today.provisions)})" if today.provisions else "",
    )


def _sections(verdict: Verdict, text: Language) -> Iterator[Section]:
    yield Section(
        text("report.settled_by"),
        "undetermined",
        tuple(_fact(name, text) for name in verdict.settled_by),
    )
    yield Section(
        text("report.open_readings"),
        "undetermined",
        tuple(Item("undetermined", "", reading(name, text)) for name in verdict.open_readings),
    )
    for found in verdict.provisions:
        yield Section(
            f"{found.number} {text(f'results.{found.result}')}",
            found.result,
            tuple(_conditions(found, text)),
        )
    yield from _file(verdict, text)
    for name, values in (
        ("presumed", verdict.presumed),
        ("readings", verdict.dossier.readings),
    ):
        said = " ; ".join(answer(key, value, text) for key, value in values.items())
        items = (Item("presumed", "", text.kept(said)),) if said else ()
        yield Section(text(f"report.{name}"), "", items)
    yield Section(
        text("report.notes"),
        "",
        (
            *(
                Item("note", "", note(one, text), (article(one.article),) if one.article else ())
                for one in verdict.notes
            ),
            Item("note", "", text("report.not_a_decision")),
        ),
    )


def _fact(name: str, text: Language) -> Item:
    return Item(
        "undetermined",
        "",
        text.label(name),
        (text("report.who", who=text(f"facts.{name}.who")),),
    )


def _conditions(found: ProvisionVerdict, text: Language) -> Iterator[Item]:
    """The conditions, each under the words it comes from.

    Several that come from the same words are told as one. One that nobody answered, and that is
    not needed, is left out.
    """
    for (words, origin), group in groupby(
        found.conditions, lambda reason: (reason.words or reason.fact, reason.article)
    ):
        reasons = list(group)
        state = reasons[0].result if len(reasons) == 1 else reasons[0].requirement
        if state == "not_needed" and reasons[0].answer is None:
            continue
        telling = (reason for reason in reasons if reason.result == state)
        yield Item(
            state,
            text(f"conditions.{state}"),
            text("report.quote", words=text.kept(words)) if reasons[0].words else article(origin),
            tuple(dict.fromkeys(answer(reason.fact, reason.answer, text) for reason in telling)),
        )


def _file(verdict: Verdict, text: Language) -> Iterator[Section]:
    file = verdict.file
    for state, names in (
        ("missing", file.missing),
        ("doubtful", file.doubtful),
        ("held", file.held),
        ("evidence", file.evidence),
    ):
        yield Section(
            text(f"report.{state}"),
            state,
            tuple(
                Item(
                    state,
                    "",
                    text.document(name),
                    (
                        article(file.articles[name]),
                        *(
                            [doubt(file.doubtful_because[name], text)]
                            if name in file.doubtful_because
                            else []
                        ),
                    ),
                )
                for name in names
            ),
        )
