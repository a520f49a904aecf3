"""What is said to change nothing of the law: only what no verdict shows."""

import pytest

from tests.mutants.mutated import installed, law_mutants
from tests.mutants.unchanged import Reading

SHOWN = (
    "VERSIONS[3 2019-03-01].ict.3 group_seniority_months 6 -> 5",
    "VERSIONS[3 2019-03-01].provisions[1 2°].condition.3.Not.2.1.0 foreign_employee or False",
    "VERSIONS[3 2019-03-01].provisions[1 2°].condition.3.Not.2.1.0 Is(foreign_employee) dropped",
    "CHECKS[4 1° prefect_answer 2013-05-31].delays[1].when dropped (always)",
    (
        "DOCUMENTS[0 2016-11-01].remarks[2 canadian_convention stamped_convention 0001-01-01]"
        ".when.1.Not nationality or other"
    ),
    (
        "DOCUMENTS[0 2016-11-01].remarks[5 visa_waiver long_stay_visa 0001-01-01].when "
        "provision or mobile ICT"
    ),
)
NOT_SHOWN = (
    "VERSIONS[3 2019-03-01].out_of_scope.0 nationality or algerian",
    "CHECKS[4 1° prefect_answer 2013-05-31].delays[1].when cooperation_programme or other",
    (
        "DOCUMENTS[1 2021-05-01].remarks[8 platform_stamp stamped_convention 0001-01-01].when.0 "
        "provision or ICT"
    ),
    (
        "DOCUMENTS[0 2016-11-01].remarks[2 canadian_convention stamped_convention 0001-01-01]"
        ".when.1.Not nationality or eu_eea_swiss"
    ),
    (
        "DOCUMENTS[1 2021-05-01].remarks[6 recent_address proof_of_address 0001-01-01]"
        ".delay.when flipped"
    ),
    "DOCUMENTS[0 2016-11-01].evidence[2 employment_contract 0001-01-01].when provision or ICT",
    "CHECKS[25 1° signatories 2021-05-01].to_do False -> True",
)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading()


@pytest.mark.parametrize("shown", [True, False])
def test_a_change_that_a_verdict_shows_is_one_and_what_none_shows_is_not(
    shown: bool, reading: Reading
) -> None:
    before = reading.stretches(), reading.tables()
    mutants = dict(law_mutants())
    for name in SHOWN if shown else NOT_SHOWN:
        with installed(mutants[name]):
            assert ((reading.stretches(), reading.tables()) != before) is shown, name
