"""A log file in; its typed rows as a Parquet file out, from the cache where it has not changed.

Only the columns that are counted are kept. Personal ones are never written: where they decide whether two
records say the same, they are read again, for those records alone (personal.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import ibis

from pellucid.engine import MalformedCsv
from pellucid.errors import Ending, EnvironmentFailure
from pellucid.intake import checks
from pellucid.intake.cache import Note
from pellucid.intake.cells import (
    ASIDE,
    BLANK,
    BLANKS,
    CELL_FAULTS,
    LINE,
    may_be_blank,
    plain_text,
    type_cells,
    written_name,
)
from pellucid.intake.coded import CODED
from pellucid.intake.content import suffix_of
from pellucid.intake.date_forms import Forms, find_forms
from pellucid.intake.faults import Fault, shown
from pellucid.intake.formats import open_file
from pellucid.intake.formats.opened import CELL
from pellucid.intake.formats.partition import own_width
from pellucid.intake.made import lay_rows, source_name
from pellucid.intake.no_text import NO_TEXT
from pellucid.intake.places.database import Table
from pellucid.intake.schema import Type
from pellucid.intake.source import FILE_MARK, place_columns, place_words
from pellucid.intake.survey import survey
from pellucid.intake.totals_rows import find_totals, set_aside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa

    from pellucid.intake.cache import Cache
    from pellucid.intake.cells import Typing
    from pellucid.intake.dates import DateReader
    from pellucid.intake.formats.opened import Opened, Record
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

FILE = "_file"
ROW = "_row"
_BATCH = 50_000
_BATCH_CHARACTERS = 1 << 24  # a log may have lines of many megabytes


@dataclass(frozen=True)
class Staged:
    """A file whose typed rows lie in `parquet`, in their order.

    note: its columns (personal ones left out), its number of rows, and what else is known.
    """

    logs: LogSet
    file: LogFile
    found: Survey
    parquet: Path
    note: Note
    unreadable: tuple[Fault, ...] = field(default=())

    @property
    def name(self) -> str:
        """The file's name as it is shown."""
        return self.file.name

    @property
    def sha256(self) -> str:
        """The hash of the file."""
        return self.found.sha256

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of ours that the file has."""
        return self.note.columns

    @property
    def read(self) -> int:
        """Rows of the file, unreadable ones too."""
        return self.note.read

    @cached_property
    def opened(self) -> Opened:
        """The file, to be read once more."""
        return open_file(self.logs, self.file, self.found)

    @cached_property
    def places(self) -> dict[str, int]:
        """Our columns, personal ones too, with the index of their cell."""
        return place_columns(self.logs, self.name, self.opened.header)

    @cached_property
    def words(self) -> dict[str, int]:
        """Columns of theirs that rows are chosen by or ours are made of, with the index of their cell."""
        return place_words(self.logs, self.name, self.opened.header)

    @cached_property
    def totals_lines(self) -> tuple[int, ...]:
        """The lines of the totals rows that were found out."""
        if not self.note.exact_lines:
            return tuple(self.lines(set(self.note.totals)).values())
        import pyarrow.parquet as pq  # noqa: PLC0415

        lines = pq.read_table(self.parquet, columns=[LINE])[LINE]
        return tuple(lines[place].as_py() for place in self.note.totals)

    def reader(self, job: Typing) -> DateReader:
        """How this file's dates are read, with what was found out."""
        forms = self.note.date_forms or job.dates.forms
        return replace(job.dates, forms=forms, rivals=self.note.rivals)

    def lines(self, rows: set[int]) -> dict[int, int]:
        """The line at which each of some rows starts, for a file whose lines are not kept with its rows.

        Raises:
            EnvironmentFailure: the file has changed since it was read.

        """
        if not rows or not self.note.mended:
            return self.opened.lines(rows, self.read) if rows else {}
        lines = {row: record.line for row, record in self.find(rows) or ()}
        if len(lines) < len(rows):
            raise EnvironmentFailure(
                "the log changed while it was being read", where=self.name, mend="run again"
            )
        return lines

    def find(self, rows: Collection[int]) -> Iterator[tuple[int, Record]] | None:
        """The records of some rows of a file that the engine took; None where all would have to be parsed."""
        return self.opened.find(rows, strict=self.note.mended)


