"""Columns that a file has only in the names of its folders, as in date=2025-01-01/log.csv."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import ibis

from pellucid.intake.formats.opened import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
        table = self.inner.table(reader)
        if table is None:
            return None
        first = len(self.inner.header)
        cells = {CELL.format(place): text for place, text in enumerate(self.added.values(), first)}
        return table.mutate(
            **{cell: ibis.literal(text) if text else ibis.null(str) for cell, text in cells.items()}
        )

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Read record by record."""
        added = list(self.added.values())
        for record in self.inner.records(strict=strict):
            yield replace(record, cells=[*record.cells, *added])

    def lines(self, rows: set[int], read: int) -> dict[int, int]:
        """As in the file."""
        return self.inner.lines(rows, read)
