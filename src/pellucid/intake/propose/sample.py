"""A log's path in; its header, a sample of its records, and how it is written, out; for each of its parts."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pellucid.config.logs import CsvConfig, LogConfig
from pellucid.errors import LogUnreadable
from pellucid.intake.content import open_content
from pellucid.intake.formats import open_file
from pellucid.intake.formats.delimited import Delimited
from pellucid.intake.formats.section import Section
from pellucid.intake.kinds import kind_of
from pellucid.intake.layout import DELIMITERS
from pellucid.intake.propose.header import known_words, surely_any
from pellucid.intake.propose.parts import parts_in, parts_of_document, parts_of_text
from pellucid.intake.source import LogFile, LogSet
from pellucid.intake.survey import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pellucid.intake.formats.opened import Opened, Record
    from pellucid.intake.layout import Layout
    from pellucid.intake.propose.parts import Part
    from pellucid.intake.survey import Survey

FIRST = 20_000  # records that are read from the beginning of a log
LAST = 500  # and from its end, unless the log is large
_LARGE = 1 << 27
_START = 1 << 16
_A_WORD = 0.9
_VALUE = re.compile(r"\d[\d.,:/ -]*|\d{4}-\d{2}-\d{2}.*|https?://.*|[^@\s]+@[^@\s]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}([T ].*)?")


@dataclass(frozen=True)
class Sample:
    """A log as it was seen. csv: what has to be said of how it is written; named: whether it has a header.

    part: the part of the file that it is. others: what the other parts are called.
    """

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    csv: Mapping[str, object] = field(default_factory=dict)
    named: bool = True
    part: Mapping[str, object] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def take_samples(path: Path, name: str) -> tuple[tuple[Part, Sample], ...]:
    """Open a log and read its beginning and its end; where several parts of it may be the log, those of each.

    Raises:
        LogUnreadable: it can't be read as any known format.

    """
    parts = parts_in(path, name)
    surveyed = [(part, survey(part.place, name)) for part in parts]
    if len(surveyed) > 1:
        return tuple((part, _take(path, name, part, found)) for part, found in surveyed)
    ((whole, found),) = surveyed
    if several := parts_of_document(path, found):
        return tuple((part, _take(path, name, part, found)) for part in several)
    opened = open_file(_log_set(name, CsvConfig(), {}), LogFile(0, name, whole.place), found)
    if isinstance(opened, Delimited) and (several := parts_of_text(path, opened)):
        return tuple((part, _take(path, name, part, found)) for part in several)
    return ((whole, _of_opened(path, name, opened, found)),)


def _take(path: Path, name: str, part: Part, found: Survey) -> Sample:
    opened = open_file(_log_set(name, CsvConfig(), part.said), LogFile(0, name, part.place), found)
    layout = opened.whole.layout if isinstance(opened, Section) else None
    said = {key: value for key, value in _how(layout).items() if key != "skip_lines"} if layout else {}
    return Sample(path, tuple(opened.header), _rows(opened, found.size), said, part=part.said)


def _of_opened(path: Path, name: str, opened: Opened, found: Survey) -> Sample:
    layout = opened.layout if isinstance(opened, Delimited) else None
    header = tuple(opened.header)
    said: dict[str, object] = _how(layout) if layout else {}
    rows = _rows(opened, found.size)
    if layout and _is_record(header) and (bare := _without_header(path, layout.encoding)):
        delimiter, skipped, first = bare
        names = tuple(f"column_{number}" for number in range(1, len(first) + 1))
        said |= {"delimiter": delimiter, "skip_lines": skipped, "header": names}
        given = {key: value for key, value in said.items() if key in CsvConfig.model_fields}
        logs = _log_set(name, CsvConfig.model_validate(given), {})
        return Sample(
            path, names, _rows(open_file(logs, LogFile(0, name, path), found), found.size), said, named=False
        )
    return Sample(path, header, rows, said)


def _log_set(name: str, csv: CsvConfig, part: Mapping[str, object]) -> LogSet:
    given = {"kind": "removal_orders", "paths": (name,), "csv": csv, **part}
    config = LogConfig.model_validate(given)
    words = {word: word for word in known_words()}  # by them the header is told from what stands above it
    return LogSet(
        index=0, config=config, kind=kind_of("removal_orders"), theirs=words, constants={}, made={}, files=()
    )


def _how(layout: Layout) -> dict[str, object]:
    """What is not the default; a byte order mark says its encoding itself."""
    encoding, delimiter = layout.encoding, layout.delimiter
    said: dict[str, object] = {}
    if encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-8-sig", "utf-16", "utf-32", "ascii"}:
        said["encoding"] = encoding
    if delimiter != ",":
        said["delimiter"] = delimiter
    if (line := layout.header_line) > 1:
        said["skip_lines"] = line - 1
    return said


def _rows(opened: Opened, size: int) -> tuple[tuple[str, ...], ...]:
    width = len(opened.header)
    records = opened.records()
    try:
        first = list(islice(records, FIRST))
        last: Iterable[Record] = deque(records, LAST) if size < _LARGE else ()
    except UnicodeDecodeError:
        raise LogUnreadable("the log can't be decoded", where="", mend="name its encoding") from None
    return tuple(
        tuple(cell.strip() for cell in record.cells)
        for record in (*first, *last)
        if record.problem is None
        and len(record.cells) == width
        and any(cell.strip() for cell in record.cells)
    )


def _is_record(header: tuple[str, ...]) -> bool:
    """Whether the header looks like data, and nothing in it like a column's name.

    No column is called by a day; a code such as `emergency` may be a column's name, too.
    """
    if any(_DAY.fullmatch(word) for word in header):
        return True
    if any(surely_any(word) >= _A_WORD for word in header):
        return False
    alone = len(header) == 1 and any(x.isdigit() for x in header[0])
    return alone or any(_VALUE.fullmatch(word) for word in header)


def _without_header(path: Path, encoding: str) -> tuple[str, int, list[str]] | None:
    """Delimiter, lines before the first record, and the first record of a file with no header."""
    with open_content(path) as file:
        lines = re.split(r"\r\n|\r|\n", file.read(_START).decode(encoding, errors="replace"))[:-1]
    best: tuple[int, int, str] = (0, 0, "")
    for delimiter in DELIMITERS:
        widths = Counter(line.count(delimiter) for line in lines if delimiter in line)
        if widths:
            width, count = widths.most_common(1)[0]
            best = max(best, (count, width, delimiter))
    _, width, delimiter = best
    if not delimiter:
        return None
    skipped = next(place for place, line in enumerate(lines) if line.count(delimiter) == width)
    return delimiter, skipped, lines[skipped].split(delimiter)
