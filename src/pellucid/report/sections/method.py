"""Takes the configuration, the facts and the coverage, gives the method: how the figures came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.counting_rules import (
    counting_rules,
    measure_definitions,
    period_rules,
    symbol_definitions,
)
from pellucid.report.blocks.data_quality import data_quality, kind_label
from pellucid.report.blocks.withheld import withheld
from pellucid.report.model import Bullets, Definitions, Heading, Section, Text
from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block


def section(context: Context) -> Section:
    """Give the method section; every report has one."""
    blocks = (
        *_period(context),
        *_rules(context),
        *_measures(context),
        *withheld(context),
        *data_quality(context),
        *_legend(context),
    )
    return Section("method", context.title("method"), (*blocks, *_sources(context)))


def _period(context: Context) -> Iterator[Block]:
    words = context.words
    yield Heading("period", words.say("The period"))
    sentence = words.say(
        "This report is about {label}: {span}, both days included.",
        label=context.period_label,
        span=period_words.span(words, context.period),
    )
    yield Text((sentence,))
    if any(not view.aggregated for view in context.figures.views()):
        yield Bullets(period_rules(context))


def _rules(context: Context) -> Iterator[Block]:
    yield Heading("counting-rules", context.words.say("How the figures are counted"))
    yield Bullets(counting_rules(context))


def _measures(context: Context) -> Iterator[Block]:
    words = context.words
    for view in context.figures.views():
        title = kind_label(context, view.of)
        yield Heading(f"measures-{view.kind}".replace("_", "-"), words.say("Measures: {kind}", kind=title))
        yield Definitions(measure_definitions(context, view))


def _legend(context: Context) -> Iterator[Block]:
    yield Heading("symbols", context.words.say("Symbols in the tables"))
    yield Definitions(symbol_definitions(context))


def _sources(context: Context) -> Iterator[Block]:
    if context.config.report.attribution:
        yield Heading("sources", context.words.say("Sources"))
        yield Bullets(tuple(context.config.report.attribution))
