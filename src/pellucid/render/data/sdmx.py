"""Published tables in, SDMX-CSV 2.0 out: a dataflow a table, and the structures that they follow.

Codes are those of SDMX where it has them: `_T` and `_U` for total and unknown, CL_FREQ, CL_OBS_STATUS and
CL_CONF_STATUS. A figure that is withheld has no value, whatever withheld it: code C tells no reason.
"""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from pellucid.render.data.csv import cell_text
from pellucid.render.data.sdmx_codes import unit_code
from pellucid.render.data.sdmx_structure import BREAKDOWNS, ID, STRUCTURE_PATH, dataflow_id, structure
from pellucid.render.data.units import described
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pellucid.render.data.tables import PublishedTable, Record
    from pellucid.render.publication import Publication, Rendering

    Spans = Mapping[str, tuple[date, date]]

INFORMATION = "I"  # the action: the file is to be read, and changes nothing elsewhere
OTHER = "_O"
FREQUENCIES = {1: "M", 3: "Q", 6: "S", 12: "A"}  # by months
FREE = "F"
# What SDMX calls a status: CL_OBS_STATUS and CL_CONF_STATUS.
CODES = {
    Status.PUBLISHED: ("A", FREE),
    Status.DERIVED: ("A", FREE),
    Status.AT_LEAST: ("D", FREE),
    Status.SUPPRESSED: ("Q", "C"),
    Status.BANDED: ("Q", "N"),
    Status.EMBARGOED: ("Q", "E"),
    Status.NOT_AVAILABLE: ("O", FREE),
}


def write(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """One file a table, and one that describes them."""
    spans = _spans(publication)
    files = {f"data/sdmx/{table.name}.csv": table_sdmx(table, spans) for table in publication.tables}
    return {**files, STRUCTURE_PATH: structure(publication.reports, publication.tables)}


def table_sdmx(table: PublishedTable, spans: Spans) -> bytes:
    """Write a table as the bytes of its file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    breakdowns = table.name == BREAKDOWNS
    dimensions = ID["breakdowns" if breakdowns else "cells"]
    writer.writerow(("STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, *ID["measures"], *ID["attributes"]))
    flow = dataflow_id(table.name)
    for row in table.rows:
        writer.writerow(("dataflow", flow, INFORMATION, *_observation(table, row, spans)))
    return stream.getvalue().encode()


def _observation(table: PublishedTable, row: Record, spans: Spans) -> Iterator[str]:
    named = dict(zip(table.header, row, strict=True))
    places = ("dimension", "code") if table.name == BREAKDOWNS else ("country", "request_type")
    frequency, period = time_of(*spans[str(named["period"])])
    yield frequency
    yield from (cell_text(named[place]) for place in (*places, "measure"))
    yield period
    yield from (cell_text(named[name]) for name in ("value", "lower", "upper"))
    status = Status(str(named["status"]))
    yield from (unit_code(described(str(named["measure"])).stored), *CODES[status], str(status))


def time_of(start: date, end: date) -> tuple[str, str]:
    """Write a period as SDMX does: 2026-07, 2026-Q3, 2026-S1, 2026; any other as its first day and length."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if start.day != 1 or after.day != 1 or months not in FREQUENCIES:
        return OTHER, f"{start.isoformat()}/P{(after - start).days}D"
    frequency, (place, rest) = FREQUENCIES[months], divmod(start.month - 1, months)
    if rest:  # of a fiscal year
        return frequency, f"{start.isoformat()}/P{months}M"
    if frequency == "A":
        return frequency, f"{start.year:04}"
    if frequency == "M":
        return frequency, f"{start.year:04}-{start.month:02}"
    return frequency, f"{start.year:04}-{frequency}{place + 1}"


def _spans(publication: Publication) -> dict[str, tuple[date, date]]:
    """First and last day of every period that a table names."""
    figures = publication.figures
    apart = (figures.national_security.cube,) if figures.national_security else ()
    periods = {period for cube in (*figures.cubes.values(), *apart) for period in cube.periods}
    known = {period.name: period for period in (*periods, figures.period)}
    names = {str(row[0]) for table in publication.tables for row in table.rows}
    found = {
        name: known.get(name) or Period.parse(name, figures.period.fiscal_year_start)
        for name in sorted(names)
    }
    return {name: (period.start, period.end) for name, period in found.items()}
