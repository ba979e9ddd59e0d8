"""A surveyed log and what its configuration says in; its encoding, delimiter and header out.

What is not said is found out where it is certain. Where two answers are as good, the question goes to people.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from pellucid.config.logs import CsvConfig
from pellucid.config.origin import visible
from pellucid.errors import LogUnreadable
from pellucid.intake.content import open_content
from pellucid.intake.encodings import decodes, likely_encodings, utf_16_without_mark
from pellucid.intake.survey import looks_binary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pellucid.intake.survey import Survey

DELIMITERS = (",", ";", "\t", "|")
# A header that is longer than this is no header, and one that stands lower down is not looked for.
_HEADER_LIMIT = 1 << 18
LOWEST_HEADER = 30
_FEWEST_WORDS = 2  # that make a line below the first one the header
_ROWS_COMPARED = 20
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Layout:
    """How the file is to be parsed, and its header.

    header_line: where the header stands, 0 where the configuration gives it. skipped: the lines before the
    header, or before the first record.
    """

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int = 1
    skipped: int = 0


@dataclass(frozen=True)
class _Line:
    """A line that may be the header: its place from 0, its delimiter, and its cells."""

    place: int
    delimiter: str
    cells: tuple[str, ...]
    hits: int


def lay_out(
    found: Survey,
    name: str,
    *,
    wanted: Sequence[str],
    given: CsvConfig | None = None,
    counted: Sequence[str] = (),
) -> Layout:
    """Find out encoding, delimiter and header line where they are not said, and read the header.

    given: what the configuration says.
    wanted: header words that the log should have; they tell the delimiter and the header.
    counted: those of them whose cells are no one's personal data.

    Raises:
        LogUnreadable: the file is binary, its header can't be read, or it reads well in two encodings.

    """
    given = given or CsvConfig()
    layouts = [
        _with_encoding(found, name, encoding, given, wanted)
        for encoding in _encodings(found, name, given.encoding)
    ]
    hits = [len(set(layout.header) & set(wanted)) for layout in layouts]
    best, *others = (layout for layout, count in zip(layouts, hits, strict=True) if count == max(hits))
    for other in others:
        _refuse_two_readings(found, name, best, other.encoding, counted)
    return best


def _with_encoding(
    found: Survey, name: str, encoding: str, given: CsvConfig, wanted: Sequence[str]
) -> Layout:
    lines = list(io.StringIO(_start(found, name, encoding), newline=""))[given.skip_lines :]
    if given.header:
        delimiter = given.delimiter or _by_width(lines, len(given.header))
        return Layout(encoding, delimiter, given.header, 0, given.skip_lines)
    lowest = 1 if given.skip_lines else LOWEST_HEADER
    candidates = [given.delimiter] if given.delimiter else DELIMITERS
    best = _header_line(lines[:lowest], lines, candidates, set(wanted))
    line = given.skip_lines + best.place + 1
    header = _header(lines[best.place :], f"{name}:{line}", best.delimiter)
    if "\N{REPLACEMENT CHARACTER}" in "".join(header):
        raise LogUnreadable(
            f"the header is not {encoding}",
            where=f"{name}:{line}",
            mend="name the encoding under `csv: {encoding: …}`, such as cp1252",
        )
    return Layout(encoding, best.delimiter, header, line, line - 1)


def _encodings(found: Survey, name: str, given: str | None) -> tuple[str, ...]:
    """Give what the byte order mark says, else the configuration; else UTF-8, or what the bytes say."""
    if found.bom is None:
        return (given,) if given else _likely(found)
    if given and _family(given) != _family(found.bom):
        raise LogUnreadable(
            f"the log begins with the byte order mark of {_family(found.bom)}, so it is not {given}",
            where=name,
            mend="leave `encoding` out under `csv` for this log",
        )
    return (found.bom,)


@cache
def _likely(found: Survey) -> tuple[str, ...]:
    opener = partial(open_content, found.path)
    if found.nul:
        with opener() as file:
            wide = utf_16_without_mark(file.read(1 << 16))
        if wide and decodes(opener, wide):
            return (wide,)
    if found.utf_8 or looks_binary(_first_bytes(found), "utf-8"):
        return ("utf-8",)
    return likely_encodings(opener) or ("utf-8",)


def _family(encoding: str) -> str:
    """utf-16 for utf-16-le, utf-8 for utf-8-sig."""
    return "-".join(codecs.lookup(encoding).name.split("-")[:2])


def _first_bytes(found: Survey) -> bytes:
    with open_content(found.path) as file:
        return file.read(_HEADER_LIMIT)


def _start(found: Survey, name: str, encoding: str) -> str:
    start = _first_bytes(found)
    if looks_binary(start, encoding):
        raise LogUnreadable(
            "the log is not text: it looks like a binary file", where=name, mend="export the log as CSV"
        )
    try:
        return codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return start.decode(encoding, errors="replace")


def _header_line(first: list[str], lines: list[str], delimiters: Sequence[str], wanted: set[str]) -> _Line:
    """The first line, unless one further down has more of the wanted words, and at least two of them."""
    best = [_best_reading(lines, place, delimiters, wanted) for place in range(max(len(first), 1))]
    return best[header_place([line.hits for line in best])]


def header_place(hits: Sequence[int]) -> int:
    """Where the header stands: in the first line, unless one further down has more of the wanted words.

    hits: how many of them each of the first lines has.
    """
    place = max(range(len(hits)), key=lambda one: hits[one])
    return place if hits[place] >= _FEWEST_WORDS and hits[place] > hits[0] else 0


def _best_reading(lines: list[str], place: int, delimiters: Sequence[str], wanted: set[str]) -> _Line:
    """By the delimiter that finds most of the wanted words; else the one that cuts the rows alike."""
    readings = [
        _Line(place, delimiter, cells, len(set(cells) & wanted))
        for delimiter in delimiters
        for cells in [_cells(lines[place:], delimiter)]
    ]
    most = max(line.hits for line in readings)
    rivals = [line for line in readings if line.hits == most]
    if len(rivals) == 1 or place > 0:
        return rivals[0]
    return max(rivals, key=lambda line: (_alike(lines, line.delimiter, len(line.cells)), len(line.cells)))


def _cells(lines: list[str], delimiter: str) -> tuple[str, ...]:
    try:
        cells = next(csv.reader(lines[:_ROWS_COMPARED], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in cells)


def _by_width(lines: list[str], width: int) -> str:
    """The delimiter that cuts the rows into as many cells as the configuration's header has."""
    return max(DELIMITERS, key=lambda delimiter: _alike(lines, delimiter, width))


