"""Takes the categories of data that are held, gives purpose and retention beside what was disclosed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.report.blocks.tabulate import name_cell, number_cell, text_cell, with_legend
from pellucid.report.model import Cell, Column, Row, Section, Table

if TYPE_CHECKING:
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import Number

DIMENSION = "data_disclosed"


def section(context: Context) -> Section | None:
    """Give what is held and what was disclosed of it; None where the configuration declares nothing."""
    if not context.config.data_held:
        return None
    return Section("data_held", context.title("data_held"), (_table(context),))


def undeclared(context: Context) -> list[str]:
    """Give the categories that were disclosed but are not declared as held."""
    declared = {held.category for held in context.config.data_held}
    disclosed = context.labels.order(DIMENSION, context.figures.codes(DIMENSION))
    return [code for code in disclosed if code not in declared and not _number(context, code).zero]


def _table(context: Context) -> Table:
    words, others = context.words, undeclared(context)
    rows = [
        Row(
            name_cell(context.labels.code(DIMENSION, held.category)),
            (text_cell(held.purpose), text_cell(held.retention), *_disclosed(context, held.category)),
        )
        for held in context.config.data_held
    ]
    missing = text_cell(words.say("not declared"))
    rows += [
        Row(name_cell(context.labels.code(DIMENSION, code)), (missing, missing, *_disclosed(context, code)))
        for code in others
    ]
    table = Table(
        id="data-held-table",
        caption=words.say(
            "Data that is held, and on how many requests it was disclosed, {period}",
            period=context.period_label,
        ),
        columns=(
            Column(words.say("Category of data"), numeric=False, width=2),
            Column(words.say("Purpose"), numeric=False, width=2),
            Column(words.say("Kept for"), numeric=False, width=2),
            *((Column(words.say("Requests with it disclosed")),) if _known(context) else ()),
        ),
        rows=tuple(rows),
        notes=_notes(context, others),
        source=context.data_file("breakdowns") if _known(context) else None,
    )
    return with_legend(words, table)


def _known(context: Context) -> bool:
    return context.figures.has(DIMENSION, "requests_disclosed")


def _number(context: Context, code: str) -> Number:
    return context.figures.breakdown(DIMENSION, code, "requests_disclosed")


def _disclosed(context: Context, code: str) -> tuple[Cell, ...]:
    if not _known(context):
        return ()
    return (number_cell(context.words, _number(context, code)),)


def _notes(context: Context, others: list[str]) -> tuple[str, ...]:
    words = context.words
    if not _known(context):
        return (
            words.say("The figures do not say which category of data was disclosed on how many requests."),
        )
    notes = [words.say("Several categories can be disclosed on one request, so the rows do not add up.")]
    if others:
        names = words.listed(context.labels.code(DIMENSION, code) for code in others)
        notes.append(words.say("Disclosed, but not declared as held: {names}.", names=names))
    return tuple(notes)
