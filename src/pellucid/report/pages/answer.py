"""Takes a country's figures in the year so far, gives the answer in plain text, as a bot would send it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.method_changes import changes_between, no_totals
from pellucid.report.blocks.next_report import next_report
from pellucid.report.blocks.tabulate import between, in_words
from pellucid.report.model import Text
from pellucid.report.numbers.change import periods_with_figures
from pellucid.report.sections.policy import in_force_by
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.periods import Period, PeriodKind
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView, Number

# The measures of a kind that an answer gives, each with the line above its figures.
TOLD = {
    "legal_requests": {
        "requests": message("Requests:"),
        "requests_disclosed": message("Requests with data disclosed:"),
        "accounts_disclosed": message("Accounts with data disclosed:"),
    },
    "removal_orders": {
        "orders": message("Removal orders:"),
        "items_removed": message("Items removed or restricted:"),
    },
    "user_reports": {"reports": message("Reports by users:")},
}


def plain_answer(context: Context, view: CubeView, country: str) -> Text:
    """Answer for one country: each period of the year so far, the total where every period has a figure.

    Nothing is added up across a change of method; what is said then has its own line.
    """
    return Text(tuple(_lines(context, view, country)))


def _lines(context: Context, view: CubeView, country: str) -> Iterator[str]:
    words, periods = context.words, year_so_far(view)
    span = period_words.span(words, Period.between(periods[0].start, periods[-1].end))
    yield words.say("Transparency report for {span}, {country}.", span=span, country=words.country(country))
    told = [view.measure(code) for code in TOLD[view.of] if view.has(code)]
    for measure, heading in TOLD[view.of].items():
        if view.has(measure):
            yield _figures(
                context,
                heading,
                [(one, view.number(measure, country, period=one)) for one in periods],
                adds_up=not changes_between(context, [view.measure(measure)], periods[0], periods[-1]),
            )
    yield from no_totals(context, told, periods) if len(periods) > 1 else ()
    yield from _policy(context, view)
    yield next_report(context)


def year_so_far(view: CubeView) -> list[Period]:
    """Give the periods of the release's (fiscal) year up to the release's own."""
    own = view.period
    if own.kind is PeriodKind.INTERVAL:
        return [own]
    year = Period.containing(own.start, PeriodKind.YEAR, own.fiscal_year_start)
    return [period for period in periods_with_figures(view) if year.start <= period.start <= own.start]


def _figures(context: Context, heading: str, numbers: list[tuple[Period, Number]], *, adds_up: bool) -> str:
    words = context.words
    told = [
        words.say("{period}: {n}", period=period_words.axis_label(words, period), n=_told(context, number))
        for period, number in numbers
    ]
    if adds_up and len(numbers) > 1 and all(number.exact for _, number in numbers):
        told.append(words.say("total: {n}", n=words.count(sum(number.whole for _, number in numbers))))
    return words.say("{heading} {figures}.", heading=words.say(heading), figures=words.apart(told))


def _told(context: Context, number: Number) -> str:
    bounded = number.lower is not None and number.upper is not None
    if number.status is Status.NOT_AVAILABLE and bounded:
        return context.words.say("not available, {bounds}", bounds=between(context.words, number))
    return in_words(context.words, number)


def _policy(context: Context, view: CubeView) -> Iterator[str]:
    policies = in_force_by(context)
    if view.of != "legal_requests" or not policies:
        return
    policy = policies[-1]
    yield context.words.say(
        "Policy in force since {date}: {title}.",
        date=context.words.day(policy.effective_from),
        title=policy.title,
    )
