"""What an engine can do, in two parts: reading logs, which one process does, and counting what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import ibis
import ibis.expr.datatypes as dt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import IO

    import ibis.expr.types as ir
    import pandas as pd
    import pyarrow as pa

    from pellucid.engine.results import Results


class MalformedCsv(Exception):
    """The engine's strict CSV reader met a row that is not RFC 4180; `reason` is its own sentence."""


class Reader(Protocol):
    """Reads logs, types their cells and writes them as Parquet. No Engine knows its tables."""

    @property
    def name(self) -> str:
        """What it is called in the configuration."""

    def read_csv(  # noqa: PLR0913
        self,
        path: Path | str,
        columns: tuple[str, ...],
        delimiter: str,
        *,
        header: bool = True,
        skip: int = 0,
        long_lines: bool = False,
    ) -> ir.Table:
        """A well-formed UTF-8 CSV file as a table of text.

        header: whether there is a header row; it is skipped, not trusted. skip: how many lines stand before
        it, or before the first record. long_lines: whether lines may be longer than a megabyte.
        """

    def read_parquet(self, path: Path | str) -> ir.Table:
        """A Parquet file as a table with the types that it has."""

    def reach(self, suffix: str, open_bytes: Callable[[], IO[bytes]], size: int) -> str:
        """Give an address by which the reader reads what Python opens; the suffix tells how it is packed."""

    def holds_anywhere(self, condition: ir.BooleanValue) -> bool:
        """Whether a condition is true of any row of its table.

        Raises:
            MalformedCsv: the table's file can't be read by the engine.

        """

    def stream(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> ir.Table:
        """A table that is made while it is read, and can be read once."""

    def write_parquet(self, table: ir.Table, path: Path) -> None:
        """Write a table, rows in their order.

        Raises:
            MalformedCsv: it is read from a CSV file that is not well formed.

        """

    def small_table(self, columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> ir.Table:
        """A small table made from plain values, to be joined with."""

    def fetch_private(self, table: ir.Table) -> pa.Table:
        """The rows of a table with personal cells: they are never kept."""

    def watched(self, tell: Callable[[float], None]) -> AbstractContextManager[None]:
        """While the block runs, tell from time to time which share of the current query is done."""

    def time_by_pattern(self, text: ir.StringValue, pattern: str) -> ir.TimestampValue:
        """The time that `text` says by a strftime pattern, or null."""

    def instant(self, local: ir.TimestampValue, zone: str) -> ir.TimestampValue:
        """The instant, as UTC without a zone, at which clocks in `zone` show `local`."""

    def local(self, utc: ir.TimestampValue, zone: str) -> ir.TimestampValue:
        """What clocks in `zone` show at an instant given as UTC without a zone."""


class Engine(Protocol):
    """Counts what a reader has staged: codes, rules, duplicates, sums."""

    @property
    def name(self) -> str:
        """What it is called in the configuration."""

    @property
    def reader(self) -> Reader:
        """What reads the logs; the same whatever counts, so that every engine is given the same rows."""

    def read_staged(self, paths: Mapping[Path, int], file: str, row: str) -> ir.Table:
        """Parquet files, one after the other; a column that a file lacks is empty there.

        paths: each file with its number. file, row: names for the number of the file and, from 0, of the row
        in it.
        """

    @property
    def results(self) -> Results:
        """What was found in earlier runs."""

    def fetch(self, table: ir.Table) -> pa.Table:
        """The rows of a table, here; those of an earlier run on the same logs where they were kept."""

    def fetch_rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """The rows of a table, here, each by the names of its columns."""

    def distinct(self, table: ir.Table, columns: Sequence[str]) -> dict[str, list[str]]:
        """The different texts of each of some columns; an empty cell is an empty text."""

    def small_table(self, columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> ir.Table:
        """A small table made from plain values, to be joined with."""

    def group_sets(
        self, rows: ir.Table, groups: Sequence[tuple[str, ...]], sums: Sequence[str]
    ) -> list[pd.DataFrame]:
        """Sums of whole numbers over several groupings in one pass: a frame for each, ordered by its keys."""

    def view(self, table: ir.Table) -> ir.Table:
        """Give an expression a name in the engine: what is built on it is quicker to put together."""


@ibis.udf.scalar.builtin(name="epoch_us", signature=((dt.timestamp,), dt.int64))
def microseconds(utc):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Microseconds from 1970 to an instant, as UTC without a zone; DuckDB's word, which Spark is taught."""


def whole_seconds(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.IntegerValue:
    """The whole seconds that have passed between two instants."""
    return (microseconds(end) - microseconds(start)) // 1_000_000


def left_out(key: str) -> str:
    """The name of the column that says whether a key is left out of a row's grouping."""
    return f"{key}__left_out"


def of_set(
    found: pd.DataFrame, keys: Sequence[str], group: tuple[str, ...], sums: Sequence[str]
) -> pd.DataFrame:
    """The rows of one grouping: those that leave out every key that is not its own."""
    here = None
    for key in keys:
        own = found[left_out(key)] == (0 if key in group else 1)
        here = own if here is None else here & own
    frame = found if here is None else found[here]
    return frame[[*group, *sums]].sort_values(list(group)).reset_index(drop=True)


def sets_query(
    view: str, groups: Sequence[tuple[str, ...]], sums: Sequence[str], quote: str
) -> tuple[str, list[str]]:
    """The query that adds up over several groupings in one pass, and its keys. Names are ours."""
    keys = list(dict.fromkeys(key for group in groups for key in group))

    def name(text: str) -> str:
        return f"{quote}{text}{quote}"

    selected = [
        *map(name, keys),
        *(f"GROUPING({name(key)}) AS {name(left_out(key))}" for key in keys),
        *(f"CAST(SUM({name(one)}) AS BIGINT) AS {name(one)}" for one in sums),
    ]
    sets = ", ".join("(" + ", ".join(map(name, group)) + ")" for group in groups)
    return f"SELECT {', '.join(selected)} FROM {view} GROUP BY GROUPING SETS ({sets})", keys
