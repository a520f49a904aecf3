"""The words that people type, in every language at once, whatever the language of the run.

Those that programs may rely on (``dossier.answers.WORDS``: SQL, the schema and ``assess`` name
them too) stand beside the reader, which loads no file; the file of a language adds its own.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from unicodedata import combining, normalize

from stagiaire_cli.dossier.answers import (
    UNKNOWN_WORDS,
    WORDS,
    InvalidAnswersError,
    read_dossier,
)
from stagiaire_cli.dossier.dossier import Dossier
from stagiaire_cli.languages import NO_BREAK, available, language
from stagiaire_cli.law.facts import FACT, Fact
from stagiaire_cli.logic.conditions import NOT_YET, UNKNOWN


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages.

    Kinds are ``yes``, ``no``, ``unknown``, ``not_yet``, ``today``, ``day_today``, what leads
    elsewhere (``back``, ``verdict``, ``why``, ``stop``, and after a verdict ``details``,
    ``change``, ``save``, ``letter``, ``next``), ``all`` (documents), ``and``, and ``articles``,
    which may stand before the name of a value.
    """
    each = (word for code in available() for word in language(code).words(kind))
    return tuple(dict.fromkeys(each))


def letters(kind: str) -> list[str]:
    """The words of one kind that are one key."""
    return [word for word in words(kind) if len(word) == 1]


def meaning(word: str) -> object:
    """True, False, ``UNKNOWN`` or ``NOT_YET`` for a word that says so in some language, or None."""
    plain = _plain(word)
    if plain == NOT_YET or plain in words("not_yet"):
        return NOT_YET
    if plain in UNKNOWN_WORDS or plain in words("unknown"):
        return UNKNOWN
    if plain in WORDS:
        return WORDS[plain]
    return True if plain in words("yes") else False if plain in words("no") else None


def _plain(word: str) -> str:
    """A word without capitals, with the apostrophes and the spaces of a keyboard."""
    return " ".join(word.casefold().replace("’", "'").replace(NO_BREAK, " ").split())


def plain_word(word: str) -> str:
    """The same without accents, as people type it."""
    parts = normalize("NFKD", _plain(word))
    return "".join(part for part in parts if not combining(part))


def _without_article(name: str) -> str:
    """A name without the article that it begins with."""
    begun = (article for article in words("articles") if name.startswith(article))
    return name[len(next(begun, "")) :]


@cache
def _values_by_name(fact: Fact) -> Mapping[str, frozenset[object]]:
    """The values of a choice by each of their names, with and without their article."""
    found: dict[str, set[object]] = {}
    for code in available():
        for value in fact.values:
            name = _plain(language(code).value(fact.id, value))
            for one in (name, _without_article(name)):
                found.setdefault(one, set()).add(value)
    return {name: frozenset(values) for name, values in found.items()}


def names_of_values(fact: Fact) -> Mapping[str, object]:
    """The values of a choice by each name that is of one alone, without capitals."""
    named = _values_by_name(fact).items()
    return {name: next(iter(values)) for name, values in named if len(values) == 1}


def value_named(fact: Fact, word: str) -> object:
    """The value of a choice that has this name in some language; None where none or several do."""
    named = _values_by_name(fact)
    plain = _plain(word)
    values = named.get(plain) or named.get(_without_article(plain)) or frozenset()
    return next(iter(values)) if len(values) == 1 else None


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
        if not isinstance(typed, str) or name not in FACT:
            continue
        fact, value = FACT[name], meaning(typed)
        answers_yes_or_no = fact.kind == "yes_no" and isinstance(value, bool)
        if answers_yes_or_no or value == UNKNOWN or (value == NOT_YET and fact.act):
            values[name] = value
        elif fact.kind == "choice" and (named := value_named(fact, typed)) is not None:
            values[name] = named
    return values
