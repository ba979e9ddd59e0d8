"""Rows read are accepted, rejected, duplicates or set aside; those accepted are counted or outside."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import EnvironmentFailure
from pellucid.intake.reconcile import (
    Contradiction,
    CountedRow,
    FileAccount,
    Reconciliation,
    write_reconciliation,
)
from tests.intake.reading import as_csv, read, record, records

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = FileAccount(
    kind="legal_requests",
    file="logs/log.csv",
    sha256="ab12",
    read=10,
    accepted=6,
    rejected=2,
    duplicates=1,
    set_aside=1,
    rejected_by_code={"unknown_country": 2},
    counted={"2025-Q1": 4, "2025-Q2": 1},
    outside=1,
)


def test_an_account_that_adds_up() -> None:
    """It is silent."""
    ACCOUNT.check()
    replace(ACCOUNT, counted={}, outside=6).check()


@pytest.mark.parametrize(
    "change",
    [
        {"read": 11},
        {"accepted": 5},
        {"rejected": 3},
        {"duplicates": 0},
        {"set_aside": 0},
        {"outside": 0},
        {"counted": {"2025-Q1": 5, "2025-Q2": 1}},
    ],
)
def test_an_account_that_does_not(change: dict[str, object]) -> None:
    """One row too many or too few ends the run with all the numbers."""
    with pytest.raises(EnvironmentFailure, match="do not add up") as ending:
        replace(ACCOUNT, **change).check()  # type: ignore[arg-type]
    assert ending.value.exit_code == 4
    assert ending.value.where == "logs/log.csv"
    assert "read" in (ending.value.got or "")


def test_reconciliation_as_json(tmp_path: Path) -> None:
    """The contract's keys; days as ISO dates; text as it is."""
    quarter = CountedRow(date(2024, 1, 1), date(2024, 3, 31), 5, 5)
    conflict = Contradiction(
        "counts", "GB", "_T", "requests", quarter, (quarter,), 6, None, "5 here, 6 there — é"
    )
    path = tmp_path / "reconciliation.json"
    write_reconciliation(path, Reconciliation((ACCOUNT,), (conflict,)))
    assert "— é" in path.read_text(encoding="utf-8")
    written = json.loads(path.read_text(encoding="utf-8"))
    assert list(written) == ["logs", "contradictions", "totals"]
    assert list(written["logs"][0]) == [
        "kind",
        "file",
        "sha256",
        "read",
        "accepted",
        "rejected",
        "duplicates",
        "set_aside",
        "rejected_by_code",
        "set_aside_by_code",
        "updated",
        "counted",
        "outside",
        "embargoed",
        "totals_lines",
        "layout",
    ]
    assert written["contradictions"][0]["row"]["period_start"] == "2024-01-01"


def test_rows_of_every_fate(tmp_path: Path) -> None:
    """Each row of a file has one place, whatever is wrong with it and how often."""
    rows = [*records(4), record(request_id="N-1"), record(request_id="N-2", country="DE")]
    rows += [record(request_id="N-9", country="XQ", outcome="?"), record(request_id="")]
    content = as_csv(rows) + ",,,,,,,,\n" + "damaged\n" + '"a"b\n' + "\n\n"
    (count,) = read(tmp_path, content).counts
    assert (count.read, count.accepted, count.rejected, count.duplicates, count.set_aside) == (11, 3, 6, 1, 1)
    assert count.rejected_by_code == {
        "contradicting_duplicate": 2,
        "malformed_row": 2,
        "missing_value": 1,
        "unknown_country": 1,
    }


def test_each_file_has_its_own_account(tmp_path: Path) -> None:
    """Also where files have other columns, another encoding, other faults."""
    files: dict[str, str | bytes] = {
        "logs/a.csv": as_csv(records(3)),
        "logs/b.csv": as_csv([record(request_id="B", country="XQ"), record(request_id="B2")]).encode(
            "utf-16"
        ),
        "logs/c.csv": as_csv([record(request_id="C") | {"note": "x"}]) + "damaged\n",
        "logs/d.csv": as_csv(records(1)).split("\n")[0],
    }
    counts = read(tmp_path, files).counts
    assert [(one.read, one.accepted, one.rejected) for one in counts] == [
        (3, 3, 0),
        (2, 1, 1),
        (2, 1, 1),
        (0, 0, 0),
    ]
