"""A table in, how it stands on paper out: widths of its columns, upright, turned or parted, kept together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from pellucid.render.pictures.svg import pieces, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyphen import Pyphen  # type: ignore[import-untyped]

    from pellucid.report.model import Table

T = TypeVar("T")

# Measures of the style sheet for paper, in points.
UPRIGHT, TURNED, COMPACT = 493.0, 725.0, 320.0  # widths of tables
PLAIN, BOLD = 1.04, 1.1  # how much wider letters may be than they are thought to be
SLACK = 2.0  # of a column, for words of letters that are narrower in thought than on paper
LONGEST = 230.0  # a cell that takes more may break into lines
FEW_COLUMNS = 3
FEW_ROWS = 12  # a table with no more keeps together
# A word may be parted only where it is as long as this and leaves so many letters on both sides.
LONG_WORD, LETTERS_LEFT = 8, 4
MOST_WORDS = 6  # of a head that is parted


@dataclass(frozen=True)
class Setting:
    """How a table is set: sizes of its letters, the padding at a cell's side, what parts its words.

    There is no padding at the table's own sides.
    """

    text: float = 8.5
    head: float = 8.0
    side: float = 5.0
    hyphens: Pyphen | None = None


AT_EASE, TIGHT = Setting(), Setting(7.75, 7.25, 3.5)


@dataclass(frozen=True)
class Stand:
    """How a table stands on paper.

    widths: of its columns, in points. spare: what it leaves of the page's width, for its caption.
    kinds: what else is special, as classes.
    """

    widths: tuple[float, ...]
    spare: float
    kinds: tuple[str, ...]

    @property
    def width(self) -> float:
        """Its own width, in points."""
        return sum(self.widths)

    @property
    def columns(self) -> list[str]:
        """Each column's share of the width."""
        return [f"{100 * width / self.width:.2f}%" for width in self.widths]


def stand(table: Table, language: str = "en") -> Stand:
    """Say how a table stands on paper.

    Where the longest words of its columns are too wide for the page it is set tight, then its words are
    parted by hyphens too, and only then it is turned. Each column gets what its longest word takes, then what
    its cells take in one line, then what its head takes in three lines, in two and at best in one, as far as
    there is room. What is left goes to columns of figures until they are alike, and to all by their own
    widths.
    """
    setting = _upright(table, language)
    narrowest = _narrowest(table, setting or AT_EASE)
    whole = UPRIGHT if setting else max(TURNED, sum(narrowest))
    widths = _raised(narrowest, _one_line(table, setting or AT_EASE), whole)
    for lines in (3, 2):
        widths = _raised(widths, _heads(table, lines, setting or AT_EASE), whole)
    in_one = [max(pair) for pair in zip(widths, _heads(table, 1, setting or AT_EASE), strict=True)]
    widths = in_one if not compact(table) and sum(in_one) <= whole else widths
    room = min(whole, max(COMPACT, sum(widths))) if compact(table) else whole
    widths = _alike(table, widths, room, (setting or AT_EASE).side)
    left, parts = room - sum(widths), sum(column.width for column in table.columns)
    shared = tuple(
        width + left * column.width / parts for width, column in zip(widths, table.columns, strict=True)
    )
    named = {
        "turned": setting is None,
        "tight": setting not in {None, AT_EASE},
        "hyphened": bool(setting and setting.hyphens),
    }
    kinds = tuple(kind for kind, is_so in named.items() if is_so)
    return Stand(shared, whole - room, kinds)


def turned(table: Table, language: str = "en") -> bool:
    """Say whether a table needs the long side of the paper."""
    return _upright(table, language) is None


def _upright(table: Table, language: str) -> Setting | None:
    """Choose the setting in which a table stands upright; none where it does in no setting.

    A head of many words would be a pillar of their parts.
    """
    long_heads = any(
        len(pieces(f"{column.title} {column.unit or ''}")) > MOST_WORDS for column in table.columns
    )
    settings = (AT_EASE, TIGHT, *(() if long_heads else (replace(TIGHT, hyphens=_hyphens(language)),)))
    return next((one for one in settings if sum(_narrowest(table, one)) <= UPRIGHT), None)


def parted(table: Table) -> tuple[Table, ...]:
    """Part a table that is too wide for the long side too: each part has the head column and its notes.

    The parts have about as many columns each; the first one keeps the table's id.
    """
    widths = _narrowest(table, AT_EASE)
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


