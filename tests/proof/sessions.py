"""Sessions of the questionnaire, played to their ends: each ends, and asks nothing twice."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from stagiaire_cli.assessment.assess import assess_dossier
from tests.people.sessions import PARTS, VERSION_DAYS, starts, walk

# The suite walks the others too: the checks, and versions that differ in one place from these.
_WALKED = [
    name
    for name, part in PARTS.items()
    if not part.checks and part.on not in (VERSION_DAYS[4], VERSION_DAYS[5])
]


def prove() -> Iterator[tuple[str, int]]:
    """Walk the situations and the files, from each start of a part for itself."""
    for name in _WALKED:
        assert len(starts(name)) == len(PARTS[name].counts), name
    pieces = [(name, place) for name in _WALKED for place in range(len(starts(name)))]
    sessions: Counter[str] = Counter()
    places = 0
    with ProcessPoolExecutor() as pool:
        for (name, _), (played, states) in zip(pieces, pool.map(_played, pieces), strict=True):
            sessions[name] += played
            places += states
    for name, count in sessions.items():
        assert count == sum(PARTS[name].counts), name
        yield f"sessions: {name}", count
    yield "sessions played, in all", sessions.total()
    yield "places in these sessions that were looked at", places


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
