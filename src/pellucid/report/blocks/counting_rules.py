"""Takes the configuration and what the logs have, gives the rules of counting in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import get_month_names

from pellucid.confidentiality.national_security import OPTIONS
from pellucid.cube.measures import How
from pellucid.report.model import Definition
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import PeriodKind
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

DATES = {
    "received_at": message("the day it was received"),
    "closed_at": message("the day it was closed"),
    "reviewed_at": message("the day it was reviewed"),
    "action_at": message("the day it was acted on"),
}


def period_rules(context: Context) -> tuple[str, ...]:
    """Say what a period is and how a record gets into it."""
    say, config = context.words.say, context.config
    rules = [
        say(
            "A record belongs to the period of {day}, in the time zone {zone}.",
            day=say(DATES.get(config.counting.period_by, config.counting.period_by)),
            zone=config.periods.timezone,
        ),
        say("A record counts once, in one period, for one country and under one type."),
        say("The country is that of the authority that asked; for reports by users, that of the user."),
    ]
    if config.periods.fiscal_year_start > 1:
        months = get_month_names("wide", locale=context.words.locale)
        rules.append(
            say("The fiscal year starts in {month}.", month=months[config.periods.fiscal_year_start])
        )
    return tuple(rules)


def counting_rules(context: Context) -> tuple[str, ...]:
    """Say the rules that hold for every figure in the report."""
    return tuple(_rules(context))


def _rules(context: Context) -> Iterator[str]:
    say, legal = context.words.say, context.legal
    if legal and legal.has("requests"):
        yield say(
            "Totals and rates are over requests for data alone. Preservation requests are listed apart and "
            "are in no total, because nothing is disclosed on them."
        )
        yield _process_rule(context)
        yield _rate_rule(context)
        yield say(
            "Accounts are not requests: a request may name many accounts, and an account may be named twice."
        )
    if any(not view.aggregated for view in context.figures.views()):
        yield say("A country or type with no record in the period counts 0.")
    if any(measure.how is How.MEDIAN for view in context.figures.views() for measure in view.measures):
        yield say("A median is over the records of its own row. Medians and rates are never added up.")
    if legal and not legal.has("requests"):
        yield say(
            "The source counts only requests on which data was disclosed. How many were received or refused "
            "is not known, so no rate can be given."
        )
    yield from held_back(context)
    yield say("Percentages are rounded half up to one decimal, from whole numbers.")
    yield say("A change on the period before is told only where both figures are complete and counted alike.")
    if any(view.aggregated for view in context.figures.views()):
        yield from overlap_rules(context)
    if context.config.confidentiality.threshold == 1:
        yield say("Small counts are not withheld in this report: every count is published as it is.")


def _process_rule(context: Context) -> str:
    asked, say = context.config.confidentiality.national_security, context.words.say
    if asked is None:
        return say("National-security process is in no table.")
    half = OPTIONS[asked.option].unit is PeriodKind.HALF_YEAR
    return say(
        "National-security process is in no total and no rate. It has a table of its own, in bands, in the "
        "releases that end with a {unit}.",
        unit=say("half-year") if half else say("year"),
    )


def held_back(context: Context) -> Iterator[str]:
    """Say that records may be held back, whenever the logs can say so: never whether there are any."""
    if context.facts.holds_back:
        yield context.words.say(
            "A record that may not be told of yet, by an order or until a date, is in no figure before that "
            "date. There may be such records or none; no number of them is given."
        )


def _rate_rule(context: Context) -> str:
    if context.config.counting.rate_of == "decided":
        return context.words.say(
            "The disclosure rate is the number of requests with data disclosed divided by the number of "
            "requests that were decided, pending and withdrawn ones left out. It is n/a where there was none."
        )
    return context.words.say(
        "The disclosure rate is the number of requests with data disclosed divided by all requests received "
        "in the period, those pending, withdrawn or without data included. It is n/a where there was no "
        "request."
    )


def overlap_rules(context: Context) -> Iterator[str]:
    """Say how figures for overlapping periods are used."""
    say = context.words.say
    yield say(
        "The source has figures for periods that overlap, such as quarters and years. They are never added "
        "together. A period's own figure is used where there is one."
    )
    yield say(
        "Where there is none, a figure is derived if the others leave only one possible number: a longer "
        "period less the known parts of it, known parts that fill the period exactly, or 0 inside a longer "
        "period of 0."
    )
    yield say(
        "Otherwise the figure is not available, which is not 0. Where others bound it, the bounds are given."
    )
    yield say(
        "A total over countries is over those with a figure. If any is missing, it is shown as “at least”."
    )


def measure_definitions(context: Context, view: CubeView) -> tuple[Definition, ...]:
    """Say how each measure of a log is counted."""
    say = context.words.say
    return tuple(Definition(say(measure.label), say(measure.sentence)) for measure in view.measures)


def symbol_definitions(context: Context) -> tuple[Definition, ...]:
    """Explain every mark that stands at or instead of a figure in this report."""
    say = context.words.say
    marked = tuple(
        Definition(
            status.mark,
            say("{label}. {meaning}", label=say(status.label), meaning=say(status.meaning)),
        )
        for status in Status
        if status.mark and status in context.figures.statuses
    )
    own = (
        Definition(say("n/a"), say("Not applicable: a rate or a share of nothing.")),
        Definition("0", say("Counted, and there was none.")),
    )
    return (*own, *marked)
