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
_LONGEST_RECORD = 1 << 25  # characters, so that a stray quote does not take the rest of a long log with it
_NEVER_CLOSED = "a quote is opened and never closed"


class _Lines:
    """An iterator of lines that remembers those of the current record and takes them back.

    A record that gets longer than any is has a quote that was never closed: it gets no more lines.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self._size = 0
        self.taken: list[str] = []
        self.stopped = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._size > _LONGEST_RECORD and self.taken:
            self.stopped = True
            raise StopIteration
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.taken.append(line)
        self._size += len(line)
        return line

    def next_record(self) -> None:
        """Forget the lines of the record before."""
        self.taken.clear()
        self._size = 0
        self.stopped = False

    def take_back_all_but_first(self) -> None:
        self._returned.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def read_records(lines: Iterable[str], layout: Layout, *, strict: bool = True) -> Iterator[Record]:
    """Records after the header. Blank lines are passed over.

    As for the engine, blanks before a quote are no text; without `strict`, nor are blanks after one.
    """
    after = itertools.islice(lines, layout.skipped, None)
    return records_from(after, layout, layout.skipped + 1, strict=strict)


def records_from(lines: Iterable[str], layout: Layout, line: int, *, strict: bool = True) -> Iterator[Record]:
    """Records from somewhere in a log on. line: the number of the first of the lines."""
    delimiter, width = layout.delimiter, len(layout.header)
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=strict, skipinitialspace=delimiter != " ")
    while True:
        source.next_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            source.take_back_all_but_first()
            yield Record(line, [], _in_words(error))
        else:
            if source.stopped and not strict:
                source.take_back_all_but_first()
                yield Record(line, [], _NEVER_CLOSED)
            elif cells and line != layout.header_line:
                if len(cells) > width and not any(cells[width:]):
                    cells = cells[:width]  # empty cells too many at the end do no harm
                problem = _problem(cells, layout, source.taken)
                yield Record(line, cells, problem, lines=len(source.taken))
        line += len(source.taken)


def _problem(cells: list[str], layout: Layout, lines: list[str]) -> str | None:
    """What is wrong with a record as a whole: it has as many cells as the header, and no NUL bytes."""
    if len(cells) != len(layout.header):
        return _wrong_width(len(cells), layout, ended=lines[-1].endswith(("\n", "\r")))
    return "it has NUL bytes" if any("\0" in line for line in lines) else None


def _wrong_width(has: int, layout: Layout, *, ended: bool) -> str:
    width = len(layout.header)
    of = "the header" if layout.header_line else "`csv.header`"
    compared = f"{has} cell{'s' * (has != 1)}, {'more' if has > width else 'fewer'} than the {width} of {of}"
    return f"it has {compared}" if ended or has > width else f"the log ends in the middle of it: {compared}"


def _in_words(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return _NEVER_CLOSED
    if "expected after" in str(error):
        return "there is text after a closing quote"
    return str(error)
