"""SDMX-CSV: read by the standard's own library, with the figures of the CSV files and nothing besides."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pysdmx.io import read_sdmx
from pysdmx.io.pd import PandasDataset

from pellucid.render.data.sdmx import CODES, time_of
from pellucid.vocabulary.status import Status
from tests.render.test_csv import rows

if TYPE_CHECKING:
    from pysdmx.model.message import Message

TABLES = ("legal_requests", "breakdowns")
PLACES = {"legal_requests": ("country", "request_type"), "breakdowns": ("dimension", "code")}
OURS = {"legal_requests": ("REF_AREA", "REQUEST_TYPE"), "breakdowns": ("BREAKDOWN", "CATEGORY")}


def sdmx(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """Read a file as CSV."""
    return list(csv.DictReader(io.StringIO(files[f"data/sdmx/{name}.csv"].decode(), newline="")))


@pytest.fixture(scope="module")
def structures(files: dict[str, bytes]) -> Message:
    """Read the structures with their library, which checks them against SDMX's own schema."""
    return read_sdmx(files["data/sdmx/structure.json"].decode(), validate=True)


@pytest.mark.parametrize("name", TABLES)
def test_it_holds_the_figures_of_the_csv(files: dict[str, bytes], name: str) -> None:
    """Row by row; what is empty there is empty here."""
    expected = [
        (*(row[place] for place in (*PLACES[name], "measure")), row["value"], row["lower"], row["upper"])
        for row in rows(files[f"data/{name}.csv"])
    ]
    found = [
        tuple(row[key] for key in (*OURS[name], "MEASURE", "OBS_VALUE", "LOWER_BOUND", "UPPER_BOUND"))
        for row in sdmx(files, name)
    ]
    assert found == expected


@pytest.mark.parametrize("name", TABLES)
def test_its_library_reads_it(files: dict[str, bytes], structures: Message, name: str) -> None:
    """The dataflow that each row names is among the structures, with the columns as its components."""
    message = read_sdmx(files[f"data/sdmx/{name}.csv"].decode())
    (data,) = message.get_datasets()
    assert isinstance(data, PandasDataset)
    assert data.short_urn == f"Dataflow=PELLUCID:{name.upper()}(1.0.0)"
    flow = structures.get_dataflow(data.short_urn)
    definition = structures.get_data_structure_definition(
        f"DataStructure=PELLUCID:{'BREAKDOWNS' if name == 'breakdowns' else 'CELLS'}(1.0.0)"
    )
    assert flow.name
    assert {one.id for one in definition.components} == set(data.data.columns)


@pytest.mark.parametrize("name", TABLES)
def test_every_code_is_on_its_list(files: dict[str, bytes], structures: Message, name: str) -> None:
    """But categories, which may be the publisher's own; a column without a list would be a text."""
    definition = structures.get_data_structure_definition(
        f"DataStructure=PELLUCID:{'BREAKDOWNS' if name == 'breakdowns' else 'CELLS'}(1.0.0)"
    )
    lists = {one.id: {code.id for code in one.codes} for one in structures.get_codelists()}
    coded = {one.id: one.local_enum_ref for one in definition.components if one.local_enum_ref}
    wanted = {"FREQ", "MEASURE", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS", "STATUS"}
    assert set(coded) == wanted | ({"BREAKDOWN"} if name == "breakdowns" else {"REF_AREA", "REQUEST_TYPE"})
    for column, reference in coded.items():
        known = lists[reference.partition(":")[2].rpartition(":")[2].partition("(")[0]]
        assert {row[column] for row in sdmx(files, name)} <= known


def test_countries_and_types_are_named(structures: Message) -> None:
    """In English, as everything in the structures is."""
    lists = {one.id: {code.id: code.name for code in one.codes} for one in structures.get_codelists()}
    assert lists["CL_AREA"]["_T"] == "All countries"
    assert lists["CL_REQUEST_TYPE"]["_T"] == "Total"
    assert lists["CL_UNIT"]["SHARE_OF_REQUESTS"] == "share (0 to 1) of requests"


def test_a_withheld_figure_has_no_number(files: dict[str, bytes]) -> None:
    """SDMX's codes say that it is suppressed for confidentiality, and not why."""
    (row,) = (row for row in sdmx(files, "legal_requests") if row["STATUS"] == "suppressed")
    assert (row["OBS_VALUE"], row["LOWER_BOUND"], row["UPPER_BOUND"]) == ("", "", "")
    assert (row["OBS_STATUS"], row["CONF_STATUS"]) == ("Q", "C")


def test_every_status_has_its_codes() -> None:
    """A status that is added later can't be forgotten here."""
    assert set(CODES) == set(Status)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2026, 7, 1), date(2026, 7, 31), ("M", "2026-07")),
        (date(2026, 7, 1), date(2026, 9, 30), ("Q", "2026-Q3")),
        (date(2026, 1, 1), date(2026, 6, 30), ("S", "2026-S1")),
        (date(2026, 7, 1), date(2026, 12, 31), ("S", "2026-S2")),
        (date(2026, 1, 1), date(2026, 12, 31), ("A", "2026")),
        (date(2026, 4, 1), date(2027, 3, 31), ("A", "2026-04-01/P12M")),
        (date(2026, 2, 1), date(2026, 4, 30), ("Q", "2026-02-01/P3M")),
        (date(2026, 1, 15), date(2026, 2, 28), ("_O", "2026-01-15/P45D")),
    ],
)
def test_periods(start: date, end: date, written: tuple[str, str]) -> None:
    """SDMX's own names where there are any; else the first day and the length."""
    assert time_of(start, end) == written
