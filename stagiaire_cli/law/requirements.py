"""The shapes of the law on documents, and for whom its entries are.

Each entry is about a person who comes under one alternative, or under the card of the "stagiaire
ICT", so its condition may ask about the pseudo-fact ``provision`` (``1°``, ``2°``, ``3°``, ``ICT``,
``mobile ICT``).
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, TypeVar

from stagiaire_cli.law.dates import ALWAYS, STILL
from stagiaire_cli.law.facts import EU_PROGRAMMES
from stagiaire_cli.logic import (
    FALSE,
    TRUE,
    All,
    Answers,
    Condition,
    Established,
    Is,
)
from stagiaire_cli.periods import LastsAtMost
from stagiaire_cli.records import Record

ICT: Final = "ICT"
MOBILE: Final = "mobile ICT"

FIRST_CARD: Final = Is("request", "first_card")
RENEWAL: Final = Is("request", "renewal")
STAGIAIRE: Final = Is("provision", "1°", "2°", "3°")
UNDER_1: Final = Is("provision", "1°")
UNDER_2: Final = Is("provision", "2°")
UNDER_3: Final = Is("provision", "3°")
UNDER_ICT: Final = Is("provision", ICT)
UNDER_MOBILE: Final = Is("provision", MOBILE)

SHORT_STAY: Final = Established(
    LastsAtMost("internship_end", "internship_start", months=3, earlier="earlier_months")
)
HAS_VISA: Final = All(FIRST_CARD, Is("vls_ts"))
# The mission of somebody who has the "ICT" permit of another State.
SHORT_MISSION: Final = LastsAtMost("internship_end", "internship_start", days=90)
EU_PROGRAMME: Final = Is("cooperation_programme", *EU_PROGRAMMES)
PRESUMED_MEANS: Final = All(UNDER_1, EU_PROGRAMME)

# The list of 2021 of what a "stagiaire" has to bring.
LIST: Final = "annexe 10, rubrique 62"


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
    ``without_file`` says that it is for somebody who needs no file, too.
    """

    name: str
    article: str
    when: Condition = STAGIAIRE
    document: str = ""
    without_file: bool = False
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


def under(provision: str, requirements: Iterable[Requirement]) -> Asked:
    """The requirements, by document, that may concern somebody who comes under the alternative."""
    found: Asked = {}
    for entry in concerning(provision, requirements):
        found[entry.document] = (*found.get(entry.document, ()), entry)
    return found


_Entry = TypeVar("_Entry", Requirement, Exemption, Remark)


def concerning(provision: str, entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """The entries that may concern somebody who comes under the alternative."""
    known = {"provision": provision}
    found = (one._replace(when=one.when.given(known)) for one in entries)
    return tuple(one for one in found if one.when != FALSE)
