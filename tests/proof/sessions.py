"""Sessions of the questionnaire, played to their ends: each ends, and asks nothing twice."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from stagiaire_cli.assessment import assess_dossier
from tests.sessions import PARTS, starts, walk


def prove() -> Iterator[tuple[str, int]]:
    """Walk every part of ``tests/sessions.py``, each start of a part for itself."""
    pieces = [(name, place) for name in PARTS for place in range(len(starts(name)))]
    assert len(pieces) == sum(len(part.counts) for part in PARTS.values())
    with ProcessPoolExecutor() as pool:
        played, states = zip(*pool.map(_played, pieces, chunksize=4), strict=True)
    yield "sessions played to their end", sum(played)
    yield "places in them that were looked at", sum(states)


def _played(piece: tuple[str, int]) -> tuple[int, int]:
    """How many sessions there are from a start, and in how many states they can be."""
    name, place = piece
    part = PARTS[name]
    states, found = walk(part, starts(name)[place])
    assert found == part.counts[place], piece
    for interview, question, answers in states:
        asked = [step.question.name for step in interview.steps]
        assert len(asked) == len(set(asked)), asked
        if question is None:
            assess_dossier(interview.dossier)
        else:
            assert question.name not in asked, asked
            assert answers, question.name
    return found, len(states)
