"""The mutants of our code: each kind there is, names that tell them apart, one that is noticed."""

import ast

from tests.mutants.calling import Killer
from tests.mutants.code_killing import TESTS, _killer_of, argued, source_of
from tests.mutants.code_mutating import code_mutants

SOURCE = '''
"""Words."""
from a import b
Kind = int | None
BOUND: Final = 3
@cached
def chosen(one: int, other=None) -> int:
    """Words."""
    if one < BOUND and not other:
        return all(x for x in (one, "y") if x)
    assert one
    return {**one, **other} if one else one | other
'''


def mutated(source: str) -> dict[str, str]:
    """The source of each mutant by its name."""
    return {name: ast.unparse(tree) for name, tree in code_mutants(source)}


def test_each_kind_of_mistake_is_made_once() -> None:
    test, chosen = "if one < BOUND and not other:", 'return all(x for x in (one, "y") if x)'
    last = "return {**one, **other} if one else one | other"
    assert sorted(name for name in mutated(SOURCE)) == sorted(
        [
            *(f"module | BOUND: Final = 3 | 3 -> {number}" for number in (4, 2)),
            "chosen | def chosen(one: int, other=None) -> int: | None -> True",
            *(f"chosen | {test} | {what}" for what in ("always", "never")),
            f"chosen | {test} | one < BOUND and not other: Or",
            *(f"chosen | {test} | without {what}" for what in ("one < BOUND", "not other")),
            *(f"chosen | {test} | one < BOUND: {what}" for what in ("LtE", "GtE")),
            f"chosen | {test} | only other",
            *(f"chosen | {chosen} | {what}" for what in ("removed", "returns None")),
            f"chosen | {chosen} | all -> any",
            f'chosen | {chosen} | only (x for x in (one, "y") if x)',
            *(f"chosen | {chosen} | without {what}" for what in ("x", "one", '"y"')),
            f"chosen | {chosen} | 'y' -> 'y_'",
            "chosen | assert one | removed",
            f"chosen | {last} | returns None",
            *(f"chosen | {last} | only {{**one, **other}}", f"chosen | {last} | only one | other"),
            *(f"chosen | {last} | without {what}" for what in ("one", "other")),
            f"chosen | {last} | later one",
            *(f"chosen | {last} | only {what}" for what in ("one", "other")),
        ]
    )


def test_a_mutant_is_other_than_what_is_written_and_gone_afterwards() -> None:
    written = ast.unparse(ast.parse(SOURCE))
    assert written not in mutated(SOURCE).values()
    [*_, tree] = [tree for _, tree in code_mutants(SOURCE)]
    assert ast.unparse(tree) == written


def test_what_is_argued_is_said_of_mutants_that_there_are() -> None:
    names = {f"{module}.{name}" for module in TESTS for name, _ in code_mutants(source_of(module))}
    assert argued().keys() <= names


def test_a_mutant_is_noticed_by_a_test_and_what_changes_nothing_is_not() -> None:
    wanted = "AtLeast.value | return bool(answer * self.parts >= self.bound)"
    test = Killer("logic.test_conditions", "test_a_number_is_compared_with_its_bound", 0)
    source = source_of("logic.conditions")
    [tree] = [
        ast.parse(ast.unparse(tree))
        for name, tree in code_mutants(source)
        if name.startswith(wanted) and name.endswith(" Gt")
    ]
    for code, noticed in ((compile(tree, "", "exec"), test), (compile(source, "", "exec"), None)):
        assert _killer_of([test], "stagiaire_cli.logic.conditions", code) == noticed
