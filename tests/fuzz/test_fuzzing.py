"""No input ends in a traceback, a hang or a verdict from something misread.

``STAGIAIRE_SEED`` draws other inputs. The long version is ``python -m tests.proof fuzz``.
"""

import os
import random
from pathlib import Path

import pytest

from tests.fuzz.fuzzing import tried
from tests.fuzz.surfaces import SURFACES

SEED = int(os.environ.get("STAGIAIRE_SEED", "1"))
MANY = 100


@pytest.mark.parametrize("seed", [SEED])
@pytest.mark.parametrize("name", SURFACES)
def test_whatever_comes_in_the_program_says_what_it_is_or_what_is_wrong(
    name: str, seed: int, tmp_path: Path
) -> None:
    assert tried(name, SURFACES[name], seed, range(MANY), tmp_path) == MANY


def test_what_must_hold_does_not_hold_of_what_is_wrong(tmp_path: Path) -> None:
    def wrong(sample: random.Random, _: Path) -> None:
        assert sample.random() < 0.5

    with pytest.raises(AssertionError, match=r"wrong, seed 1, input \d+"):
        tried("wrong", wrong, 1, range(50), tmp_path)
