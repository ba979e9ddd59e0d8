"""A log that is no UTF-8 in; the same as UTF-8, made while it is read, out.

Bytes that are no text in their encoding become one that is none in UTF-8, so that what reads UTF-8 finds the
same characters and the same faults. Nothing of it is written anywhere.
"""

from __future__ import annotations

import codecs
import io
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, TYPE_CHECKING

from pellucid.intake.content import line_ends
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 1 << 20


@dataclass
class Transcoding:
    """A log and its encoding; what is known of it as UTF-8 once it was read through."""

    open_content: Callable[[], IO[bytes]]
    encoding: str

    def open(self) -> IO[bytes]:
        """Open it as UTF-8."""
        return io.BufferedReader(_Transcoded(self), _BLOCK)

    def decoder(self) -> codecs.IncrementalDecoder:
        """What decodes it block by block."""
        return codecs.getincrementaldecoder(self.encoding)(MARK)

    @cached_property
    def found(self) -> Found:
        """Read it through."""
        found, last = Found(), b""
        decoder, read = self.decoder(), 0
        with self.open_content() as content:
            while True:
                state = decoder.getstate()
                block = content.read(_BLOCK)
                text = decoder.decode(block, not block).encode(errors=MARK)
                found.add(Place(found.size, read, state), text, last)
                read, last = read + len(block), text[-1:] or last
                if not block:
                    break
        found.lines += bool(last) and last not in b"\r\n"
        return found


@dataclass(frozen=True)
class Place:
    """Where a block begins as UTF-8 and in the log, and what the decoder holds there."""

    start: int
    read: int
    state: tuple[bytes, int]


@dataclass
class Found:
    """What a log is as UTF-8.

    marked: whether it begins with what readers of UTF-8 take for a byte order mark. lines: how many it has,
    the last one also where nothing ends it.
    """

    size: int = 0
    lines: int = 0
    nul: bool = False
    marked: bool = False
    places: list[Place] = field(default_factory=list)

    def add(self, place: Place, text: bytes, before: bytes) -> None:
        """Note a block, and what ended the one before."""
        self.marked = self.marked or (not self.size and text.startswith(codecs.BOM_UTF8))
        self.nul = self.nul or b"\0" in text
        self.lines += line_ends(text, before) if text else 0
        self.size += len(text)
        self.places.append(place)


class _Transcoded(io.RawIOBase):
    """The UTF-8 of a log, to be read from anywhere in it."""

    def __init__(self, transcoding: Transcoding) -> None:
        self._log = transcoding
        self._content, self._decoder = transcoding.open_content(), transcoding.decoder()
        self._read = 0  # in the log
        self._block, self._start = b"", 0  # what is held, and where it begins
        self._place = 0
        self._ended = False

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
        base = {io.SEEK_SET: lambda: 0, io.SEEK_CUR: lambda: self._place, io.SEEK_END: self._size}[whence]()
        self._place = base + offset
        return self._place

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there is room for in what is held."""
        self._go()
        view, ahead = memoryview(buffer), self._place - self._start
        found = self._block[ahead : ahead + len(view)]
        view[: len(found)] = found
        self._place += len(found)
        return len(found)

    def close(self) -> None:
        """Close the log."""
        self._content.close()
        super().close()

    def _size(self) -> int:
        return self._log.found.size

    def _go(self) -> None:
        """Hold the block in which the place lies; none behind the end."""
        end = self._start + len(self._block)
        if not self._start <= self._place <= end + _BLOCK:
            self._jump()
        while self._place >= self._start + len(self._block) and not self._ended:
            self._next()

    def _next(self) -> None:
        block = self._content.read(_BLOCK)
        self._start += len(self._block)
        self._block = self._decoder.decode(block, not block).encode(errors=MARK)
        self._read += len(block)
        self._ended = not block

    def _jump(self) -> None:
        """Go on from the nearest place that is known."""
        places = self._log.found.places
        place = places[bisect_right(places, self._place, key=lambda one: one.start) - 1]
        if self._content.seekable():
            self._content.seek(place.read)
        else:
            self._content.close()
            self._content = self._log.open_content()
            left = place.read
            while left and (passed := self._content.read(min(left, _BLOCK))):
                left -= len(passed)
        self._decoder.setstate(place.state)
        self._read, self._block, self._start, self._ended = place.read, b"", place.start, False
