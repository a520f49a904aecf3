"""The JSON Schema (2020-12) of the answers and of the verdict, derived from the tables."""

from collections.abc import Sequence
from typing import Final

from stagiaire_cli.dossier.answers import (
    NOT_YET_WORDS,
    UNKNOWN_WORDS,
    WORDS,
)
from stagiaire_cli.dossier.dossier import ANSWERS_SCHEMA, VERDICT_SCHEMA
from stagiaire_cli.dossier.rows import ID_COLUMN
from stagiaire_cli.dossier.spelled import DATE, EUROS, MONTHS, MOST_EUROS, MOST_MONTHS
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.words import names_of_values, words
from stagiaire_cli.law.checks import CHECK_NAMES, SIGNATORIES
from stagiaire_cli.law.definition import NUMBERS, READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FACTS, VARIABLE, Fact
from stagiaire_cli.law.persons import ICT, MOBILE

Schema = dict[str, object]

_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def schema(text: Language) -> Schema:
    """One schema that answers, a verdict or a line of a batch satisfy; ``$defs`` has each by name.

    A ``line`` is one of the input of a batch, a ``row`` one of its output. No schema can say that
    a number has at most two decimals: of three, ``monthly_means`` is refused all the same.
    """
    names = ("verdict", "answers", "session", "line", "row")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": VERDICT_SCHEMA,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in names],
        "$defs": {
            "facts": {
                "properties": {
                    fact.id: {"description": text.label(fact.id), **_fact(fact)} for fact in FACTS
                }
            },
            "others": {"properties": _others()},
            "answers": _answers(),
            "session": _session(),
            "line": _answers({ID_COLUMN: {}}),
            "row": _row(),
            "verdict": _verdict(),
        },
    }


def _others() -> Schema:
    """What stands beside the facts."""
    document = f"\\s*(?:{'|'.join(DOCUMENT_IDS)})?\\s*"
    listed: Schema = {"type": "string", "pattern": f"^{document}(?:[|,]{document})*$"}
    return {
        "documents": {
            "anyOf": [
                listed,
                {"type": "null"},
                {"type": "array", "items": {"anyOf": [listed, {"type": "null"}]}},
            ],
        },
        "readings": {
            "type": ["object", "null"],
            "properties": {
                name: {"anyOf": [_text("|".join(choices)), _ABSENT]}
                for name, choices in READINGS.items()
            },
            "additionalProperties": False,
        },
        "on": {"anyOf": [_text(DATE), _ABSENT]},
    }


def _answers(more: Schema | None = None) -> Schema:
    """Answers in sections or flat, with what may stand beside them."""
    others: Schema = {"$ref": "#/$defs/others"}
    beside: Schema = {"properties": more or {}}
    sections = {
        "required": ["facts"],
        "allOf": [others, beside],
        "properties": {"facts": _SECTION},
    }
    flat = {"not": {"required": ["facts"]}, "allOf": [{"$ref": "#/$defs/facts"}, others, beside]}
    closed = {"type": "object", "unevaluatedProperties": False}
    return {"anyOf": [{**closed, **sections}, {**closed, **flat}]}


_SECTION: Final[Schema] = {
    "type": ["object", "null"],
    "$ref": "#/$defs/facts",
    "unevaluatedProperties": False,
}


def _session() -> Schema:
    """Answers as ``--save`` keeps them, with how far the questionnaire was."""
    return {
        "type": "object",
        "required": ["schema"],
        "$ref": "#/$defs/others",
        "properties": {"schema": {"const": ANSWERS_SCHEMA}, "facts": _SECTION},
    }


def _row() -> Schema:
    """A line that ``batch --format jsonl`` gives: a verdict, or in words why there is none."""
    name: Schema = {ID_COLUMN: {"type": "string"}}
    judged = _object({**name, "verdict": {"$ref": "#/$defs/verdict"}})
    return {"anyOf": [judged, _object({**name, "error": {"type": "string"}})]}


def _text(pattern: str) -> Schema:
    """A text that is as a whole of the pattern, with blanks around it or none."""
    return {"type": "string", "pattern": f"^\\s*(?:{pattern})\\s*$"}


_ABSENT: Final[Schema] = {"anyOf": [{"type": "null"}, {"type": "string", "pattern": "^\\s*$"}]}


def _fact(fact: Fact) -> Schema:
    """What the answer to a fact may be, in the words of any language."""
    said = [*UNKNOWN_WORDS, *words("unknown")]
    allowed: list[Schema] = []
    if fact.kind == "yes_no":
        allowed.append({"type": "boolean"})
        said += [*WORDS, *words("yes"), *words("no")]
    elif fact.kind == "choice":
        allowed.append(_text("|".join(map(str, fact.values))))
        said += names_of_values(fact)
    elif fact.kind == "months":
        allowed += [{"type": "integer", "minimum": 0, "maximum": MOST_MONTHS - 1}, _text(MONTHS)]
    elif fact.kind == "date":
        allowed.append(_text(DATE))
        said += [*NOT_YET_WORDS, *words("not_yet")] if fact.act else []
    else:
        number = {"type": "number", "minimum": 0, "exclusiveMaximum": MOST_EUROS}
        allowed += [number, _text(EUROS)]
    spoken = _text("|".join(map(_any_case, dict.fromkeys(said))))
    return {"anyOf": [*allowed, spoken, _ABSENT]}


