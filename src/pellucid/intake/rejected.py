"""Rows that are not sound in; each fault with its line, the text that stood there and a mend out."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pellucid.intake import checks
from pellucid.intake.cells import LINE, RECORD_ID
from pellucid.intake.coded import allowed_and_nearest
from pellucid.intake.faults import Fault, as_table, of_table, shown
from pellucid.intake.rows import bad_rows, faults_of, text_of
from pellucid.intake.staged import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from pellucid.intake.cells import Typing
    from pellucid.intake.rows import Laid, RowFault
    from pellucid.intake.staged import Staged


def faults_of_rows(job: Typing, staged: Mapping[int, Staged], laid: Laid) -> list[Fault]:
    """Every fault of the rows that are not sound, file by file; kept ones where there are."""

    def found() -> pa.Table:
        bad = job.engine.fetch_rows(bad_rows(laid, (FILE, ROW, LINE)).order_by(FILE, ROW))
        files = groupby(bad, key=lambda row: row[FILE])
        return as_table(
            fault for number, here in files for fault in _of_file(job, staged[number], laid, list(here))
        )

    named = {check.name: check for check in (*checks.CELL_CHECKS, *(rule.check for rule in laid.rules))}
    return of_table(job.engine.results.recall(f"faults of rows {files_of(staged)}", found), named)


def files_of(staged: Mapping[int, Staged]) -> str:
    """What the places in a log set mean: its files in order, each by its name and what was read of it."""
    return repr([(number, one.name, one.parquet.name) for number, one in sorted(staged.items())])


def _of_file(job: Typing, staged: Staged, laid: Laid, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    lines = staged.lines({row[ROW] for row in rows if row[LINE] is None})
    for row in rows:
        line = row[LINE] if row[LINE] is not None else lines[row[ROW]]
        record_id = shown(row[RECORD_ID] or "")
        for one in faults_of(laid, job, row):
            allowed, nearest = _allowed(job, staged, one)
            is_open = one.check is checks.AMBIGUOUS_DATE
            other = readings(one.text, staged.note.rivals) if is_open else _other(job, laid, row, one)
            yield Fault(
                staged.name,
                line,
                one.column,
                shown(one.text),
                one.check,
                record_id,
                allowed,
                nearest,
                other,
                row[ROW],
            )


def _allowed(job: Typing, staged: Staged, fault: RowFault) -> tuple[str, str]:
    if fault.check is checks.NOT_A_DATE:
        return staged.reader(job).words, ""
    if fault.check is checks.AMBIGUOUS_DATE:
        return " or ".join(f'"{group[0]}"' for group in staged.note.rivals), ""
    if fault.check is checks.IN_THE_FUTURE:
        return job.today.isoformat(), ""
    return allowed_and_nearest(job.logs.kind.column(fault.column), fault.text, job.known)


def readings(text: str, rivals: Sequence[Sequence[str]]) -> str:
    """The days that a text may say: 2025-01-05 by %d/%m/%Y, 2025-05-01 by %m/%d/%Y."""
    found = []
    for group in rivals:
        for pattern in group:
            with suppress(ValueError):
                day = datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - the day that is written
                found.append(f"{day.isoformat()} by {pattern}")
                break
    return ", ".join(found)


def _other(job: Typing, laid: Laid, row: dict[str, Any], fault: RowFault) -> str:
    """For a rule between columns: the other columns and what stands there."""
    rule = next((rule for rule in laid.rules if rule.check is fault.check), None)
    if rule is None:
        return ""
    others = [name for name in rule.needs if name != fault.column]
    kind = job.logs.kind
    texts = [f"{name} {shown(text_of(laid, row, name))}" for name in others if not kind.column(name).personal]
    return " and ".join(texts)
