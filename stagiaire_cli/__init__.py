"""Who counts as a "stagiaire" under article R. 313-10-1 of the CESEDA, and with which documents."""

from stagiaire_cli.assessment.assess import assess
from stagiaire_cli.assessment.verdict import Verdict
from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.law.by_date import NoLawError

__version__ = "0.1.0"
__all__ = ["InvalidAnswersError", "NoLawError", "Verdict", "__version__", "assess", "sql"]


def __getattr__(name: str) -> object:
    # Few need the statement, and to load what writes it costs a start.
    if name == "sql":
        from stagiaire_cli.statement import sql

        return sql
    raise AttributeError(name)
