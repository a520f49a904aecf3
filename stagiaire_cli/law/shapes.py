"""The shapes of a rule: a check, a delay, a requirement, an exemption, a remark."""

from datetime import date

from stagiaire_cli.law.dates import ALWAYS, STILL
from stagiaire_cli.law.persons import RENEWAL, STAGIAIRE
from stagiaire_cli.logic.conditions import (
    TRUE,
    Answers,
    Condition,
    facts_of,
)
from stagiaire_cli.logic.records import Record


class Delay(Record):
    """How long the administration has, in calendar months or days, and for whom."""

    months: int = 0
    days: int = 0
    when: Condition = TRUE


class Suspension(Record):
    """Days on which no period ran, the first and the last, and the text that says so."""

    first: date
    last: date
    article: str


class Disorder(Record):
    """Two days that contradict each other: by name, with the condition that they do."""

    facts: tuple[str, str]
    when: Condition


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
