"""What is said at the head of a page or a letter, and kept nowhere else."""

from datetime import date

from stagiaire_cli.logic.records import Record


class Head(Record):
    """The number of the dossier, the applicant, the agent and the day, as far as they are given."""

    ref: str | None = None
    applicant: str | None = None
    agent: str | None = None
    day: date | None = None
