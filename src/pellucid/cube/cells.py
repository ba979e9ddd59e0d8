"""The cube's records: cells of a kind with totals, breakdowns over all countries, and coverage.

A cell is one number at one period x country x request type. The frames here have fixed columns, are sorted by
them, and carry plain numbers; what may be published of them is decided by `confidentiality`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from pellucid.vocabulary.periods import Period

TOTAL = "_T"
UNKNOWN = "_U"

KEY = ("period", "country", "request_type", "measure")
CELL_COLUMNS = (*KEY, "value", "lower", "upper", "status")
BREAKDOWN_COLUMNS = ("period", "dimension", "code", "measure", "value", "lower", "upper", "status")
COVERAGE_COLUMNS = ("period", "request_type", "measure", "available", "published", "derived", "known")


@dataclass(frozen=True)
class Cube:
    """All cells of a kind, totals included.

    cells: CELL_COLUMNS; `period` is a Period.name; the numbers are float64 (whole but
        for rates and medians; NaN: none); `status` is a code of vocabulary.status. Every period of the
        window has the margins (country, _T), (_T, request_type) and (_T, _T) of all that occurs in the
        window, zeros included; the release's own has each country x request_type with a record too (one
        that is not there counts 0).
    coverage: COVERAGE_COLUMNS; how many countries stand behind a total over countries. For record logs
        available == published == known.
    periods: oldest first; the last one is the release's own.
    timed: how many records stand behind a median, by (period, country, request_type); none where it lacks.
    """

    kind: str
    of: str  # the kind whose measures these are: differs from `kind` for counts only
    measures: tuple[str, ...]  # in published order
    periods: tuple[Period, ...]
    cells: pd.DataFrame
    coverage: pd.DataFrame
    timed: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """Everything counted for one release, before anybody has decided what may be published of it.

    breakdowns: BREAKDOWN_COLUMNS, the release's own period and the one before; over all countries.
    timed: how many records stand behind a breakdown's median, by (period, dimension, code).
    """

    period: Period
    cubes: Mapping[str, Cube]  # by kind
    breakdowns: pd.DataFrame
    timed: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
