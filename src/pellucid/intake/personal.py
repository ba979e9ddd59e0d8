"""Records that are alike but for personal cells in; those whose personal cells differ out. And all cells.

Personal cells are never written down. They are read from the log again where they are compared: those of the
few records that are alike, and all of them with what is about to be published. What they hold is forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import ibis

from pellucid.engine import MalformedCsv
from pellucid.intake.cells import BLANK, LINE_NAME, RECORD_ID, with_record_id
from pellucid.intake.formats.opened import CELL, LineNames, is_readable
from pellucid.intake.made import lay_rows, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    import ibis.expr.types as ir

    from pellucid.engine import Engine, Reader
    from pellucid.intake.duplicates import Copies
    from pellucid.intake.formats.opened import Record
    from pellucid.intake.staged import Staged

Found = TypeVar("Found")

_BETWEEN = "\x1f"
_BATCH = 10_000


def differing_in_person(engine: Engine, staged: Mapping[int, Staged], copies: Copies) -> Collection[str]:
    """Of records that are alike otherwise, those that hold different texts in their personal columns.

    staged: by the number of the file. copies: the places of such records, by their id.
    """
    import pyarrow as pa  # noqa: PLC0415

    def differing() -> pa.Table:
        suspects = copies
        if not all(_can_find(one) for one in staged.values()):
            suspects = {name: copies[name] for name in _suspects(engine.reader, staged.values(), copies)}
        found = _of_copies(staged, suspects) if suspects else set()
        return pa.table({"id": pa.array(sorted(found), pa.string())})

    # Which records they are may be kept, and what they say not.
    found: list[str] = engine.results.recall(f"differing in person {sorted(copies)}", differing)[
        "id"
    ].to_pylist()
    return found


def _suspects(reader: Reader, staged: Iterable[Staged], ids: Collection[str]) -> set[str]:
    """Ids under which different texts stand, be it in a row that was rejected: most often there is none."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in staged:
        personal = _personal(one)
        if personal:
            for name, text in _texts(reader, one, personal, ids):
                found[name].add(text)
    return {name for name, texts in found.items() if len(texts) > 1}


def _of_copies(staged: Mapping[int, Staged], copies: Copies) -> set[str]:
    """Those of which the copies themselves differ: they are found by their places."""
    found: dict[str, set[str]] = defaultdict(set)
    for number, one in staged.items():
        wanted = {
            place.row: name for name, places in copies.items() for place in places if place.file == number
        }
        personal = _personal(one)
        if wanted and personal:
            for row, record in _records(one, wanted):
                found[wanted[row]].add(_BETWEEN.join(record.cells[place] for place in personal))
    return {name for name, texts in found.items() if len(texts) > 1}


def _can_find(staged: Staged) -> bool:
    """Whether single records can be read without all others; or nothing has to be read."""
    return not _personal(staged) or (not staged.note.exact_lines and staged.find(()) is not None)


def _records(staged: Staged, rows: Collection[int]) -> Iterator[tuple[int, Record]]:
    """Some of the records that became rows, with the numbers of the rows."""
    found = None if staged.note.exact_lines else staged.find(rows)
    if found is None:
        rows_read = enumerate(islice(readable(staged), max(rows) + 1))
        found = ((row, record) for row, record in rows_read if row in rows)
    return found


def _personal(staged: Staged) -> list[int]:
    return [place for name, place in staged.places.items() if staged.logs.kind.column(name).personal]


def readable(staged: Staged) -> Iterator[Record]:
    """The records that became rows, in the order of the rows."""
    if not staged.note.exact_lines and not staged.note.mended:
        return staged.opened.records(strict=False)
    return filter(is_readable, staged.opened.records())


def _texts(
    reader: Reader, staged: Staged, personal: list[int], ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    return ask_cells(reader, staged, lambda table: _found(reader, staged, table, personal, ids))


def ask_cells(reader: Reader, staged: Staged, ask: Callable[[ir.Table], Found]) -> Found:
    """What `ask` finds in all cells of a file, read by the engine where it can, else record by record.

    A table of records can be read once.
    """
    table = _by_engine(reader, staged)
    if table is not None:
        try:
            return ask(table)
        except MalformedCsv:
            pass
    return ask(_from_records(reader, staged))


def _by_engine(reader: Reader, staged: Staged) -> ir.Table | None:
    """All cells, as the engine took them."""
    if staged.note.exact_lines:
        return None
    if staged.note.mended:
        return staged.opened.mended(reader, lambda record: not is_readable(record))
    return staged.opened.table(reader)


def _found(
    reader: Reader, staged: Staged, table: ir.Table, personal: list[int], ids: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The ids and personal texts of records, by the engine's own way of saying an id."""
    wanted = reader.small_table({"wanted": [*sorted(ids)]}, {"wanted": "string"})
    places = staged.places | {source_name(place): place for place in staged.words.values()}
    names = {name: table[CELL.format(place)] for name, place in places.items()}
    parts = [table[CELL.format(place)].fill_null("") for place in personal]
    line = table[LINE_NAME] if LINE_NAME in table.columns else ibis.null(str)
    text = table.select(
        **names,
        _text=ibis.literal(_BETWEEN).join(parts),
        **{BLANK: ibis.literal(value=False), LINE_NAME: line},
    )
    text = lay_rows(staged.logs, staged.name, text, staged.words)
    rows = with_record_id(staged.logs, text.filter(~text[BLANK]))[[RECORD_ID, "_text"]]
    found = reader.fetch_private(rows.semi_join(wanted, rows[RECORD_ID] == wanted.wanted).distinct())
    return zip(found[RECORD_ID].to_pylist(), found["_text"].to_pylist(), strict=True)


def _from_records(reader: Reader, staged: Staged) -> ir.Table:
    """The cells of the records that can be read."""
    import pyarrow as pa  # noqa: PLC0415 - only a faulty file or a rare encoding needs it

    names = [CELL.format(place) for place in range(len(staged.opened.header))]
    schema = pa.schema([*((name, pa.string()) for name in names), (LINE_NAME, pa.string())])

    def batches() -> Iterator[pa.RecordBatch]:
        sound, lines = readable(staged), LineNames()
        while batch := list(islice(sound, _BATCH)):
            columns = [*zip(*(record.cells for record in batch), strict=True), [*map(lines.of, batch)]]
            yield pa.record_batch([pa.array(cells) for cells in columns], schema=schema)

    return reader.stream(schema, batches())
