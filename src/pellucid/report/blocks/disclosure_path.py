"""Takes the steps from an order to a disclosure, gives how many requests passed each: bars and a table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pellucid.report.blocks.tabulate import (
    bars_in_words,
    in_words,
    name_cell,
    nothing_cell,
    number_cell,
    share_cell,
    with_legend,
)
from pellucid.report.model import Bar, BarData, Column, Figure, Heading, Row, Table, Text
from pellucid.report.numbers.arithmetic import less

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import Number
    from pellucid.report.wording.words import Words

DIMENSION = "disclosure_path"
Step = tuple[str, "Number"]


def disclosure_path(context: Context) -> Iterator[Block]:
    """Show the path; nothing where the logs do not say enough to follow it."""
    steps = _steps(context)
    if not steps:
        return
    say = context.words.say
    yield Heading("disclosure-path", say("From order to disclosure"))
    explained = say("Each step counts the requests that passed it and all the steps before it.")
    yield Text((explained,))
    yield _figure(context, steps)
    yield _table(context, steps)


def _steps(context: Context) -> list[Step]:
    codes = context.labels.order(DIMENSION, context.figures.codes(DIMENSION))
    return [(code, context.figures.breakdown(DIMENSION, code, "requests")) for code in codes]


def _figure(context: Context, steps: list[Step]) -> Figure:
    words = context.words
    bars = tuple(
        Bar(context.labels.code(DIMENSION, code), number.value, in_words(words, number))
        for code, number in steps
    )
    return Figure(
        id="disclosure-path-chart",
        title=_finding(words, passed=steps[-1][1], received=steps[0][1]),
        subtitle=words.say("Requests that passed each step, {period}", period=context.period_label),
        alt=bars_in_words(words, bars),
        bars=BarData(bars),
        source=context.data_file("breakdowns"),
    )


def _finding(words: Words, *, passed: Number, received: Number) -> str:
    if passed.withheld or received.withheld:
        return words.say("How many requests passed every step is withheld")
    return words.say(
        "{passed} of {received} requests passed every step",
        passed=in_words(words, passed),
        received=in_words(words, received),
    )


def _table(context: Context, steps: list[Step]) -> Table:
    words, received = context.words, steps[0][1]
    lost = [None, *(less(context, before, after) for (_, before), (_, after) in pairwise(steps))]
    rows = tuple(
        Row(
            name_cell(context.labels.code(DIMENSION, code), note=context.labels.meaning(DIMENSION, code)),
            (
                number_cell(words, number),
                share_cell(context, number, received),
                number_cell(words, fallen)
                if fallen
                else nothing_cell(words, words.say("no step comes before")),
            ),
        )
        for (code, number), fallen in zip(steps, lost, strict=True)
    )
    table = Table(
        id="disclosure-path-table",
        caption=words.say("From order to disclosure, {period}", period=context.period_label),
        columns=(
            Column(words.say("Step"), numeric=False, width=2),
            Column(words.say("Requests that passed")),
            Column(words.say("Share of requests")),
            Column(words.say("Ended at this step")),
        ),
        rows=rows,
        notes=_beside_the_path(context, steps[-1][1]),
        source=context.data_file("breakdowns"),
    )
    return with_legend(words, table)


def _beside_the_path(context: Context, passed: Number) -> tuple[str, ...]:
    """Say how many disclosures did not follow the path."""
    disclosed = context.legal.number("requests_disclosed") if context.legal else passed
    beside = less(context, disclosed, passed)
    if not beside.exact or not beside.whole:
        return ()
    sentence = context.words.plural(
        "Data was also disclosed on {n} request that did not pass every step: see “{policy}”.",
        "Data was also disclosed on {n} requests that did not pass every step: see “{policy}”.",
        beside.whole,
        policy=context.title("policy"),
    )
    return (sentence,)
