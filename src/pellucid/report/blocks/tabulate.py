"""Takes numbers, gives table cells as they are shown, and tables with the legend of the marks in them.

A cell that has no figure says so by its mark: it is never blank and never 0.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from pellucid.cube.measures import How
from pellucid.report.model import Cell, Column
from pellucid.report.numbers.lookup import EVERYWHERE, in_place_of, is_rate
from pellucid.report.numbers.ratio import Ratio
from pellucid.report.wording.words import sort_key
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.model import Bar, Table
    from pellucid.report.numbers.lookup import CubeView, Number, Place
    from pellucid.report.wording.words import Words

FEW_ROWS = 12  # a table with no more has its notes in sight
NOTHING_TO_SORT = ""  # what has no figure has no place among others


def measure_columns(words: Words, measures: Iterable[Measure]) -> tuple[Column, ...]:
    """Give a column head for each measure; a unit that repeats the label is left out."""
    return tuple(Column(words.say(measure.label), _unit(words, measure)) for measure in measures)


def _unit(words: Words, measure: Measure) -> str | None:
    return None if measure.how is How.SUM else words.say(measure.unit)


def measure_cells(context: Context, view: CubeView, place: Place = EVERYWHERE) -> tuple[Cell, ...]:
    """Give a row's cells: every measure of the log, in published order."""
    return tuple(measure_cell(context, view, measure, place) for measure in view.measures)


def measure_cell(context: Context, view: CubeView, measure: Measure, place: Place = EVERYWHERE) -> Cell:
    """Give the cell of one measure."""
    number = view.number(measure.code, *place)
    if is_rate(measure):
        return rate_cell(context, view.ratio(measure, *place), number)
    if measure.how is How.MEDIAN and number.status is Status.NOT_AVAILABLE and not view.aggregated:
        return nothing_cell(context.words, context.words.say("there was nothing to take the median of"))
    return number_cell(context.words, number, measure.how)


def number_cell(words: Words, number: Number, how: How = How.SUM) -> Cell:
    """Give the cell of a count or a median."""
    text, note = shown(words, number, how), None
    if number.status is not Status.PUBLISHED:
        note = status_note(words, number)
    sort = NOTHING_TO_SORT if number.value is None else f"{number.value:.15g}"
    return Cell(text, note=note, spoken=_spoken(words, number, note), sort=sort, status=number.status.value)


def _spoken(words: Words, number: Number, note: str | None) -> str | None:
    """Say a figure and its mark in words, where there is a mark."""
    if number.status is Status.DERIVED and number.value is not None and note:
        return words.say("{n}, {note}", n=words.count(number.value), note=note)
    return note if number.status.mark else None


def shown(words: Words, number: Number, how: How = How.SUM) -> str:
    """Write a number as a table shows it, with its mark."""
    write = words.decimal if how is How.MEDIAN else words.count
    if number.status is Status.BANDED and number.lower is not None and number.upper is not None:
        return words.span_of_counts(number.lower, number.upper)
    if number.value is None:
        return number.status.mark
    written = write(number.value)
    if number.status is Status.AT_LEAST:
        return f"{number.status.mark}\N{NO-BREAK SPACE}{written}"
    return f"{written}\N{NO-BREAK SPACE}{number.status.mark}" if number.status.mark else written


def status_note(words: Words, number: Number) -> str:
    """Say in words how a number stands, bounds included."""
    if number.status is Status.NOT_AVAILABLE and number.lower is not None and number.upper is not None:
        return words.say("not available; {bounds}", bounds=between(words, number))
    if number.status is Status.AT_LEAST and number.value is not None:
        return words.say("at least {n}", n=words.count(number.value))
    return words.say(number.status.label).lower()


def between(words: Words, number: Number) -> str:
    """Write the bounds of a number: "between 0 and 1"."""
    bounds = {"lower": words.count(number.lower or 0), "upper": words.count(number.upper or 0)}
    return words.say("between {lower} and {upper}", **bounds)


def in_words(words: Words, number: Number) -> str:
    """Write a number as a sentence or a key figure says it: "at least 11,625", "not available"."""
    if number.status is Status.BANDED:
        return shown(words, number)
    if number.value is None or number.status is Status.AT_LEAST:
        return status_note(words, replace(number, lower=None))
    return words.count(number.value)


def bars_in_words(words: Words, bars: Iterable[Bar]) -> str:
    """Write what a bar chart shows: "France: 12; Italy: 7."."""
    told = (words.say("{name}: {n}", name=bar.label, n=bar.text) for bar in bars)
    return words.say("{list}.", list=words.apart(told))


def rate_cell(context: Context, ratio: Ratio | None, number: Number) -> Cell:
    """Give the cell of a rate or a share; of nothing it is n/a."""
    words = context.words
    if ratio is None:
        return number_cell(words, in_place_of(number))
    text = words.rate(ratio)
    if ratio.denominator == 0:
        return nothing_cell(words, words.say("there was nothing to divide by"))
    return Cell(text, sort=f"{float(Fraction(ratio.numerator, ratio.denominator)):.6f}")


def nothing_cell(words: Words, why: str) -> Cell:
    """Give the cell of a figure that cannot be: n/a, and why, in the words of the language."""
    note = words.say("not applicable: {why}", why=why)
    return Cell(words.say("n/a"), note=note, spoken=note, sort=NOTHING_TO_SORT)


def share_cell(context: Context, part: Number, whole: Number) -> Cell:
    """Give a part as a share of a whole, where both are exact."""
    if not part.exact or not whole.exact:
        return number_cell(context.words, in_place_of(part, whole))
    return rate_cell(context, Ratio(part.whole, whole.whole), part)


def name_cell(text: str, href: str | None = None, note: str | None = None) -> Cell:
    """Give the cell of a name, which sorts without accents."""
    return Cell(text, href=href, note=note, sort=sort_key(text), numeric=False)


def text_cell(text: str) -> Cell:
    """Give a cell of words."""
    return Cell(text, numeric=False)


def with_legend(words: Words, table: Table) -> Table:
    """Add to a table's notes what the marks in it mean."""
    found = {cell.status for row in table.rows for cell in row.cells if cell.status != Status.PUBLISHED}
    legend = tuple(
        words.say("{mark}: {meaning}", mark=status.mark, meaning=words.say(status.meaning))
        for status in Status
        if status.value in found and status.mark
    )
    key = words.say("{mark}: withheld, see below", mark=Status.SUPPRESSED.mark)
    far = Status.SUPPRESSED in found and len(table.rows) > FEW_ROWS
    return replace(table, notes=(*table.notes, *legend), key=key if far else None)
