"""A delimited file with several tables below each other in; the one that the configuration means out.

Rows outside it are set aside, so that the account of the file is whole for every table of it.
"""

from __future__ import annotations

import csv
import io
import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pellucid.errors import UsageError
from pellucid.intake.content import open_content
from pellucid.intake.formats.csv_records import read_records
from pellucid.intake.formats.opened import Record, Whole
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import ibis.expr.types as ir

    from pellucid.config.logs import SectionConfig
    from pellucid.engine import Reader
    from pellucid.intake.formats.delimited import Delimited

OTHER_SECTION = "other_section"
_SHOWN = 12
_LOOKED_AT = 20_000  # rows in which tables are looked for


@dataclass(frozen=True)
class _Row:
    """A row anywhere in the file: the line where it starts, and its cells without blanks around them."""

    line: int
    cells: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.cells[0] if self.cells else ""

    @property
    def blank(self) -> bool:
        return not any(self.cells)

    @property
    def is_title(self) -> bool:
        return bool(self.first) and not any(self.cells[1:])


@dataclass(frozen=True)
class Section(Whole):
    """One table of a file. last: the last line that belongs to it, if not the file's."""

    whole: Delimited
    last: int | None

    @property
    def header(self) -> tuple[str, ...]:
        """The words over the table's columns."""
        return self.whole.header

    @property
    def facts(self) -> tuple[str, ...]:
        """What is known of the file, and the lines of the table."""
        first = self.whole.layout.header_line
        return *self.whole.facts, f"section lines {first} to {self.last or 'the end'}"

    def table(self, reader: Reader) -> ir.Table | None:  # noqa: ARG002 - as every format
        """The engine reads no part of a file."""
        return None

    def records(self, *, strict: bool = True) -> Iterator[Record]:
        """Read all rows of the file; those outside the table are set aside."""
        layout = replace(self.whole.layout, skipped=0)
        outside = [""] * len(self.header)
        with io.TextIOWrapper(open_content(self.whole.path), layout.encoding, MARK, newline="") as lines:
            for record in read_records(lines, layout, strict=strict):
                before = record.line < layout.header_line
                if before or (self.last is not None and record.line > self.last):
                    yield Record(record.line, outside, aside=OTHER_SECTION)
                else:
                    yield record

    def lines(self, rows: set[int], read: int) -> dict[int, int]:
        """Every row has its line already."""
        return self.whole.lines(rows, read)


def find_section(whole: Delimited, wanted: SectionConfig) -> Section:
    """Find the table whose titles stand above it.

    Raises:
        UsageError: a title or the header is not there.

    """
    rows = list(_rows(whole))
    header, lacking = _below(rows, wanted.after)
    if header is None:
        raise _missing(whole, lacking, rows)
    end = _end(rows, header, wanted.until)
    words = rows[header].cells
    width = max(number for number, word in enumerate(words, 1) if word)
    line = rows[header].line
    layout = replace(whole.layout, header=words[:width], header_line=line, skipped=line - 1)
    last = rows[end].line - 1 if end < len(rows) else None
    return Section(replace(whole, layout=layout), last)


def ways_to_tables(whole: Delimited) -> tuple[tuple[str, ...], ...]:
    """The titles that lead to each of several tables, as `after` has them, near the file's beginning."""
    try:
        rows = list(itertools.islice(_rows(whole), _LOOKED_AT))
    except csv.Error:
        return ()
    found: list[tuple[str, ...]] = []
    titles = [at for at, row in enumerate(rows) if row.is_title and (at == 0 or rows[at - 1].blank)]
    for place, at in enumerate(titles):
        header = next((below for below in range(at + 1, len(rows)) if not rows[below].blank), None)
        if header is None or rows[header].is_title:  # a title of several tables, or one of none
            continue
        title = rows[at].first
        longer = ((rows[above].first, title) for above in reversed(titles[:place]))
        ways = (way for way in ((title,), *longer) if _below(rows, way)[0] == header)
        found.extend(itertools.islice(ways, 1))
    return tuple(found) if len(found) > 1 else ()


def _below(rows: Sequence[_Row], titles: Sequence[str]) -> tuple[int | None, str]:
    """The row of the header below titles; or what there is none of."""
    place = 0
    for title in titles:
        found = next((at for at in range(place, len(rows)) if rows[at].first == title), None)
        if found is None:
            return None, title
        place = found + 1
    return next((at for at in range(place, len(rows)) if not rows[at].blank), None), "a header row"


def _rows(whole: Delimited) -> Iterator[_Row]:
    with io.TextIOWrapper(open_content(whole.path), whole.layout.encoding, MARK, newline="") as lines:
        reader = csv.reader(lines, delimiter=whole.layout.delimiter, skipinitialspace=True)
        line = 1
        for cells in reader:
            yield _Row(line, tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1


def _end(rows: Sequence[_Row], header: int, until: str | None) -> int:
    """The row that is no part of the table any more: as the configuration says, or the next title."""
    for at in range(header + 1, len(rows)):
        if rows[at].first == until if until else rows[at].is_title and rows[at - 1].blank:
            return at
    return len(rows)


def _missing(whole: Delimited, title: str, rows: Sequence[_Row]) -> UsageError:
    titles = [row.first for before, row in itertools.pairwise([_Row(0, ()), *rows]) if before.blank]
    named = [f"`{one[:80]}`" for one in dict.fromkeys(titles) if one][:_SHOWN]
    return UsageError(
        f"the log has no table under `{title}`",
        where=whole.name,
        got=f"the titles {', '.join(named)}" if named else "no titles",
        mend="correct `section: {after: […]}` of this log",
    )
