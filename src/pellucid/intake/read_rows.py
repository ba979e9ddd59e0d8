"""An opened log in; its typed rows as a Parquet file out, read by the engine or record by record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import ibis

from pellucid.engine import MalformedCsv
from pellucid.errors import Ending
from pellucid.intake.cache import Note
from pellucid.intake.cells import (
    ASIDE,
    BLANK,
    BLANKS,
    LINE,
    LINE_NAME,
    may_be_blank,
    type_cells,
    without_blanks,
)
from pellucid.intake.formats.opened import CELL, LineNames
from pellucid.intake.formats.partition import own_width
from pellucid.intake.made import lay_rows, source_name
from pellucid.intake.schema import Type
from pellucid.intake.statistics import rows_and_latest
from pellucid.intake.unreadable import add_to, as_noted, fault_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa

    from pellucid.intake.cells import Typing
    from pellucid.intake.faults import Fault
    from pellucid.intake.formats.opened import Opened, Record
    from pellucid.intake.source import LogFile

_BATCH = 50_000
_BATCH_CHARACTERS = 1 << 24  # a log may have lines of many megabytes


@dataclass(frozen=True)
class Reading:
    """One file on its way to Parquet, by the engine's own reader or record by record."""

    job: Typing
    file: LogFile
    opened: Opened
    places: dict[str, int]
    words: dict[str, int]
    target: Path

    @property
    def kept(self) -> dict[str, int]:
        """Columns of ours that are not personal, with their cells."""
        kind = self.job.logs.kind
        return {name: place for name, place in self.places.items() if not kind.column(name).personal}

    @cached_property
    def width(self) -> int:
        """How many cells of a row are the file's own."""
        return own_width(self.opened)

    @cached_property
    def raw_places(self) -> tuple[int, ...]:
        """The cells of `raw`, in its order."""
        return tuple(self.raw.values())

    @property
    def raw(self) -> dict[str, int]:
        """Every cell that is read, by the name that it has until it is typed."""
        return self.kept | {source_name(place): place for place in self.words.values()}

    def read_once(self) -> tuple[Note, tuple[Fault, ...]]:
        """Read the file into Parquet with the forms of dates that are known."""
        table = None if self.job.logs.names_lines else self.opened.table(self.job.engine.reader)
        if table is not None:
            try:
                self._write(self._by_engine(table))
                return self._note(exact=False), ()
            except MalformedCsv:
                pass
        unreadable: list[Fault] = []
        if not self.job.logs.names_lines and self._write_mended(unreadable):
            return self._note(exact=False, mended=True, unreadable=unreadable), tuple(unreadable)
        unreadable.clear()
        endings: list[Ending] = []
        batches = _noting(endings, self._batches(unreadable))
        try:
            self._write(self.job.engine.reader.stream(self._schema(), batches))
        except Exception:
            if endings:  # the engine makes another error of what happens while it asks for rows
                raise endings[0] from None
            raise
        return self._note(exact=True, unreadable=unreadable), tuple(unreadable)

    def _write_mended(self, unreadable: list[Fault]) -> bool:
        """Let the engine read all but the records that it can't; say whether it could."""

        def refuse(record: Record) -> bool:
            fault = fault_of(self.job.logs, self.file.name, self.places, record)
            if fault:
                add_to(unreadable, fault)
            return fault is not None

        table = self.opened.mended(self.job.engine.reader, refuse)
        if table is None:
            return False
        try:
            self._write(self._by_engine(table))
        except MalformedCsv:
            return False
        return True

    def _by_engine(self, table: ir.Table) -> ir.Table:
        cells = [CELL.format(number) for number in range(own_width(self.opened))]
        text = {name: table[CELL.format(place)] for name, place in self.raw.items()}
        return table.select(**text, **{BLANK: _blank(table, cells)})

    def _write(self, text: ir.Table) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.target.with_suffix(".unfinished")
        rows = lay_rows(self.job.logs, self.file.name, text, self.words)
        self.job.engine.reader.write_parquet(type_cells(self.job, rows), unfinished)
        unfinished.replace(self.target)

    def _schema(self) -> pa.Schema:
        import pyarrow as pa  # noqa: PLC0415 - only a faulty file or a rare encoding needs it

        text = [(name, pa.string()) for name in self.raw]
        aside = [(ASIDE, pa.string())] if self.job.logs.config.section else []
        named = [(LINE_NAME, pa.string())] if self.job.logs.names_lines else []
        return pa.schema([*text, (BLANK, pa.bool_()), (LINE, pa.int64()), *aside, *named])

    def _batches(self, unreadable: list[Fault]) -> Iterator[pa.RecordBatch]:
        schema, names = self._schema(), LineNames()
        rows: list[tuple[object, ...]] = []
        size = 0
        for record in self.opened.records():
            fault = fault_of(self.job.logs, self.file.name, self.places, record)
            if fault:
                add_to(unreadable, fault)
                continue
            rows.append(self._row(record, names))
            size += sum(map(len, record.cells))
            if len(rows) == _BATCH or size > _BATCH_CHARACTERS:
                yield _record_batch(rows, schema)
                rows, size = [], 0
        yield _record_batch(rows, schema)

    def _row(self, record: Record, names: LineNames) -> tuple[object, ...]:
        """The values of a row, in the order of the schema."""
        cells = record.cells
        aside = (record.aside,) if self.job.logs.config.section else ()
        blank = not any(cell.strip(BLANKS) for cell in cells[: self.width])
        named = (names.of(record),) if self.job.logs.names_lines else ()
        return (*[cells[place] or None for place in self.raw_places], blank, record.line, *aside, *named)

    def _note(self, *, exact: bool, mended: bool = False, unreadable: Sequence[Fault] = ()) -> Note:
        rows, latest = rows_and_latest(self.target, self._dates())
        return Note(
            columns=(*self.kept, *self.job.logs.made),
            read=rows + len(unreadable),
            today=self.job.today,
            latest=latest,
            exact_lines=exact,
            mended=mended,
            unreadable=tuple(as_noted(fault) for fault in unreadable),
            header=self.opened.header,
            facts=self.opened.facts,
        )

    def _dates(self) -> list[str]:
        columns = self.job.logs.kind.columns
        return [column.name for column in columns if column.type is Type.DATE and column.past]


def _record_batch(rows: list[tuple[object, ...]], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _blank(table: ir.Table, cells: Sequence[str]) -> ir.BooleanValue:
    """Whether all cells are empty, or nothing but blanks; few rows are looked at beyond their first cell."""
    # As one text: a test for each of a thousand cells is nested deeper than the engine can follow.
    whole = ibis.literal("").join([table[cell] for cell in cells])
    empty = without_blanks(whole) == ""
    return ibis.ifelse(may_be_blank(table[cells[0]]), empty, ibis.literal(value=False))


def _noting(endings: list[Ending], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches; why they end early is noted."""
    try:
        yield from batches
    except Ending as ending:
        endings.append(ending)
        raise
