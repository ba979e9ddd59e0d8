"""Takes the figures of a kind, gives the table by type of request or by category.

What is not a request for data stands below the total, in rows of its own that say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.report.blocks.counting_rules import held_back
from pellucid.report.blocks.tabulate import (
    measure_cell,
    measure_cells,
    measure_columns,
    name_cell,
    nothing_cell,
    text_cell,
    with_legend,
)
from pellucid.report.model import Column, Row, Table
from pellucid.report.numbers.lookup import Place, is_rate
from pellucid.report.numbers.order import most_first
from pellucid.vocabulary.request_types import DATA_REQUEST, PRESERVATION

if TYPE_CHECKING:
    from collections.abc import Collection

    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.model import Cell
    from pellucid.report.numbers.lookup import CubeView

DISCLOSING = {"requests_disclosed", "accounts_disclosed", "disclosure_rate"}


def type_table(context: Context, view: CubeView, name: str, caption: str, country: str = TOTAL) -> Table:
    """List types, or categories, most first; the total; then what is not in the total."""
    if view.of == "legal_requests":
        return _request_types(context, view, name, caption, country)
    return _categories(context, view, name, caption, country)


def types_shown(context: Context, view: CubeView, country: str = TOTAL) -> list[str]:
    """Sort types by the kind's first measure, most first; ties and withheld ones as the vocabulary does."""
    measure, types = view.measures[0].code, view.types_of(country)
    if view.of == "legal_requests":
        found = list(context.labels.types_in_order(types))
    else:
        found = sorted(types, key=context.labels.category)
    return most_first(found, lambda code: view.number(measure, country, code))


def _request_types(context: Context, view: CubeView, name: str, caption: str, country: str) -> Table:
    words = context.words
    types = types_shown(context, view, country)
    counted = [code for code in types if context.labels.family(code) == DATA_REQUEST]
    apart = [code for code in types if context.labels.family(code) != DATA_REQUEST]
    total = Row(
        name_cell(context.labels.request_type(TOTAL)),
        (*measure_cells(context, view, Place(country)), *_family_cell(context, apart, DATA_REQUEST)),
        total=True,
    )
    rows = (
        *(_type_row(context, view, Place(country, code), apart) for code in counted),
        total,
        *(_type_row(context, view, Place(country, code), apart) for code in apart),
    )
    family = (Column(words.say("Family"), numeric=False),) if apart else ()
    columns = (
        Column(words.say("Type"), numeric=False, width=2),
        *measure_columns(words, view.measures),
        *family,  # last, so that a phone shows figures beside the names
    )
    return with_legend(
        words, Table(name, caption, columns, rows, _notes(context, apart), context.data_file(view.kind))
    )


def _type_row(context: Context, view: CubeView, place: Place, apart: list[str]) -> Row:
    label, family = context.labels.request_type(place.request_type), context.labels.family(place.request_type)
    if family != DATA_REQUEST:
        label = context.words.say("{type} (not in the total)", type=label)
    cells = type_cells(context, view, place, apart)
    return Row(name_cell(label), (*cells, *_family_cell(context, apart, place.request_type)))


def type_cells(context: Context, view: CubeView, place: Place, apart: Collection[str]) -> tuple[Cell, ...]:
    """Give every measure of a type of request; those that are in no total have no rate."""
    return tuple(_cell(context, view, measure, place, apart) for measure in view.measures)


def _family_cell(context: Context, apart: list[str], code: str) -> tuple[Cell, ...]:
    return (text_cell(context.labels.family_label(code)),) if apart else ()


def _cell(context: Context, view: CubeView, measure: Measure, place: Place, apart: Collection[str]) -> Cell:
    """Give a measure's cell; nothing is disclosed on a preservation request, which is not the same as 0."""
    preserved = context.labels.family(place.request_type) == PRESERVATION
    if preserved and measure.code in DISCLOSING and not _some(view, measure, place):
        return nothing_cell(
            context.words, context.words.say("nothing is disclosed on a preservation request")
        )
    if is_rate(measure) and place.request_type in apart:
        return nothing_cell(context.words, context.words.say("rates are over requests for data alone"))
    return measure_cell(context, view, measure, place)


def _some(view: CubeView, measure: Measure, place: Place) -> bool:
    number = view.number(measure.code, *place)
    return number.some or number.withheld


def _notes(context: Context, apart: list[str]) -> tuple[str, ...]:
    total = context.words.say("The total is over requests for data. Rows below it are not in the total.")
    return (*((total,) if apart else ()), *held_back(context))


def _categories(context: Context, view: CubeView, name: str, caption: str, country: str) -> Table:
    words = context.words
    rows = tuple(
        Row(name_cell(context.labels.category(code)), measure_cells(context, view, Place(country, code)))
        for code in types_shown(context, view, country)
    )
    total = Row(
        name_cell(context.labels.category(TOTAL)), measure_cells(context, view, Place(country)), total=True
    )
    columns = (Column(words.say("Category"), numeric=False, width=2), *measure_columns(words, view.measures))
    table = Table(name, caption, columns, (*rows, total), source=context.data_file(view.kind))
    return with_legend(words, table)
