"""Google's orders to remove: 18,100 rows by reason, requestor and product; codes that are no country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.real.looking import look

if TYPE_CHECKING:
    from pathlib import Path

ALIASES = 'UK: GB, EUROPOL: _U, INTERPOL: _U, "": _U'
EUROPOL = [1754, *range(5646, 5653), 6336, 6337, 7025, 7026, *range(7765, 7773), 8490, 10527, 10528, 11576]


def test_half_years_and_countries(tmp_path: Path) -> None:
    """Requests and items, each combination once."""
    halves = {"2018-H2": (17422, 159749), "2021-H1": (26591, 546598), "2022-H2": (50407, 350387)}
    found = look(tmp_path, "google_removals", "transparency", *halves, "2022-H1")
    for half, sums in halves.items():
        assert (found.number("orders", half), found.number("items_specified", half)) == sums
    first, second = (found.by(1, "orders", half) for half in ("2022-H1", "2022-H2"))
    assert [(first[code] or 0) + (second[code] or 0) for code in ("RU", "KR", "IN", "BR", "TR")] == [
        57958,
        9654,
        4405,
        2488,
        2362,
    ]
    reasons = {
        key[2]: cell[0]
        for key, cell in found.cells["2022-H2", "counts"].of_key.items()
        if key[1] == "DE" and key[3] == "orders" and cell[0]
    }
    assert reasons["_T"] == 293
    assert (reasons["Defamation"], reasons["Privacy and security"], reasons["Trademark"]) == (137, 58, 14)
    (account,) = found.reconciliation.logs
    assert (account.read, account.accepted) == (18100, 18100)


def test_what_was_removed_is_the_sum_of_two_columns(tmp_path: Path) -> None:
    """A row that says more was removed than was asked for stands, and is named with its line."""
    found = look(tmp_path, "google_removals", "transparency", "2011-01-01/2022-12-31")
    assert 17984 in [one.line for one in found.reconciliation.contradictions]


def test_codes_that_are_no_country_are_reported_at_their_lines(tmp_path: Path) -> None:
    """Unless `values` says what they stand for; Kosovo is understood."""
    without = f"country: {{{ALIASES}}}"
    found = look(tmp_path, "google_removals", "transparency", "2022", without=without, instead="country: {}")
    places = [(line, "country", "unknown_country") for line in sorted([1753, *EUROPOL, 15122])]
    assert found.places == [*places, (16494, "country", "missing_value")]


def test_the_same_rows_by_requestor(tmp_path: Path) -> None:
    """Breakdowns are added up, whichever of them is published."""
    found = look(tmp_path, "google_removals", "by_requestor", "2022-H2")
    assert found.number("orders", "2022-H2") == 50407
    assert sum(number or 0 for number in found.by(2, "orders", "2022-H2").values()) == 50407
