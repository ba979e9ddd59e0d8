"""A sample of a log in; which of its rows are records, and what its columns are about, out.

Seen here: figures in long form (a column says which figure a row holds), rows of several levels, totals.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pellucid.intake.propose.assign import named
from pellucid.intake.propose.cells import Cells
from pellucid.intake.propose.header import surely
from pellucid.intake.propose.texts import is_missing, is_total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pellucid.intake.propose.sample import Sample

_MEASURES = (
    "requests", "requests_disclosed", "accounts_specified", "accounts_disclosed", "orders", "items_specified",
    "items_removed", "reports", "reports_reviewed", "reports_actioned",
)  # fmt: skip
_LEVELS = 6
_LIKE_A_MEASURE = 0.6


@dataclass(frozen=True)
class Rows:
    """The columns over the rows that are records. keep, leave_out, totals: the log's column -> its texts."""

    columns: tuple[Cells, ...]
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def choose_rows(sample: Sample) -> Rows:
    """Keep one figure of several and one level of several; note the rows that are sums of others."""
    columns = _columns(sample)
    keep: dict[str, tuple[str, ...]] = {}
    leave_out: dict[str, tuple[str, ...]] = {}
    if level := _level(columns):
        keep[level[0].word] = (level[1],)
        columns = _where(columns, level[0].place, level[1])
    if long := _long(columns):
        metric, value, text = long
        keep[metric.word] = (text,)
        columns = _where(columns, metric.place, text)
        if missing := tuple(t for t in columns[value.place].counted if is_missing(t)):
            leave_out[value.word] = missing
            columns = _where(columns, value.place, *missing, out=True)
        columns = tuple(replace(c, spoken=text) if c.place == value.place else c for c in columns)
    totals = {
        c.word: found
        for c in columns
        if c.telling
        and (c.numbers < _LIKE_A_MEASURE or c.periods)
        and (found := tuple(sorted(filter(is_total, c.counted))))
    }
    return Rows(columns, keep, leave_out, totals)


def _columns(sample: Sample) -> tuple[Cells, ...]:
    texts = zip(*sample.rows, strict=True) if sample.rows else ((),) * len(sample.header)
    return tuple(
        Cells(place, word, tuple(column))
        for place, (word, column) in enumerate(zip(sample.header, texts, strict=True))
    )


def _where(columns: tuple[Cells, ...], place: int, *texts: str, out: bool = False) -> tuple[Cells, ...]:
    rows = [row for row, text in enumerate(columns[place].texts) if (text in texts) is not out]
    return tuple(replace(c, texts=tuple(c.texts[row] for row in rows)) for c in columns)


def _level(columns: tuple[Cells, ...]) -> tuple[Cells, str] | None:
    """Rows of several levels, of which one is the total: that one counts each thing once."""
    cells = named(columns, "level")
    if cells is None or len(cells.counted) > _LEVELS:
        return None
    text = next((text for text in sorted(cells.counted) if is_total(text)), None)
    return (cells, text) if text else None


def _long(columns: tuple[Cells, ...]) -> tuple[Cells, Cells, str] | None:
    metric, value = named(columns, "metric"), named(columns, "count")
    if metric is None or value is None or metric.place == value.place:
        return None
    best = max(
        metric.counted, key=lambda text: (max(surely(text, m) for m in _MEASURES), metric.counted[text], text)
    )
    return metric, value, best
