"""Counts of single cells in; totals over countries and types, medians and rates out (pandas, small)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from pellucid.cube.cells import TOTAL
from pellucid.cube.clean import DURATION, KEYS
from pellucid.cube.measures import WEIGHT

if TYPE_CHECKING:
    from collections.abc import Collection

_MILLION = 1_000_000


def with_totals(frame: pd.DataFrame, in_total: Collection[str] | None) -> pd.DataFrame:
    """Add the rows of every total; `in_total` are the types that count towards _T (None: all of them)."""
    counted = frame if in_total is None else frame[frame["request_type"].isin(list(in_total))]
    return pd.concat(
        [
            frame,
            frame.assign(country=TOTAL),
            counted.assign(request_type=TOTAL),
            counted.assign(country=TOTAL, request_type=TOTAL),
        ],
        ignore_index=True,
    )


def sums(frame: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """The sums of each cell, indexed by span, country and type."""
    return frame.groupby(list(KEYS))[codes].sum().astype("int64")


def records_timed(frame: pd.DataFrame, keys: tuple[str, ...]) -> dict[tuple[Any, ...], int]:
    """How many records, by their weight, have a duration in each cell; cells without one are left out."""
    found = frame[frame[DURATION].notna() & (frame[WEIGHT] > 0)]
    summed: dict[Any, int] = found.groupby(list(keys))[WEIGHT].sum().to_dict()
    return {tuple(key): int(records) for key, records in summed.items()}


def medians(frame: pd.DataFrame, keys: tuple[str, ...], per: int) -> pd.Series[float]:
    """The exact weighted median of the durations of each cell; cells without one are left out."""
    timed = frame[frame[DURATION].notna() & (frame[WEIGHT] > 0)]
    spread: pd.DataFrame = timed.groupby([*keys, DURATION])[[WEIGHT]].sum().sort_index().reset_index()
    grouped = spread.groupby(list(keys))[WEIGHT]
    spread = spread.assign(reached=grouped.cumsum(), size=grouped.transform("sum"))
    lower = spread[spread["reached"] > (spread["size"] - 1) // 2].groupby(list(keys))[DURATION].first()
    upper = spread[spread["reached"] > spread["size"] // 2].groupby(list(keys))[DURATION].first()
    middle: pd.Series[float] = (lower.astype("float64") + upper.astype("float64")) / (2 * per)
    return middle


def rate(parts: pd.Series[int], whole: pd.Series[int]) -> pd.Series[float]:
    """Parts of a whole, to six decimals, rounded half up on whole numbers; NaN where the whole is 0."""
    shares = [
        # Python's whole numbers: a sum of great counts times a million leaves 64 bits.
        (2 * part * _MILLION + of) // (2 * of) / _MILLION if of else math.nan
        for part, of in zip(parts.tolist(), whole.tolist(), strict=True)
    ]
    return pd.Series(shares, index=whole.index, dtype="float64")
