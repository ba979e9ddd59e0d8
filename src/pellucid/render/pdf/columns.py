"""A table in, how it stands on paper out: widths of its columns, upright, turned or parted, kept together."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from pellucid.render.pictures.svg import pieces, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pellucid.report.model import Table

T = TypeVar("T")

# Measures of the style sheet for paper, in points.
TEXT, HEAD = 8.5, 8.0
PADDING = 12.0  # of a cell, both sides
UPRIGHT, TURNED, COMPACT = 493.0, 725.0, 320.0  # widths of tables
BOLD = 1.08  # how much wider bold letters are
LONGEST = 200.0  # a cell that takes more may break into lines
FEW_COLUMNS = 3
FEW_ROWS = 12  # a table with no more keeps together


def turned(table: Table) -> bool:
    """Say whether a table needs the long side of the paper, so that no word is broken."""
    return sum(_narrowest(table)) > UPRIGHT


def parted(table: Table) -> tuple[Table, ...]:
    """Part a table that is too wide for the long side too: each part has the head column and its notes.

    The parts have about as many columns each; the first one keeps the table's id.
    """
    widths = _narrowest(table)
    head, others = widths[0], widths[1:]
    number = 1
    while number < len(others) and not all(head + sum(part) <= TURNED for part in _evenly(others, number)):
        number += 1
    if number == 1:
        return (table,)
    places = _evenly(range(len(others)), number)
    return tuple(
        replace(
            table,
            id=f"{table.id}-{count}" if count > 1 else table.id,
            columns=(table.columns[0], *(table.columns[1 + place] for place in part)),
            rows=tuple(replace(row, cells=tuple(row.cells[place] for place in part)) for row in table.rows),
        )
        for count, part in enumerate(places, 1)
    )


def _evenly(items: Sequence[T], number: int) -> list[Sequence[T]]:
    """Part items into so many runs, alike in length."""
    ends = [len(items) * part // number for part in range(number + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


def kept_together(table: Table) -> bool:
    """Say whether a table is short enough not to be broken over pages."""
    return len(table.rows) <= FEW_ROWS


def compact(table: Table) -> bool:
    """Say whether a table has so few columns that the full width would pull them apart."""
    return len(table.columns) <= FEW_COLUMNS


def column_widths(table: Table) -> list[str]:
    """Give each column's share of the width, in percent, as a class of the style sheet for paper.

    Each column gets what its longest word takes, then what its cells take in one line, as far as there is
    room; what is left is shared by the columns' own widths.
    """
    widths = _narrowest(table)
    room = max(_width(table), sum(widths))
    wishes = [max(0, wish - width) for wish, width in zip(_one_line(table), widths, strict=True)]
    given = min(1, (room - sum(widths)) / (sum(wishes) or 1))
    widths = [width + given * wish for width, wish in zip(widths, wishes, strict=True)]
    left, parts = room - sum(widths), sum(column.width for column in table.columns)
    widths = [
        width + left * column.width / parts for width, column in zip(widths, table.columns, strict=True)
    ]
    return [f"w{int(100 * width / room)}" for width in widths]


def _width(table: Table) -> float:
    if compact(table):
        return COMPACT
    return TURNED if turned(table) else UPRIGHT


def _narrowest(table: Table) -> list[float]:
    """Measure the longest word of each column, in its head and in its cells."""
    heads = [_unbroken(f"{column.title} {column.unit or ''}") for column in table.columns]
    cells = [[word for text in column for word in _unbroken(text)] for column in _texts(table)]
    return [
        PADDING + max(_longest(head, HEAD), _longest(words, TEXT))
        for head, words in zip(heads, cells, strict=True)
    ]


def _unbroken(text: str) -> list[str]:
    """Part a text where a line may end."""
    return [piece for _, piece in pieces(text)]


def _one_line(table: Table) -> list[float]:
    """Measure the longest cell of each column, but for very long ones."""
    return [PADDING + min(LONGEST, _longest(column, TEXT)) for column in _texts(table)]


def _texts(table: Table) -> list[list[str]]:
    rows = [(row.head, *row.cells) for row in table.rows]
    return [[row[place].text for row in rows] for place in range(len(table.columns))]


def _longest(words: Iterable[str], size: float) -> float:
    return max((text_width(word, size * BOLD) for word in words), default=0)
