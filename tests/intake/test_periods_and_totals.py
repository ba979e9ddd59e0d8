"""Aggregated figures whose periods are named, whose totals rows are held against them, whose rows add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfigurationFaults, UsageError
from tests.intake.reading import configured, put, read, reading

if TYPE_CHECKING:
    from pathlib import Path

CONSTANTS = {"country": {"constant": "FR"}, "request_type": {"constant": "civil"}}
ENDS = pytest.mark.parametrize("end", ["", 'x,"y"z\n'])


@ENDS
def test_a_period_may_be_given_by_its_name(tmp_path: Path, end: str) -> None:
    """What is none, or has not ended, is reported at its line."""
    text = f"period,requests\nQ1 2024,5\nJan 2024,2\nsoon,1\n2027,1\n,4\n{end}"
    found = read(tmp_path, text, kind="counts", columns=CONSTANTS)
    days = [(str(row["period_start"]), str(row["period_end"])) for row in found.records]
    assert days == [("2024-01-01", "2024-03-31"), ("2024-01-01", "2024-01-31")]
    assert [place for place in found.places if place[2] != "malformed_row"] == [
        (4, "period", "not_a_date"),
        (5, "period", "in_the_future"),
        (6, "period", "missing_value"),
    ]


def test_two_days_are_read_before_a_name_unless_the_name_is_asked_for(tmp_path: Path) -> None:
    """A log may have both."""
    text = "Half,period,period_start,period_end,requests\n2023,a,2024-01-01,2024-06-30,5\n"
    found = read(tmp_path, text, kind="counts", columns=CONSTANTS)
    assert str(found.records[0]["period_start"]) == "2024-01-01"
    found = read(tmp_path, text, kind="counts", columns=CONSTANTS | {"period": "Half"})
    assert str(found.records[0]["period_start"]) == "2023-01-01"


def test_files_of_both_sorts_need_an_entry_each(tmp_path: Path) -> None:
    """Which of the two counts would be a guess."""
    files = {"logs/a.csv": "period,requests\n2024,5\n"}
    files["logs/b.csv"] = "period_start,period_end,requests\n2024-01-01,2024-06-30,5\n"
    with pytest.raises(UsageError, match="some of the files have"):
        read(tmp_path, files, kind="counts", columns=CONSTANTS)


@ENDS
def test_totals_rows_are_held_against_the_rows_that_they_sum(tmp_path: Path, end: str) -> None:
    """By the other keys; what is empty is passed over; a band agrees with what lies in it."""
    lines = [
        "2024-Q1,FR,5,1",
        "2024-Q1,DE,7,",
        "2024-Q1,Total,12,9",
        "2024-Q2,FR,1-9,2",
        "2024-Q2,DE,3,2",
        "2024-Q2,Total,13,",
        "2024-Q3,Total,4,0",
    ]
    text = "Quarter,Land,requests,requests_disclosed\n" + "\n".join(lines) + f"\n{end}"
    columns = {"period": "Quarter", "country": "Land", "request_type": {"constant": "civil"}}
    put(tmp_path, {"logs/log.csv": text})
    config = configured(tmp_path, kind="counts", columns=columns, rows={"totals": {"Land": ["Total"]}})
    with reading(config) as (_, log):
        found = [(one.line, one.measure, one.stated, one.added) for one in log.totals]
    assert found == [(7, "requests", (13, 13), (4, 12)), (8, "requests", (4, 4), (0, 0))]


def test_rows_about_the_same_may_be_parts_of_one_figure(tmp_path: Path) -> None:
    """Where the log says so; a log of records can't."""
    text = "period,requests\n2024,5\n2024,5\n"
    found = read(tmp_path, text, kind="counts", columns=CONSTANTS, duplicates="add")
    assert found.column("requests") == [5, 5]
    with pytest.raises(ConfigurationFaults, match="only a log of kind counts"):
        configured(tmp_path, duplicates="add")
