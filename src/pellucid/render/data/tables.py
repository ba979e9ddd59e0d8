"""Protected figures in, the published tables out: fields, types and rows; every data format writes these.

A table's rows are sorted by their key in the order of the fields, totals first, and hold plain Python values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from pellucid.confidentiality.protect import ProtectedFigures
    from pellucid.cube.cells import Cube

Value = str | int | float | None
Record = tuple[Value, ...]

DECIMALS = Decimal("0.000001")

BREAKDOWNS = "breakdowns"
TITLES = {
    "legal_requests": message("Legal requests for data"),
    "removal_orders": message("Orders to remove content"),
    "user_reports": message("Reports by users"),
    "statements_of_reasons": message("Statements of reasons"),
    "counts": message("Aggregated counts"),
    "national_security": message("National-security process, in bands"),
    "breakdowns": message("Breakdowns over all countries"),
}


@dataclass(frozen=True)
class Field:
    """A column of a published table; `type` is one of Table Schema's: string, date, number."""

    name: str
    type: str
    description: str
    required: bool = True
    codes: tuple[str, ...] = ()  # every value there can be


@dataclass(frozen=True)
class PublishedTable:
    """A table as every data format writes it; the first `keys` fields tell its rows apart."""

    name: str
    title: str
    fields: tuple[Field, ...]
    keys: tuple[str, ...]
    rows: tuple[Record, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(field.name for field in self.fields)

    @property
    def measures(self) -> tuple[str, ...]:
        """Codes of what is counted, in the order in which they come."""
        place = self.header.index("measure")
        return tuple(dict.fromkeys(str(row[place]) for row in self.rows))

    @property
    def path(self) -> str:
        """The CSV file, below the release's folder."""
        return f"data/{self.name}.csv"


_PERIOD = Field("period", "string", message("Name of the period, such as 2025-Q4."))
_OUTCOME = (
    Field(
        "value",
        "number",
        message("The figure; empty, which is not 0, where it is not published."),
        required=False,
    ),
    Field("lower", "number", message("The least that the figure can be, where known."), required=False),
    Field("upper", "number", message("The most that the figure can be, where known."), required=False),
    Field(
        "status",
        "string",
        " ".join(("How to read the figure.", *(f"{status}: {status.meaning}" for status in Status))),
        codes=tuple(map(str, Status)),
    ),
)
NUMBERS = ("value", "lower", "upper")
CELL_FIELDS = (
    _PERIOD,
    Field("period_start", "date", message("First day of the period.")),
    Field("period_end", "date", message("Last day of the period.")),
    Field("country", "string", message("ISO 3166-1 alpha-2 code; _T is all countries, _U an unknown one.")),
    Field("request_type", "string", message("Type of request or category; _T is the total.")),
    Field("measure", "string", message("What is counted.")),
    *_OUTCOME,
)
CELL_KEYS = ("period", "country", "request_type", "measure")
BREAKDOWN_FIELDS = (
    _PERIOD,
    Field("dimension", "string", message("What the figures are broken down by, such as outcome.")),
    Field("code", "string", message("Code within the dimension.")),
    Field("measure", "string", message("What is counted.")),
    *_OUTCOME,
)
BREAKDOWN_KEYS = ("period", "dimension", "code", "measure")


def published_tables(figures: ProtectedFigures) -> tuple[PublishedTable, ...]:
    """Every table of a release: one for each kind, national-security process, then the breakdowns."""
    cells = tuple(_cells(cube) for _, cube in sorted(figures.cubes.items()))
    apart = (_cells(figures.national_security.cube),) if figures.national_security else ()
    return (*cells, *apart, _breakdowns(figures.breakdowns))


def joined_table(name: str, rows: Iterable[Record]) -> PublishedTable:
    """Make a table of rows that releases have published."""
    if name == BREAKDOWNS:
        return _table(name, BREAKDOWN_FIELDS, BREAKDOWN_KEYS, list(rows))
    return _table(name, CELL_FIELDS, CELL_KEYS, list(rows))


def plain_number(value: float | None) -> int | float | None:
    """Round a figure as it is published: whole, or to 6 decimals half up; None for no figure."""
    if value is None or math.isnan(value):
        return None
    if value == int(value):
        return int(value)
    rounded = Decimal(repr(float(value))).quantize(DECIMALS, ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def number_text(value: float) -> str:
    """Write a plain number in digits, never with an exponent: 1234, 0.333333, 12.5."""
    return format(Decimal(repr(value)), "f")


def _cells(cube: Cube) -> PublishedTable:
    spans = {period.name: (period.start.isoformat(), period.end.isoformat()) for period in cube.periods}
    rows = [(key[0], *spans[key[0]], *key[1:], *outcome) for key, outcome in _records(cube.cells, CELL_KEYS)]
    return _table(cube.kind, CELL_FIELDS, CELL_KEYS, rows)


def _breakdowns(frame: pd.DataFrame) -> PublishedTable:
    rows = [(*key, *outcome) for key, outcome in _records(frame, BREAKDOWN_KEYS)]
    return _table(BREAKDOWNS, BREAKDOWN_FIELDS, BREAKDOWN_KEYS, rows)


def _records(frame: pd.DataFrame, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Record]]:
    """Key and outcome (value, lower, upper, status) of each row."""
    names = zip(*(frame[name].astype(str).tolist() for name in keys), strict=True)
    numbers = zip(*(frame[name].astype(float).tolist() for name in NUMBERS), strict=True)
    status = frame["status"].astype(str).tolist()
    for key, outcome, code in zip(names, numbers, status, strict=True):
        yield key, (*map(plain_number, outcome), code)


def _table(name: str, fields: tuple[Field, ...], keys: tuple[str, ...], rows: list[Record]) -> PublishedTable:
    places = [index for index, field in enumerate(fields) if field.name in keys]
    rows.sort(key=lambda row: [(row[place] != TOTAL, str(row[place])) for place in places])
    return PublishedTable(name, TITLES.get(name, name), fields, keys, tuple(rows))
