"""A table of a database: it has no lines, so its records are numbered as under a header in line 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pellucid.intake.canonical import problem_of
from pellucid.intake.formats.opened import Record, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.engine import Reader
    from pellucid.intake.places.database import Table
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

FIRST_RECORD = 2


def open_table(_logs: LogSet, file: LogFile, found: Survey) -> DatabaseTable:
    """Find the columns."""
    return DatabaseTable(cast("Table", file.path), found.sha256)


@dataclass(frozen=True)
class DatabaseTable(Whole):
    """A table that has been hashed."""

    place: Table
    sha256: str

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.place.columns

    @property
    def facts(self) -> tuple[str, ...]:
        """Which table it is."""
        return (f"table {self.place.table}",)

    def table(self, _reader: Reader) -> None:
        """The engine's own readers of databases are no part of it."""

    def records(self, *, strict: bool = True) -> Iterator[Record]:  # noqa: ARG002 - text can't be half right
        """Read record by record."""
        for line, row in enumerate(self.place.rows(self.sha256), FIRST_RECORD):
            cells = list(row)
            yield Record(line, cells, problem_of(cells))

    def lines(self, rows: set[int], read: int) -> dict[int, int]:  # noqa: ARG002
        """Row n is record n."""
        return {row: row + FIRST_RECORD for row in rows}
