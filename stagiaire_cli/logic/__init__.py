"""Rules as values: true, false, or not known yet; knows no law."""
