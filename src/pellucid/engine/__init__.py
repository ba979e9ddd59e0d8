"""Opens what reads and counts, and sets its limits; nobody else imports DuckDB or Spark.

Expressions are written once in Ibis. What Ibis has no common word for (parsing a date by a pattern, moving a
time between zones, several groupings in one pass) is named here, for each engine.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from pellucid.engine.base import Engine, MalformedCsv, Reader
from pellucid.engine.duckdb import open_duckdb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pellucid.config.model import Engine as Wanted

__all__ = ["Engine", "MalformedCsv", "Reader", "open_engine"]


@contextlib.contextmanager
def open_engine(scratch: Path, wanted: Wanted | None = None) -> Iterator[Engine]:
    """The engine that the configuration names, else DuckDB; `scratch` is made here and removed at the end."""
    with open_duckdb(scratch, wanted.memory_limit if wanted else None) as duckdb:
        if wanted is None or wanted.name == duckdb.name:
            yield duckdb
            return
        from pellucid.engine.spark import open_spark  # noqa: PLC0415 - most never need it

        with open_spark(scratch, duckdb, wanted.master, wanted.remote) as spark:
            yield spark
