"""The name of a table as SQL reads it, whatever signs it has."""

import re
from typing import Final

_PART: Final = re.compile(r'"(?:[^"]|"")*"|`(?:[^`]|``)*`|[^".`]+')
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# A catalogue, a schema and a table.
_MOST: Final = 3
# Words of SQL that one of the engines does not take for a name.
_WORDS: Final = """
    all analyse analyze and any array as asc asymmetric authorization between both by case cast
    check collate collation column commit concurrently constraint create cross current_catalog
    current_date current_role current_schema current_time current_timestamp current_user default
    deferrable delete desc describe distinct do drop else end escape except exists false fetch
    filter for foreign freeze from full grant group having ilike in index initially inner insert
    intersect into is isnull join lateral leading left like limit localtime localtimestamp natural
    not notnull null offset on only or order outer overlaps pivot placing primary qualify
    references returning right select session_user set show similar some summarize symmetric table
    tablesample then to trailing transaction true union unique unpivot update user using values
    variadic verbose when where window with
"""


class BadTableError(ValueError):
    """The text is no name of a table."""


def table_name(text: str) -> str:
    """The name of a table, with its schema and catalogue if it has them, each part quoted.

    What every engine takes for a name as it stands stays so: Spark quotes in another way than the
    others, and knows a part in backquotes. Raises ``BadTableError`` for anything else.
    """
    parts, end = [], 0
    for found in _PART.finditer(text):
        if found.start() != end or not found[0].isprintable():
            raise BadTableError(text)
        parts.append(_quoted(found[0]))
        end = found.end() + 1
        if text[found.end() : end] not in ("", "."):
            raise BadTableError(text)
    if end != len(text) + 1 or len(parts) > _MOST:
        raise BadTableError(text)
    return ".".join(parts)


def _quoted(part: str) -> str:
    if not part.strip(' "`'):
        raise BadTableError(part)
    if part[0] in '"`' or (_PLAIN.fullmatch(part) and part.casefold() not in _WORDS.split()):
        return part
    return f'"{part}"'
