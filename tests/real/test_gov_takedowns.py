"""Notices of governments that GitHub posted: a record each, countries by name, bursts on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path


def test_notices_by_country_and_year(tmp_path: Path) -> None:
    """Every notice counts, also those of one day."""
    years = [str(year) for year in range(2014, 2024)]
    found = look(tmp_path, "gov_takedowns", "transparency", *years)
    orders = [found.number("orders", year, kind="removal_orders") for year in years]
    assert orders == [3, 1, 6, 8, 10, 16, 44, 19, 1, 1]
    assert found.by(1, "orders", "2021", "removal_orders") == {"RU": 15, "CN": 2, "HK": 2}
    assert found.by(2, "orders", "2020", "removal_orders") == {"register_notice": 43, "direct_request": 1}
    (account,) = found.reconciliation.logs
    assert (account.read, account.accepted, account.rejected) == (109, 109, 0)


def test_a_quarter_without_a_notice_is_none_not_unknown(tmp_path: Path) -> None:
    """The third quarter of 2018, between two that have some."""
    quarters = ("2018-Q3", "2018-Q4", "2020-Q3")
    found = look(tmp_path, "gov_takedowns", "transparency", *quarters)
    assert [found.number("orders", one, kind="removal_orders") for one in quarters] == [0, 7, 20]
