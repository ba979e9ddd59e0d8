"""Which sums of periods are the same days: checked by counting the days one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from pellucid.confidentiality.spans import overlapping, rings
from pellucid.vocabulary.periods import Period

NAMES = [
    *(f"2025-{month:02}" for month in range(1, 13)),
    *(f"2025-Q{quarter}" for quarter in range(1, 5)),
    "2025-H1",
    "2025-H2",
    "2025",
    "2025-01-01/2025-09-30",
    "2025-02-01/2025-05-31",
]
PERIODS = {name: Period.parse(name) for name in NAMES}


def days_of(terms: list[tuple[Period, int]]) -> dict[date, int]:
    """Add up the days of periods with signs; days that come to nothing are left out."""
    days: Counter[date] = Counter()
    for period, sign in terms:
        for number in range(period.days):
            days[period.start + timedelta(number)] += sign
    return {day: times for day, times in days.items() if times}


def rank(vectors: list[dict[date, int]]) -> int:
    """Count the independent ones, by elimination over fractions of whole numbers."""
    rows = [{day: Fraction(times) for day, times in vector.items()} for vector in vectors]
    found = 0
    while rows:
        row = rows.pop()
        if not row:
            continue
        found += 1
        pivot, top = next(iter(row.items()))
        reduced = []
        for other in rows:
            share = other.get(pivot, Fraction(0)) / top
            days = {day: other.get(day, 0) - share * row.get(day, 0) for day in {*other, *row}}
            reduced.append({day: times for day, times in days.items() if times})
        rows = reduced
    return found


@given(st.sets(st.sampled_from(NAMES), max_size=9))
def test_rings_are_all_that_adds_up(names: set[str]) -> None:
    """Each ring comes to no days at all, and there are as many as periods that say nothing new."""
    periods = [PERIODS[name] for name in names]
    found = rings(periods)
    assert all(days_of(list(ring)) == {} for ring in found)
    assert len(found) == len(periods) - rank([days_of([(period, 1)]) for period in periods])


def test_a_year_is_its_quarters() -> None:
    """The shortest periods are taken: a year is four quarters, and a half-year two."""
    periods = [PERIODS[name] for name in ("2025", "2025-H1", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")]
    found = [{period.name: sign for period, sign in ring} for ring in rings(periods)]
    assert found == [
        {"2025-H1": -1, "2025-Q1": 1, "2025-Q2": 1},
        {"2025": -1, "2025-Q1": 1, "2025-Q2": 1, "2025-Q3": 1, "2025-Q4": 1},
    ]


def test_periods_hang_together_through_others() -> None:
    """A quarter shares days with its year, and so its year's other quarters hang on it; the next year not."""
    others = [Period.parse(name) for name in ("2025", "2025-Q4", "2026-Q1")]
    assert overlapping([PERIODS["2025-Q1"]], others) == set(others[:2])
