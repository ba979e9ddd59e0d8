"""Takes orders to remove content, gives them by country, by category, by outcome and by action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.breakdown import Breakdown, breakdown_table
from pellucid.report.blocks.key_figures import key_figures, main_view
from pellucid.report.blocks.trend import trend_figure
from pellucid.report.blocks.type_table import type_table
from pellucid.report.model import Heading, Section, Text
from pellucid.report.sections.countries import country_chart, country_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView


def section(context: Context) -> Section | None:
    """Give the removal orders; None without any log of them."""
    view = context.removals
    if view is None:
        return None
    blocks = (*_large(context, view), *_by_country(context, view), *_by_category(context, view))
    return Section("removals", context.title("removals"), (*blocks, *_breakdowns(context)))


def _large(context: Context, view: CubeView) -> Iterator[Block]:
    """Give key figures and trend, unless the summary is about these orders and has them already."""
    if main_view(context) is view:
        return
    yield key_figures(context, view)
    trend = trend_figure(context, view, "removals-trend")
    if trend:
        yield trend


def _by_country(context: Context, view: CubeView) -> Iterator[Block]:
    if main_view(context) is view or not view.countries:
        return
    words = context.words
    yield Heading("removals-by-country", words.say("By country"))
    chart = country_chart(context, view, "removals-countries-chart")
    if chart:
        yield chart
    caption = words.say("Removal orders by country, {period}", period=context.period_label)
    yield country_table(context, view, "removals-countries-table", caption)


def _by_category(context: Context, view: CubeView) -> Iterator[Block]:
    words = context.words
    yield Heading("removals-by-category", words.say("By category"))
    if not view.request_types:
        yield Text((words.say("No order has been received."),))
        return
    caption = words.say("Removal orders by category, {period}", period=context.period_label)
    yield type_table(context, view, "removals-categories-table", caption)


def _breakdowns(context: Context) -> Iterator[Block]:
    say = context.words.say
    for heading, shown in (
        (say("Outcomes of orders"), _outcomes(context)),
        (say("Actions on orders"), _actions(context)),
        (say("Who ordered"), _authorities(context)),
    ):
        table = breakdown_table(context, shown)
        if table:
            yield Heading(shown.dimension.replace("_", "-"), heading)
            yield table


def _outcomes(context: Context) -> Breakdown:
    say = context.words.say
    return Breakdown(
        dimension="order_outcome",
        of="removal_orders",
        head=say("Outcome"),
        caption=say("Removal orders by outcome, {period}", period=context.period_label),
        measures=(("orders", say("Orders")),),
        share=say("Share of orders"),
        total=say("All orders"),
        earlier=True,
    )


def _actions(context: Context) -> Breakdown:
    say = context.words.say
    items = (("items_removed", say("Items removed or restricted")),)
    return Breakdown(
        dimension="order_action",
        of="removal_orders",
        head=say("Action"),
        caption=say("Removal orders by action, {period}", period=context.period_label),
        measures=(
            ("orders", say("Orders")),
            *(items if context.figures.has("order_action", "items_removed") else ()),
        ),
        share=say("Share of orders"),
        total=say("All orders"),
    )


def _authorities(context: Context) -> Breakdown:
    say = context.words.say
    complied = (("orders_complied", say("Complied with")),)
    known = context.figures.has("order_authority_type", "orders_complied")
    return Breakdown(
        dimension="order_authority_type",
        of="removal_orders",
        head=say("Authority"),
        caption=say("Removal orders by type of authority, {period}", period=context.period_label),
        measures=(("orders", say("Orders")), *(complied if known else ())),
        share=say("Share of orders"),
        total=say("All orders"),
    )
