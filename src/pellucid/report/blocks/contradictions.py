"""Takes contradictions that the count found, gives them in sentences with periods as a reader names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pellucid.cube.measures import measures_of
from pellucid.report.wording import period_words
from pellucid.vocabulary.languages import SOURCE
from pellucid.vocabulary.periods import Period, PeriodKind

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.facts import ContradictionFact, StatedFigure

INTERVAL = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}")


def contradiction(context: Context, fact: ContradictionFact) -> str:
    """Say what contradicts what: "United Kingdom, accounts with data disclosed: …".

    Where small figures are withheld, the sentence names the periods alone: its numbers are not protected.
    """
    words = context.words
    translated = words.language != SOURCE
    if context.threshold > 1 or (translated and fact.stated is None):
        periods = dict.fromkeys(_named(context, found) for found in INTERVAL.findall(fact.sentence))
        sentence = words.say("figures for {periods} contradict each other", periods=words.listed(periods))
    elif translated and fact.stated:
        sentence = words.say(
            "{stated} does not fit with {others}",
            stated=_figure(context, fact.stated),
            others=words.listed(_figure(context, other) for other in fact.against),
        )
    else:
        sentence = INTERVAL.sub(lambda found: _named(context, found.group()), fact.sentence)
    return words.say(
        "{country}, {measure}: {sentence}.",
        country=words.country(fact.country),
        measure=words.lowered(_measure(context, fact.measure)),
        sentence=sentence.rstrip("."),
    )


def of_country(context: Context, country: str) -> tuple[str, ...]:
    """Give the contradictions about one country."""
    return tuple(
        contradiction(context, fact) for fact in context.facts.contradictions if fact.country == country
    )


def _figure(context: Context, stated: StatedFigure) -> str:
    words, exact = context.words, stated.lower == stated.upper
    n = words.count(stated.lower) if exact else words.span_of_counts(stated.lower, stated.upper)
    return words.say("{n} ({period})", n=n, period=_named(context, stated.interval))


def _measure(context: Context, code: str) -> str:
    kinds = {view.of for view in context.figures.views()}
    labels = {measure.code: measure.label for kind in sorted(kinds) for measure in measures_of(kind)}
    return context.words.say(labels.get(code, code))


def _named(context: Context, interval: str) -> str:
    """Name an interval as the year, quarter or month that it is, else by its days."""
    period = Period.parse(interval)
    for kind in (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH):
        calendar = Period.containing(period.start, kind)
        if (calendar.start, calendar.end) == (period.start, period.end):
            return period_words.label(context.words, calendar)
    return period_words.span(context.words, period)
