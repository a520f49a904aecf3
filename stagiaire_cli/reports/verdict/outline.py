"""The content of a verdict in the order in which it is read, before any layout.

Every form for people is laid out from this, so that none says more or less than another.
"""

from collections.abc import Collection, Iterator

from stagiaire_cli.assessment.notes import of_today
from stagiaire_cli.assessment.verdict import (
    Applied,
    CheckVerdict,
    ConditionResult,
    ProvisionVerdict,
    Verdict,
)
from stagiaire_cli.languages import Language
from stagiaire_cli.languages.phrases import answer, article
from stagiaire_cli.law.by_date import law_on
from stagiaire_cli.law.definition import READINGS
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.law.facts import FACT, PRESUMED, TERRITORY
from stagiaire_cli.law.shapes import Version
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.verdict.advice import FINAL, changing
from stagiaire_cli.reports.verdict.sentences import (
    check,
    doubt,
    follows,
    in_place_of_prefect,
    note,
    reading,
    reasons_sentence,
)
from stagiaire_cli.reports.verdict.shapes import Item, Outline, Section, item_of
from stagiaire_cli.reports.verdict.spans import NOT_NEEDED, STATES, Span, article_spans, bearing
from stagiaire_cli.reports.verdict.summary import title_of
from stagiaire_cli.version import __version__


def outline(
    verdict: Verdict, text: Language, unticked: Collection[str] = (), only_why: bool = False
) -> Outline:
    """The details of a verdict, in one language; or ``only_why`` each alternative is met or not.

    ``unticked`` are the facts that only a line not ticked has answered.
    """
    sections = (section for section in _sections(verdict, text, unticked) if section.items)
    return Outline(
        verdict.status,
        tuple(section for section in sections if section.why or not only_why),
        text("report.closing", title=title_of(verdict, text)),
        tuple(
            (state, text(f"conditions.{state}"))
            for state in STATES
            if verdict.status != "out_of_scope"
        ),
    )


def _sections(verdict: Verdict, text: Language, unticked: Collection[str]) -> Iterator[Section]:
    open_ = (reading(name, verdict, text) for name in verdict.open_readings)
    items = tuple(item_of("undetermined", sentence, text) for sentence in open_)
    yield Section(text("report.open_readings"), "undetermined", items)
    # Where the code does not apply, neither do its alternatives.
    version = law_on(verdict.law.on).version
    judged = verdict.provisions if verdict.status != "out_of_scope" else ()
    given = verdict.dossier.facts
    for provision in judged:
        yield Section(
            f"{provision.number} {text(f'results.{provision.result}')}",
            provision.result,
            (
                *_reasons(provision, text),
                *_conditions(provision, version, text, given, unticked),
            ),
            why=True,
        )
    yield Section(text("report.changes"), "", tuple(changing(verdict, text)))
    yield from _file(verdict, text)
    for number in dict.fromkeys(checked.provision for checked in verdict.checks):
        checks = [checked for checked in verdict.checks if checked.provision == number]
        path = "report.checks_if_met" if checks[0].if_met else "report.checks"
        title = text(path, provision=text(f"cards.{number}"))
        yield Section(title, "", tuple(_check(checked, text) for checked in checks))
    named = {fact for provision in judged for fact in _shown(provision, version, given)}
    # In one order, whatever the order of the answers was.
    facts = verdict.dossier.facts
    others = {name: facts[name] for name in FACT if name in facts and name not in named}
    for name, answers in (
        ("others", others),
        ("presumed", verdict.presumed),
        ("readings", verdict.dossier.readings),
    ):
        sentence = text("report.separator").join(
            answer(key, value, text) for key, value in answers.items()
        )
        yield Section(
            text(f"report.{name}"),
            "",
            (item_of("presumed", text.kept(sentence), text),) if sentence else (),
        )
    article_parts = article_spans(verdict, version, text) if judged else ()
    yield Section(text("report.article"), "", tuple(_paragraph(spans) for spans in article_parts))
    yield Section(text("report.notes"), "", tuple(_notes(verdict, text)))
    moved = verdict.today.concordance
    yield Section(
        text("report.concordance"),
        "",
        tuple(item_of("note", follows(article_moved, text), text) for article_moved in moved),
    )


