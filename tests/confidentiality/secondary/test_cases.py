"""The test tables whose best patterns are known."""

from __future__ import annotations

import numpy as np
import pytest

from pellucid.confidentiality.secondary import withhold
from tests.confidentiality.secondary.attacker import too_narrow
from tests.confidentiality.secondary.cases import case

SMALL = ("01", "02", "03", "04", "07")


def _extra(name: str, cost: str) -> tuple[set[int], set[int]]:
    task = case(name, cost).task
    pattern = withhold(task)
    assert pattern.open == ()
    withheld = {int(cell) for cell in np.flatnonzero(pattern.withheld)}
    given = {int(cell) for cell in np.flatnonzero(task.primary | task.withheld)}
    fixed = {int(cell) for cell in np.flatnonzero(task.fixed)}
    assert given <= withheld
    assert not (withheld - given) & fixed
    return withheld, withheld - given


@pytest.mark.parametrize("name", SMALL)
def test_no_reader_comes_too_close(name: str) -> None:
    """Every whole-number table that fits is tried."""
    for cost in ("count", "value"):
        withheld, _ = _extra(name, cost)
        assert not too_narrow(case(name).task, withheld)


@pytest.mark.parametrize("name", SMALL)
def test_without_further_cells_the_small_ones_are_worked_out(name: str) -> None:
    """Why further cells are withheld at all."""
    task = case(name).task
    given = {int(cell) for cell in np.flatnonzero(task.primary | task.withheld)}
    assert too_narrow(task, given)


@pytest.mark.parametrize(
    ("name", "cost"),
    [*((name, "count") for name in SMALL), *((name, "value") for name in SMALL if name != "07")],
)
def test_small_tables_get_the_best_pattern_there_is(name: str, cost: str) -> None:
    """As many cells, or as much of value, as the proven optimum."""
    known = case(name).expected
    values = case(name).task.tables.values
    _, extra = _extra(name, cost)
    found = len(extra) if cost == "count" else sum(int(values[cell]) for cell in extra)
    assert found == known[cost]["minimum"]


@pytest.mark.parametrize("name", ["05", "06"])
def test_what_is_published_in_any_case_can_leave_cells_open(name: str) -> None:
    """05: real numbers leave them open, whole numbers do not. 06: two withheld cells in each line."""
    task = case(name).task
    pattern = withhold(task)
    given = {int(cell) for cell in np.flatnonzero(task.primary | task.withheld)}
    assert set(pattern.open) == too_narrow(task, given)
    assert pattern.open
