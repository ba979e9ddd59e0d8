"""A staged file in; the rows at its end that only add up those above them out.

Such a row names no date and no country. It says that it is a total, or its numbers are the sums of its
columns. One that is not sure stays what it is: a row with faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pellucid.intake.cells import ASIDE, BLANK, RECORD_ID, written_name
from pellucid.intake.coded import CODED
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from pellucid.intake.source import LogSet

TOTALS_ROW = "totals_row"
_LAST_ROWS = 50  # that are looked at
_WORDS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sum", "sums", "overall", "all", "all countries"),
        *("итого", "всего", "сумма", "разом", "усього", "summe", "gesamt", "insgesamt", "gesamtsumme"),
        *("total général", "total general", "somme", "ensemble", "totale", "somma", "suma", "totaal", "som"),
        *(
            "razem",
            "ogółem",
            "celkem",
            "spolu",
            "összesen",
            "toplam",
            "σύνολο",
            "totalt",
            "yhteensä",
            "i alt",
        ),
        *("合計", "総計", "小計", "合计", "总计", "합계", "المجموع", "סך הכל"),
    )
)


def says_total(text: str | None) -> bool:
    """Whether a text is a word for a total, and nothing else."""
    return text is not None and text.strip().rstrip(":.").strip().casefold() in _WORDS


def find_totals(logs: LogSet, path: Path) -> list[int]:
    """Find the places, from 0, of the totals rows at the end of a staged file; the last one first."""
    found: list[int] = []
    for place, one in _last_rows(path):
        if one[BLANK]:
            continue
        said = _says_so(logs, one)
        if not _is_nameless(logs, one) or not (said or _adds_up(logs, path, place, one)):
            break
        found.append(place)
    return found


def _last_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The last rows with their places, from the end upwards."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(path) as file:
        end, seen = file.metadata.num_rows, 0
        for group in reversed(range(file.num_row_groups)):
            table = file.read_row_group(group)
            last = _without_days(table.slice(max(table.num_rows - _LAST_ROWS, 0))).to_pylist()
            for back, one in enumerate(reversed(last), 1):
                yield end - back, one
            end -= table.num_rows
            seen += len(last)
            if seen >= _LAST_ROWS:
                return


def _without_days(table: pa.Table) -> pa.Table:
    """Days and times as numbers: the engine knows a year 0, which Python doesn't."""
    import pyarrow as pa  # noqa: PLC0415

    numbers = {pa.date32(): pa.int32()}
    fields = [
        field.with_type(
            pa.int64() if pa.types.is_timestamp(field.type) else numbers.get(field.type, field.type)
        )
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def set_aside(path: Path, places: Collection[int]) -> None:
    """Mark rows of a staged file as totals rows; the others stay as they are."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    changed = path.with_suffix(".unfinished")
    with pq.ParquetFile(path) as file:
        schema = file.schema_arrow
        if ASIDE not in schema.names:
            schema = schema.append(pa.field(ASIDE, pa.string()))
        first = 0
        with pq.ParquetWriter(changed, schema) as writer:
            for batch in file.iter_batches():
                here = [first + place in places for place in range(batch.num_rows)]
                writer.write_table(_marked(pa.Table.from_batches([batch]), here, schema))
                first += batch.num_rows
    changed.replace(path)


def _marked(table: pa.Table, here: list[bool], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    if ASIDE not in table.column_names:
        table = table.append_column(ASIDE, pa.nulls(table.num_rows, pa.string()))
    if any(here):
        blank = [is_total or was for is_total, was in zip(here, table[BLANK].to_pylist(), strict=True)]
        aside = [
            TOTALS_ROW if is_total else was
            for is_total, was in zip(here, table[ASIDE].to_pylist(), strict=True)
        ]
        table = table.set_column(table.column_names.index(BLANK), BLANK, pa.array(blank))
        table = table.set_column(table.column_names.index(ASIDE), ASIDE, pa.array(aside, pa.string()))
    return table.cast(schema)


def _texts(logs: LogSet, one: Mapping[str, Any]) -> list[str]:
    """What stands in the cells of a row that name a record: its id, its codes, its dates."""
    columns = [column for column in logs.kind.columns if column.name not in {*logs.constants, *logs.made}]
    names = [column.name for column in columns if column.type in CODED]
    names += [written_name(column) for column in columns if column.type is Type.DATE]
    texts = [one.get(name) for name in names]
    return [text for text in (*texts, one[RECORD_ID] if logs.kind.id else None) if text and text.strip()]


def _says_so(logs: LogSet, one: Mapping[str, Any]) -> bool:
    return any(says_total(text) for text in _texts(logs, one))


def _is_nameless(logs: LogSet, one: Mapping[str, Any]) -> bool:
    """Whether nothing but words for a total stands where a record has its id, dates and codes."""
    times = [
        column.name
        for column in logs.kind.columns
        if (column.type is Type.DATE and column.required) or column.type is Type.PERIOD
    ]
    there = [one[name] for name in times if name in one]
    dated = any(time for time in there if not (isinstance(time, str) and says_total(time)))
    return bool(there) and not dated and all(map(says_total, _texts(logs, one)))


def _adds_up(logs: LogSet, path: Path, place: int, one: Mapping[str, Any]) -> bool:
    """Whether the numbers of a row are the sums of those above it, and there are at least two of these."""
    numbers = {
        column.name: one[column.name]
        for column in logs.kind.columns
        if column.type in {Type.COUNT, Type.BAND} and not column.default and one.get(column.name) is not None
    }
    if not any(numbers.values()):
        return False
    sums, filled, first = dict.fromkeys(numbers, 0), 0, 0
    for batch in _batches(path, [BLANK, *numbers]):
        rows = batch.slice(0, max(place - first, 0))
        rows = rows.filter([not blank for blank in rows[BLANK].to_pylist()])
        filled += rows.num_rows
        for name in numbers:
            sums[name] += sum(filter(None, rows[name].to_pylist()))
        first += batch.num_rows
    return filled > 1 and sums == numbers


def _batches(path: Path, columns: list[str]) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq  # noqa: PLC0415

    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(columns=columns)
