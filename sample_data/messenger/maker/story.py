"""Takes nothing, gives what happened to the messenger: when, how much, and where from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maker.chance import Weighted, weights

if TYPE_CHECKING:
    from maker.chance import Chance

ARREST = date(2024, 8, 24)
SEARCH_CLEAN_UP = date(2024, 9, 6)
POLICY_CHANGE = date(2024, 9, 23)
OLD_POLICY = "2018-08-28"
NEW_POLICY = "2024-09-23"
EXPORT_DAY = date(2026, 1, 15)
"""The day on which the logs were written out: what was open then is open in them."""


@dataclass(frozen=True)
class Span:
    """Some days and the records that came in on them; `pace` stretches the time taken, in percent."""

    first: date
    last: date
    legal_requests: int
    removal_orders: int
    user_reports: int
    pace: int


SPANS = (
    Span(date(2023, 1, 1), date(2023, 3, 31), 510, 130, 510, 100),
    Span(date(2023, 4, 1), date(2023, 6, 30), 560, 140, 540, 100),
    Span(date(2023, 7, 1), date(2023, 9, 30), 545, 135, 530, 100),
    Span(date(2023, 10, 1), date(2023, 12, 31), 640, 150, 600, 100),
    Span(date(2024, 1, 1), date(2024, 3, 31), 690, 160, 640, 100),
    Span(date(2024, 4, 1), date(2024, 6, 30), 730, 170, 680, 105),
    Span(date(2024, 7, 1), ARREST - timedelta(1), 420, 105, 410, 110),
    Span(ARREST, POLICY_CHANGE - timedelta(1), 430, 80, 460, 130),
    Span(POLICY_CHANGE, date(2024, 9, 30), 260, 50, 1030, 150),
    Span(date(2024, 10, 1), date(2024, 12, 31), 2310, 350, 6480, 160),
    Span(date(2025, 1, 1), date(2025, 3, 31), 2890, 380, 5450, 135),
    Span(date(2025, 4, 1), date(2025, 6, 30), 3120, 365, 4620, 110),
    Span(date(2025, 7, 1), date(2025, 9, 30), 3270, 390, 4080, 95),
    Span(date(2025, 10, 1), date(2025, 12, 31), 3610, 400, 3850, 85),
)


@dataclass(frozen=True)
class Country:
    """How often a country asks, before and after the change, and how well its orders are made out.

    `judicial` and `valid` are percentages: requests that a court signed, and those of them in good form.
    """

    code: str
    before: int
    after: int
    judicial: int
    valid: int


COUNTRIES = tuple(
    Country(code, *numbers)
    for code, *numbers in (
        ("IN", 300, 420, 52, 78),
        ("DE", 70, 118, 81, 91),
        ("US", 95, 88, 78, 89),
        ("FR", 55, 84, 83, 90),
        ("BR", 72, 66, 74, 80),
        ("GB", 28, 60, 68, 88),
        ("KR", 22, 52, 76, 86),
        ("ES", 27, 49, 82, 90),
        ("IT", 25, 34, 78, 86),
        ("PL", 18, 32, 71, 84),
        ("RU", 64, 24, 19, 24),
        ("UA", 30, 15, 58, 72),
        ("TR", 24, 19, 44, 52),
        ("KZ", 11, 16, 36, 58),
        ("AT", 8, 15, 80, 88),
        ("NL", 12, 14, 79, 90),
        ("BE", 14, 13, 80, 89),
        ("AU", 8, 12, 66, 85),
        ("CA", 8, 12, 74, 87),
        ("CZ", 8, 11, 75, 86),
        ("ID", 8, 10, 33, 60),
        ("CH", 6, 10, 77, 91),
        ("JP", 6, 10, 79, 88),
        ("SE", 6, 10, 76, 90),
        ("PT", 5, 9, 82, 88),
        ("RO", 6, 9, 72, 82),
        ("MY", 5, 8, 38, 66),
        ("SG", 4, 8, 45, 84),
        ("MX", 4, 7, 62, 74),
        ("AE", 5, 6, 31, 55),
        ("AR", 4, 6, 73, 79),
        ("FI", 3, 6, 78, 91),
        ("IL", 8, 6, 59, 78),
        ("HU", 8, 5, 70, 80),
        ("NO", 3, 5, 78, 92),
        ("PH", 4, 5, 40, 64),
        ("UZ", 6, 5, 24, 46),
        ("CO", 2, 4, 68, 76),
        ("DK", 3, 4, 80, 91),
        ("GR", 3, 4, 74, 84),
        ("LT", 2, 4, 76, 86),
        ("RS", 2, 4, 66, 76),
        ("TH", 4, 4, 42, 60),
        ("BG", 2, 3, 71, 80),
        ("CL", 2, 3, 70, 82),
        ("IE", 2, 3, 77, 90),
        ("SK", 1, 3, 74, 85),
        ("ZA", 2, 3, 61, 75),
        ("HR", 1, 2, 72, 84),
        ("MD", 3, 2, 55, 70),
    )
)
SURGE = "FR"
"""The country of the arrest: four times as many of its requests come in the weeks that follow."""

SELDOM = weights("EE 14, LV 11, CY 8, SI 6, QA 5, LU 3, IS 3, MT 2, KE 2, UY 2, NG 2, CR 1, KG 1, XK 1")
"""The countries that hardly ever ask, and how many requests each makes in all."""

BEFORE = Weighted({country: country.before for country in COUNTRIES})
SURGING = Weighted({country: country.before * (4 if country.code == SURGE else 1) for country in COUNTRIES})
AFTER = Weighted({country: country.after for country in COUNTRIES})


def country_on(day: date, chance: Chance) -> Country:
    """Draw the country that a record of this day comes from."""
    if day >= POLICY_CHANGE:
        return chance.pick(AFTER)
    return chance.pick(SURGING if day >= ARREST else BEFORE)


def policy_on(day: date) -> str:
    """Name the version of the policy in force on this day."""
    return NEW_POLICY if day >= POLICY_CHANGE else OLD_POLICY


def days_of(span: Span, count: int, weekend: int, chance: Chance) -> list[date]:
    """Draw `count` days of the span, in order; a weekend day weighs `weekend` where a weekday weighs 10."""
    days = (span.first + timedelta(offset) for offset in range((span.last - span.first).days + 1))
    table = Weighted({day: weekend if day.weekday() >= 5 else 10 for day in days})  # noqa: PLR2004
    return sorted(chance.pick(table) for _ in range(count))


def quarter_of(day: date) -> str:
    """Name the quarter of a day: 2024-Q3."""
    return f"{day.year}-Q{(day.month + 2) // 3}"
