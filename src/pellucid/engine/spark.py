"""Spark, in this process, at a master or behind Spark Connect: it counts what DuckDB has read and staged.

Logs are read and typed by DuckDB whatever counts, so that dates, numbers, faults and lines are the same. From
there on Spark is sent SQL that means the same in both, and answers come back as Arrow.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pellucid.engine.base import of_set, sets_query
from pellucid.engine.results import Fetching, Results, named, small_table_of
from pellucid.engine.spark_session import connect, kind_of, start
from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import ibis.expr.types as ir
    import pandas as pd
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from pellucid.engine.duckdb import DuckDB

# A session means the same wherever it runs, whatever its cluster is set to.
_MEANING = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum that is too large is an error, not another number
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}


@dataclass(frozen=True)
class Spark(Fetching):
    """An open session, and the DuckDB that reads for it."""

    name = "spark"
    session: SparkSession
    connection: Any  # Ibis's backend, which has no types
    reader: DuckDB
    results: Results = field(default_factory=Results)

    def read_staged(self, paths: Mapping[Path, int], file: str, row: str) -> ir.Table:
        """Parquet files, one after the other; a column that a file lacks is empty there.

        paths: each file with its number. file, row: names for the number of the file and, from 0, of the row
        in it.
        """
        from pyspark.sql import functions  # noqa: PLC0415

        names = {path.name: number for path, number in paths.items()}
        numbers = functions.create_map(*(functions.lit(part) for pair in names.items() for part in pair))
        with _failing():
            frame = self.session.read.option("mergeSchema", "true").parquet(*map(_address, paths))
        return self._named(
            frame.select(
                "*",
                functions.element_at(numbers, functions.col("_metadata.file_name")).cast("int").alias(file),
                functions.col("_metadata.row_index").cast("bigint").alias(row),
            ),
            named("staged", f"{file} {row} {[(str(path), number) for path, number in paths.items()]}"),
        )

    def small_table(self, columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> ir.Table:
        """A small table made from plain values, to be joined with."""
        name, table = small_table_of(columns, schema)
        return self._named(self.session.createDataFrame(table), name)

    def group_sets(
        self, rows: ir.Table, groups: Sequence[tuple[str, ...]], sums: Sequence[str]
    ) -> list[pd.DataFrame]:
        """Sums of whole numbers over several groupings in one pass: a frame for each, ordered by its keys."""
        query, keys = sets_query(self.view(rows).get_name(), groups, sums, quote="`")
        found = self.results.recall(query, lambda: self._run(query)).to_pandas()
        return [of_set(found, keys, group, sums) for group in groups]

    def view(self, table: ir.Table) -> ir.Table:
        """Give an expression a name in the engine: what is built on it is quicker to put together."""
        query = self._sql(table)
        return self._named(self.session.sql(query), named("view", query))

    def _sql(self, table: ir.Table) -> str:
        return str(self.connection.compile(table))

    def _run(self, query: str) -> pa.Table:
        with _failing():
            return self.session.sql(query).toArrow()

    def _named(self, frame: DataFrame, name: str) -> ir.Table:
        frame.createOrReplaceTempView(name)
        return self.connection.table(name)


def _address(path: Path) -> str:
    """A path as Spark takes it: it reads brackets as a pattern, and without a scheme looks elsewhere."""
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", f"file://{path.absolute()}")


@contextlib.contextmanager
def _failing() -> Iterator[None]:
    """Say what failed by its kind: Spark's own words may hold what a log says."""
    try:
        yield
    except Exception as error:
        raise EnvironmentFailure(
            "Spark could not count",
            got=kind_of(error),
            mend="see that every worker finds output.work at the same path and may read what is in it",
        ) from error


@contextlib.contextmanager
def open_spark(scratch: Path, reader: DuckDB, master: str | None, remote: str | None) -> Iterator[Spark]:
    """Spark Connect at `remote`, else Spark at `master`, else all cores of this machine.

    Raises:
        UsageError: PySpark or Java is missing.
        EnvironmentFailure: nothing answers at the address, or no worker takes up work.

    """
    session = connect(remote) if remote else start(scratch, master or "local[*]")
    try:
        for name, value in _MEANING.items():
            session.conf.set(name, value)
        # What base.microseconds is called.
        session.sql(
            "CREATE OR REPLACE TEMPORARY FUNCTION epoch_us(t TIMESTAMP_NTZ) RETURNS BIGINT "
            "RETURN unix_micros(CAST(t AS TIMESTAMP_LTZ))"
        )
        yield Spark(session, _backend(session), reader)
    finally:
        session.stop()


def _backend(session: SparkSession) -> Any:  # noqa: ANN401 - Ibis has no types
    """What makes SQL of expressions; it fetches nothing, as pandas would spoil whole numbers beside nulls."""
    import ibis.backends.pyspark as ibis_pyspark  # noqa: PLC0415

    backend = ibis_pyspark.Backend()
    backend.do_connect(session)
    return backend
