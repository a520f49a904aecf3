"""The verdict as JSON, as the contract fixes it (``stagiaire/verdict/1``)."""

import json
from typing import Final

from stagiaire_cli import __version__
from stagiaire_cli.answers import stored
from stagiaire_cli.languages import Language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.reports.wording import doubt, note
from stagiaire_cli.verdict import Reason, Verdict

SCHEMA: Final = "stagiaire/verdict/1"


def verdict_object(verdict: Verdict, text: Language) -> dict[str, object]:
    """The verdict as an object ready for JSON; its sentences are in the language."""
    law, file, today = verdict.law, verdict.file, verdict.today
    return {
        "schema": SCHEMA,
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
                "number": found.number,
                "result": found.result,
                "because": [_reason(reason) for reason in found.because],
                "conditions": [
                    _reason(reason) | {"result": reason.result, "requirement": reason.requirement}
                    for reason in found.conditions
                ],
                "settled_by": list(found.settled_by),
            }
            for found in verdict.provisions
        ],
        "settled_by": list(verdict.settled_by),
        "open_readings": list(verdict.open_readings),
        "file": {
            "result": file.result,
            "missing": list(file.missing),
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
        "checks": [],
        "notes": [
            {"note": one.name, "text": note(one, text), "article": one.article}
            for one in verdict.notes
        ],
        "presumed": dict(verdict.presumed),
        "readings": dict(verdict.dossier.readings),
        "today": {
            "article": today.article,
            "status": today.status,
            "provisions": list(today.provisions),
        },
        "changes": [],
        "answers": stored(verdict.dossier),
        "rules": RULES,
        "version": __version__,
    }


def render_json(verdict: Verdict, text: Language, *, escaped: bool = False) -> str:
    """The verdict as JSON, a line for each of its parts; in ASCII alone where it is escaped."""
    encode = json.JSONEncoder(ensure_ascii=escaped).encode
    lines = (f'  "{name}": {encode(part)}' for name, part in verdict_object(verdict, text).items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "fact": reason.fact,
        "answer": reason.answer,
        "words": reason.words,
        "article": reason.article,
    }
