"""The last rows of a log that only add up those above them -> set aside; what is not sure stays a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = dict.fromkeys(record(), "")
NUMBERS = {"accounts_specified": "6", "accounts_disclosed": "4"}
COUNTS = [
    record("counts", country="FR", requests="12"),
    record("counts", country="DE", requests="8"),
]


@pytest.mark.parametrize("end", ["", "\n\n", ",,,,,,,,\n"])
@pytest.mark.parametrize(
    "cells",
    [
        {"request_id": "Total", **NUMBERS},
        {"request_id": "TOTAL:", "accounts_specified": "7"},
        {"received_at": "Итого", **NUMBERS},
        {"country": "合計", **NUMBERS},
        {"request_id": "Summe", "country": "Gesamt"},
        NUMBERS,
    ],
)
def test_a_totals_row_is_set_aside(tmp_path: Path, cells: dict[str, str], end: str) -> None:
    """It says so, or its numbers are the sums of their columns; it is no fault, and its line is known."""
    found = read(tmp_path, as_csv([*records(2, subject="a\nb"), EMPTY | cells]) + end)
    count = found.counts[0]
    assert (found.faults, len(found.records)) == ((), 2)
    assert count.set_aside_by_code["totals_row"] == 1
    assert count.totals_lines == (6,)
    assert count.read == count.accepted + count.set_aside


@pytest.mark.parametrize(
    "cells",
    [
        {"request_id": "LR-9", **NUMBERS},
        {"accounts_specified": "7", "accounts_disclosed": "4"},
        {"request_id": "Exported on Monday"},
        {"request_id": "Total", "country": "FR", **NUMBERS},
        {"request_id": "Total", "outcome": "pending"},
    ],
)
def test_what_is_not_sure_stays_a_fault(tmp_path: Path, cells: dict[str, str]) -> None:
    """A record that lacks its date is a record."""
    found = read(tmp_path, as_csv([*records(2), EMPTY | cells]))
    assert {fault.line for fault in found.faults} == {4}
    assert found.counts[0].rejected == 1


def test_only_the_end_of_a_log_has_totals(tmp_path: Path) -> None:
    """A row between records may be anything."""
    found = read(tmp_path, as_csv([record(), EMPTY | {"request_id": "Total"}, record(request_id="LR-2")]))
    assert {fault.line for fault in found.faults} == {3}


def test_totals_of_counts(tmp_path: Path) -> None:
    """Aggregated figures have them most of all; several levels too."""
    rows = [*COUNTS, dict.fromkeys(COUNTS[0], "") | {"country": "Subtotal", "requests": "20"}]
    rows.append(dict.fromkeys(COUNTS[0], "") | {"period_start": "Total", "requests": "20"})
    found = read(tmp_path, as_csv(rows), kind="counts")
    assert (found.faults, found.counts[0].totals_lines) == ((), (4, 5))


def test_totals_of_counts_by_the_name_of_a_period(tmp_path: Path) -> None:
    """Where nothing else in the row is wrong."""
    rows = [
        {"period": f"2025-Q{n}", "country": "FR", "request_type": "subpoena", "requests": f"{n}0"}
        for n in (1, 2)
    ]
    rows.append(dict.fromkeys(rows[0], "") | {"period": "Total", "requests": "30"})
    found = read(tmp_path, as_csv(rows), kind="counts")
    assert (found.faults, found.counts[0].totals_lines) == ((), (4,))


def test_totals_beside_a_damaged_row(tmp_path: Path) -> None:
    """Read record by record, the same."""
    found = read(tmp_path, as_csv(records(2)) + "damaged\n" + as_csv([EMPTY | NUMBERS]).split("\n")[1] + "\n")
    assert found.places == [(4, "", "malformed_row")]
    assert found.counts[0].totals_lines == (5,)


def test_a_kept_file_tells_it_again(tmp_path: Path) -> None:
    """From the cache."""
    first, again = (read(tmp_path, as_csv([*records(2), EMPTY | NUMBERS])).counts[0] for _ in range(2))
    assert first == again
