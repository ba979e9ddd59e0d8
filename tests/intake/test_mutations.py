"""A clean random log with known faults put in: exactly these are found, and all the rest counts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from pellucid.vocabulary.codes import OUTCOMES
from tests.intake.reading import as_csv, read, record

if TYPE_CHECKING:
    from pathlib import Path

COUNTRIES = ["FR", "de", "USA", "India", "BR", "Türkiye", "XK"]
DISCLOSED = ("disclosed_full", "disclosed_partial")
COURTS = ["Court", 'Court,\nroom "4"\n2nd floor', 'the "high" court', "Cour d'appel\r\nde Paris", "法院"]

# What somebody types, at which column it is found, and how.
FAULTS = (
    ("received_at", "2025-13-01", "not_a_date"),
    ("received_at", "yesterday", "not_a_date"),
    ("received_at", "2031-01-01", "in_the_future"),
    ("received_at", "", "missing_value"),
    ("closed_at", "1999-01-01", "inconsistent"),
    ("closed_at", "1.2.2025", "not_a_date"),
    ("country", "ZZ9", "unknown_country"),
    ("country", "", "missing_value"),
    ("request_type", "letter", "unknown_code"),
    ("outcome", "perhaps", "unknown_code"),
    ("accounts_specified", "-1", "out_of_range"),
    ("accounts_specified", "1.5", "not_a_number"),
    ("accounts_disclosed", "many", "not_a_number"),
    ("accounts_disclosed", "999999", "inconsistent"),
    ("request_id", "", "missing_value"),
    ("emergency", "perhaps", "unknown_code"),
    ("legal_basis", "x" * 81, "out_of_range"),
    ("offence_category", "jaywalking", "unknown_code"),
)


@dataclass(frozen=True)
class Drawn:
    """A random log as rows, and the faults that were put into it: row, column, code."""

    rows: list[dict[str, str]]
    faults: set[tuple[int, str, str]]

    @property
    def sound(self) -> list[dict[str, str]]:
        """The rows without a fault."""
        faulty = {row for row, _, _ in self.faults}
        return [row for number, row in enumerate(self.rows) if number not in faulty]


def draw(seed: int, size: int, broken: int) -> Drawn:
    """Make a log."""
    chance = random.Random(seed)  # noqa: S311 - a test's data
    rows = [clean_row(chance, number) for number in range(size)]
    faults = set()
    for number in sorted(chance.sample(range(size), broken)):
        column, text, code = chance.choice(FAULTS)
        rows[number][column] = text
        faults.add((number, column, code))
    return Drawn(rows, faults)


def clean_row(chance: random.Random, number: int) -> dict[str, str]:
    """Make a sound record."""
    received = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
    outcome = chance.choice(OUTCOMES.names)
    specified = chance.choice([1, 1, 2, 5, 20])
    return record(
        request_id=f"LR-{number:05}",
        received_at=received.isoformat(),
        closed_at=""
        if outcome == "pending"
        else (received + timedelta(days=chance.randrange(10))).isoformat(),
        country=chance.choice(COUNTRIES),
        request_type=chance.choice(["court_order", "subpoena", "preservation", "EMERGENCY"]),
        outcome=outcome,
        accounts_specified=str(specified),
        accounts_disclosed=str(chance.randint(0, specified)) if outcome in DISCLOSED else "",
        emergency=chance.choice(["yes", "No", "1", ""]),
        legal_basis=chance.choice(["§ 100a", "mlat", "a, b", ""]),
        offence_category=chance.choice(["drugs", "fraud", ""]),
        authority=chance.choice(COURTS),
        subject=f"suspect{number}@mail.example",
    )


def starts(rows: list[dict[str, str]]) -> list[int]:
    """Give the line at which each row starts, counted cell by cell."""
    lines, line = [], 2
    for row in rows:
        lines.append(line)
        text = "".join(row.values())
        line += 1 + text.count("\n") + text.count("\r") - text.count("\r\n")
    return lines


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("seed", range(3))
def test_exactly_the_faults_are_found(tmp_path: Path, seed: int, encoding: str, line_end: str) -> None:
    """Each at line, column and code; the sum over what is left is that of the untouched rows."""
    log = draw(seed, 400, 40)
    lines = starts(log.rows)
    found = read(tmp_path, as_csv(log.rows, line_end).encode(encoding))
    wanted = {(lines[row], column, code) for row, column, code in log.faults}
    assert wanted <= set(found.places)
    assert {line for line, _, _ in found.places} == {line for line, _, _ in wanted}
    assert [row["request_id"] for row in log.sound] == found.column("request_id")
    assert found.column("accounts_specified") == [int(row["accounts_specified"]) for row in log.sound]
    count = found.counts[0]
    assert (count.read, count.accepted, count.rejected) == (400, 360, 40)
    assert sum(count.rejected_by_code.values()) == 40


def test_a_row_that_is_no_row_changes_nothing_else(tmp_path: Path) -> None:
    """The same log with damaged lines strewn in has the same records and faults, moved down."""
    log = draw(7, 300, 30)
    clean = read(tmp_path, as_csv(log.rows))
    blocks = [as_csv([row]).split("\n", 1)[1] for row in log.rows]
    header = as_csv(log.rows).split("\n", 1)[0] + "\n"
    strewn = "".join(
        block + ("one;cell\n" if number % 50 == 10 else "") for number, block in enumerate(blocks)
    )
    damaged = read(tmp_path, header + strewn)
    assert damaged.column("request_id") == clean.column("request_id")
    assert damaged.counts[0].rejected == clean.counts[0].rejected + 6
    others = [place for place in damaged.places if place[2] != "malformed_row"]
    assert [place[1:] for place in others] == [place[1:] for place in clean.places]
