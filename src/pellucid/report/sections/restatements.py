"""Takes what the release states otherwise than what was public, gives both numbers side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.cube.measures import measures_of
from pellucid.report.blocks.tabulate import name_cell, number_cell, text_cell, with_legend
from pellucid.report.model import Column, Link, Row, Section, Table, Text
from pellucid.report.numbers.lookup import is_rate
from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.facts import RestatedFact, Restatements
    from pellucid.report.model import Block

MOST_SHOWN = 100


def section(context: Context) -> Section | None:
    """Give the restated figures; None where there are none."""
    restated = context.facts.restated
    if restated is None:
        return None
    shown = _in_order(context, restated)
    table = (_table(context, restated, shown[:MOST_SHOWN]),) if shown else ()
    blocks: tuple[Block, ...] = (Text(_about(context, restated, len(shown))), *table)
    return Section("restatements", context.title("restatements"), blocks)


def _about(context: Context, restated: Restatements, shown: int) -> tuple[str, ...]:
    words = context.words
    told = []
    if restated.version:
        told.append(
            words.say("This report was published before with other figures. The earlier tables stay public.")
        )
    if restated.release:
        told.append(
            words.say(
                "Figures of earlier periods differ from those in the report about {period}.",
                period=period_words.label(words, restated.release),
            )
        )
    others = restated.others + max(0, shown - MOST_SHOWN)
    if others:
        told.append(
            words.plural(
                "{n} more figure is restated: by type, of a breakdown, or withheld now.",
                "{n} more figures are restated: by type, of breakdowns, or withheld now.",
                others,
            )
        )
    return tuple(told)


def _in_order(context: Context, restated: Restatements) -> list[tuple[RestatedFact, Measure]]:
    """Sort by kind, newest period first, the total, countries by name; rates follow from counts."""
    found = []
    for view in context.figures.views():
        measures = {one.code: one for one in measures_of(view.of, context.config.counting.rate_of)}
        places = {period.name: place for place, period in enumerate(view.periods)}
        own = [
            (fact, measures[fact.measure])
            for fact in restated.figures
            if fact.kind == view.kind and fact.measure in measures and fact.period in places
        ]
        names = {code: place for place, code in enumerate(context.words.by_name({f.country for f, _ in own}))}
        order = list(measures)
        own.sort(
            key=lambda one: (
                -places[one[0].period],
                one[0].country != TOTAL,
                one[0].country == UNKNOWN,
                names[one[0].country],
                order.index(one[0].measure),
            )
        )
        found += [one for one in own if not is_rate(one[1])]
    return found


def _table(context: Context, restated: Restatements, shown: list[tuple[RestatedFact, Measure]]) -> Table:
    words = context.words
    labels = {
        period.name: period_words.label(words, period)
        for view in context.figures.views()
        for period in view.periods
    }
    table = Table(
        id="restated",
        caption=words.say("Figures that were published otherwise"),
        columns=(
            Column(words.say("Country"), numeric=False, width=2),
            Column(words.say("Period"), numeric=False),
            Column(words.say("Measure"), numeric=False, width=2),
            Column(words.say("Before")),
            Column(words.say("Now")),
        ),
        rows=tuple(
            Row(
                name_cell(words.country(fact.country)),
                (
                    text_cell(labels[fact.period]),
                    text_cell(words.say(measure.label)),
                    number_cell(words, fact.before, measure.how),
                    number_cell(words, fact.now, measure.how),
                ),
            )
            for fact, measure in shown
        ),
        source=_source(context, restated),
    )
    return with_legend(words, table)


def _source(context: Context, restated: Restatements) -> Link | None:
    main = next(context.figures.views(), None)
    if restated.version is None or main is None:
        return None
    href = f"{restated.version}/data/{main.kind}.csv"
    return Link(context.words.say("earlier tables"), href)
