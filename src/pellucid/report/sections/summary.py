"""Takes all figures, gives the summary: sentences, key figures, the trend over the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.key_figures import key_figures, main_view
from pellucid.report.blocks.narrative import narrated
from pellucid.report.blocks.sentences import summary_sentences
from pellucid.report.blocks.trend import history_table, trend_figure
from pellucid.report.model import Section, Text

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView


def section(context: Context) -> Section | None:
    """Give the summary. The publisher's own words, where there are any, stand in for the sentences."""
    view = main_view(context)
    if view is None:
        return None
    told = () if narrated(context, "summary") else (Text(summary_sentences(context)),)
    return Section(
        "summary", context.title("summary"), (*told, key_figures(context, view), *_trend(context, view))
    )


def _trend(context: Context, view: CubeView) -> tuple[Block, ...]:
    figure = trend_figure(context, view, "trend")
    if figure is None:
        return ()
    caption = context.words.say("Totals by period")
    return (figure, history_table(context, view, "history", caption))
