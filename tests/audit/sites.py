"""Tables as small texts -> a site whose data files say so, as any program might have made it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pellucid.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = "period,period_start,period_end,country,request_type,measure,value,lower,upper,status"
BREAKDOWNS_HEAD = "period,dimension,code,measure,value,lower,upper,status"


def table(text: str, *, fiscal_year_start: int = 1) -> str:
    """Write a kind's table from lines "period country type measure figure".

    A figure is a number, `c` (withheld), `x` (not available), `h` (embargoed), `3..9` (a band), `>=7`
    (at least) or `d7` (derived).
    """
    rows = [_row(line.split(), fiscal_year_start) for line in text.strip().splitlines()]
    return "\r\n".join([HEAD, *rows, ""])


def breakdowns(text: str) -> str:
    """Write the table of breakdowns from lines "period dimension code measure figure"."""
    rows = []
    for line in text.strip().splitlines():
        *about, figure = line.split()
        rows.append(",".join([*about, *_figure(figure)]))
    return "\r\n".join([BREAKDOWNS_HEAD, *rows, ""])


def grid(period: str, measure: str, text: str) -> str:
    """Write the lines of a measure from a table: a head with the types, then a line a country."""
    head, *lines = (line.split() for line in text.strip().splitlines())
    return "\n".join(
        f"{period} {country} {code} {measure} {figure}"
        for country, *figures in lines
        for code, figure in zip(head, figures, strict=True)
    )


def put(site: Path, files: Mapping[str, str]) -> Path:
    """Put files into a site; names are relative to it."""
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    return site


def report(period: str, **said: object) -> str:
    """Write a report.json as far as the attacker reads it."""
    known = Period.parse(period)
    words = {"name": known.name, "start": known.start.isoformat(), "end": known.end.isoformat()}
    return json.dumps({"schema": 1, "period": words, **said})


def _row(fields: list[str], fiscal_year_start: int) -> str:
    name, *about, figure = fields
    period = Period.parse(name, fiscal_year_start)
    return ",".join([name, period.start.isoformat(), period.end.isoformat(), *about, *_figure(figure)])


def _figure(figure: str) -> tuple[str, str, str, str]:
    marks = {"c": "suppressed", "x": "not_available", "h": "embargoed"}
    if figure in marks:
        return "", "", "", marks[figure]
    if ".." in figure:
        lower, _, upper = figure.partition("..")
        return "", lower, upper, "banded"
    if figure.startswith(">="):
        return figure[2:], figure[2:], "", "at_least"
    number = figure.removeprefix("d")
    return number, number, number, "derived" if figure.startswith("d") else "published"
