"""Lines of text in; CSV records with the line where each starts out, malformed ones told apart.

The engine's reader is quicker but stops at the first row that is not RFC 4180. This one goes on: a record
that can't be read costs its first line only, and reading resumes at the next.
"""

from __future__ import annotations

import csv
import itertools
from collections import deque
from typing import TYPE_CHECKING

from pellucid.intake.formats.opened import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pellucid.intake.layout import Layout

# csv's own limit of 128 KiB is smaller than lines that occur.
csv.field_size_limit(1 << 28)


class _Lines:
    """An iterator of lines that remembers those of the current record and takes them back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.taken.append(line)
        return line

    def take_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def read_records(lines: Iterable[str], layout: Layout, *, strict: bool = True) -> Iterator[Record]:
    """Records after the header. Blank lines are passed over.

    As for the engine, blanks before a quote are no text; without `strict`, nor are blanks after one.
    """
    delimiter = layout.delimiter
    source = _Lines(itertools.islice(lines, layout.skipped, None))
    reader = csv.reader(source, delimiter=delimiter, strict=strict, skipinitialspace=delimiter != " ")
    line = layout.skipped + 1
    while True:
        source.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.take_back_all_but_first()
            yield Record(line, [], _in_words(error))
        else:
            if cells and line != layout.header_line:
                yield _checked(Record(line, cells), layout, ended=source.taken[-1].endswith(("\n", "\r")))
        line += len(source.taken)


def _checked(record: Record, layout: Layout, *, ended: bool) -> Record:
    """A record with the number of cells that the header has; empty cells too many at the end do no harm."""
    cells, width = record.cells, len(layout.header)
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        return Record(record.line, cells, _wrong_width(len(cells), layout, ended=ended))
    if any("\0" in cell for cell in cells):
        return Record(record.line, cells, "it has NUL bytes")
    return Record(record.line, cells)


def _wrong_width(has: int, layout: Layout, *, ended: bool) -> str:
    width = len(layout.header)
    of = "the header" if layout.header_line else "`csv.header`"
    compared = f"{has} cell{'s' * (has != 1)}, {'more' if has > width else 'fewer'} than the {width} of {of}"
    return f"it has {compared}" if ended or has > width else f"the log ends in the middle of it: {compared}"


def _in_words(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quote is opened and never closed"
    if "expected after" in str(error):
        return "there is text after a closing quote"
    return str(error)
