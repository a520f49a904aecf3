"""Who the rules are about: conditions that several of them share, and those outside the code.

Each entry on documents is about a person who comes under one alternative, or under the card of the
"stagiaire ICT", so its condition may ask about the pseudo-fact ``provision`` (``1°``, ``2°``,
``3°``, ``ICT``, ``mobile ICT``).
"""

from datetime import date
from typing import Final

from stagiaire_cli.law.dates import ALWAYS, CODE_OF_2021, STILL, eve, in_force
from stagiaire_cli.law.facts import ADULT, DERIVED, EU_PROGRAMMES, PACIFIC, TERRITORY
from stagiaire_cli.logic.conditions import (
    All,
    Any,
    Condition,
    Established,
    Is,
    Not,
)
from stagiaire_cli.logic.periods import LastsAtMost
from stagiaire_cli.logic.records import Record

ICT: Final = "ICT"
MOBILE: Final = "mobile ICT"
# All alternatives give one card, the "stagiaire" one, which goes by the number of the first.
STAGIAIRE_CARD: Final = "1°"

# The name under which an entry asks which alternative or card it is about.
PROVISION: Final = "provision"
FIRST_CARD: Final = Is("request", "first_card")
RENEWAL: Final = Is("request", "renewal")
STAGIAIRE: Final = Is(PROVISION, "1°", "2°", "3°")
UNDER_1: Final = Is(PROVISION, "1°")
UNDER_2: Final = Is(PROVISION, "2°")
UNDER_3: Final = Is(PROVISION, "3°")
UNDER_ICT: Final = Is(PROVISION, ICT)
UNDER_MOBILE: Final = Is(PROVISION, MOBILE)

SHORT_STAY: Final = Established(
    LastsAtMost("internship_end", "internship_start", months=3, earlier="earlier_months")
)
HAS_VISA: Final = All(FIRST_CARD, Is("vls_ts"))
MINOR: Final = Not(Is(ADULT))
# Employees sent by their employer and health professionals: nobody asks them whether they are 18.
OF_AGE: Final = ("2°", "3°", ICT, MOBILE)
IN_PACIFIC: Final = Is(TERRITORY, *PACIFIC)
# The mission of somebody who has the "ICT" permit of another State.
SHORT_MISSION: Final = DERIVED["short_mission"]
EU_PROGRAMME: Final = Is("cooperation_programme", *EU_PROGRAMMES)
PRESUMED_MEANS: Final = All(UNDER_1, EU_PROGRAMME)

# The list of 2021 of what a "stagiaire" has to bring.
LIST: Final = "annexe 10, rubrique 62"


class Outside(Record):
    """A reason why the code does not govern somebody, the article, the first and last day."""

    name: str
    when: Condition
    article: str
    since: date = ALWAYS
    until: date = STILL


_FRENCH: Final = Is("nationality", "french")
_EUROPEAN: Final = Is("nationality", "eu_eea_swiss")
_ALGERIAN: Final = Is("nationality", "algerian")
_OLD_CODE: Final = eve(CODE_OF_2021)

OUTSIDE: Final = (
    Outside("french", _FRENCH, "L. 111-1", until=_OLD_CODE),
    Outside("eu_eea_swiss", _EUROPEAN, "L. 121-1", until=_OLD_CODE),
    Outside("algerian", _ALGERIAN, "L. 111-2", until=_OLD_CODE),
    Outside("not_covered", Is(TERRITORY, *PACIFIC), "L. 111-3", until=_OLD_CODE),
    # The duty to hold a document is a foreigner's, whom no treaty and no right of the Union exempt.
    Outside("french", _FRENCH, "L. 411-1", since=CODE_OF_2021),
    Outside("eu_eea_swiss", _EUROPEAN, "L. 411-1", since=CODE_OF_2021),
    Outside("algerian", _ALGERIAN, "L. 411-1", since=CODE_OF_2021),
)


class Warned(Record):
    """Something that somebody should know before all else, under a name, and its source."""

    name: str
    when: Condition
    article: str


WARNINGS: Final = (
    # Judged under the code, although the agreement of their State is examined before it.
    Warned("agreement_state", Is("nationality", "agreement_state"), "CAA Lyon, n° 13LY00477"),
    # Who stands there for the prefect whom the articles name.
    Warned("prefect_of_wallis_futuna", Is(TERRITORY, "wallis_futuna"), "R. 444-3"),
    Warned("prefect_of_french_polynesia", Is(TERRITORY, "french_polynesia"), "R. 445-3"),
    Warned("prefect_of_new_caledonia", Is(TERRITORY, "new_caledonia"), "R. 446-3"),
)


def out_of_scope(on: date) -> Condition:
    """That the code does not govern, on that day."""
    return Any(*(reason.when for reason in in_force(OUTSIDE, on)))
