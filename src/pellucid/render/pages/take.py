"""A table or a figure in, what a reader takes of it out: CSV, of a figure SVG and PNG; and the links to it.

The main pages have files beside them. Pages of countries are many, and carry what is small in the links.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from pellucid.render.pictures.charts import standing_alone
from pellucid.render.pictures.png import png_of
from pellucid.report.model import Figure, Table
from pellucid.report.wording.words import Words
from pellucid.vocabulary.formulas import inert
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pellucid.report.model import Block, Cell

EXACT = {Status.PUBLISHED, Status.DERIVED}
PERCENT = ("%", "\N{ARABIC PERCENT SIGN}")
MEDIA = {"csv": "text/csv", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class Credit:
    """What stands below a chart that is taken from its page, and the language that it is drawn in."""

    language: str
    text: str
    bar: str


@dataclass(frozen=True)
class Taken:
    """A link to what is taken: its format, address, and the name under which it is kept."""

    label: str
    href: str
    name: str


def files(blocks: Iterable[Block], credit: Credit) -> dict[str, Callable[[], bytes]]:
    """Give what writes the files of tables and figures, by path beside the page."""
    return {path: made for block in blocks for path, made in _made(block, credit)}


def links(block: Table | Figure, credit: Credit, *, beside: bool) -> list[Taken]:
    """Link what can be taken of a block: the files beside the page, or what the links carry."""
    found = _made(block, credit)
    names = [(path, made, path.rpartition("/")[2]) for path, made in found]
    if beside:
        return [Taken(_format(name), path, name) for path, _, name in names]
    return [
        Taken(_format(name), _carried(name, made()), name)
        for _, made, name in names
        if name.rpartition(".")[2] in MEDIA
    ]


def _made(block: Block, credit: Credit) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if isinstance(block, Table):
        yield f"tables/{block.id}.csv", partial(table_csv, block)
    elif isinstance(block, Figure):
        drawn = partial(standing_alone, block, credit.language, credit.text, credit.bar)
        yield f"charts/{block.id}.svg", lambda: drawn().encode()
        yield f"charts/{block.id}.png", lambda: png_of(drawn())
        yield f"charts/{block.id}.csv", partial(figure_csv, block, credit.language)


def _format(name: str) -> str:
    return name.rpartition(".")[2].upper()


def _carried(name: str, content: bytes) -> str:
    return f"data:{MEDIA[name.rpartition('.')[2]]};charset=utf-8,{quote(content)}"


def table_csv(table: Table) -> bytes:
    """Write a table as CSV: exact figures in plain digits, percentages as percent, others as shown."""
    head = [f"{column.title} ({column.unit})" if column.unit else column.title for column in table.columns]
    return _csv([head, *([row.head.text, *map(_value, row.cells)] for row in table.rows)])


def figure_csv(figure: Figure, language: str) -> bytes:
    """Write what a chart shows as CSV; a point without a figure is the words that say why."""
    words = Words.of(language)
    if figure.line is not None:
        series = figure.line.series
        rows = zip(*(line.points for line in series), strict=True)
        head = [words.say("Period"), *(line.label for line in series)]
        lines = ([row[0].label, *(_number(one.value, one.text) for one in row)] for row in rows)
        return _csv([head, *lines])
    if figure.bars is not None:
        head = [words.say("Name"), figure.subtitle]
        return _csv([head, *([bar.label, _number(bar.value, bar.text)] for bar in figure.bars.bars)])
    areas = figure.map.areas if figure.map else ()
    return _csv([[words.say("Country"), figure.subtitle], *([area.code, area.text] for area in areas)])


def _csv(rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([inert(text) for text in row] for row in rows)
    return stream.getvalue().encode()


def _value(cell: Cell) -> str:
    if not cell.numeric or not cell.sort or cell.status not in EXACT:
        return cell.text
    number = Decimal(cell.sort)
    if any(sign in cell.text for sign in PERCENT):
        number *= 100
    return format(number.normalize(), "f")


def _number(value: float | None, text: str) -> str:
    return text if value is None else format(Decimal(repr(value)).normalize(), "f")
