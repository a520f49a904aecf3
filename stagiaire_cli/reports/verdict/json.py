"""The verdict as JSON, as the contract fixes it (``stagiaire/verdict/1``)."""

import json
from datetime import date

from stagiaire_cli.assessment.reasons import Reason
from stagiaire_cli.assessment.verdict import Change, CheckVerdict, ConditionResult, Verdict
from stagiaire_cli.dossier.dossier import VERDICT_SCHEMA, storable, stored
from stagiaire_cli.languages import Language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.reports.verdict.sentences import check, doubt, note
from stagiaire_cli.version import __version__


def verdict_object(verdict: Verdict, text: Language) -> dict[str, object]:
    """The verdict as an object ready for JSON; its sentences are in the language."""
    law, file, today = verdict.law, verdict.file, verdict.today
    return {
        "schema": VERDICT_SCHEMA,
        "law": {
            "article": law.article,
            "on": law.on.isoformat(),
            "in_force": {
                "from": law.since.isoformat(),
                "to": law.until.isoformat() if law.until else None,
            },
        },
        "status": verdict.status,
        "provisions": [
            {
                "number": provision.number,
                "result": provision.result,
                "because": [_reason(reason) for reason in provision.because],
                "conditions": [
                    _reason(reason) | {"result": reason.result, "requirement": reason.requirement}
                    for reason in provision.conditions
                ],
                "settled_by": list(provision.settled_by),
                "reasons": [reason_object(ground) for ground in provision.reasons],
            }
            for provision in verdict.provisions
        ],
        "settled_by": list(verdict.settled_by),
        "open_readings": list(verdict.open_readings),
        "file": {
            "result": file.result,
            "missing": list(file.missing),
            "on_delivery": list(file.on_delivery),
            "held": list(file.held),
            "doubtful": list(file.doubtful),
            "doubtful_because": {
                name: {"facts": list(why.facts), "reason": doubt(why, text)}
                for name, why in file.doubtful_because.items()
            },
            "evidence": list(file.evidence),
            "not_required": list(file.not_required),
            "articles": dict(file.articles),
        },
        "checks": [_check(checked, text) for checked in verdict.checks],
        "notes": [
            {"note": remark.name, "text": note(remark, text), "article": remark.article}
            for remark in verdict.notes
        ],
        "presumed": {name: storable(value) for name, value in verdict.presumed.items()},
        "readings": dict(verdict.dossier.readings),
        "today": {
            "article": today.article,
            "status": today.status,
            "provisions": list(today.provisions),
            "concordance": {moved.then: moved.now for moved in today.concordance},
        },
        "changes": [_change(change) for change in verdict.changes],
        "answers": stored(verdict.dossier),
        "rules": RULES,
        "version": __version__,
    }


def render_json(verdict: Verdict, text: Language, *, escaped: bool = False) -> str:
    """The verdict as JSON, a line for each of its parts; in ASCII alone where it is escaped."""
    encode = json.JSONEncoder(ensure_ascii=escaped).encode
    lines = (f'  "{name}": {encode(part)}' for name, part in verdict_object(verdict, text).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def reason_object(ground: Reason) -> dict[str, object]:
    """A reason of the dictionary: its number, and each fact with the values that do."""
    return {
        "number": ground.number,
        "facts": {fact: list(values) for fact, values in ground.facts.items()},
    }


def _check(checked: CheckVerdict, text: Language) -> dict[str, object]:
    return {
        "check": checked.check,
        "provision": checked.provision,
        "result": checked.result,
        "if_met": checked.if_met,
        "act_by": checked.act_by.isoformat() if checked.act_by else None,
        "value": "|".join(checked.signatories) if checked.signatories else _plain(checked.value),
        "limit": _plain(checked.limit),
        "article": checked.article,
        "silence": (
            {"on": checked.silence.day.isoformat(), "means": checked.silence.means}
            if checked.silence
            else None
        ),
        "perhaps": list(checked.perhaps),
        "facts": list(checked.facts),
        "remarks": list(checked.remarks),
        "text": check(checked, text),
    }


def _plain(value: date | int | None) -> str:
    """A day or an amount as the answers have it; nothing for nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else f"{value // 100}.{value % 100:02}"


def _change(change: Change) -> dict[str, object]:
    return {
        "facts": {name: values[0] for name, values in change.facts.items()},
        "would_give": change.would_give,
        "provisions": list(change.numbers),
        "values": {name: list(values) for name, values in change.facts.items()},
        "documents": list(change.proofs),
    }


def _reason(reason: ConditionResult) -> dict[str, object]:
    return {
        "fact": reason.fact,
        "answer": reason.answer,
        "words": reason.words,
        "article": reason.article,
    }
