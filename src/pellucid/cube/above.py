"""A log of kind counts in; its rows where a part is more than the whole, such as 5 of 3 requests, out.

Such a row counts as it stands: rejecting it would lose figures that may be right. Its rate is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.cube.measures import measures_of
from pellucid.cube.spans import Known, Span, number_or_band
from pellucid.cube.tables import hidden_types
from pellucid.intake.cells import LINE
from pellucid.intake.kinds.counts import PARTS
from pellucid.intake.staged import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config import Config
    from pellucid.intake.read import CleanLog


@dataclass(frozen=True)
class PartAbove:
    """A row, and what it says of a measure and of the one that this is a part of."""

    file: str
    line: int
    country: str
    request_type: str
    measure: str
    part: Known
    whole: Known
    sentence: str


def parts_above(config: Config, log: CleanLog) -> Iterator[PartAbove]:
    """Rows of types that are in no table are left out, as everywhere."""
    for part, whole in PARTS.get(log.logs.kind.of or "", ()):
        if {part, whole} <= log.columns:
            yield from _above(config, log, part, whole)


def _above(config: Config, log: CleanLog, part: str, whole: str) -> Iterator[PartAbove]:
    labels = {one.code: one.label.lower() for one in measures_of(log.logs.kind.of or "")}
    rows = log.rows.filter(log.rows[part] > log.rows[f"{whole}_upper"])
    rows = rows.filter(rows.request_type.notin(hidden_types(config))) if hidden_types(config) else rows
    keys = (FILE, ROW, LINE, "period_start", "period_end", "country", "request_type")
    found = rows.select(*keys, part, f"{part}_upper", whole, f"{whole}_upper").order_by(FILE, ROW)
    for row in found.to_pyarrow().to_pylist():
        file = log.files[row[FILE]]
        line = row[LINE] if row[LINE] is not None else file.lines({row[ROW]})[row[ROW]]
        span = Span(row["period_start"], row["period_end"])
        larger = Known(span, int(row[part]), int(row[f"{part}_upper"]))
        smaller = Known(span, int(row[whole]), int(row[f"{whole}_upper"]))
        said, of = (number_or_band(one.lower, one.upper) for one in (larger, smaller))
        sentence = f"{span} says {said}, which is more than the {of} {labels[whole]} that it is a part of"
        yield PartAbove(file.name, line, row["country"], row["request_type"], part, larger, smaller, sentence)
