"""Takes a dimension of the breakdowns, gives its table over all countries, with shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pellucid.report.blocks.tabulate import name_cell, number_cell, share_cell, with_legend
from pellucid.report.model import Cell, Column, Row, Table
from pellucid.report.numbers.arithmetic import added, less
from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import Number
    from pellucid.vocabulary.periods import Period


@dataclass(frozen=True)
class Breakdown:
    """What a breakdown's table shows.

    of: the kind of log whose totals the rows are parts of; what no row has is shown as not recorded.
    measures: codes with their column heads; the first one is what shares are of. share: the head of the share
    column, None for no shares. whole: what shares are of where the kind has no such measure. total: the head
    of a total row, None where rows overlap. earlier: whether the shares of the period before stand beside.
    disclosed: whether the share of the row's own requests with data disclosed stands last.
    """

    dimension: str
    head: str
    caption: str
    measures: tuple[tuple[str, str], ...]
    of: str = ""
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
    board = _Board(context, shown)
    if not board.codes:
        return None
    table = Table(
        id=f"by-{shown.dimension}".replace("_", "-"),
        caption=shown.caption,
        columns=tuple(_columns(context, shown)),
        rows=tuple(board.rows()),
        notes=shown.notes,
        source=context.data_file("breakdowns"),
    )
    return with_legend(context.words, table)


def _columns(context: Context, shown: Breakdown) -> Iterator[Column]:
    yield Column(shown.head, numeric=False, width=2)
    for _, head in shown.measures:
        yield Column(head)
    if shown.share:
        yield Column(shown.share)
    if _has_earlier(context, shown):
        before = period_words.label(context.words, context.period.previous())
        yield Column(context.words.say("{share}, {period}", share=shown.share or "", period=before))
    if shown.disclosed:
        yield Column(context.words.say("Share with data disclosed"))


def _has_earlier(context: Context, shown: Breakdown) -> bool:
    before = context.period.previous()
    return bool(shown.share) and shown.earlier and context.figures.has(shown.dimension, shown.main, before)


class _Board:
    """The rows of a breakdown's table."""

    def __init__(self, context: Context, shown: Breakdown) -> None:
        self._context = context
        self._shown = shown
        found = context.figures.codes(shown.dimension)
        self.codes = context.labels.order(shown.dimension, found, self._main)
        self._earlier = context.period.previous() if _has_earlier(context, shown) else None

    def rows(self) -> Iterator[Row]:
        """Give a row a code, what has no code, and the total."""
        for code in self.codes:
            yield self._row(code)
        if not self._shown.total:
            return
        rest = [self._rest(measure) for measure, _ in self._shown.measures]
        if any(number.exact and number.whole > 0 for number in rest):
            yield Row(name_cell(self._context.words.say("Not recorded")), tuple(self._cells(rest, None)))
        wholes = [self._whole(measure) for measure, _ in self._shown.measures]
        before = self._whole(self._shown.main, self._earlier) if self._earlier else None
        yield Row(name_cell(self._shown.total), tuple(self._cells(wholes, before)), total=True)

    def _row(self, code: str) -> Row:
        labels, dimension = self._context.labels, self._shown.dimension
        numbers = [self._number(code, measure) for measure, _ in self._shown.measures]
        before = self._number(code, self._shown.main, self._earlier) if self._earlier else None
        head = name_cell(labels.code(dimension, code), note=labels.meaning(dimension, code) or None)
        return Row(head, tuple(self._cells(numbers, before)))

    def _cells(self, numbers: list[Number], before: Number | None) -> Iterator[Cell]:
        context, shown = self._context, self._shown
        for number in numbers:
            yield number_cell(context.words, number)
        if shown.share:
            yield share_cell(context, numbers[0], self._whole(shown.main))
        if self._earlier:
            whole = self._whole(shown.main, self._earlier)
            yield share_cell(context, before or self._rest(shown.main, self._earlier), whole)
        if shown.disclosed:
            yield share_cell(context, numbers[1], numbers[0])

    def _number(self, code: str, measure: str, period: Period | None = None) -> Number:
        return self._context.figures.breakdown(self._shown.dimension, code, measure, period)

    def _main(self, code: str) -> Number:
        return self._number(code, self._shown.main)

    def _rest(self, measure: str, period: Period | None = None) -> Number:
        """Give what has no code."""
        return less(self._context, self._whole(measure, period), self._sum(measure, period))

    def _sum(self, measure: str, period: Period | None = None) -> Number:
        codes = self._context.figures.codes(self._shown.dimension, period)
        return added(self._context, [self._number(code, measure, period) for code in codes])

    def _whole(self, measure: str, period: Period | None = None) -> Number:
        """Give the total of the kind, or the sum of the rows where the kind has no such measure."""
        view = self._context.figures.of(self._shown.of)
        if self._shown.whole and self._shown.whole.exact and period is None:
            return self._shown.whole
        if view is None or not view.has(measure):
            return self._sum(measure, period)
        return view.number(measure, period=period)
