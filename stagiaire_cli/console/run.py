"""One run of the program, and what any command may have to say."""

from datetime import date

from stagiaire_cli.console.files import silence
from stagiaire_cli.console.streams import Streams
from stagiaire_cli.languages import Language
from stagiaire_cli.law.by_date import LAST_DAY, law_on, today
from stagiaire_cli.law.dates import TEXTS_READ_UNTIL
from stagiaire_cli.logic.records import Record


class Run(Record):
    """One run of the program: its streams and its language."""

    streams: Streams
    text: Language

    @property
    def help(self) -> tuple[Language, int]:
        """What help is written with."""
        return self.text, self.streams.width

    def say(self, sentence: str) -> None:
        """One sentence on standard error; in lines that fit, where it is a terminal."""
        from stagiaire_cli.console.wrapping import wrap

        width = self.streams.columns if self.streams.can_ask else len(sentence) + 1
        try:
            for line in wrap(sentence, width):
                print(line, file=self.streams.stderr)
        except OSError:
            # Whether it could be said changes neither the result nor the exit code.
            silence(self.streams.stderr)

    def fail(self, message: str) -> None:
        """One error on standard error."""
        self.say(self.text("errors.error", message=message))


def allows_colour(run: Run, *, no_color: bool) -> bool:
    """Whether nobody has asked for no colour."""
    return not (no_color or run.streams.environment.get("NO_COLOR"))


def warn(run: Run, on: date | None, *, quiet: bool, sentence: str = "last_in_force") -> None:
    """Say which text is applied where no day was given."""
    if on is None and not quiet:
        article = law_on(LAST_DAY).version.article
        run.say(run.text(f"warnings.{sentence}", article=article, on=run.text.date(LAST_DAY)))


def say_that_it_is_today(run: Run, *, quiet: bool) -> None:
    """Say that a text is today's because no day was given, and how to have another day's."""
    if not quiet:
        article = today().version.article
        read = run.text.date(TEXTS_READ_UNTIL)
        run.say(run.text("warnings.today", article=article, read=read))
