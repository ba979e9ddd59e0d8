"""Sound rows of a file set in; which of those with the same id count, and which are set aside, out.

Only ids that occur more than once are fetched and settled, in plain Python; the many others are never
grouped.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pellucid.intake import checks
from pellucid.intake.stage import FILE, LINE
from pellucid.intake.typed import RECORD_ID, ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis.expr.types as ir

    from pellucid.engine import Engine
    from pellucid.intake.schema import Check

_PLACE = (FILE, ROW)


@dataclass(frozen=True)
class Place:
    """Where a row stands: number of the file in its set, number of the row in the file, its line if known."""

    file: int
    row: int
    line: int | None


@dataclass(frozen=True)
class SetAside:
    """A row that does not count because of another one with the same id."""

    place: Place
    record_id: str
    check: Check
    other: Place


def find_repeated(sound: ir.Table) -> list[dict[str, Any]]:
    """Every sound row whose id occurs more than once, ordered by id, file and row."""
    ids = sound.group_by(RECORD_ID).aggregate(copies=sound.count()).filter(lambda table: table.copies > 1)
    repeated = sound.semi_join(ids, RECORD_ID).order_by(RECORD_ID, *_PLACE)
    rows: list[dict[str, Any]] = repeated.to_pyarrow().to_pylist()
    return rows


def settle(rows: Iterable[dict[str, Any]], choice: str) -> list[SetAside]:
    """Decide by the publisher's choice: reject, latest or first."""
    settled: list[SetAside] = []
    for _, group in groupby(rows, key=lambda row: row[RECORD_ID]):
        copies = list(group)
        settled += _contradicting(copies) if _clash(copies, choice) else _keep_one(copies, choice)
    return settled


def _clash(copies: Sequence[dict[str, Any]], choice: str) -> bool:
    return choice == "reject" and any(_content(copy) != _content(copies[0]) for copy in copies[1:])


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {*_PLACE, LINE}}


def _contradicting(copies: Sequence[dict[str, Any]]) -> list[SetAside]:
    """None counts; each names another one that says something else."""
    return [
        SetAside(
            _place(copy),
            copy[RECORD_ID],
            checks.CONTRADICTING,
            _place(next(other for other in copies if _content(other) != _content(copy))),
        )
        for copy in copies
    ]


def _keep_one(copies: Sequence[dict[str, Any]], choice: str) -> list[SetAside]:
    kept = copies[-1] if choice == "latest" else copies[0]
    return [
        SetAside(_place(copy), copy[RECORD_ID], checks.DUPLICATE, _place(kept))
        for copy in copies
        if copy is not kept
    ]


def _place(row: dict[str, Any]) -> Place:
    return Place(row[FILE], row[ROW], row[LINE])


def without(engine: Engine, sound: ir.Table, settled: Sequence[SetAside]) -> ir.Table:
    """The sound rows that are left."""
    if not settled:
        return engine.view(sound)
    gone = engine.small_table(
        {FILE: [one.place.file for one in settled], ROW: [one.place.row for one in settled]},
        {FILE: "int32", ROW: "int64"},
    )
    return engine.view(sound.anti_join(gone, _PLACE))
