"""Clean rows and disjoint periods in; the sums and spread of values of each period x country x type out.

One aggregation that an engine runs in a single pass; what comes after it is small and in pandas (margins.py,
tabulate.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.measures import WEIGHT, How, Measure, available

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

    from pellucid.vocabulary.periods import Period

SPAN = "_span"
DURATION = "_duration"
KEYS = (SPAN, "country", "request_type")


@dataclass(frozen=True)
class CleanTable:
    """All sound rows of a kind.

    columns: the typed columns that its logs have. day: the column that decides the period.
    type_column: the column that the cube's request_type holds. rate_of: what rates of requests are over.
    """

    kind: str
    rows: ir.Table
    columns: frozenset[str]
    day: str
    type_column: str
    rate_of: str = "received"

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that can be counted."""
        return available(self.kind, self.columns, self.rate_of)


@dataclass(frozen=True)
class Counts:
    """One row a span x country x type x duration: sums, named by measure, and `_weight`, the rows' weight.

    A row's duration is what the kind's median is over, null for records that have no part in it.
    """

    frame: pd.DataFrame
    measures: tuple[Measure, ...]


def weighted(rows: ir.Table, columns: frozenset[str], weight: str | None) -> ir.Table:
    """Add the weight of each row, 1 where the log has none."""
    value = rows[weight] if weight and weight in columns else ibis.literal(1, "int64")
    return rows.mutate(**{WEIGHT: value})


def span_of(day: ir.DateValue, periods: tuple[Period, ...]) -> ir.IntegerValue:
    """The place, in a tuple of disjoint periods, of the one that a day lies in; else null."""
    return ibis.cases(
        *(
            (day.between(ibis.date(period.start), ibis.date(period.end)), ibis.literal(place, "int32"))
            for place, period in enumerate(periods)
        ),
        else_=ibis.null("int32"),
    )


def count(table: CleanTable, periods: tuple[Period, ...]) -> Counts:
    """Count a kind's rows in disjoint periods."""
    measures = table.measures
    sums = {measure.code: measure.value for measure in measures if measure.how is How.SUM and measure.value}
    median = next(
        (measure.value for measure in measures if measure.how is How.MEDIAN and measure.value), None
    )
    rows = table.rows.mutate(
        **{
            SPAN: span_of(table.rows[table.day], periods),
            "request_type": table.rows[table.type_column],
            DURATION: median(table.rows).cast("int64") if median else ibis.null("int64"),
        }
    )
    rows = rows.filter(rows[SPAN].notnull())
    totals = {code: value(rows).sum().cast("int64") for code, value in sums.items()}
    grouped = rows.group_by(*KEYS, DURATION).aggregate(**totals, **{WEIGHT: rows[WEIGHT].sum().cast("int64")})
    return Counts(grouped.order_by(*KEYS, DURATION).to_pandas(), measures)
