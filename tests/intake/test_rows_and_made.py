"""Rows that the configuration sets aside, and columns that are made of several of the log's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pellucid.errors import ConfigurationFaults, UsageError
from tests.intake.reading import Read, read

if TYPE_CHECKING:
    from pathlib import Path

CONSTANTS = {"country": {"constant": "FR"}, "request_type": {"constant": "civil"}}
LAST = ",2024-01-01,2024-03-31"
# Read by the engine, and record by record: a row that can't be read makes it so.
ENDS = pytest.mark.parametrize("end", ["", 'x,"y"z\n'])


def counts(folder: Path, head: str, *rows: str, end: str = "", **keys: object) -> Read:
    """Read a log of kind counts about the first quarter of 2024."""
    lines = [f"{head},period_start,period_end", *(f"{row}{LAST}" for row in rows)]
    columns = CONSTANTS | dict(keys.pop("columns", {}))  # type: ignore[call-overload]
    return read(folder, "\n".join(lines) + f"\n{end}", kind="counts", columns=columns, **keys)  # type: ignore[arg-type]


def places(found: Read) -> list[tuple[int, str, str]]:
    """Give the faults but for the row that can't be read."""
    return [place for place in found.places if place[2] != "malformed_row"]


@ENDS
def test_rows_are_set_aside_before_they_are_checked(tmp_path: Path, end: str) -> None:
    """Blanks around a text don't matter; a row that is left out has no faults, and is counted."""
    lines = ("total,5,a", " total ,7,b", "topic,many,c", "total,N/A,d", "Total,1,e", "total,,f")
    rows = {"keep": {"level": ["total"]}, "leave_out": {"requests": ["N/A", ""]}}
    found = counts(tmp_path, "level,requests,name", *lines, end=end, rows=rows, breakdowns=["name"])
    assert found.column("requests") == [5, 7]
    (account,) = found.counts
    assert account.set_aside_by_code == {"left_out": 4}
    assert account.set_aside == 4
    assert account.read == 6 + bool(end)
    assert not places(found)


@ENDS
def test_blank_lines_and_totals_rows_are_told_apart(tmp_path: Path, end: str) -> None:
    """A blank line is no totals row, and one that is left out is not looked at as one."""
    lines = ["2,5,a", "3,4,b", "5,9,Totals:", "9,9,draft"]
    rows = {"totals": {"name": ["Totals:", "draft"]}, "leave_out": {"name": ["draft"]}}
    keys = {"rows": rows, "breakdowns": ["name"]}
    found = counts(tmp_path, "requests_disclosed,requests,name", *lines, end=",,,,\n" + end, **keys)
    (account,) = found.counts
    assert account.set_aside_by_code == {"blank": 1, "left_out": 1, "totals_row": 1}
    assert found.column("requests") == [5, 4]


@ENDS
def test_a_text_is_made_of_cells(tmp_path: Path, end: str) -> None:
    """Blanks around cells go; a cell that is empty leaves the whole text empty; two braces are one."""
    columns = {"request_type": {"text": "{{{a}}}-{b}"}}
    keys = {"columns": columns, "of": "removal_orders"}
    found = counts(tmp_path, "a,b,orders", " x ,y,5", ",y,6", end=end, **keys)
    assert found.column("request_type") == ["{x}-y"]
    assert places(found) == [(3, "request_type", "missing_value")]


@ENDS
def test_the_part_of_a_text_that_matches_counts(tmp_path: Path, end: str) -> None:
    """The first group, or the whole match; a text that does not match is reported as it stands."""
    text = f"Filename,Repos\n2021-03-04-acme.md,7\nacme.md,3\n{end}"
    columns = {
        "order_id": "Filename",
        "country": {"constant": "_U"},
        "category": {"text": "{Filename}", "match": "[a-z]+"},
        "items_specified": "Repos",
        "received_at": {"text": "{Filename}", "match": r"^(\d{4}-\d{2}-\d{2})-"},
    }
    found = read(tmp_path, text, kind="removal_orders", columns=columns)
    assert [str(day) for day in found.column("received_at")] == ["2021-03-04"]
    assert found.column("category") == ["acme"]
    (fault,) = [fault for fault in found.faults if fault.code != "malformed_row"]
    assert (fault.line, fault.column, fault.value, fault.code) == (3, "received_at", "acme.md", "not_a_date")


