"""Logs that can't be: every one of them ends with a code of the contract, a place, a reason and a mend."""

from __future__ import annotations

import csv
import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import MARKS, call, project, published, requests
from tests.intake.reading import as_csv

if TYPE_CHECKING:
    from pathlib import Path

SOUND = as_csv(requests())
HEADER = SOUND.split("\n", 1)[0]

UNREADABLE: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 4, "logs/requests.csv: the log is empty"),
    "binary": (os.urandom(5000), 4, "logs/requests.csv: the log is not text"),
    "only line ends": ("\n\n\n", 4, "logs/requests.csv:1: the first line is empty"),
    "another encoding": (SOUND.replace("country", "pa\xefs").encode("latin-1"), 4, "the header is not utf-8"),
    "no required column": (SOUND.replace("country", "land", 1), 2, "the header lacks `country`"),
    "two columns of one name": (SOUND.replace("closed_at", "received_at", 1), 2, "`received_at` 2 times"),
    "no header": (SOUND.split("\n", 1)[1], 2, "the header lacks `request_id`"),
    "an open quote in the header": (SOUND.replace("country", '"country', 1), 4, "header row can't be read"),
    "dates that can be read in two ways": (
        as_csv(requests()[:1]).replace("2025-01-05", "05/01/2025").replace("2025-01-28", "05/02/2025"),
        1,
        "can be read in two ways",
    ),
    "header only": (HEADER + "\n", 2, "no log has a record that can be counted"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_logs_that_end_a_build(tmp_path: Path, name: str) -> None:
    """Nothing is published, the message names the place, and nobody's name is in it."""
    content, code, says = UNREADABLE[name]
    ended = call(project(tmp_path, content), "build", "--period", "2025-Q1")
    assert (ended.code, ended.out) == (code, ""), ended.err
    assert says in ended.err
    assert "  mend:  " in ended.err
    assert not published(tmp_path)


def test_a_missing_log(tmp_path: Path) -> None:
    """The key of the configuration, the path, and where it is looked for."""
    folder = project(tmp_path)
    (folder / "logs/requests.csv").unlink()
    ended = call(folder, "build")
    assert ended.code == 2
    assert "logs[0].paths[0]: no log found" in ended.err
    assert "logs/*.csv" in ended.err


def test_checking_a_header_alone(tmp_path: Path) -> None:
    """It is not wrong in itself."""
    ended = call(project(tmp_path, HEADER), "check")
    assert (ended.code, ended.out) == (
        0,
        (
            "logs/requests.csv: 0 rows read, 0 accepted, 0 rejected, 0 duplicates, 0 set aside\n"
            "  encoding utf-8, delimiter comma\n"
        ),
    )


READABLE: dict[str, bytes] = {
    "byte order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "UTF-16": SOUND.encode("utf-16"),
    "CR LF": SOUND.replace("\n", "\r\n").encode(),
    "CR": SOUND.replace("\n", "\r").encode(),
    "no last line end": SOUND.rstrip("\n").encode(),
    "semicolons": SOUND.replace(",", ";").encode(),
    "tabs": SOUND.replace(",", "\t").encode(),
    "quoted line breaks": as_csv(
        [row | {"authority": 'Court,\nroom "4"\n2nd floor'} for row in requests()]
    ).encode(),
    "blank lines": SOUND.replace("\n", "\n\n").encode(),
    "blanks around cells": SOUND.replace(",", " , ").encode(),
}


def test_logs_that_are_the_same(tmp_path: Path) -> None:
    """However it is written, a log gives the same figures."""
    expected = None
    for name, content in READABLE.items():
        folder = project(tmp_path / name, content)
        assert call(folder, "build", "--period", "2025-Q2", "--strict").code == 0, name
        cells = published(folder)["2025-Q2/data/legal_requests.csv"]
        expected = expected or cells
        assert cells == expected, name
    assert b"2025-Q2,2025-04-01,2025-06-30,_T,_T,requests,6,6,6,published" in (expected or b"")


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A log with one fault of each sort in the first quarter, and more of a row than there should be."""
    rows = requests()
    for number, cells in enumerate(
        [
            {"received_at": "2025-02-30"},
            {"accounts_specified": "-3"},
            {"country": "Atlantis"},
            {"received_at": "2031-01-01", "closed_at": ""},
            {"outcome": "=HYPERLINK(1)"},
        ]
    ):
        rows[number] |= cells
    lines = as_csv(rows).split("\n")
    lines[6] += ",too much"
    lines[7] = lines[7].split(",", 4)[0]
    lines[8] = f'"{MARKS[0]}" x,' + lines[8]
    lines[9] = lines[9].replace(",", ";")
    return project(tmp_path, "\n".join(lines))


PLACES = [
    (2, "received_at", "not_a_date"),
    (3, "accounts_specified", "out_of_range"),
    (4, "country", "unknown_country"),
    (5, "closed_at", "inconsistent"),
    (5, "received_at", "in_the_future"),
    (6, "outcome", "unknown_code"),
    (7, "", "malformed_row"),
    (8, "", "malformed_row"),
    (9, "", "malformed_row"),
    (10, "", "malformed_row"),
]


def test_faulty_rows_are_checked(faulty: Path) -> None:
    """Exit code 1; each with place, value, reason and mend; nothing is published and nothing is lost."""
    ended = call(faulty, "check")
    assert ended.code == 1
    assert "logs/requests.csv: 24 rows read, 15 accepted, 9 rejected, 0 duplicates, 0 set aside" in ended.out
    for line, column, _ in PLACES:
        assert f"logs/requests.csv:{line}: {column}".rstrip() in ended.out
    assert "found: 2025-02-30" in ended.out
    assert ended.out.count("mend:") == len(PLACES)
    assert not published(faulty)
    with (faulty / ".pellucid/rejects.csv").open(newline="") as file:
        rejects = list(csv.DictReader(file))
    assert sorted((int(row["line"]), row["column"], row["code"]) for row in rejects) == PLACES
    assert all(row["reason"] and row["mend"] for row in rejects)
    assert {row["value"] for row in rejects if row["column"] == "outcome"} == {"'=HYPERLINK(1)"}


def test_faulty_rows_as_json(faulty: Path) -> None:
    """One object for programs: the account and every fault."""
    ended = call(faulty, "check", "--format", "json")
    found = json.loads(ended.out)
    assert ended.code == 1
    assert sorted((row["line"], row["column"], row["code"]) for row in found["faults"]) == PLACES
    assert set(found["faults"][0]) == {
        "file", "line", "column", "value", "code", "reason", "mend", "record_id"
    }  # fmt: skip
    account = found["reconciliation"]["logs"][0]
    assert account == json.loads((faulty / ".pellucid/reconciliation.json").read_text())["logs"][0]
    assert account["read"] == 24 == account["accepted"] + account["rejected"]
    assert account["accepted"] == sum(account["counted"].values()) + account["outside"]


def test_faulty_rows_on_github(faulty: Path) -> None:
    """An annotation a fault, each on one line, at the line of the log."""
    ended = call(faulty, "check", "--format", "github")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert len(lines) == len(PLACES)
    assert all(line.startswith("::error file=logs/requests.csv,line=") for line in lines)
    assert any(
        line.startswith("::error file=logs/requests.csv,line=4,title=unknown_country country::not a country")
        and "%0A" in line
        for line in lines
    )


def test_annotations_are_at_the_file_as_it_lies_from_here(faulty: Path) -> None:
    """A CI runs at the top of its repository, whatever folder the configuration lies in."""
    ended = call(faulty.parent, "-c", f"{faulty.name}/transparency.yaml", "check", "--format", "github")
    wanted = f"::error file={faulty.name}/logs/requests.csv,line="
    assert all(line.startswith(wanted) for line in ended.out.splitlines())


def test_faulty_rows_are_left_out_of_a_build(faulty: Path) -> None:
    """What is sound is published, and the reader is told what was left out."""
    ended = call(faulty, "build", "--period", "2025-Q2")
    assert ended.code == 0
    assert "9 rows were left out because of faults; `pellucid check` names them." in ended.err
    assert b",_T,_T,requests,3,3,3,published" in published(faulty)["2025-Q2/data/legal_requests.csv"]


def test_a_strict_build_leaves_nothing_out(faulty: Path) -> None:
    """It publishes nothing, with exit code 1, and says where the rows are listed."""
    ended = call(faulty, "build", "--period", "2025-Q2", "--strict")
    assert (ended.code, ended.out) == (1, "")
    assert "9 rows would be left out, so nothing was published" in ended.err
    assert "rejects.csv" in ended.err
    assert not published(faulty)


def test_duplicates_are_no_problem(tmp_path: Path) -> None:
    """Exact copies are set aside: exit code 0, a notice on GitHub, and a strict build is made."""
    rows = requests()
    folder = project(tmp_path, as_csv([*rows, rows[3]]))
    assert call(folder, "check").code == 0
    annotation = call(folder, "check", "--format", "github").out
    assert annotation.startswith("::notice file=logs/requests.csv,line=26,title=duplicate request_id::")
    assert call(folder, "build", "--period", "2025-Q1", "--strict").code == 0


def test_a_terminal_obeys_no_log(tmp_path: Path) -> None:
    """Control characters of a cell are shown, not sent."""
    rows = requests()
    rows[0]["country"] = "\x1b[2J\x07"
    ended = call(project(tmp_path, as_csv(rows)), "check")
    assert "\x1b" not in ended.said
    assert r"found: \x1b[2J\x07" in ended.out


def test_many_faults_are_told_in_part(tmp_path: Path) -> None:
    """The text shows the first ones and says where the others are."""
    ended = call(project(tmp_path, as_csv([row | {"country": "XQ"} for row in requests()])), "check")
    assert ended.out.count("mend:") == 20
    assert "and 4 more faults: see" in ended.out
    assert "rejects.csv" in ended.out
