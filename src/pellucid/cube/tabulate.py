"""Counts of single cells in; a kind's cube, totals, rates, medians and explicit zeros included, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pellucid.cube.cells import CELL_COLUMNS, COVERAGE_COLUMNS, TOTAL, Cube
from pellucid.cube.clean import KEYS, SPAN
from pellucid.cube.margins import medians, rate, records_timed, sums, with_totals
from pellucid.cube.measures import How
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection

    from pellucid.cube.count import Counts
    from pellucid.cube.measures import Measure
    from pellucid.vocabulary.periods import Period


@dataclass(frozen=True)
class Totals:
    """Which types count towards the total over types, and which are in no table.

    in_total: None where every type does. by_country: whether cells of single countries are published at all.
    """

    in_total: Collection[str] | None = None
    hidden: Collection[str] = ()
    by_country: bool = True


def tabulate(kind: str, counts: Counts, periods: tuple[Period, ...], totals: Totals) -> Cube:
    """Make the cube of a record log; the last of `periods` is the release's own."""
    frame = counts.frame[~counts.frame["request_type"].isin(list(totals.hidden))]
    if not totals.by_country:
        frame = frame.assign(country=TOTAL)
    expanded = with_totals(frame, totals.in_total) if totals.by_country else _type_totals(frame)
    wanted = _wanted(frame, len(periods), totals)
    columns = _measure_columns(counts.measures, expanded, wanted, totals)
    names = [period.name for period in periods]
    cells = _long(columns, wanted, names)
    codes = tuple(measure.code for measure in counts.measures)
    behind = {
        (names[span], country, request_type): records
        for (span, country, request_type), records in records_timed(expanded, KEYS).items()
    }
    return Cube(kind, kind, codes, periods, cells, _coverage(cells, totals), behind)


def _type_totals(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame.assign(request_type=TOTAL)], ignore_index=True)


def _wanted(frame: pd.DataFrame, spans: int, totals: Totals) -> pd.MultiIndex:
    """Cells to publish: the margins of every span, and single cells of the last one.

    Which there are says nothing that the cells don't: a country or a type is there where a margin of it is
    more than 0 in some span, a single cell where it has a record.
    """
    last = frame[SPAN] == spans - 1
    pairs = sorted(set(zip(frame["country"][last], frame["request_type"][last], strict=True)))
    types = sorted(set(frame["request_type"]))
    countries = _countries(frame, last, totals)
    margins = [
        (TOTAL, TOTAL),
        *((TOTAL, kind) for kind in types),
        *((country, TOTAL) for country in countries),
    ]
    single = pairs if totals.by_country else []
    keys = [
        (span, *cell) for span in range(spans) for cell in [*margins, *(single if span == spans - 1 else [])]
    ]
    return pd.MultiIndex.from_tuples(keys, names=list(KEYS))


def _countries(frame: pd.DataFrame, last: pd.Series[bool], totals: Totals) -> list[str]:
    if not totals.by_country:
        return []
    if totals.in_total is None:
        return sorted(set(frame["country"]))
    return sorted(set(frame["country"][last | frame["request_type"].isin(list(totals.in_total))]))


def _measure_columns(
    measures: tuple[Measure, ...], expanded: pd.DataFrame, wanted: pd.MultiIndex, totals: Totals
) -> dict[str, pd.Series[float]]:
    """Each measure's values over the wanted cells (NaN: none); cells without the measure are left out."""
    codes = [measure.code for measure in measures if measure.how is How.SUM]
    summed = sums(expanded, codes).reindex(wanted, fill_value=0)
    columns: dict[str, pd.Series[float]] = {}
    for measure in measures:
        if measure.how is How.SUM:
            columns[measure.code] = summed[measure.code].astype("float64")
        elif measure.how is How.MEDIAN:
            columns[measure.code] = medians(expanded, KEYS, measure.per).reindex(wanted)
        else:
            shares = rate(summed[measure.numerator or ""], summed[measure.denominator or ""])
            columns[measure.code] = shares[_rated(shares.index, totals.in_total)]
    return columns


def _rated(index: pd.Index[Any], in_total: Collection[str] | None) -> pd.Series[bool]:
    """A rate is over types that count towards the total alone."""
    kinds = index.get_level_values("request_type")
    rated = kinds.isin([TOTAL, *in_total]) if in_total is not None else kinds.notna()
    return pd.Series(rated, index=index)


def _long(columns: dict[str, pd.Series[float]], wanted: pd.MultiIndex, names: list[str]) -> pd.DataFrame:
    parts = [
        series.rename("value").reset_index().assign(measure=code, order=order)
        for order, (code, series) in enumerate(columns.items())
    ]
    cells = pd.concat(parts, ignore_index=True) if len(wanted) else pd.DataFrame(columns=[*KEYS, "value"])
    known = cells["value"].notna()
    cells = cells.assign(
        period=cells[SPAN].map(dict(enumerate(names))),
        lower=cells["value"],
        upper=cells["value"],
        status=known.map({True: str(Status.PUBLISHED), False: str(Status.NOT_AVAILABLE)}),
    )
    return cells.sort_values([SPAN, "country", "request_type", "order"], key=_total_first)[
        list(CELL_COLUMNS)
    ].reset_index(drop=True)


def _total_first(values: pd.Series[Any]) -> pd.Series[Any]:
    """Sort _T before every code."""
    return values.replace(TOTAL, "") if values.dtype.kind not in "iuf" else values


def _coverage(cells: pd.DataFrame, totals: Totals) -> pd.DataFrame:
    """In a record log every country is there: a period without a record of it counts 0."""
    # Where no cell is of a country, the one total stands for what the figures are over.
    known = len(set(cells["country"]) - {TOTAL}) if totals.by_country else min(1, len(cells))
    margins = cells[(cells["country"] == TOTAL)]
    return margins.assign(available=known, published=known, derived=0, known=known)[
        list(COVERAGE_COLUMNS)
    ].reset_index(drop=True)
