"""Apple's requests: half-years, names of countries, measures that some types lack, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

HALVES = {
    "2013-H1": ((12442, 36464), (1646, 3099)),
    "2015-H1": ((26996, 362794), (1667, 4472)),
    "2017-H2": ((29718, 309362), (3358, 10786)),
    "2019-H2": ((31566, 159128), (7480, 42720)),
}


def test_requests_by_type(tmp_path: Path) -> None:
    """Requests and what they name, over all countries."""
    found = look(tmp_path, "apple_requests", "transparency", *HALVES)
    for half, expected in HALVES.items():
        for kind, numbers in zip(("device", "account"), expected, strict=True):
            sums = [
                found.number(code, half, request_type=kind) for code in ("requests", "accounts_specified")
            ]
            assert tuple(sums) == numbers
    assert found.number("requests", "2019-H2", request_type="emergency") == 835
    assert found.number("requests", "2019-H2", request_type="preservation") == 2767
    assert found.number("requests", "2019-H2", request_type="account_restriction_deletion") == 11
    assert not found.faults
    assert [log.set_aside_by_code["left_out"] for log in found.reconciliation.logs] == [
        log.read - log.accepted for log in found.reconciliation.logs
    ]


def test_a_rate_is_made_of_sums(tmp_path: Path) -> None:
    """Not of the percentages of countries; a total that lacks countries has its sums, and no rate."""
    found = look(tmp_path, "apple_requests", "transparency", "2019-H2")
    sums = {
        kind: tuple(
            found.number(code, "2019-H2", request_type=kind) for code in ("requests_disclosed", "requests")
        )
        for kind in ("device", "financial_identifier", "emergency")
    }
    assert sums == {"device": (25055, 31566), "financial_identifier": (2992, 4227), "emergency": (752, 835)}
    cells = found.cells["2019-H2", "counts"].of_key
    part, whole = (cells["2019-H2", "DE", "device", code][0] for code in ("requests_disclosed", "requests"))
    assert whole == 13761
    rate = found.number("disclosure_rate", "2019-H2", "DE", "device")
    assert rate == pytest.approx((part or 0) / whole, abs=1e-6)


def test_a_country_that_is_none_is_reported_at_its_line(tmp_path: Path) -> None:
    """Unless `values` says what N/A stands for."""
    without = "country: {N/A: _U}"
    found = look(tmp_path, "apple_requests", "takedowns", "2018-H2", without=without, instead="country: {}")
    assert found.places == [(1428, "country", "unknown_country")]


def test_requests_to_take_apps_down(tmp_path: Path) -> None:
    """A configuration of their own; what was removed is its own measure."""
    found = look(tmp_path, "apple_requests", "takedowns", "2018-H2", "2019-H1", "2019-H2")
    law, policy = "app_takedown_legal_violation", "app_takedown_platform_policy"
    orders = [
        [found.number("orders", half, request_type=kind) for half in ("2018-H2", "2019-H1", "2019-H2")]
        for kind in (law, policy)
    ]
    assert orders == [[80, 70, 54], [0, 25, 17]]
    assert found.number("items_removed", "2018-H2") == 634
    assert found.number("items_specified", "2018-H2") == 770


def test_ranges_stay_ranges(tmp_path: Path) -> None:
    """Both ends are made one band."""
    found = look(tmp_path, "apple_requests", "national_security", "2013-H1", "2017-H1")
    cell = found.cells["2013-H1", "counts"].of_key["2013-H1", "US", "ns_any", "requests"]
    assert cell == (None, 0, 249, "banded")
    assert not found.faults
