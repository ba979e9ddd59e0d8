"""Random tables that share cells: no pattern falls to a reader who tries every whole-number table."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from pellucid.confidentiality.linked import LinkedTables, Row, Task
from pellucid.confidentiality.secondary import withhold
from tests.confidentiality.secondary.attacker import too_narrow

if TYPE_CHECKING:
    from pellucid.confidentiality.linked import Pattern

THRESHOLD = 4
SHAPES = ((3, 3), (4, 2), (2, 2, 2), (3, 2, 2))
slowly = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # trying every table is too slow for shrinking
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """A table of two or three dimensions with totals; perhaps a second measure that is at most the first."""
    shape = draw(st.sampled_from(SHAPES))
    least = draw(st.sampled_from((0, 1)))
    keys = list(product(*(range(length + 1) for length in shape)))  # the last of each is the total
    inner = [key for key in keys if all(one < length for one, length in zip(key, shape, strict=True))]
    drawn = draw(st.lists(st.integers(0, 7), min_size=len(inner), max_size=len(inner)))
    counts = dict(zip(inner, drawn, strict=True))
    place = {key: number for number, key in enumerate(keys)}
    values = [
        sum(
            count
            for cell, count in counts.items()
            if all(k in (c, n) for k, c, n in zip(key, cell, shape, strict=True))
        )
        for key in keys
    ]
    rows = []
    for key in keys:
        for level, length in enumerate(shape):
            if key[level] == length:
                parts = [place[(*key[:level], one, *key[level + 1 :])] for one in range(length)]
                rows.append(Row((place[key], *parts), (-1, *(1 for _ in parts))))
    top = len(values) - 1
    fixed = [value < least or value == 0 for value in values]
    fixed[top] = True
    if draw(st.booleans()):  # of the first slice, some is disclosed
        some = [key for key in keys if key[0] == 0][:3]
        for key in some:
            whole = values[place[key]]
            part = draw(st.integers(0, whole))
            rows.append(Row((len(values), place[key]), (1, -1), -math.inf, 0.0))
            values.append(part)
            fixed.append(part == 0)
    published = draw(st.sets(st.integers(0, len(values) - 1), max_size=3))
    primary = [
        0 < value < THRESHOLD and not (number in published and value > 2)
        for number, value in enumerate(values)
    ]
    fixed = [
        not small and (held or number in published)
        for number, (small, held) in enumerate(zip(primary, fixed, strict=True))
    ]
    width = draw(st.integers(1, THRESHOLD))
    size = len(values)
    mine = draw(st.sets(st.integers(0, size - 1), max_size=3))
    mine = _same(set(mine), rows, fixed)
    return Task(
        LinkedTables(np.array(values), tuple(rows), np.full(size, float(least)), np.full(size, np.inf)),
        primary=np.array(primary),
        width=np.where(primary, width, 0),
        withheld=np.zeros(size, dtype=np.bool_),
        fixed=np.array(fixed),
        cost=np.array(draw(st.sampled_from(([1.0] * size, [float(max(value, 1)) for value in values])))),
        above=draw(st.sampled_from((0, THRESHOLD))),
        insiders=draw(st.sampled_from(((), (tuple(sorted(mine)),)))),
    )


def _same(known: set[int], rows: list[Row], fixed: list[bool]) -> set[int]:
    """Some cells, and those that move with one of them alone: the same by another name."""
    pinned = {cell for cell, held in enumerate(fixed) if held}
    before = None
    while before != (before := (len(known), len(pinned))):
        for row in rows:
            left = [cell for cell in row.cells if cell not in pinned]
            if row.low == row.high == 0 and len(left) == 1:
                pinned.add(left[0])
            signs = {row.coefficients[row.cells.index(cell)] for cell in left}
            if row.low == row.high == 0 and len(left) == 2 and len(signs) == 2 and known & set(left):
                known |= set(left)
    return known


def _cells(pattern: Pattern) -> set[int]:
    return {int(cell) for cell in np.flatnonzero(pattern.withheld)}


@pytest.mark.parametrize("small", [0, 150])
@slowly
@given(task=tasks())
def test_no_pattern_falls(task: Task, small: int) -> None:
    """Whoever is not said to be open is as safe as asked for, and the open ones could not be saved."""
    pattern = withhold(task, small=small)
    withheld = _cells(pattern)
    assert {int(cell) for cell in np.flatnonzero(task.primary | task.withheld)} <= withheld
    assert not withheld & {int(cell) for cell in np.flatnonzero(task.fixed)}
    narrow = too_narrow(task, withheld)
    assert narrow == set(pattern.open)
    if narrow:
        everything = {int(cell) for cell in np.flatnonzero(~task.fixed)}
        assert narrow <= too_narrow(task, everything)


@slowly
@given(task=tasks())
def test_nothing_is_withheld_in_vain(task: Task) -> None:
    """Publish any further cell again, and somebody is too narrow who was not."""
    pattern = withhold(task)
    assume(
        not pattern.open
    )  # what would give an open cell away at once stays withheld, though nobody is saved
    withheld = _cells(pattern)
    for cell in withheld - {int(cell) for cell in np.flatnonzero(task.primary | task.withheld)}:
        assert too_narrow(task, withheld - {cell})


@slowly
@given(task=tasks())
def test_the_best_pattern_costs_no_more_than_a_quick_one(task: Task) -> None:
    """Looking for the best never makes it worse, and the same is found twice."""
    best, quick = withhold(task), withhold(task, small=0)
    assert task.cost @ best.withheld <= task.cost @ quick.withheld
    assert (withhold(replace(task)).withheld == best.withheld).all()
