"""A JSON document: the records of a list in it, or of the lists or records under each of its keys.

Keys on the way may be cells of a column, as the countries in {"FRA": [{"requests": 4}]}.
A record's line is the one where it starts.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pellucid.config.scalars import parts_of
from pellucid.errors import LogUnreadable, UsageError
from pellucid.intake.content import open_content
from pellucid.intake.faults import shown
from pellucid.intake.formats.in_json.keys import header_of, row_of
from pellucid.intake.formats.in_json.shape import ways
from pellucid.intake.formats.in_json.text import Broken, JsonText
from pellucid.intake.formats.in_json.walk import find_records
from pellucid.intake.formats.opened import Record, Whole
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pellucid.config.logs import RowsConfig
    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.formats.in_json.walk import Found
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

_SHOWN = 12


def open_json_document(logs: LogSet, file: LogFile, found: Survey) -> JsonDocument:
    """Find the records and the header.

    Raises:
        LogUnreadable: it is no JSON document.
        UsageError: there are no records where the configuration says, or it must say where.

    """
    encoding = found.bom or "utf-8-sig"
    with _text(file.path, encoding) as text:
        if text.mark() not in {"{", "["}:
            raise LogUnreadable(
                "this is no JSON document",
                where=f"{file.name}:{text.line}",
                mend="export it again, or correct the name's ending",
            )
    said = logs.config.records
    way = _only_way(logs, file, encoding) if said is None else said
    opened = JsonDocument(file.path, file.name, encoding, way, logs.header_words, logs.config.rows)
    if set(opened.header) <= set(opened.columns):
        raise _nothing_there(logs, file, encoding, way)
    return opened


@dataclass(frozen=True)
class JsonDocument(Whole):
    """A document with its records. way: the keys that lead to them, as the configuration has them."""

    path: Place
    shown: str
    encoding: str
    way: tuple[str, ...]
    wanted: Sequence[str]
    rows: RowsConfig

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are made of keys on the way."""
        return tuple(column for _, column in self._steps if column)

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The columns of the keys on the way, and the keys of the records."""
        own = header_of(self._sound, self.wanted, self.path, self.encoding)
        return (*self.columns, *own)

    @property
    def facts(self) -> tuple[str, ...]:
        """The encoding, and where the records are."""
        said = (f"records {_named(self.way)}",) if self.way else ()
        return (f"encoding {self.encoding.removesuffix('-sig')}", *said)

    def table(self, _reader: Reader) -> None:
        """The engine's reader guesses types, holds the whole in memory, and stops at the first fault."""

    def records(self, *, strict: bool = True) -> Iterator[Record]:  # noqa: ARG002 - JSON is strict
        """Read record by record."""
        columns, own = self.columns, self.header[len(self.columns) :]
        for found in self._found():
            if found.problem and not (found.stray and self._is_left_out(found.keys)):
                yield Record(found.line, [], found.problem)
                continue
            row = row_of(found.line, found.values, own)
            yield row if row.problem else Record(row.line, [*(found.keys[c] for c in columns), *row.cells])

    def lines(self, rows: set[int], read: int) -> dict[int, int]:  # noqa: ARG002
        """The line of each row; not asked for while lines are kept with their records."""
        return {row: record.line for row, record in enumerate(self.records()) if row in rows}

    @property
    def _steps(self) -> tuple[tuple[str, str], ...]:
        return tuple(parts_of(step)[0] for step in self.way)

    def _sound(self) -> Iterator[Mapping[str, object]]:
        return (found.values for found in self._found() if not found.problem)

    def _found(self) -> Iterator[Found]:
        with _text(self.path, self.encoding) as text:
            try:
                yield from find_records(text, self._steps)
            except Broken as error:
                raise _unreadable(error, self.shown) from error

    def _is_left_out(self, keys: Mapping[str, str]) -> bool:
        """Whether the configuration sets a member aside that is no list of records."""
        out, keep = self.rows.leave_out, self.rows.keep
        return any(
            key in out.get(column, ()) or (column in keep and key not in keep[column])
            for column, key in keys.items()
        )


@contextmanager
def _text(path: Place, encoding: str) -> Iterator[JsonText]:
    with io.TextIOWrapper(open_content(path), encoding, MARK) as source:
        yield JsonText(source)


def ways_of(path: Place, encoding: str) -> tuple[tuple[tuple[str, ...], ...], Broken | None]:
    """The ways to what may be records in a document, and why it was looked no further."""
    with _text(path, encoding) as text:
        return ways(text)


def _only_way(logs: LogSet, file: LogFile, encoding: str) -> tuple[str, ...]:
    """The way to the only list of records, if nothing on it is a column."""
    found, broken = ways_of(file.path, encoding)
    if broken:
        raise _unreadable(broken, file.name)
    if len(found) == 1 and not any(parts_of(step)[0][1] for step in found[0]):
        return found[0]
    raise UsageError(
        "it must be said where in the document the records are",
        where=file.name,
        got=_listed(found),
        mend=f"add `{_key(found)}` to logs[{logs.index}]"
        + "; what stands in braces is a column that any key is a cell of" * ("{" in _key(found)),
    )


def _nothing_there(logs: LogSet, file: LogFile, encoding: str, way: tuple[str, ...]) -> UsageError:
    found, _ = ways_of(file.path, encoding)
    return UsageError(
        f"the document has no record {_named(way)}" if way else "the document has no record",
        where=file.name,
        got=_listed(found) if way else None,
        mend=f"say `{_key(found)}` in logs[{logs.index}]",
    )


def _unreadable(broken: Broken, name: str) -> LogUnreadable:
    return LogUnreadable(
        f"the log can't be read from character {broken.place.character} of this line on: {broken}",
        where=f"{name}:{broken.place.line}",
        mend="correct it there, or export it again",
    )


def _listed(found: Sequence[tuple[str, ...]]) -> str:
    named = ", ".join(_named(way) for way in found[:_SHOWN])
    return f"records {named}" if found else "no list of records"


def _key(found: Sequence[tuple[str, ...]]) -> str:
    steps = found[0] if found else ("…",)
    return f"records: [{', '.join(_quoted(step) for step in steps)}]"


def _named(way: Sequence[str]) -> str:
    return f"under {' > '.join(f'`{shown(step)}`' for step in way)}" if way else "at the top"


def _quoted(step: str) -> str:
    step = shown(step)
    return step if step.replace("_", "").isalnum() else f'"{step}"'
