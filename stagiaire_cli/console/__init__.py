"""One run: its streams, its private files, what it says, what went wrong."""
