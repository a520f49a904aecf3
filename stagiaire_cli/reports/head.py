"""What is said at the head of a page or a letter, and kept nowhere else."""

from datetime import date
from typing import Final

from stagiaire_cli.console.problems import UsageProblemError
from stagiaire_cli.languages import Language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.logic.records import Record
from stagiaire_cli.version import __version__

LONGEST: Final = 200
# Control, format (bidi marks among them), surrogate, private and unassigned characters.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Head(Record):
    """The number of the dossier, the applicant, the agent and the day, as far as they are given."""

    ref: str | None = None
    applicant: str | None = None
    agent: str | None = None
    day: date | None = None

    def lines(self, text: Language) -> tuple[tuple[str, str], ...]:
        """Each thing said: what it is, and the words given for it."""
        said = {
            "ref": self.ref,
            "applicant": self.applicant,
            "agent": self.agent,
            "day": text.date(self.day) if self.day else None,
        }
        return tuple((text(f"head.{name}"), words) for name, words in said.items() if words)

    def foot(self, text: Language) -> str:
        """What stands at the foot of a page: which dossier, which rules, which day."""
        made_by = text("head.made_by", version=__version__, rules=RULES.partition(":")[2][:12])
        on = text.date(self.day) if self.day else None
        return " · ".join(filter(None, (self.ref, made_by, on)))


# Of whoever gives nothing.
NO_HEAD: Final = Head()


def in_one_line(typed: str, option: str) -> str:
    """What was typed for the head, without anything that could act on a terminal or a page.

    Raises ``UsageProblemError``, which does not repeat it, where it is longer than 200 characters.
    """
    import unicodedata

    spaced = " ".join(typed.split())
    seen = (one for one in spaced if unicodedata.category(one) not in _UNSEEN)
    plain = " ".join(unicodedata.normalize("NFC", "".join(seen)).split())
    if len(plain) > LONGEST:
        raise UsageProblemError("head_too_long", option=option, length=len(plain), most=LONGEST)
    return plain
