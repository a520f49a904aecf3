"""What ``--have all`` says: every document that the file needs, whichever these turn out to be."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stagiaire_cli.dossier.dossier import Dossier, in_order
from stagiaire_cli.law.documents import DOCUMENT_IDS

if TYPE_CHECKING:
    from stagiaire_cli.interview.questions import Choice, Question
    from stagiaire_cli.interview.session import Session
    from stagiaire_cli.interview.summary import Entry
    from stagiaire_cli.interview.why import Why
    from stagiaire_cli.prompts.conduct import Prompter
    from stagiaire_cli.prompts.moves import Move


def says_all(name: str) -> bool:
    """Whether the name of a document is a word, in some language, for all of them."""
    if name in DOCUMENT_IDS:
        return False
    from stagiaire_cli.languages.words import words

    return name.casefold() in words("all")


def holding_all(dossier: Dossier) -> Dossier:
    """The dossier with every document that its file needs, may need, or finds useful."""
    from stagiaire_cli.interview.questions import documents_concerned

    question = documents_concerned(dossier)
    names = [choice.name for choice in question.choices] if question else []
    return dossier._replace(documents=in_order((*dossier.documents, *names)))


def session_holding_all(session: "Session") -> "Session":
    """The session with the documents of the same kind given beforehand."""
    from stagiaire_cli.interview.questions import DOCUMENTS_QUESTION
    from stagiaire_cli.interview.session import FROM_FLAG

    held = holding_all(session.dossier).documents
    if held == session.dossier.documents:
        return session
    return session.also_given(Dossier({}, held), {DOCUMENTS_QUESTION: FROM_FLAG})


class AnsweringDocuments:
    """Answers the question about documents with all of them; leaves the others to a prompter.

    Whoever goes back to it is asked.
    """

    def __init__(self, prompter: "Prompter") -> None:
        self._prompter = prompter

    def ask(self, question: "Question", before: Sequence[str] = ()) -> "tuple[Choice, ...] | Move":
        """Every document, or what the person answers."""
        if question.kind == "documents" and not before:
            return question.choices
        return self._prompter.ask(question, before)

    def tell(self, question: "Question", reasons: "Why") -> None:
        """Say why a question is asked."""
        self._prompter.tell(question, reasons)

    def say(self, path: str) -> None:
        """Say a sentence of the language."""
        self._prompter.say(path)

    def review(self, entries: "Sequence[Entry]") -> "str | Move":
        """What the person says of the answers."""
        return self._prompter.review(entries)
