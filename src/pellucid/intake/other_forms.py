"""A staged file in; the forms other than ISO 8601 that its dates are written in out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.intake.cells import BLANK, plain_text, written_name
from pellucid.intake.date_forms import Forms, find_forms
from pellucid.intake.schema import Type
from pellucid.intake.statistics import surely_iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import ibis.expr.types as ir

    from pellucid.intake.cells import Typing


def other_forms(job: Typing, target: Path) -> Forms:
    """In which forms dates are written that are no ISO 8601, if there are such dates."""
    rows = job.engine.reader.read_parquet(target)
    rows = rows.filter(~rows[BLANK])
    dates = [
        column
        for column in job.logs.kind.columns
        if column.type is Type.DATE and written_name(column) in rows.columns
    ]
    texts = {
        column.name: plain_text(
            job, column, rows[written_name(column)].fill_null(rows[column.name].cast("string"))
        )
        for column in dates
    }
    if not texts or surely_iso(target, texts) or _mostly_iso(rows, texts):
        return Forms()
    return find_forms(job.dates, rows.select(**texts))


def _mostly_iso(rows: ir.Table, texts: Mapping[str, ir.StringValue]) -> bool:
    """Whether half of the texts of each column have been read as ISO 8601: the others are no question then.

    rows: as they were read, by ISO 8601 alone.
    """
    counts = {f"{name}__texts": text.count() for name, text in texts.items()}
    counts |= {f"{name}__read": rows[name].count() for name in texts}
    (found,) = rows.aggregate(**counts).to_pyarrow().to_pylist()
    return all(found[f"{name}__read"] * 2 >= found[f"{name}__texts"] for name in texts)
