"""What is counted: the sound rows of a kind, with the weight of each, and the period that it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from pellucid.cube.measures import WEIGHT, Measure, available

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from pellucid.vocabulary.periods import Period

SPAN = "_span"
DURATION = "_duration"
KEYS = (SPAN, "country", "request_type")


@dataclass(frozen=True)
class CleanTable:
    """All sound rows of a kind.

    columns: the typed columns that its logs have. day: the column that decides the period.
    type_column: the column that the cube's request_type holds. rate_of: what rates of requests are over.
    held: rows that may not be counted yet, where there can be any; they are in no figure.
    """

    kind: str
    rows: ir.Table
    columns: frozenset[str]
    day: str
    type_column: str
    rate_of: str = "received"
    held: ir.Table | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that can be counted."""
        return available(self.kind, self.columns, self.rate_of)


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
