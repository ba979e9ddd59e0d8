"""Figures and the counts that are withheld in; the figures without them and what gives them away, out.

A rate is withheld with either of its parts, a median where few records or a withheld count stand behind it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from pellucid.confidentiality.counts import MEDIANS
from pellucid.confidentiality.keys import BREAKDOWNS, CellKey
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS
from pellucid.cube.measures import How, measures_of
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pellucid.confidentiality.keys import EarlierNumber
    from pellucid.cube.cells import Cube, Figures

_NUMBERS = ("value", "lower", "upper")


def without(
    figures: Figures, withheld: Collection[CellKey], threshold: int, rate_of: str
) -> tuple[dict[str, Cube], pd.DataFrame]:
    """Give the cubes and the breakdowns with everything that must go marked as suppressed."""
    cubes = {
        kind: replace(cube, cells=_cells(kind, cube, withheld, threshold, rate_of), timed={})
        for kind, cube in figures.cubes.items()
    }
    return cubes, _breakdowns(figures, withheld, threshold)


def repeated(figures: Figures, numbers: Mapping[CellKey, EarlierNumber]) -> Figures:
    """Put the numbers in that an earlier release has published for its period."""
    if not numbers:
        return figures
    cubes = {
        kind: replace(cube, cells=_with_numbers(kind, cube.cells, numbers))
        for kind, cube in figures.cubes.items()
    }
    breakdowns = _with_numbers(BREAKDOWNS, figures.breakdowns, numbers)
    return replace(figures, cubes=cubes, breakdowns=breakdowns)


def _with_numbers(table: str, frame: pd.DataFrame, numbers: Mapping[CellKey, EarlierNumber]) -> pd.DataFrame:
    keys = [CellKey(table, *key) for key in frame.iloc[:, :4].itertuples(index=False, name=None)]
    found = [numbers.get(key) for key in keys]
    values = [
        value if one is None else (math.nan if one.value is None else one.value)
        for value, one in zip(frame["value"].tolist(), found, strict=True)
    ]
    statuses = [
        status if one is None else str(one.status)
        for status, one in zip(frame["status"].tolist(), found, strict=True)
    ]
    said = pd.Series([one is not None for one in found], index=frame.index, dtype=bool)
    value = pd.Series(values, index=frame.index, dtype="float64")
    return frame.assign(
        value=value,
        lower=frame["lower"].mask(said, value),
        upper=frame["upper"].mask(said, value),
        status=statuses,
    )


def _cells(
    kind: str, cube: Cube, withheld: Collection[CellKey], threshold: int, rate_of: str
) -> pd.DataFrame:
    measures = {one.code: one for one in measures_of(cube.of, rate_of)}
    keys = [
        CellKey(kind, *key)
        for key in cube.cells.loc[:, list(CELL_COLUMNS[:4])].itertuples(index=False, name=None)
    ]
    values = dict(zip(keys, cube.cells["value"].tolist(), strict=True))
    bounded = {(key.first, key.second, key.measure) for key in withheld if key.table == kind}
    gone, unbounded = [], []
    for key, status in zip(keys, cube.cells["status"].tolist(), strict=True):
        measure = measures[key.measure]
        if measure.how is How.RATE:
            parts = [key._replace(measure=part or "") for part in (measure.numerator, measure.denominator)]
            gone.append(any(part in withheld for part in parts))
        elif measure.how is How.MEDIAN:
            counted = key._replace(measure=cube.measures[0])
            none = values.get(counted) == 0
            few = cube.timed.get((key.period, key.first, key.second), 0) < threshold
            gone.append((few and not none) or counted in withheld)
        else:
            gone.append(key in withheld)
        unknown = status == Status.NOT_AVAILABLE
        unbounded.append(unknown and (key.first, key.second, key.measure) in bounded)
    return _blanked(cube.cells, gone, unbounded)


def _breakdowns(figures: Figures, withheld: Collection[CellKey], threshold: int) -> pd.DataFrame:
    frame = figures.breakdowns
    gone = []
    for values in frame.loc[:, list(BREAKDOWN_COLUMNS[:4])].itertuples(index=False, name=None):
        key = CellKey(BREAKDOWNS, *values)
        if key.measure in MEDIANS:
            few = figures.timed.get((key.period, key.first, key.second), 0) < threshold
            gone.append(few or key._replace(measure="reports") in withheld)
        else:
            gone.append(key in withheld)
    return _blanked(frame, gone, [False] * len(gone))


def _blanked(frame: pd.DataFrame, gone: list[bool], unbounded: list[bool]) -> pd.DataFrame:
    """Take the numbers out of the rows that are gone; of the unbounded, which have a status of their own."""
    suppressed = pd.Series(gone, index=frame.index, dtype=bool)
    blank = suppressed | pd.Series(unbounded, index=frame.index, dtype=bool)
    numbers = {column: frame[column].mask(blank) for column in _NUMBERS}
    return frame.assign(**numbers, status=frame["status"].mask(suppressed, str(Status.SUPPRESSED)))
