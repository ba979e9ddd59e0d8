"""Lines of text in; CSV records with the line where each starts out, malformed ones told apart.

The engine's reader is quicker but stops at the first row that is not RFC 4180. This one goes on: a record
that can't be read costs its first line only, and reading resumes at the next.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from pellucid.intake.formats.opened import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def read_records(
    lines: Iterable[str], delimiter: str, width: int, *, strict: bool = True
) -> Iterator[Record]:
    """Records after the header; `width` is the header's number of cells. Blank lines are passed over.

    As for the engine, blanks before a quote are no text; without `strict`, nor are blanks after one.
    """
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=strict, skipinitialspace=delimiter != " ")
    line = 1
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
            if cells and line > 1:
                yield _checked(Record(line, cells), width)
        line += len(source.taken)


def _checked(record: Record, width: int) -> Record:
    """A record with the number of cells that the header has; empty cells too many at the end do no harm."""
    cells = record.cells
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) != width:
        has = f"{len(cells)} cell{'s' * (len(cells) != 1)}, {'more' if len(cells) > width else 'fewer'}"
        return Record(record.line, cells, f"it has {has} than the {width} of the header")
    if any("\0" in cell for cell in cells):
        return Record(record.line, cells, "it has NUL bytes")
    return Record(record.line, cells)


def _in_words(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "a quote is opened and never closed"
    if "expected after" in str(error):
        return "there is text after a closing quote"
    return str(error)