def stage(job: Typing, file: LogFile, cache: Cache) -> Staged:
    """Read a file once for its hash and, unless that is known, once for its rows."""
    found = survey(file.path, file.name)
    key = cache.key({"file": found.sha256, **_recipe(job, file)})
    target = cache.path(key)
    note = cache.find(key, job.today)
    if note:
        return Staged(job.logs, file, found, target, note, _faults_again(file, note))
    opened = open_file(job.logs, file, found)
    places = place_columns(job.logs, file.name, opened.header)
    words = place_words(job.logs, file.name, opened.header)
    reading = _Reading(job, file, opened, places, words, target)
    note, unreadable = reading.stage()
    cache.add(key, note)
    return Staged(job.logs, file, found, target, note, unreadable)


def _recipe(job: Typing, file: LogFile) -> dict[str, object]:
    """Everything but the content that a staged file depends on."""
    logs = job.logs
    typed = [column.name for column in logs.kind.columns if column.type not in CODED]
    made = {name: one.model_dump() for name, one in logs.made.items()}
    return {
        "engine": job.engine.reader.name,
        "format": type(file.path).__name__ if isinstance(file.path, Table) else suffix_of(file.path),
        "sheet": logs.config.sheet,
        "records": logs.config.records,
        "partition": {word: text for word, text in file.partition.items() if word in logs.header_words},
        "kind": logs.kind.name,
        "of": logs.kind.of,
        "columns": [(column.name, column.type, column.personal) for column in logs.kind.columns],
        "theirs": logs.theirs,
        "constants": logs.constants,
        "made": made,
        "name": file.name if f"{{{FILE_MARK}}}" in str(made) else "",
        "rows": logs.config.rows.model_dump(),
        "section": logs.config.section.model_dump() if logs.config.section else None,
        "values": {name: values for name, values in logs.config.values.items() if name in typed},
        "csv": logs.config.csv.model_dump(),
        "date_format": logs.config.date_forms,
        "timezone": job.dates.zone,
    }


def _faults_again(file: LogFile, note: Note) -> tuple[Fault, ...]:
    by_name = {check.name: check for check in checks.CELL_CHECKS}
    return tuple(
        Fault(
            file.name,
            one["line"],
            one["column"],
            one["value"],
            by_name[one["check"]],
            one["record_id"],
            allowed=one["allowed"],
            row=-number,
        )
        for number, one in enumerate(note.unreadable, 1)
    )


def _as_noted(fault: Fault) -> dict[str, object]:
    return {
        "line": fault.line,
        "column": fault.column,
        "value": fault.value,
        "check": fault.check.name,
        "record_id": fault.record_id,
        "allowed": fault.allowed,
    }


