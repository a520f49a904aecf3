"""The rules of a day as tables, for many rows."""
