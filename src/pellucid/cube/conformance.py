"""Judged legal requests in; every disclosure that does not conform to the policy, by file and line, out."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pellucid.cube.policy import BETWEEN, NONCONFORMANCE, VERSION
from pellucid.cube.tables import policy_rules
from pellucid.intake.cells import LINE, RECORD_ID
from pellucid.intake.staged import FILE, ROW
from pellucid.vocabulary.formulas import inert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import ibis.expr.types as ir

    from pellucid.config import Config
    from pellucid.cube.tables import Source
    from pellucid.engine import Engine
    from pellucid.intake.read import CleanLog
    from pellucid.intake.staged import Staged

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
            f"{self.file}:{self.line}: {self.column}: data were disclosed, which the policy "
            f"{self.policy_version} does not allow here\n"
            f"  found: {self.value or 'nothing'}\n  allowed: {self.allowed}"
        )


def find_lapses(config: Config, source: Source, logs: Sequence[CleanLog]) -> tuple[Lapse, ...]:
    """Every reason of every disclosure that does not conform, those held back too, by file and line."""
    files = {number: file for log in logs for number, file in log.files.items()}
    tables = [table for table in source.tables if NONCONFORMANCE in table.columns]
    judged = [rows for table in tables for rows in (table.rows, table.held) if rows is not None]
    rows = [row for table in judged for row in _nonconforming(source.engine, table)]
    rows.sort(key=lambda row: (row[FILE], row[ROW]))
    lines = _lines(files, rows)
    return tuple(
        lapse
        for row in rows
        for lapse in _of_row(config, files[row[FILE]].name, lines[row[FILE], row[ROW]], row)
    )


def _nonconforming(engine: Engine, rows: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.fetch_rows(
        rows.filter(rows[NONCONFORMANCE] != "").order_by(FILE, ROW)
    )
    return found


def _lines(files: Mapping[int, Staged], rows: list[dict[str, Any]]) -> dict[tuple[int, int], int]:
    lines = {(row[FILE], row[ROW]): row[LINE] for row in rows if row[LINE] is not None}
    for number in {row[FILE] for row in rows if row[LINE] is None}:
        wanted = {row[ROW] for row in rows if row[FILE] == number}
        lines |= {(number, row): line for row, line in files[number].lines(wanted).items()}
    return lines


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
        writer.writerows([_cell(getattr(lapse, name)) for name in COLUMNS] for lapse in lapses)


def _cell(value: str | int) -> str | int:
    return inert(value) if isinstance(value, str) else value
