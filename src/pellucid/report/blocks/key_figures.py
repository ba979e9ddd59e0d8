"""Takes the figures of one kind for all countries or for one, gives the large numbers of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.cube.measures import How
from pellucid.report.blocks.tabulate import between, in_words
from pellucid.report.model import KeyFigure, KeyFigures
from pellucid.report.numbers.change import change_on_year, change_words
from pellucid.report.numbers.lookup import is_rate
from pellucid.report.numbers.ratio import Ratio
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView

# The measures of a kind that stand large, in this order; those that the log lacks are left out.
LARGE = {
    "legal_requests": ("requests", "requests_disclosed", "accounts_disclosed", "disclosure_rate"),
    "removal_orders": ("orders", "orders_complied", "items_removed", "compliance_rate"),
    "user_reports": ("reports", "reports_reviewed", "reports_actioned", "hours_to_review"),
    "statements_of_reasons": ("decisions", "decisions_automated"),
}


def key_figures(context: Context, view: CubeView, country: str = TOTAL) -> KeyFigures:
    """Give the key figures of a kind; a total over aggregated figures says over how many countries."""
    measures = [view.measure(code) for code in LARGE[view.of] if view.has(code)]
    figures = [key_figure(context, view, measure, country) for measure in measures]
    if country == TOTAL and view.aggregated and measures:
        figures.append(_countries_with_figures(context, view, measures[0]))
    return KeyFigures(tuple(figures))


def main_view(context: Context) -> CubeView | None:
    """Give the figures that a report is about before all others."""
    return next((view for kind in LARGE if (view := context.figures.of(kind))), None)


def key_figure(context: Context, view: CubeView, measure: Measure, country: str = TOTAL) -> KeyFigure:
    """Give one large number with its change."""
    return KeyFigure(
        value=value_in_words(context, view, measure, country),
        label=context.words.say(measure.label),
        change=change_words(context, view, measure, country),
        on_year=change_on_year(context, view, measure, country),
        note=_note(context, view, measure, country),
        status=_status(view, measure, country),
    )


def _status(view: CubeView, measure: Measure, country: str) -> str:
    """Give the status of what is shown: a rate of two exact numbers is exact."""
    if is_rate(measure) and view.ratio(measure, country):
        return Status.PUBLISHED.value
    return view.number(measure.code, country).status.value


def value_in_words(context: Context, view: CubeView, measure: Measure, country: str = TOTAL) -> str:
    """Write a measure's number as a sentence says it."""
    number = view.number(measure.code, country)
    if is_rate(measure) and not number.withheld:
        ratio = view.ratio(measure, country)
        return context.words.rate(ratio) if ratio else context.words.say("n/a")
    if measure.how is How.MEDIAN and number.value is not None:
        return context.words.decimal(number.value)
    return in_words(context.words, number)


def _note(context: Context, view: CubeView, measure: Measure, country: str) -> str | None:
    """Say what stands behind a number: a rate's two parts, the bounds of what is missing."""
    words = context.words
    number, ratio = view.number(measure.code, country), None
    if is_rate(measure):
        ratio = view.ratio(measure, country)
    if ratio is not None:
        return words.say(
            "{part} of {whole}", part=words.count(ratio.numerator), whole=words.count(ratio.denominator)
        )
    if number.status is Status.NOT_AVAILABLE and number.lower is not None and number.upper is not None:
        return between(words, number)
    whole = view.number(measure.code)
    if country != TOTAL and measure == view.measures[0] and number.exact and whole.exact and whole.whole:
        return words.say(
            "{share} of the total of all countries", share=words.rate(Ratio(number.whole, whole.whole))
        )
    return words.say("median") if measure.how is How.MEDIAN else None


def _countries_with_figures(context: Context, view: CubeView, measure: Measure) -> KeyFigure:
    words, coverage = context.words, view.coverage(measure.code)
    if coverage is None:
        return KeyFigure(words.say("not available"), words.say("Countries with figures"))
    return KeyFigure(
        value=words.say(
            "{part} of {whole}", part=words.count(coverage.available), whole=words.count(coverage.known)
        ),
        label=words.say("Countries with figures"),
        note=words.say(
            "{published} reported, {derived} derived",
            published=words.count(coverage.published),
            derived=words.count(coverage.derived),
        ),
    )
