"""A sheet of an Excel workbook: a row is a line, as Excel numbers it. Cells are text as CSV would have it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pellucid.config.nearest import did_you_mean
from pellucid.errors import LogUnreadable, UsageError
from pellucid.intake.canonical import problem_of, text_of
from pellucid.intake.content import open_content
from pellucid.intake.formats.opened import Record, Whole
from pellucid.intake.formats.workbook_errors import error_cells
from pellucid.intake.layout import LOWEST_HEADER, header_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

_LOCKED = b"\xd0\xcf\x11\xe0"  # an old or locked workbook begins so


def open_workbook(logs: LogSet, file: LogFile, _found: Survey) -> Sheet:
    """Find the sheet and its header.

    Raises:
        LogUnreadable: it is no workbook, or has no header.
        UsageError: the sheet that is said is not there, or must be said.

    """
    with open_content(file.path) as content:
        data = content.read()
    name = _sheet_name(logs, file.name, _load(data, file.name))
    wanted = frozenset(logs.header_words)
    sheet = Sheet(file.path, file.name, name, logs.config.csv.skip_lines, wanted)
    if not sheet.header:
        raise LogUnreadable(
            f"the sheet `{name}` is empty", where=file.name, mend="begin it with its header row"
        )
    return sheet


def _load(data: bytes, shown: str) -> Any:  # noqa: ANN401 - it has no types
    import python_calamine as calamine  # noqa: PLC0415 - only where a log is a workbook

    if data.startswith(_LOCKED):
        mend = "save it as .xlsx without a password"
        raise LogUnreadable("the workbook is locked, or of an old kind", where=shown, mend=mend)
    try:
        return calamine.load_workbook(io.BytesIO(data))
    except calamine.CalamineError as error:
        raise LogUnreadable(
            "this is no Excel workbook", where=shown, mend="export it again, or correct the name's ending"
        ) from error


def _sheet_name(logs: LogSet, shown: str, book: Any) -> str:  # noqa: ANN401
    """The sheet that is said, or the only one that holds anything."""
    names, said = list(book.sheet_names), logs.config.sheet
    if said in names:
        return str(said)
    if said:
        raise UsageError(
            f"the workbook has no sheet `{said}`",
            where=shown,
            got=f"the sheets {', '.join(names)}",
            mend=did_you_mean(said, tuple(names)),
        )
    filled = _filled(book)
    if len(filled) > 1:
        raise UsageError(
            "it must be said which sheet is the log",
            where=shown,
            got=f"the sheets {', '.join(filled)}",
            mend=f"add `sheet: …` to logs[{logs.index}]",
        )
    return str((filled or names)[0])


def filled_sheets(path: Place, shown: str) -> tuple[str, ...]:
    """The sheets of a workbook that hold anything.

    Raises:
        LogUnreadable: it is no workbook.

    """
    with open_content(path) as content:
        return _filled(_load(content.read(), shown))


def _filled(book: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(name for name in book.sheet_names if book.get_sheet_by_name(name).start is not None)


@dataclass(frozen=True)
class Sheet(Whole):
    """A sheet with a header. skip: rows above it that are passed over. wanted: words that it should have."""

    path: Place
    shown: str
    name: str
    skip: int = 0
    wanted: frozenset[str] = frozenset()

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Its cells, without empty ones at its end."""
        return self._header[1]

    @property
    def facts(self) -> tuple[str, ...]:
        """Which sheet it is."""
        return (f"sheet {self.name}",)

    def table(self, _reader: Reader) -> None:
        """The engine does not read workbooks."""

    def records(self, *, strict: bool = True) -> Iterator[Record]:  # noqa: ARG002 - a workbook is one or is none
        """Read row by row; empty ones are passed over, as blank lines are."""
        width = len(self.header)
        for line, cells in self._rows[self._header[0] + 1 :]:
            if any(cells[width:]):
                yield Record(line, cells, f"it has cells to the right of the {width} columns of the header")
            else:
                own = [*cells[:width], *[""] * (width - len(cells))]
                yield Record(line, own, problem_of(own))

    def lines(self, rows: set[int], read: int) -> dict[int, int]:  # noqa: ARG002
        """The line of each row; not asked for while lines are kept with their records."""
        return {row: record.line for row, record in enumerate(self.records()) if row in rows}

    @cached_property
    def _rows(self) -> list[tuple[int, list[str]]]:
        with open_content(self.path) as content:
            data = content.read()
        sheet = _load(data, self.shown).get_sheet_by_name(self.name)
        rows = [[text_of(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        for (row, column), text in error_cells(data, self.name).items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        return [(line, cells) for line, cells in enumerate(rows, 1) if any(cells) and line > self.skip]

    @cached_property
    def _header(self) -> tuple[int, tuple[str, ...]]:
        """Its place among the rows, and its cells: the first row, unless it is a title above the header."""
        first = [_words(cells) for _, cells in self._rows[: 1 if self.skip else LOWEST_HEADER]] or [()]
        hits = [len(self.wanted.intersection(words)) for words in first]
        place = header_place(hits)
        return place, first[place]


def _words(cells: list[str]) -> tuple[str, ...]:
    words = [cell.strip() for cell in cells]
    while words and not words[-1]:
        words.pop()
    return tuple(words)
