"""The classes of a map: whole numbers, round edges, five at most."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.report.numbers.classes import MOST, classes, place, shades


@pytest.mark.parametrize(
    ("counts", "threshold", "expected"),
    [
        ([1, 9, 40], 1, ((1, 1), (2, 4), (5, 9), (10, 19), (20, 49))),
        ([3, 12], 1, ((2, 4), (5, 9), (10, 19))),
        ([5, 900], 5, ((5, 9), (10, 29), (30, 99), (100, 299), (300, 999))),
        ([7, 4271], 5, ((5, 9), (10, 99), (100, 999), (1000, 9999))),
        ([2, 4271], 5, ((1, 9), (10, 99), (100, 999), (1000, 9999))),
        (
            [1, 2_000_000],
            1,
            ((1, 999), (1000, 9999), (10_000, 99_999), (100_000, 999_999), (1_000_000, 9_999_999)),
        ),
        ([100, 100], 1, ((100, 199),)),
        ([0, 0], 1, ()),
    ],
)
def test_examples(counts: list[float], threshold: int, expected: tuple[tuple[int, int], ...]) -> None:
    """Steps are as fine as five classes allow; the first begins at the threshold where no figure is below."""
    assert classes(counts, threshold) == expected


@given(st.lists(st.integers(1, 10**7), min_size=1), st.integers(1, 10))
def test_every_count_has_its_class(counts: list[int], threshold: int) -> None:
    """Classes join without a gap, and the first and the last are not empty."""
    found = classes(counts, threshold)
    assert 1 <= len(found) <= MOST == len(set(shades(MOST)))
    for (_, most), (least, _) in pairwise(found):
        assert least == most + 1
    places = {place(count, found) for count in counts}
    assert {0, len(found) - 1} <= places
    for count in counts:
        least, most = found[place(count, found)]
        assert least <= count <= most
