"""JSON lines: one record a line, its keys the columns.

A value may be a text, a number, true, false, null or a list of these.
The header is made of the keys of the first records; a key that the log should have is looked for to the end.
"""

from __future__ import annotations

import io
import itertools
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

from pellucid.errors import LogUnreadable
from pellucid.intake.canonical import NotFlat, problem_of, text_of
from pellucid.intake.content import open_content
from pellucid.intake.formats.opened import Record, Whole
from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pellucid.engine import Reader
    from pellucid.intake.content import Place
    from pellucid.intake.source import LogFile, LogSet
    from pellucid.intake.survey import Survey

_LOOK_AHEAD = 1_000
_BLOCK = 1 << 22


class _Malformed(ValueError):
    """Why a line is no record; nothing of the line is quoted."""


def open_json_lines(logs: LogSet, file: LogFile, found: Survey) -> JsonLines:
    """Find the header."""
    opened = JsonLines(file.path, found.bom or "utf-8-sig", logs.header_words)
    if not opened.header:
        raise LogUnreadable(
            "no line of the log is a JSON record",
            where=file.name,
            mend='write one record a line, such as {"request_id": "LR-1", "country": "FR"}',
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
        """All keys of the first records, in the order in which they come, and of later ones those wanted."""
        keys: dict[str, None] = {}
        for found in itertools.islice(self._sound(), _LOOK_AHEAD):
            keys.update(dict.fromkeys(found))
        missing = {word for word in self.wanted if word not in keys}
        if keys and missing and self._may_hold(missing):
            for found in self._sound():
                keys.update(dict.fromkeys(word for word in found if word in missing))
        return tuple(keys)

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
                cells = [text_of(found.get(key)) for key in header]
            except _Malformed as error:
                yield Record(line, [], str(error))
            except NotFlat as error:
                yield Record(line, [], f"a value in it is {error}")
            else:
                yield Record(line, cells, problem_of(cells))

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
            except _Malformed:
                continue

    def _may_hold(self, words: set[str]) -> bool:
        """Whether the bytes hold one of the words in quotes, spelled in either of JSON's ways."""
        if self.encoding not in {"utf-8", "utf-8-sig"}:
            return True
        spelled = {
            json.dumps(word, ensure_ascii=ascii_only) for word in words for ascii_only in (True, False)
        }
        pattern = re.compile(b"|".join(re.escape(word.encode()) for word in sorted(spelled)))
        longest, before = max(len(word.encode()) for word in spelled), b""
        with open_content(self.path) as file:
            while block := file.read(_BLOCK):
                if pattern.search(before + block):
                    return True
                before = block[-longest:]
        return False


def _object(text: str) -> dict[str, object]:
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        reason = "it has NUL bytes" if "\0" in text else f"no JSON: {error.msg} at character {error.pos + 1}"
        raise _Malformed(reason) from error
    except RecursionError as error:
        raise _Malformed("it holds too many lists in lists") from error
    if not isinstance(found, dict):
        raise _Malformed("it is no JSON record in braces")
    return found


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = {key.strip(): value for key, value in pairs}
    if len(found) != len(pairs):
        raise _Malformed("a key stands in it twice")
    return found


def _number(text: str) -> str:
    """A number as it is written, a whole one without its decimals."""
    if "e" in text or "E" in text:
        return text_of(float(text))
    whole, _, decimals = text.partition(".")
    return text if decimals.strip("0") else whole


def _no_number(name: str) -> NoReturn:
    raise _Malformed(f"no JSON: {name}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_record, parse_float=_number, parse_int=str, parse_constant=_no_number
)
