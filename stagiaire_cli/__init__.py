"""Who counts as a "stagiaire" under article R. 313-10-1 of the CESEDA, and with which documents."""

# What type checkers take for true; to import it costs a tenth of a start.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from stagiaire_cli.assessment.assess import assess
    from stagiaire_cli.assessment.verdict import Verdict
    from stagiaire_cli.dossier.answers import InvalidAnswersError
    from stagiaire_cli.law.by_date import NoLawError
    from stagiaire_cli.statement import sql

__version__ = "0.1.0"
__all__ = ["InvalidAnswersError", "NoLawError", "Verdict", "__version__", "assess", "sql"]

_PLACES = {
    "InvalidAnswersError": "dossier.answers",
    "NoLawError": "law.by_date",
    "Verdict": "assessment.verdict",
    "assess": "assessment.assess",
    "sql": "statement",
}


def __getattr__(name: str) -> object:
    # The program must listen to signals before it takes the time to load the law.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = value
    return value
