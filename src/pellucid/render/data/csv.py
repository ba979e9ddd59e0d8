"""Published tables in, CSV files out: UTF-8, RFC 4180, no cell that would run as a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from pellucid.render.data.tables import PublishedTable, Value, number_text
from pellucid.vocabulary.formulas import inert

if TYPE_CHECKING:
    from pellucid.render.publication import Publication, Rendering


def write_csv(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """One CSV file a table."""
    return {table.path: table_csv(table) for table in publication.tables}


def table_csv(table: PublishedTable) -> bytes:
    """Write a table as the bytes of its CSV file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(table.header)
    writer.writerows([cell_text(value) for value in row] for row in table.rows)
    return stream.getvalue().encode()


def cell_text(value: Value) -> str:
    """Write a value as a cell; a text that would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, str):
        return inert(value)
    return number_text(value)
