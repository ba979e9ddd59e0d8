"""A fault in the data, and rejects.csv, where each fault is a line."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pellucid.config.origin import visible
from pellucid.vocabulary.contacts import contacts_in
from pellucid.vocabulary.formulas import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pyarrow as pa

    from pellucid.intake.schema import Check

REJECT_COLUMNS = ("file", "line", "column", "value", "code", "reason", "mend", "record_id")
_LONGEST = 200


def shown(text: str) -> str:
    """A text of the log as it may be shown: short, without what a terminal would obey.

    A stray quote makes a cell of the lines that follow, with what personal columns say there: of a text over
    several lines only that is said. A delimiter too many moves personal cells into other columns: of a text
    with an e-mail address, a phone number or an IP address, too, only that is said.
    """
    lines = text.splitlines()
    if len(lines) > 1:
        return f"(a text over {len(lines)} lines)"
    found = next(contacts_in(text), None)
    if found:
        return f"(a text with {found.what})"
    return visible(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")


@dataclass(frozen=True)
class Fault:
    """Something wrong with a cell, or with a row as a whole (column empty).

    value, record_id: as they may be shown.
    allowed, nearest, other: what fills the patterns of the check's reason and mend.
    row: the row's number in its file, as several may stand in a line; below 0 what could not become a row.
    """

    file: str
    line: int
    column: str
    value: str
    check: Check
    record_id: str = ""
    allowed: str = ""
    nearest: str = ""
    other: str = ""
    row: int = field(default=0, compare=False)

    @property
    def code(self) -> str:
        """The contract's code of the fault."""
        return self.check.code

    @property
    def reason(self) -> str:
        """Why it is wrong."""
        return self._filled(self.check.reason)

    @property
    def mend(self) -> str:
        """How to mend it."""
        return self._filled(self.check.mend)

    def _filled(self, pattern: str) -> str:
        return pattern.format(
            column=self.column, value=self.value, allowed=self.allowed, nearest=self.nearest, other=self.other
        )

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" + (f": {self.column}" if self.column else "")
        got = f"\n  found: {self.value}" if self.value and self.column else ""
        return f"{where}: {self.reason}{got}\n  mend:  {self.mend}"


_TEXTS = ("file", "column", "value", "record_id", "allowed", "nearest", "other")
_NUMBERS = ("line", "row")


def as_table(faults: Iterable[Fault]) -> pa.Table:
    """Faults as a table that can be kept: a row each, the check by its name."""
    import pyarrow as pa  # noqa: PLC0415

    found = list(faults)
    columns = {name: pa.array([getattr(fault, name) for fault in found], pa.string()) for name in _TEXTS}
    numbers = {name: pa.array([getattr(fault, name) for fault in found], pa.int64()) for name in _NUMBERS}
    return pa.table(
        {**columns, **numbers, "check": pa.array([fault.check.name for fault in found], pa.string())}
    )


def of_table(table: pa.Table, checks: Mapping[str, Check]) -> list[Fault]:
    """The faults of such a table; checks: by their names."""
    columns = (table[name].to_pylist() for name in (*_TEXTS, *_NUMBERS, "check"))
    return [
        Fault(file, line, column, value, checks[check], record_id, allowed, nearest, other, row)
        for file, column, value, record_id, allowed, nearest, other, line, row, check in zip(
            *columns, strict=True
        )
    ]


def write_rejects(path: Path, faults: Iterable[Fault]) -> None:
    """Write rejects.csv: by file, line and column."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REJECT_COLUMNS)
        for fault in faults:
            writer.writerow(
                [
                    _inert(fault.file),
                    fault.line,
                    fault.column,
                    _inert(fault.value),
                    fault.code,
                    _inert(fault.reason),
                    _inert(fault.mend),
                    _inert(fault.record_id),
                ]
            )


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a plain negative number stays as it is."""
    return text if text[1:].replace(".", "").isdigit() else inert(text)
