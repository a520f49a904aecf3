"""``stagiaire verify``: a stored verdict computed again, and what differs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from stagiaire_cli.assessment.assess import assess_dossier
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.console.streams import quoted, visible
from stagiaire_cli.console.wrapping import point, wrap
from stagiaire_cli.dossier.answers import read_dossier
from stagiaire_cli.languages import Language, available, language
from stagiaire_cli.law.digest import RULES
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.records import Record
from stagiaire_cli.reports.carried import Page, lines_apart, read_page
from stagiaire_cli.reports.differences import Difference, differences, excerpts
from stagiaire_cli.reports.verdict.json import verdict_object
from stagiaire_cli.version import __version__

SCHEMA: Final = "stagiaire/verification/1"
# What says who made the verdict, and by which rules.
_MAKER: Final = ("version", "rules")
# So many differences are told, and the others counted.
_SHOWN: Final = 20
_FIRST: Final = ("answers", "status")


class Verification(Record):
    """What a stored verdict and its computation now have not in common, and by which rules.

    ``rules`` and ``version`` are those that the verdict says it was made by, None where it does not
    say; ``language`` is that of its sentences; ``apart`` are the lines of a page that are in no
    verdict, and were compared with nothing.
    """

    differences: tuple[Difference, ...]
    rules: str | None
    version: str | None
    language: str
    apart: tuple[str, ...] = ()

    @property
    def same_rules(self) -> bool:
        """Whether the rules of then are those of this program."""
        return self.rules == RULES


def verify(stored: Mapping[str, Any], text: Language, page: Page | None = None) -> Verification:
    """The verdict computed again from the answers that it carries, and the page that shows it.

    Raises ``InvalidAnswersError`` where the answers cannot be read.
    """
    verdict = assess_dossier(read_dossier(stored["answers"]))
    code, apart = _differences(stored, verdict, text)
    rules, version = (_string(stored.get(name)) for name in ("rules", "version"))
    found = [*_of_the_maker(stored, rules, version, text), *apart]
    if page is not None:
        found += _of_the_page(page, verdict, language(code), text)
    return Verification(tuple(found), rules, version, code, page.apart if page else ())


def _differences(
    stored: Mapping[str, Any], verdict: Verdict, text: Language
) -> tuple[str, list[Difference]]:
    """The language of the verdict, the one in which fewest parts differ, and these parts."""
    parts = {name: value for name, value in stored.items() if name not in _MAKER}
    by_language = {}
    for code in dict.fromkeys((text.code, *available())):
        now = json.loads(json.dumps(verdict_object(verdict, language(code))))
        # What was answered, and what follows from it, before how.
        order = (*_FIRST, *(name for name in now if name not in _MAKER))
        by_language[code] = differences(parts, {name: now[name] for name in order}, text)
    code = min(by_language, key=lambda code: len(by_language[code]))
    return code, by_language[code]


def _of_the_maker(
    stored: Mapping[str, Any], rules: str | None, version: str | None, text: Language
) -> Iterator[Difference]:
    """That a verdict does not say what made it, or says what cannot be."""
    for name, said, now in zip(_MAKER, (version, rules), (__version__, RULES), strict=True):
        if said is None:
            yield Difference(name, stored.get(name), now, text(f"verify.without_{name}"))
    if version == __version__ and rules not in (None, RULES):
        yield Difference("rules", rules, RULES, text("verify.never_these_rules", version=version))


def _of_the_page(
    page: Page, verdict: Verdict, of_page: Language, text: Language
) -> Iterator[Difference]:
    """What a page shows otherwise than the program does."""
    from stagiaire_cli.reports.verdict.render import render

    unticked = [name for name in page.unticked if name in FACT]
    now = read_page(render(verdict, "html", of_page, 0, colour=False, unticked=unticked))
    apart = list(lines_apart(page, now))
    for old, new in apart:
        kind = "page_differs" if old and new else "page_adds" if old else "page_lacks"
        shown = excerpts(old, new) if old and new else (old, new)
        said = text(f"verify.{kind}", stored=quoted(shown[0]), now=quoted(shown[1]))
        yield Difference("page", old, new, said)
    if page.language != now.language or (not apart and page.markup != now.markup):
        yield Difference("page", page.language, now.language, text("verify.page_layout"))


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def verification_text(verification: Verification, text: Language, width: int) -> str:
    """What was found, in sentences."""
    lines = [line for one in _opening(verification, text) for line in wrap(one, width)]
    for difference in verification.differences[:_SHOWN]:
        lines += point(difference.said, width)
    if others := len(verification.differences[_SHOWN:]):
        lines += point(text("verify.more", count=text.count(others)), width)
    if verification.apart:
        lines += wrap(_apart(verification, text), width)
    return "\n".join(lines) + "\n"


def verification_line(file: str, verification: Verification, text: Language) -> str:
    """What was found in one file of several, in one line: the first difference, and how many."""
    count = len(verification.differences)
    kind = ("same", "one")[count] if count < 2 else "several"
    first = verification.differences[0].said if count else ""
    found = text(f"verify.of_several.{kind}", count=text.count(count), first=first)
    apart = [_apart(verification, text)] if verification.apart else []
    said = " ".join((*_maker(verification, text), found, *apart))
    return text("verify.of_file", file=visible(file), said=said) + "\n"


def _opening(verification: Verification, text: Language) -> Iterator[str]:
    """Who made the verdict, where that is not this program, and whether it is the same."""
    yield from _maker(verification, text)
    differ = bool(verification.differences)
    yield text(f"verify.{'differs' if differ else 'same'}")
    if differ and verification.same_rules and verification.version == __version__:
        yield text("verify.same_rules")


def _maker(verification: Verification, text: Language) -> Iterator[str]:
    """Which other program made the verdict, if one did."""
    version = verification.version
    if version not in (None, __version__) and verification.rules is not None:
        kind = "other_version" if verification.same_rules else "other_rules"
        yield text(f"verify.{kind}", version=quoted(str(version)), now=__version__)


def _apart(verification: Verification, text: Language) -> str:
    lines = text("report.separator").join(verification.apart)
    return text("verify.apart", lines=quoted(lines))


def verification_json(verification: Verification, file: str) -> str:
    """What was found, as an object on one line."""
    whole = {
        "schema": SCHEMA,
        "file": file,
        "same": not verification.differences,
        "same_rules": verification.same_rules,
        "language": verification.language,
        "differences": [
            {"part": one.part, "stored": one.stored, "now": one.now, "text": one.said}
            for one in verification.differences
        ],
        "rules": {"stored": verification.rules, "now": RULES},
        "version": {"stored": verification.version, "now": __version__},
    }
    return json.dumps(whole) + "\n"
