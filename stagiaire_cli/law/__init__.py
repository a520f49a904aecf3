"""The one place of law, by date: read it beside the text."""
