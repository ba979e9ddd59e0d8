"""Where a log lies in; its bytes, unpacked where they are packed, out."""

from __future__ import annotations

import gzip
import io
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pellucid.engine import Reader

GZIP, ZSTD = ".gz", ".zst"
PACKED = (GZIP, ZSTD)
_BLOCK = 1 << 20


class Elsewhere(Protocol):
    """A log that is no file on this machine's disk: in an archive, in object storage, in a database."""

    @property
    def name(self) -> str:
        """Its last name, with the suffixes that tell its format."""

    @property
    def size(self) -> int:
        """How many bytes `open_bytes` gives."""

    def open_bytes(self) -> IO[bytes]:
        """Open its bytes as they lie there."""


Place = Path | Elsewhere


class DamagedPackage(EOFError):
    """What is packed can't be unpacked."""


def size_of(place: Place) -> int:
    """Bytes of a log as they lie there; none of one that can't be reached, which is found out later."""
    try:
        return place.stat().st_size if isinstance(place, Path) else max(place.size, 0)
    except OSError:
        return 0


def suffix_of(place: Place) -> str:
    """The suffix that tells how the log is packed or written: .gz for log.csv.gz."""
    return PurePosixPath(place.name).suffix.lower()


def unpacked_name(place: Place) -> str:
    """The name without the suffix of the packing: log.csv for log.csv.gz."""
    return PurePosixPath(place.name).stem if is_packed(place) else place.name


def is_packed(place: Place) -> bool:
    """Whether the bytes on disk are not those of the log."""
    return suffix_of(place) in PACKED


def open_raw(place: Place) -> IO[bytes]:
    """Open the bytes as they lie there."""
    return place.open("rb", buffering=0) if isinstance(place, Path) else place.open_bytes()


def unpack(place: Place, raw: IO[bytes]) -> IO[bytes]:
    """The log's bytes, read from those of the file as they are asked for."""
    suffix = suffix_of(place)
    if suffix == GZIP:
        return io.BufferedReader(gzip.GzipFile(fileobj=raw), _BLOCK)
    if suffix == ZSTD:
        return io.BufferedReader(_Zstandard(raw), _BLOCK)
    return raw


def open_content(place: Place) -> IO[bytes]:
    """Open a log's bytes, unpacked."""
    raw = open_raw(place)
    return unpack(place, io.BufferedReader(raw, _BLOCK) if isinstance(raw, io.RawIOBase) else raw)


def line_ends(block: bytes, before: bytes = b"") -> int:
    """Count the line ends of a block, each CR LF once, also where the CR ended what came before."""
    import numpy as np  # noqa: PLC0415 - ten times as fast as bytes.count

    newlines = int(np.count_nonzero(np.frombuffer(block, np.uint8) == ord("\n")))
    returns = block.count(b"\r") if b"\r" in block else 0
    pairs = block.count(b"\r\n") if returns else 0
    return newlines + returns - pairs - (before == b"\r" and block.startswith(b"\n"))


def address(reader: Reader, place: Place) -> Path | str | None:
    """What the engine opens the log by; None where it can be read from the front only."""
    if isinstance(place, Path):
        if str(place) == str(place).encode(errors="replace").decode():
            return place
        return reader.reach(place.suffix, lambda: open_raw(place), place.stat().st_size)
    with open_raw(place) as file:
        if not file.seekable():
            return None
    return reader.reach("".join(PurePosixPath(place.name).suffixes[-2:]), place.open_bytes, place.size)


class _Zstandard(io.RawIOBase):
    """The bytes that are packed with Zstandard in another file."""

    def __init__(self, raw: IO[bytes]) -> None:
        import pyarrow as pa  # noqa: PLC0415 - it unpacks what Python 3.11 can't

        self._raw = raw
        self._stream = pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd")

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there are room for."""
        view = memoryview(buffer)
        try:
            block = self._stream.read(len(view))
        except OSError as error:
            raise DamagedPackage(str(error).partition(":")[0]) from error
        view[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the file that is read, too."""
        self._stream.close()
        self._raw.close()
        super().close()
