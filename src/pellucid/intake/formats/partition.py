"""Columns that a file has only in the names of its folders, as in date=2025-01-01/log.csv."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ibis

from pellucid.intake.formats.opened import CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    import ibis.expr.types as ir

    from pellucid.engine import Reader
    from pellucid.intake.formats.opened import Opened, Record
    from pellucid.intake.source import LogFile, LogSet


def with_partition(logs: LogSet, file: LogFile, opened: Opened) -> Opened:
    """Add the columns that the log should have and only the folders say."""
    wanted = {
        word: text
        for word, text in file.partition.items()
        if word in logs.header_words and word not in opened.header
    }
    return Partitioned(opened, wanted) if wanted else opened


def own_width(opened: Opened) -> int:
    """How many columns stand in the file itself."""
    return len((opened.inner if isinstance(opened, Partitioned) else opened).header)


@dataclass(frozen=True)
class Partitioned:
    """A file with further columns, which say the same in every row."""

    inner: Opened
    added: Mapping[str, str]

    @property
    def header(self) -> tuple[str, ...]:
        """The file's words, and after them those of its folders."""
        return (*self.inner.header, *self.added)

    @property
    def facts(self) -> tuple[str, ...]:
        """The file's, and the columns that its folders give."""
        return (*self.inner.facts, *(f"folder {word}={text}" for word, text in self.added.items()))

    def table(self, reader: Reader) -> ir.Table | None:
        """All rows, with the added cells."""
        return self._with_added(self.inner.table(reader))

    def _with_added(self, table: ir.Table | None) -> ir.Table | None:
        if table is None:
            return None
        first = len(self.inner.header)
        cells = {CELL.format(place): text for place, text in enumerate(self.added.values(), first)}
        return table.mutate(
            **{cell: ibis.literal(text) if text else ibis.null(str) for cell, text in cells.items()}
        )

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Read record by record."""
        yield from map(self._record, self.inner.records(strict=strict))

    def _record(self, record: Record) -> Record:
        return replace(record, cells=[*record.cells, *self.added.values()])

    def mended(self, reader: Reader, refuse: Callable[[Record], bool]) -> ir.Table | None:
        """All rows but those that are refused, with the added cells."""
        return self._with_added(self.inner.mended(reader, lambda record: refuse(self._record(record))))

    def find(self, rows: Collection[int], *, strict: bool = True) -> Iterator[tuple[int, Record]] | None:
        """The records of some rows, with the added cells."""
        found = self.inner.find(rows, strict=strict)
        return None if found is None else ((row, self._record(record)) for row, record in found)

    def lines(self, rows: set[int], read: int) -> dict[int, int]:
        """As in the file."""
        return self.inner.lines(rows, read)
