"""The configuration's logs in; clean tables by kind, every fault, and the account of every file out."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import ibis

from pellucid.intake.coded import CodeLists, allowed_and_nearest, code_lists
from pellucid.intake.dates import DateReader
from pellucid.intake.duplicates import SetAside, find_repeated, settle, without
from pellucid.intake.faults import Fault
from pellucid.intake.rejected import faults_of_rows
from pellucid.intake.schema import Type
from pellucid.intake.source import LogSet, log_sets
from pellucid.intake.stage import BLANK, Staged, lines_of, stage
from pellucid.intake.typed import FAULTS, FILE, Typing, type_rows

if TYPE_CHECKING:
    from datetime import date

    import ibis.expr.types as ir

    from pellucid.config import Config
    from pellucid.engine import Engine
    from pellucid.intake.duplicates import Place


class Progress(Protocol):
    """Who is told how far a run has come."""

    def step(self, words: str) -> None:
        """A new step begins."""


@dataclass(frozen=True)
class RowCounts:
    """Where the rows of a file went; what was counted in which period comes later."""

    read: int
    accepted: int
    rejected: int
    duplicates: int
    set_aside: int
    rejected_by_code: dict[str, int]


@dataclass(frozen=True)
class CleanLog:
    """A log set after intake: its sound rows as an expression, and what became of every file's rows.

    columns: typed columns that the log really has.
    """

    logs: LogSet
    rows: ir.Table
    columns: frozenset[str]
    files: tuple[Staged, ...]
    counts: tuple[RowCounts, ...]
    faults: tuple[Fault, ...]


def read_logs(config: Config, engine: Engine, today: date, progress: Progress) -> tuple[CleanLog, ...]:
    """Read, check and settle every log."""
    known = code_lists(config)
    salt = secrets.token_hex(16)
    clean = []
    for logs in log_sets(config):
        dates = DateReader(engine, config.periods.timezone, logs.config.date_format)
        clean.append(_read_set(Typing(engine, logs, known, dates, today), salt, progress))
    return tuple(clean)


def _read_set(job: Typing, salt: str, progress: Progress) -> CleanLog:
    staged: list[Staged] = []
    typed: list[ir.Table] = []
    for number, (name, path) in enumerate(job.logs.files):
        progress.step(f"reading {name}")
        one = stage(job.engine, job.logs, name, path, salt)
        staged.append(one)
        typed.append(_type_once(job, one, number))
    progress.step(f"checking {job.logs.kind.title.lower()}")
    return _settle_set(job, tuple(staged), _union(typed))


def _type_once(job: Typing, staged: Staged, number: int) -> ir.Table:
    """Type a file's rows and keep them, so that no later step types them again."""
    target = staged.parquet.with_suffix(".typed.parquet")
    job.engine.write_parquet(type_rows(job, staged, number), target)
    return job.engine.read_parquet(target)


def _union(tables: list[ir.Table]) -> ir.Table:
    """All files' rows; a column that a file lacks is empty there."""
    schema = {name: kind for table in tables for name, kind in table.schema().items()}
    aligned = [
        table.select(
            **{
                name: table[name] if name in table.columns else ibis.null(kind)
                for name, kind in schema.items()
            }
        )
        for table in tables
    ]
    return ibis.union(*aligned) if len(aligned) > 1 else aligned[0]


def _settle_set(job: Typing, staged: tuple[Staged, ...], rows: ir.Table) -> CleanLog:
    filled = rows.filter(~rows[BLANK])
    sound = filled.filter(filled[FAULTS] == "").drop(BLANK, FAULTS)
    settled = settle(find_repeated(sound), job.logs.config.duplicates)
    faults = [
        *(fault for one in staged for fault in one.unreadable),
        *faults_of_rows(job, staged, filled.filter(filled[FAULTS] != "")),
        *_duplicate_faults(job, staged, settled),
    ]
    faults.sort(key=lambda fault: (fault.file, fault.line))
    columns = frozenset(rows.columns)
    counts = _row_counts(staged, rows, sound, settled, faults)
    return CleanLog(job.logs, without(sound, settled), columns, staged, counts, tuple(faults))


def _duplicate_faults(job: Typing, staged: tuple[Staged, ...], settled: list[SetAside]) -> list[Fault]:
    places = [place for one in settled for place in (one.place, one.other)]
    lines = _lines(staged, places)
    column = job.logs.kind.id or job.logs.kind.key[-1]
    return [
        Fault(
            staged[one.place.file].name,
            lines[one.place.file, one.place.row],
            column,
            one.record_id,
            one.check,
            one.record_id,
            other=f"{staged[one.other.file].name}:{lines[one.other.file, one.other.row]}",
        )
        for one in settled
    ]


def _lines(staged: tuple[Staged, ...], places: list[Place]) -> dict[tuple[int, int], int]:
    found = {(place.file, place.row): place.line for place in places if place.line is not None}
    for number, one in enumerate(staged):
        rows = {place.row for place in places if place.file == number and place.line is None}
        found |= {(number, row): line for row, line in lines_of(one, rows).items()}
    return found


def _row_counts(
    staged: tuple[Staged, ...],
    rows: ir.Table,
    sound: ir.Table,
    settled: list[SetAside],
    faults: list[Fault],
) -> tuple[RowCounts, ...]:
    """Count accepted, rejected and blank rows each by a query of its own, so that the sum is a real test."""
    blank = _by_file(rows.filter(rows[BLANK]))
    bad = _by_file(rows.filter(~rows[BLANK] & (rows[FAULTS] != "")))
    good = _by_file(sound)
    counts = []
    for number, one in enumerate(staged):
        here = [gone for gone in settled if gone.place.file == number]
        clashing = sum(gone.check.code == "contradicting_duplicate" for gone in here)
        first = {fault.line: fault.code for fault in reversed(faults) if fault.file == one.name}
        codes = Counter(code for code in first.values() if code != "duplicate")
        unreadable = len({fault.line for fault in one.unreadable})
        counts.append(
            RowCounts(
                read=one.read,
                accepted=good[number] - len(here),
                rejected=bad[number] + unreadable + clashing,
                duplicates=len(here) - clashing,
                set_aside=blank[number],
                rejected_by_code=dict(sorted(codes.items())),
            )
        )
    return tuple(counts)


def _by_file(rows: ir.Table) -> Counter[int]:
    table = rows.group_by(FILE).aggregate(n=rows.count()).to_pyarrow()
    return Counter(dict(zip(table[FILE].to_pylist(), table["n"].to_pylist(), strict=True)))


__all__ = ["CleanLog", "CodeLists", "Progress", "RowCounts", "Type", "allowed_and_nearest", "read_logs"]
