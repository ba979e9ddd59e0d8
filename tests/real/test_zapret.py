"""A register of blocked sites: Windows-1251, no header, a first line that is no data, nothing numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

QUARTERS = ("2012-Q4", "2013-Q1", "2013-Q2", "2013-Q3", "2013-Q4", "2014-Q1", "2014-Q2")
KIND = "removal_orders"


def test_every_entry_counts_once(tmp_path: Path) -> None:
    """Also those that are exact copies, and with several addresses in a cell."""
    found = look(tmp_path, "zapret", "transparency", *QUARTERS, "2013")
    counted = [found.number("orders", quarter, "RU", kind=KIND) for quarter in QUARTERS]
    assert counted == [19, 106, 426, 317, 459, 756, 67]
    bodies = found.by(2, "orders", "2013", KIND)
    assert bodies["ФСКН"] == 79 + 155 + 246 + 328
    assert bodies["суд"] == 8 + 264 + 21 + 38
    (account,) = found.reconciliation.logs
    assert (account.read, account.accepted, account.rejected) == (2150, 2150, 0)


def test_distinct_orders_are_another_answer(tmp_path: Path) -> None:
    """By body, number without the blanks around it, and date; the others are reported at their lines."""
    found = look(tmp_path, "zapret", "orders", *QUARTERS)
    courts = [found.number("orders", quarter, "RU", "суд", KIND) for quarter in QUARTERS]
    assert [number or 0 for number in courts] == [1, 3, 6, 5, 36, 17, 0]
    (account,) = found.reconciliation.logs
    assert (account.read, account.accepted, account.duplicates) == (2150, 1755, 395)
    copies = {line for line, _, code in found.places if code == "duplicate"}
    assert {1548, 1549, 1617, 2150} <= copies
