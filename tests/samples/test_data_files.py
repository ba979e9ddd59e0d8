"""A release of each sample in every format of data: other programs' own validators and readers accept it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator
from pyarrow import parquet
from pysdmx.io import read_sdmx
from python_calamine import CalamineWorkbook

from tests.cli.running import call
from tests.samples.reading import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = "csv,json,xlsx,parquet,sdmx"
PERIODS = {"messenger": "2023-Q2", "takedowns": "2022", "telegram": "2025-Q4"}
NUMBERS = ("value", "lower", "upper")


@pytest.fixture(scope="module", params=sorted(PERIODS))
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a release of a sample, in a copy of it."""
    name: str = request.param
    folder = tmp_path_factory.mktemp("sample") / name
    made = shutil.ignore_patterns("public", ".pellucid", "__pycache__")
    shutil.copytree(SAMPLES / name, folder, ignore=made)
    period = PERIODS[name]
    ended = call(folder, "build", "--period", period, "--formats", FORMATS, "--today", "2026-06-01")
    assert ended.code == 0, ended.err
    return folder / "public" / period / "data"


def tables(release: Path) -> dict[str, list[dict[str, str]]]:
    """Read the CSV files, which everything else is compared with."""
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        for path in sorted(release.glob("*.csv"))
    }


def test_the_report_follows_its_schema(release: Path) -> None:
    """The schema that `$schema` names, with no key that it does not describe."""
    report = json.loads((release / "report.json").read_bytes())
    schema = json.loads((release / report["$schema"]).read_bytes())
    errors = [f"{list(e.path)}: {e.message[:200]}" for e in Draft202012Validator(schema).iter_errors(report)]
    assert errors == []
    assert set(report) == set(schema["properties"])


def test_the_data_package_is_valid(release: Path) -> None:
    """Frictionless finds no fault in it, nor in a table."""
    found = Package(str(release / "datapackage.json")).validate()
    assert found.flatten(["title", "note"]) == []


def test_parquet_has_the_rows_of_the_csv(release: Path) -> None:
    """The same keys, numbers and statuses in the same order."""
    for name, rows in tables(release).items():
        found = parquet.read_table(release / f"{name}.parquet").to_pylist()
        assert [[row[key] for key in row if key not in NUMBERS] for row in rows] == [
            [str(row[key]) for key in row if key not in NUMBERS] for row in found
        ]
        assert [[float(row[key]) if row[key] else None for key in NUMBERS] for row in rows] == [
            [row[key] for key in NUMBERS] for row in found
        ]


def test_sdmx_has_the_numbers_of_the_csv(release: Path) -> None:
    """No number that is not there, in as many rows; and its own library reads structures and data."""
    read_sdmx((release / "sdmx/structure.json").read_text(encoding="utf-8"), validate=True)
    for name, rows in tables(release).items():
        text = (release / "sdmx" / f"{name}.csv").read_text(encoding="utf-8")
        found = csv.DictReader(io.StringIO(text, newline=""))
        assert [tuple(row[key] for key in NUMBERS) for row in rows] == [
            (row["OBS_VALUE"], row["LOWER_BOUND"], row["UPPER_BOUND"]) for row in found
        ]
        if rows:  # it takes a file without any for another format
            read_sdmx(text)


def test_the_workbook_has_the_numbers_of_the_csv(release: Path) -> None:
    """A sheet a table; a withheld figure is a mark there, and never a number."""
    book = CalamineWorkbook.from_path(release / "report.xlsx")
    for name, rows in tables(release).items():
        head, *found = book.get_sheet_by_name(name[:31]).to_python()
        place = head.index("value")
        assert len(found) == len(rows)
        for row, line in zip(rows, found, strict=True):
            number = float(row["value"]) if row["value"] else None
            assert (line[place] if isinstance(line[place], float) else None) == number
