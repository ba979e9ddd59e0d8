"""Results of long queries, kept from run to run: what was counted in the same logs is not counted again.

A result is known by what the run was given and by the query; views and small tables are named by what they
say, so that a query says everything that it depends on. It is kept as Parquet with checksums; one that can't
be read counts as none.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass
class Results:
    """A folder of results, and those of this run.

    given: what the whole run depends on. Without a folder nothing is kept: a small log is counted again as
    quickly as a result is found.
    """

    folder: Path | None = None
    given: str = ""
    used: set[str] = field(default_factory=set)

    def recall(self, query: str, run: Callable[[], pa.Table]) -> pa.Table:
        """The result of a query: kept, or else run, and kept."""
        if self.folder is None:
            return run()
        key = self._key(query)
        path = self.folder / f"{key}.parquet"
        kept = _read(path)
        if kept is not None:
            self.used.add(key)
            return kept
        found = run()
        self.used.add(key)
        with suppress(OSError):  # a full disk is no reason to end: it is found again next time
            _write(found, path)
        return found

    def _key(self, query: str) -> str:
        return _digest(f"{self.given}\0{query}".encode(errors="surrogatepass"))


def _digest(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def named(stem: str, content: str) -> str:
    """A name that is the same wherever the same is made."""
    return f"{stem}_{_digest(content.encode(errors='surrogatepass'))}"


def small_table_of(columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> tuple[str, pa.Table]:
    """A small table of plain values, and its name."""
    import ibis  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    shape = ibis.schema(dict(schema)).to_pyarrow()
    table = pa.table({name: pa.array(columns[name], shape.field(name).type) for name in schema})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return f"small_{_digest(memoryview(sink.getvalue()))}", table


class Fetching:
    """How any engine fetches: by the SQL of an expression, and from what was kept."""

    results: Results

    def fetch(self, table: ir.Table) -> pa.Table:
        """The rows of a table, here; those of an earlier run on the same logs where they were kept."""
        query = self._sql(table)
        return self.results.recall(query, lambda: self._run(query)).cast(table.schema().to_pyarrow())

    def fetch_rows(self, table: ir.Table) -> list[dict[str, Any]]:
        """The rows of a table, here, each by the names of its columns."""
        rows: list[dict[str, Any]] = self.fetch(table).to_pylist()
        return rows

    def distinct(self, table: ir.Table, columns: Sequence[str]) -> dict[str, list[str]]:
        """The different texts of each of some columns; an empty cell is an empty text."""
        if not columns:
            return {}
        lists = {name: table[name].fill_null("").collect(distinct=True) for name in columns}
        (found,) = self.fetch_rows(table.aggregate(**lists))
        return {name: found[name] or [] for name in columns}

    def _sql(self, table: ir.Table) -> str:
        """What the engine is sent."""
        raise NotImplementedError

    def _run(self, query: str) -> pa.Table:
        """What it answers."""
        raise NotImplementedError


def _read(path: Path) -> pa.Table | None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    if path.exists():
        with suppress(OSError, pa.ArrowException):
            return pq.read_table(path, page_checksum_verification=True)
    return None


def _write(found: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    pq.write_table(found, unfinished, write_page_checksum=True)
    unfinished.replace(path)
