"""An entry of `paths` in; the files that it names out. One module a kind of place that a log may lie in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pellucid.config.nearest import did_you_mean
from pellucid.errors import UsageError
from pellucid.intake.content import suffix_of
from pellucid.intake.places import archive, postgres, remote, sqlite
from pellucid.intake.places.database import Database, Table
from pellucid.intake.places.found import Found, Pattern
from pellucid.intake.places.local import local_files

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_files(root: Path, text: str, where: str, table: str | None) -> Iterator[Found]:
    """The files of an entry of `paths`, archives unpacked.

    where: the entry's key in the configuration. table: for databases, which of their tables it is.

    Raises:
        UsageError: there is none, or a driver is not installed.
        LogUnreadable: an archive or a database can't be opened.

    """
    if text.startswith(postgres.SCHEMES):
        pattern = Pattern(text, where, postgres.shown_database(text))
        postgres.refuse_password(pattern)
        yield _table(postgres.Postgres(pattern.shown, text), table, pattern)
        return
    pattern = Pattern(text, where, remote.shown_address(text) if remote.is_remote(text) else text)
    for file in _files(root, pattern):
        if text.startswith(sqlite.PREFIX) or suffix_of(file.place) in sqlite.SUFFIXES:
            yield _table(_sqlite(file, pattern), table, pattern)
        else:
            yield file


def _files(root: Path, pattern: Pattern) -> Iterator[Found]:
    text = pattern.text.removeprefix(sqlite.PREFIX)
    for outer, inner in archive.split(text):
        if remote.is_remote(text) or not (root / text).exists():
            for file in _plain_files(root, pattern, outer):
                yield from archive.members(file, inner)
            return
    for file in _plain_files(root, pattern, text):
        if suffix_of(file.place) == archive.ZIP:
            yield from archive.members(file, "")
        else:
            yield file


def _plain_files(root: Path, pattern: Pattern, text: str) -> list[Found]:
    return remote.remote_files(pattern, text) if remote.is_remote(text) else local_files(root, pattern, text)


def _sqlite(file: Found, pattern: Pattern) -> Database:
    if not isinstance(file.place, Path):
        raise pattern.refused(
            "a SQLite database must lie on this machine", "copy it here, and name that path"
        )
    return sqlite.Sqlite(file.name, file.place)


def _table(database: Database, table: str | None, pattern: Pattern) -> Found:
    """The table that is named, or the only one."""
    tables = database.tables()
    listed = ", ".join(tables[:20]) or "no table"
    if table is None and len(tables) != 1:
        raise UsageError(
            "it must be said which table is the log",
            where=pattern.where,
            got=f"{database.name} has {listed}",
            mend="add `table: …` to this log",
        )
    name = table or tables[0]
    if name not in tables and "." not in name:
        near = did_you_mean(name, tuple(tables)) if tables else None
        raise UsageError(
            f"the database has no table `{name}`",
            where=pattern.where,
            got=f"{database.name} has {listed}",
            mend=near,
        )
    return Found(f"{database.name}/{name}", Table(database, name))
