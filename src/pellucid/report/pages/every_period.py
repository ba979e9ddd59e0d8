"""Takes the figures of all releases; gives what makes a page for each country, with every period."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.report.blocks.key_figures import key_figures, main_view
from pellucid.report.blocks.method_changes import marked
from pellucid.report.blocks.tabulate import name_cell, number_cell, share_cell, with_legend
from pellucid.report.blocks.trend import history_table, trend_figure
from pellucid.report.model import Column, CountryPage, Downloads, Heading, Link, Row, Table, Text
from pellucid.report.numbers.change import periods_with_figures
from pellucid.report.numbers.lookup import Place
from pellucid.report.pages.answer import plain_answer
from pellucid.report.pages.country import PARTS, history_caption
from pellucid.report.wording import period_words
from pellucid.vocabulary.periods import Period
from pellucid.vocabulary.request_types import DATA_REQUEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView

    Releases = Mapping[str, Mapping[str, str]]  # country -> name of a period -> address

FEWEST = 2  # columns, of which a table shows how a total is made up


def pages_of_all_periods(
    contexts: Sequence[Context], path: str, releases: Releases | None = None
) -> dict[str, Callable[[], CountryPage]]:
    """Give what makes the page of every country of any release, by code, in the order of names.

    Each is linked to its neighbours. contexts: one for each length of period, the main one first.
    path: of the language, below the site's root.
    releases: where a country's page of a period lies, below the site's root.
    """
    words = contexts[0].words
    codes = words.by_name(
        {code for context in contexts for view in _views(context) for code in view.countries}
    )
    links = [Link(words.country(code), f"{path}countries/{code}.html") for code in codes]
    return {
        code: partial(_page, contexts, code, (releases or {}).get(code, {}), before, after)
        for code, before, after in zip(codes, [None, *links], [*links[1:], None], strict=False)
    }


def _page(
    contexts: Sequence[Context], code: str, pages: Mapping[str, str], before: Link | None, after: Link | None
) -> CountryPage:
    """Make the page of a country; it says what days it is about, and links the newest report on it."""
    words = contexts[0].words
    periods = sorted(
        period
        for context in contexts
        for view in _views(context)
        if code in view.countries
        for period in periods_with_figures(view)
    )
    linked = [period for period in periods if period.name in pages]
    newest = max(linked, key=lambda period: (period.end, period.start), default=None)
    return CountryPage(
        code=code,
        name=words.country(code),
        blocks=tuple(_blocks(contexts, code, pages)),
        previous=before,
        next=after,
        span=period_words.span(words, _whole(periods)) if periods else "",
        newest=Link(period_words.heading(words, newest), pages[newest.name]) if newest else None,
    )


def _whole(periods: Sequence[Period]) -> Period:
    """Give the days from the first period's first to the last one's last."""
    return Period.between(min(one.start for one in periods), max(one.end for one in periods))


def _views(context: Context) -> list[CubeView]:
    return [view for kind in PARTS if (view := context.figures.of(kind))]


def _blocks(contexts: Sequence[Context], code: str, pages: Mapping[str, str]) -> Iterator[Block]:
    for context in contexts:
        for view in _views(context):
            if code in view.countries:
                yield from _part(context, code, view, pages, several=len(contexts) > 1)
    main, words = contexts[0], contexts[0].words
    told = main_view(main)
    if told is not None and code in told.countries:
        yield Heading("answer", words.say("In plain text"))
        yield plain_answer(main, told, code)
    if main.data_file("any"):
        yield Heading("downloads", words.say("Download"))
        text = words.say("All figures of {country} as CSV", country=words.country(code))
        yield Downloads((Link(text, f"data/countries/{code}.csv"),))


def _part(
    context: Context, code: str, view: CubeView, pages: Mapping[str, str], *, several: bool
) -> Iterator[Block]:
    words, name = context.words, f"{view.of}-{view.period.kind}".replace("_", "-")
    heading = words.say(PARTS[view.of][0])
    if several:
        heading = period_words.by_length(words, heading, view.period.kind)
    yield Heading(name, heading)
    newest = period_words.label(words, view.period)
    yield Text((words.say("The newest figures are those of {period}.", period=newest),))
    yield key_figures(context, view, code)
    figure = trend_figure(context, view, f"{name}-chart", code)
    if figure:
        yield figure
    yield _history(context, code, view, f"{name}-table", pages)
    types = _types(context, code, view, f"{name}-types")
    if types:
        yield types


def _history(context: Context, code: str, view: CubeView, name: str, pages: Mapping[str, str]) -> Table:
    """List every measure of every period, each linked to the country's page in its report."""
    table = history_table(context, view, name, history_caption(context, view, code), code)
    periods = list(reversed(periods_with_figures(view)))
    rows = tuple(
        replace(row, head=replace(row.head, href=pages.get(one.name)))
        for row, one in zip(table.rows, periods, strict=True)
    )
    return _with_shares(context, view, code, replace(table, rows=rows), periods)


def _with_shares(
    context: Context, view: CubeView, code: str, table: Table, periods: Sequence[Period]
) -> Table:
    """Add the country's share of the first measure, where the total of any period is exact."""
    words, measure = context.words, view.measures[0]
    if not any(view.number(measure.code, period=period).exact for period in periods):
        return table
    shares = [
        share_cell(context, *(view.number(measure.code, place, period=period) for place in (code, TOTAL)))
        for period in periods
    ]
    share = Column(words.say("Share of all countries"), words.lowered(words.say(measure.label)))
    rows = tuple(replace(row, cells=(*row.cells, cell)) for row, cell in zip(table.rows, shares, strict=True))
    return replace(table, columns=(*table.columns, share), rows=rows)


def _types(context: Context, code: str, view: CubeView, name: str) -> Table | None:
    """List the first measure of every type, or category, in every period; None where there is only one."""
    words, labels, measure = context.words, context.labels, view.measures[0]
    periods = [period for period in periods_with_figures(view) if view.has_types(period)]
    found = [
        kind
        for kind in view.request_types
        if any(_there(view, Place(code, kind, period)) for period in periods)
    ]
    if len(found) < FEWEST:
        return None
    legal = view.of == "legal_requests"
    found = list(labels.types_in_order(tuple(found))) if legal else sorted(found, key=labels.category)
    label = labels.request_type if legal else labels.category
    names = {"country": words.country(code), "measure": words.lowered(words.say(measure.label))}
    if legal:
        caption = words.say("{country}: {measure} by period and type", **names)
    else:
        caption = words.say("{country}: {measure} by period and category", **names)
    rows = tuple(
        Row(
            name_cell(period_words.heading(words, period)),
            tuple(number_cell(words, view.number(measure.code, code, kind, period)) for kind in found),
        )
        for period in reversed(periods)
    )
    apart = legal and any(labels.family(kind) != DATA_REQUEST for kind in found)
    notes = (words.say("Types that are no requests for data are in no total."),) if apart else ()
    columns = (
        Column(words.say("Period"), numeric=False, width=2),
        *(Column(label(kind)) for kind in found),
    )
    table = Table(name, caption, columns, rows, notes, context.data_file(view.kind))
    return marked(context, with_legend(words, table), view.measures[:1], periods[::-1])


def _there(view: CubeView, place: Place) -> bool:
    number = view.number(view.measures[0].code, *place)
    return number.some or number.withheld
