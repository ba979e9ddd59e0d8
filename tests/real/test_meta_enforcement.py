"""Meta's figures by quarter, published twice: thousands commas, shares among counts, N/A."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

FACEBOOK = {"2020-Q1": 3707100000, "2020-Q2": 1682104400, "2021-Q4": 3033000000, "2022-Q3": 3045500000}
LATER = {"2020-Q1": 3707100000, "2020-Q2": 3005668800, "2022-Q3": 3045600000, "2022-Q4": 3223900000}


def test_content_actioned_in_both_releases(tmp_path: Path) -> None:
    """Quarters change from one release to the next."""
    for name, expected, kept, read in (("q3", FACEBOOK, 364, 2780), ("q4", LATER, 390, 2927)):
        found = look(tmp_path, "meta_enforcement", f"actioned_{name}", *expected)
        figures = {
            quarter: found.number("items_removed", quarter, request_type="Facebook") for quarter in expected
        }
        assert figures == expected
        (account,) = found.reconciliation.logs
        assert (account.read, account.accepted, account.rejected) == (read, kept, 0)
        assert account.set_aside_by_code == {"left_out": read - kept}
    assert found.number("items_removed", "2022-Q4", request_type="Instagram") == 52052200


def test_content_appealed(tmp_path: Path) -> None:
    """The same rows by another metric."""
    found = look(tmp_path, "meta_enforcement", "appealed_q4", "2022-Q3", "2022-Q4")
    figures = [
        found.number("items_removed", quarter, request_type=app)
        for quarter in ("2022-Q3", "2022-Q4")
        for app in ("Facebook", "Instagram")
    ]
    assert figures == [12851700, 2331800, 11306700, 1628000]


def test_shares_are_no_counts(tmp_path: Path) -> None:
    """Where they are not left out, each is reported at its line."""
    without = "keep: {metric: [Content Actioned]}, "
    found = look(tmp_path, "meta_enforcement", "actioned_q4", "2022-Q4", without=without)
    assert (2732, "items_removed", "not_a_number") in found.places
    assert {code for _, _, code in found.places} <= {"not_a_number", "contradicting_duplicate"}
