"""A CSV file in; its rows as a Parquet file of text out, and what could not be read as a row.

Only the columns that are counted are kept. Personal ones go into a fingerprint that is salted anew in each
run, so that an exact copy can be told from a record that says something else, and nothing personal reaches
the disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import ibis

from pellucid.engine import MalformedCsv
from pellucid.errors import EnvironmentFailure
from pellucid.intake import checks
from pellucid.intake.faults import Fault, shown
from pellucid.intake.records import MARK, NO_TEXT, read_records
from pellucid.intake.source import as_text, place_columns
from pellucid.intake.survey import lay_out, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.intake.records import Record
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Layout, Survey

FILE = "_file"
FINGERPRINT = "_fingerprint"
BLANK = "_blank"
LINE = "_line"
_BATCH = 50_000


@dataclass(frozen=True)
class Staged:
    """A file whose rows lie in `parquet` as text, in their order, with the file's number in FILE.

    columns: ours that are there, personal ones left out. read: rows of the file, unreadable ones too.
    exact_lines: whether the Parquet file has a column with the line of each row.
    simple_lines: whether row n starts at line n + 2.
    """

    name: str
    path: Path
    sha256: str
    size: int
    layout: Layout
    columns: tuple[str, ...]
    parquet: Path
    read: int
    exact_lines: bool
    simple_lines: bool
    unreadable: tuple[Fault, ...] = field(default=())


def stage(engine: Engine, logs: LogSet, file: LogFile, salt: str) -> Staged:
    """Read a file once for its hash and once for its rows."""
    name, path = file.name, file.path
    found = survey(path, name)
    given = logs.config.csv
    layout = lay_out(
        found, name, encoding=given.encoding, delimiter=given.delimiter, wanted=logs.header_words
    )
    places = place_columns(logs, name, layout.header)
    target = engine.scratch / f"file-{file.number}.parquet"
    reading = _Reading(engine, logs, file, found, layout, places, target, salt)
    if _is_for_engine(found, layout):
        try:
            return reading.by_engine()
        except MalformedCsv:
            pass
    return reading.by_record()


def _is_for_engine(found: Survey, layout: Layout) -> bool:
    """The engine reads UTF-8 without NUL bytes, from a path that is text."""
    is_utf_8 = layout.encoding.lower().replace("_", "-") in {"utf-8", "utf-8-sig", "utf8"}
    return is_utf_8 and not found.nul and str(found.path) == as_text(found.path)


@dataclass(frozen=True)
class _Reading:
    """One file on its way to Parquet, by the engine's own reader or record by record."""

    engine: Engine
    logs: LogSet
    file: LogFile
    found: Survey
    layout: Layout
    places: dict[str, int]
    target: Path
    salt: str

    @property
    def personal(self) -> list[int]:
        """Cells that hold personal data."""
        kind = self.logs.kind
        return [place for name, place in self.places.items() if kind.column(name).personal]

    @property
    def kept(self) -> dict[str, int]:
        """Columns of ours that are not personal, with their cells."""
        kind = self.logs.kind
        return {name: place for name, place in self.places.items() if not kind.column(name).personal}

    def by_engine(self) -> Staged:
        cells = tuple(f"c{number}" for number in range(len(self.layout.header)))
        table = self.engine.read_csv(self.found.path, cells, self.layout.delimiter)
        selected = {name: table[cells[place]] for name, place in self.kept.items()}
        selected[FILE] = ibis.literal(self.file.number, "int32")
        selected[BLANK] = ibis.and_(*(table[cell].isnull() for cell in cells))
        if self.personal:
            selected[FINGERPRINT] = self._fingerprint(table, cells)
        self.engine.write_parquet(table.select(**selected), self.target)
        read = int(self.engine.read_parquet(self.target).count().execute())
        return self._staged(read, exact=False, simple=read + 1 == self.found.lines)

    def _fingerprint(self, table: ir.Table, cells: tuple[str, ...]) -> ir.StringValue:
        parts = [table[cells[place]].fill_null("") for place in self.personal]
        return ibis.literal("\x1f").join([ibis.literal(self.salt), *parts]).hexdigest("md5")

    def by_record(self) -> Staged:
        """Read record by record: slower, but no fault stops it and every line is known."""
        import pyarrow as pa  # noqa: PLC0415 - only a faulty file or a rare encoding needs it
        import pyarrow.parquet as pq  # noqa: PLC0415

        unreadable: list[Fault] = []
        names = [*self.kept, *([FINGERPRINT] if self.personal else [])]
        schema = pa.schema(
            [
                *((name, pa.string()) for name in names),
                (FILE, pa.int32()),
                (BLANK, pa.bool_()),
                (LINE, pa.int64()),
            ]
        )
        read = 0
        with pq.ParquetWriter(self.target, schema) as writer:
            for batch in self._batches(unreadable):
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                read += len(batch)
        return self._staged(
            read + len({fault.line for fault in unreadable}),
            exact=True,
            simple=False,
            faults=tuple(unreadable),
        )

    def _batches(self, unreadable: list[Fault]) -> Iterator[list[dict[str, object]]]:
        batch: list[dict[str, object]] = []
        for record in self._records():
            fault = self._fault(record)
            if fault:
                unreadable.append(fault)
                continue
            batch.append(self._row(record))
            if len(batch) == _BATCH:
                yield batch
                batch = []
        yield batch

    def _records(self) -> Iterator[Record]:
        encoding = "utf-8-sig" if self.layout.encoding.lower() in {"utf-8", "utf8"} else self.layout.encoding
        with self.found.path.open(encoding=encoding, errors=MARK, newline="") as file:
            yield from read_records(file, self.layout.delimiter, len(self.layout.header))

    def _fault(self, record: Record) -> Fault | None:
        if record.problem:
            # No cell of such a row is sure to be what its column says, so that none is shown as the id.
            return Fault(self.file.name, record.line, "", record.problem, checks.MALFORMED)
        for place, cell in enumerate(record.cells):
            if not cell.isascii() and NO_TEXT in cell:
                name = next((ours for ours, at in self.places.items() if at == place), "")
                return Fault(
                    self.file.name,
                    record.line,
                    name,
                    "",  # the bytes may be anybody's name
                    checks.BAD_ENCODING,
                    self._record_id(record),
                    allowed=self.layout.encoding,
                )
        return None

    def _record_id(self, record: Record) -> str:
        place = self.places.get(self.logs.kind.id, -1)
        text = record.cells[place] if 0 <= place < len(record.cells) else ""
        return shown(text.replace(NO_TEXT, "?"))

    def _row(self, record: Record) -> dict[str, object]:
        cells = record.cells
        row: dict[str, object] = {name: cells[place] or None for name, place in self.kept.items()}
        if self.personal:
            text = "\x1f".join([self.salt, *(cells[place] for place in self.personal)])
            row[FINGERPRINT] = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        row[FILE] = self.file.number
        row[BLANK] = not any(cells)
        row[LINE] = record.line
        return row

    def _staged(self, read: int, *, exact: bool, simple: bool, faults: tuple[Fault, ...] = ()) -> Staged:
        return Staged(
            self.file.name,
            self.found.path,
            self.found.sha256,
            self.found.size,
            self.layout,
            tuple(self.kept),
            self.target,
            read,
            exact,
            simple,
            faults,
        )


def lines_of(staged: Staged, rows: set[int]) -> dict[int, int]:
    """The line at which each of some rows starts, for a file whose lines are not kept with its rows.

    Raises:
        EnvironmentFailure: the file has changed since it was read.

    """
    if staged.simple_lines or not rows:
        return {row: row + 2 for row in rows}
    lines: dict[int, int] = {}
    last = max(rows)
    # The engine took the whole file, so it is UTF-8 and well formed but for blanks around quotes.
    with staged.path.open(encoding="utf-8-sig", newline="") as file:
        records = read_records(file, staged.layout.delimiter, len(staged.layout.header), strict=False)
        for row, record in enumerate(records):
            if row in rows:
                lines[row] = record.line
            if row >= last:
                return lines
    raise EnvironmentFailure("the log changed while it was being read", where=staged.name, mend="run again")
