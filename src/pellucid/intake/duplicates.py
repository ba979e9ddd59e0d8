"""Sound rows of a file set in; which of those with the same id count, and which are set aside, out.

Only ids that occur more than once are fetched and settled, in plain Python; the many others are never
grouped.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import ibis

from pellucid.intake import checks
from pellucid.intake.cells import LINE, RECORD_ID
from pellucid.intake.staged import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

    from pellucid.engine import Engine
    from pellucid.intake.schema import Check

    Copies = Mapping[str, Sequence["Place"]]

_PLACE = (FILE, ROW)
_ROWS_AT_ONCE = 8_000_000


@dataclass(frozen=True)
class Place:
    """Where a row stands: number of the file in its set, number of the row in the file, its line if known."""

    file: int
    row: int
    line: int | None


@dataclass(frozen=True)
class SetAside:
    """A row that does not count because of another one with the same id.

    changed: columns in which the other one says something else, where that one counts.
    """

    place: Place
    record_id: str
    check: Check
    other: Place
    changed: tuple[str, ...] = ()


def find_repeated(engine: Engine, staged: ir.Table, sound: ir.Table, rows: int) -> list[dict[str, Any]]:
    """Every sound row whose id occurs more than once, ordered by id, file and row.

    Ids are told apart by their hashes, part by part, so that neither many nor long ones fill the memory; of
    different ids with one hash each is found alone, and dropped.
    """
    often = _often(engine, staged, 1 + rows // _ROWS_AT_ONCE)
    repeated = sound.mutate(hash=_hash(sound)).semi_join(often, "hash").drop("hash")
    found = engine.fetch_rows(repeated.order_by(RECORD_ID, *_PLACE))
    found.sort(key=lambda row: row[RECORD_ID])
    groups = (list(group) for _, group in groupby(found, key=lambda row: row[RECORD_ID]))
    return [row for group in groups if len(group) > 1 for row in group]


def _often(engine: Engine, staged: ir.Table, parts: int) -> ir.Table:
    """The hashes that occur more than once, sought part by part."""
    hashed = staged.select(hash=_hash(staged))
    counted = [
        (hashed.filter((hashed.hash % parts).abs() == part) if parts > 1 else hashed)
        .group_by("hash")
        .aggregate(copies=ibis._.count())
        .filter(ibis._.copies > 1)
        .select("hash")
        for part in range(parts)
    ]
    if parts == 1:
        return counted[0]
    hashes = [one for part in counted for one in engine.fetch(part)["hash"].to_pylist()]
    return engine.small_table({"hash": hashes}, {"hash": "int64"})


def _hash(rows: ir.Table) -> ir.IntegerValue:
    return rows[RECORD_ID].hash()


def settle(
    rows: Iterable[dict[str, Any]], choice: str, differ: Callable[[Copies], Collection[str]]
) -> list[SetAside]:
    """Decide by the publisher's choice: reject, latest or first.

    differ: of ids whose copies are alike but for personal cells, with the places of these copies, those whose
    personal cells are not alike.
    """
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row[RECORD_ID])]
    if choice != "reject":
        return [one for copies in groups for one in _keep_one(copies, choice)]
    alike = {copies[0][RECORD_ID]: [_place(copy) for copy in copies] for copies in groups if _alike(copies)}
    same = set(alike) - set(differ(alike) if alike else ())
    settled: list[SetAside] = []
    for copies in groups:
        settled += _keep_one(copies, choice) if copies[0][RECORD_ID] in same else _contradicting(copies)
    return settled


def _alike(copies: Sequence[dict[str, Any]]) -> bool:
    first = _content(copies[0])
    return all(_content(copy) == first for copy in copies[1:])


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {*_PLACE, LINE}}


def _contradicting(copies: Sequence[dict[str, Any]]) -> list[SetAside]:
    """None counts; each names another one that says something else."""
    return [
        SetAside(
            _place(copy),
            copy[RECORD_ID],
            checks.CONTRADICTING,
            _place(_another(copies, copy)),
        )
        for copy in copies
    ]


def _another(copies: Sequence[dict[str, Any]], copy: dict[str, Any]) -> dict[str, Any]:
    """One that says something else; where only personal cells differ, any other one."""
    others = [other for other in copies if other is not copy]
    return next((other for other in others if _content(other) != _content(copy)), others[0])


def _keep_one(copies: Sequence[dict[str, Any]], choice: str) -> list[SetAside]:
    kept = copies[-1] if choice == "latest" else copies[0]
    differing = checks.UPDATED if choice == "latest" else checks.NOT_THE_FIRST
    aside = []
    for copy in copies:
        if copy is not kept:
            changed = tuple(name for name, value in _content(kept).items() if copy[name] != value)
            check = differing if changed else checks.DUPLICATE
            aside.append(SetAside(_place(copy), copy[RECORD_ID], check, _place(kept), changed))
    return aside


def _place(row: dict[str, Any]) -> Place:
    return Place(row[FILE], row[ROW], row[LINE])


def as_table(settled: Sequence[SetAside]) -> pa.Table:
    """Rows that are set aside as a table that can be kept: a row each, the check by its name."""
    import pyarrow as pa  # noqa: PLC0415

    numbers = {
        f"{which}_{part}": pa.array([getattr(getattr(one, which), part) for one in settled], pa.int64())
        for which in ("place", "other")
        for part in ("file", "row", "line")
    }
    texts = {
        "record_id": pa.array([one.record_id for one in settled], pa.string()),
        "check": pa.array([one.check.name for one in settled], pa.string()),
        "changed": pa.array([list(one.changed) for one in settled], pa.list_(pa.string())),
    }
    return pa.table({**numbers, **texts})


def of_table(table: pa.Table) -> list[SetAside]:
    """The rows that such a table says are set aside."""
    named = {check.name: check for check in checks.CELL_CHECKS}
    columns = (table[name].to_pylist() for name in table.column_names)
    return [
        SetAside(Place(*numbers[:3]), record_id, named[check], Place(*numbers[3:]), tuple(changed))
        for *numbers, record_id, check, changed in zip(*columns, strict=True)
    ]


def without(engine: Engine, sound: ir.Table, settled: Sequence[SetAside]) -> ir.Table:
    """The sound rows that are left."""
    if not settled:
        return engine.view(sound)
    gone = engine.small_table(
        {FILE: [one.place.file for one in settled], ROW: [one.place.row for one in settled]},
        {FILE: "int32", ROW: "int64"},
    )
    return engine.view(sound.anti_join(gone, _PLACE))
