"""A log's path in; which parts of the file may be the log, where that must be said, out.

A workbook has sheets, a database tables, a JSON document lists of records, delimited text tables below each
other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pellucid.config.scalars import parts_of
from pellucid.errors import LogUnreadable
from pellucid.intake.content import suffix_of, unpacked_name
from pellucid.intake.formats.json_document import ways_of
from pellucid.intake.formats.section import ways_to_tables
from pellucid.intake.formats.workbook import filled_sheets
from pellucid.intake.places.database import Table
from pellucid.intake.places.sqlite import SUFFIXES, Sqlite
from pellucid.intake.source import DOCUMENT, WORKBOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pellucid.intake.content import Place
    from pellucid.intake.formats.delimited import Delimited
    from pellucid.intake.survey import Survey

# What a part is called, by the key that says it.
NAMES = {"sheet": "sheet", "table": "table", "records": "list of records", "section": "table"}


@dataclass(frozen=True)
class Part:
    """A part of a file, or all of it. said: the key of the configuration that chooses it, if one must."""

    place: Place
    said: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The key that chooses it; empty where none must."""
        return next(iter(self.said), "")

    @property
    def shown(self) -> str:
        """How it is called among others."""
        said = next(iter(self.said.values()), "")
        if isinstance(said, dict):
            said = said["after"]
        return said if isinstance(said, str) else " > ".join(map(str, _as_list(said)))


def parts_in(path: Path, name: str) -> tuple[Part, ...]:
    """The parts of a file, by its format.

    Raises:
        LogUnreadable: it is not what its name says.

    """
    if suffix_of(path) in SUFFIXES:
        database = Sqlite(name, path)
        tables = database.tables()
        if not tables:
            raise LogUnreadable("the database has no table", where=name, mend="name another file")
        said = [{"table": table} if len(tables) > 1 else {} for table in tables]
        return tuple(Part(Table(database, table), one) for table, one in zip(tables, said, strict=True))
    suffix = PurePosixPath(unpacked_name(path)).suffix.lower()
    if suffix in WORKBOOKS and len(sheets := filled_sheets(path, name)) > 1:
        return tuple(Part(path, {"sheet": sheet}) for sheet in sheets)
    return (Part(path),)


def parts_of_document(path: Path, found: Survey) -> tuple[Part, ...]:
    """The lists of records in a JSON document; none where one need not be said."""
    if PurePosixPath(unpacked_name(path)).suffix.lower() != DOCUMENT:
        return ()
    ways, _ = ways_of(path, found.bom or "utf-8-sig")
    if len(ways) == 1 and not any(parts_of(step)[0][1] for step in ways[0]):
        return ()
    return tuple(Part(path, {"records": way}) for way in ways)


def parts_of_text(path: Path, whole: Delimited) -> tuple[Part, ...]:
    """The tables below each other in delimited text; none where there is one."""
    return tuple(Part(path, {"section": {"after": after}}) for after in ways_to_tables(whole))


def _as_list(said: object) -> Sequence[object]:
    return said if isinstance(said, list | tuple) else (said,)
