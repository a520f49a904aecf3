"""Who counts as a "stagiaire" under article R. 313-10-1 of the CESEDA, and with which documents."""

from stagiaire_cli.assessment import assess
from stagiaire_cli.verdict import Verdict

__version__ = "0.1.0"
__all__ = ["Verdict", "__version__", "assess"]
