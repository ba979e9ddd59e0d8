"""Numbers as table cells and in sentences, by status."""

from __future__ import annotations

import pytest

from pellucid.cube.measures import How
from pellucid.report.blocks.tabulate import in_words, nothing_cell, number_cell, with_legend
from pellucid.report.model import Cell, Column, Row, Table
from pellucid.report.numbers.lookup import Number
from pellucid.report.wording.words import Words
from pellucid.vocabulary.status import Status

WORDS = Words.of("en")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "in_table", "note", "in_sentence"),
    [
        (Number(Status.PUBLISHED, 11625), "11,625", None, "11,625"),
        (Number(Status.PUBLISHED, 0), "0", None, "0"),
        (Number(Status.DERIVED, 7), f"7{NBSP}d", "derived", "7"),
        (Number(Status.AT_LEAST, 11625, 11625), f"≥{NBSP}11,625", "at least 11,625", "at least 11,625"),
        (Number(Status.BANDED, None, 0, 249), "0–249", "banded", "0–249"),  # noqa: RUF001
        (Number(Status.NOT_AVAILABLE), "x", "not available", "not available"),
        (
            Number(Status.NOT_AVAILABLE, None, 0, 1),
            "x",
            "not available; between 0 and 1",
            "not available",
        ),
        (Number(Status.SUPPRESSED), "c", "withheld", "withheld"),
        (Number(Status.EMBARGOED), "h", "held back", "held back"),
    ],
)
def test_each_status(number: Number, in_table: str, note: str | None, in_sentence: str) -> None:
    """A cell without a figure says so by a mark and a note: it is never blank and never 0."""
    cell = number_cell(WORDS, number)
    assert (cell.text, cell.note, cell.status) == (in_table, note, number.status.value)
    assert in_words(WORDS, number) == in_sentence


def test_medians_have_a_decimal() -> None:
    """A median of 12 days is 12.0 beside one of 12.5."""
    assert number_cell(WORDS, Number(Status.PUBLISHED, 12), How.MEDIAN).text == "12.0"


def test_what_has_no_figure_has_no_key_to_sort_by() -> None:
    """A withheld cell does not sort among the zeros: the page leaves it last whichever way it sorts."""
    cells = [number_cell(WORDS, Number(Status.SUPPRESSED)), number_cell(WORDS, Number(Status.PUBLISHED, 0))]
    assert [cell.sort for cell in cells] == ["", "0"]


def test_nothing_to_count_is_not_applicable() -> None:
    """A rate of nothing says why it is none."""
    assert nothing_cell(WORDS, "there was none").note == "not applicable: there was none"


def test_legend_names_the_marks_of_the_table() -> None:
    """Notes explain the marks that occur, and no others."""
    cells = (number_cell(WORDS, Number(Status.DERIVED, 7)), number_cell(WORDS, Number(Status.PUBLISHED, 1)))
    table = Table("t", "T", (Column("a"),) * 3, (Row(Cell("r"), cells),), notes=("Own note.",))
    assert with_legend(WORDS, table).notes == ("Own note.", f"d: {Status.DERIVED.meaning}")
