"""One verdict: whatever the way in, the same dossier has the same object, or the same columns.

``STAGIAIRE_SEED`` draws other dossiers; the seed stands in the name of each test. The long version
is ``python -m tests.proof one_verdict``.
"""

import os
import random
from pathlib import Path

import pytest

from tests.people.agreeing import (
    check_asked,
    check_batch,
    check_columns,
    check_command,
    check_in_terminal,
)
from tests.people.drawn import drawn, of_reasons
from tests.people.ways_in import in_a_child

SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
pytestmark = pytest.mark.parametrize("seed", [SEED])


def test_flags_a_file_and_standard_input_give_the_verdict_of_the_function(
    seed: int, tmp_path: Path
) -> None:
    sample = random.Random(seed)
    dossiers = [drawn(sample) for _ in range(120)]
    check_command([*dossiers, *sample.sample([*of_reasons()], 40)], sample, tmp_path)
    check_command(dossiers[:1], sample, tmp_path, in_a_child)


def test_a_batch_gives_the_verdicts_of_the_function(seed: int) -> None:
    sample = random.Random(seed)
    check_batch([*(drawn(sample) for _ in range(200)), *of_reasons()], sample)


def test_typed_columns_give_the_columns_of_the_function(seed: int, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    sample = random.Random(seed)
    dossiers = [drawn(sample) for _ in range(300)]
    days = sample.sample([one.on for one in dossiers], 3)
    check_columns([one._replace(on=days[n % 3]) for n, one in enumerate(dossiers)], tmp_path)


def test_the_questionnaire_gives_the_verdict_on_what_it_was_answered(seed: int) -> None:
    sample = random.Random(seed)
    check_asked([drawn(sample) for _ in range(25)], sample)


def test_so_does_the_questionnaire_in_a_terminal(seed: int, tmp_path: Path) -> None:
    sample = random.Random(seed)
    check_in_terminal([drawn(sample)], sample, tmp_path)
