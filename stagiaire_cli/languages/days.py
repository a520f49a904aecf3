"""Days as people type them in the questionnaire, which says back in words what it understood.

Files and flags take ``2027-03-01`` and ``01/03/2027`` alone (``dossier.answers.read_day``).
"""

import re
from datetime import date
from typing import Final

from stagiaire_cli.dossier.answers import BadValueError, read_day
from stagiaire_cli.languages import available, language
from stagiaire_cli.languages.words import plain_word, words

_NUMBERS: Final = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})")
_RUN_TOGETHER: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
_IN_WORDS: Final = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ([^\W\d]+)\.? (\d{4}|\d{2})")
_MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_CENTURY: Final = 2000
_SHORTEST: Final = 3


def typed_day(typed: str, today: date | None) -> date:
    """The day that was typed: in figures, the day before the month; in words; or "today".

    Raises ``BadValueError`` for anything else.
    """
    text = " ".join(typed.replace(",", " ").casefold().split())
    if today is not None and plain_word(text) in map(plain_word, words("day_today")):
        return today
    if found := _NUMBERS.fullmatch(text):
        return _from_numbers(*found.groups())
    if found := _RUN_TOGETHER.fullmatch(text):
        return _day(*found.groups())
    if found := _IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
        return _day(day, str(_month(month)), year)
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
        return _day(day, str(_month(month)), year)
    return read_day(typed)


def _from_numbers(first: str, month: str, last: str) -> date:
    """A day in figures: the year, which alone has four, comes first or last."""
    return _day(last, month, first) if len(first) > 2 else _day(first, month, last)


def _day(day: str, month: str, year: str) -> date:
    if len(year) == 3 or len(day) > 2:
        raise BadValueError
    whole = int(year) + (_CENTURY if len(year) <= 2 else 0)
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        raise BadValueError from None


def _month(word: str) -> int:
    """The number of a month by its name in any language, or the start of one."""
    plain = plain_word(word)
    numbers = {
        number
        for code in available()
        for number, name in enumerate(language(code).months, start=1)
        if plain_word(name) == plain
        or (len(plain) >= _SHORTEST and plain_word(name).startswith(plain))
    }
    if len(numbers) != 1:
        raise BadValueError
    return numbers.pop()
