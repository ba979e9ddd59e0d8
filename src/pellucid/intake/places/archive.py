"""A ZIP archive in; its members, each a file of the log, out."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from pellucid.errors import LogUnreadable
from pellucid.intake.content import DamagedPackage, open_raw
from pellucid.intake.places.found import Found, is_left_beside, partition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.intake.content import Place

ZIP = ".zip"
# What may be a log in an archive; a picture beside it is none, nor what is there to be read.
SUFFIXES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".xlsm", ".gz", ".zst")
_TO_READ = ("readme", "read_me", "read me", "read-me", "licence", "license")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Member:
    """A file in an archive."""

    archive: Place
    path: str
    size: int

    @property
    def name(self) -> str:
        """Its last name."""
        return PurePosixPath(self.path).name

    def open_bytes(self) -> IO[bytes]:
        """Open it, unpacked from the archive."""
        archive = zipfile.ZipFile(_buffered(self.archive))
        return io.BufferedReader(_Unpacking(archive, archive.open(self.path)), _BLOCK)


def members(archive: Found, inner: str) -> list[Found]:
    """The logs in an archive, by name. inner: a pattern for their paths; empty for all.

    Raises:
        LogUnreadable: it is no archive, is locked, or has no log in it.

    """
    with _opened(archive) as file:
        entries = [entry for entry in file.infolist() if not entry.is_dir() and not _is_junk(entry.filename)]
    wanted = [entry for entry in entries if _is_wanted(entry.filename, inner)]
    if not wanted:
        names = ", ".join(sorted(entry.filename for entry in entries)[:10])
        raise LogUnreadable(
            f"the archive holds no {inner}" if inner else "the archive holds no log",
            where=archive.name,
            got=names or "an empty archive",
            mend="a log in it ends in .csv, .tsv, .txt, .json, .jsonl, .parquet or .xlsx",
        )
    if any(entry.flag_bits & 1 for entry in wanted):
        mend = "unpack it with its password, and name the files in it"
        raise LogUnreadable("the archive is locked with a password", where=archive.name, mend=mend)
    return [
        Found(
            f"{archive.name}/{entry.filename}",
            Member(archive.place, entry.filename, entry.file_size),
            {**archive.partition, **partition_of(entry.filename)},
        )
        for entry in sorted(wanted, key=lambda entry: entry.filename)
    ]


def _opened(archive: Found) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_buffered(archive.place))
    except zipfile.BadZipFile:
        mend = "copy or export it again: it is damaged, was cut off, or has a wrong name"
        raise LogUnreadable("this is no ZIP archive", where=archive.name, mend=mend) from None


def _buffered(place: Place) -> IO[bytes]:
    raw = open_raw(place)
    if not raw.seekable():  # a web server that gives no parts
        with raw:
            return io.BytesIO(raw.read())
    return io.BufferedReader(raw, _BLOCK) if isinstance(raw, io.RawIOBase) else raw


def _is_junk(path: str) -> bool:
    name = PurePosixPath(path).name
    return (
        path.startswith("__MACOSX/")
        or name.startswith(".")
        or is_left_beside(path)
        or name.casefold().startswith(_TO_READ)
    )


def _is_wanted(path: str, inner: str) -> bool:
    return path == inner or fnmatchcase(path, inner) if inner else path.lower().endswith(SUFFIXES)


class _Unpacking(io.RawIOBase):
    """A member that closes its archive, and says of damage what every package does."""

    def __init__(self, archive: zipfile.ZipFile, member: IO[bytes]) -> None:
        self._archive = archive
        self._member = member

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is: backwards by unpacking again."""
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a byte."""
        return self._member.seek(offset, whence)

    def tell(self) -> int:
        """Where it stands."""
        return self._member.tell()

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there are room for."""
        view = memoryview(buffer)
        try:
            block = self._member.read(len(view))
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise DamagedPackage("it is damaged") from error
        view[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the archive, too."""
        self._member.close()
        file = self._archive.fp
        self._archive.close()
        if file:
            file.close()
        super().close()


def split(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read logs.zip/2025/*.csv as an archive and a pattern in it."""
    parts = text.split("/")
    for place, part in enumerate(parts[:-1]):
        if part.lower().endswith(ZIP):
            yield "/".join(parts[: place + 1]), "/".join(parts[place + 1 :])
