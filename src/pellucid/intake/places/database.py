"""A database and a table's name in; the table's records, as text, out.

They are read in the order of the primary key, else in that of the rows as they lie there, and twice: for
their hash and for their values. Where the two differ, the table has changed meanwhile.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Protocol

from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Row = tuple[str, ...]


class Database(Protocol):
    """A database that can be asked for its tables."""

    @property
    def name(self) -> str:
        """How it is shown."""

    def tables(self) -> list[str]:
        """The names of tables and views."""

    def columns(self, table: str) -> Row:
        """The names of a table's columns."""

    def rows(self, table: str) -> Iterator[Row]:
        """The records, as text."""


@dataclass(frozen=True)
class Table:
    """A table or view that is a log. Its bytes are lists in JSON: of columns, and of each record."""

    database: Database
    table: str

    @property
    def name(self) -> str:
        """Its name."""
        return self.table

    @property
    def size(self) -> int:
        """Not known before all is read."""
        return -1

    @cached_property
    def columns(self) -> Row:
        """The names of its columns."""
        return self.database.columns(self.table)

    def open_bytes(self) -> IO[bytes]:
        """Open what its hash is taken of."""
        return io.BufferedReader(_Lines(self._lines()), 1 << 20)

    def rows(self, sha256: str) -> Iterator[Row]:
        """The records, which must be those of the hash.

        Raises:
            EnvironmentFailure: the table has changed since.

        """
        digest = hashlib.sha256(_line(self.columns))
        for row in self.database.rows(self.table):
            digest.update(_line(row))
            yield row
        if digest.hexdigest() != sha256:
            raise EnvironmentFailure(
                "the table changed while it was being read",
                where=f"{self.database.name}/{self.table}",
                mend="run again",
            )

    def _lines(self) -> Iterator[bytes]:
        yield _line(self.columns)
        for row in self.database.rows(self.table):
            yield _line(row)


def _line(row: Iterable[str]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode(errors="surrogatepass")


class _Lines(io.RawIOBase):
    """Lines that are made while they are read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = bytearray()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Read as many bytes as there are room for."""
        view = memoryview(buffer)
        while len(self._rest) < len(view) and (line := next(self._lines, b"")):
            self._rest += line
        count = min(len(view), len(self._rest))
        view[:count] = self._rest[:count]
        del self._rest[:count]
        return count
