"""CSV files: the contract's columns and order, plain numbers, no formula."""

from __future__ import annotations

import csv
import io

import pytest

from pellucid.render.data.csv import cell_text, table_csv
from pellucid.render.data.tables import Field, PublishedTable, plain_number


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a CSV file as a stranger would."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_columns_of_the_contract(files: dict[str, bytes]) -> None:
    """The header is the one that scripts rely on, and lines end as RFC 4180 says."""
    first = files["data/legal_requests.csv"].split(b"\r\n")[0]
    assert first == b"period,period_start,period_end,country,request_type,measure,value,lower,upper,status"
    first = files["data/breakdowns.csv"].split(b"\r\n")[0]
    assert first == b"period,dimension,code,measure,value,lower,upper,status"


def test_total_comes_first_and_unknown_last(files: dict[str, bytes]) -> None:
    """Rows are sorted by period, country, type and measure; _T leads, _U follows the letters."""
    own = [row["country"] for row in rows(files["data/legal_requests.csv"]) if row["period"] == "2025-Q4"]
    assert own[:4] == ["_T", "_T", "_T", "AL"]
    assert own[-1] == "_U"


def test_every_period_of_the_cube_with_its_days(files: dict[str, bytes]) -> None:
    """The history stands beside the release's own period."""
    first = rows(files["data/legal_requests.csv"])[0]
    assert (first["period"], first["period_start"], first["period_end"], first["value"]) == (
        "2025-Q3",
        "2025-07-01",
        "2025-09-30",
        "13308",
    )


def test_what_is_not_known_is_empty(files: dict[str, bytes]) -> None:
    """A cell at least so large has no upper bound; one that is not available may have a lower one."""
    found = {(row["country"], row["measure"]): row for row in rows(files["data/legal_requests.csv"])}
    at_least, missing = found["_T", "accounts_specified"], found["MD", "accounts_specified"]
    assert (at_least["value"], at_least["lower"], at_least["upper"]) == ("23118", "23118", "")
    assert (missing["value"], missing["lower"], missing["upper"]) == ("", "3", "")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (0.0, "0"),
        (-0.0, "0"),
        (2 / 3, "0.666667"),
        (0.0000005, "0.000001"),
        (0.1234565, "0.123457"),
        (12.5, "12.5"),
        (1e15, "1000000000000000"),
        (0.00001, "0.00001"),
        (float("nan"), ""),
        (None, ""),
    ],
)
def test_numbers_are_plain(value: float | None, text: str) -> None:
    """Whole numbers have no decimals, others up to six, half up, and never an exponent."""
    assert cell_text(plain_number(value)) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_runs_as_a_formula(start: str) -> None:
    """A text that a spreadsheet would run has an apostrophe in front and is otherwise whole."""
    assert cell_text(f"{start}1+1") == f"'{start}1+1"


def test_a_dangerous_code_reaches_the_file_harmless(files: dict[str, bytes]) -> None:
    """The formula among the legal bases is there, as text."""
    codes = [row["code"] for row in rows(files["data/breakdowns.csv"])]
    assert "'=HYPERLINK(1)" in codes


def test_a_negative_number_is_no_formula() -> None:
    """Numbers are not touched: only texts are."""
    table = PublishedTable("x", "X", (Field("n", "number", "A number."),), ("n",), ((-5,),))
    assert table_csv(table) == b"n\r\n-5\r\n"
