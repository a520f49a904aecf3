"""The law as users read it."""
