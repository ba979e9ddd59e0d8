"""Published tables in, Parquet files out: the columns of the CSV files with their types."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

if TYPE_CHECKING:
    from pellucid.render.publication import Publication, Rendering
    from pellucid.render.tables import PublishedTable

TYPES = {"string": pa.string(), "date": pa.date32(), "number": pa.float64()}


def write(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """One Parquet file a table."""
    return {f"data/{table.name}.parquet": table_parquet(table) for table in publication.tables}


def table_parquet(table: PublishedTable) -> bytes:
    """Write a table as the bytes of its Parquet file."""
    stream = io.BytesIO()
    parquet.write_table(_arrow(table), stream, compression="zstd")
    return stream.getvalue()


def _arrow(table: PublishedTable) -> pa.Table:
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.fields)
    arrays = [
        pa.array([_typed(field.type, value) for value in column], TYPES[field.type])
        for field, column in zip(table.fields, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=list(table.header))


def _typed(kind: str, value: object) -> object:
    if kind == "date":
        return date.fromisoformat(str(value))
    return float(value) if isinstance(value, int) else value
