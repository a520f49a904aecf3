"""What went wrong, said in one sentence: what, where, and what to do."""

import errno
from collections.abc import Sequence
from typing import Final

from stagiaire_cli.console.streams import quoted, visible
from stagiaire_cli.dossier.answers import InvalidAnswersError, Problem, nearest
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import FIRST_DAY, NoLawError
from stagiaire_cli.law.facts import FACT, flag_of

ERRORS_SHOWN: Final = 20
_LISTED: Final = 12
# What a person needs to the last letter, and what is ours.
_WHOLE = ("file", "where", "expected", "example")


class UsageProblemError(Exception):
    """A mistake of the caller: the path of its sentence, and what to put into it."""

    def __init__(self, problem_sentence: str, **values: object) -> None:
        super().__init__(problem_sentence)
        self.sentence = problem_sentence
        self.values = values


def check_choice(option: str, given: str | None, allowed: Sequence[str]) -> None:
    """Raises ``UsageProblemError`` where an option has a value that is none of those allowed."""
    if given is not None and given not in allowed:
        raise UsageProblemError(
            "bad_option",
            option=option,
            value=given,
            nearest=nearest(given, allowed),
            expected="|".join(allowed),
        )


def usage_sentence(problem: UsageProblemError, text: Language) -> str:
    """The sentence of a usage problem; every value in it is harmless to a terminal."""
    values = {
        name: visible(str(value)) if name in _WHOLE else quoted(str(value))
        for name, value in problem.values.items()
    }
    if "nearest" in values:
        values["nearest"] = near(values["nearest"], text)
    if "expected" in values:
        values["expected"] = expected(tuple(values["expected"].split("|")), text)
    if values.get("file") == "-":
        values["file"] = text("errors.standard_input")
    if "reason" in values:
        values["reason"] = cause(values["reason"], text)
    if "what" in values:
        values["what"] = text(values["what"])
    return text(f"errors.{problem.sentence}", **values)


def no_law(error: NoLawError, text: Language) -> str:
    """That no article defined the "stagiaire" on the day, and since when one does."""
    return text("errors.no_law", on=text.date(error.on), first=text.date(FIRST_DAY))


def reason_of(error: OSError | ValueError) -> str:
    """The system's short name of what failed (``ENOENT``), or ``unreadable``."""
    return errno.errorcode.get(getattr(error, "errno", None) or 0, "unreadable")


def lacks_memory(error: BaseException) -> bool:
    """Whether what failed failed for want of memory, in whichever words Python says so."""
    if isinstance(error, ImportError):
        # A library that there is no room for.
        return "map segment" in str(error) or "llocate memory" in str(error)
    return isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM


def cause(reason: str, text: Language) -> str:
    """What failed in the system, in words."""
    if text.has(f"system.{reason}"):
        return text(f"system.{reason}")
    return text("system.other", name=reason)


def near(name: str, text: Language) -> str:
    """The suggestion of the nearest right name, or nothing."""
    return text("errors.nearest", nearest=name) if name else ""


def expected(values: tuple[str, ...], text: Language) -> str:
    """What a value should have been: a form described in words, or the choices."""
    if len(values) == 1 and text.has(f"kinds.{values[0]}"):
        return text(f"kinds.{values[0]}")
    return text.listed(values[:_LISTED], "or")


def problem_sentences(
    error: InvalidAnswersError, where: str, text: Language, *, flags: bool = False
) -> list[str]:
    """One sentence for each mistake in the answers; ``where`` names their source.

    The first are told, the others counted.
    Where they are ``flags``, facts go by the names of theirs.
    """
    sentences = [
        problem_sentence(
            problem._replace(name=flag_of(problem.name))
            if flags and problem.name in FACT
            else problem,
            where,
            text,
        )
        for problem in error.problems[:ERRORS_SHOWN]
    ]
    others = len(error.problems) - len(sentences)
    more = text("errors.more", where=visible(where), count=text.count(others))
    return [*sentences, more] if others else sentences


def problem_sentence(problem: Problem, where: str, text: Language) -> str:
    """One mistake in the answers, and where it is."""
    return text(
        f"errors.{problem.kind}",
        where=visible(where),
        name=quoted(problem.name),
        value=quoted(problem.value),
        expected=expected(problem.expected, text) if problem.expected else "",
        nearest=near(problem.nearest, text),
    )
