"""Tables of disclosure control with proven figures: the attacker recovers what was computed, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.audit import intervals
from pellucid.audit.attack import Rule, attack
from pellucid.audit.numbers import System
from tests.audit.tables import Case, read_case

if TYPE_CHECKING:
    from collections.abc import Collection

    from pellucid.audit.findings import Finding


def recovered(system: System, width: int) -> dict[int, Finding]:
    """Give what the attacker narrows below a width, by cell."""
    found = attack(system, Rule(width))
    assert not found.doubts
    assert all(finding.proven for finding in found.disclosed)
    return {int(finding.cell.key[3]): finding for finding in found.disclosed}


def exact(found: dict[int, Finding], among: Collection[int]) -> set[int]:
    """Give the cells of which one value is left."""
    return {cell for cell in among if cell in found and found[cell].exact}


@pytest.mark.parametrize(
    "name", ["01_flat_5x4", "02_regions", "03_year_quarters", "04_earlier_quarter_published"]
)
def test_withholding_small_cells_alone(name: str) -> None:
    """Where only the small cells are withheld, all of them are recovered, with their true values."""
    case = read_case(name)
    primary = case.cells("primary")
    found = recovered(case.system(primary | case.cells("already_withheld")), 5)
    expected = case.expected.get(
        "primary_only", {"recovered_exactly": len(primary), "too_narrow": len(primary)}
    )
    assert len(exact(found, primary)) == expected["recovered_exactly"]
    assert len(primary & found.keys()) == expected["too_narrow"]
    assert all(found[cell].least == case.values[cell] for cell in exact(found, primary))


@pytest.mark.parametrize(
    ("name", "aim"),
    [
        ("01_flat_5x4", "count"),
        ("01_flat_5x4", "value"),
        ("02_regions", "count"),
        ("02_regions", "value"),
        ("03_year_quarters", "count"),
        ("04_earlier_quarter_published", "count"),
        ("04_earlier_quarter_published", "value"),
    ],
)
def test_a_safe_pattern(name: str, aim: str) -> None:
    """Nothing is found in the proven patterns, and something as soon as the width asked for is one more."""
    case = read_case(name)
    primary = case.cells("primary")
    pattern = {*primary, *case.cells("already_withheld"), *case.expected[aim]["one_optimal_secondary_set"]}
    shortest = int(case.expected[aim].get("integer_width_min", 5))
    assert not primary & recovered(case.system(pattern), shortest).keys()
    assert primary & recovered(case.system(pattern), shortest + 1).keys()


def test_who_knows_that_zeros_are_published_knows_more() -> None:
    """A withheld cell is then at least 1: intervals that were wide enough are not any more."""
    case = read_case("03_year_quarters")
    primary = case.cells("primary")
    pattern = {*primary, *case.expected["count"]["one_optimal_secondary_set"]}
    assert not primary & recovered(case.system(pattern), 5).keys()
    assert primary & recovered(case.system(pattern, least_withheld=1), 5).keys()


def test_each_quarter_alone_and_then_the_half_year() -> None:
    """Each quarter withholds what is needed by itself; the half-year beside them gives all of it away."""
    case = read_case("04_earlier_quarter_published")
    primary = case.cells("primary")
    withheld = {*primary, *case.cells("already_withheld"), *(41, 59)}  # the fewest that the quarter needs
    assert not primary & recovered(_of_one_period(case, "Q2", withheld), 5).keys()
    expected = case.expected["each_period_alone_then_half_year_published"]
    found = recovered(case.system(withheld), 5)
    assert primary & found.keys() == set(expected["too_narrow"])
    assert exact(found, primary) == set(expected["recovered_exactly"])


def test_what_only_whole_numbers_pin() -> None:
    """Cells that fractions leave open have one value in whole numbers; of others the interval is narrower."""
    case = read_case("05_attack_integer_gap")
    found = recovered(case.system(case.pattern), 2)
    pinned = case.expected["cells_lp_says_open_but_integers_pin"]
    assert set(pinned) <= exact(found, case.pattern)
    ends = {cell: (int(row["int_low"]), int(row["int_high"])) for cell, row in case.intervals.items()}
    assert {cell: (found[cell].least, found[cell].most) for cell in found} == {
        cell: (low, high) for cell, (low, high) in ends.items() if high - low < 2
    }
    assert all("together" in found[cell].chain[-1] for cell in pinned)


def test_what_looks_safe() -> None:
    """Two withheld cells in each line don't protect: cells are narrowed, and one is recovered."""
    case = read_case("06_attack_looks_safe")
    found = recovered(case.system(case.pattern), 5)
    assert exact(found, case.pattern) == set(case.expected["recovered_exactly"])
    assert set(case.expected["too_narrow"]) == found.keys() & case.cells("primary")


def _of_one_period(case: Case, period: str, withheld: set[int]) -> System:
    """What is seen of one period, as if no other were published."""
    whole = case.system({*withheld, *(cell for cell, at in case.at.items() if at["period"] != period)})
    rows = [row for row in whole.rows if all(case.at[cell]["period"] == period for cell, _ in row.terms)]
    return System(whole.numbers, tuple(rows))


@pytest.mark.parametrize(
    "name", ["01_flat_5x4", "03_year_quarters", "05_attack_integer_gap", "06_attack_looks_safe"]
)
@pytest.mark.parametrize("width", [2, 4, 7, 12, 20])
def test_large_systems_are_searched_otherwise_and_say_the_same(
    name: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moving a cell in a table that fits finds the same cells open as asking for the ends of each does."""
    case = read_case(name)
    withheld = case.pattern or {
        *case.cells("primary"),
        *case.expected["value"]["one_optimal_secondary_set"],
    }
    asked = recovered(case.system(withheld), width)
    monkeypatch.setattr(intervals, "_LARGE", 0)
    moved = recovered(case.system(withheld), width)
    assert moved.keys() == asked.keys()
    assert all(moved[cell].least <= asked[cell].least for cell in asked)
    assert all(moved[cell].most >= asked[cell].most for cell in asked)
