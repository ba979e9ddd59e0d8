"""Takes the lines of a chart, gives what is said below it: what is withheld, what has no figure, breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.model import Series
    from pellucid.report.wording.words import Words
    from pellucid.vocabulary.periods import Period


def gap_notes(context: Context, series: Sequence[Series]) -> tuple[str, ...]:
    """Say which points are withheld: the hatched stripe stands at every height, and tells none."""
    words, drawn_lines = context.words, with_points(series)
    gaps = words.apart(
        words.say("{measure}: {periods}", measure=line.label, periods=words.listed(periods))
        for line in drawn_lines
        if (periods := [point.label for point in line.points if point.withheld])
    )
    absent = words.listed(line.label for line in series if line not in drawn_lines)
    hatched = words.say("Hatched: a figure is withheld, and the line has a gap. {gaps}.", gaps=gaps)
    missing = words.say("Not drawn, as no figure is published: {measures}.", measures=absent)
    without = _unknown(words, drawn_lines)
    unknown = words.say("Not drawn, as there is no figure: {gaps}.", gaps=without)
    return (
        *((hatched,) if gaps else ()),
        *((missing,) if absent else ()),
        *((unknown,) if without else ()),
    )


def _unknown(words: Words, lines: Sequence[Series]) -> str:
    """List the points for which there is no figure, line by line."""
    return words.apart(
        words.say("{measure}: {periods}", measure=line.label, periods=words.listed(periods))
        for line in lines
        if (periods := [one.label for one in line.points if one.value is None and not one.withheld])
    )


def break_notes(context: Context, measures: Sequence[Measure], periods: Sequence[Period]) -> tuple[str, ...]:
    """Say where a change of method cuts the lines, and why."""
    drawn_codes = {measure.code for measure in measures}
    shown = [
        change
        for change in context.config.breaks
        if drawn_codes & set(change.measures) and periods[0].start < change.date <= periods[-1].end
    ]
    return tuple(
        context.words.say(
            "The line is cut at {date}: {reason}", date=context.words.day(change.date), reason=change.reason
        )
        for change in shown
    )


def with_points(series: Sequence[Series]) -> tuple[Series, ...]:
    """Leave out the lines without any point: their names would stand at a height that says something."""
    return tuple(line for line in series if points_known(line))


def points_known(line: Series) -> int:
    """Count the points of a line that have a figure."""
    return sum(point.value is not None for point in line.points)
