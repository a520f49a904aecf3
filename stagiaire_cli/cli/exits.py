"""What the exit code of the program says."""

from enum import IntEnum

from stagiaire_cli.assessment.verdict import Verdict


class Exit(IntEnum):
    """The exit codes that scripts may rely on."""

    QUALIFIES = 0
    NOT_STAGIAIRE = 1
    DIFFERS = 1
    USAGE = 2
    FILE_INCOMPLETE = 3
    UNDETERMINED = 4
    SOME_REJECTED = 5
    INTERNAL = 70
    CANNOT_WRITE = 74
    INTERRUPTED = 130


def exit_of(verdict: Verdict) -> Exit:
    """The exit code of a verdict."""
    if verdict.status == "undetermined":
        return Exit.UNDETERMINED
    if verdict.status != "qualifies":
        return Exit.NOT_STAGIAIRE
    return Exit.QUALIFIES if verdict.is_ready else Exit.FILE_INCOMPLETE
