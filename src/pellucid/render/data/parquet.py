"""Published tables in, Parquet files out: the columns of the CSV files with types, units and meaning."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from pellucid.render.data.units import described

if TYPE_CHECKING:
    from pellucid.render.data.tables import PublishedTable
    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Report

TYPES = {"string": pa.string(), "date": pa.date32(), "number": pa.float64()}


def write(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """One Parquet file a table."""
    return {
        f"data/{table.name}.parquet": table_parquet(table, publication.report) for table in publication.tables
    }


def table_parquet(table: PublishedTable, report: Report) -> bytes:
    """Write a table as the bytes of its Parquet file."""
    stream = io.BytesIO()
    parquet.write_table(_arrow(table, report), stream, compression="zstd")
    return stream.getvalue()


def _arrow(table: PublishedTable, report: Report) -> pa.Table:
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.fields)
    arrays = [
        pa.array([_typed(field.type, value) for value in column], TYPES[field.type])
        for field, column in zip(table.fields, columns, strict=True)
    ]
    fields = [
        pa.field(
            field.name,
            TYPES[field.type],
            nullable=not field.required,
            metadata={"description": field.description},
        )
        for field in table.fields
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=_metadata(table, report)))


def _metadata(table: PublishedTable, report: Report) -> dict[str, str]:
    """Say what a reader of the CSV file finds in the Data Package beside it."""
    units = {code: described(code).stored for code in table.measures}
    return {
        "title": f"{table.title}: {report.name}",
        "publisher": report.publisher.name,
        "period": report.period.name,
        "published": report.published_at,
        "units": json.dumps(units, ensure_ascii=False),
    }


def _typed(kind: str, value: object) -> object:
    if kind == "date":
        return date.fromisoformat(str(value))
    return float(value) if isinstance(value, int) else value
