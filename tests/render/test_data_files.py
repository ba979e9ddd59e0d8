"""JSON, Data Package, Excel and Parquet say what the CSV files say."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pyarrow import parquet

from pellucid.cube.breakdowns import BREAKDOWNS
from pellucid.render.data.units import described
from pellucid.vocabulary.status import Status
from tests.render.fixture import COUNTRIES
from tests.render.test_csv import rows

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What a breakdown counts where the log has the column for it.
OPTIONAL = ("reviewed_by_human", "appeals", "appeals_upheld")
TABLES = ("breakdowns", "legal_requests")


@pytest.fixture(scope="module")
def report(files: dict[str, bytes]) -> dict[str, Any]:
    """Read report.json."""
    content: dict[str, Any] = json.loads(files["data/report.json"])
    return content


def records(table: dict[str, list[Any]]) -> list[dict[str, str]]:
    """Write a table of report.json as csv.DictReader reads one."""
    return [dict(zip(table["columns"], map(plain, row), strict=True)) for row in table["rows"]]


def plain(value: object) -> str:
    """Write a JSON value as CSV has it."""
    return "" if value is None else str(value)


def test_json_holds_the_cells_of_the_csv(files: dict[str, bytes], report: dict[str, Any]) -> None:
    """Cell by cell, in the same order."""
    assert records(report["cells"]["legal_requests"]) == rows(files["data/legal_requests.csv"])


def test_json_holds_what_the_front_page_needs(report: dict[str, Any]) -> None:
    """The release in words, its countries with their pages, the trend and the events."""
    assert report["schema"] == 1
    assert report["period"]["name"] == "2025-Q4"
    assert report["key_figures"][0]["value"] == "14,905"
    assert [country["code"] for country in report["countries"]] == list(COUNTRIES)
    assert report["countries"][0]["path"] == "countries/AL.html"
    assert report["trend"]["line"]["series"][1]["points"][5]["value"] is None
    assert report["policies"][0]["version"] == "2024-09-23"
    assert report["timeline"][0]["label"] == "Founder detained in France"
    assert records(report["coverage"]["legal_requests"])[1]["known"] == "60"


def test_json_has_a_line_for_each_record(files: dict[str, bytes], report: dict[str, Any]) -> None:
    """Two releases can be compared line by line."""
    tables = [*report["cells"].values(), *report["coverage"].values(), report["breakdowns"]]
    lines = files["data/report.json"].decode().splitlines()
    assert sum(line.lstrip().startswith('["2025-') for line in lines) == sum(len(t["rows"]) for t in tables)


def test_data_package_describes_each_csv(files: dict[str, bytes]) -> None:
    """Path, size and fields are those of the file."""
    resources = json.loads(files["data/datapackage.json"])["resources"]
    assert sorted(resource["name"] for resource in resources) == list(TABLES)
    for resource in resources:
        content = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert [field["name"] for field in resource["schema"]["fields"]] == list(rows(content)[0])
        assert set(resource["schema"]["primaryKey"]) < set(rows(content)[0])


def part(files: dict[str, bytes], name: str) -> ET.Element:
    """Read a part of the workbook, which is a zip file of XML."""
    with zipfile.ZipFile(io.BytesIO(files["data/report.xlsx"])) as book:
        return ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 - our own file


def cells(files: dict[str, bytes], number: int) -> list[list[str | float]]:
    """Read a sheet: texts as texts, numbers as numbers."""
    texts = ["".join(item.itertext()) for item in part(files, "sharedStrings")]
    return [
        [
            texts[int(value)] if cell.get("t") == "s" else float(value)
            for cell in row
            if (value := cell.findtext(f"{SHEET}v")) is not None
        ]
        for row in part(files, f"worksheets/sheet{number}").iter(f"{SHEET}row")
    ]


def test_workbook_has_a_sheet_a_table_after_the_contents(files: dict[str, bytes]) -> None:
    """The first sheet says what the others hold."""
    names = [sheet.attrib["name"] for sheet in part(files, "workbook").iter(f"{SHEET}sheet")]
    assert names == ["Contents", "legal_requests", "breakdowns", "Notes"]
    assert cells(files, 1)[0] == ["Transparency report, Q4 2025"]


def test_workbook_holds_numbers_and_dates(files: dict[str, bytes]) -> None:
    """A figure is a number that can be summed; a day is a day, which Excel counts from 1899-12-30."""
    first = (date(2025, 7, 1) - date(1899, 12, 30)).days
    last = (date(2025, 9, 30) - date(1899, 12, 30)).days
    line = ["2025-Q3", first, last, "_T", "_T", "requests", 13308, 13308, 13308, "published", "requests"]
    assert cells(files, 2)[1] == line


def test_workbook_has_no_formula(files: dict[str, bytes]) -> None:
    """What looks like a formula is text."""
    assert "=HYPERLINK(1)" in [row[2] for row in cells(files, 3)]
    assert not list(part(files, "worksheets/sheet3").iter(f"{SHEET}f"))


def test_a_withheld_figure_is_a_mark_in_the_workbook(files: dict[str, bytes]) -> None:
    """Text in the place of the number, so that nothing adds it up as 0; the notes explain it."""
    (withheld,) = (row for row in cells(files, 2) if "suppressed" in row)
    assert withheld[3:] == ["IS", "_T", "requests", "c", "suppressed", "requests"]
    assert ["c", "suppressed", Status.SUPPRESSED.meaning] in cells(files, 4)


def test_a_withheld_figure_has_no_number_in_any_file(files: dict[str, bytes]) -> None:
    """Value, lower and upper are empty in CSV, null in JSON and Parquet."""
    line = next(row for row in rows(files["data/legal_requests.csv"]) if row["status"] == "suppressed")
    assert (line["value"], line["lower"], line["upper"]) == ("", "", "")
    table = json.loads(files["data/report.json"])["cells"]["legal_requests"]
    assert next(row for row in table["rows"] if row[-1] == "suppressed")[6:] == [None] * 3 + ["suppressed"]
    parts = parquet.read_table(io.BytesIO(files["data/legal_requests.parquet"])).to_pylist()
    (found,) = (row for row in parts if row["status"] == "suppressed")
    assert (found["value"], found["lower"], found["upper"]) == (None, None, None)


def test_statuses_are_described_where_the_tables_are(files: dict[str, bytes]) -> None:
    """Their list is closed, and each has its meaning."""
    for resource in json.loads(files["data/datapackage.json"])["resources"]:
        field = next(one for one in resource["schema"]["fields"] if one["name"] == "status")
        assert field["constraints"]["enum"] == [str(status) for status in Status]
        assert f"suppressed: {Status.SUPPRESSED.meaning}" in field["description"]


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_the_cells_of_the_csv(files: dict[str, bytes], name: str) -> None:
    """Row by row, with types: days are days, figures are numbers."""
    table = parquet.read_table(io.BytesIO(files[f"data/{name}.parquet"]))
    expected = rows(files[f"data/{name}.csv"])
    assert table.column_names == list(expected[0])
    values = [row["value"] for row in expected]
    assert table.column("value").to_pylist() == [float(value) if value else None for value in values]
    assert str(table.schema.field("value").type) == "double"


def test_parquet_says_units_and_meaning(files: dict[str, bytes]) -> None:
    """What the Data Package says of the CSV stands in the file itself."""
    schema = parquet.read_schema(io.BytesIO(files["data/legal_requests.parquet"]))
    units = json.loads(schema.metadata[b"units"])
    assert units["requests"] == "requests"
    assert units["disclosure_rate"] == "share (0 to 1) of requests"
    assert b"not published" in schema.field("value").metadata[b"description"]
    assert schema.field("value").nullable
    assert not schema.field("status").nullable


def test_workbook_sheets_can_be_read(files: dict[str, bytes]) -> None:
    """Heads stay in sight, each sheet is reached from the contents, no column is too narrow."""
    for number in (2, 3):
        sheet = part(files, f"worksheets/sheet{number}")
        (pane,) = sheet.iter(f"{SHEET}pane")
        assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")
        widths = [float(column.attrib["width"]) for column in sheet.iter(f"{SHEET}col")]
        longest = max(len(str(row[0])) for row in cells(files, number))
        assert widths[0] > longest
    links = [link.attrib["location"] for link in part(files, "worksheets/sheet1").iter(f"{SHEET}hyperlink")]
    assert links == ["'legal_requests'!A1", "'breakdowns'!A1", "'Notes'!A1"]


def test_workbook_explains_its_measures(files: dict[str, bytes]) -> None:
    """Name, unit and how it is counted, for each measure of the tables."""
    notes = {row[0]: row[1:] for row in cells(files, 4)}
    assert notes["disclosure_rate"][:2] == ["Disclosure rate", "% of requests"]
    assert "accounts_specified" in notes
    assert "items_removed" not in notes


def test_a_rate_is_shown_in_percent_and_stored_as_a_share(files: dict[str, bytes]) -> None:
    """A number that can be computed with, in a form that can be read."""
    row = next(row for row in cells(files, 2) if "disclosure_rate" in row)
    assert 0 < float(row[6]) < 1
    formats = {one.attrib["formatCode"] for one in part(files, "styles").iter(f"{SHEET}numFmt")}
    assert "0.0%" in formats


@pytest.mark.parametrize(
    "code", sorted({code for one in BREAKDOWNS for code in one.measures} | set(OPTIONAL))
)
def test_what_a_breakdown_counts_has_name_unit_and_meaning(code: str) -> None:
    """In the workbook, the Data Package, Parquet and SDMX, which all ask here."""
    found = described(code)
    assert found.label != code
    assert found.unit
    assert found.sentence.endswith(".")
