"""The sentences of a verdict that need facts, documents or articles put into them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from stagiaire_cli.assessment.assess import status_read
from stagiaire_cli.assessment.reasons import Reason
from stagiaire_cli.assessment.verdict import CheckVerdict, Doubt, Note, ProvisionVerdict, Verdict
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import answer, article, fact_names, values
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.concordance import Moved
from stagiaire_cli.law.definition import READINGS, VERSIONS
from stagiaire_cli.law.facts import derived_of
from stagiaire_cli.law.persons import ICT, MOBILE
from stagiaire_cli.logic.conditions import facts_of

# The notes on who stands in a territory for the prefect.
_PREFECT: Final = "prefect_of_"
# The note on a mission so short that a prior notice is enough.
_NOTICE: Final = "short_mission"
# A remark that is all there is to say of a check.
_STAMP_GIVEN: Final = "stamp_given"


def reason(ground: Reason, text: Language) -> str:
    """A reason of the dictionary: its facts with the answers that do."""
    return text("report.separator").join(
        values(fact, ground.facts[fact], text) for fact in ground.facts
    )


def reason_given(ground: Reason, provision: ProvisionVerdict, text: Language) -> str:
    """A reason of the dictionary, with the answers that were given."""
    given = {condition.fact: condition.answer for condition in provision.conditions}
    return text("report.separator").join(answer(fact, given[fact], text) for fact in ground.facts)


def reasons_sentence(provision: ProvisionVerdict, text: Language) -> str:
    """What is enough for the result of an alternative; several by their numbers."""
    # Told by the answers given, a reason that another is a part of says nothing of its own.
    asked = [frozenset(ground.facts) for ground in provision.reasons]
    grounds = [one for one in provision.reasons if not any(each < {*one.facts} for each in asked)]
    if len(grounds) == 1:
        [ground] = grounds
        said = reason_given(ground, provision, text)
        return text(f"report.enough.{provision.result}", said=said)
    each = (
        text("report.numbered", number=number, said=reason_given(ground, provision, text))
        for number, ground in enumerate(grounds, start=1)
    )
    return text(
        f"report.enough.{provision.result}_several", said=text("report.separator").join(each)
    )


def note(remark: Note, text: Language) -> str:
    """The sentence of a note; the one with its day, where that is known."""
    path = f"notes.{remark.name}"
    return text(
        f"{path}_day" if remark.day and text.has(f"{path}_day") else path,
        facts=fact_names(remark.facts, text) if remark.facts else "",
        documents=text.listed(map(text.document, remark.documents)) if remark.documents else "",
        provisions=text.listed(remark.provisions) if remark.provisions else "",
        day=text.date(remark.day) if remark.day else "",
    )


def follows(moved: Moved, text: Language) -> str:
    """An article of the old code, and what follows it."""
    return text(
        "concordance.changed" if moved.change else "concordance.same",
        then=article(moved.then) or text("concordance.nothing"),
        now=article(moved.now) or text("concordance.nothing"),
        change=text(f"concordance.{moved.change}") if moved.change else "",
    )


def check(checked: CheckVerdict, text: Language) -> str:
    """What a check finds, in a sentence or two."""
    remarks = (text(f"remarks.{name}") for name in checked.remarks if name != _STAMP_GIVEN)
    return " ".join((*_finding(checked, text), *remarks))


def finding(checked: CheckVerdict, text: Language) -> str:
    """What a check finds, without what is to be known besides."""
    return " ".join(_finding(checked, text))


def _finding(checked: CheckVerdict, text: Language) -> Iterator[str]:
    path = f"checks.{checked.check}"
    if checked.signatories:
        yield text(f"{path}.info", who=text.listed(_signatories(checked.signatories, text)))
        if checked.perhaps:
            yield text(f"{path}.perhaps", who=text.listed(_signatories(checked.perhaps, text)))
    elif checked.silence and checked.value == checked.silence.day and checked.result == "info":
        start, day = text.date(checked.silence.since), text.date(checked.silence.day)
        yield text(f"{path}.info", start=start, day=day)
    elif _STAMP_GIVEN in checked.remarks:
        yield text(f"remarks.{_STAMP_GIVEN}")
    elif checked.reason:
        own = f"{path}.{checked.reason}"
        yield text(own if text.has(own) else f"reasons.{checked.reason}")
    elif checked.result == "unknown" or checked.limits:
        own = f"{path}.give" if text.has(f"{path}.give") else "checks.give"
        give = text(own, facts=fact_names(checked.facts, text)) if checked.facts else ""
        if checked.limit is not None:
            limit = text(f"{path}.limit", limit=text.shown(checked.limit))
            give = text("report.separator").join((limit, give))
        else:
            each = (
                text(
                    "checks.either",
                    limit=text(f"{path}.limit", limit=text.shown(limit)),
                    answers=values(checked.depends_on, allowed, text),
                )
                for limit, allowed in checked.limits
            )
            give = text("report.separator").join(filter(None, (*each, give)))
        yield give if give.endswith(".") else f"{give}."
    elif checked.result == "info" and checked.limit is not None:
        yield f"{text(f'{path}.limit', limit=text.shown(checked.limit))}."
    elif checked.result == "fails" and checked.value is None and checked.limit is not None:
        yield text(f"{path}.fails_undone", limit=text.shown(checked.limit))
    else:
        # Some rules have nothing to compare: no cap, no amount to prove, never allowed.
        compared = checked.value is not None and checked.limit is not None
        yield text(
            f"{path}.{checked.result}" if compared else f"{path}.{checked.result}_always",
            value="" if checked.value is None else text.shown(checked.value),
            limit="" if checked.limit is None else text.shown(checked.limit),
        )
    if checked.silence and checked.result != "info":
        yield text(f"{path}.silence", day=text.date(checked.silence.day))


def _signatories(names: Iterable[str], text: Language) -> Iterator[str]:
    return (text(f"signatories.{name}") for name in names)


def doubt(why: Doubt, text: Language) -> str:
    """Why a document is doubtful, in a sentence."""
    if why.reason:
        return text(f"reasons.{why.reason}")
    return text("report.doubt_facts", facts=fact_names(why.facts, text)) if why.facts else ""


def status_sentence(verdict: Verdict, text: Language) -> str:
    """The status of a verdict, in a sentence."""
    if verdict.status == "out_of_scope" and verdict.reason:
        return f"{note(verdict.reason, text)} ({article(verdict.reason.article)})"
    numbers = [provision.number for provision in verdict.provisions]
    notice = notice_in_place_of_card(verdict)
    no_card = verdict.status == "diverted" and verdict.file.result == "not_needed"
    kind = "notice" if notice else "no_card" if no_card else "sentence"
    if verdict.open_readings and not verdict.settled_by:
        kind = "reading"
    reserved = notice or verdict.reason
    return text(
        f"status.{verdict.status}.{kind}",
        article=article(verdict.law.article),
        met=text.listed(verdict.met) if verdict.met else "",
        numbers=text.listed(numbers, "or"),
        reserved=article(reserved.article) if reserved else "",
        cards=cards(verdict, text),
    )


def status_today(verdict: Verdict, text: Language) -> str:
    """What the same facts give today, in a word; of a card, which."""
    kind = verdict.today.status
    if MOBILE in verdict.today.cards:
        short = derived_of(verdict.dossier.facts).get("short_mission") is True
        kind = "notice" if short else "mobile"
    return text(f"report.today_status.{kind}")


def notice_in_place_of_card(verdict: Verdict) -> Note | None:
    """The note that a prior notice is all that somebody needs, if it is."""
    return verdict.note(_NOTICE)


def card_still_open(verdict: Verdict) -> Note | None:
    """The note on a card that is still open, for somebody of whom something of it is true."""
    version = law_on(verdict.law.on).version
    asked = facts_of(version.ict, version.mobile)
    if not any(verdict.dossier.facts.get(fact) is True for fact in asked):
        return None
    return verdict.note("ict_open")


def not_renewable(verdict: Verdict) -> Note | None:
    """The note that the card is not renewed, for somebody who asks for that and nothing else."""
    return verdict.note("not_renewable") if verdict.cards == (ICT,) else None


def in_place_of_prefect(verdict: Verdict) -> Note | None:
    """The note on who stands for the prefect where the internship is, if another does."""
    return next((one for one in verdict.notes if one.name.startswith(_PREFECT)), None)


def came_later(verdict: Verdict) -> Iterator[tuple[str, date]]:
    """The alternatives that the text did not have yet, of those that answers speak of, with days.

    An alternative that the answers rule out is none of them.
    """
    facts = verdict.dossier.facts
    known = {one.number for one in law_on(verdict.law.on).version.provisions}
    for version in VERSIONS:
        for one in version.provisions:
            spoken_of = any(fact in facts for fact in facts_of(one.condition))
            if one.number not in known and spoken_of and one.condition.value(facts) is not False:
                yield one.number, version.since
            known.add(one.number)


def no_card(verdict: Verdict, text: Language) -> str:
    """That there is no card to apply for, and why."""
    paths = (f"report.no_card_why.{found.name}" for found in verdict.notes)
    return text("report.no_card", why=text.listed(text(path) for path in paths if text.has(path)))


def said_by_condition(
    found: Iterable[CheckVerdict], what: str, naming: str, text: Language, **values: object
) -> Iterator[str]:
    """What is to be said of several checks, a sentence for each set of alternatives still open.

    ``what`` is the sentence, ``naming`` is by which of its texts a check is named in it.
    """
    for condition, names in _by_condition(found).items():
        yield text(
            f"report.{what}_if_met" if condition else f"report.{what}",
            provisions=either(condition, text),
            checks=text.listed(text(f"checks.{name}.{naming}") for name in names),
            **values,
        )


def _by_condition(found: Iterable[CheckVerdict]) -> dict[tuple[str, ...], list[str]]:
    """The names of checks, each once, by the alternatives still open that they hold under."""
    under: dict[str, list[str]] = {}
    sure: set[str] = set()
    for one in found:
        under.setdefault(one.check, []).append(one.provision)
        if not one.if_met:
            sure.add(one.check)
    names: dict[tuple[str, ...], list[str]] = {}
    for name, numbers in under.items():
        names.setdefault(() if name in sure else tuple(numbers), []).append(name)
    return names


def either(numbers: tuple[str, ...], text: Language) -> str:
    each = (text("report.the", number=text(f"cards.{number}")) for number in numbers)
    return text.listed(each, "or") if numbers else ""


def cards(verdict: Verdict, text: Language) -> str:
    """The cards of the "stagiaire ICT" that somebody can have, or nothing."""
    names = [text(f"cards.{name}") for name in verdict.cards]
    return text.listed(names, "or") if names else ""


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
