"""The code of what decides, changed in one place at a time: a test notices, or it is argued why."""

from collections.abc import Iterator

from tests.mutants.code_killing import TESTS, argued, fates


def prove() -> Iterator[tuple[str, int]]:
    """Try each mutant of each module; those that live are exactly those that are argued."""
    known = argued()
    alive = killed = 0
    for module in TESTS:
        found = fates(module)
        unnoticed = {name for name, killer in found.items() if killer is None}
        listed = {name for name in known if name.startswith(f"{module}.")}
        assert unnoticed <= listed, f"no test notices {sorted(unnoticed - listed)}"
        assert unnoticed >= listed, f"noticed, or gone: {sorted(listed - unnoticed)}"
        alive += len(unnoticed)
        killed += len(found) - len(unnoticed)
        yield f"mutants of {module} noticed by a test", len(found) - len(unnoticed)
    yield "mutants of our code killed, in all", killed
    yield "mutants that no test notices, each with its argument", alive