@dataclass(frozen=True)
class _Reading:
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

    def stage(self) -> tuple[Note, tuple[Fault, ...]]:
        note, unreadable = self.read_once()
        if not _has_faults(self.target):
            return note, unreadable
        if self.job.logs.config.date_format is None:
            note, unreadable = self._by_other_forms(note, unreadable)
        # Where the configuration says what totals rows are, only those are.
        totals = () if self.job.logs.config.rows.totals else find_totals(self.job.logs, self.target)
        if totals:
            set_aside(self.target, totals)
        return replace(note, totals=tuple(sorted(totals))), unreadable

    def _by_other_forms(self, note: Note, unreadable: tuple[Fault, ...]) -> tuple[Note, tuple[Fault, ...]]:
        """Read the file again where its dates are written in other forms."""
        forms = self._other_forms()
        if not (forms.sure or forms.rivals):
            return note, unreadable
        reader = replace(self.job.dates, forms=forms.sure, rivals=forms.rivals)
        note, unreadable = replace(self, job=replace(self.job, dates=reader)).read_once()
        fact = f"date_format {reader.words}{' (open)' * bool(forms.rivals)}"
        note = replace(note, facts=(*note.facts, fact), date_forms=forms.sure, rivals=forms.rivals)
        return note, unreadable

    def _other_forms(self) -> Forms:
        """In which forms dates are written that are no ISO 8601, if there are such dates."""
        rows = self.job.engine.reader.read_parquet(self.target)
        rows = rows.filter(~rows[BLANK])
        dates = [
            column
            for column in self.job.logs.kind.columns
            if column.type is Type.DATE and written_name(column) in rows.columns
        ]
        texts = {
            column.name: plain_text(
                self.job, column, rows[written_name(column)].fill_null(rows[column.name].cast("string"))
            )
            for column in dates
        }
        if not texts or _surely_iso(self.target, texts) or _mostly_iso(rows, texts):
            return Forms()
        return find_forms(self.job.dates, rows.select(**texts))

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
            fault = self._fault(record)
            if fault:
                _append(unreadable, fault)
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
        return pa.schema([*text, (BLANK, pa.bool_()), (LINE, pa.int64()), *aside])

    def _batches(self, unreadable: list[Fault]) -> Iterator[pa.RecordBatch]:
        schema = self._schema()
        rows: list[tuple[object, ...]] = []
        size = 0
        for record in self.opened.records():
            fault = self._fault(record)
            if fault:
                _append(unreadable, fault)
                continue
            rows.append(self._row(record))
            size += sum(map(len, record.cells))
            if len(rows) == _BATCH or size > _BATCH_CHARACTERS:
                yield _record_batch(rows, schema)
                rows, size = [], 0
        yield _record_batch(rows, schema)

    def _fault(self, record: Record) -> Fault | None:
        if record.problem:
            # No cell of such a row is sure to be what its column says, so that none is shown as the id.
            return Fault(self.file.name, record.line, "", record.problem, checks.MALFORMED)
        if "".join(record.cells).isascii():
            return None
        for place, cell in enumerate(record.cells):
            if NO_TEXT in cell:
                name = next((ours for ours, at in self.places.items() if at == place), "")
                return Fault(
                    self.file.name,
                    record.line,
                    name,
                    "",  # the bytes may be anybody's name
                    checks.BAD_ENCODING,
                    self._record_id(record),
                    allowed=self.job.logs.config.csv.encoding or "utf-8",
                )
        return None

    def _record_id(self, record: Record) -> str:
        place = self.places.get(self.job.logs.kind.id, -1)
        text = record.cells[place] if 0 <= place < len(record.cells) else ""
        return shown(text.replace(NO_TEXT, "?"))

    def _row(self, record: Record) -> tuple[object, ...]:
        """The values of a row, in the order of the schema."""
        cells = record.cells
        aside = (record.aside,) if self.job.logs.config.section else ()
        blank = not any(cell.strip(BLANKS) for cell in cells[: self.width])
        return (*[cells[place] or None for place in self.raw_places], blank, record.line, *aside)

    def _note(self, *, exact: bool, mended: bool = False, unreadable: Sequence[Fault] = ()) -> Note:
        rows, latest = _rows_and_latest(self.target, self._dates())
        return Note(
            columns=(*self.kept, *self.job.logs.made),
            read=rows + len(unreadable),
            today=self.job.today,
            latest=latest,
            exact_lines=exact,
            mended=mended,
            unreadable=tuple(_as_noted(fault) for fault in unreadable),
            header=self.opened.header,
            facts=self.opened.facts,
        )

    def _dates(self) -> list[str]:
        columns = self.job.logs.kind.columns
        return [column.name for column in columns if column.type is Type.DATE and column.past]


def _append(unreadable: list[Fault], fault: Fault) -> None:
    """Take note of what can't become a row, with a number of its own."""
    unreadable.append(replace(fault, row=-len(unreadable) - 1))


def _record_batch(rows: list[tuple[object, ...]], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa  # noqa: PLC0415

    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _has_faults(path: Path) -> bool:
    """Whether a cell of a staged file has a fault, from the Parquet file's own statistics."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(path) as file:
        place = file.schema_arrow.get_field_index(CELL_FAULTS)
        groups = range(file.metadata.num_row_groups)
        known = [file.metadata.row_group(group).column(place).statistics for group in groups]
        return any(one is None or not one.has_min_max or one.max != "" for one in known)


def _blank(table: ir.Table, cells: Sequence[str]) -> ir.BooleanValue:
    """Whether all cells are empty, or nothing but blanks; few rows are looked at beyond their first cell."""
    empty = [table[cell].fill_null("").strip() == "" for cell in cells]
    return ibis.ifelse(may_be_blank(table[cells[0]]), ibis.and_(*empty), ibis.literal(value=False))


def _surely_iso(path: Path, names: Collection[str]) -> bool:
    """Whether each column has more dates than other texts, from the Parquet file's own statistics."""
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


def _mostly_iso(rows: ir.Table, texts: Mapping[str, ir.StringValue]) -> bool:
    """Whether half of the texts of each column have been read as ISO 8601: the others are no question then.

    rows: as they were read, by ISO 8601 alone.
    """
    counts = {f"{name}__texts": text.count() for name, text in texts.items()}
    counts |= {f"{name}__read": rows[name].count() for name in texts}
    (found,) = rows.aggregate(**counts).to_pyarrow().to_pylist()
    return all(found[f"{name}__read"] * 2 >= found[f"{name}__texts"] for name in texts)


def _noting(endings: list[Ending], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches; why they end early is noted."""
    try:
        yield from batches
    except Ending as ending:
        endings.append(ending)
        raise


def _rows_and_latest(path: Path, dates: list[str]) -> tuple[int, date | None]:
    """Rows and the last day of some columns, from the Parquet file's own statistics."""
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
