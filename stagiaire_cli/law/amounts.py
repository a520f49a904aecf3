"""Amounts a month, in cents of a euro, by date; each with where it comes from.

The minimum wage (SMIC) is gross, on the legal working time: the hourly rate × 35 × 52 / 12, rounded
to the cent (R. 313-10-2 2° b). The allowance of scholars (R. 313-10-2 2° a) is known from the
practice of the administration alone: service-public page F17312 and the lists of embassies.
"""

from datetime import date
from typing import Final

ALLOWANCE: Final = 615_00
ALLOWANCE_KNOWN: Final = (date(2010, 1, 1), date(2025, 12, 31))

# From INSEE's series, the page F17312 and decree 2025-1228; no rise was found after January 2026.
SMIC: Final = (
    (date(2016, 1, 1), 1466_62),
    (date(2017, 1, 1), 1480_27),
    (date(2018, 1, 1), 1498_47),
    (date(2019, 1, 1), 1521_22),
    (date(2020, 1, 1), 1539_42),
    (date(2021, 1, 1), 1554_58),
    (date(2021, 10, 1), 1589_47),
    (date(2022, 1, 1), 1603_12),
    (date(2022, 5, 1), 1645_58),
    (date(2022, 8, 1), 1678_95),
    (date(2023, 1, 1), 1709_28),
    (date(2023, 5, 1), 1747_20),
    (date(2024, 1, 1), 1766_92),
    (date(2024, 11, 1), 1801_80),
    (date(2026, 1, 1), 1823_03),
)
