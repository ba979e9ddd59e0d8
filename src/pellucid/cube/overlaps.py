"""Rows of one series, their periods overlapping, in; own, derived or bounded numbers and contradictions out.

A series is one measure of one country and request type. A period's own row is its number. Where it has none,
its number is what the other rows imply, if that is just one: a longer row minus the rows inside it, rows that
fill the period, 0 inside a longer 0. Otherwise the other rows at most bound it.

Where rows cannot all be true, the shorter ones are trusted: rows are taken in shortest first, and one that
those before it rule out is a conflict. It stands for its own period and is used for no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.cube.spans import Bounds, Known, Span, in_time_order, number_or_band
from pellucid.cube.tangle import Tangle
from pellucid.cube.timeline import Lone, Stretch, Timeline, overlapping
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Answer", "Conflict", "Known", "Span", "explain", "settle"]

_NOTHING = Bounds(0, None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said of a period: its status, its numbers, and the rows they rest on."""

    status: Status
    value: int | None
    lower: int | None
    upper: int | None
    by: tuple[Known, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that others rule out, the fewest rows behind the bound that it breaks, and what these imply."""

    row: Known
    against: tuple[Known, ...]
    implied_lower: int | None
    implied_upper: int | None


def settle(rows: Sequence[Known], wanted: Sequence[Span]) -> tuple[tuple[Answer, ...], tuple[Conflict, ...]]:
    """Answer for every wanted span, in the order given, and report the contradictions in time order."""
    stretches: list[Stretch] = []
    conflicts: list[Conflict] = []
    own: dict[Span, Known] = {}
    for group in overlapping(rows):
        accepted, refused, stretch = _stretch(group)
        stretches.append(stretch)
        conflicts += refused
        own |= _own(accepted, (conflict.row for conflict in refused))
    timeline = Timeline(tuple(stretches))
    return tuple(_answer(span, own.get(span), timeline) for span in wanted), tuple(conflicts)


def explain(conflict: Conflict) -> str:
    """Say in words what a conflict is, for a person who will look the rows up."""
    others = [str(row) for row in conflict.against]
    said = number_or_band(conflict.row.lower, conflict.row.upper)
    if [row.span for row in conflict.against] == [conflict.row.span]:
        return f"{others[0]} in one row, but {said} in another"
    listed = " and ".join(filter(None, (", ".join(others[:-1]), others[-1])))
    return f"{listed} {_verb(conflict)} {_implied(conflict)}, but {conflict.row.span} says {said}"


def _stretch(group: Sequence[Known]) -> tuple[tuple[Known, ...], list[Conflict], Stretch]:
    """Take in the rows of a group: those accepted, those refused, and what the accepted ones make up."""
    rows = tuple(dict.fromkeys(group))
    span = Span(rows[0].span.start, max(row.span.end for row in rows))
    if len(rows) == 1:
        return rows, [], Stretch(span, Lone(rows[0]))
    tangle, refused = Tangle.bare(rows), []
    for row in sorted(rows, key=lambda row: row.span.days):
        if tangle.bounds(row.span).allow(row):
            tangle = tangle.adding(row)
        else:
            refused.append(_conflict(row, tangle))
    return tangle.rows, refused, Stretch(span, tangle)


def _conflict(row: Known, tangle: Tangle) -> Conflict:
    upper = tangle.bounds(row.span).upper
    too_high = upper is not None and row.lower > upper
    against = in_time_order(tangle.rows_above(row.span) if too_high else tangle.rows_below(row.span))
    implied = Tangle.of(against).bounds(row.span)
    return Conflict(row, against, implied.lower, implied.upper)


def _own(accepted: Iterable[Known], refused: Iterable[Known]) -> dict[Span, Known]:
    """Choose the row that stands for each span: an accepted one before a refused one, then the narrowest."""
    own: dict[Span, Known] = {}
    for row in accepted:
        own[row.span] = min(own.get(row.span, row), row, key=_width_and_lower)
    for row in refused:
        own.setdefault(row.span, row)
    return own


def _width_and_lower(row: Known) -> tuple[int, int]:
    return row.upper - row.lower, row.lower


def _answer(span: Span, own: Known | None, timeline: Timeline) -> Answer:
    if own is None:
        return _implied_answer(span, timeline)
    if own.lower == own.upper:
        return Answer(Status.PUBLISHED, own.lower, own.lower, own.upper, (own,))
    return Answer(Status.BANDED, None, own.lower, own.upper, (own,))


def _implied_answer(span: Span, timeline: Timeline) -> Answer:
    bounds = timeline.bounds(span)
    if bounds == _NOTHING:
        return Answer(Status.NOT_AVAILABLE, None, None, None)
    by = timeline.support(span, bounds)
    if bounds.lower == bounds.upper:
        return Answer(Status.DERIVED, bounds.lower, bounds.lower, bounds.upper, by)
    return Answer(Status.NOT_AVAILABLE, None, bounds.lower, bounds.upper, by)


def _verb(conflict: Conflict) -> str:
    """Rows that fill the span one after the other add up; others only leave so much room."""
    rows, span = conflict.against, conflict.row.span
    apart = len(overlapping(rows)) == len(rows)
    if (
        apart
        and all(span.covers(row.span) for row in rows)
        and sum(row.span.days for row in rows) == span.days
    ):
        return "add up to"
    return "allows" if len(rows) == 1 else "allow"


def _implied(conflict: Conflict) -> str:
    lower, upper = conflict.implied_lower or 0, conflict.implied_upper
    if upper is None:
        return f"no less than {lower}"
    if lower == 0 and upper > 0:
        return f"no more than {upper}"
    return number_or_band(lower, upper)
