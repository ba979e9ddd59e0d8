"""Takes the figures of all releases; gives what makes tables of every country in every period, to compare."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pellucid.cube.cells import TOTAL
from pellucid.report.blocks.key_figures import main_view
from pellucid.report.blocks.tabulate import name_cell, number_cell, with_legend
from pellucid.report.blocks.trend import drawn
from pellucid.report.model import Column, Comparison, Matrix, Row, Span, Table
from pellucid.report.numbers.change import periods_with_figures
from pellucid.report.wording import period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pellucid.cube.measures import Measure
    from pellucid.report.context import Context
    from pellucid.report.numbers.lookup import CubeView
    from pellucid.vocabulary.periods import Period

MOST_CELLS = 3600  # of all tables together, so that the page stays light
MOST_COLUMNS = 40  # of a table, so many can be chosen by the sheet compare.css
FEWEST = 2  # periods


def comparison(contexts: Sequence[Context]) -> Callable[[], Comparison] | None:
    """Give what makes the page's tables; None where there are no two periods to compare."""
    if not any(_shown(context, len(contexts)) for context in contexts):
        return None
    return partial(_comparison, contexts)


def _comparison(contexts: Sequence[Context]) -> Comparison:
    lead = contexts[0].words.say("Any two periods beside each other, country by country.")
    return Comparison(
        lead, tuple(matrix for context in contexts for matrix in _matrices(context, len(contexts)))
    )


def _shown(context: Context, contexts: int) -> Sequence[Period]:
    """The periods that have room beside each other; none where there is nothing to compare."""
    view = main_view(context)
    if view is None or not view.countries or not drawn(view):
        return ()
    room = min(MOST_COLUMNS, MOST_CELLS // (contexts * len(drawn(view)) * (len(view.countries) + 1)))
    shown = periods_with_figures(view)[-max(room, FEWEST) :]
    return shown if len(shown) >= FEWEST else ()


def _matrices(context: Context, contexts: int) -> Iterator[Matrix]:
    view, shown = main_view(context), _shown(context, contexts)
    if view is None or not shown:
        return
    for measure in drawn(view):
        label = context.words.say(measure.label)
        if contexts > 1:
            label = period_words.by_length(context.words, label, view.period.kind)
        yield _matrix(context, view, measure, shown, label)


def _matrix(
    context: Context,
    view: CubeView,
    measure: Measure,
    periods: Sequence[Period],
    label: str,
) -> Matrix:
    words = context.words
    spans = tuple(
        Span(
            period.name,
            period_words.axis_label(words, period),
            period.start.isoformat(),
            period.end.isoformat(),
        )
        for period in periods
    )
    rows = tuple(
        Row(
            name_cell(words.country(code), f"countries/{code}.html"),
            tuple(number_cell(words, view.number(measure.code, code, period=period)) for period in periods),
        )
        for code in words.by_name(view.countries)
    )
    total = Row(
        name_cell(words.country(TOTAL)),
        tuple(number_cell(words, view.number(measure.code, period=period)) for period in periods),
        total=True,
    )
    table = Table(
        id=f"{view.period.kind}-{measure.code}".replace("_", "-"),
        caption=words.say("{measure} by country and period", measure=label),
        columns=(Column(words.say("Country"), numeric=False, width=2), *(Column(s.label) for s in spans)),
        rows=(*rows, total),
        notes=_left_out(context, len(periods_with_figures(view)) - len(periods)),
        source=context.data_file(view.kind),
    )
    breaks = (one for one in context.config.breaks if measure.code in one.measures)
    return Matrix(label, with_legend(words, table), spans, tuple(one.date.isoformat() for one in breaks))


def _left_out(context: Context, periods: int) -> tuple[str, ...]:
    if not periods:
        return ()
    return (
        context.words.plural(
            "{n} earlier period is in the data file alone.",
            "{n} earlier periods are in the data file alone.",
            periods,
        ),
    )
