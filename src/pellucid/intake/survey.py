"""A log file's bytes in; its hash, its size and what kind of bytes they are out."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.content import line_ends, open_raw, unpack

if TYPE_CHECKING:
    from pellucid.intake.content import Place

_BLOCK = 1 << 22
_LONG = 1 << 19  # bytes; a line of twice as many has a part of a block, as long as this, to itself
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before that of UTF-16, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Survey:
    """What a pass over the bytes shows.

    sha256, size: of the file as it lies there. nul: whether the log has NUL bytes. utf_8: whether all of it
    is UTF-8. lines: how many there are, the last one also where nothing ends it. long_lines: whether some are
    longer than a megabyte.
    """

    path: Place
    sha256: str
    size: int
    nul: bool
    bom: str | None
    utf_8: bool = True
    lines: int = 0
    long_lines: bool = False


class _Hashing(io.RawIOBase):
    """A file whose bytes are hashed and counted as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there are room for."""
        view = memoryview(buffer)
        count = self._file.readinto(view)  # type: ignore[attr-defined]
        self.digest.update(view[:count])
        self.size += count
        return int(count)


def survey(path: Place, name: str) -> Survey:
    """Read the file once, in blocks.

    Raises:
        LogUnreadable: there is no such file, it is empty, or it can't be read.

    """
    try:
        with open_raw(path) as file:
            hashing = _Hashing(file)
            nul, first, utf_8, lines, long_lines = _look_through(
                unpack(path, io.BufferedReader(hashing, _BLOCK))
            )
            while hashing.read(_BLOCK):  # what stands behind the packed log belongs to the file, too
                pass
    except FileNotFoundError:
        raise LogUnreadable(
            "the log is not there", where=name, mend="correct `paths`, or put it there"
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        mend = "copy or export the log again: it is damaged, or was cut off"
        raise LogUnreadable(f"the log can't be unpacked: {error}", where=name, mend=mend) from None
    except OSError as error:
        raise EnvironmentFailure(f"the log can't be read: {error.strerror}", where=name) from error
    if not first:
        raise LogUnreadable("the log is empty", where=name, mend="export it again, with its header row")
    bom = next((encoding for mark, encoding in _BOMS if first.startswith(mark)), None)
    return Survey(path, hashing.digest.hexdigest(), hashing.size, nul, bom, utf_8, lines, long_lines)


def _look_through(content: IO[bytes]) -> tuple[bool, bytes, bool, int, bool]:
    """Whether there are NUL bytes, the first few bytes, whether all is UTF-8, how many lines, any long."""
    nul, first, utf_8, lines, last, long_lines = False, b"", _Utf8(), 0, b"", False
    while block := content.read(_BLOCK):
        first = first or block[:4]
        nul = nul or b"\0" in block
        utf_8.take(block)
        lines += line_ends(block, last)
        long_lines = long_lines or _has_long_line(block)
        last = block[-1:]
    return nul, first, utf_8.holds(), lines + (last not in b"\r\n"), long_lines


def _has_long_line(block: bytes) -> bool:
    """Whether a part of a block has no line end; most lines are short, and the first one ends the search."""
    return any(
        block.find(b"\n", start, start + _LONG) < 0 and block.find(b"\r", start, start + _LONG) < 0
        for start in range(0, len(block) - _LONG + 1, _LONG)
    )


class _Utf8:
    """Whether blocks of bytes are UTF-8; ASCII, as most are, costs next to nothing."""

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()

    def take(self, block: bytes, *, final: bool = False) -> None:
        """Look at the next block."""
        if self._decoder is None or (block.isascii() and not final and not self._decoder.getstate()[0]):
            return
        try:
            self._decoder.decode(block, final)
        except UnicodeDecodeError:
            self._decoder = None

    def holds(self) -> bool:
        """Whether all blocks were."""
        self.take(b"", final=True)
        return self._decoder is not None


def looks_binary(start: bytes, encoding: str) -> bool:
    """Text has no control characters but tab, line ends and form feed; UTF-16 and UTF-32 have NUL bytes."""
    if encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        return False
    head = start[:4096]
    control = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in head)  # noqa: PLR2004 - ASCII
    return control > len(head) // 20