def _raised(widths: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Give each column what it wishes for, or all the same share of it where there is not enough room."""
    lacks = [max(0.0, wish - width) for wish, width in zip(wishes, widths, strict=True)]
    share = min(1.0, (room - sum(widths)) / (sum(lacks) or 1))
    return [width + share * lack for width, lack in zip(widths, lacks, strict=True)]


def _alike(table: Table, widths: Sequence[float], room: float, side: float) -> list[float]:
    """Give the texts of columns of figures as much room as the widest of them has; the narrowest first."""
    figures = [place for place, column in enumerate(table.columns) if place and column.numeric]
    padding = [side * ((place > 0) + (place < len(widths) - 1)) for place in range(len(widths))]
    found = [width - sides for width, sides in zip(widths, padding, strict=True)]
    left = room - sum(widths)
    order = sorted(figures, key=lambda place: found[place])
    for count, (narrow, wider) in enumerate(pairwise(order), 1):
        step = min(found[wider] - found[narrow], max(0.0, left) / count)
        for place in order[:count]:
            found[place] += step
        left -= step * count
    return [width + sides for width, sides in zip(found, padding, strict=True)]


def _narrowest(table: Table, setting: Setting) -> list[float]:
    """Measure the longest word of each column, in its head and in its cells."""
    heads = [f"{column.title} {column.unit or ''}" for column in table.columns]
    return _with_sides(
        (
            max(
                _longest_word(head, setting.head * BOLD, setting.hyphens),
                *(_longest_word(text, setting.text * weight, setting.hyphens) for text, weight in cells),
            )
            for head, cells in zip(heads, _cells(table), strict=True)
        ),
        setting,
    )


def _one_line(table: Table, setting: Setting) -> list[float]:
    """Measure the longest cell of each column, but for very long ones."""
    return _with_sides(
        (
            min(LONGEST, max(text_width(text, setting.text * weight) for text, weight in cells))
            for cells in _cells(table)
        ),
        setting,
    )


def _heads(table: Table, lines: int, setting: Setting) -> list[float]:
    """Measure what the head of each column takes in so many lines, of which its unit has one."""
    size = setting.head * BOLD
    return _with_sides(
        (
            max(
                _in_lines(column.title, max(1, lines - bool(column.unit)), size),
                text_width(column.unit or "", size),
            )
            for column in table.columns
        ),
        setting,
    )


def _in_lines(title: str, lines: int, size: float) -> float:
    """Measure the widest of so many lines, made as even as they can be."""
    words = [word for _, word in pieces(title)]
    if lines == 1 or len(words) < 2:  # noqa: PLR2004 - a word alone is one line
        return text_width(" ".join(words), size)
    return min(
        max(text_width(" ".join(words[:end]), size), _in_lines(" ".join(words[end:]), lines - 1, size))
        for end in range(1, len(words) + 1)
    )


def _with_sides(widths: Iterable[float], setting: Setting) -> list[float]:
    """Add the padding to widths of texts."""
    texts = list(widths)
    last = len(texts) - 1
    sides = ((place > 0) + (place < last) for place in range(len(texts)))
    return [width + SLACK + setting.side * count for width, count in zip(texts, sides, strict=True)]


def _cells(table: Table) -> list[list[tuple[str, float]]]:
    """Give each column's texts, each with how wide its letters may be; a text that comes again only once."""
    rows = [(row, BOLD if row.total else PLAIN) for row in table.rows]
    columns: list[dict[tuple[str, float], None]] = [{("", PLAIN): None} for _ in table.columns]
    for row, weight in rows:
        for column, cell in zip(columns, (row.head, *row.cells), strict=True):
            column[cell.text, weight] = None
    return [list(column) for column in columns]


def _longest_word(text: str, size: float, hyphens: Pyphen | None) -> float:
    """Measure the longest of what stands between the places where a line may end."""
    return max((_word(word, size, hyphens) for _, word in pieces(text)), default=0)


def _word(word: str, size: float, hyphens: Pyphen | None) -> float:
    """Measure a word, or the longer part of one that is parted where its parts are shortest."""
    whole = text_width(word, size)
    if hyphens is None or len(word) < LONG_WORD:
        return whole
    places = (place for place in hyphens.positions(word) if LETTERS_LEFT <= place <= len(word) - LETTERS_LEFT)
    parts = (max(text_width(f"{word[:place]}-", size), text_width(word[place:], size)) for place in places)
    return min(parts, default=whole)


@lru_cache
def _hyphens(language: str) -> Pyphen | None:
    """Give what parts words of a language; nothing where its words are not parted."""
    import pyphen  # noqa: PLC0415 - it reads its dictionaries

    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known) if known else None
