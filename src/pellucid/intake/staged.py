"""A staged file: where its typed rows lie, what is known of them, and how some are read once more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure
from pellucid.intake.cells import LINE
from pellucid.intake.formats import open_file
from pellucid.intake.source import place_columns, place_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from pellucid.intake.cache import Note
    from pellucid.intake.cells import Typing
    from pellucid.intake.dates import DateReader
    from pellucid.intake.faults import Fault
    from pellucid.intake.formats.opened import Opened, Record
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

FILE = "_file"  # columns of rows of several files: the file's number, and the row's in it
ROW = "_row"


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
