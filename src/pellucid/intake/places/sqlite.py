"""A SQLite file in; its tables out. It is opened for reading only."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from pellucid.errors import EnvironmentFailure, LogUnreadable
from pellucid.intake.canonical import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PREFIX = "sqlite:"
SUFFIXES = (".sqlite", ".sqlite3", ".db")


@dataclass(frozen=True)
class Sqlite:
    """A SQLite database."""

    name: str
    path: Path

    def tables(self) -> list[str]:
        """The names of tables and views."""
        with self._cursor() as cursor:
            found = cursor.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
            )
            return [name.decode() for (name,) in found]

    def columns(self, table: str) -> tuple[str, ...]:
        """The names of a table's columns."""
        with self._cursor() as cursor:
            cursor.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")  # noqa: S608 - quoted
            return tuple(column[0] for column in cursor.description)

    def rows(self, table: str) -> Iterator[tuple[str, ...]]:
        """The records, as text; those of a table by its key, those of a view as it gives them."""
        with self._cursor() as cursor:
            for row in cursor.execute(f"SELECT * FROM {_quoted(table)}{self._order(table)}"):  # noqa: S608
                yield tuple(map(text_of, row))

    def _order(self, table: str) -> str:
        with self._cursor() as cursor:
            known = cursor.execute(
                "SELECT pk, name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [table]
            )
            key = [_quoted(name.decode()) for _, name in known]
            kind = cursor.execute("SELECT type FROM sqlite_master WHERE name = ?", [table]).fetchone()
        if not key and kind == (b"table",):
            key = ["rowid"]
        return f" ORDER BY {', '.join(key)}" if key else ""

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[sqlite3.Cursor]:
        address = f"file:{quote(str(self.path), errors='surrogateescape')}?mode=ro"
        try:
            with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
                connection.text_factory = bytes  # what is no text is told apart in one place
                yield connection.cursor()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise EnvironmentFailure(
                    f"the database can't be read: {error}", where=self.name, mend="close what has it open"
                ) from error
            raise LogUnreadable(
                f"this is no SQLite database: {error}", where=self.name, mend="copy or export it again"
            ) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
