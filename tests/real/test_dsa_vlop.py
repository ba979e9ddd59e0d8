"""Reports of very large platforms: three nested levels, totals that don't fit, two codes of one country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

HALF = "2025-H2"


def totals(found: object) -> set[tuple[str, str]]:
    """Give what totals rows say and what their rows add up to."""
    return {(one.stated, one.added) for one in found.reconciliation.totals}  # type: ignore[attr-defined]


def test_orders_by_service(tmp_path: Path) -> None:
    """Of three nested levels one counts."""
    found = look(tmp_path, "dsa_vlop", "orders_by_service", HALF)
    assert (found.number("orders", HALF), found.number("items_specified", HALF)) == (4696, 21612)
    services = found.by(2, "orders", HALF)
    assert [services[one] for one in ("TikTok", "Facebook", "X", "XNXX")] == [782, 1358, 10, 0]
    (account,) = found.reconciliation.logs
    assert (account.read, account.set_aside, account.rejected) == (2239, 2239 - 21, 0)


def test_orders_by_state(tmp_path: Path) -> None:
    """Greece is one country; where states and total don't agree, both numbers and the line are said."""
    found = look(tmp_path, "dsa_vlop", "orders_by_state", HALF)
    assert (found.number("orders", HALF), found.number("items_specified", HALF)) == (1840, 8325)
    orders = found.by(1, "orders", HALF)
    assert [orders[code] for code in ("GR", "DE", "IT", "BG", "_U")] == [26, 393, 422, 0, 7]
    assert ("1358", "0") in totals(found)
    assert ("947", "5") in totals(found)


def test_cells_that_are_no_state_are_reported(tmp_path: Path) -> None:
    """Only those of rows that count."""
    states = 'EL: GR, "AT, […], SE": _U, "DE, ES, FR, PL, SE": _U, "PL, DE, BE, CZ": _U'
    found = look(tmp_path, "dsa_vlop", "orders_by_state", HALF, without=states, instead="EL: GR")
    assert found.places == [(line, "country", "unknown_country") for line in (1605, 2220, 2237)]


def test_orders_to_provide_information(tmp_path: Path) -> None:
    """In a configuration of their own: they are requests for data."""
    assert look(tmp_path, "dsa_vlop", "information_by_service", HALF).number("requests", HALF) == 42020
    found = look(tmp_path, "dsa_vlop", "information_by_state", HALF)
    assert found.number("requests", HALF) == 37054
    states = found.by(1, "requests", HALF)
    assert [states[code] for code in ("DE", "FR", "GR", "_U")] == [14933, 11239, 13 + 141, 218]


def test_notices(tmp_path: Path) -> None:
    """Reports by users, by service and by category; totals rows that the categories don't reach are named."""
    found = look(tmp_path, "dsa_vlop", "notices_by_service", HALF)
    assert found.number("reports", HALF) == 4651693
    assert found.number("reports", HALF, request_type="Google Maps") == 975841
    found = look(tmp_path, "dsa_vlop", "notices_by_category", HALF)
    assert found.number("reports", HALF) == 4560666
    assert found.number("reports", HALF, request_type="STATEMENT_CATEGORY_ANIMAL_WELFARE") == 3009
    differing = {("402010", "401260"), ("714523", "624339"), ("7618", "7626"), ("4841", "4840"), ("100", "0")}
    assert totals(found) == differing
    flaggers = look(tmp_path, "dsa_vlop", "notices_of_trusted_flaggers", HALF)
    assert flaggers.number("reports", HALF) == 5263
