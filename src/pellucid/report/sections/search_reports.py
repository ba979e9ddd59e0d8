"""Takes reports by users, gives what came of them, those about search terms first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.measures import How
from pellucid.report.blocks.breakdown import Breakdown, breakdown_table
from pellucid.report.blocks.search_cleanup import search_cleanup
from pellucid.report.blocks.sentences import some_of_them
from pellucid.report.blocks.tabulate import (
    in_words,
    name_cell,
    nothing_cell,
    number_cell,
    share_cell,
    with_legend,
)
from pellucid.report.blocks.type_table import type_table
from pellucid.report.model import Cell, Column, Heading, KeyFigure, KeyFigures, Row, Section, Table, Text
from pellucid.report.numbers.change import change_of_counts
from pellucid.report.wording import period_words
from pellucid.vocabulary.messages import message
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView, Number
    from pellucid.vocabulary.periods import Period

DIMENSION = "channel"
SEARCH = "search_report"
# What became of reports of search terms, in the order in which it happens: measure, its name.
STEPS = (
    ("reports", message("Received")),
    ("reports_reviewed", message("Reviewed")),
    ("reviewed_by_human", message("Reviewed by people")),
    ("reports_removed", message("Removed")),
    ("reports_restricted", message("Restricted")),
    ("reports_left_up", message("Left up")),
    ("reports_pending", message("Pending")),
    ("appeals", message("Appealed")),
    ("appeals_upheld", message("Appeals upheld: the decision was changed")),
    ("hours_to_review", message("Median hours to review")),
)
LARGE = ("reports", "reviewed_by_human", "reports_removed", "hours_to_review")


def section(context: Context) -> Section | None:
    """Give reports by users and the search clean-up; None without a log of reports."""
    view = context.reports
    if view is None:
        return None
    blocks = (*_search(context, view), *search_cleanup(context, view), *_all_reports(context, view))
    return Section("search_reports", context.title("search_reports"), blocks)


def _search(context: Context, view: CubeView) -> Iterator[Block]:
    if SEARCH not in context.figures.codes(DIMENSION):
        return
    say = context.words.say
    yield Heading("search-reports", say("Reports of illegal search terms"))
    yield Text(
        (_sentence(context), say("The search terms themselves are personal data. They are never published."))
    )
    yield KeyFigures(tuple(_large(context, view)))
    yield _steps_table(context)


def _sentence(context: Context) -> str:
    words = context.words
    received, people = _figure(context, "reports"), _figure(context, "reviewed_by_human")
    if received.withheld:
        sentence = words.say("A withheld number of reports of search terms was received.")
    else:
        sentence = words.plural(
            "{n} report of a search term was received.",
            "{n} reports of search terms were received.",
            received.whole,
        )
    if not context.figures.has(DIMENSION, "reviewed_by_human"):
        return sentence
    reviewed = words.say("People reviewed {some}.", some=some_of_them(context, people))
    return words.paragraph((sentence, reviewed))


def _large(context: Context, view: CubeView) -> Iterator[KeyFigure]:
    names = dict(STEPS)
    for measure in LARGE:
        if context.figures.has(DIMENSION, measure):
            number = _figure(context, measure)
            yield KeyFigure(
                _written(context, measure, number),
                context.words.say(names[measure]),
                _change(context, view, measure),
                status=number.status.value,
            )


def _change(context: Context, view: CubeView, measure: str) -> str | None:
    if _how(measure) is How.MEDIAN:
        return None
    before = _figure(context, measure, context.period.previous())
    return change_of_counts(context, view, measure, before, _figure(context, measure))


def _written(context: Context, measure: str, number: Number) -> str:
    if _how(measure) is How.MEDIAN and number.value is not None:
        return context.words.decimal(number.value)
    return in_words(context.words, number)


def _steps_table(context: Context) -> Table:
    words, before = context.words, context.period.previous()
    known = [step for step in STEPS if context.figures.has(DIMENSION, step[0])]
    told = SEARCH in context.figures.codes(DIMENSION, before)
    rows = tuple(
        Row(name_cell(words.say(name)), tuple(_step_cells(context, measure, before if told else None)))
        for measure, name in known
    )
    earlier = (Column(period_words.heading(words, before)),) if told else ()
    columns = (
        Column(words.say("What became of them"), numeric=False, width=2),
        Column(period_words.heading(words, context.period)),
        Column(words.say("Share of reports received")),
        *earlier,
    )
    caption = words.say("Reports of search terms, {period}", period=context.period_label)
    return with_legend(
        words, Table("search-reports-table", caption, columns, rows, source=context.data_file("breakdowns"))
    )


def _step_cells(context: Context, measure: str, before: Period | None) -> Iterator[Cell]:
    words, how, number = context.words, _how(measure), _figure(context, measure)
    yield _cell(context, number, how)
    if how is How.MEDIAN:
        yield nothing_cell(words, words.say("a median is no part of the reports"))
    else:
        yield share_cell(context, number, _figure(context, "reports"))
    if before:
        yield _cell(context, _figure(context, measure, before), how)


def _cell(context: Context, number: Number, how: How) -> Cell:
    if how is How.MEDIAN and number.status is Status.NOT_AVAILABLE:
        return nothing_cell(context.words, context.words.say("there was nothing to take the median of"))
    return number_cell(context.words, number, how)


def _figure(context: Context, measure: str, period: Period | None = None) -> Number:
    return context.figures.breakdown(DIMENSION, SEARCH, measure, period)


def _how(measure: str) -> How:
    return How.MEDIAN if measure == "hours_to_review" else How.SUM


def _all_reports(context: Context, view: CubeView) -> Iterator[Block]:
    say = context.words.say
    yield Heading("user-reports", say("All reports by users"))
    if not view.request_types:
        yield Text((say("No report has been received."),))
        return
    caption = say("Reports by users by category, {period}", period=context.period_label)
    yield type_table(context, view, "user-reports-table", caption)
    channels = breakdown_table(context, _channels(context))
    if channels:
        yield channels


def _channels(context: Context) -> Breakdown:
    say = context.words.say
    return Breakdown(
        dimension=DIMENSION,
        of="user_reports",
        head=say("Channel"),
        caption=say("Reports by users by channel, {period}", period=context.period_label),
        measures=(
            ("reports", say("Reports")),
            ("reports_removed", say("Removed")),
            ("reports_restricted", say("Restricted")),
            ("reports_left_up", say("Left up")),
            ("reports_pending", say("Pending")),
        ),
        share=say("Share of reports"),
        total=say("All channels"),
    )
