"""Places on a chart: round ticks, labels that fit, labels that do not touch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pellucid.render.pictures.scales import axis_labels, nice_ticks, spread


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [
        (87, [0, 20, 40, 60, 80, 100]),
        (14905, [0, 5000, 10000, 15000]),
        (3, [0, 1, 2, 3]),
        (11, [0, 5, 10, 15]),
        (1, [0, 1]),
        (0, [0, 1]),
        (62.5, [0, 20, 40, 60, 80]),
        (0.4, [0, 0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_ticks_are_round(largest: float, ticks: list[float]) -> None:
    """From zero to at least the largest value, in steps that a reader would choose."""
    assert nice_ticks(largest) == ticks


@given(st.integers(1, 10**12))
def test_ticks_of_a_count(largest: int) -> None:
    """Whole numbers, evenly apart, no more than six, the last one not below the largest value."""
    ticks = nice_ticks(largest)
    assert all(tick == int(tick) for tick in ticks)
    assert 2 <= len(ticks) <= 6
    assert ticks[-2] < largest <= ticks[-1]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
def test_labels_do_not_touch(places: list[float]) -> None:
    """Each has its height, none hangs over the end, and a higher line keeps the higher label."""
    moved = spread(places, [16.0] * len(places), 400)
    order = sorted(range(len(places)), key=lambda index: places[index])
    tops = [moved[index] for index in order]
    assert all(after - before >= 16 - 1e-6 for before, after in pairwise(tops))
    assert tops[-1] + 16 <= 400 + 1e-6


@given(st.lists(st.integers(0, 20), min_size=1, max_size=12, unique=True))
def test_labels_that_have_room_stay(steps: list[int]) -> None:
    """What does not touch is not moved."""
    places = [step * 16.0 for step in steps]
    assert spread(places, [16.0] * len(places), 400) == places


def test_the_year_stands_where_it_changes() -> None:
    """Quarters have the year below the first of each year."""
    labels = axis_labels(["Q3 2024", "Q4 2024", "Q1 2025", "Q2 2025"], 40)
    assert [(label.text, label.year) for label in labels] == [
        ("Q3", "2024"),
        ("Q4", None),
        ("Q1", "2025"),
        ("Q2", None),
    ]


def test_labels_that_do_not_fit_are_left_out() -> None:
    """The last one is always there."""
    quarters = [f"Q{quarter} {year}" for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)]
    labels = axis_labels(quarters, 15)
    assert [(label.index, label.text) for label in labels][-2:] == [(9, "Q2"), (11, "Q4")]
    assert len(labels) < 12


def test_labels_without_years_stay_whole() -> None:
    """Years on their own, or names, are one line."""
    assert [label.text for label in axis_labels(["2023", "2024"], 60)] == ["2023", "2024"]
