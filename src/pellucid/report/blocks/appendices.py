"""Takes the figures by country, gives the long tables at the end of the report on paper.

Countries stand in the order of their names, which tells nothing of their figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.report.blocks.key_figures import main_view
from pellucid.report.blocks.tabulate import (
    measure_cell,
    measure_cells,
    measure_columns,
    name_cell,
    text_cell,
    with_legend,
)
from pellucid.report.blocks.type_table import type_cells
from pellucid.report.model import Column, Row, Section, Table
from pellucid.report.numbers.change import periods_with_figures
from pellucid.report.numbers.lookup import Place
from pellucid.report.wording import period_words
from pellucid.vocabulary.request_types import DATA_REQUEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView


def appendices(context: Context) -> Iterator[Section]:
    """Give the configured ones that have something to say."""
    view = main_view(context)
    if view is None or not view.countries:
        return
    for name in context.config.report.pdf.appendices:
        if name == "countries_by_type" and len(view.request_types) > 1:
            yield _by_type(context, view)
        if name == "countries_by_period" and len(periods_with_figures(view)) > 1:
            yield _by_period(context, view)


def _by_type(context: Context, view: CubeView) -> Section:
    """List every figure of the period: each country, and each of its types or categories."""
    words, period = context.words, context.period_label
    if view.of == "legal_requests":
        kind = words.say("Type")
        caption = words.say("All figures by country and type, {period}", period=period)
        title = words.say("Appendix: figures by country and type")
    else:
        kind = words.say("Category")
        caption = words.say("All figures by country and category, {period}", period=period)
        title = words.say("Appendix: figures by country and category")
    table = Table(
        id="countries-by-type",
        caption=caption,
        columns=(
            Column(words.say("Country"), numeric=False, width=2),
            Column(kind, numeric=False, width=2),
            *measure_columns(words, view.measures),
        ),
        rows=tuple(
            row
            for code in (*words.by_name(view.countries), TOTAL)
            for row in _of_country(context, view, code)
        ),
        notes=_apart_notes(context, view),
        source=context.data_file(view.kind),
    )
    return Section("appendix-by-type", title, (with_legend(words, table),))


def _of_country(context: Context, view: CubeView, code: str) -> Iterator[Row]:
    """Give a country's total, then its types; a type that is all of it stands for both."""
    labels, types = context.labels, _types(context, view, code)
    name = name_cell(context.words.country(code))
    apart = [kind for kind in types if _is_apart(context, view, kind)]
    if len(types) != 1 or apart:
        whole = labels.request_type(TOTAL) if view.of == "legal_requests" else labels.category(TOTAL)
        yield Row(name, (text_cell(whole), *measure_cells(context, view, Place(code))), total=True)
    for kind in types:
        label = labels.request_type(kind) if view.of == "legal_requests" else labels.category(kind)
        yield Row(name, (text_cell(label), *type_cells(context, view, Place(code, kind), apart)))


def _types(context: Context, view: CubeView, code: str) -> list[str]:
    found = view.types_of(code)
    if view.of == "legal_requests":
        return list(context.labels.types_in_order(found))
    return sorted(found, key=context.labels.category)


def _is_apart(context: Context, view: CubeView, kind: str) -> bool:
    return view.of == "legal_requests" and context.labels.family(kind) != DATA_REQUEST


def _apart_notes(context: Context, view: CubeView) -> tuple[str, ...]:
    """Name the types that are in no total."""
    words = context.words
    apart = [kind for kind in _types(context, view, TOTAL) if _is_apart(context, view, kind)]
    if not apart:
        return ()
    named = words.listed(context.labels.request_type(kind) for kind in apart)
    return (words.say("In no total: {types}.", types=named),)


def _by_period(context: Context, view: CubeView) -> Section:
    """List the first measure of every country, the newest period last."""
    words, measure, periods = context.words, view.measures[0], periods_with_figures(view)
    label = words.say(measure.label)
    table = Table(
        id="countries-by-period",
        caption=words.say(
            "{measure} by country, {first} to {last}",
            measure=label,
            first=period_words.label(words, periods[0]),
            last=period_words.label(words, periods[-1]),
        ),
        columns=(
            Column(words.say("Country"), numeric=False, width=2),
            *(Column(period_words.axis_label(words, period)) for period in periods),
        ),
        rows=tuple(
            Row(
                name_cell(words.country(code)),
                tuple(measure_cell(context, view, measure, Place(code, period=period)) for period in periods),
                total=code == TOTAL,
            )
            for code in (*words.by_name(view.countries), TOTAL)
        ),
        source=context.data_file(view.kind),
    )
    return Section(
        "appendix-by-period",
        words.say("Appendix: {measure} over time", measure=words.lowered(label)),
        (with_legend(words, table),),
    )
