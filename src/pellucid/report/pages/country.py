"""Takes the figures of one country, gives its page: large numbers, types, history, a plain answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pellucid.report.blocks.contradictions import of_country
from pellucid.report.blocks.key_figures import key_figures, main_view
from pellucid.report.blocks.trend import history_table, trend_figure
from pellucid.report.blocks.type_table import type_table
from pellucid.report.model import Bullets, CountryPage, Heading, Later, Link, Text
from pellucid.report.pages.answer import plain_answer
from pellucid.vocabulary.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView
    from pellucid.report.wording.words import Words

# kind -> heading and caption of its part of a page
PARTS = {
    "legal_requests": (message("Requests for data"), message("Requests by type")),
    "removal_orders": (message("Removal orders"), message("Removal orders by category")),
    "user_reports": (message("Reports by users"), message("Reports by users by category")),
}


def country_pages(context: Context) -> tuple[CountryPage, ...]:
    """Make a page for every country of any log, each linked to its neighbours in the order of names."""
    views = [view for kind in PARTS if (view := context.figures.of(kind))]
    codes = context.words.by_name({code for view in views for code in view.countries})
    links = [Link(context.words.country(code), f"countries/{code}.html") for code in codes]
    return tuple(
        CountryPage(
            code=code,
            name=context.words.country(code),
            blocks=Later(partial(_blocks, context, code, [view for view in views if code in view.countries])),
            previous=before,
            next=after,
        )
        for code, before, after in zip(codes, [None, *links], [*links[1:], None], strict=False)
    )


def _blocks(context: Context, code: str, views: list[CubeView]) -> Iterator[Block]:
    for view in views:
        yield from _part(context, code, view)
    found = of_country(context, code)
    if found:
        yield Heading("contradictions", context.words.say("Figures that contradict each other"))
        yield Bullets(found)
    main = main_view(context)
    if main in views and main is not None:
        yield Heading("answer", context.words.say("In plain text"))
        yield plain_answer(context, main, code)


def _part(context: Context, code: str, view: CubeView) -> Iterator[Block]:
    words, (heading, caption) = context.words, PARTS[view.of]
    names = {"what": words.say(caption), "country": words.country(code), "period": context.period_label}
    yield Heading(view.of.replace("_", "-"), words.say(heading))
    yield key_figures(context, view, code)
    if len(view.types_of(code)) > 1:
        caption = words.say("{what}, {country}, {period}", **names)
        yield type_table(context, view, f"{view.of}-types".replace("_", "-"), caption, code)
    if view.of == "legal_requests" and context.figures.has("outcome", "requests"):
        yield Text((_outcomes_elsewhere(words),))
    yield from _history(context, code, view)


def _history(context: Context, code: str, view: CubeView) -> Iterator[Block]:
    name = f"{view.of}-history".replace("_", "-")
    figure = trend_figure(context, view, f"{name}-chart", code)
    if figure:
        yield figure
    if len(view.periods) > 1:
        yield history_table(context, view, f"{name}-table", history_caption(context, view, code), code)


def history_caption(context: Context, view: CubeView, code: str) -> str:
    """Name the table of a country's history, apart from those of other kinds of log."""
    words = context.words
    return words.say(
        "{what}, {country}, by period", what=words.say(PARTS[view.of][0]), country=words.country(code)
    )


def _outcomes_elsewhere(words: Words) -> str:
    """Say why a country's page has no outcomes: they are no figures by country."""
    return words.say("How requests ended is counted over all countries together, not country by country.")
