"""The order of questions that somebody asks for, and how many answers it is expected to take."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from stagiaire_cli.cli.inputs import LocatedAnswersError, not_over, read_object
from stagiaire_cli.cli.options import ORDERS
from stagiaire_cli.console.problems import UsageProblemError, check_choice
from stagiaire_cli.console.run import Run
from stagiaire_cli.console.streams import Streams, visible
from stagiaire_cli.dossier.answers import InvalidAnswersError
from stagiaire_cli.interview.prior import UNIFORM, Prior, read_prior
from stagiaire_cli.interview.questions import ON_DAY_QUESTION, ON_QUESTION
from stagiaire_cli.interview.relevance import Order, in_order_of_text, left_of
from stagiaire_cli.interview.session import Session
from stagiaire_cli.interview.shortest import Shortest, expected_answers
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY, law_on
from stagiaire_cli.law.facts import NATIONALITY

_TEXT, _SHORTEST = ORDERS
_EXAMPLE: Final = '{"FACT": {"yes": 3, "no": 1}}'


class Ordering:
    """The order that is asked for; says once, for each text, what is expected of it.

    Raises ``UsageProblemError`` for an order that does not exist and for a file that cannot be
    used, ``LocatedAnswersError`` for frequencies that are none.
    """

    def __init__(
        self, run: Run, order: str | None, prior: str | None, written: Iterable[str | None]
    ) -> None:
        self._run = run
        self._file = prior
        self._said: set[object] = set()
        check_choice("--order", order, ORDERS)
        self._shortest = order == _SHORTEST
        if self._file is not None and not self._shortest:
            raise UsageProblemError("prior_alone")
        for file in written:
            not_over(prior, file)
        self._prior = UNIFORM if self._file is None else _read(self._file, run.streams)
        self.order: Order = Shortest(self._prior) if self._shortest else in_order_of_text

    def tell(self, session: Session) -> None:
        """Say how many answers are expected from now on, once it is known by which text."""
        question = session.question
        if (
            not self._shortest
            or question is None
            or question.name in (NATIONALITY, ON_QUESTION, ON_DAY_QUESTION)
        ):
            return
        law = law_on(session.dossier.on or LAST_DAY)
        if law in self._said:
            return
        self._said.add(law)
        left = left_of(law, session.dossier)
        shortest = expected_answers(left, self.order, self._prior)
        if not shortest.alternatives:
            return
        text = self._run.text
        by_text = expected_answers(left, in_order_of_text, self._prior)
        prior = text("prompts.uniform")
        if self._file is not None:
            prior = text("prompts.caseload", file=visible(self._file))
        self._run.say(
            text(
                "prompts.expected",
                shortest=_rounded(shortest.alternatives, text),
                text=_rounded(by_text.alternatives, text),
                prior=prior,
                all_shortest=_rounded(shortest.situation, text),
                all_text=_rounded(by_text.situation, text),
            )
        )


def _read(name: str, streams: Streams) -> Prior:
    if name == "-":
        raise UsageProblemError("answers_from_terminal", option="--prior")
    try:
        return read_prior(read_object(name, streams, "--prior", _EXAMPLE))
    except InvalidAnswersError as error:
        raise LocatedAnswersError(error, name) from None


def _rounded(number: Fraction, text: Language) -> str:
    whole, hundredths = divmod(round(number * 100), 100)
    return f"{whole}{text('decimal')}{hundredths:02}"
