"""Periods as people write them are read, and nothing else is."""

from __future__ import annotations

import pytest

from pellucid.vocabulary.periods import InvalidPeriod
from pellucid.vocabulary.written_periods import as_written


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-Q1", "2024-01-01/2024-03-31"),
        ("2017Q4", "2017-10-01/2017-12-31"),
        ("2017 Q4", "2017-10-01/2017-12-31"),
        ("q4 2017", "2017-10-01/2017-12-31"),
        ("H1-2015", "2015-01-01/2015-06-30"),
        ("2013 H1", "2013-01-01/2013-06-30"),
        ("2024-5", "2024-05-01/2024-05-31"),
        ("2024-05", "2024-05-01/2024-05-31"),
        ("Jan 2015", "2015-01-01/2015-01-31"),
        ("FEBRUARY 2024", "2024-02-01/2024-02-29"),
        ("2015 Sept", "2015-09-01/2015-09-30"),
        ("Jul-Dec 2025", "2025-07-01/2025-12-31"),
        ("January \N{EN DASH} June 2011", "2011-01-01/2011-06-30"),
        ("July 2024 to June 2025", "2024-07-01/2025-06-30"),
        ("2025", "2025-01-01/2025-12-31"),
        ("2025-01-01/2025-06-30", "2025-01-01/2025-06-30"),
        ("2025-01-01 to 2025-06-30", "2025-01-01/2025-06-30"),
    ],
)
def test_periods_are_read_as_they_are_written(text: str, days: str) -> None:
    """By their first and their last day."""
    period = as_written(text)
    assert f"{period.start}/{period.end}" == days


@pytest.mark.parametrize(
    "text",
    ["", "01-02 2024", "Q5 2024", "2024-13", "Dec-Feb 2025", "Totals", "spring 2024", "24-Q1", "May 0000"],
)
def test_what_is_no_period_or_may_be_several_is_refused(text: str) -> None:
    """No guess is made."""
    with pytest.raises(InvalidPeriod):
        as_written(text)


def test_quarters_and_halves_follow_the_fiscal_year() -> None:
    """As the names of our own do; months don't."""
    assert as_written("Q4 2026", 4).start.isoformat() == "2027-01-01"
    assert as_written("Jan 2026", 4).start.isoformat() == "2026-01-01"
