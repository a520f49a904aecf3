"""Asks one question in a terminal, as a menu or as numbered lines."""
