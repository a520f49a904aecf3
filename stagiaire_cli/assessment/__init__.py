"""A dossier becomes a verdict, and a verdict a row; pure."""
