"""Delimited text (CSV, TSV): read by the engine where it is well formed, else record by record."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property, partial
from typing import IO, TYPE_CHECKING

from pellucid.errors import EnvironmentFailure
from pellucid.intake.content import address, open_content
from pellucid.intake.formats.csv_records import read_records
from pellucid.intake.formats.mended import MendedBytes, mend
from pellucid.intake.formats.opened import CELL
from pellucid.intake.formats.stretches import find_records
from pellucid.intake.formats.transcoded import Transcoding
from pellucid.intake.layout import lay_out
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    import ibis.expr.types as ir

    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.formats.opened import Record
    from pellucid.intake.layout import Layout
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

_UTF_8 = frozenset({"utf-8", "utf-8-sig", "utf8"})
_BLOCK = 1 << 22


def open_delimited(logs: LogSet, file: LogFile, found: Survey) -> Delimited:
    """Find out the encoding and the delimiter where they are not said, and read the header."""
    personal = {column.name for column in logs.kind.columns if column.personal}
    layout = lay_out(
        found,
        file.name,
        wanted=logs.header_words,
        given=logs.config.csv,
        counted=[word for ours, word in logs.theirs.items() if ours not in personal],
    )
    return Delimited(file.name, file.path, found.nul, layout, found.lines, long_lines=found.long_lines)


@dataclass(frozen=True)
class Delimited:
    """A delimited file whose layout is known."""

    name: str
    path: Place
    nul: bool
    layout: Layout
    line_count: int
    long_lines: bool = False

    @property
    def header(self) -> tuple[str, ...]:
        """The words over the columns."""
        return self.layout.header

    @property
    def facts(self) -> tuple[str, ...]:
        """Encoding and delimiter, and where the header stands if that is not the first line."""
        layout = self.layout
        where = (f"header_line {layout.header_line}",) if layout.header_line > 1 else ()
        return f"encoding {layout.encoding}", f"delimiter {_named(layout.delimiter)}", *where

    def table(self, reader: Reader) -> ir.Table | None:
        """The engine reads UTF-8 without NUL bytes, and knows by the first line how all lines end."""
        if self._has_nul or not (at := self._address(reader)):
            return None
        layout = self.layout
        if layout.skipped and not self._skipped_lines_end_alike():
            return None
        return reader.read_csv(
            at,
            self._cells,
            layout.delimiter,
            header=layout.header_line > 0,
            skip=layout.skipped,
            long_lines=self.long_lines,
        )

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Read record by record."""
        encoding = "utf-8-sig" if self._encoding in _UTF_8 else self.layout.encoding
        errors = MARK if strict else "strict"
        with io.TextIOWrapper(open_content(self.path), encoding, errors, newline="") as lines:
            yield from read_records(lines, self.layout, strict=strict)

    def lines(self, rows: set[int], read: int) -> dict[int, int]:
        """Rows follow the header line by line, unless there are blank lines or line breaks in cells.

        Raises:
            EnvironmentFailure: the file has changed since it was read.

        """
        if not rows:
            return {}
        before = self.layout.skipped + (self.layout.header_line > 0)
        if self._line_count == read + before:
            return {row: row + before + 1 for row in rows}
        lines = {row: record.line for row, record in self.find(rows, strict=False)}
        if len(lines) < len(rows):
            raise EnvironmentFailure(
                "the log changed while it was being read", where=self.name, mend="run again"
            )
        return lines

    def find(self, rows: Collection[int], *, strict: bool = True) -> Iterator[tuple[int, Record]]:
        """The records of some rows of a log that the engine took; strict: after it was mended."""
        with self._open() as content:
            yield from find_records(content, self.layout, rows, strict=strict)

    def mended(self, reader: Reader, refuse: Callable[[Record], bool]) -> ir.Table | None:
        """All rows but those that are refused, where the engine did not take the log as it is.

        None where only `records` can read it.
        """
        if len(self.header) == 1 or (self._transcoding and self._transcoding.found.marked):
            return None
        mended = mend(self._open, self.layout, refuse)
        if not mended.size:
            return None
        at = reader.reach(".csv", lambda: io.BufferedReader(MendedBytes(mended, self._open)), mended.size)
        return reader.read_csv(at, self._cells, self.layout.delimiter, long_lines=self.long_lines)

    def _skipped_lines_end_alike(self) -> bool:
        """Whether all lines up to the header end in the same way: else the engine passes over all others."""
        with self._open() as content:
            lines = content.read(_BLOCK).splitlines(keepends=True)[: self.layout.skipped + 1]
        return len({line[len(line.rstrip(b"\r\n")) :] for line in lines}) == 1

    @cached_property
    def _transcoding(self) -> Transcoding | None:
        """The log as UTF-8, where it is not UTF-8 already."""
        if self._encoding in _UTF_8:
            return None
        return Transcoding(partial(open_content, self.path), self.layout.encoding)

    def _open(self) -> IO[bytes]:
        """Open the log as UTF-8."""
        return self._transcoding.open() if self._transcoding else open_content(self.path)

    def _address(self, reader: Reader) -> Path | str | None:
        """What the engine opens it by; one that would lose its first character there has none."""
        if self._transcoding is None:
            return address(reader, self.path)
        found = self._transcoding.found
        return None if found.marked else reader.reach(".csv", self._transcoding.open, found.size)

    @property
    def _has_nul(self) -> bool:
        return self._transcoding.found.nul if self._transcoding else self.nul

    @property
    def _line_count(self) -> int:
        return self._transcoding.found.lines if self._transcoding else self.line_count

    @property
    def _cells(self) -> tuple[str, ...]:
        return tuple(CELL.format(number) for number in range(len(self.header)))

    @property
    def _encoding(self) -> str:
        return self.layout.encoding.lower().replace("_", "-")


def _named(delimiter: str) -> str:
    return {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}.get(delimiter, repr(delimiter))
