"""Takes what was removed from search, gives it by country and category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.report.blocks.tabulate import name_cell, number_cell, with_legend
from pellucid.report.model import Cell, Column, Heading, Row, Table, Text
from pellucid.report.numbers.order import countries_with_some, most_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView, Number

MEASURE = "search_items_removed"
MOST_ROWS = 20
MOST_COLUMNS = 7


def search_cleanup(context: Context, view: CubeView) -> Iterator[Block]:
    """Show what was removed from search; nothing where the log cannot tell."""
    if not view.has(MEASURE):
        return
    words, total = context.words, view.number(MEASURE)
    yield Heading("search-clean-up", words.say("Removed from search"))
    yield Text((_sentence(context, total),))
    if total.some:
        yield _table(context, view)


def _sentence(context: Context, total: Number) -> str:
    words = context.words
    if total.withheld:
        return words.say("A withheld number of items was removed from search after a report.")
    return words.plural(
        "{n} item was removed from search after a report.",
        "{n} items were removed from search after a report.",
        total.whole,
    )


def _table(context: Context, view: CubeView) -> Table:
    words = context.words
    countries, categories = _countries(context, view), _categories(context, view)
    rows = [_row(context, view, country, categories) for country in countries[:MOST_ROWS]]
    total = _row(context, view, TOTAL, categories)
    columns = (
        Column(words.say("Country"), numeric=False, width=2),
        Column(words.say("All categories")),
        *(Column(context.labels.category(code)) for code in categories),
    )
    caption = words.say(
        "Items removed from search by country and category, {period}", period=context.period_label
    )
    table = Table(
        id="search-clean-up-table",
        caption=caption,
        columns=columns,
        rows=(*rows, Row(total.head, total.cells, total=True)),
        notes=tuple(_left_out(context, view, len(countries), len(categories))),
        source=context.data_file(view.kind),
    )
    return with_legend(words, table)


def _countries(context: Context, view: CubeView) -> list[str]:
    """Give the countries with an item removed, most first, then withheld ones by name, the unknown last."""
    unknown = view.number(MEASURE, UNKNOWN)
    last = [UNKNOWN] if UNKNOWN in view.countries and not unknown.zero else []
    named = countries_with_some(context.words, view, MEASURE)
    return [*named[: MOST_ROWS - len(last)], *last, *named[MOST_ROWS - len(last) :]]


def _categories(context: Context, view: CubeView) -> list[str]:
    """Give the categories with most items removed, then withheld ones by name."""
    by_label = sorted(view.request_types, key=context.labels.category)
    found = [code for code in by_label if view.number(MEASURE, request_type=code).some]
    return most_first(found, lambda code: view.number(MEASURE, request_type=code))[:MOST_COLUMNS]


def _row(context: Context, view: CubeView, country: str, categories: list[str]) -> Row:
    href = f"countries/{country}.html" if country != TOTAL else None
    return Row(
        name_cell(context.words.country(country), href), tuple(_cells(context, view, country, categories))
    )


def _cells(context: Context, view: CubeView, country: str, categories: list[str]) -> Iterator[Cell]:
    yield number_cell(context.words, view.number(MEASURE, country))
    for category in categories:
        yield number_cell(context.words, view.number(MEASURE, country, category))


def _left_out(context: Context, view: CubeView, countries: int, categories: int) -> Iterator[str]:
    words = context.words
    if countries > MOST_ROWS:
        yield words.plural(
            "{n} more country is on its own page and in the data.",
            "{n} more countries are on their own pages and in the data.",
            countries - MOST_ROWS,
        )
    others = sum(view.number(MEASURE, request_type=code).some for code in view.request_types) - categories
    if others > 0:
        yield words.plural(
            "{n} more category is in the total and in the data.",
            "{n} more categories are in the total and in the data.",
            others,
        )
