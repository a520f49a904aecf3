"""The sentences of a verdict that need facts, documents or articles put into them."""

from collections.abc import Iterable, Iterator

from stagiaire_cli.assessment.assess import status_read
from stagiaire_cli.assessment.reasons import Reason
from stagiaire_cli.assessment.verdict import CheckVerdict, Doubt, Note, ProvisionVerdict, Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import article, fact_names, values
from stagiaire_cli.law.concordance import Moved
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.documents import ON_DELIVERY


def reason(one: Reason, text: Language) -> str:
    """A reason of the dictionary: its facts with the answers that do."""
    return text("report.separator").join(values(fact, one.facts[fact], text) for fact in one.facts)


def reasons_sentence(found: ProvisionVerdict, text: Language) -> str:
    """What is enough for the result of an alternative; several by their numbers."""
    if len(found.reasons) == 1:
        return text(f"report.enough.{found.result}", said=reason(found.reasons[0], text))
    each = (
        text("report.numbered", number=one.number, said=reason(one, text)) for one in found.reasons
    )
    return text(f"report.enough.{found.result}_several", said=text("report.separator").join(each))


def note(one: Note, text: Language) -> str:
    """The sentence of a note."""
    return text(
        f"notes.{one.name}",
        facts=fact_names(one.facts, text) if one.facts else "",
        documents=text.listed(map(text.document, one.documents)) if one.documents else "",
        provisions=text.listed(one.provisions) if one.provisions else "",
        count=text.count(one.counts[0]) if one.counts else "",
        total=text.count(one.counts[1]) if one.counts else "",
    )


def follows(moved: Moved, text: Language) -> str:
    """An article of the old code, and what follows it."""
    return text(
        "concordance.changed" if moved.change else "concordance.same",
        then=article(moved.then) or text("concordance.nothing"),
        now=article(moved.now) or text("concordance.nothing"),
        change=text(f"concordance.{moved.change}") if moved.change else "",
    )


def check(one: CheckVerdict, text: Language) -> str:
    """What a check finds, in a sentence or two."""
    return " ".join((*_found(one, text), *(text(f"remarks.{name}") for name in one.remarks)))


def _found(one: CheckVerdict, text: Language) -> Iterator[str]:
    path = f"checks.{one.check}"
    if one.signatories:
        yield text(f"{path}.info", who=text.listed(_signatories(one.signatories, text)))
        if one.perhaps:
            yield text(f"{path}.perhaps", who=text.listed(_signatories(one.perhaps, text)))
    elif one.silence and one.result == "info":
        start, day = text.date(one.silence.since), text.date(one.silence.day)
        yield text(f"{path}.info", start=start, day=day)
    elif one.reason:
        yield text(f"reasons.{one.reason}")
    elif one.result == "unknown":
        give = text("checks.give", facts=fact_names(one.facts, text))
        if one.limit is not None:
            limit = text(f"{path}.limit", limit=text.shown(one.limit))
            give = text("report.separator").join((limit, give))
        else:
            each = (
                text(
                    "checks.either",
                    limit=text(f"{path}.limit", limit=text.shown(limit)),
                    answers=values(one.depends_on, allowed, text),
                )
                for limit, allowed in one.limits
            )
            give = text("report.separator").join((*each, give))
        yield give
    else:
        # Some rules have nothing to compare: no cap, no amount to prove, never allowed.
        compared = one.value is not None and one.limit is not None
        yield text(
            f"{path}.{one.result}" if compared else f"{path}.{one.result}_always",
            value="" if one.value is None else text.shown(one.value),
            limit="" if one.limit is None else text.shown(one.limit),
        )
    if one.silence and one.result != "info":
        yield text(f"{path}.silence", day=text.date(one.silence.day))


def _signatories(names: Iterable[str], text: Language) -> Iterator[str]:
    return (text(f"signatories.{name}") for name in names)


def doubt(why: Doubt, text: Language) -> str:
    """Why a document is doubtful, in a sentence."""
    if why.reason:
        return text(f"reasons.{why.reason}")
    return text("report.doubt_facts", facts=fact_names(why.facts, text)) if why.facts else ""


def status_sentence(verdict: Verdict, text: Language) -> str:
    """The status of a verdict, in a sentence."""
    if verdict.status == "out_of_scope":
        return note(verdict.notes[0], text)
    numbers = [found.number for found in verdict.provisions]
    return text(
        f"status.{verdict.status}.sentence",
        article=article(verdict.law.article),
        met=text.listed(verdict.met) if verdict.met else "",
        numbers=text.listed(numbers, "or"),
        reserved=article(verdict.notes[0].article) if verdict.status == "diverted" else "",
        cards=cards(verdict, text),
    )


def of_file(verdict: Verdict, text: Language) -> Iterator[str]:
    """What is missing, or how the file stands, in a sentence or two."""
    file = verdict.file
    if file.missing:
        few = len(file.missing) <= 3
        sure = verdict.status == "qualifies"
        kind = "file_lacks" if sure and few else "file_lacks_many" if sure else "file_will_need"
        said = text(
            "report.file_of_card" if verdict.cards else f"report.{kind}",
            documents=text.listed(map(text.document, file.missing)),
            count=len(file.missing),
            cards=cards(verdict, text),
        )
        later = [text.document(name) for name in file.missing if name in ON_DELIVERY]
        if later:
            # The letter does not ask for them yet, and counts fewer.
            said = f"{said} {text('report.on_delivery', documents=text.listed(later))}"
        yield said
    elif file.result != "not_applicable":
        yield text("report.file_is", result=text(f"files.{file.result}"))


def cards(verdict: Verdict, text: Language) -> str:
    """The cards of the "stagiaire ICT" that somebody can have, or nothing."""
    return text.listed(text(f"cards.{name}") for name in verdict.cards) if verdict.cards else ""


def reading(name: str, verdict: Verdict, text: Language) -> str:
    """A reading that is open, with what it may mean, and what each choice gives."""
    choices = (
        text(
            "report.reading_gives",
            choice=text(f"readings.{name}.values.{choice}"),
            status=text(f"report.today_status.{status_read(verdict.dossier, name, choice)}"),
        )
        for choice in READINGS[name]
    )
    return text(
        "report.open_reading",
        label=text(f"readings.{name}.label"),
        choices=text.listed(choices, "or"),
        option=f"--reading {name}={'|'.join(READINGS[name])}",
    )
