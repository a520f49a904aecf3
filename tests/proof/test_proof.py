"""The proofs that anyone can run: each is found by its name, and one that fails says so."""

from collections.abc import Iterator

import pytest

from tests import proof
from tests.conftest import TESTS
from tests.proof import __main__ as runner


def test_each_proof_is_told_to_whoever_changes_the_program() -> None:
    said = (TESTS / "README.md").read_text(encoding="utf-8")
    for name in proof.proofs():
        assert f"| `{name}` |" in said


def test_a_name_that_is_none_is_told_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert runner.main(["situation"]) == 2
    assert "situations" in capsys.readouterr().out


def test_a_proof_that_fails_is_told_and_the_others_still_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def right() -> Iterator[tuple[str, int]]:
        yield "things of one kind", 12340
        yield "things tried, in all", 12345

    def wrong() -> Iterator[tuple[str, int]]:
        yield "one thing", 1
        raise AssertionError("the second is wrong")

    monkeypatch.setattr(runner, "proofs", lambda: {"wrong": wrong, "right": right})
    assert runner.main(["all"]) == 1
    said = capsys.readouterr().out
    assert "FAILED  wrong: the second is wrong" in said
    assert said.count("12 340  things of one kind") == 1
    assert said.splitlines()[-2].strip() == "12 345  things tried"
    assert "not proved" in said


def test_without_a_name_those_run_that_count_what_was_tried(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def proof_of(name: str) -> proof.Proof:
        def prove() -> Iterator[tuple[str, int]]:
            ran.append(name)
            yield name, 1

        return prove

    names = list(proof.proofs())
    monkeypatch.setattr(runner, "proofs", lambda: {name: proof_of(name) for name in names})
    assert runner.main([]) == 0
    assert ran == [*proof.WITHOUT_A_NAME]
    assert "proved" in capsys.readouterr().out
