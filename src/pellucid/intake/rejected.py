"""Rows that failed a check in; each fault with its line, the text that stood there and a mend out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from pellucid.intake import checks
from pellucid.intake.coded import allowed_and_nearest
from pellucid.intake.faults import Fault, shown
from pellucid.intake.stage import FILE, LINE, lines_of
from pellucid.intake.typed import BETWEEN_FAULTS, FAULTS, RECORD_ID, ROW, raw_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import ibis.expr.types as ir

    from pellucid.intake.schema import Check, Column, Kind, Rule
    from pellucid.intake.stage import Staged
    from pellucid.intake.typed import Typing

_BY_NAME = {check.name: check for check in checks.CELL_CHECKS}


def faults_of_rows(job: Typing, staged: Mapping[int, Staged], bad: ir.Table) -> Iterator[Fault]:
    """Every fault of the rows in `bad`, file by file."""
    rows = _with_text(job, staged, bad[[FILE, ROW, LINE, RECORD_ID, FAULTS]])
    for number, here in groupby(rows, key=lambda row: row[FILE]):
        yield from _of_file(job, staged[number], list(here))


def _of_file(job: Typing, staged: Staged, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    lines = lines_of(staged, {row[ROW] for row in rows if row[LINE] is None})
    for row in rows:
        line = row[LINE] if row[LINE] is not None else lines[row[ROW]]
        yield from _faults(job, staged, row, line)


def _with_text(job: Typing, staged: Mapping[int, Staged], bad: ir.Table) -> list[dict[str, Any]]:
    """The bad rows with the text that stands in the log; personal columns were never staged."""
    if not bad.count().execute():
        return []
    raw = raw_rows(job.engine, staged.values())
    names = [name for name in raw.columns if job.logs.kind.has(name)]
    text = raw.select(FILE, ROW, **{f"text_{name}": raw[name] for name in names})
    joined = bad.inner_join(text, [FILE, ROW]).order_by(FILE, ROW)
    rows: list[dict[str, Any]] = joined.to_pyarrow().to_pylist()
    return rows


def _faults(job: Typing, staged: Staged, row: dict[str, Any], line: int) -> Iterator[Fault]:
    kind = job.logs.kind
    for label in row[FAULTS].split(BETWEEN_FAULTS):
        name, check_name = label.split(":")
        check = _BY_NAME.get(check_name) or _rule(kind, check_name).check
        text = _text(job, row, name)
        allowed, nearest = _allowed(job, kind.column(name), check, text)
        other = _other(job, kind, row, name, check_name)
        record_id = shown(row[RECORD_ID] or "")
        yield Fault(staged.name, line, name, shown(text), check, record_id, allowed, nearest, other)


def _text(job: Typing, row: dict[str, Any], name: str) -> str:
    return str(row.get(f"text_{name}") or job.logs.constants.get(name) or "")


def _allowed(job: Typing, column: Column, check: Check, text: str) -> tuple[str, str]:
    if check is checks.NOT_A_DATE:
        return job.dates.words, ""
    if check is checks.IN_THE_FUTURE:
        return job.today.isoformat(), ""
    return allowed_and_nearest(column, text, job.known)


def _rule(kind: Kind, name: str) -> Rule:
    return next(rule for rule in kind.rules if rule.check.name == name)


def _other(job: Typing, kind: Kind, row: dict[str, Any], column: str, check_name: str) -> str:
    """For a rule between columns: the other columns and what stands there."""
    if check_name in _BY_NAME:
        return ""
    others = [name for name in _rule(kind, check_name).needs if name != column]
    texts = [f"{name} {shown(_text(job, row, name))}" for name in others if not kind.column(name).personal]
    return " and ".join(texts)
