"""Faults as they are told: in rejects.csv and in words; nothing personal, nothing that a program obeys."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from pellucid.intake import checks
from pellucid.intake.faults import REJECT_COLUMNS, Fault, shown, write_rejects
from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path


def rejects(folder: Path, *faults: Fault) -> list[dict[str, str]]:
    """Write rejects.csv and read it as anybody would."""
    path = folder / "rejects.csv"
    write_rejects(path, faults)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fault(value: str, record_id: str = "LR-1", file: str = "logs/log.csv") -> Fault:
    """Make a fault of an unknown country."""
    return Fault(file, 7, "country", value, checks.UNKNOWN_COUNTRY, record_id)


def test_the_columns_of_rejects(tmp_path: Path) -> None:
    """The contract's, in its order, also where there is no fault."""
    assert REJECT_COLUMNS == ("file", "line", "column", "value", "code", "reason", "mend", "record_id")
    write_rejects(tmp_path / "rejects.csv", [])
    assert (tmp_path / "rejects.csv").read_text().strip() == ",".join(REJECT_COLUMNS)


def test_a_line_of_rejects(tmp_path: Path) -> None:
    """All that is known of the fault, patterns filled in."""
    (line,) = rejects(tmp_path, fault("UK"))
    assert line["reason"] == "not a country code or English country name that is known"
    assert "`values: {country: …}`" in line["mend"]
    del line["reason"], line["mend"]
    assert line == {
        "file": "logs/log.csv",
        "line": "7",
        "column": "country",
        "value": "UK",
        "code": "unknown_country",
        "record_id": "LR-1",
    }


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "=HYPERLINK(1)"])
def test_no_formula_runs_from_a_cell(tmp_path: Path, text: str) -> None:
    """An apostrophe before it makes a text of it, in the value, the record's id and the file's name."""
    (line,) = rejects(tmp_path, fault(text, text, text))
    assert (line["value"], line["record_id"], line["file"]) == (f"'{text}",) * 3


@pytest.mark.parametrize("text", ["-3", "-3.5", "+3", "", "3", "a=b"])
def test_plain_numbers_stay(tmp_path: Path, text: str) -> None:
    """A negative count is shown as it stands in the log."""
    assert rejects(tmp_path, fault(text))[0]["value"] == text


@pytest.mark.parametrize("text", ["a,b", 'a "b"', "{0} %s {column}", "漢字 é"])
def test_marks_of_csv_and_of_patterns(tmp_path: Path, text: str) -> None:
    """They come out as they went in, in rejects.csv and in words."""
    assert rejects(tmp_path, fault(text))[0]["value"] == text
    assert f"found: {text}\n" in str(fault(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\tb", "a\\tb"),
        ("a\xa0b", "a\\xa0b"),
        ("a\u202eb", "a\\u202eb"),
        ("one\ntwo", "(a text over 2 lines)"),
        ("FR,x,suspect\r\nLR-3,GB", "(a text over 2 lines)"),
        ("\n", "\\n"),
        ("x" * 200, "x" * 200),
        ("x" * 201, "x" * 200 + "…"),
    ],
)
def test_a_text_as_it_may_be_shown(text: str, expected: str) -> None:
    """Short, on one line, and nothing that a terminal obeys or hides."""
    assert shown(text) == expected


def test_a_stray_quote_shows_nobody(tmp_path: Path) -> None:
    """It makes one cell of two records; what the first one's personal cells say is not told."""
    header, *rows = as_csv(
        [record(request_id=f"N-{n}", subject=f"person{n}@x.example") for n in range(4)]
    ).split("\n")
    rows[1] = rows[1].replace("FR", '"FR')
    rows[2] = rows[2].replace("FR", 'FR"')
    found = read(tmp_path, "\n".join([header, *rows]))
    assert found.places == [(3, "country", "unknown_country")]
    assert "person" not in f"{found.faults[0]} {found.faults[0].value}"


def test_personal_cells_are_in_no_fault(tmp_path: Path) -> None:
    """Whatever is wrong with a row, in whichever way the file is read."""
    marks = ("suspect-7f3a", "Court-9b1c")
    personal = {"authority": f"{marks[1]}, room 2", "subject": f"{marks[0]}@mail.example"}
    rows = [row | personal for row in records(12)]
    rows[1] |= {"country": "??"}
    rows[2] |= {"received_at": "2025-02-31", "closed_at": "2024-01-01", "accounts_disclosed": "99"}
    rows[3] |= {"request_id": "N-1"}
    rows[4] |= {"request_id": "N-1", "country": "DE"}
    rows[5] |= {"outcome": "perhaps", "accounts_specified": "-1"}
    whole = as_csv(rows)
    lines = whole.splitlines()
    lines[8] = lines[8].replace(",", ";")
    lines[9] = f"{personal['subject']},{lines[9]}"
    lines[10] = lines[10].split(",", 3)[3]
    lines[11] = f'"{personal["subject"]}" x,{lines[11]}'
    for content in (whole, "\n".join(lines) + "\n"):
        found = read(tmp_path, content)
        assert len(found.faults) >= 8
        told = rejects(tmp_path, *found.faults)
        for mark in marks:
            assert mark not in str(told)
            assert mark not in "".join(map(str, found.faults))
            assert mark not in (tmp_path / "rejects.csv").read_text()


def test_in_words() -> None:
    """Where, what is wrong, what stood there, how to mend it."""
    assert str(Fault("logs/log.csv", 7, "outcome", "", checks.MISSING)).splitlines() == [
        "logs/log.csv:7: outcome: `outcome` is empty, and every record needs it",
        "  mend:  fill the cell in the log",
    ]
    assert str(fault("UK")).splitlines()[1] == "  found: UK"
    row = Fault("logs/log.csv", 7, "", "it has 1 cell, fewer than the 9 of the header", checks.MALFORMED)
    assert str(row).startswith("logs/log.csv:7: the row can't be read: it has 1 cell, fewer than")
    assert "found" not in str(row)