def _any_case(words: str) -> str:
    """Words in capitals or not, with the apostrophes and the spaces of any keyboard."""
    return "".join(map(_any_sign, words))


def _any_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.upper() != sign:
        return f"[{sign.upper()}{sign}]"
    return f"\\{sign}" if sign in "\\^$.|?*+()[]{}" else sign


_SIGNS: Final = {" ": "\\s+", "'": "['’]"}


def _list(names: Sequence[str]) -> Schema:
    return {"type": "array", "items": {"enum": list(names)}}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _verdict() -> Schema:
    string: Schema = {"type": "string"}
    facts, documents = _list(tuple(FACT)), _list(DOCUMENT_IDS)
    names = [*VARIABLE, *READINGS]
    answer: Schema = {"type": ["boolean", "string", "number", "null"]}
    result: Schema = {"enum": ["met", "not_met", "undetermined"]}
    status: Schema = {
        "enum": ["qualifies", "diverted", "does_not_qualify", "undetermined", "out_of_scope"]
    }
    reason: Schema = {"fact": {"enum": names}, "answer": answer, "words": string, "article": string}
    condition: Schema = {
        **reason,
        "result": {"enum": ["met", "not_met", "undetermined", "not_needed"]},
        "requirement": result,
    }
    ground: Schema = {
        "number": {"type": "integer", "minimum": 1},
        "facts": {
            "type": "object",
            "propertyNames": {"enum": names},
            "additionalProperties": {"type": "array", "items": answer, "minItems": 1},
        },
    }
    numbers: Schema = {"type": "array", "items": {"enum": list(NUMBERS)}}
    day: Schema = {"type": "string", "pattern": f"^{_DAY}$"}
    signatories: Schema = {"type": "array", "items": {"enum": list(SIGNATORIES)}}
    by_fact: Schema = {"type": "object", "propertyNames": {"enum": list(FACT)}}
    change: Schema = {
        "facts": {**by_fact, "additionalProperties": answer, "minProperties": 1},
        "would_give": status,
        "provisions": numbers,
        "values": {**by_fact, "additionalProperties": {"type": "array", "items": answer}},
        "documents": documents,
    }
    check: Schema = {
        "check": {"enum": list(CHECK_NAMES)},
        "provision": {"enum": [*NUMBERS, ICT, MOBILE]},
        "result": {"enum": ["ok", "fails", "unknown", "info"]},
        "if_met": {"type": "boolean"},
        "act_by": {"anyOf": [day, {"type": "null"}]},
        "value": string,
        "limit": string,
        "article": string,
        "silence": {
            "anyOf": [
                {"type": "null"},
                _object({"on": day, "means": {"enum": ["refusal", "acceptance"]}}),
            ]
        },
        "perhaps": signatories,
        "facts": facts,
        "remarks": {"type": "array", "items": string},
        "text": string,
    }
    return _object(
        {
            "schema": {"const": VERDICT_SCHEMA},
            "law": _object(
                {
                    "article": string,
                    "on": day,
                    "in_force": _object({"from": day, "to": {"anyOf": [day, {"type": "null"}]}}),
                }
            ),
            "status": status,
            "provisions": {
                "type": "array",
                "items": _object(
                    {
                        "number": {"enum": list(NUMBERS)},
                        "result": result,
                        "because": {"type": "array", "items": _object(reason)},
                        "conditions": {"type": "array", "items": _object(condition)},
                        "settled_by": facts,
                        "reasons": {"type": "array", "items": _object(ground)},
                    }
                ),
            },
            "settled_by": facts,
            "open_readings": _list(tuple(READINGS)),
            "file": _object(
                {
                    "result": {
                        "enum": [
                            "complete",
                            "incomplete",
                            "doubtful",
                            "not_needed",
                            "not_modelled",
                            "not_applicable",
                        ]
                    },
                    "missing": documents,
                    "on_delivery": documents,
                    "held": documents,
                    "doubtful": documents,
                    "doubtful_because": {
                        "type": "object",
                        "propertyNames": {"enum": list(DOCUMENT_IDS)},
                        "additionalProperties": _object({"facts": facts, "reason": string}),
                    },
                    "evidence": documents,
                    "not_required": documents,
                    "articles": {
                        "type": "object",
                        "propertyNames": {"enum": list(DOCUMENT_IDS)},
                        "additionalProperties": string,
                    },
                }
            ),
            "checks": {"type": "array", "items": _object(check)},
            "notes": {
                "type": "array",
                "items": _object({"note": string, "text": string, "article": string}),
            },
            "presumed": {
                "type": "object",
                "propertyNames": {"enum": list(FACT)},
                "additionalProperties": answer,
            },
            "readings": {"type": "object", "propertyNames": {"enum": list(READINGS)}},
            "today": _object(
                {
                    "article": string,
                    "status": status,
                    "provisions": numbers,
                    "concordance": {"type": "object", "additionalProperties": string},
                }
            ),
            "changes": {"type": "array", "items": _object(change)},
            "answers": {"$ref": "#/$defs/answers"},
            "rules": string,
            "version": string,
        }
    ) | {"$comment": "strings in notes and reasons are in the language of the run"}
