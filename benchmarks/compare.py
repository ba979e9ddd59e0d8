"""CSVs of figures by cell -> how many cells they agree on; a difference ends the run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CELL = ["period", "country", "request_type", "measure"]
ROUNDING = 1.5e-6  # rates have six decimals


def compare(ours: Path, others: Iterable[Path]) -> int:
    """Count the cells of ours; each of the others has the same ones, with the same values."""
    figures = _figures(ours)
    for path in others:
        _same(figures, path)
    return len(figures)


def _same(ours: pd.Series[float], path: Path) -> None:
    theirs = _figures(path)
    # What a release has no row for counts 0; the scripts have rows for whatever occurs in any period.
    extra = theirs[~theirs.index.isin(ours.index)]
    theirs = theirs.drop(extra[extra.isna() | (extra == 0)].index)
    if not ours.index.equals(theirs.index):
        sys.exit(f"{path.name} has other cells: {ours.index.symmetric_difference(theirs.index)}")
    same = (ours == theirs) | (ours.isna() & theirs.isna())
    differing = ours[~same & ~((ours - theirs).abs() < ROUNDING)]
    if not differing.empty:
        sys.exit(f"{path.name} differs in {len(differing)} figures, the first: {differing.index[0]}")


def _figures(path: Path) -> pd.Series[float]:
    cells = pd.read_csv(path, keep_default_na=False, na_values=[""])
    return cells.set_index(CELL)["value"].sort_index()
