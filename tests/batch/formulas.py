"""Where a spreadsheet may find a formula within a cell."""

# What may stand before its sign, and after which separator.
BETWEEN = ["", " ", "\u200b", "\ufeff\u2060", '"', "\x01"]
SEPARATORS = [",", ";", "\t", "|", "\r\n", "\u2028", ";;", "\t\t"]
