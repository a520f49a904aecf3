"""What users read, in each language: one JSON file a language, found by its name.

To add a language, add its file; a test says which keys it still lacks.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

from stagiaire_cli.dossier.dossier import in_cents

_FOLDER: Final = os.path.dirname(__file__)
DEFAULT: Final = "fr"
FOREIGN: Final = "en"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


@cache
def available() -> tuple[str, ...]:
    """The languages there are, by their two-letter codes."""
    return tuple(sorted(name[:-5] for name in os.listdir(_FOLDER) if name.endswith(".json")))


def chosen_language(asked: str | None, environment: Mapping[str, str]) -> str:
    """The language asked for, else that of STAGIAIRE_LANG, else that of the locale.

    A locale that names no language is taken for French, one without a file for English. A language
    that does not exist counts only where it was asked for: the caller refuses it before.
    """
    for wanted in (asked, environment.get("STAGIAIRE_LANG")):
        if wanted and wanted.casefold() in available():
            return wanted.casefold()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = environment.get(variable, "")
        if name:
            code = name.split(".")[0].split("_")[0].casefold()
            if code in ("c", "posix"):
                return DEFAULT
            return code if code in available() else FOREIGN
    return DEFAULT


class Language:
    """The texts of one language, by path: ``text("status.qualifies.title")``."""

    def __init__(
        self, code: str, texts: Mapping[str, object], *, in_third_person: bool = False
    ) -> None:
        self.code = code
        self._texts = texts
        self._in_third_person = in_third_person
        rules = texts.get("no_break", ())
        assert isinstance(rules, list)
        self._no_break = [(rule, rule.replace(" ", NO_BREAK)) for rule in rules]
        # What is read once, by its path: the same few texts are in every verdict.
        self._kept: dict[str, str] = {}
        months = "|".join(self.months)
        self._day = re.compile(rf"\d(?:er)? (?:{months})\b(?: \d{{4}})?")

    def about_another(self) -> "Language":
        """The same language for whoever answers about somebody else: "the applicant", not "you".

        A text that would say "you" has a sibling in the third person, ``NAME_third``.
        """
        return Language(self.code, self._texts, in_third_person=True)

    def _at(self, path: str) -> object:
        whole: Mapping[str, object] = self._texts
        text: object = whole
        # No key of a file contains a dot.
        for name in path.split("."):
            if not isinstance(text, Mapping) or name not in text:
                raise KeyError(path)
            whole, text = text, text[name]
        return whole.get(f"{name}_third", text) if self._in_third_person else text

    def __call__(self, path: str, /, **values: object) -> str:
        """The text at the path, its ``{names}`` replaced, with the no-break spaces it needs.

        Raises ``KeyError`` where the language has no such text.
        """
        text = self._kept.get(path)
        if text is None:
            found = self._at(path)
            assert isinstance(found, str)
            self._kept[path] = text = self.kept(found)
        return text.format(**values) if "{" in text else text

    def kept(self, text: str) -> str:
        """The text with a no-break space wherever the language wants one."""
        text = self._day.sub(lambda day: day[0].replace(" ", NO_BREAK), text)
        for plain, kept in self._no_break:
            text = text.replace(plain, kept)
        return text

    def has(self, path: str) -> bool:
        """Whether the language has a text at the path."""
        try:
            return isinstance(self._at(path), str)
        except KeyError:
            return False

    def words(self, kind: str) -> Sequence[str]:
        """The words of one kind that people may type; see ``languages.words``."""
        words = self._at(f"words.{kind}")
        assert isinstance(words, list)
        return words

    def value(self, fact: str, value: object) -> str:
        """An answer to a fact, in words."""
        if value is None:
            return self("values.not_given")
        if isinstance(value, bool):
            return self("values.yes" if value else "values.no")
        if value in ("unknown", "not_yet"):
            return self(f"values.{value}")
        if isinstance(value, date):
            return self.date(value)
        if not isinstance(value, str | int):
            return self.shown(in_cents(value))
        path = f"facts.{fact}.values.{value}"
        return self(path) if self.has(path) else str(value)

    def shown(self, value: date | int) -> str:
        """A day in words, or an amount given in cents as euros."""
        if isinstance(value, date):
            return self.date(value)
        whole, cents = divmod(value, 100)
        return self("euros", amount=f"{self.count(whole)}{self('decimal')}{cents:02}")

    def count(self, number: int) -> str:
        """A whole number, its thousands apart."""
        return f"{number:,}".replace(",", self("thousands").replace(" ", NO_BREAK))

    def label(self, fact: str) -> str:
        """The name of a fact, or of what follows from facts or stands beside them."""
        path = f"derived.{fact}"
        return self(path if self.has(path) else f"facts.{fact}.label")

    def document(self, document: str) -> str:
        """The name of a document."""
        return self(f"documents.{document}.label")

    @property
    def months(self) -> Sequence[str]:
        """The names of the months."""
        months = self._at("months")
        assert isinstance(months, list)
        return months

    def date(self, day: date) -> str:
        """A day in words."""
        return self(
            "date",
            day=self("first_of_month") if day.day == 1 else day.day,
            month=self.months[day.month - 1],
            year=day.year,
        ).replace(" ", NO_BREAK)

    def listed(self, items: Iterable[str], joint: str = "and") -> str:
        """Several things in a row, with the joint (``and``, ``or``) before the last.

        Commas part them, or semicolons where one of them has a comma or a joint of its own.
        """
        *first, last = items
        if not first:
            return last
        joints = (", ", f" {self('and')} ", f" {self('or')} ")
        if any(mark in item for item in (*first, last) for mark in joints):
            mark = self("report.separator")
            return f"{mark.join(first)}{mark}{self(joint)} {last}"
        return f"{', '.join(first)} {self(joint)} {last}"


@cache
def language(code: str) -> Language:
    """The language of that code, read from its file."""
    with open(os.path.join(_FOLDER, f"{code}.json"), encoding="utf-8") as file:
        return Language(code, json.load(file))
