"""Takes the declared changes of method, gives the mark of a row at which one is passed, and what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pellucid.report.model import MethodChange
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pellucid.config.model import Break
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.model import Table
    from pellucid.vocabulary.periods import Period

# What is said in place of a total that would add up what is counted in two ways.
NO_TOTAL = message("No total across the change of method at {date} ({measures}): {reason}")
MARKS = "†‡§¶"


def method_changes(context: Context) -> tuple[MethodChange, ...]:
    """Give all that are declared, in order of date, for those who read the data files."""
    return tuple(
        MethodChange(one.date.isoformat(), context.words.day(one.date), tuple(one.measures), one.reason)
        for one in sorted(context.config.breaks, key=lambda one: one.date)
    )


def changes_between(
    context: Context, measures: Iterable[Measure], first: Period, last: Period
) -> list[tuple[Break, list[Measure]]]:
    """Give the changes after the first period began, each with those of the measures that it changes.

    A rate is counted otherwise when one of its parts is.
    """
    listed = list(measures)
    found = []
    for change in sorted(context.config.breaks, key=lambda one: one.date):
        changed = set(change.measures)
        touched = [one for one in listed if changed & {one.code, one.numerator, one.denominator}]
        if touched and first.start < change.date <= last.end:
            found.append((change, touched))
    return found


def marked(context: Context, table: Table, measures: Sequence[Measure], periods: Sequence[Period]) -> Table:
    """Mark the rows at which the method changes, and say why below; periods: of the rows, newest first."""
    words, rows, notes = context.words, list(table.rows), []
    for place, (change, touched) in enumerate(changes_between(context, measures, periods[-1], periods[0])):
        mark = MARKS[place % len(MARKS)] * (place // len(MARKS) + 1)
        at = max(at for at, period in enumerate(periods) if change.date <= period.end)
        head = rows[at].head
        rows[at] = replace(rows[at], head=replace(head, text=f"{head.text}\N{NO-BREAK SPACE}{mark}"))
        notes.append(
            words.say(
                "{mark} Change of method at {date} ({measures}): {reason}",
                mark=mark,
                date=words.day(change.date),
                measures=names(context, touched),
                reason=change.reason,
            )
        )
    return replace(table, rows=tuple(rows), notes=(*notes, *table.notes))


def no_totals(context: Context, measures: Iterable[Measure], periods: Sequence[Period]) -> tuple[str, ...]:
    """Say why there is no total over some periods, oldest first."""
    return tuple(
        context.words.say(
            NO_TOTAL,
            date=context.words.day(change.date),
            measures=names(context, touched),
            reason=change.reason,
        )
        for change, touched in changes_between(context, measures, periods[0], periods[-1])
    )


def names(context: Context, measures: Iterable[Measure]) -> str:
    """List measures by name."""
    return context.words.apart(context.words.say(one.label) for one in measures)
