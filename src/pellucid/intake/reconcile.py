"""Rows read, accepted, rejected and set aside in; whether they add up, and reconciliation.json, out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from pellucid.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True)
class FileAccount:
    """Where the rows of a file went; `rejected_by_code` counts a rejected row once, under its first fault.

    updated: of the duplicates, those that a later record has replaced.
    embargoed: of those outside, rows that may not be counted yet.
    set_aside_by_code: blank, left_out and totals_row (by the configuration's `rows`), other_section.
    """

    kind: str
    file: str
    sha256: str
    read: int
    accepted: int
    rejected: int
    duplicates: int
    set_aside: int
    rejected_by_code: Mapping[str, int] = field(default_factory=dict)
    set_aside_by_code: Mapping[str, int] = field(default_factory=dict)
    updated: int = 0
    counted: Mapping[str, int] = field(default_factory=dict)
    outside: int = 0
    embargoed: int = 0
    totals_lines: tuple[int, ...] = ()
    layout: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Hold the account against itself.

        Raises:
            EnvironmentFailure: rows are missing, or were counted twice.

        """
        placed = self.accepted + self.rejected + self.duplicates + self.set_aside
        spread = sum(self.counted.values()) + self.outside
        if self.read != placed or self.accepted != spread or self.embargoed > self.outside:
            raise EnvironmentFailure(
                "the rows of this log do not add up, so nothing was published",
                where=self.file,
                got=f"{self.read} read; {self.accepted} accepted + {self.rejected} rejected + "
                f"{self.duplicates} duplicates + {self.set_aside} set aside = {placed}; "
                f"{spread} of the accepted placed in periods or outside",
                mend="please report this as a defect, with the log's shape but without its content",
            )


@dataclass(frozen=True)
class CountedRow:
    """A row of a counts log that a contradiction is about."""

    period_start: date
    period_end: date
    lower: int
    upper: int


@dataclass(frozen=True)
class Contradiction:
    """A row of a counts log that says something else than other rows, or its own other figures, allow.

    file, line: where it stands, if it is one row alone.
    """

    kind: str
    country: str
    request_type: str
    measure: str
    row: CountedRow
    against: tuple[CountedRow, ...]
    implied_lower: int | None
    implied_upper: int | None
    sentence: str
    file: str = ""
    line: int | None = None


@dataclass(frozen=True)
class StatedTotal:
    """A totals row that says something else than the rows that it sums."""

    kind: str
    file: str
    line: int
    measure: str
    stated: str
    added: str


@dataclass(frozen=True)
class Reconciliation:
    """The accounts of all files, contradictions between aggregated rows, totals rows that don't add up."""

    logs: tuple[FileAccount, ...]
    contradictions: tuple[Contradiction, ...] = ()
    totals: tuple[StatedTotal, ...] = ()


def write_reconciliation(path: Path, reconciliation: Reconciliation) -> None:
    """Write reconciliation.json."""
    text = json.dumps(asdict(reconciliation), indent=2, default=str, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
