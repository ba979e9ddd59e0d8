"""Changes on the period before, and where none is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.report.numbers.change import change_on_year, change_words, periods_with_figures
from pellucid.report.numbers.lookup import CubeView
from tests.report.figures import config, context, cube, protected

if TYPE_CHECKING:
    from collections.abc import Sequence


def change(before: str, now: str, breaks: Sequence[object] | None = None) -> str | None:
    """Say how the requests of a quarter changed."""
    table = f"2025-Q3 _T _T requests {before}\n2025-Q4 _T _T requests {now}"
    given = context(protected([cube("legal_requests", table)]), config(breaks=list(breaks or [])))
    view = given.legal
    assert view is not None
    return change_words(given, view, view.measure("requests"))


def test_a_change_between_exact_figures() -> None:
    """Published and derived figures can be compared."""
    assert change("100", "112d") == "up 12% on the quarter before"


def test_no_change() -> None:
    """That nothing changed is said too."""
    assert change("100", "100") == "the same as in the quarter before"


@pytest.mark.parametrize(("before", "now"), [(">100", "112"), ("100", ">112"), ("x", "112"), ("100", "c")])
def test_none_is_claimed_of_what_is_not_exact(before: str, now: str) -> None:
    """A figure that is at least so high, or missing, has no change."""
    assert change(before, now) is None


@pytest.mark.parametrize(
    ("day", "measure", "claimed"),
    [
        ("2025-07-01", "requests", True),  # the whole of both quarters is counted the new way
        ("2025-07-02", "requests", False),
        ("2025-10-01", "requests", False),
        ("2025-12-31", "requests", False),
        ("2026-01-01", "requests", True),
        ("2025-10-01", "accounts_specified", True),
    ],
)
def test_none_is_claimed_across_a_change_of_method(day: str, measure: str, claimed: bool) -> None:
    """A break of the measure between the first day of the one period and the last of the other forbids it."""
    breaks = [{"date": day, "measures": [measure], "reason": "r"}]
    assert (change("100", "112", breaks) is not None) == claimed


def test_none_is_claimed_on_a_time_before_the_log() -> None:
    """Quarters before the first record are no zeros to compare with."""
    assert change("0", "112") is None


def test_periods_before_the_first_record_are_left_out() -> None:
    """Only what follows the first record is history, a zero in it included."""
    rows = [f"2025-Q{number} _T _T requests {count}" for number, count in enumerate((0, 3, 0, 5), start=1)]
    view = context(protected([cube("legal_requests", "\n".join(rows))])).legal
    assert isinstance(view, CubeView)
    assert [period.name for period in periods_with_figures(view)] == ["2025-Q2", "2025-Q3", "2025-Q4"]


def test_rates_change_in_points() -> None:
    """A rate's change is between its two parts then and now."""
    table = """
    2025-Q3 _T _T requests 100
    2025-Q3 _T _T requests_disclosed 40
    2025-Q3 _T _T disclosure_rate 0.4
    2025-Q4 _T _T requests 200
    2025-Q4 _T _T requests_disclosed 90
    2025-Q4 _T _T disclosure_rate 0.45
    """
    given = context(protected([cube("legal_requests", table)]))
    assert given.legal is not None
    rate = given.legal.measure("disclosure_rate")
    assert change_words(given, given.legal, rate) == "up 5.0 percentage points on the quarter before"


def on_year(last: str, now: str, breaks: Sequence[object] | None = None) -> str | None:
    """Say how the requests of a quarter changed on the same quarter of the year before."""
    counts = (last, "90", "95", "100", now)
    rows = [f"{name} _T _T requests {count}" for name, count in zip(FIVE_QUARTERS, counts, strict=True)]
    given = context(protected([cube("legal_requests", "\n".join(rows))]), config(breaks=list(breaks or [])))
    assert given.legal is not None
    return change_on_year(given, given.legal, given.legal.measure("requests"))


FIVE_QUARTERS = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")


def test_a_change_on_the_year_before() -> None:
    """Between the same quarters, where both figures are exact and counted alike."""
    assert on_year("50", "100") == "up 100% on the same quarter a year before"
    assert on_year("100", "100") == "the same as a year before"
    assert on_year("c", "100") is None
    assert on_year("50", "100", [{"date": "2025-04-01", "measures": ["requests"], "reason": "r"}]) is None
    assert change("50", "100") is not None


def test_a_year_is_compared_once() -> None:
    """Its period before is the year before, and a log that begins later has none."""
    given = context(protected([cube("legal_requests", "2024 _T _T requests 1\n2025 _T _T requests 2")]))
    assert given.legal is not None
    assert change_on_year(given, given.legal, given.legal.measure("requests")) is None


def test_a_rate_is_counted_otherwise_when_a_part_of_it_is() -> None:
    """A change of method of the requests forbids the change of the rate as well."""
    table = """
    2025-Q3 _T _T requests 100
    2025-Q3 _T _T requests_disclosed 40
    2025-Q3 _T _T disclosure_rate 0.4
    2025-Q4 _T _T requests 200
    2025-Q4 _T _T requests_disclosed 90
    2025-Q4 _T _T disclosure_rate 0.45
    """
    breaks = [{"date": "2025-10-01", "measures": ["requests"], "reason": "r"}]
    given = context(protected([cube("legal_requests", table)]), config(breaks=breaks))
    assert given.legal is not None
    assert change_words(given, given.legal, given.legal.measure("disclosure_rate")) is None
