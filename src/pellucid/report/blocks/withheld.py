"""Takes the statuses of the figures, gives what a reader must know of those that are withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.tabulate import name_cell, nothing_cell, share_cell
from pellucid.report.model import Bullets, Cell, Column, Heading, Row, Table, Text
from pellucid.report.numbers.arithmetic import added, less

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView, Withheld


def withheld(context: Context) -> Iterator[Block]:
    """Say which figures are withheld, what the mark tells and what it does not, and how many there are."""
    if context.threshold == 1:
        return
    words = context.words
    yield Heading("withheld", words.say("What is withheld"))
    yield Bullets(_rules(context))
    rows = (*(row for view in context.figures.views() for row in _rows(context, view)), *_breakdowns(context))
    if not any(context.figures.withheld()):
        yield Text((words.say("No figure of this period had to be withheld."),))
        return
    columns = (
        Column(words.say("Measure"), numeric=False, width=3),
        Column(words.say("Figures above 0")),
        Column(words.say("Of these withheld")),
        Column(words.say("Share of the total in withheld countries")),
    )
    yield Table(
        "withheld-figures",
        words.say("How much is withheld, {period}", period=context.period_label),
        columns,
        rows,
        notes=(
            words.say("Figures of this period alone, totals included."),
            words.say("Small figures and figures that protect them are counted together."),
        ),
    )


def _rules(context: Context) -> tuple[str, ...]:
    say, threshold = context.words.say, context.threshold
    return (
        say(
            "Counts from 1 to {most} are withheld, as so small a count can tell who or what is meant. They "
            "are marked “c”.",
            most=context.words.count(threshold - 1),
        ),
        say(
            "Where a small count could be worked out from other figures, some of these are withheld too. "
            "They look the same: the mark does not tell whether a figure is small."
        ),
        say("A count of 0 is shown as 0. So a count that is withheld is at least 1."),
        say("Totals include what is withheld: they are over everything that was counted."),
        say(
            "A rate is withheld with either of its parts; a median where fewer than {n} records, or a "
            "withheld count, stand behind it.",
            n=context.words.count(threshold),
        ),
        say(
            "All reports are protected together, so that a year does not give a quarter away, nor a later "
            "report an earlier one."
        ),
        say(
            "Order tells nothing: withheld figures stand below the others in alphabetical or fixed order. "
            "Charts draw no bar and leave a gap; scales, and what is said to be highest, go by published "
            "figures alone."
        ),
    )


def _rows(context: Context, view: CubeView) -> Iterator[Row]:
    for measure in view.measures:
        if measure.additive:
            found = view.withheld(measure.code)
            yield _row(context, context.words.say(measure.label), found, _share(context, view, measure))


def _breakdowns(context: Context) -> Iterator[Row]:
    found = context.figures.withheld_breakdowns()
    if found.cells or found.published:
        nothing = nothing_cell(context.words, context.words.say("breakdowns are over all countries"))
        yield _row(context, context.words.say("Breakdowns over all countries"), found, nothing)


def _row(context: Context, label: str, found: Withheld, share: Cell) -> Row:
    counts = (found.cells + found.published, found.cells)
    return Row(name_cell(label), (*(Cell(context.words.count(n), sort=str(n)) for n in counts), share))


def _share(context: Context, view: CubeView, measure: Measure) -> Cell:
    """Give what is not published by country as a share of the total; of published figures alone."""
    if not view.countries:
        return nothing_cell(context.words, context.words.say("there are no figures by country"))
    countries = [view.number(measure.code, code) for code in view.countries]
    total = view.number(measure.code)
    shown = added(context, [number for number in countries if number.exact])
    return share_cell(context, less(context, total, shown), total)
