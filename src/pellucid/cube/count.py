"""Clean rows and disjoint periods in; every sum of a kind, by country and type and by breakdown, out.

One aggregation that an engine runs in a single pass, over several groupings at once; what comes after it is
small and in pandas (margins.py, tabulate.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.breakdowns import Grouped, breakdowns_of, tabulate_breakdowns, timed_breakdowns
from pellucid.cube.clean import DURATION, KEYS, SPAN, CleanTable, span_of
from pellucid.cube.measures import WEIGHT, How, Measure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import ibis.expr.types as ir
    import pandas as pd

    from pellucid.engine import Engine
    from pellucid.vocabulary.periods import Period

_IN_TOTAL = "_in_total"


@dataclass(frozen=True)
class Counts:
    """One row a span x country x type x duration: sums, named by measure, and `_weight`, the rows' weight.

    A row's duration is what the kind's median is over, null for records that have no part in it.
    timed: how many records stand behind a breakdown's median, by (period, dimension, code).
    """

    frame: pd.DataFrame
    measures: tuple[Measure, ...]
    timed: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


def count(
    engine: Engine, table: CleanTable, periods: tuple[Period, ...], in_total: Collection[str] | None
) -> tuple[Counts, pd.DataFrame]:
    """Count a kind's rows in disjoint periods: its cells, and its breakdowns in BREAKDOWN_COLUMNS.

    in_total: the types that count towards the total, and so in breakdowns, whose parts add up to it.
    """
    measures = table.measures
    sums = {measure.code: measure.value for measure in measures if measure.how is How.SUM and measure.value}
    rows = table.rows.mutate(
        **{
            SPAN: span_of(table.rows[table.day], periods),
            "request_type": table.rows[table.type_column],
            DURATION: _duration(table),
            # Here, so that the types of a row are compared once and not for each breakdown.
            _IN_TOTAL: _counts_in_total(table, in_total),
        }
    )
    rows = rows.filter(rows[SPAN].notnull())
    entries = breakdowns_of(table)
    values = {code: value for entry in entries for code, value in entry.sums.items()} | sums
    ready = rows.select(
        *(rows[name] for name in (*KEYS, DURATION)),
        **{entry.name: _within(rows, entry.code(rows), in_total) for entry in entries},
        **{code: value(rows) for code, value in values.items()},
        **{WEIGHT: rows[WEIGHT]},
    )
    groups = [(*KEYS, DURATION), *((SPAN, entry.name, *entry.by) for entry in entries)]
    cells, *others = engine.group_sets(ready, groups, [*values, WEIGHT])
    grouped = [Grouped(entry, frame) for entry, frame in zip(entries, others, strict=True)]
    kept = [*KEYS, DURATION, *sums, WEIGHT]
    timed = timed_breakdowns(grouped, periods)
    return Counts(cells[kept], measures, timed), tabulate_breakdowns(table, grouped, periods)


def _duration(table: CleanTable) -> ir.IntegerValue:
    """What the kind's median is over."""
    median = next((one.value for one in table.measures if one.how is How.MEDIAN and one.value), None)
    return median(table.rows).cast("int64") if median else ibis.null("int64")


def _counts_in_total(table: CleanTable, in_total: Collection[str] | None) -> ir.BooleanValue:
    """Whether a row's type counts towards the total."""
    return ibis.literal(value=True) if in_total is None else table.rows[table.type_column].isin([*in_total])


def _within(rows: ir.Table, code: ir.StringValue, in_total: Collection[str] | None) -> ir.StringValue:
    """The code where the row's type counts towards the total, else null."""
    return code if in_total is None else ibis.ifelse(rows[_IN_TOTAL], code, ibis.null(str))
