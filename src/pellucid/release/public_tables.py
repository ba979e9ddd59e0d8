"""Takes the bytes of a public table in CSV; gives its cells, or says in which line it is no such table."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from pellucid.errors import EnvironmentFailure
from pellucid.vocabulary.periods import InvalidPeriod, Period
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator

    Spans = dict[str, tuple[date, date]]

BREAKDOWNS = "breakdowns"
KINDS = (
    "legal_requests",
    "removal_orders",
    "user_reports",
    "statements_of_reasons",
    "counts",
    BREAKDOWNS,
)
_CELLS = ("period", "country", "request_type", "measure", "value", "status")
_BREAKDOWNS = ("period", "dimension", "code", "measure", "value", "status")
_NUMBERS = ("value", "lower", "upper")


@dataclass(frozen=True, slots=True)
class PublicCell:
    """A number as it was published, or the place where it is withheld; None where a column is empty.

    kind: the table it stands in. country, request_type: empty in breakdowns; dimension, code: in all others.
    digits: decimals that the value is written with.
    """

    release: str
    version: int
    kind: str
    period: str
    start: date
    end: date
    country: str
    request_type: str
    dimension: str
    code: str
    measure: str
    value: float | None
    lower: float | None
    upper: float | None
    status: Status
    digits: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """What tells it apart from others of its table, period and measure."""
        return (self.dimension, self.code) if self.kind == BREAKDOWNS else (self.country, self.request_type)

    @property
    def key(self) -> tuple[str, date, date, str, str, str]:
        """What it is about, the same in every release that carries it."""
        return (self.kind, self.start, self.end, *self.place, self.measure)


@dataclass(frozen=True)
class PublicFile:
    """A file of a release. where: what an error names it by; table: its name without folder and ending."""

    where: str
    table: str
    content: bytes

    @property
    def is_breakdowns(self) -> bool:
        """Whether its figures are over all countries."""
        return self.table == BREAKDOWNS


def read_table(file: PublicFile, origin: tuple[str, int], spans: Spans) -> list[PublicCell]:
    """Read a table; none of its cells where a file of another name is another table.

    origin: the release's folder and its version. spans: first and last day of the periods by name, as far as
        the tables before it have told them; what this one tells is added.

    Raises:
        EnvironmentFailure: a line is not of such a table.

    """
    try:
        reader = csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), strict=True)
        header = next(reader, [])
        columns = _BREAKDOWNS if file.is_breakdowns else _CELLS
        missing = [name for name in columns if name not in header]
        if missing and file.table not in KINDS:
            return []
        if missing:
            _refuse(file, 1, f"it has no column {', '.join(missing)}", ", ".join(header) or "an empty file")
        return list(_cells(file, reader, header, origin, spans))
    except UnicodeDecodeError:
        _refuse(file, None, "it is not UTF-8", None)
    except csv.Error as error:
        _refuse(file, reader.line_num, str(error), None)


def _cells(
    file: PublicFile, reader: Reader, header: list[str], origin: tuple[str, int], spans: Spans
) -> Iterator[PublicCell]:
    names = ("dimension", "code") if file.is_breakdowns else ("country", "request_type")
    seen: dict[tuple[str, ...], int] = {}
    for fields in reader:
        line = reader.line_num
        if not any(fields):
            continue
        if len(fields) != len(header):
            _refuse(file, line, f"it has {len(fields)} fields, and the head has {len(header)}", None)
        row = {name: text.strip() for name, text in zip(header, fields, strict=True)}
        key = (row["period"], row[names[0]], row[names[1]], row["measure"])
        if not all(key):
            _refuse(file, line, f"period, {', '.join(names)} and measure must be there", ",".join(fields))
        if key in seen:
            _refuse(file, line, f"the cell stands in line {seen[key]} too", ", ".join(key))
        seen[key] = line
        value, lower, upper = (_number(file, line, name, row.get(name, "")) for name in _NUMBERS)
        status = _status(file, line, row["status"])
        if status in {Status.PUBLISHED, Status.DERIVED} and value is None:
            _refuse(file, line, f"the status is {status}, and there is no value", ", ".join(key))
        start, end = _span(file, line, row, spans)
        country, request_type, dimension, code = (
            ("", "", *key[1:3]) if file.is_breakdowns else (*key[1:3], "", "")
        )
        yield PublicCell(
            release=origin[0],
            version=origin[1],
            kind=file.table,
            period=key[0],
            start=start,
            end=end,
            country=country,
            request_type=request_type,
            dimension=dimension,
            code=code,
            measure=key[3],
            value=value,
            lower=lower,
            upper=upper,
            status=status,
            digits=len(row["value"].partition(".")[2]),
        )


def _span(file: PublicFile, line: int, row: dict[str, str], spans: Spans) -> tuple[date, date]:
    """The days of a period: as the row says them, as an earlier one did, or as the calendar has them."""
    name = row["period"]
    first, last = row.get("period_start"), row.get("period_end")
    if first and last:
        try:
            spans[name] = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError:
            _refuse(file, line, "the period's first or last day is no date", f"{first} to {last}")
    elif name not in spans:
        try:
            period = Period.parse(name)
        except InvalidPeriod as error:
            _refuse(file, line, error.reason, name)
        spans[name] = period.start, period.end
    return spans[name]


def _number(file: PublicFile, line: int, column: str, text: str) -> float | None:
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        _refuse(file, line, f"{column} is not a number", text)
    return number


def _status(file: PublicFile, line: int, text: str) -> Status:
    try:
        return Status(text)
    except ValueError:
        _refuse(file, line, f"the status must be one of {', '.join(Status)}", text or "nothing")


def _refuse(file: PublicFile, line: int | None, reason: str, got: str | None) -> NoReturn:
    raise EnvironmentFailure(
        f"this is not a table of published cells: {reason}",
        where=f"{file.where}:{line}" if line else file.where,
        got=got,
        mend="see the columns with `pellucid schema release`, and build the release again",
    )