def _alike(lines: list[str], delimiter: str, width: int) -> int:
    """How many of the first rows have that many cells."""
    if width == 1:
        return 0
    try:
        rows = list(itertools.islice(csv.reader(lines, delimiter=delimiter), _ROWS_COMPARED))
    except csv.Error:
        return 0
    return sum(len(row) == width for row in rows)


def _header(lines: list[str], where: str, delimiter: str) -> tuple[str, ...]:
    mend = "begin the log with its header row, or name its columns under `csv: {header: […]}`"
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise LogUnreadable(f"the header row can't be read: {error}", where=where, mend=mend) from error
    if not any(cell.strip() for cell in cells):
        raise LogUnreadable("the first line is empty, where the header should be", where=where, mend=mend)
    return tuple(cell.strip() for cell in cells)


def _refuse_two_readings(
    found: Survey, name: str, layout: Layout, other: str, counted: Sequence[str]
) -> None:
    """Refuse to choose between two encodings in which something that counts reads differently."""
    difference = next(_differences(found, layout, other, set(counted)), None)
    if difference is None:
        return
    line, word, cell = difference
    one, two = (_shown(cell.decode(encoding, "replace")) for encoding in (layout.encoding, other))
    raise LogUnreadable(
        f"the log reads well in two encodings: `{one}` in {layout.encoding}, `{two}` in {other}",
        where=f"{name}:{line}: {word}",
        mend=f"name the right one: `csv: {{encoding: {layout.encoding}}}` or `csv: {{encoding: {other}}}`",
    )


def _shown(text: str) -> str:
    return visible(text[:_LONGEST_SHOWN].replace("\n", " ").replace("\r", " "))


def _differences(
    found: Survey, layout: Layout, other: str, counted: set[str]
) -> Iterator[tuple[int, str, bytes]]:
    """Line, column and bytes of counted cells that two encodings read differently."""
    places = [place for place, word in enumerate(layout.header) if word in counted]
    with io.TextIOWrapper(open_content(found.path), "latin-1", newline="") as text:
        rows = csv.reader(itertools.islice(text, layout.skipped, None), delimiter=layout.delimiter)
        line = layout.skipped + 1
        for row in rows:
            for place in places:
                if line == layout.header_line or place >= len(row) or row[place].isascii():
                    continue
                cell = row[place].encode("latin-1")
                if cell.decode(layout.encoding, "replace") != cell.decode(other, "replace"):
                    yield line, layout.header[place], cell
            line = layout.skipped + rows.line_num + 1