def _notes(verdict: Verdict, text: Language) -> Iterator[Item]:
    # Why somebody is outside the code stands in the frame, who is the prefect under it.
    framed = verdict.reason if verdict.status == "out_of_scope" else None
    told = (framed, in_place_of_prefect(verdict))
    for one in verdict.notes:
        origin = f" ({article(one.article)})" if one.article else ""
        if one.name not in FINAL and one not in told:
            yield item_of("note", note(one, text) + origin, text)
    # Whoever is outside for nationality is told by another article, named at the top.
    if framed is None or not of_today(framed):
        yield item_of("note", _applied(verdict.law, text), text)
    yield item_of(
        "note",
        text("report.made_by", version=__version__, rules=RULES.partition(":")[2][:12]),
        text,
    )


def _applied(applied: Applied, text: Language) -> str:
    return text(
        "report.applied" if applied.until else "report.applied_still",
        article=article(applied.article),
        since=text.date(applied.since),
        until=text.date(applied.until) if applied.until else "",
        on=text.date(applied.on),
    )


def _paragraph(spans: tuple[Span, ...]) -> Item:
    plain = "".join(span.words for span in spans)
    return Item("note", plain, (), "".join(span.said for span in spans), spans)


def _reasons(provision: ProvisionVerdict, text: Language) -> Iterator[Item]:
    """What is enough for the result, in one line."""
    if provision.reasons:
        yield item_of("note", reasons_sentence(provision, text), text)


def _conditions(
    provision: ProvisionVerdict,
    version: Version,
    text: Language,
    given: Collection[str],
    unticked: Collection[str],
) -> Iterator[Item]:
    """The conditions, each under the words it comes from.

    Several that come from the same words are told as one, and so are those that nobody answered
    and that change nothing any more. One that nobody answered or needs is left out; ``given`` are
    the facts answered.
    """
    idle = []
    for group in _groups(provision, version, given):
        parts, state, telling = group.parts, group.state, group.telling
        words = parts[0].words
        details = list(dict.fromkeys(_answered(reason, text, unticked) for reason in telling))
        if words:
            heading = text("report.quote", words=text.kept(words))
        else:
            # A version that is not quoted: the facts stand for its words.
            articles = dict.fromkeys(reason.article for reason in telling)
            heading = text("report.separator").join(details)
            details = [", ".join(map(article, articles))]
        if state == "not_met" and any(reason.fact in READINGS for reason in parts):
            details.insert(0, text("report.reserved"))
        if group.idle:
            idle += [heading] if words else [text.label(reason.fact) for reason in telling]
        elif group.shown:
            yield item_of(state, heading, text, *details, word=text(f"conditions.{state}"))
    if idle:
        words = text("report.unanswered", words=text("report.separator").join(dict.fromkeys(idle)))
        yield item_of("not_needed", words, text)


class _Group(Record):
    """Conditions told as one: their state together, and those of them that say why.

    ``idle`` is that nobody answered and nothing hangs on them any more; ``shown`` that they stand
    in a line of their own.
    """

    parts: tuple[ConditionResult, ...]
    state: str
    telling: tuple[ConditionResult, ...]
    idle: bool
    shown: bool


