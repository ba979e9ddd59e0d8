"""DuckDB in this process: it reads every log, and counts unless something else is to."""

from __future__ import annotations

import contextlib
import glob
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import ibis
import ibis.expr.datatypes as dt

from pellucid.engine.base import MalformedCsv, of_set, sets_query
from pellucid.engine.results import Fetching, Results, named, small_table_of
from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import IO

    import ibis.expr.types as ir
    import pandas as pd
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

_PROTOCOL = "pellucid"
_WATCH = 0.25  # seconds
# Bytes: DuckDB's own limit of 2 MB is smaller than lines that occur. With these it holds far more:
# 2.8 GB of a log of 20 million records instead of 0.8.
_FOR_LONG_LINES = {"max_line_size": 16_000_000, "buffer_size": 32_000_000}


@ibis.udf.scalar.builtin(name="try_strptime", signature=((dt.string, dt.string), dt.timestamp))
def _try_strptime(text, pattern):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: the time that `text` says by `pattern`, or null."""


@ibis.udf.scalar.builtin(name="timezone", signature=((dt.string, dt.timestamp), dt.Timestamp("UTC")))
def _instant_of_local(zone, local):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: the instant at which clocks in `zone` show `local`."""


@ibis.udf.scalar.builtin(name="timezone", signature=((dt.string, dt.Timestamp("UTC")), dt.timestamp))
def _local_of_instant(zone, instant):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    """DuckDB: what clocks in `zone` show at `instant`."""


