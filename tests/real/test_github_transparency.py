"""GitHub's tables: years and halves that overlap, a stray field, bands, more disclosed than received."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path


def test_requests_by_year_and_type(tmp_path: Path) -> None:
    """Received and disclosed, as published."""
    years = {
        "2021": (335, 516),
        "2022": (411, 350),
        "2023": (533, 452),
        "2024": (578, 501),
        "2025": (650, 517),
    }
    found = look(tmp_path, "github_transparency", "requests", *years)
    for year, numbers in years.items():
        assert (found.number("requests", year), found.number("requests_disclosed", year)) == numbers
    types = {"subpoena": 385, "court_order": 115, "search_warrant": 35, "mlat": 92, "civil": 23}
    assert {code: found.number("requests", "2025", request_type=code) for code in types} == types
    assert not found.faults


def test_more_disclosed_than_received_is_named_and_has_no_rate(tmp_path: Path) -> None:
    """The three rows of 2021 stand: the number received would be lost with them."""
    found = look(tmp_path, "github_transparency", "requests", "2021", "2022")
    above = [one for one in found.reconciliation.contradictions if one.file]
    assert [(one.line, one.request_type) for one in above] == [
        (22, "subpoena"),
        (23, "court_order"),
        (24, "search_warrant"),
    ]
    assert found.number("disclosure_rate", "2021", request_type="subpoena") is None
    assert found.number("disclosure_rate", "2021") is None
    rate = found.number("disclosure_rate", "2022", request_type="subpoena")
    assert rate == pytest.approx(244 / 265, abs=1e-6)


def test_cross_border_requests_differ_between_two_files(tmp_path: Path) -> None:
    """By country, and by type in the other configuration."""
    sums = {"2019": 8, "2020": 8, "2021": 16, "2022": 37, "2023": 30, "2024": 42, "2025": 90}
    found = look(tmp_path, "github_transparency", "cross_border", *sums)
    assert {year: found.number("requests", year) for year in sums} == sums
    other = look(tmp_path, "github_transparency", "requests", "2021", "2022")
    assert [other.number("requests", year, request_type="mlat") for year in ("2021", "2022")] == [18, 18]


def test_a_half_that_is_not_there_follows_from_the_year(tmp_path: Path) -> None:
    """Russia's second half of 2024: 42 less 17."""
    years = {"2021": 36, "2022": 12, "2023": 15, "2024": 43, "2025": 98}
    found = look(tmp_path, "github_transparency", "takedowns_received", *years, "2024-H2")
    assert {year: found.number("orders", year) for year in years} == years
    assert found.cells["2024-H2", "counts"].of_key["2024-H2", "RU", "any", "orders"][0::3] == (25, "derived")


def test_a_stray_field_is_reported_and_what_it_hid_is_derived(tmp_path: Path) -> None:
    """Line 106 has five cells; its month follows from the half-year."""
    found = look(tmp_path, "github_transparency", "dmca", "2023-09", "2023-H2")
    assert found.places == [(106, "", "malformed_row")]
    cells = found.cells["2023-09", "counts"].of_key
    assert cells["2023-09", "_U", "copyright", "items_specified"][0::3] == (1022, "derived")
    assert cells["2023-09", "_U", "copyright", "orders"][0::3] == (147, "derived")
    halves = {"2020-07-01": (1134, 1133), "2021-01-01": (982, 981), "2021-07-01": (846, 844)}
    contradictions = {
        str(one.row.period_start): (one.row.lower, one.implied_lower)
        for one in found.reconciliation.contradictions
    }
    assert contradictions == halves


def test_bands_of_national_security(tmp_path: Path) -> None:
    """Two entries of one file have a measure each; the sum of two bands is a band."""
    found = look(tmp_path, "github_transparency", "national_security", "2025-H2", "2025")
    cells = found.cells["2025-H2", "counts"].of_key
    kind = "national_security_orders"
    assert cells["2025-H2", "US", kind, "requests"] == (None, 0, 249, "banded")
    assert cells["2025-H2", "US", kind, "accounts_specified"] == (None, 1000, 1249, "banded")
    assert not found.faults


def test_places_that_are_no_country(tmp_path: Path) -> None:
    """With `values` they are unknown ones; without, each is reported."""
    found = look(tmp_path, "github_transparency", "trade", "2024")
    assert not found.faults
    kinds = {(one.country, one.request_type) for one in found.reconciliation.contradictions}
    assert ("_U", "Not subject to trade controls") in kinds
    without = "Crimea: _U, "
    found = look(tmp_path / "x", "github_transparency", "trade", "2024", without=without)
    assert {code for _, _, code in found.places} == {"unknown_country"}
