"""Judged legal requests in; every disclosure that does not conform to the policy, by file and line, out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pellucid.cube.policy import BETWEEN, NONCONFORMANCE, VERSION
from pellucid.cube.tables import LEGAL, policy_rules
from pellucid.intake.stage import lines_of
from pellucid.intake.typed import FILE, LINE, RECORD_ID, ROW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pellucid.config import Config
    from pellucid.intake.read import CleanLog

COLUMNS = ("file", "line", "record_id", "received_at", "policy_version", "column", "value", "allowed")


@dataclass(frozen=True)
class Lapse:
    """A disclosure that a version of the policy did not allow, for one reason."""

    file: str
    line: int
    record_id: str
    received_at: str
    policy_version: str
    column: str
    value: str
    allowed: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.column}: data were disclosed, which the policy {self.policy_version} "
            f"does not allow here\n  found: {self.value or 'nothing'}\n  allowed: {self.allowed}"
        )


def find_lapses(config: Config, logs: Sequence[CleanLog]) -> tuple[Lapse, ...]:
    """Every reason of every disclosure that does not conform."""
    from pellucid.cube.tables import source_of  # noqa: PLC0415

    if not config.policies:
        return ()
    return tuple(
        lapse
        for log in logs
        if log.logs.kind.name == LEGAL
        for lapse in _of_log(config, log, source_of(config, [log]).tables[0])
    )


def _of_log(config: Config, log: CleanLog, table: Any) -> list[Lapse]:  # noqa: ANN401
    rows = table.rows.filter(table.rows[NONCONFORMANCE] != "").order_by(FILE, ROW).to_pyarrow().to_pylist()
    lapses = []
    for number, file in enumerate(log.files):
        here = [row for row in rows if row[FILE] == number]
        lines = lines_of(file, {row[ROW] for row in here if row[LINE] is None})
        for row in here:
            line = row[LINE] if row[LINE] is not None else lines[row[ROW]]
            lapses += _of_row(config, file.name, line, row)
    return lapses


def _of_row(config: Config, file: str, line: int, row: dict[str, Any]) -> list[Lapse]:
    rule = next(one for one in policy_rules(config) if one.version == row[VERSION])
    allowed = {**rule.required, "data_disclosed": rule.may_disclose}
    return [
        Lapse(
            file,
            line,
            row[RECORD_ID],
            row["received_at"].isoformat(),
            row[VERSION],
            column,
            row[column] or "",
            ", ".join(allowed[column]) or "nothing",
        )
        for column in row[NONCONFORMANCE].split(BETWEEN)
    ]


def write_lapses(path: Path, lapses: Sequence[Lapse]) -> None:
    """Write policy.csv, one line a reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(lapse, name) for name in COLUMNS] for lapse in lapses)
