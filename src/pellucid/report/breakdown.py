"""Takes a dimension of the breakdowns, gives its table over all countries, with shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.report import period_words
from pellucid.report.lookup import Number
from pellucid.report.model import Cell, Column, Row, Table
from pellucid.report.tabulate import name_cell, number_cell, share_cell, with_legend
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pellucid.report.context import Context


@dataclass(frozen=True)
class Breakdown:
    """What a breakdown's table shows.

    measures: codes with their column heads; the first one is what shares are of. share: the head of the share
    column, None for no shares. whole: what the shares are of; None: the sum of the rows. total: the head of a
    total row, None where rows overlap. earlier: whether the shares of the period before stand beside.
    disclosed: whether the share of the row's own requests with data disclosed stands last.
    """

    dimension: str
    head: str
    caption: str
    measures: tuple[tuple[str, str], ...]
    share: str | None = None
    whole: Number | None = None
    total: str | None = None
    earlier: bool = False
    disclosed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def main(self) -> str:
        """The measure that the shares are of."""
        return self.measures[0][0]


def breakdown_table(context: Context, shown: Breakdown) -> Table | None:
    """Make the table of a breakdown; None where the logs do not have it."""
    codes = context.labels.order(shown.dimension, context.figures.codes(shown.dimension))
    if not codes:
        return None
    rows = tuple(_row(context, shown, code) for code in codes)
    if shown.total:
        rows = (*rows, _total_row(context, shown, codes))
    table = Table(
        id=f"by-{shown.dimension}".replace("_", "-"),
        caption=shown.caption,
        columns=tuple(_columns(context, shown)),
        rows=rows,
        notes=shown.notes,
        source=context.data_file("breakdowns"),
    )
    return with_legend(context.words, table)


def added(numbers: Sequence[Number]) -> Number:
    """Add numbers up, where each is exact; with one that is not there is no sum."""
    if not all(number.exact for number in numbers):
        return Number(Status.NOT_AVAILABLE)
    return Number(Status.PUBLISHED, float(sum(number.whole for number in numbers)))


def _columns(context: Context, shown: Breakdown) -> Iterator[Column]:
    yield Column(shown.head, numeric=False, width=2)
    for _, head in shown.measures:
        yield Column(head)
    if shown.share:
        yield Column(shown.share)
    if shown.share and shown.earlier:
        before = period_words.label(context.words, context.period.previous())
        yield Column(context.words.say("{share}, {period}", share=shown.share, period=before))
    if shown.disclosed:
        yield Column(context.words.say("Share with data disclosed"))


def _row(context: Context, shown: Breakdown, code: str) -> Row:
    def number(measure: str) -> Number:
        return context.figures.breakdown(shown.dimension, code, measure)

    def earlier() -> Number:
        return context.figures.breakdown(shown.dimension, code, shown.main, context.period.previous())

    meaning = context.labels.meaning(shown.dimension, code) or None
    head = name_cell(context.labels.code(shown.dimension, code), note=meaning)
    return Row(head, tuple(_cells(context, shown, number, earlier)))


def _total_row(context: Context, shown: Breakdown, codes: tuple[str, ...]) -> Row:
    def number(measure: str) -> Number:
        return added([context.figures.breakdown(shown.dimension, code, measure) for code in codes])

    def earlier() -> Number:
        return _whole_before(context, shown)

    return Row(name_cell(shown.total or ""), tuple(_cells(context, shown, number, earlier)), total=True)


def _cells(
    context: Context, shown: Breakdown, number: Callable[[str], Number], earlier: Callable[[], Number]
) -> Iterator[Cell]:
    for measure, _ in shown.measures:
        yield number_cell(context.words, number(measure))
    if shown.share:
        yield share_cell(context, number(shown.main), shown.whole or _whole(context, shown))
    if shown.share and shown.earlier:
        yield share_cell(context, earlier(), _whole_before(context, shown))
    if shown.disclosed:
        yield share_cell(context, number("requests_disclosed"), number("requests"))


def _whole(context: Context, shown: Breakdown) -> Number:
    codes = context.figures.codes(shown.dimension)
    return added([context.figures.breakdown(shown.dimension, code, shown.main) for code in codes])


def _whole_before(context: Context, shown: Breakdown) -> Number:
    before = context.period.previous()
    codes = context.figures.codes(shown.dimension, before)
    return added([context.figures.breakdown(shown.dimension, code, shown.main, before) for code in codes])
