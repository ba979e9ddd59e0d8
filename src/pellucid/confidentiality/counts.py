"""Figures in; their counts by key out, and what may still be decided about each of them.

Rates and medians are no counts: whether they may be published follows from the counts that they are made of.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from pellucid.confidentiality.keys import BREAKDOWNS, CellKey
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS
from pellucid.cube.measures import MEASURES, How
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from pellucid.cube.cells import Cube

_COUNTED = frozenset({Status.PUBLISHED, Status.DERIVED, Status.AT_LEAST})
MEDIANS = frozenset(one.code for kind in MEASURES.values() for one in kind if one.how is How.MEDIAN)
NO_COUNTS = MEDIANS | {one.code for kind in MEASURES.values() for one in kind if one.how is How.RATE}


class Choice(Enum):
    """What may be done with a count."""

    FREE = auto()  # it may be published or withheld
    CONFIDENTIAL = auto()  # it is small, so it is withheld
    PUBLIC = auto()  # it is 0, or was published earlier, and stays published
    WITHHELD = auto()  # it was withheld earlier, and stays so
    BANDED = auto()  # it is published as a band
    UNSEEN = auto()  # it is true, and in no release: a figure that was published otherwise, or a difference


@dataclass(frozen=True)
class Count:
    """A count: its value (of a band the lower end), the bounds of a band, and the choice there is."""

    value: int
    choice: Choice = Choice.FREE
    lower: int = 0
    upper: float = math.inf


class Numbers(NamedTuple):
    """A row of figures: its key, its numbers (NaN: none) and its status."""

    key: CellKey
    value: float
    lower: float
    upper: float
    status: Status


def rows(cubes: Mapping[str, Cube], breakdowns: pd.DataFrame) -> Iterator[Numbers]:
    """Give every row of a release's figures that is a count."""
    for kind, cube in cubes.items():
        yield from _numbers(kind, cube.cells, CELL_COLUMNS)
    yield from _numbers(BREAKDOWNS, breakdowns, BREAKDOWN_COLUMNS)


def _numbers(table: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[Numbers]:
    for *key, value, lower, upper, status in frame.loc[:, list(columns)].itertuples(index=False, name=None):
        if key[3] not in NO_COUNTS:
            yield Numbers(CellKey(table, *key), value, lower, upper, Status(status))


def counts(found: Iterable[Numbers], threshold: int) -> dict[CellKey, Count]:
    """Give every count as if nothing had been published before; what is not available is left out."""
    known: dict[CellKey, Count] = {}
    for key, value, lower, upper, status in found:
        if status is Status.BANDED:
            known[key] = Count(int(lower), Choice.BANDED, int(lower), upper)
        elif status in _COUNTED and not math.isnan(value):
            known[key] = Count(int(value), _choice(int(value), threshold))
    return known


def _choice(value: int, threshold: int) -> Choice:
    if value == 0:
        return Choice.PUBLIC
    return Choice.CONFIDENTIAL if value < threshold else Choice.FREE
