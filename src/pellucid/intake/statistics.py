"""A staged file in; what its Parquet file's own statistics tell without a row being read out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pellucid.intake.cells import CELL_FAULTS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path


def has_faults(path: Path) -> bool:
    """Whether a cell of a staged file has a fault."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(path) as file:
        place = file.schema_arrow.get_field_index(CELL_FAULTS)
        groups = range(file.metadata.num_row_groups)
        known = [file.metadata.row_group(group).column(place).statistics for group in groups]
        return any(one is None or not one.has_min_max or one.max != "" for one in known)


def surely_iso(path: Path, names: Collection[str]) -> bool:
    """Whether each column has more dates than other texts."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    filled: Counter[str] = Counter()
    with pq.ParquetFile(path) as file:
        groups = [file.metadata.row_group(group) for group in range(file.metadata.num_row_groups)]
    columns = [group.column(place) for group in groups for place in range(group.num_columns)]
    for column in columns:
        if column.statistics is None or not column.statistics.has_null_count:
            return False
        filled[column.path_in_schema] += column.num_values - column.statistics.null_count
    return all(filled[name] >= filled[f"{name}__written"] for name in names)


def rows_and_latest(path: Path, dates: list[str]) -> tuple[int, date | None]:
    """Rows and the last day of some columns."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(path) as file:
        known = file.metadata
        days = []
        for group in range(known.num_row_groups):
            for place in range(known.num_columns):
                column = known.row_group(group).column(place)
                if column.path_in_schema in dates and column.statistics and column.statistics.has_min_max:
                    days.append(column.statistics.max)
        return known.num_rows, max(days, default=None)
