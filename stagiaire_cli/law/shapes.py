"""The shapes of a rule: a version, a check, a delay, a requirement, an exemption, a remark."""

from collections.abc import Sequence
from datetime import date

from stagiaire_cli.law.dates import ALWAYS, STILL
from stagiaire_cli.law.facts import FILED
from stagiaire_cli.law.persons import ICT, MOBILE, RENEWAL, STAGIAIRE
from stagiaire_cli.logic.conditions import (
    FALSE,
    TRUE,
    Answers,
    Condition,
    Leaf,
    Truth,
    facts_of,
)
from stagiaire_cli.logic.periods import days_later, months_later
from stagiaire_cli.logic.records import Record


class Delay(Record):
    """How long the administration has, in calendar months or days, and for whom."""

    months: int = 0
    days: int = 0
    when: Condition = TRUE

    def after(self, start: date) -> date:
        """The day on which it ends, if nothing puts it off."""
        return days_later(months_later(start, self.months), self.days)


class Signatory(Record):
    """Who signs the convention, and when; not ``sure`` where the text can be read otherwise."""

    who: str
    when: Condition = TRUE
    sure: bool = True
    since: date = ALWAYS
    until: date = STILL


class Told(Record):
    """A remark beside a check: its name, and who should read it."""

    name: str
    when: Condition = TRUE
    since: date = ALWAYS
    until: date = STILL


class Check(Record):
    """One thing to check under one alternative, from one day to another.

    ``applies`` says for whom; ``holds`` is the rule, None where there is only something to tell.
    ``subject`` is the fact that the rule limits. ``counted_from`` is the fact that the ``delays``
    of the administration run from, and ``silence`` is what its silence then means (``refusal`` or
    ``acceptance``). ``to_do`` says that somebody has still to do it, by the limit; ``closed_by`` is
    the document that shows that it is done with, where its day is not given.
    """

    name: str
    provision: str
    article: str
    applies: Condition = TRUE
    holds: Condition | None = None
    subject: str = ""
    counted_from: str = ""
    delays: tuple[Delay, ...] = ()
    silence: str = ""
    signatories: tuple[Signatory, ...] = ()
    remarks: tuple[Told, ...] = ()
    to_do: bool = False
    closed_by: str = ""
    since: date = ALWAYS
    until: date = STILL

    def __hash__(self) -> int:
        # What is remembered by check is looked up for every dossier.
        return hash((self.name, self.provision, self.since))

    @property
    def awaits_decision(self) -> bool:
        """Whether it is about the time for the decision on the complete application."""
        return self.counted_from == FILED

    @property
    def turns_on(self) -> str:
        """The fact that it compares, or counts from where it compares nothing."""
        return self.counted_from if self.holds is None else self.subject

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that it asks about, in the order to ask for them."""
        days = (fact for fact in (self.subject, self.counted_from) if fact)
        return tuple(dict.fromkeys((*facts_of(*self.conditions), *days)))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of it: for whom, who signs, whose delay, and the rule."""
        signatures = (signatory.when for signatory in self.signatories)
        delays = (delay.when for delay in self.delays)
        rule = () if self.holds is None else (self.holds,)
        return (self.applies, *signatures, *delays, *rule)


class Requirement(Record):
    """A document, the article that asks for it, and the condition under which it does.

    ``on_renewal`` has the articles that ask for it then, where they are others; ``since`` and
    ``until`` are the first and the last day.
    """

    document: str
    article: str
    when: Condition = TRUE
    on_renewal: tuple[str, ...] = ()
    since: date = ALWAYS
    until: date = STILL

    def cited(self, answers: Answers) -> tuple[str, ...]:
        """The article that asks for it; both, while it is not known what is applied for."""
        renewal = RENEWAL.value(answers)
        if not self.on_renewal or renewal is False:
            return (self.article,)
        return self.on_renewal if renewal else (self.article, *self.on_renewal)


class Exemption(Record):
    """Who needs no file at all, under a name, and the article that says so.

    ``while_open`` names the note to give while a fact that it asks about is not known.
    """

    name: str
    when: Condition
    article: str
    while_open: str = ""
    since: date = ALWAYS
    until: date = STILL


