"""The forms in which a result can be written, and the endings of names that ask for them."""

from typing import Final

FORMATS: Final = ("rich", "text", "json")
PAGES: Final = ("markdown", "html")
# The form that the name of a file asks for.
ENDINGS: Final = {"json": "json", "md": "markdown", "html": "html", "htm": "html", "txt": "text"}
# What a letter can be written as.
LETTERS: Final = ("md", "html")
# Of many verdicts: a row each, or a line each.
CSV: Final = "csv"
JSONL: Final = "jsonl"
PARQUET: Final = "parquet"
BATCH_FORMATS: Final = (CSV, JSONL, PARQUET)
# Of a map of the questionnaire; named here, as to draw one takes the whole interview.
DRAWINGS: Final = ("text", "mermaid", "dot", "svg")
