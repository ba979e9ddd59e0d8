"""JSON lines: one record a line, its keys the columns.

A value may be a text, a number, true, false, null or a list of these.
The header is made of the keys of the first records; a key that the log should have is looked for to the end.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pellucid.errors import LogUnreadable
from pellucid.intake.content import open_content
from pellucid.intake.formats.in_json.keys import header_of, row_of
from pellucid.intake.formats.in_json.values import TOO_DEEP, Malformed, as_record, decode
from pellucid.intake.formats.opened import Record, Whole
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey


def open_json_lines(logs: LogSet, file: LogFile, found: Survey) -> JsonLines:
    """Find the header."""
    opened = JsonLines(file.path, found.bom or "utf-8-sig", logs.header_words)
    if not opened.header:
        raise LogUnreadable(
            "no line of the log is a JSON record",
            where=file.name,
            mend='write one record a line, such as {"request_id": "LR-1", "country": "FR"}; '
            "name it .json if it is one document",
        )
    return opened


@dataclass(frozen=True)
class JsonLines(Whole):
    """A file of JSON records."""

    path: Place
    encoding: str
    wanted: Sequence[str]

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The keys of the records."""
        return header_of(self._sound, self.wanted, self.path, self.encoding)

    @property
    def facts(self) -> tuple[str, ...]:
        """The encoding."""
        return (f"encoding {self.encoding.removesuffix('-sig')}",)

    def table(self, _reader: Reader) -> None:
        """The engine's reader guesses types and stops at the first fault."""

    def records(self, *, strict: bool = True) -> Iterator[Record]:  # noqa: ARG002 - JSON is strict
        """Read line by line; blank ones are passed over."""
        header = self.header
        for line, text in self._lines():
            try:
                found = _object(text)
            except Malformed as error:
                yield Record(line, [], str(error))
            else:
                yield row_of(line, found, header)

    def lines(self, rows: set[int], read: int) -> dict[int, int]:  # noqa: ARG002
        """The line of each row; not asked for while lines are kept with their records."""
        return {row: record.line for row, record in enumerate(self.records()) if row in rows}

    def _lines(self) -> Iterator[tuple[int, str]]:
        with io.TextIOWrapper(open_content(self.path), self.encoding, MARK, newline="\n") as lines:
            for line, text in enumerate(lines, 1):
                if text.strip():
                    yield line, text

    def _sound(self) -> Iterator[dict[str, object]]:
        for _, text in self._lines():
            try:
                yield _object(text)
            except Malformed:
                continue


def _object(text: str) -> dict[str, object]:
    try:
        return as_record(decode(text))
    except json.JSONDecodeError as error:
        reason = "it has NUL bytes" if "\0" in text else f"no JSON: {error.msg} at character {error.pos + 1}"
        raise Malformed(reason) from error
    except RecursionError as error:
        raise Malformed(TOO_DEEP) from error
