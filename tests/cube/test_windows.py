"""Which periods, countries and types a release has: its own in full, the history at its margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfigurationFaults
from tests.cube.running import Cells, log_of

if TYPE_CHECKING:
    from tests.cube.running import Bench

YEARS = log_of(
    "legal_requests",
    """
    received_at  country  request_type
    2023-05-05   FR       civil
    2024-08-08   DE       emergency
    2025-01-01   FR       civil
    2025-03-31   FR       civil
    2025-04-01   IS       mlat
    """,
)


def test_days_at_both_ends_count(bench: Bench) -> None:
    """The first and the last day of a period are in it, the day after is not."""
    assert bench.cells(YEARS)("requests") == 2


def test_zero_is_said(bench: Bench) -> None:
    """A country or a type that occurs in the history but not in the period counts 0 in it."""
    cells = bench.cells(YEARS)
    for country, code in (("DE", "_T"), ("_T", "emergency")):
        assert cells("requests", country, code) == 0
        assert cells.status("requests", country, code) == "published"


def test_pairs_that_do_not_occur(bench: Bench) -> None:
    """A type that a country did not ask for in the period is no row; nor is a country that comes later."""
    cells = bench.cells(YEARS)
    pairs = {key[1:3] for key in cells.of_key if key[0] == "2025-Q1" and "_T" not in key[1:3]}
    assert pairs == {("FR", "civil")}
    assert cells.names(1) == {"_T", "FR", "DE"}


def test_a_row_says_no_more_than_its_figures(bench: Bench) -> None:
    """An earlier preservation request is in no margin of its country: so neither is the country."""
    log = log_of(
        "legal_requests",
        """
        received_at  country  request_type
        2024-08-08   DE       preservation
        2025-01-01   FR       civil
        2025-01-02   IS       preservation
        """,
    )
    cells = bench.cells(log)
    assert cells.names(1) == {"_T", "FR", "IS"}
    assert cells("requests", "_T", "preservation", period="2024-Q3") == 1
    for place in {key[1:3] for key in cells.of_key} - {("_T", "_T")}:
        seen = [
            cells("requests", *place, period=name)
            for name in cells.names(0)
            if (name, *place, "requests") in cells.of_key
        ]
        assert any(seen) or place == ("IS", "_T")


def test_history_has_the_margins(bench: Bench) -> None:
    """Earlier periods have totals by country and by type, no single cells."""
    cells = bench.cells(YEARS)
    earlier = {key[1:3] for key in cells.of_key if key[0] == "2024-Q3"}
    assert earlier == {("_T", "_T"), ("_T", "civil"), ("_T", "emergency"), ("FR", "_T"), ("DE", "_T")}
    assert cells("requests", "DE", period="2024-Q3") == 1
    assert cells("requests", "FR", period="2024-Q3") == 0


def test_history_starts_with_the_log(bench: Bench) -> None:
    """Before the log's first record nothing is known, so no such period is in the history."""
    names = bench.cells(YEARS, counting={"history": 20}).names(0)
    assert min(names) == "2023-Q2"
    assert len(names) == 8


def test_history_is_as_long_as_configured(bench: Bench) -> None:
    """`history` is the number of periods before the release's own."""
    assert bench.cells(YEARS, counting={"history": 2}).names(0) == {"2024-Q3", "2024-Q4", "2025-Q1"}


def test_history_of_each_kind_starts_with_its_own_log(bench: Bench) -> None:
    """A log of reports that was begun last year doesn't say that there were none the year before."""
    logs = [YEARS, log_of("user_reports", "received_at\n2024-12-31")]
    cubes = bench.count(logs, ["2025-Q1"])["2025-Q1"].cubes
    assert min(Cells.of(cubes["legal_requests"]).names(0)) == "2023-Q2"
    assert Cells.of(cubes["user_reports"]).names(0) == {"2024-Q4", "2025-Q1"}


def test_history_beyond_the_calendar(bench: Bench) -> None:
    """Before a period of half a century the calendar soon ends; the history does with it."""
    name = "1970-01-01/2026-06-30"
    assert bench.cells(YEARS, name, counting={"history": 40})("requests", period=name) == 5


@pytest.mark.parametrize(
    ("name", "requests"),
    [("2025-01", 1), ("2025-H1", 3), ("2025", 3), ("2024", 1), ("2025-01-02/2025-04-01", 2)],
)
def test_kinds_of_period(bench: Bench, name: str, requests: int) -> None:
    """A month, a half-year, a year and any span of days count what was received in them."""
    assert bench.cells(YEARS, name)("requests", period=name) == requests


