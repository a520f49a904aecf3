"""The tables of the law as users read them: facts, documents, the JSON Schema."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from stagiaire_cli.console.wrapping import wrap
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article
from stagiaire_cli.law.by_date import articles_about, law_on
from stagiaire_cli.law.dates import in_force
from stagiaire_cli.law.documents import DOCUMENT_IDS, DOCUMENTS
from stagiaire_cli.law.facts import FACT, FACTS, Fact
from stagiaire_cli.reports.verdict.schema import schema


def facts(text: Language, width: int, as_json: bool, on: date, only: str | None = None) -> str:
    """Every fact, or only one: its identifier, its values, its question, its article on a day.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    law = law_on(on)
    rows = [
        _fact(fact, _in_a_row(articles_about(law, fact.id), text, as_json), text)
        for fact in FACTS
        if only in (None, fact.id)
    ]
    if as_json:
        return readable_json(rows)
    return _sheets(rows, text, width)


def _fact(fact: Fact, articles: str, text: Language) -> dict[str, object]:
    kinds = {"yes_no": ["yes", "no"], "choice": [str(value) for value in fact.values]}
    actionable = {"act": text(f"facts.{fact.id}.act")} if fact.actionable else {}
    presumed = {} if fact.presumed is None else {"presumed": fact.presumed}
    return {
        "id": fact.id,
        "label": text.label(fact.id),
        "flag": fact.flag,
        "kind": fact.kind,
        "values": kinds.get(fact.kind, []),
        "question": text(f"facts.{fact.id}.question"),
        "help": text(f"facts.{fact.id}.help"),
        "article": articles,
        "who": text(f"facts.{fact.id}.who"),
        **actionable,
        **presumed,
    }


def documents(text: Language, width: int, as_json: bool, on: date, only: str | None = None) -> str:
    """Every document, or only one: its identifier, name and explanation, its article on a day.

    Raises ``NoLawError`` for a day before 1 June 2009.
    """
    law = law_on(on)
    rows: list[dict[str, object]] = []
    for name in DOCUMENT_IDS:
        if only not in (None, name):
            continue
        asked = [
            entry.article
            for period in in_force(DOCUMENTS, on)
            for entry in in_force((*period.required, *period.evidence), on)
            if entry.document == name
        ]
        rows.append(
            {
                "id": name,
                "label": text.document(name),
                "help": text(f"documents.{name}.help"),
                "article": _in_a_row(dict.fromkeys(asked), text, as_json),
            }
        )
    # Before a list was read, nobody can say that nothing asks for a document.
    none = "none_on_day" if law.documents else "not_listed"
    return readable_json(rows) if as_json else _sheets(rows, text, width, none)


def _in_a_row(articles: Iterable[str], text: Language, as_json: bool) -> str:
    """Articles in a row: for people parted by what no name of theirs has."""
    return ", ".join(articles) if as_json else text("report.separator").join(map(article, articles))


def _sheets(
    rows: list[dict[str, object]], text: Language, width: int, none: str = "none_on_day"
) -> str:
    """One paragraph a row: the identifier, then what there is to say of it.

    ``none`` names what is said where no article is known.
    """
    lines: list[str] = []
    for row in rows:
        lines += [str(row["id"]), *wrap(f"  {row['label']}", width, indent="  ")]
        for name in ("question", "help"):
            if row.get(name):
                lines += wrap(f"  {row[name]}", width, indent="  ")
        for name in ("values", "presumed", "article", "who", "act"):
            value = row.get(name)
            if name == "article" and not value:
                value = text(f"tables.{none}")
            if value not in (None, [], ""):
                content = text.value(str(row["id"]), value) if name == "presumed" else value
                content = " ".join(value) if isinstance(value, list) else content
                line = text("tables.row", name=text(f"tables.{name}"), value=content)
                lines += wrap(f"  {line}", width, indent="    ")
        lines.append("")
    return "\n".join(lines)


def _schema(
    text: Language, _width: int, _as_json: bool, _on: date, _only: str | None = None
) -> str:
    return readable_json(schema(text))


def readable_json(content: object) -> str:
    """An object as JSON to read."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


# What each table has by name.
NAMES: Final[Mapping[str, Sequence[str]]] = {"facts": tuple(FACT), "documents": DOCUMENT_IDS}
TABLES: Final[Mapping[str, Callable[[Language, int, bool, date, str | None], str]]] = {
    "facts": facts,
    "documents": documents,
    "schema": _schema,
}
