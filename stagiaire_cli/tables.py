"""The tables of the law as users read them: facts, documents, the article, the JSON Schema."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from stagiaire_cli.languages import Language
from stagiaire_cli.law import LAST_DAY, articles_about, law_on, today
from stagiaire_cli.law.definition import READINGS, Version
from stagiaire_cli.law.digest import article_text
from stagiaire_cli.law.documents import DOCUMENT_IDS, DOCUMENTS
from stagiaire_cli.law.facts import FACTS, Fact
from stagiaire_cli.logic import All, Any, AtLeast, Condition, Is, Leaf, Not, facts_of
from stagiaire_cli.reports.wording import article
from stagiaire_cli.reports.wrapping import wrap
from stagiaire_cli.schema import schema


def facts(text: Language, width: int, as_json: bool) -> str:
    """Every fact: its identifier, its values, its question, its article."""
    rows = [_fact(fact, text) for fact in FACTS]
    if as_json:
        return _json(rows)
    return _sheets(rows, text, width)


def _fact(fact: Fact, text: Language) -> dict[str, object]:
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
        "article": _article(fact),
        "who": text(f"facts.{fact.id}.who"),
        **actionable,
        **presumed,
    }


def _article(fact: Fact) -> str:
    then = articles_about(law_on(LAST_DAY), fact.id)
    now = articles_about(today(), fact.id)
    return ", ".join(dict.fromkeys((*then, *now)))


def documents(text: Language, width: int, as_json: bool) -> str:
    """Every document: its identifier, its name, what it is, the articles that ask for it."""
    rows: list[dict[str, object]] = []
    for name in DOCUMENT_IDS:
        asked = [
            entry.article
            for period in DOCUMENTS
            for entry in (*period.required, *period.evidence)
            if entry.document == name
        ]
        rows.append(
            {
                "id": name,
                "label": text.document(name),
                "help": text(f"documents.{name}.help"),
                "article": ", ".join(dict.fromkeys(asked)),
            }
        )
    return _json(rows) if as_json else _sheets(rows, text, width)


def _sheets(rows: list[dict[str, object]], text: Language, width: int) -> str:
    """One paragraph a row: the identifier, then what there is to say of it."""
    lines: list[str] = []
    for row in rows:
        lines += [str(row["id"]), *wrap(f"  {row['label']}", width, indent="  ")]
        for name in ("question", "help"):
            if row.get(name):
                lines += wrap(f"  {row[name]}", width, indent="  ")
        for name in ("values", "presumed", "article", "who", "act"):
            value = row.get(name)
            if value not in (None, [], ""):
                shown = text.value(str(row["id"]), value) if name == "presumed" else value
                shown = " ".join(value) if isinstance(value, list) else shown
                shown = article(str(shown)) if name == "article" else shown
                told = text("tables.row", name=text(f"tables.{name}"), value=shown)
                lines += wrap(f"  {told}", width, indent="    ")
        lines.append("")
    return "\n".join(lines)


def law(text: Language, width: int, as_json: bool) -> str:
    """The article word for word, then each condition beside the words it comes from."""
    version = law_on(LAST_DAY).version
    since, until = version.in_force
    if as_json:
        return _json(
            {
                "article": version.article,
                "in_force": {"from": since.isoformat(), "to": until.isoformat() if until else None},
                "text": article_text(),
                "provisions": [
                    {
                        "number": provision.number,
                        "condition": _tree(provision.condition, version, provision.number),
                    }
                    for provision in version.provisions
                ],
                "today": today().version.article,
            }
        )
    lines: list[str] = []
    for paragraph in article_text().splitlines():
        lines += wrap(text.kept(paragraph), width)
    repealed = text("notes.repealed")
    lines += ["", *wrap(repealed, width), "", *wrap(text("tables.conditions"), width)]
    for provision in version.provisions:
        lines += ["", f"{provision.number} {text('tables.all')}"]
        lines += _branches(provision.condition, text, width, 1)
    return "\n".join(lines) + "\n"


def _branches(
    condition: Condition, text: Language, width: int, depth: int, told: str = ""
) -> Iterator[str]:
    """A condition as indented lines: how its parts are joined, then each part with its words.

    ``told`` are words that stand above already.
    """
    margin = "  " * depth
    if isinstance(condition, Leaf):
        yield from wrap(f"{margin}- {_meaning(condition, text)}", width, indent=margin + "  ")
        if condition.words != told:
            yield from _quote(condition.words, text, width, margin)
    elif isinstance(condition, Not):
        yield f"{margin}- {text('tables.not')}"
        words = next(condition.leaves()).words
        yield from _quote(words, text, width, margin)
        yield from _branches(condition.part, text, width, depth + 1, words)
    elif isinstance(condition, All | Any):
        # The top is announced with the number of the alternative.
        if depth > 1 or isinstance(condition, Any):
            joint = "tables.all" if isinstance(condition, All) else "tables.any"
            yield f"{margin}- {text(joint)}"
            depth += 1
        for part in condition.parts:
            yield from _branches(part, text, width, depth, told)


def _quote(words: str, text: Language, width: int, margin: str) -> list[str]:
    quote = text("report.quote", words=text.kept(words))
    return wrap(f"{margin}  {quote}", width, indent=margin + "  ")


def _meaning(leaf: Leaf, text: Language) -> str:
    """What the leaf asks for, in words."""
    if isinstance(leaf, AtLeast):
        return text("tables.at_least", label=text.label(leaf.fact), bound=leaf.bound)
    if not isinstance(leaf, Is):
        return text.listed(map(text.label, leaf.facts))
    fact, values = leaf.fact, leaf.values
    if fact in READINGS:
        said = text.listed(text(f"readings.{fact}.values.{value}") for value in values)
        answer = text("report.answer", label=text(f"readings.{fact}.label"), answer=said)
        return text("tables.reading", said=answer, option=f"--reading {fact}={values[0]}")
    said = text.listed((text.value(fact, value) for value in values), "or")
    return text("report.answer", label=text.label(fact), answer=said)


def _tree(condition: Condition, version: Version, number: str) -> object:
    """A condition of an alternative as nested objects."""
    if isinstance(condition, Not):
        return {"not": _tree(condition.part, version, number)}
    if isinstance(condition, All | Any):
        joint = "all" if isinstance(condition, All) else "any"
        return {joint: [_tree(part, version, number) for part in condition.parts]}
    leaf: dict[str, object] = {"facts": list(facts_of(condition))}
    if isinstance(condition, AtLeast):
        leaf |= {"at_least": condition.bound}
    elif isinstance(condition, Is):
        leaf |= {"values": list(condition.values)}
    if isinstance(condition, Leaf):
        leaf |= dict(zip(("words", "article"), version.source(condition, number), strict=True))
    return leaf


def _schema(text: Language, _width: int, _as_json: bool) -> str:
    return _json(schema(text))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


TABLES: Final[Mapping[str, Callable[[Language, int, bool], str]]] = {
    "facts": facts,
    "documents": documents,
    "law": law,
    "schema": _schema,
}