@dataclass(frozen=True)
class DuckDB(Fetching):
    """An open connection and the words that differ between engines."""

    name = "duckdb"
    connection: Backend
    scratch: Path  # a folder of this run's own, removed at its end
    results: Results = field(default_factory=Results)
    _numbers: Iterator[int] = field(default_factory=count, repr=False)
    _small: set[str] = field(default_factory=set, repr=False)
    _opened: dict[str, tuple[Callable[[], IO[bytes]], int]] = field(default_factory=dict, repr=False)

    @property
    def reader(self) -> DuckDB:
        """What it counts it has read itself."""
        return self

    def fetch_private(self, table: ir.Table) -> pa.Table:
        """The rows of a table with personal cells: they are never kept."""
        # Or it holds the whole log to join it with a few rows, as it does not know how many a CSV file has.
        self.connection.con.execute("SET disabled_optimizers = 'build_side_probe_side'")
        try:
            return self._run(self._sql(table))
        finally:
            self.connection.con.execute("RESET disabled_optimizers")

    def _sql(self, table: ir.Table) -> str:
        return str(self.connection.compile(table))

    def _run(self, query: str) -> pa.Table:
        with _memory():
            return self.connection.con.execute(query).to_arrow_table()

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
        return self.connection.read_csv(
            _literal(path),
            hive_partitioning=False,
            columns=dict.fromkeys(columns, "VARCHAR"),
            auto_detect=False,
            header=header,
            skip=skip,
            delim=delimiter,
            quote='"',
            escape='"',
            strict_mode=True,
            null_padding=False,
            **(_FOR_LONG_LINES if long_lines else {}),
        )

    def read_parquet(self, path: Path | str) -> ir.Table:
        """A Parquet file as a table with the types that it has."""
        name = self._fresh("parquet")
        self.connection.raw_sql(
            f"CREATE VIEW {name} AS SELECT * "
            f"FROM read_parquet({_quoted(_literal(path))}, hive_partitioning=false)"
        )
        return self.connection.table(name)

    def reach(self, suffix: str, open_bytes: Callable[[], IO[bytes]], size: int) -> str:
        """Give an address by which the engine reads what Python opens; the suffix tells how it is packed."""
        if not self._opened:
            self.connection.con.register_filesystem(_filesystem(self._opened))
        name = f"{self._fresh('opened')}{suffix}"
        self._opened[name] = (open_bytes, size)
        return f"{_PROTOCOL}://{name}"

    def holds_anywhere(self, condition: ir.BooleanValue) -> bool:
        """Whether a condition is true of any row of its table.

        Raises:
            MalformedCsv: the table's file can't be read by the engine.

        """
        import duckdb  # noqa: PLC0415 - only here

        try:
            return bool(condition.any().to_pyarrow().as_py())
        except duckdb.Error as error:
            raise MalformedCsv(str(error).splitlines()[0]) from error

    def write_parquet(self, table: ir.Table, path: Path) -> None:
        """Write a table, rows in their order.

        Raises:
            MalformedCsv: it is read from a CSV file that is not well formed.

        """
        import duckdb  # noqa: PLC0415 - only here

        try:
            with _memory():
                self.connection.to_parquet(table, str(path))
        except (duckdb.InterruptException, RuntimeError) as error:
            # The word of DuckDB's package for a Ctrl-C that it noticed in a query.
            if isinstance(error, duckdb.InterruptException) or "interrupted" in str(error):
                raise KeyboardInterrupt from None
            raise
        except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
            raise MalformedCsv(str(error).splitlines()[0]) from error
        except duckdb.IOException as error:
            path.unlink(missing_ok=True)
            raise EnvironmentFailure(
                "could not write to the work folder",
                where=str(path.parent),
                got=str(error).splitlines()[0],
                mend="make room on its disk, or name a work folder on another one: output.work",
            ) from error

    def read_staged(self, paths: Mapping[Path, int], file: str, row: str) -> ir.Table:
        """Parquet files, one after the other; a column that a file lacks is empty there.

        paths: each file with its number. file, row: names for the number of the file and, from 0, of the row
        in it.
        """
        name = named("staged", f"{file} {row} {[(str(path), number) for path, number in paths.items()]}")
        listed = ", ".join(_quoted(_literal(path)) for path in paths)
        numbered = ", ".join(f"{_quoted(str(path))}: {number}" for path, number in paths.items())
        self.connection.raw_sql(
            # Names are ours, and paths are quoted.
            f"CREATE OR REPLACE VIEW {name} AS SELECT * EXCLUDE (filename, file_row_number), "
            f"(MAP {{{numbered}}})[filename]::INTEGER AS {file}, file_row_number AS {row} "
            f"FROM read_parquet([{listed}], hive_partitioning=false, union_by_name=true, "
            "filename=true, file_row_number=true)"
        )
        return self.connection.table(name)

    def stream(self, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> ir.Table:
        """A table that is made while it is read, and can be read once."""
        import pyarrow as pa  # noqa: PLC0415 - DuckDB's own way in

        reader = pa.RecordBatchReader.from_batches(schema, batches)
        name = self._fresh("stream")
        self.connection.con.register(name, reader)
        return self.connection.table(name)

    def small_table(self, columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> ir.Table:
        """A small table made from plain values, to be joined with."""
        name, table = small_table_of(columns, schema)
        if name not in self._small:
            self._small.add(name)
            self.connection.create_table(name, ibis.memtable(table))
        return self.connection.table(name)

    @contextlib.contextmanager
    def watched(self, tell: Callable[[float], None]) -> Iterator[None]:
        """While the block runs, tell from time to time which share of the current query is done."""
        import threading  # noqa: PLC0415

        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(_WATCH):
                share = self.connection.con.query_progress()
                if share > 0:
                    tell(share / 100)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    def group_sets(
        self, rows: ir.Table, groups: Sequence[tuple[str, ...]], sums: Sequence[str]
    ) -> list[pd.DataFrame]:
        """Sums of whole numbers over several groupings in one pass: a frame for each, ordered by its keys."""
        query, keys = sets_query(self.view(rows).get_name(), groups, sums, quote='"')
        found = self.results.recall(query, lambda: self._run(query)).to_pandas()
        return [of_set(found, keys, group, sums) for group in groups]

    def view(self, table: ir.Table) -> ir.Table:
        """Give an expression a name in the engine: what is built on it is quicker to put together."""
        query = self._sql(table)
        name = named("view", query)
        self.connection.raw_sql(f"CREATE OR REPLACE VIEW {name} AS {query}")
        return self.connection.table(name)

    def _fresh(self, stem: str) -> str:
        return f"{stem}_{next(self._numbers)}"

    def time_by_pattern(self, text: ir.StringValue, pattern: str) -> ir.TimestampValue:
        """The time that `text` says by a strftime pattern, or null."""
        return _try_strptime(text, pattern)

    def instant(self, local: ir.TimestampValue, zone: str) -> ir.TimestampValue:
        """The instant, as UTC without a zone, at which clocks in `zone` show `local`."""
        return local if zone == "UTC" else _local_of_instant("UTC", _instant_of_local(zone, local))

    def local(self, utc: ir.TimestampValue, zone: str) -> ir.TimestampValue:
        """What clocks in `zone` show at an instant given as UTC without a zone."""
        return utc if zone == "UTC" else _local_of_instant(zone, _instant_of_local("UTC", utc))


@contextlib.contextmanager
def _memory() -> Iterator[None]:
    """What can't be done with the memory that there is ends the run and says so."""
    import duckdb  # noqa: PLC0415 - only here

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise EnvironmentFailure(
            "the engine needs more memory than it may have",
            got=str(error).splitlines()[0],
            mend="raise engine.memory_limit in the configuration",
        ) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _literal(path: Path | str) -> str:
    """A path as DuckDB takes it, which reads brackets as a pattern; an address is one of ours."""
    return path if isinstance(path, str) else glob.escape(str(path))


def _filesystem(opened: Mapping[str, tuple[Callable[[], IO[bytes]], int]]) -> object:
    """What DuckDB asks for the files that Python opens."""
    import fsspec  # noqa: PLC0415 - only where something is no plain file

    class Opened(fsspec.AbstractFileSystem):  # type: ignore[misc]
        protocol = _PROTOCOL
        cachable = False

        def open(self, path: str, mode: str = "rb", **_: object) -> IO[bytes]:  # noqa: ARG002
            return opened[self._strip_protocol(path)][0]()

        def info(self, path: str, **_: object) -> dict[str, object]:
            return {"name": path, "type": "file", "size": opened[self._strip_protocol(path)][1]}

        def exists(self, path: str, **_: object) -> bool:
            return self._strip_protocol(path) in opened

        def glob(self, path: str, **_: object) -> list[str]:
            return [self._strip_protocol(path)]

        def modified(self, path: str) -> datetime:  # noqa: ARG002
            return datetime.fromtimestamp(0, UTC)

    return Opened()


@contextlib.contextmanager
def open_duckdb(scratch: Path, memory_limit: str | None = None) -> Iterator[DuckDB]:
    """DuckDB in this process, spilling to `scratch` (made here, removed at the end).

    memory_limit: what it may hold in memory before it spills, such as 500MB.
    """
    import shutil  # noqa: PLC0415

    import duckdb  # noqa: PLC0415

    scratch.mkdir(parents=True, exist_ok=True)
    scratch.chmod(0o700)
    # What spills may be what a log says: it is encrypted with a key that no file holds.
    limits: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(scratch / "spill"),
        "temp_file_encryption": True,
        # With the cipher that comes with DuckDB, whose random numbers an expert may guess: the better one has
        # to come from the network, and without either nothing can be spilt.
        "force_mbedtls_unsafe": True,
    }
    if memory_limit:
        limits["memory_limit"] = memory_limit
    raw = duckdb.connect(":memory:", config=limits)
    raw.execute("SET TimeZone = 'UTC'")
    raw.execute("SET enable_progress_bar = true")
    raw.execute("SET enable_progress_bar_print = false")
    try:
        yield DuckDB(ibis.duckdb.from_connection(raw), scratch)
    finally:
        raw.close()
        shutil.rmtree(scratch, ignore_errors=True)
