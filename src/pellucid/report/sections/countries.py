"""Takes the figures by country, gives a map, a chart of the first, and a table of all with links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.report.blocks.counting_rules import held_back
from pellucid.report.blocks.first_places import who_leads
from pellucid.report.blocks.key_figures import main_view
from pellucid.report.blocks.tabulate import (
    FEW_ROWS,
    bars_in_words,
    in_words,
    measure_cells,
    measure_columns,
    name_cell,
    with_legend,
)
from pellucid.report.blocks.world_map import world_map
from pellucid.report.model import Bar, BarData, Column, Figure, Row, Section, Table
from pellucid.report.numbers.lookup import Place
from pellucid.report.numbers.order import by_figure, countries_with_some, countries_with_values

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.model import Block
    from pellucid.report.numbers.lookup import CubeView

IN_THE_CHART = 15
FEWEST = 2  # one bar has nothing to be compared with


def section(context: Context) -> Section | None:
    """Give what the report is about before all else, requests or orders, by country."""
    view = main_view(context)
    if view is None or not view.countries:
        return None
    figures = (world_map(context, view, "world-map"), country_chart(context, view, "countries-chart"))
    blocks: tuple[Block, ...] = (
        *(figure for figure in figures if figure),
        country_table(context, view, "countries-table", _caption(context, view)),
    )
    return Section("countries", context.title("countries"), blocks)


def country_chart(context: Context, view: CubeView, name: str) -> Figure | None:
    """Draw the countries with the highest figures; None where there is hardly one above 0."""
    measure = view.measures[0]
    codes = countries_with_values(context.words, view, measure.code)
    withheld = len(countries_with_some(context.words, view, measure.code)) - len(codes)
    if not codes or len(codes) + withheld < FEWEST:
        return None
    drawn = tuple(_bar(context, view, code) for code in codes[:IN_THE_CHART])
    bars = (*drawn, *_withheld(context, withheld))
    return Figure(
        id=name,
        title=who_leads(context, view, codes),
        subtitle=context.words.say(
            "{measure}, {period}", measure=context.words.say(measure.label), period=context.period_label
        ),
        alt=bars_in_words(context.words, bars),
        bars=BarData(bars),
        notes=_left_out(context, len(codes) - len(drawn)),
        source=context.data_file(view.kind),
    )


def country_table(context: Context, view: CubeView, name: str, caption: str) -> Table:
    """List every country, most first, withheld ones after the others, the unknown last; then the total."""
    rows = [_row(context, view, code) for code in in_order(context, view)]
    total = Row(name_cell(context.words.country(TOTAL)), measure_cells(context, view), total=True)
    table = Table(
        id=name,
        caption=caption,
        columns=(
            Column(context.words.say("Country"), numeric=False, width=2),
            *measure_columns(context.words, view.measures),
        ),
        rows=(*rows, total),
        notes=(
            *_order_notes(context, view),
            *(held_back(context) if view.of == "legal_requests" else ()),
        ),
        source=context.data_file(view.kind),
        filtered=len(rows) > FEW_ROWS,
    )
    return with_legend(context.words, table)


def in_order(context: Context, view: CubeView) -> list[str]:
    """Sort countries by the kind's first measure, ties by code, then those without a figure by name."""
    found = by_figure(context.words, view, view.measures[0].code, view.countries)
    return sorted(found, key=lambda code: code == UNKNOWN)


def _order_notes(context: Context, view: CubeView) -> tuple[str, ...]:
    """Say what it means to stand below the countries with a figure: nothing."""
    measure = view.measures[0]
    if not any(view.number(measure.code, code).withheld for code in view.countries if code != UNKNOWN):
        return ()
    note = context.words.say(
        "Countries whose {measure} are withheld stand in alphabetical order below the others, whatever their "
        "figures.",
        measure=context.words.lowered(context.words.say(measure.label)),
    )
    return (note,)


def _row(context: Context, view: CubeView, country: str) -> Row:
    name = name_cell(context.words.country(country), href=f"countries/{country}.html")
    return Row(name, measure_cells(context, view, Place(country)))


def _bar(context: Context, view: CubeView, country: str) -> Bar:
    number = view.number(view.measures[0].code, country)
    return Bar(context.words.country(country), number.value, in_words(context.words, number))


def _withheld(context: Context, countries: int) -> tuple[Bar, ...]:
    """Give one row for all the countries whose figures are withheld: no bar, whatever they are."""
    if not countries:
        return ()
    label = context.words.plural("{n} other country", "{n} other countries", countries)
    return (Bar(label, None, context.words.say("withheld")),)


def _left_out(context: Context, number: int) -> tuple[str, ...]:
    if number <= 0:
        return ()
    note = context.words.plural(
        "{n} more country is in the table below.", "{n} more countries are in the table below.", number
    )
    return (note,)


def _caption(context: Context, view: CubeView) -> str:
    if view.has("requests"):
        return context.words.say("Requests for user data by country, {period}", period=context.period_label)
    label = context.words.say(view.measures[0].label)
    return context.words.say("{measure} by country, {period}", measure=label, period=context.period_label)
