"""The forms in which a result can be written, and the endings of names that ask for them."""

import os
from collections.abc import Mapping
from typing import Final

FORMATS: Final = ("rich", "text", "json")
PDF: Final = "pdf"
PAGES: Final = ("markdown", "html", PDF)
# The form that the name of a file asks for.
ENDINGS: Final = {
    "txt": "text",
    "json": "json",
    "md": "markdown",
    "html": "html",
    "htm": "html",
    "pdf": PDF,
}
# What a letter can be written as.
LETTERS: Final = ("txt", "md", "html", "pdf")
# Of many verdicts: a row each, or a line each.
CSV: Final = "csv"
JSONL: Final = "jsonl"
PARQUET: Final = "parquet"
BATCH_FORMATS: Final = (CSV, JSONL, PARQUET)
BATCH_ENDINGS: Final = {"csv": CSV, "jsonl": JSONL, "parquet": PARQUET}
# Of a map of the questionnaire; named here, as to draw one takes the whole interview.
DRAWINGS: Final = ("text", "mermaid", "dot", "svg")
DRAWING_ENDINGS: Final = {"txt": "text", "mmd": "mermaid", "dot": "dot", "gv": "dot", "svg": "svg"}


def ending_of(name: str | None) -> str:
    """The ending of a file's name, without its dot; nothing where it has none."""
    return os.path.splitext(name or "")[1][1:].casefold()


def named_by(name: str | None, endings: Mapping[str, str] = ENDINGS) -> str:
    """The form that the name of a file asks for, or nothing."""
    return endings.get(ending_of(name), "")
