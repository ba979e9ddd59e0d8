"""A log file's name in; its bytes, unpacked where they are packed, out."""

from __future__ import annotations

import gzip
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GZIP = ".gz"
PACKED = (GZIP,)


def unpacked_name(path: Path) -> str:
    """The name without the suffix of the packing: log.csv for log.csv.gz."""
    return path.stem if path.suffix.lower() in PACKED else path.name


def is_packed(path: Path) -> bool:
    """Whether the bytes on disk are not those of the log."""
    return path.suffix.lower() in PACKED


def unpack(path: Path, raw: IO[bytes]) -> IO[bytes]:
    """The log's bytes, read from those of the file as they are asked for."""
    return gzip.GzipFile(fileobj=raw) if path.suffix.lower() == GZIP else raw  # type: ignore[return-value]


def open_content(path: Path) -> IO[bytes]:
    """Open a log's bytes, unpacked."""
    return unpack(path, path.open("rb"))