class Remark(Record):
    """A note on the file, its article, and who it is for.

    ``document`` is what it speaks of, if only somebody who still lacks that should read it;
    ``without_file`` says that it is for somebody who needs no file, too; ``counted_from`` is the
    fact from which it gives a day, the ``delay`` later.
    """

    name: str
    article: str
    when: Condition = STAGIAIRE
    document: str = ""
    without_file: bool = False
    counted_from: str = ""
    delay: Delay = Delay()
    since: date = ALWAYS
    until: date = STILL


class Documents(Record):
    """What a file needs: what is asked, what proves, who needs none, what to know.

    ``needless`` are documents people bring that no text asks for.
    """

    required: tuple[Requirement, ...]
    evidence: tuple[Requirement, ...]
    exempt: tuple[Exemption, ...]
    remarks: tuple[Remark, ...]
    needless: tuple[str, ...] = ("medical_certificate",)
    since: date = ALWAYS
    until: date = STILL


Asked = dict[str, tuple[Requirement, ...]]


class Provision(Record):
    """One alternative of the article: its number and its condition.

    ``declined`` is the fact, and its value, that somebody answers who says at the start that the
    alternative is not theirs; ``chosen`` is what they answer who say that it is, if it is anything.
    """

    number: str
    condition: Condition
    declined: tuple[str, object]
    chosen: tuple[tuple[str, object], ...] = ()


class Version(Record):
    """The rules of an article from one day to another, both included (``until`` None: still).

    ``in_force`` has the first and last day of the article's own words, which may be wider: what
    they refer to may change while they stay. ``out_of_scope`` says for whom the code does not
    govern; ``ict`` and ``mobile`` say who is "stagiaire ICT" or "stagiaire mobile ICT" instead;
    ``quoted`` is true of the version whose words stand beside the conditions.
    """

    article: str
    since: date
    until: date | None
    in_force: tuple[date, date | None]
    provisions: tuple[Provision, ...]
    ict: Condition
    mobile: Condition
    out_of_scope: Condition
    quoted: bool = False

    @property
    def outcomes(self) -> tuple[Condition, ...]:
        """What the status follows from: that the code does not govern, and each alternative."""
        return (self.out_of_scope, *(provision.condition for provision in self.provisions))

    @property
    def routes(self) -> tuple[tuple[str, Condition], ...]:
        """The cards of the "stagiaire ICT", by name, with who gets them; none before 2016."""
        both = ((ICT, self.ict), (MOBILE, self.mobile))
        return tuple((name, condition) for name, condition in both if condition != FALSE)

    def card_article(self, name: str) -> str:
        """The article of a card of the "stagiaire ICT"."""
        condition = dict(self.routes)[name]
        articles = next(condition.leaves()).article.split(", ")
        return articles[0] if name == ICT else articles[-1]

    def numbers(self, results: Sequence[Truth]) -> tuple[str, ...]:
        """The numbers of the alternatives that the results say are met."""
        pairs = zip(self.provisions, results, strict=True)
        return tuple(provision.number for provision, result in pairs if result)

    def source(self, leaf: Leaf, number: str) -> tuple[str, str]:
        """The words that a leaf of an alternative comes from, if they are quoted; the article."""
        return self.words(leaf), leaf.article or f"{self.article} {number}"

    def words(self, leaf: Leaf) -> str:
        """The words of the article that a leaf comes from, if this version is quoted."""
        return leaf.words if self.quoted else ""

    def sources(self, fact: str) -> tuple[tuple[str, str], ...]:
        """Where the alternatives ask about a fact: words and article, in the order of the text.

        Words that refer to another article stand with the article they are in; the other follows.
        """
        sources: dict[tuple[str, str], None] = {}
        for provision in self.provisions:
            for leaf in provision.condition.leaves():
                if fact in leaf.facts:
                    words, article = self.source(leaf, provision.number)
                    if leaf.article and words:
                        sources[words, f"{self.article} {provision.number}"] = None
                        words = ""
                    sources[words, article] = None
        return tuple(sources)

    def __hash__(self) -> int:
        # What is remembered by version is looked up for every dossier.
        return hash(self.since)