@pytest.mark.parametrize(("name", "requests"), [("2024-Q4", 2), ("2025-Q1", 1), ("2024", 3), ("2024-H2", 2)])
def test_fiscal_year(bench: Bench, name: str, requests: int) -> None:
    """With a year that starts in April, January to March are the last quarter of the year before."""
    cells = bench.cells(YEARS, name, periods={"fiscal_year_start": 4})
    assert cells("requests", period=name) == requests


def test_many_periods_at_once(bench: Bench) -> None:
    """Periods that overlap, asked for together, are each counted as if asked for alone."""
    names = ["2025-Q1", "2025-H1", "2025", "2024-Q3", "2025-01-01/2025-02-28", "2025-01-01/2025-04-01"]
    together = bench.count([YEARS], names)
    assert sorted(together) == sorted(names)
    for name in names:
        alone = bench.cells(YEARS, name)
        assert Cells.of(together[name].cubes["legal_requests"]) == alone


def test_period_by_closing(bench: Bench) -> None:
    """With `period_by: closed_at` a request is in the period in which it was closed, an open one in none."""
    table = """
    received_at  closed_at
    2024-12-30   2025-01-02
    2025-01-02   2025-04-02
    2025-01-02   -
    """
    log = log_of("legal_requests", table)
    by = {"period_by": "closed_at"}
    assert bench.cells(log, counting=by)("requests") == 1
    assert bench.cells(log, "2025-Q2", counting=by)("requests", period="2025-Q2") == 1
    assert bench.cells(log)("requests") == 2


def test_period_by_a_date_that_one_log_lacks(bench: Bench) -> None:
    """Records of a log without the date that decides are in no period."""
    logs = [
        log_of("legal_requests", "received_at closed_at\n2024-12-01 2025-01-20"),
        log_of("legal_requests", "received_at\n2025-01-10"),
    ]
    figures = bench.count(logs, ["2025-Q1"], counting={"period_by": "closed_at"})["2025-Q1"]
    assert Cells.of(figures.cubes["legal_requests"])("requests") == 1


def test_period_by_a_date_that_no_log_has(bench: Bench) -> None:
    """Where no log has the date that decides, nothing is counted by another one instead."""
    with pytest.raises(ConfigurationFaults, match="closed_at"):
        bench.cells(log_of("legal_requests", "country\nFR"), counting={"period_by": "closed_at"})


def test_period_by_is_for_kinds_that_have_it(bench: Bench) -> None:
    """A kind without the configured date goes by its receipt."""
    log = log_of("removal_orders", "received_at\n2025-01-10")
    assert bench.cells(log, counting={"period_by": "closed_at"})("orders") == 1


@pytest.mark.parametrize(
    ("received", "zone", "quarter"),
    [
        ("2024-12-31T23:30:00Z", "UTC", "2024-Q4"),
        ("2024-12-31T23:30:00Z", "Europe/Paris", "2025-Q1"),
        ("2025-01-01T00:30:00+02:00", "UTC", "2024-Q4"),
        ("2025-01-01T04:30:00Z", "America/New_York", "2024-Q4"),
        ("2025-01-01", "America/New_York", "2025-Q1"),
        ("2025-01-01T00:00:00", "Pacific/Auckland", "2025-Q1"),
        ("2025-03-31T21:59:59Z", "Europe/Paris", "2025-Q1"),
        ("2025-03-31T22:00:00Z", "Europe/Paris", "2025-Q2"),
    ],
)
def test_time_zone(bench: Bench, received: str, zone: str, quarter: str) -> None:
    """A time belongs to the day that calendars in the report's zone show; a day is that day anywhere."""
    log = log_of("legal_requests", f"received_at\n{received}")
    found = bench.count([log], ["2024-Q4", "2025-Q1", "2025-Q2"], periods={"timezone": zone})
    counts = {
        name: Cells.of(one.cubes["legal_requests"])("requests", period=name) for name, one in found.items()
    }
    assert counts == {"2024-Q4": 0, "2025-Q1": 0, "2025-Q2": 0, quarter: 1}


def test_no_record_at_all(bench: Bench) -> None:
    """A log with a header and no record makes a table of one period that says 0."""
    cells = bench.cells(log_of("legal_requests", "closed_at"))
    assert cells.names(0) == {"2025-Q1"}
    assert (cells("requests"), cells("disclosure_rate"), cells("days_to_close")) == (0, None, None)


def test_coverage_of_a_record_log(bench: Bench) -> None:
    """In a record log no country is missing, so every total is over all of them."""
    cube = bench.count([YEARS], ["2025-Q1"])["2025-Q1"].cubes["legal_requests"]
    totals = cube.coverage[cube.coverage["period"] == "2025-Q1"]
    assert (totals[["available", "published", "known"]] == 2).all(axis=None)
    assert (totals["derived"] == 0).all()
