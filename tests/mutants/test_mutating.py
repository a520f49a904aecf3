"""The mutants of the law: each kind there is, names that tell them apart, a sample that dies."""

from tests.mutants.killing import loaded
from tests.mutants.mutated import ROOTS, installed, law_mutants


def test_each_mutant_has_a_name_of_its_own_and_each_value_of_the_law_has_some() -> None:
    names = [name for name, _ in law_mutants()]
    assert len(names) == len(set(names))
    assert {name.split("[")[0].split(".")[0].split()[0] for name in names} == {*ROOTS, "LAW"}


def test_every_kind_of_change_is_made() -> None:
    names = " ".join(name for name, _ in law_mutants())
    for kind in ("All -> Any", "Any -> All", "Not removed", "negated", "dropped", "one day later"):
        assert kind in names


def test_a_mutant_is_found_by_the_second_reading_and_gone_afterwards() -> None:
    wanted = "SMIC[2][1] 149847 -> 149848"
    [values] = [values for name, values in law_mutants() if name == wanted]
    tests = loaded("assessment.test_second_reading")
    second_reading_on = tests.test_the_checks_and_the_file_are_those_of_the_second_reading
    died = False
    with installed(values):
        try:
            second_reading_on("2°", "2018-01-01")
        except AssertionError:
            died = True
    assert died
    second_reading_on("2°", "2018-01-01")
