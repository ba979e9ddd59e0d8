"""Parquet: read by the engine, each value as the text that CSV would have for it.

It has no lines, so its records are numbered as under a header in line 1.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from pellucid.engine import MalformedCsv
from pellucid.errors import LogUnreadable
from pellucid.intake.canonical import BETWEEN_VALUES, NotFlat, problem_of, text_of
from pellucid.intake.content import address, is_packed, open_content
from pellucid.intake.formats.opened import CELL, Record, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ibis.expr.types as ir

    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

FIRST_RECORD = 2
_DAY, _TIME = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"
_EXACT = 1e15  # larger whole numbers are no longer sure in a float


def open_parquet(_logs: LogSet, file: LogFile, _found: Survey) -> Parquet:
    """Read the columns.

    Raises:
        LogUnreadable: it is no Parquet file.

    """
    import pyarrow as pa  # noqa: PLC0415 - only where a log is Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with open_content(file.path) as content:
            names = pq.read_schema(_whole(content)).names
    except (pa.ArrowException, OSError) as error:
        raise LogUnreadable(
            "this is no Parquet file, or it is damaged",
            where=file.name,
            mend="export it again, or correct the name's ending",
        ) from error
    return Parquet(file.path, file.name, tuple(names))


def _whole(content: Any) -> Any:  # noqa: ANN401
    return content if content.seekable() else io.BytesIO(content.read())


@dataclass(frozen=True)
class Parquet(Whole):
    """A Parquet file."""

    path: Place
    shown: str
    names: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name.strip() for name in self.names)

    @property
    def facts(self) -> tuple[str, ...]:
        """How many columns there are."""
        return (f"{len(self.names)} columns",)

    def table(self, reader: Reader) -> ir.Table | None:
        """The engine reads it where all text is text."""
        if is_packed(self.path) or not (at := address(reader, self.path)):
            return None
        try:
            table = reader.read_parquet(at)
            cells = {CELL.format(place): _text(table[name]) for place, name in enumerate(table.columns)}
            text = table.select(**cells)
            spoiled = [
                table[name].re_search(r"\x00") for name in table.columns if table[name].type().is_string()
            ]
            if spoiled and reader.holds_anywhere(ibis.or_(*spoiled)):
                return None
        except (MalformedCsv, NotFlat):
            return None
        return text

    def records(self, *, strict: bool = True) -> Iterator[Record]:  # noqa: ARG002 - it has no half-right rows
        """Read record by record."""
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.parquet as pq  # noqa: PLC0415

        line = FIRST_RECORD
        try:
            with open_content(self.path) as content, pq.ParquetFile(_whole(content)) as file:
                for batch in file.iter_batches():
                    columns = [_values(column) for column in batch.columns]
                    for row in zip(*columns, strict=True):
                        yield _record(line, row)
                        line += 1
        except (pa.ArrowException, OSError) as error:
            raise LogUnreadable(
                f"the log is damaged: it can't be read beyond record {line - FIRST_RECORD}",
                where=self.shown,
                mend="copy or export it again",
            ) from error

    def lines(self, rows: set[int], read: int) -> dict[int, int]:  # noqa: ARG002
        """Row n is record n."""
        return {row: row + FIRST_RECORD for row in rows}


def _record(line: int, row: tuple[object, ...]) -> Record:
    try:
        cells = [text_of(value) for value in row]
    except NotFlat as error:
        return Record(line, [], f"a value in it is {error}")
    return Record(line, cells, problem_of(cells))


def _values(column: Any) -> list[object]:  # noqa: ANN401 - pyarrow has no types
    """Values of a column; text as bytes, as it may be none."""
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_string(column.type):
        column = column.view(pa.binary())
    elif pa.types.is_large_string(column.type):
        column = column.view(pa.large_binary())
    return column.to_pylist()  # type: ignore[no-any-return]


def _text(value: Any) -> ir.StringValue:  # noqa: ANN401, PLR0911 - one line a type
    """The text of a value, as an expression that every engine takes."""
    kind = value.type()
    if kind.is_string():
        return value.nullif("")
    if kind.is_boolean():
        return ibis.ifelse(value, "true", "false").nullif("")
    if kind.is_floating():
        value = value.cast("float64")
        value = ibis.ifelse(value.isnan(), ibis.null("float64"), value)
        is_whole = (value == value.floor().cast("float64")) & (value.abs() < _EXACT)
        whole = ibis.ifelse(is_whole, value, ibis.null("float64")).cast("int64")
        return ibis.ifelse(is_whole, whole.cast(str), value.cast(str))
    if kind.is_decimal():
        return value.cast(str).re_replace(r"\.0+$", "")
    if kind.is_timestamp():
        return _text_of_time(value, zoned=kind.timezone is not None)
    if kind.is_array() and not kind.value_type.is_nested():
        return value.map(_text).join(BETWEEN_VALUES).nullif("")
    if kind.is_nested() or kind.is_binary():
        raise NotFlat("a record")
    return value.cast(str)


def _text_of_time(value: Any, *, zoned: bool) -> ir.StringValue:  # noqa: ANN401
    value = value.cast("timestamp")
    seconds = ibis.ifelse(
        value == value.truncate("s"), value.strftime(_TIME), value.cast(str).replace(" ", "T")
    )
    if zoned:
        return seconds.concat("Z")
    return ibis.ifelse(value == value.truncate("D"), value.strftime(_DAY), seconds)
