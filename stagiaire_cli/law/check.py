"""The shape of what is checked besides the definition."""

from datetime import date

from stagiaire_cli.law.dates import ALWAYS, STILL
from stagiaire_cli.logic import TRUE, Condition, facts_of
from stagiaire_cli.records import Record


class Delay(Record):
    """How long the administration has, in calendar months or days, and for whom."""

    months: int = 0
    days: int = 0
    when: Condition = TRUE


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
    ``acceptance``). ``to_do`` says that somebody has still to do it, by the limit.
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
        signatures = (one.when for one in self.signatories)
        delays = (one.when for one in self.delays)
        rule = () if self.holds is None else (self.holds,)
        return (self.applies, *signatures, *delays, *rule)
