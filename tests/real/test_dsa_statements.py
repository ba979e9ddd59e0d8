"""Statements of reasons in the form of the EU's daily dumps: records made of its columns and code lists."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.real.looking import REAL, look

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "dsa_statements"
PLAIN = ("category", "decision_ground", "source_type", "automated_decision")
LISTS = ("decision_visibility", "content_type", "category_specification")


def codes() -> dict[str, list[str]]:
    """Give the codes of each field."""
    found: dict[str, list[str]] = {}
    with (REAL / FOLDER / "enumerations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["field"], []).append(row["value"])
    return found


def put_dump(folder: Path, name: str, count: int) -> None:
    """Write a dump with the columns of a header and every code of the plain fields in turn."""
    with (REAL / FOLDER / name).open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    known = codes()
    target = folder / FOLDER
    target.mkdir(parents=True)
    with (target / "dump.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for number in range(count):
            row = {field: known[field][number % len(known[field])] for field in PLAIN}
            row |= {field: json.dumps(known[field][:2]) for field in LISTS}
            row["uuid"], row["automated_detection"] = f"U-{number}", ("Yes", "No")[number % 2]
            row["application_date"] = "2025-12-31 00:00:00"
            row["created_at"] = f"2026-01-{number % 28 + 1:02} 23:59:59"
            row["decision_facts"] = 'He said "no", and left'
            row["territorial_scope"] = json.dumps(["AT", "BE", "DE"])
            writer.writerow({name: text for name, text in row.items() if name in columns})


@pytest.mark.parametrize("name", ["header_full.csv", "header_light.csv"])
def test_every_code_of_the_lists_is_counted(tmp_path: Path, name: str) -> None:
    """A statement counts once, in the month in which it was made, however many states it is about."""
    count = 96
    put_dump(tmp_path, name, count)
    found = look(tmp_path, FOLDER, "transparency", "2026-01")
    kind = "statements_of_reasons"
    assert not found.faults
    assert found.number("decisions", "2026-01", kind=kind) == count
    categories = found.by(2, "decisions", "2026-01", kind)
    assert categories == dict.fromkeys(codes()["category"], count / 16)
    fully = codes()["automated_decision"].index("AUTOMATED_DECISION_FULLY")
    expected = sum(number % 3 == fully for number in range(count))
    assert found.number("decisions_automated", "2026-01", kind=kind) == expected


@pytest.mark.parametrize("name", ["header_full.csv", "header_light.csv"])
def test_a_dump_of_no_statements_is_no_fault(tmp_path: Path, name: str) -> None:
    """As the files of the collection are, which have a header only."""
    put_dump(tmp_path, name, 0)
    (account,) = look(tmp_path, FOLDER, "transparency", "2026-01").reconciliation.logs
    assert (account.read, account.accepted, account.rejected) == (0, 0, 0)
