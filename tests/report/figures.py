"""Figures as text in a test -> ProtectedFigures and the context of a section.

A cell is a line `period country type measure number`; a number is `7` (published), `7d` (derived), `>7` (at
least), `x` or `x0-1` (not available, bounded), `0-249` (banded), `c` (suppressed), `-` (nothing to divide
by).
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pellucid.confidentiality.protect import ProtectedFigures, protect
from pellucid.config.model import Config
from pellucid.config.origin import Origin
from pellucid.cube.cells import BREAKDOWN_COLUMNS, CELL_COLUMNS, COVERAGE_COLUMNS, Cube, Figures
from pellucid.cube.measures import measures_of
from pellucid.report.context import Context
from pellucid.report.facts import Facts, LogFact
from pellucid.report.numbers.lookup import Lookup
from pellucid.report.wording.labels import Labels
from pellucid.report.wording.words import Words
from pellucid.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pellucid.report.model import Block, Table

TODAY = date(2026, 1, 15)
FACTS = Facts("Pellucid 0.0", (LogFact("legal_requests", 1, 20, 20, 0, 0, 0),))
NONE = float("nan")


def number(text: str) -> tuple[float, float, float, str]:
    """Read value, lower, upper and status of a number."""
    if match := re.fullmatch(r"(>?)([0-9.]+)(d?)", text):
        value = float(match[2])
        status = {(">", ""): "at_least", ("", "d"): "derived"}.get((match[1], match[3]), "published")
        return value, value, NONE if match[1] else value, status
    if match := re.fullmatch(r"(x?)([0-9]+)-([0-9]+)", text):
        return NONE, float(match[2]), float(match[3]), "not_available" if match[1] else "banded"
    return NONE, NONE, NONE, {"c": "suppressed"}.get(text, "not_available")


def lines(text: str) -> list[list[str]]:
    """Split a table in a test into its cells."""
    return [line.split() for line in text.strip().splitlines()]


def cube(kind: str, text: str, of: str = "", coverage: str = "") -> Cube:
    """Make a cube; coverage is lines of `period measure available published derived known`."""
    rows = [(*line[:4], *number(line[4])) for line in lines(text)]
    cells = pd.DataFrame(rows, columns=list(CELL_COLUMNS))
    behind = [(line[0], "_T", line[1], *map(int, line[2:])) for line in lines(coverage)] if coverage else []
    periods = sorted(Period.parse(name) for name in set(cells["period"]))
    there = set(cells["measure"])
    measures = tuple(one.code for one in measures_of(of or kind, "decided") if one.code in there)
    return Cube(
        kind,
        of or kind,
        measures,
        tuple(periods),
        cells,
        pd.DataFrame(behind, columns=list(COVERAGE_COLUMNS)),
    )


def protected(cubes: Iterable[Cube], breakdowns: str = "") -> ProtectedFigures:
    """Pass cubes, and breakdowns as lines of `period dimension code measure number`, through the one door."""
    rows = [(*line[:4], *number(line[4])) for line in lines(breakdowns)] if breakdowns else []
    frame = pd.DataFrame(rows, columns=list(BREAKDOWN_COLUMNS))
    by_kind = {one.kind: one for one in cubes}
    period = max(one.periods[-1] for one in by_kind.values())
    return protect(Figures(period, by_kind, frame))


def config(root: Path = Path(), **keys: Any) -> Config:  # noqa: ANN401 - keys of transparency.yaml
    """Make a configuration that says only what the test needs."""
    least = {
        "publisher": {"name": "Messenger", "url": "https://m.example", "contact": "t@m.example"},
        "logs": [{"kind": "legal_requests", "paths": ["log.csv"]}],
    }
    origin = Origin(root / "transparency.yaml", "0" * 64, {})
    return Config.model_validate(least | keys, context=origin)


def context(figures: ProtectedFigures, settings: Config | None = None, facts: Facts = FACTS) -> Context:
    """Make what a section is given."""
    settings = settings or config()
    words = Words.of("en")
    lookup = Lookup(figures, settings.counting.rate_of)
    return Context(lookup, settings, facts, words, Labels(settings, words), figures.period, TODAY)


def rows(table: Table) -> list[list[str]]:
    """Give a table as the texts of its cells, the head column first."""
    return [[row.head.text, *(cell.text for cell in row.cells)] for row in table.rows]


def tables(blocks: Iterable[Block]) -> dict[str, Any]:
    """Give the blocks that have an id, by id."""
    return {block.id: block for block in blocks if hasattr(block, "id")}


def prose(blocks: Iterable[Block]) -> str:
    """Join the paragraphs of the texts among some blocks."""
    return "\n".join(paragraph for block in blocks for paragraph in getattr(block, "paragraphs", ()))
