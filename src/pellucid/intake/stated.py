"""Totals rows and the rows that count in; totals that say something else than their rows add up to out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pellucid.intake.cells import ASIDE, LINE, TOTALS_OF, typed_names
from pellucid.intake.made import TOTALS_ROW
from pellucid.intake.source import NUMBERS, words_of
from pellucid.intake.staged import FILE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import ibis.expr.types as ir

    from pellucid.intake.schema import Column
    from pellucid.intake.source import LogSet
    from pellucid.intake.staged import Staged

    _Ends = tuple[int, int]
    _Row = Mapping[str, Any]


@dataclass(frozen=True)
class DifferingTotal:
    """What a totals row says of a column, and what the rows say that it sums, each as both ends of a band."""

    file: str
    line: int
    measure: str
    stated: _Ends
    added: _Ends


def differing_totals(
    logs: LogSet, staged: Mapping[int, Staged], rows: ir.Table, accepted: ir.Table
) -> tuple[DifferingTotal, ...]:
    """Hold each totals row against the accepted rows of its file that agree with it in all other keys.

    rows: all of them, typed. A key that the totals row leaves empty is summed over, too.
    """
    if TOTALS_OF not in rows.columns:
        return ()
    numbers = [one for one in logs.kind.columns if one.type in NUMBERS and one.name in rows.columns]
    keys = [name for name in logs.kind.key if name in rows.columns]
    typed = [name for column in numbers for name in typed_names(column)]
    wanted = rows.filter(rows[ASIDE] == TOTALS_ROW).select(FILE, ROW, LINE, TOTALS_OF, *keys, *typed)
    by_keys: defaultdict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in wanted.order_by(FILE, ROW).to_pyarrow().to_pylist():
        by_keys[_kept(logs, keys, row)].append(row)
    found = [
        one for kept, totals in by_keys.items() for one in _differing(staged, accepted, numbers, kept, totals)
    ]
    return tuple(sorted(found, key=lambda one: (one.file, one.line)))


def _kept(logs: LogSet, keys: Sequence[str], row: _Row) -> tuple[str, ...]:
    """The keys that a totals row does not sum over."""
    says = {word for place, word in enumerate(logs.config.rows.totals) if row[TOTALS_OF] >> place & 1}
    return tuple(name for name in keys if row[name] is not None and not _words(logs, name) & says)


def _words(logs: LogSet, name: str) -> set[str]:
    """The columns of the log that a key of ours rests on."""
    names = [name, *(column.name for column in logs.kind.columns if name in column.replaces)]
    made = {word for one in names if one in logs.made for word in words_of(logs.made[one])}
    return made | {logs.theirs[one] for one in names if one in logs.theirs}


def _differing(
    staged: Mapping[int, Staged],
    accepted: ir.Table,
    numbers: Sequence[Column],
    keys: tuple[str, ...],
    totals: Sequence[_Row],
) -> Iterator[DifferingTotal]:
    sums = {name: accepted[name].sum() for column in numbers for name in typed_names(column)}
    empty = {f"{column.name}_empty": accepted[column.name].isnull().sum() for column in numbers}
    added = accepted.group_by(FILE, *keys).aggregate(**sums, **empty).to_pyarrow().to_pylist()
    by_key = {(row[FILE], *(row[key] for key in keys)): row for row in added}
    lines = {
        number: one.lines({row[ROW] for row in totals if row[FILE] == number and row[LINE] is None})
        for number, one in staged.items()
    }
    for row in totals:
        parts = by_key.get((row[FILE], *(row[key] for key in keys)), {})
        for column in numbers:
            stated, sum_of = _ends(column, row), _ends(column, parts) or (0, 0)
            if stated is None or _agree(stated, sum_of, some_empty=bool(parts.get(f"{column.name}_empty"))):
                continue
            line = row[LINE] if row[LINE] is not None else lines[row[FILE]][row[ROW]]
            yield DifferingTotal(staged[row[FILE]].name, line, column.name, stated, sum_of)


def _ends(column: Column, row: _Row) -> _Ends | None:
    names = typed_names(column)
    lower, upper = row.get(names[0]), row.get(names[-1])
    return None if lower is None or upper is None else (int(lower), int(upper))


def _agree(stated: _Ends, added: _Ends, *, some_empty: bool) -> bool:
    """Whether both can be true; where a part is empty, the total may be anything above the others."""
    return stated[1] >= added[0] and (some_empty or stated[0] <= added[1])
