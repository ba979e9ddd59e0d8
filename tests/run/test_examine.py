"""What the work folder says after the logs were examined, whichever way the run ends."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from pellucid.errors import Ending
from pellucid.run.build import Order, build
from pellucid.run.check import Checked, Question, check
from pellucid.run.periods import Wish
from pellucid.run.progress import Silence
from tests.intake.reading import TODAY, as_csv, configured, put, record, records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pellucid.config import Config

POLICY = {
    "version": "1",
    "effective_from": "2020-01-01",
    "title": "Courts only",
    "may_disclose": ["ip_address"],
    "requires": {"authority_type": ["judicial"]},
}


def examined(config: Config, *periods: str) -> tuple[Checked, list[dict[str, object]]]:
    """Check the logs; give what was found and the accounts in reconciliation.json."""
    found = check(config, Question(periods), TODAY, Silence())
    written = json.loads((config.work / "reconciliation.json").read_text(encoding="utf-8"))
    return found, written["logs"]


def rejects(config: Config) -> list[Mapping[str, str]]:
    """Read rejects.csv."""
    with (config.work / "rejects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("periods", "counted", "outside"),
    [
        ((), {"2025-Q1": 2, "2025-Q3": 1}, 0),
        (("2025-Q1",), {"2025-Q1": 2}, 1),
        (("2025-Q2",), {}, 3),
        (("2025", "2025-Q1"), {"2025": 3}, 0),
        (("2025-02", "2025-01"), {"2025-01": 1, "2025-02": 1}, 1),
    ],
)
def test_accepted_rows_are_counted_or_outside(
    tmp_path: Path, periods: tuple[str, ...], counted: dict[str, int], outside: int
) -> None:
    """A row that lies in two of the periods is counted once, in the longer one."""
    days = ["2025-01-31", "2025-02-01", "2025-07-01"]
    rows = [row | {"received_at": day, "closed_at": day} for row, day in zip(records(3), days, strict=True)]
    put(tmp_path, {"logs/log.csv": as_csv([*rows, record(country="XQ")])})
    _, (account,) = examined(configured(tmp_path), *periods)
    assert (account["counted"], account["outside"]) == (counted, outside)
    assert (account["read"], account["accepted"], account["rejected"]) == (4, 3, 1)


def test_every_log_has_its_account(tmp_path: Path) -> None:
    """Of every kind, file by file, and the faults of all are in one list."""
    put(
        tmp_path,
        {
            "logs/a.csv": as_csv([record(), record(request_id="LR-2", country="XQ")]),
            "logs/b.csv": as_csv([record(request_id="LR-3")]),
            "reports.csv": as_csv(
                [record("user_reports"), record("user_reports", report_id="", channel="fax")]
            ),
        },
    )
    logs = [
        {"kind": "legal_requests", "paths": ["logs/*.csv"]},
        {"kind": "user_reports", "paths": ["reports.csv"]},
    ]
    found, accounts = examined(configured(tmp_path, {"logs": logs}))
    assert [(one["kind"], one["file"], one["read"], one["rejected"]) for one in accounts] == [
        ("legal_requests", "logs/a.csv", 2, 1),
        ("legal_requests", "logs/b.csv", 1, 0),
        ("user_reports", "reports.csv", 2, 1),
    ]
    assert found.rejected == 2
    assert len(found.faults) == len(rejects(configured(tmp_path, {"logs": logs}))) == 3


def test_one_file_in_two_logs(tmp_path: Path) -> None:
    """An export of several kinds of figures is read as each of them."""
    row = record() | {name: text for name, text in record("removal_orders").items() if name != "outcome"}
    put(tmp_path, {"all.csv": as_csv([row])})
    logs = [
        {"kind": "legal_requests", "paths": ["all.csv"]},
        {
            "kind": "removal_orders",
            "paths": ["all.csv"],
            "columns": {"outcome": {"constant": "complied_full"}},
        },
    ]
    _, accounts = examined(configured(tmp_path, {"logs": logs}))
    assert [(one["kind"], one["accepted"]) for one in accounts] == [
        ("legal_requests", 1),
        ("removal_orders", 1),
    ]


def test_disclosures_against_the_policy(tmp_path: Path) -> None:
    """Each is named with file and line, here and in policy.csv; they are no faults of the data."""
    rows = [
        record(authority_type="judicial", data_disclosed="ip_address"),
        record(request_id="LR-2", authority_type="police", data_disclosed="ip_address|phone_number"),
    ]
    put(tmp_path, {"logs/log.csv": as_csv(rows)})
    config = configured(tmp_path, {"policies": [POLICY]})
    found, _ = examined(config)
    assert found.rejected == 0
    assert {(lapse.file, lapse.line) for lapse in found.lapses} == {("logs/log.csv", 3)}
    with (config.work / "policy.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert {(line["file"], line["line"]) for line in lines} == {("logs/log.csv", "3")}
    assert "suspect" not in (config.work / "policy.csv").read_text()


def test_a_run_leaves_no_scratch(tmp_path: Path) -> None:
    """Nor what an earlier one, which was killed, had left there."""
    left = tmp_path / ".pellucid/scratch/left.parquet"
    left.parent.mkdir(parents=True)
    left.write_text("x")
    put(tmp_path, {"logs/log.csv": as_csv(records(2))})
    examined(configured(tmp_path))
    assert not left.parent.exists()


def test_an_earlier_run_is_forgotten(tmp_path: Path) -> None:
    """Rejects are those of the last run."""
    for country, count in (("XQ", 1), ("FR", 0)):
        put(tmp_path, {"logs/log.csv": as_csv([record(country=country)])})
        config = configured(tmp_path)
        examined(config)
        assert len(rejects(config)) == count


def test_a_build_that_ends_early_has_told_of_the_rows(tmp_path: Path) -> None:
    """Whoever is sent to rejects.csv finds it, also where nothing was left to report."""
    put(tmp_path, {"logs/log.csv": as_csv([record(country="XQ")])})
    config = configured(tmp_path)
    with suppress(Ending):
        build(config, Order(Wish(("2025-Q1",)), ("csv",), config.site), TODAY, Silence())
    assert [row["code"] for row in rejects(config)] == ["unknown_country"]
