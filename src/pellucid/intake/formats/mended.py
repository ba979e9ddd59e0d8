"""A delimited log with records that the engine can't read in; what it reads, without or instead of them, out.

No byte of the log is written anywhere: the engine is given the log's own bytes, with those of a few records
passed over or put as RFC 4180 has them.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from pellucid.intake.formats.stretches import Single, stretches

if TYPE_CHECKING:
    from collections.abc import Callable

    from pellucid.intake.formats.opened import Record
    from pellucid.intake.layout import Layout


_BLOCK = 1 << 20


@dataclass
class Mended:
    """A log's bytes in parts, in their order.

    ends: where each part ends for who reads them. parts: where it begins in the log, or what stands there
    instead.
    """

    ends: list[int] = field(default_factory=list)
    parts: list[int | bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many bytes there are to be read."""
        return self.ends[-1] if self.ends else 0

    def add(self, part: int | bytes, size: int) -> None:
        """Add a part of so many bytes."""
        if size:
            self.ends.append(self.size + size)
            self.parts.append(part)


def mend(open_content: Callable[[], IO[bytes]], layout: Layout, refuse: Callable[[Record], bool]) -> Mended:
    """Leave out the header and what is refused, and put other records that are not plain as they should be.

    refuse: says whether a record is no row, and takes note of it.
    """
    mended = Mended()
    with open_content() as content:
        done = seen = -1
        ending = b"\n"
        for piece in stretches(content, layout):
            if done < 0:
                done, ending = piece.start, _ending(open_content, piece.start)
                # By the end of the first line the engine knows how lines end, so there is always this one.
                header = b"%b%b" % (layout.delimiter.encode() * (len(layout.header) - 1), ending)
                mended.add(header, len(header))
            if isinstance(piece, Single):
                mended.add(done, piece.start - done)
                if not refuse(piece.record):
                    text = _as_it_should_be(piece.record.cells, layout.delimiter).encode() + ending
                    mended.add(text, len(text))
                done = seen = piece.end
            else:
                seen = piece.start + len(piece.data)
    mended.add(done, seen - done)
    return mended


def _ending(open_content: Callable[[], IO[bytes]], start: int) -> bytes:
    """How the line before the first record ends, or the first one."""
    with open_content() as content:
        head = content.read(max(start, _BLOCK))
    line = head[:start] or head[: head.find(b"\n") + 1]
    return b"\r\n" if line.endswith(b"\r\n") else b"\n"


def _as_it_should_be(cells: list[str], delimiter: str) -> str:
    special = re.compile(f'[{re.escape(delimiter)}"\r\n]')
    return delimiter.join(
        '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell for cell in cells
    )


class MendedBytes(io.RawIOBase):
    """A mended log to be read from anywhere in it."""

    def __init__(self, mended: Mended, open_content: Callable[[], IO[bytes]]) -> None:
        self._mended, self._open = mended, open_content
        self._content, self._at = open_content(), 0
        self._place = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._mended.size}[whence]
        self._place = base + offset
        return self._place

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there is room for."""
        view, done = memoryview(buffer), 0
        number = bisect_right(self._mended.ends, self._place)
        while done < len(view) and number < len(self._mended.ends):
            end, part = self._mended.ends[number], self._mended.parts[number]
            begin = self._mended.ends[number - 1] if number else 0
            size = min(end - self._place, len(view) - done)
            into = self._place - begin
            found = part[into : into + size] if isinstance(part, bytes) else self._original(part + into, size)
            view[done : done + len(found)] = found
            done += len(found)
            self._place += len(found)
            if len(found) < size:  # the log has become shorter
                break
            number += self._place == end
        return done

    def close(self) -> None:
        """Close the log."""
        self._content.close()
        super().close()

    def _original(self, start: int, size: int) -> bytes:
        """Bytes of the log; one that can be read from the front only is opened again to go back in it."""
        if self._content.seekable():
            self._content.seek(start)
        else:
            if start < self._at:
                self._content.close()
                self._content, self._at = self._open(), 0
            while self._at < start and (passed := self._content.read(min(start - self._at, _BLOCK))):
                self._at += len(passed)
        found = self._content.read(size)
        self._at = start + len(found)
        return found
