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
