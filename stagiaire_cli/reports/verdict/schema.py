"""The JSON Schema (2020-12) of the answers and of the verdict, derived from the tables."""

from collections.abc import Sequence
from typing import Final

from stagiaire_cli.dossier.answers import UNKNOWN_WORDS, WORDS
from stagiaire_cli.dossier.dossier import VERDICT_SCHEMA
from stagiaire_cli.languages import Language
from stagiaire_cli.law.checks import CHECK_NAMES, SIGNATORIES
from stagiaire_cli.law.definition import NUMBERS, READINGS
from stagiaire_cli.law.documents import DOCUMENT_IDS
from stagiaire_cli.law.facts import FACT, FACTS, VARIABLE, Fact
from stagiaire_cli.law.persons import ICT, MOBILE
from stagiaire_cli.logic.conditions import NOT_YET

Schema = dict[str, object]

_NOT_GIVEN: Final[list[object]] = [None, ""]
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE: Final = f"^\\s*({_DAY}|[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}})\\s*$"
_EUROS: Final = "^\\s*[0-9]{1,9}([.,][0-9]{0,2})?\\s*$"
_MONTHS: Final = "^\\s*[0-9]{1,4}\\s*$"


def schema(text: Language) -> Schema:
    """One schema that answers or a verdict satisfy; each is under ``$defs`` by its name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": VERDICT_SCHEMA,
        "anyOf": [{"$ref": "#/$defs/verdict"}, {"$ref": "#/$defs/answers"}],
        "$defs": {"answers": _answers(text), "verdict": _verdict()},
    }


def _answers(text: Language) -> Schema:
    facts = {fact.id: {"description": text.label(fact.id), **_fact(fact)} for fact in FACTS}
    others: Schema = {
        "documents": {
            "anyOf": [_list(DOCUMENT_IDS), {"type": "string"}, {"type": "null"}],
        },
        "readings": {
            "type": ["object", "null"],
            "properties": {
                name: {"enum": [*choices, *_NOT_GIVEN]} for name, choices in READINGS.items()
            },
            "additionalProperties": False,
        },
        "on": {"anyOf": [{"enum": _NOT_GIVEN}, {"type": "string", "pattern": _DATE}]},
    }
    sections = {
        "type": "object",
        "required": ["facts"],
        "properties": {
            "facts": {
                "type": ["object", "null"],
                "properties": facts,
                "additionalProperties": False,
            },
            **others,
        },
        "additionalProperties": False,
    }
    flat = {"type": "object", "properties": {**facts, **others}, "additionalProperties": False}
    return {"anyOf": [sections, flat]}


def _fact(fact: Fact) -> Schema:
    """What the answer to a fact may be; words are written here as they usually are."""
    absent: Schema = {"enum": [*_NOT_GIVEN, *UNKNOWN_WORDS]}
    if fact.kind == "yes_no":
        words = "|".join(_any_case(word) for word in WORDS)
        allowed: list[Schema] = [
            {"type": "boolean"},
            {"type": "string", "pattern": f"^\\s*({words})\\s*$"},
        ]
    elif fact.kind == "choice":
        allowed = [{"enum": list(fact.values)}]
    elif fact.kind == "months":
        allowed = [
            {"type": "integer", "minimum": 0, "maximum": 9999},
            {"type": "string", "pattern": _MONTHS},
        ]
    elif fact.kind == "date":
        allowed = [{"type": "string", "pattern": _DATE}]
        if fact.act:
            allowed.append({"enum": [NOT_YET]})
    else:
        allowed = [{"type": "number", "minimum": 0}, {"type": "string", "pattern": _EUROS}]
    return {"anyOf": [*allowed, absent]}


def _any_case(word: str) -> str:
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


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
