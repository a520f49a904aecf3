"""The words that people type, in every language at once, whatever the language of the run.

Those that programs may rely on (``dossier.answers.WORDS``: SQL, the schema and ``assess`` name
them too) stand beside the reader, which loads no file; the file of a language adds its own.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from stagiaire_cli.dossier.answers import (
    UNKNOWN_WORDS,
    WORDS,
    InvalidAnswersError,
    read_dossier,
)
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.languages import available, language
from stagiaire_cli.law.facts import FACT
from stagiaire_cli.logic.conditions import UNKNOWN


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages.

    Kinds are ``yes``, ``no``, ``unknown``, ``back``, ``verdict``, ``why``, ``stop``, ``today``.
    """
    each = (word for code in available() for word in language(code).words(kind))
    return tuple(dict.fromkeys(each))


def letters(kind: str) -> list[str]:
    """The words of one kind that are one key."""
    return [word for word in words(kind) if len(word) == 1]


def meaning(word: str) -> object:
    """True, False or ``UNKNOWN`` for a word that says so in some language, else None."""
    plain = word.strip().casefold()
    if plain in UNKNOWN_WORDS or plain in words("unknown"):
        return UNKNOWN
    if plain in WORDS:
        return WORDS[plain]
    return True if plain in words("yes") else False if plain in words("no") else None


def read_in_words(raw: Mapping[str, object]) -> Dossier:
    """The dossier of one object of answers, in words of any language; raises as ``read_dossier``.

    No file of a language is opened for answers that can be read without.
    """
    try:
        return read_dossier(raw)
    except InvalidAnswersError as error:
        misread = [problem.name for problem in error.problems if problem.kind == "bad_value"]
        values = _translated(raw, misread)
        if not values:
            raise
    if "facts" in raw:
        return read_dossier({**raw, "facts": {**_facts(raw), **values}})
    return read_dossier({**raw, **values})


def _facts(raw: Mapping[str, object]) -> Mapping[str, object]:
    facts = raw.get("facts", raw)
    return facts if isinstance(facts, Mapping) else {}


def _translated(raw: Mapping[str, object], names: Iterable[str]) -> Mapping[str, object]:
    """The facts of these names as programs give them, where a word of some language says so."""
    values: dict[str, object] = {}
    for name in names:
        typed = _facts(raw).get(name)
        value = meaning(typed) if isinstance(typed, str) and name in FACT else None
        if value == UNKNOWN or (value is not None and FACT[name].kind == "yes_no"):
            values[name] = value
    return values
