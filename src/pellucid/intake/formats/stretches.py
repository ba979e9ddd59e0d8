"""The bytes of a delimited UTF-8 log in; stretches of plain records, and all others one by one, out.

A pattern tells what RFC 4180 allows, megabytes at once. Only what it does not take goes through the reader
that knows every mistake, so that one of them does not make a long log slow.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from pellucid.intake.content import line_ends
from pellucid.intake.formats.csv_records import records_from
from pellucid.intake.formats.opened import Record, is_readable
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Iterator, Sequence

    from pellucid.intake.layout import Layout

_BLOCK = 1 << 22
_STEP = 1 << 16
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n)?")


@dataclass(frozen=True)
class Stretch:
    """Plain records, blank lines among them, as they stand from a byte and a line on."""

    start: int
    line: int
    data: bytes


@dataclass(frozen=True)
class Single:
    """A record that the slower reader has read, and the bytes from `start` to `end` that it stands in."""

    start: int
    end: int
    record: Record

    @property
    def readable(self) -> bool:
        """Whether it becomes a row."""
        return is_readable(self.record)


@dataclass
class _Window:
    """The part of a log that is held, and where in it the next record begins: at the byte `start + place`."""

    content: IO[bytes]
    line: int = 1
    start: int = 0
    place: int = 0
    data: bytes = b""
    ended: bool = False

    def hold(self, size: int) -> bool:
        """Hold so many bytes from the place on, unless the log has no more; say whether there are any."""
        if not self.ended and len(self.data) - self.place < size:
            parts, held = [self.data[self.place :]], len(self.data) - self.place
            self.start, self.place = self.start + self.place, 0
            while held < size and not self.ended:
                part = self.content.read(max(size - held, _BLOCK))
                self.ended = not part
                parts.append(part)
                held += len(part)
            self.data = b"".join(parts)
        return self.place < len(self.data)

    def pass_over(self, size: int, lines: int) -> None:
        """Go on behind so many bytes and lines."""
        self.place += size
        self.line += lines

    def lines(self) -> Iterator[bytes]:
        """The lines from the place on, also those that are not held yet. The place stays where it is."""
        ahead = 0
        while self.hold(ahead + 1):
            end = self._line_end(ahead)
            while end >= len(self.data) - self.place and not self.ended:  # what ends it may not be there yet
                self.hold(2 * (end + 1) + _STEP)
                end = self._line_end(ahead)
            if end == ahead:
                return
            yield self.data[self.place + ahead : self.place + end]
            ahead = end

    def _line_end(self, ahead: int) -> int:
        found = _LINE.match(self.data, self.place + ahead)
        return found.end() - self.place if found else ahead


def stretches(content: IO[bytes], layout: Layout, *, strict: bool = True) -> Iterator[Stretch | Single]:
    """All records behind the header, in their order.

    strict: as in read_records. Without it the engine took the log as a whole, so that lines without quotes
    need no look.
    """
    window, plain, step = _Window(content), _Plain(layout), 2 * _BLOCK
    for size in [len(line) for line in islice(window.lines(), layout.skipped)]:
        window.pass_over(size, 1)
    yield from _single(window, layout, strict=strict)  # the header is passed over with it
    while window.hold(_BLOCK):
        end = 0 if strict else _end_without_quotes(window.data, window.place)
        if not end:
            end, is_text = plain.end(window.data, window.place, step)
            step = step if is_text else _STEP
        if end > window.place:
            data = window.data[window.place : end]
            yield Stretch(window.start + window.place, window.line, data)
            window.pass_over(len(data), line_ends(data))
        else:
            yield from _single(window, layout, strict=strict)


def _end_without_quotes(data: bytes, place: int) -> int:
    """Where the whole lines of a block end; 0 where it has quotes, or a CR alone."""
    end = data.rfind(b"\n", place, place + _BLOCK) + 1
    quoted = data.find(b'"', place, end) >= 0
    return 0 if quoted or data.count(b"\r", place, end) != data.count(b"\r\n", place, end) else end


def _single(window: _Window, layout: Layout, *, strict: bool) -> Iterator[Single]:
    """The next record by the slower reader."""
    sizes: list[int] = []
    first = window.start + window.place

    def texts() -> Iterator[str]:
        for line in window.lines():
            sizes.append(len(line))
            text = line.decode("utf-8", MARK)
            yield text.removeprefix(_BOM) if first == 0 and len(sizes) == 1 else text

    record = next(records_from(texts(), layout, window.line, strict=strict), None)
    if record is None:  # nothing but blank lines
        window.pass_over(sum(sizes), len(sizes))
        return
    before = record.line - window.line
    start, size = sum(sizes[:before]), sum(sizes[before : before + record.lines])
    window.pass_over(start + size, before + record.lines)
    yield Single(first + start, first + start + size, record)


class _Plain:
    """Tells records that RFC 4180 allows, blank lines among them."""

    def __init__(self, layout: Layout) -> None:
        delimiter = re.escape(layout.delimiter.encode())
        cell = rb'(?: *+"[^"\0]*+(?:""[^"\0]*+)*+"|[^"\r\n\0%b]*+)' % delimiter
        one = rb"(?:%b(?:%b%b){%d})?\r?\n" % (cell, delimiter, cell, len(layout.header) - 1)
        self._one, self._many = re.compile(one), re.compile(rb"(?:%b)*+" % one)

    def end(self, data: bytes, place: int, step: int) -> tuple[int, bool]:
        """Where the plain records from a place on end, and whether they are text as far as they were seen."""
        found = self._many.match(data, place, place + step)
        end = found.end() if found else place
        try:
            data[place:end].decode()
        except UnicodeDecodeError as error:
            bad, end = place + error.start, place
            while (one := self._one.match(data, end)) and one.end() <= bad:
                end = one.end()
            return end, False
        return end, True


def find_records(
    content: IO[bytes], layout: Layout, rows: Collection[int], *, strict: bool = True
) -> Iterator[tuple[int, Record]]:
    """The records that became some of the rows, numbered from 0, in order; others are not parsed."""
    wanted, row = sorted(rows), 0
    for piece in stretches(content, layout, strict=strict):
        if not wanted or row > wanted[-1]:
            return
        if isinstance(piece, Stretch):
            below = bisect_left(wanted, row)
            found = _without_quotes if b'"' not in piece.data else _with_quotes
            row += yield from found(piece, layout, wanted, row, below)
        elif not strict or piece.readable:
            if row in rows:
                yield row, piece.record
            row += 1


def _without_quotes(
    piece: Stretch, layout: Layout, wanted: Sequence[int], first: int, below: int
) -> Generator[tuple[int, Record], None, int]:
    """Those of a stretch in which each line is a record, unless it is blank."""
    import numpy as np  # noqa: PLC0415 - ten times as fast as splitting the lines

    octets = np.frombuffer(piece.data, np.uint8)
    ends = np.flatnonzero(octets == ord("\n")) + 1
    starts = np.concatenate([[0], ends[:-1]])
    sizes = ends - starts
    blank = (sizes == len("\n")) | (sizes == len("\r\n")) & (octets[starts] == ord("\r"))
    places = np.flatnonzero(~blank)
    here = wanted[below : bisect_left(wanted, first + len(places))]
    lines = places[[row - first for row in here]].tolist() if here else []
    texts = [piece.data[starts[line] : ends[line]].decode() for line in lines]
    for row, line, cells in zip(here, lines, _reader(texts, layout), strict=True):
        yield row, Record(piece.line + line, cells)
    return len(places)


def _with_quotes(
    piece: Stretch, layout: Layout, wanted: Sequence[int], first: int, below: int
) -> Generator[tuple[int, Record], None, int]:
    """Those of any stretch."""
    rows = iter([*wanted[below:], -1])
    row, line, sought = first, piece.line, next(rows)
    reader = _reader(io.StringIO(piece.data.decode(), newline=""), layout)
    for cells in reader:
        if cells:
            if row == sought:
                yield row, Record(line, cells)
                sought = next(rows)
            row += 1
        line = piece.line + reader.line_num
    return row - first


def _reader(lines: Iterable[str], layout: Layout) -> Any:  # noqa: ANN401 - csv has no name for its type
    return csv.reader(lines, delimiter=layout.delimiter, skipinitialspace=layout.delimiter != " ")
