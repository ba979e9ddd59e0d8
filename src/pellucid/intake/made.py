"""Cells of a file in; our columns that are made of several of them, and the rows that are set aside, out.

The same expressions run over what the engine reads and over records that are read one by one.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

import ibis

from pellucid.config.logs import Sum
from pellucid.config.scalars import parts_of
from pellucid.intake.cells import ASIDE, BLANK, LINE_NAME, TOTALS_OF, ends_of, without_blanks
from pellucid.intake.source import FILE_MARK, LINE_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis.expr.types as ir

    from pellucid.config.logs import Composed
    from pellucid.intake.source import LogSet

    _Cells = Mapping[str, ir.StringValue]

LEFT_OUT = "left_out"
TOTALS_ROW = "totals_row"


def source_name(place: int) -> str:
    """The name of cell n beside our columns."""
    return f"_theirs{place}"


def lay_rows(logs: LogSet, file: str, raw: ir.Table, words: Mapping[str, int]) -> ir.Table:
    """Make columns of ours and choose rows.

    raw: our columns as text, the cells of `words` by `source_name`, BLANK, and LINE_NAME where one names it.
    """
    rows = logs.config.rows
    if not logs.made and not rows.words:
        return raw
    cells = {word: without_blanks(raw[source_name(place)].fill_null("")) for word, place in words.items()}
    made: dict[str, ir.Value] = {
        name: _sum(logs, one, cells) if isinstance(one, Sum) else _composed(one, file, raw, cells)
        for name, one in logs.made.items()
    }
    if rows.words:
        aside = _aside(logs, raw, cells)
        aside = ibis.coalesce(raw[ASIDE], aside) if ASIDE in raw.columns else aside
        made |= {BLANK: raw[BLANK] | aside.notnull(), ASIDE: aside}
    if rows.totals:
        held = [_holds(cells[word], texts) for word, texts in rows.totals.items()]
        made[TOTALS_OF] = _added(ibis.ifelse(one, 2**place, 0) for place, one in enumerate(held))
    sources = {source_name(place) for place in words.values()}
    kept = [name for name in raw.columns if name not in {*sources, *made, LINE_NAME}]
    return raw.select(*kept, **made)


def _aside(logs: LogSet, raw: ir.Table, cells: _Cells) -> ir.StringValue:
    """Why each row is set aside by the configuration."""
    rows = logs.config.rows
    left_out = [
        *(~_holds(cells[word], texts) for word, texts in rows.keep.items()),
        *(_holds(cells[word], texts) for word, texts in rows.leave_out.items()),
    ]
    totals = [_holds(cells[word], texts) for word, texts in rows.totals.items()]
    branches = [
        (ibis.or_(*tests), ibis.literal(code))
        for tests, code in ((left_out, LEFT_OUT), (totals, TOTALS_ROW))
        if tests
    ]
    return ibis.cases((raw[BLANK], ibis.null(str)), *branches, else_=ibis.null(str))


def _holds(cell: ir.StringValue, texts: Iterable[str]) -> ir.BooleanValue:
    return cell.isin([text.strip() for text in texts])


def _composed(made: Composed, file: str, raw: ir.Table, cells: _Cells) -> ir.StringValue:
    """A text of several cells; empty where one of them is."""
    parts: list[ir.StringValue] = []
    filled: list[ir.BooleanValue] = []
    for literal, word in parts_of(made.text):
        if literal:
            parts.append(ibis.literal(literal))
        if word == FILE_MARK:
            parts.append(ibis.literal(PurePath(file).name))
        elif word == LINE_MARK:
            parts.append(raw[LINE_NAME])
        elif word:
            parts.append(cells[word])
            filled.append(cells[word] != "")
    text = parts[0].concat(*parts[1:]) if len(parts) > 1 else parts[0]
    if made.match:
        # What does not match is left whole, so that the check of its type names it as it stands.
        group = min(re.compile(made.match).groups, 1)
        text = ibis.ifelse(text.re_search(made.match), text.re_extract(made.match, group), text)
    return ibis.ifelse(ibis.and_(*filled), text, ibis.null(str)) if filled else text


def _sum(logs: LogSet, made: Sum, cells: _Cells) -> ir.StringValue:
    """The sum as a text, a band where a part is one; the text of the first part that is no number."""
    parts = [cells[word] for word in made.sum]
    ends = [ends_of(logs.config.csv, part) for part in parts]
    lower, upper = (_added(side) for side in zip(*ends, strict=True))
    band = ibis.ifelse(
        lower == upper, lower.cast("string"), lower.cast("string").concat("-", upper.cast("string"))
    )
    empty = ibis.or_(*(part == "" for part in parts))
    broken = [
        (~((low >= 0) & (high >= low)).fill_null(ibis.literal(value=False)), part)
        for part, (low, high) in zip(parts, ends, strict=True)
    ]
    return ibis.cases((empty, ibis.null(str)), *broken, else_=band)


def _added(numbers: Iterable[ir.IntegerValue]) -> ir.IntegerValue:
    first, *others = numbers
    for other in others:
        first = first + other
    return first
