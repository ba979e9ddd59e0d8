"""Spark, in this process, at a master or behind Spark Connect: it counts what DuckDB has read and staged.

Logs are read and typed by DuckDB whatever counts, so that dates, numbers, faults and lines are the same. From
there on Spark is sent SQL that means the same in both, and answers come back as Arrow.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import ibis

from pellucid.engine.base import of_set, sets_query
from pellucid.engine.results import Fetching, Results
from pellucid.errors import EnvironmentFailure, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import ibis.expr.types as ir
    import pandas as pd
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from pellucid.engine.duckdb import DuckDB

_INSTALL = "pip install 'pellucid[spark]'"
_CONNECT_PORT = 15002
_PATIENCE = 10  # seconds
# A session means the same wherever it runs, whatever its cluster is set to.
_MEANING = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum that is too large is an error, not another number
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}
_LOCAL = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}


@dataclass(frozen=True)
class Spark(Fetching):
    """An open session, and the DuckDB that reads for it."""

    name = "spark"
    session: SparkSession
    connection: Any  # Ibis's backend, which has no types
    reader: DuckDB
    results: Results = field(default_factory=Results)
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    def read_staged(self, paths: Mapping[Path, int], file: str, row: str) -> ir.Table:
        """Parquet files, one after the other; a column that a file lacks is empty there.

        paths: each file with its number. file, row: names for the number of the file and, from 0, of the row
        in it.
        """
        from pyspark.sql import functions  # noqa: PLC0415

        names = {path.name: number for path, number in paths.items()}
        numbers = functions.create_map(*(functions.lit(part) for pair in names.items() for part in pair))
        frame = (
            self.session.read.option("mergeSchema", "true")
            .option("__globPaths__", "false")
            .parquet(*(_address(path) for path in paths))
        )
        self.results.note(f"staged {[str(path) for path in paths]}")
        return self._named(
            frame.select(
                "*",
                functions.element_at(numbers, functions.col("_metadata.file_name")).cast("int").alias(file),
                functions.col("_metadata.row_index").cast("bigint").alias(row),
            ),
            "staged",
        )

    def small_table(self, columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> ir.Table:
        """A small table made from plain values, to be joined with."""
        import pyarrow as pa  # noqa: PLC0415

        shape = ibis.schema(dict(schema)).to_pyarrow()
        table = pa.table({name: pa.array(columns[name], shape.field(name).type) for name in schema})
        self.results.note(f"small {table.to_pydict()}")
        return self._named(self.session.createDataFrame(table), "small")

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
        self.results.note(f"view {query}")
        return self._named(self.session.sql(query), "view")

    def _sql(self, table: ir.Table) -> str:
        return str(self.connection.compile(table))

    def _run(self, query: str) -> pa.Table:
        return self.session.sql(query).toArrow()

    def _named(self, frame: DataFrame, stem: str) -> ir.Table:
        name = f"{stem}_{next(self._numbers)}"
        frame.createOrReplaceTempView(name)
        return self.connection.table(name)


def _address(path: Path) -> str:
    """A path as Spark takes it: without a scheme it would look in the cluster's own storage."""
    return f"file://{path.absolute()}"


@contextlib.contextmanager
def open_spark(scratch: Path, reader: DuckDB, master: str | None, remote: str | None) -> Iterator[Spark]:
    """Spark Connect at `remote`, else Spark at `master`, else all cores of this machine.

    Raises:
        UsageError: PySpark or Java is missing.
        EnvironmentFailure: nothing answers at the address.

    """
    session = _connect(remote) if remote else _start(scratch, master or "local[*]")
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


def _builder() -> SparkSession.Builder:
    try:
        import pyspark  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("the engine spark needs PySpark, which is not installed", mend=_INSTALL) from error
    if int(pyspark.__version__.partition(".")[0]) < 4:  # noqa: PLR2004 - Arrow tables come and go since 4
        raise UsageError("the engine spark needs PySpark 4", got=pyspark.__version__, mend=_INSTALL)
    return SparkSession.builder.appName("pellucid")


def _connect(remote: str) -> SparkSession:
    builder = _builder()
    address = urlsplit(remote)
    try:
        # Spark itself would try for ten minutes.
        socket.create_connection((address.hostname or "", address.port or _CONNECT_PORT), _PATIENCE).close()
    except (OSError, ValueError) as error:
        raise EnvironmentFailure(
            "no Spark Connect server answers",
            where=remote,
            got=str(error),
            mend="start the server, or correct engine.remote",
        ) from error
    try:
        return builder.remote(remote).getOrCreate()
    except ImportError as error:
        raise UsageError(
            "Spark Connect needs more packages than are installed",
            got=str(error).splitlines()[0],
            mend=_INSTALL,
        ) from error


def _start(scratch: Path, master: str) -> SparkSession:
    builder = _builder()
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and Path(home, "bin", "java").exists())):
        raise UsageError(
            "the engine spark needs Java, which was not found on the path or in JAVA_HOME",
            mend="install Java 17 or 21, for example openjdk-17-jre-headless; PySpark itself comes with "
            f"{_INSTALL}",
        )
    scratch = scratch.absolute()
    quiet = scratch / "log4j2.properties"
    quiet.write_text("rootLogger.level = off\n", encoding="utf-8")
    settings = {
        "spark.driver.extraJavaOptions": f"-Duser.timezone=UTC -Dlog4j2.configurationFile={quiet.as_uri()}",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
    }
    if master.startswith("local"):
        settings |= {**_LOCAL, "spark.local.dir": str(scratch / "spill")}
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.master(master).getOrCreate()
    except Exception as error:
        raise EnvironmentFailure(
            "Spark did not start", where=master, got=str(error).splitlines()[0], mend="correct engine.master"
        ) from error


def _backend(session: SparkSession) -> Any:  # noqa: ANN401 - Ibis has no types
    """Ibis's backend, but answers come as Arrow: through pandas, whole numbers beside nulls would be none."""
    import ibis.backends.pyspark as ibis_pyspark  # noqa: PLC0415
    from ibis.formats.pyarrow import PyArrowSchema  # noqa: PLC0415

    class Backend(ibis_pyspark.Backend):  # type: ignore[misc]
        def to_pyarrow(self, expr: ir.Expr, /, **_: object) -> Any:  # noqa: ANN401
            table = expr.as_table()
            found = self._session.sql(self.compile(table)).toArrow()
            return expr.__pyarrow_result__(found.cast(PyArrowSchema.from_ibis(table.schema())))

        def execute(self, expr: ir.Expr, /, **_: object) -> Any:  # noqa: ANN401
            return expr.__pandas_result__(self.to_pyarrow(expr.as_table()).to_pandas())

    backend = Backend()
    backend.do_connect(session)
    return backend