def _groups(
    provision: ProvisionVerdict, version: Version, given: Collection[str]
) -> Iterator[_Group]:
    left = bearing(provision, version)
    made = {reason.fact for reason in provision.conditions if reason.result == provision.result}
    groups = tuple(_told_as_one(provision, version))
    for parts in groups:
        state = parts[0].result if len(parts) == 1 else parts[0].requirement
        telling = tuple(reason for reason in parts if reason.result == state)
        # A reading is named for itself where it is open; beside facts it is noise.
        facts = tuple(reason for reason in telling if reason.fact not in READINGS)
        if state == "undetermined" and not facts:
            # No fact is open, but a reading or the text: what was answered says why that decides.
            telling += tuple(reason for reason in parts if reason.answer is not None)
        else:
            telling = facts or telling
        # The place speaks where it was given, and otherwise only where nothing else does.
        elsewhere = tuple(one for one in telling if one.fact != TERRITORY or TERRITORY in given)
        telling = elsewhere or telling
        answered = any(reason.answer is not None for reason in telling)
        spent = state == "undetermined" and left.isdisjoint(reason.fact for reason in parts)
        idle = spent and not answered
        if spent and answered and provision.result != "undetermined":
            # As in the article part by part: what is open here decides nothing any more. A fact
            # that stands in another line has its state there.
            state = NOT_NEEDED
            others = {one.fact for group in groups if group is not parts for one in group}
            told_here = (one for one in telling if one.answer is not None)
            telling = tuple(one for one in told_here if one.fact not in others)
        # What is not needed is worth a line where it was answered, and is not told by another.
        told = not parts[0].words and all(reason.fact in made for reason in telling)
        heard = any(reason.fact in given for reason in telling) and not told
        # What is presumed decides nothing that its reader would look for here.
        presumed = all(reason.fact in PRESUMED and reason.fact not in given for reason in parts)
        shown = not idle and not presumed and (state != "not_needed" or heard)
        yield _Group(parts, state, telling, idle, shown)


def _shown(provision: ProvisionVerdict, version: Version, given: Collection[str]) -> Iterator[str]:
    """The facts whose answers stand among the conditions."""
    for group in _groups(provision, version, given):
        if group.shown:
            yield from (reason.fact for reason in group.telling)


def _answered(reason: ConditionResult, text: Language, unticked: Collection[str]) -> str:
    words = answer(reason.fact, reason.answer, text)
    return text("report.unticked", answer=words) if reason.fact in unticked else words


def _told_as_one(
    provision: ProvisionVerdict, version: Version
) -> Iterator[tuple[ConditionResult, ...]]:
    """The conditions that come from the same words, whether this version is quoted or not.

    One without words of its own only qualifies the condition before it.
    """
    written = next(one.condition for one in version.provisions if one.number == provision.number)
    words = (leaf.words for leaf in written.leaves() for _ in leaf.facts)
    group: list[ConditionResult] = []
    last = ""
    for reason, own in zip(provision.conditions, words, strict=True):
        if group and own not in ("", last):
            yield tuple(group)
            group = []
        group.append(reason)
        last = own or last
    yield tuple(group)


def _check(checked: CheckVerdict, text: Language) -> Item:
    label = text(f"checks.{checked.check}.label")
    finding, origin = check(checked, text), article(checked.article)
    word = text(f"checking.{checked.result}")
    sentence = text("report.checked", label=label, word=word, found=finding, article=origin)
    heading = text("report.answer", label=label, answer=finding)
    return Item(checked.result, heading, (origin,), sentence)


def _file(verdict: Verdict, text: Language) -> Iterator[Section]:
    for state, part in (
        ("missing", "missing"),
        ("doubtful", "doubtful"),
        ("due", "on_delivery"),
        ("held", "held"),
        ("evidence", "evidence"),
    ):
        names: tuple[str, ...] = getattr(verdict.file, part)
        items = (_document(state, name, verdict, text) for name in names)
        if_met = "_if_met" if state == "missing" and verdict.status == "undetermined" else ""
        yield Section(text(f"report.{state}{if_met}"), state, tuple(items))


def _document(state: str, name: str, verdict: Verdict, text: Language) -> Item:
    why = verdict.file.doubtful_because.get(name) if state == "doubtful" else None
    details = (
        article(verdict.file.articles[name]),
        text(f"documents.{name}.help") if state in ("missing", "due") else "",
        doubt(why, text) if why else "",
    )
    return item_of(state, text.document(name), text, *details)
