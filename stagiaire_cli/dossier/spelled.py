"""How days, amounts, numbers of months and lists of names are spelled, and their limits."""

from typing import Final

# What follows a day where a database or a data frame writes it with its time: midnight.
MIDNIGHTS: Final = tuple(
    f"{mark}00:00:00{fraction}"
    for mark in (" ", "T")
    for fraction in ("", ".000", ".000000", ".000000000")
)
# Amounts are below that, in euros, and numbers of months below the other.
MOST_EUROS: Final = 1_000_000_000
MOST_MONTHS: Final = 10_000
# Days of the calendar, as they are typed.
_PARTS: Final = (
    ("(?!0000)[0-9]{4}", "0[13578]|1[02]", "0[1-9]|[12][0-9]|3[01]"),
    ("(?!0000)[0-9]{4}", "0[469]|11", "0[1-9]|[12][0-9]|30"),
    ("(?!0000)[0-9]{4}", "02", "0[1-9]|1[0-9]|2[0-8]"),
    (
        "[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00",
        "02",
        "29",
    ),
)
_TYPED_DAY: Final = "|".join(
    form
    for year, month, day in _PARTS
    for form in (f"(?:{year})-(?:{month})-(?:{day})", f"(?:{day})/(?:{month})/(?:{year})")
)
_MIDNIGHT: Final = "|".join(MIDNIGHTS).replace(".", "[.]")
DATE: Final = f"(?:{_TYPED_DAY})(?:{_MIDNIGHT})?"
EUROS: Final = "[0-9]{1,9}(?:[.,][0-9]{0,2})?"
MONTHS: Final = "[0-9]{1,4}(?:[.,]0*)?"


def names_listed(text: str) -> list[str]:
    """The names of a list in a text, with bars or commas between them."""
    return [name.strip() for name in text.replace("|", ",").split(",") if name.strip()]
