"""The text of a count or a band -> whole numbers; what could be two numbers is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.reading import as_csv, read, read_rows, record, records

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "0": 0,
    "3": 3,
    " 3 ": 3,
    "0003": 3,
    "3.0": 3,
    "3.00": 3,
    "0.0": 0,
    "1000000": 1_000_000,
    "999999999999": 999_999_999_999,
}
FAULTY = {
    "-1": "out_of_range",
    "-0": "out_of_range",
    "-3.0": "out_of_range",
    "1000000000000": "out_of_range",
    "999999999999999999": "out_of_range",
    "1.5": "not_a_number",
    "3.000": "not_a_number",
    "1,000": "not_a_number",
    "1 000": "not_a_number",
    "1e3": "not_a_number",
    "+3": "not_a_number",
    "0x10": "not_a_number",
    "many": "not_a_number",
    "3 accounts": "not_a_number",
    "10-19": "not_a_number",
    "٣": "not_a_number",
    "99999999999999999999": "not_a_number",
    "NaN": "not_a_number",
    "": "missing_value",
    "  ": "missing_value",
}


def test_counts_that_are_sound(tmp_path: Path) -> None:
    """Digits, and the decimals that programs add to whole numbers."""
    rows = [
        row | {"accounts_specified": text, "accounts_disclosed": ""}
        for row, text in zip(records(len(SOUND)), SOUND, strict=True)
    ]
    found = read_rows(tmp_path, rows)
    assert found.faults == ()
    assert found.column("accounts_specified") == list(SOUND.values())


def test_counts_that_are_not(tmp_path: Path) -> None:
    """Negative ones, broken ones, and those that mean one number here and another there."""
    rows = [
        row | {"accounts_specified": text, "accounts_disclosed": ""}
        for row, text in zip(records(len(FAULTY)), FAULTY, strict=True)
    ]
    found = read_rows(tmp_path, rows)
    column = "accounts_specified"
    assert found.places == [(line, column, code) for line, code in enumerate(FAULTY.values(), 2)]


@pytest.mark.parametrize(
    ("text", "expected"), [("3", 3), ("3,0", 3), ("3,00", 3), ("3,5", None), ("3,000", None), ("1.000", None)]
)
def test_a_decimal_comma(tmp_path: Path, text: str, expected: int | None) -> None:
    """Where the configuration says so, 3,0 is three; a thousand is still written without a mark."""
    found = read_rows(
        tmp_path, [record(accounts_specified=text, accounts_disclosed="0")], csv={"decimal": ","}
    )
    assert found.column("accounts_specified") == ([expected] if expected else [])
    assert [code for _, _, code in found.places] == ([] if expected else ["not_a_number"])


def test_an_empty_count_that_is_not_required(tmp_path: Path) -> None:
    """It is unknown, not 0."""
    row = record(outcome="rejected", accounts_disclosed="")
    assert read_rows(tmp_path, [row]).column("accounts_disclosed") == [None]


def test_the_weight_of_a_row(tmp_path: Path) -> None:
    """An empty cell stands for one request."""
    rows = [row | {"requests": text} for row, text in zip(records(3), ["", "5", "0"], strict=True)]
    assert read_rows(tmp_path, rows).column("requests") == [1, 5, 0]


def test_values_map_counts_and_dates_as_well(tmp_path: Path) -> None:
    """Words that a log uses for a number, for no date, and an empty cell that stands for 0."""
    rows = [
        record(request_id="N-1", outcome="rejected", closed_at="open", accounts_disclosed="none"),
        record(request_id="N-2", outcome="rejected", closed_at="2025-02-01", accounts_disclosed=""),
    ]
    values = {"closed_at": {"open": ""}, "accounts_disclosed": {" none ": "0", "": "0"}}
    found = read_rows(tmp_path, rows, values=values)
    assert found.column("accounts_disclosed") == [0, 0]
    assert [day is None for day in found.column("closed_at")] == [True, False]


BANDS = {
    "12": (12, 12),
    "0-249": (0, 249),
    "0 - 249": (0, 249),
    "0–249": (0, 249),  # noqa: RUF001 - an en dash, as people type it
    "5-5": (5, 5),
}


def test_bands(tmp_path: Path) -> None:
    """A band has two ends; a number is a band of one."""
    rows = [record("counts", country=code, requests=text) for code, text in zip(CODES, BANDS, strict=False)]
    found = read_rows(tmp_path, rows, kind="counts")
    assert list(zip(found.column("requests"), found.column("requests_upper"), strict=True)) == list(
        BANDS.values()
    )


CODES = ["FR", "DE", "US", "GB", "IT", "ES", "PL", "JP"]


def test_what_is_no_band(tmp_path: Path) -> None:
    """Ends the wrong way round, one end missing, a word."""
    texts = {
        "249-0": "not_a_number",
        "0-": "not_a_number",
        "<250": "not_a_number",
        "-5": "out_of_range",
        "1.5": "not_a_number",
        "0-249-499": "not_a_number",
    }
    rows = [record("counts", country=code, requests=text) for code, text in zip(CODES, texts, strict=False)]
    found = read_rows(tmp_path, rows, kind="counts")
    assert found.places == [(line, "requests", code) for line, code in enumerate(texts.values(), 2)]


@pytest.mark.parametrize(
    ("thousands", "text", "expected"),
    [
        (",", "1,234", 1234),
        (",", "1,234,567", 1234567),
        (",", "1,234.00", 1234),
        (",", "999", 999),
        (",", "1,23", None),
        (",", "1,2345", None),
        (",", "1234,567", None),
        (",", ",234", None),
        (",", "1,234,5", None),
        (",", "1.234", None),
        (".", "1.234", 1234),
        (".", "1.234.567", 1234567),
        ("'", "1'234", 1234),
        ("'", "1\u2019234", 1234),
        (" ", "1 234 567", 1234567),
        (" ", "1\u00a0234", 1234),
        (" ", "1\u202f234", 1234),
        (" ", "1 23", None),
    ],
)
def test_thousands(tmp_path: Path, thousands: str, text: str, expected: int | None) -> None:
    """A mark counts as one only between groups of three digits; the text is shown as it stands there."""
    rows = [record(accounts_specified=text, accounts_disclosed="0")]
    found = read(tmp_path, as_csv(rows).replace("\n", "\r\n"), csv={"thousands": thousands})
    if expected is None:
        assert found.places == [(2, "accounts_specified", "not_a_number")]
        assert found.faults[0].value == text
    else:
        assert found.column("accounts_specified") == [expected]


def test_a_decimal_comma_before_zeros_needs_no_word(tmp_path: Path) -> None:
    """Groups have three digits, so that 3,0 and 3,00 can only be three; 3,000 may be three thousand."""
    texts = ["3,0", "3,00", "3,000"]
    rows = [
        record(request_id=f"N-{place}", accounts_specified=text, accounts_disclosed="0")
        for place, text in enumerate(texts)
    ]
    found = read_rows(tmp_path, rows)
    assert found.column("accounts_specified") == [3, 3]
    assert found.places == [(4, "accounts_specified", "not_a_number")]
