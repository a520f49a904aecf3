"""The version, alone, so that nothing imports the rest for it."""

__version__ = "0.1.0"
