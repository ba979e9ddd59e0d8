"""Published tables in, the code lists of their SDMX columns out: what each code that stands in them means.

Statuses and frequencies have the codes of SDMX; units have codes made of their words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pellucid.cube.cells import TOTAL
from pellucid.render.data.units import described
from pellucid.report.wording.words import Words
from pellucid.vocabulary.codes import OFFENCE_CATEGORIES
from pellucid.vocabulary.request_types import request_types
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pellucid.render.data.tables import PublishedTable
    from pellucid.report.model import Report

FREQUENCIES = {"M": "Monthly", "Q": "Quarterly", "S": "Half-yearly", "A": "Annual", "_O": "Other"}
OBS_STATUSES = {
    "A": "Normal value",
    "D": "Definition differs: the figure is at least this",
    "O": "Missing value",
    "Q": "Missing value; suppressed",
}
CONF_STATUSES = {
    "F": "Free for publication",
    "C": "Confidential statistical information",
    "E": "Secret until a later date",
    "N": "Not for publication, restricted: a range is published",
}
_ID = re.compile(r"[A-Za-z0-9_@$-]+")  # what SDMX takes for the identifier of a code


class List(NamedTuple):
    """A code list: its identifier, its name, and each code's."""

    id: str
    name: str
    codes: Mapping[str, str]


def code_lists(reports: Sequence[Report], tables: Sequence[PublishedTable]) -> dict[str, List]:
    """Give the list of each column that has one; codes that SDMX can't name have none."""
    measures = {code: described(code) for code in _found(tables, "measure")}
    words, names = Words.of("en"), _names(reports)
    types = {code: names.get(code) or _spaced(code) for code in sorted(_found(tables, "request_type"))}
    lists = {
        "FREQ": List("CL_FREQ", "Frequency", FREQUENCIES),
        "REF_AREA": List(
            "CL_AREA", "Countries", {code: words.country(code) for code in sorted(_found(tables, "country"))}
        ),
        "REQUEST_TYPE": List("CL_REQUEST_TYPE", "Types of request and categories", types),
        "BREAKDOWN": List(
            "CL_BREAKDOWN", "Breakdowns", {one: _spaced(one) for one in sorted(_found(tables, "dimension"))}
        ),
        "MEASURE": List(
            "CL_MEASURE", "Measures", {one.code: f"{one.label} ({one.stored})" for one in measures.values()}
        ),
        "UNIT_MEASURE": List(
            "CL_UNIT", "Units", {unit_code(one.stored): one.stored for one in measures.values()}
        ),
        "OBS_STATUS": List("CL_OBS_STATUS", "Observation status", OBS_STATUSES),
        "CONF_STATUS": List("CL_CONF_STATUS", "Confidentiality status", CONF_STATUSES),
        "STATUS": List("CL_STATUS", "Status of a figure", {str(one): one.meaning for one in Status}),
    }
    return {column: one for column, one in lists.items() if one.codes and all(map(_ID.fullmatch, one.codes))}


def unit_code(unit: str) -> str:
    """Make a code of a unit: SHARE_OF_REQUESTS of "share (0 to 1) of requests"."""
    return re.sub(r"[^A-Z0-9]+", "_", unit.replace("(0 to 1)", "").upper()).strip("_") or "_Z"


def _found(tables: Iterable[PublishedTable], column: str) -> dict[str, None]:
    """Give the codes of a column, of the tables that have it."""
    found = ((table.header.index(column), table.rows) for table in tables if column in table.header)
    return dict.fromkeys(str(row[place]) for place, rows in found for row in rows)


def _names(reports: Sequence[Report]) -> dict[str, str]:
    """Name types and categories in English where they have a name in it."""
    report = next((one for one in reports if one.language == "en"), reports[0])
    own = {one.code: one.label for one in report.request_types}
    known = {code: one.label for code, one in request_types().items()}
    offences = {one.code: one.label for one in OFFENCE_CATEGORIES.codes}
    english = {**offences, **known, **own} if report.language == "en" else {**own, **offences, **known}
    return {**english, TOTAL: "Total"}


def _spaced(code: str) -> str:
    return code.replace("_", " ").strip() or code