def test_the_file_and_the_line_make_an_id(tmp_path: Path) -> None:
    """Line breaks in cells are lines, too; no two records are alike then."""
    text = 'received_at,category,authority\n2024-01-05,"a\nb",x\n2024-01-05,c,x\n'
    columns = {"order_id": {"text": "{@file}:{@line}"}, "country": {"constant": "FR"}}
    values = {"category": {"a\nb": "ab"}}
    found = read(tmp_path, text, kind="removal_orders", columns=columns, values=values)
    assert found.column("order_id") == ["log.csv:2", "log.csv:4"]


@ENDS
def test_what_differs_in_person_only_is_told_apart_under_a_made_id(tmp_path: Path, end: str) -> None:
    """Copies are alike, others contradict each other; neither way does a left-out row take part."""
    rows = ["2024-01-05,c,x,1,", "2024-01-05,c,x,1,", "2024-01-05,c,y,2,", "2024-01-05,c,z,2,"]
    rows += ["2024-01-05,c,w,1,draft"]
    text = "received_at,category,authority,number,state\n" + "\n".join(rows) + f"\n{end}"
    columns = {"order_id": {"text": "No {number}"}, "country": {"constant": "FR"}}
    found = read(
        tmp_path, text, kind="removal_orders", columns=columns, rows={"leave_out": {"state": ["draft"]}}
    )
    codes = [(fault.line, fault.code) for fault in found.faults if fault.code != "malformed_row"]
    assert codes == [(3, "duplicate"), (4, "contradicting_duplicate"), (5, "contradicting_duplicate")]


@ENDS
def test_numbers_add_up_to_a_column(tmp_path: Path, end: str) -> None:
    """Bands add to bands; where a part is empty so is the sum; a part that is no number is named."""
    lines = ("1,2,a", "0-9,5,b", ",5,c", "3,many,d", "4,-1,e", "2.00,3,f")
    keys = {"columns": {"requests": {"sum": ["a", "b"]}}, "breakdowns": ["name"]}
    found = counts(tmp_path, "a,b,name", *lines, end=end, **keys)
    ends = [(row["requests"], row["requests_upper"]) for row in found.records]
    assert ends == [(3, 3), (5, 14), (None, None), (5, 5)]
    assert places(found) == [(5, "requests", "not_a_number"), (6, "requests", "out_of_range")]
    assert {"many", "-1"} <= {fault.value for fault in found.faults}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"columns": {"order_id": {"text": "{authority}"}}}, "made of a personal column"),
        (
            {"columns": {"authority": "Court", "order_id": {"text": "{Court}"}}},
            "made of a personal column",
        ),
        ({"columns": {"authority": {"text": "{Court}"}}}, "personal and never read"),
        ({"columns": {"category": {"sum": ["a", "b"]}}}, "no number"),
        ({"columns": {"category": {"text": "plain"}}}, "names no column"),
        ({"columns": {"category": {"text": "{a} }"}}}, "brace stands alone"),
        ({"columns": {"category": {"text": "{a}", "match": "(a"}}}, "no regular expression"),
        ({"columns": {"category": {"text": "{a}", "match": "a(?=b)"}}}, "can't look around"),
        ({"rows": {"keep": {"level": []}}}, "something must stand in this list"),
    ],
)
def test_what_cannot_be_made_is_said(tmp_path: Path, keys: dict[str, object], words: str) -> None:
    """A configuration that asks for it is refused, in plain words."""
    text = "order_id,received_at,country,category\n1,2024-01-05,FR,c\n"
    with pytest.raises(ConfigurationFaults) as caught:
        read(tmp_path, text, kind="removal_orders", **keys)  # type: ignore[arg-type]
    assert words in str(caught.value)


def test_a_column_that_rows_are_chosen_by_must_be_there(tmp_path: Path) -> None:
    """With the nearest one that is."""
    text = "order_id,received_at,country,category,Level\n1,2024-01-05,FR,c,total\n"
    with pytest.raises(UsageError, match="lacks `level`") as caught:
        read(tmp_path, text, kind="removal_orders", rows={"keep": {"level": ["total"]}})
    assert "`Level`" in str(caught.value)
