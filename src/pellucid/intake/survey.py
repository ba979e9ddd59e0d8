"""A log file's bytes in; its hash, encoding, delimiter and header out."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
import re
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.content import open_content, open_raw, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.intake.content import Place

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 22
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before that of UTF-16, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A header that is longer than this is no header.
_HEADER_LIMIT = 1 << 18


@dataclass(frozen=True)
class Survey:
    """What a pass over the bytes shows.

    sha256, size: of the file as it lies there. nul: whether the log has NUL bytes.
    """

    path: Place
    sha256: str
    size: int
    nul: bool
    bom: str | None


@dataclass(frozen=True)
class Layout:
    """How the file is to be parsed, and its header."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]


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
            nul, first = _look_through(unpack(path, io.BufferedReader(hashing, _BLOCK)))
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
    return Survey(path, hashing.digest.hexdigest(), hashing.size, nul, bom)


def _look_through(content: IO[bytes]) -> tuple[bool, bytes]:
    """Whether there are NUL bytes, and the first few bytes."""
    nul, first = False, b""
    while block := content.read(_BLOCK):
        first = first or block[:4]
        nul = nul or b"\0" in block
    return nul, first


def lay_out(
    found: Survey, name: str, *, encoding: str | None, delimiter: str | None, wanted: Sequence[str]
) -> Layout:
    """Find out encoding and delimiter where they are not said, and read the header.

    wanted: header words that the log should have; they tell the delimiter.

    Raises:
        LogUnreadable: the file is binary, or its header can't be read.

    """
    encoding = _encoding(found, name, encoding)
    start = _start(found, name, encoding)
    delimiter = delimiter or _likeliest_delimiter(_first_line(start), wanted)
    return Layout(encoding, delimiter, _header(start, name, delimiter))


def _encoding(found: Survey, name: str, given: str | None) -> str:
    """Give what the byte order mark says, and where there is none what the configuration says, or UTF-8."""
    if found.bom is None:
        return given or "utf-8"
    if given and _family(given) != _family(found.bom):
        raise LogUnreadable(
            f"the log begins with the byte order mark of {_family(found.bom)}, so it is not {given}",
            where=name,
            mend="leave `encoding` out under `csv` for this log",
        )
    return found.bom


def _family(encoding: str) -> str:
    """utf-16 for utf-16-le, utf-8 for utf-8-sig."""
    return "-".join(codecs.lookup(encoding).name.split("-")[:2])


def _header(start: str, name: str, delimiter: str) -> tuple[str, ...]:
    where, mend = f"{name}:1", "begin the log with its header row"
    try:
        cells = next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise LogUnreadable(f"the header row can't be read: {error}", where=where, mend=mend) from error
    if not any(cell.strip() for cell in cells):
        raise LogUnreadable("the first line is empty, where the header should be", where=where, mend=mend)
    return tuple(cell.strip() for cell in cells)


def _start(found: Survey, name: str, encoding: str) -> str:
    with open_content(found.path) as file:
        start = file.read(_HEADER_LIMIT)
    if _looks_binary(start, encoding):
        raise LogUnreadable(
            "the log is not text: it looks like a binary file", where=name, mend="export the log as CSV"
        )
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError as error:
        text = start.decode(encoding, errors="replace")
        if "\N{REPLACEMENT CHARACTER}" in _first_line(text):
            raise LogUnreadable(
                f"the header is not {encoding}",
                where=f"{name}:1",
                got=f"byte 0x{start[error.start]:02x}",
                mend="name the encoding under `csv: {encoding: …}`, such as cp1252",
            ) from None
    return text


def _first_line(text: str) -> str:
    return re.split(r"[\r\n]", text, maxsplit=1)[0]


def _looks_binary(start: bytes, encoding: str) -> bool:
    """Text has no control characters but tab, line ends and form feed; UTF-16 and UTF-32 have NUL bytes."""
    if encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        return False
    head = start[:4096]
    control = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in head)  # noqa: PLR2004 - ASCII
    return control > len(head) // 20


def _likeliest_delimiter(line: str, wanted: Sequence[str]) -> str:
    """The delimiter that finds most of the wanted words in the header; among equals, that of most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return len({cell.strip() for cell in cells} & set(wanted)), len(cells)

    return max(DELIMITERS, key=score)
