"""Discord's reports: tables below each other, thousands commas, totals rows, a country that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import UsageError
from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

HALF, QUARTER = "2024-H1", "2022-Q1"
FOLDER = "discord_reports"


def test_requests_of_a_half_year(tmp_path: Path) -> None:
    """Four tables of one file; the one totals row that does not fit is named."""
    found = look(tmp_path, FOLDER, "requests_2024", HALF)
    types = ("data_request", "preservation", "emergency")
    sums = [
        tuple(found.number(code, HALF, request_type=kind) for code in ("requests", "requests_disclosed"))
        for kind in types
    ]
    assert sums == [(545, 126), (3235, 2081), (540, 314)]
    us = [found.number("requests", HALF, "US", kind) for kind in ("subpoena", "search_warrant")]
    assert us == [2065, 1586]
    assert found.number("requests", HALF, "NO", "emergency") == 5
    (total,) = found.reconciliation.totals
    assert (total.line, total.measure, total.stated, total.added) == (216, "requests", "539", "540")
    assert not found.faults
    assert {account.read for account in found.reconciliation.logs} == {215}
    assert all(account.set_aside_by_code["totals_row"] == 1 for account in found.reconciliation.logs)


def test_a_country_that_stands_twice_is_reported(tmp_path: Path) -> None:
    """Unless the log says that such rows are parts of one figure."""
    found = look(tmp_path, FOLDER, "requests_2024", HALF, without="    duplicates: add\n")
    assert [(line, code) for line, _, code in found.places] == [
        (204, "contradicting_duplicate"),
        (206, "contradicting_duplicate"),
    ]


def test_requests_of_a_quarter(tmp_path: Path) -> None:
    """The second table has no title of its own, and stands after the total of the first."""
    found = look(tmp_path, FOLDER, "requests_2022", QUARTER)
    kinds = ("subpoena", "search_warrant", "court_order", "prtt")
    assert sum(found.number("requests", QUARTER, request_type=kind) or 0 for kind in kinds) == 894
    assert sum(found.number("requests_disclosed", QUARTER, request_type=kind) or 0 for kind in kinds) == 796
    assert found.number("requests", QUARTER, request_type="preservation") == 552
    assert found.number("requests_disclosed", QUARTER, request_type="preservation") == 500
    assert not found.faults


@pytest.mark.parametrize(
    ("name", "period", "figures"),
    [
        ("reports_2024", HALF, (29495313, None, 65901)),
        ("reports_2022", QUARTER, (178414, 43966, 113231)),
    ],
)
def test_reports_and_appeals(
    tmp_path: Path, name: str, period: str, figures: tuple[int, int | None, int]
) -> None:
    """Of users, by category; all totals rows fit."""
    found = look(tmp_path, FOLDER, name, period)
    measures = ("reports", "reports_actioned", "appeals")
    assert tuple(found.number(code, period) for code in measures) == figures
    assert found.reconciliation.totals == ()
    assert not found.faults


def test_a_title_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    """So that nobody looks for it."""
    with pytest.raises(UsageError, match="no table under `Repots`") as caught:
        look(tmp_path, FOLDER, "reports_2024", HALF, without="after: [Reports]", instead="after: [Repots]")
    assert "`Reports`" in str(caught.value)
