"""A publication in, `data/report.json` out: what `query`, the front page and other machines read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from pellucid.cube.cells import COVERAGE_COLUMNS
from pellucid.render.data.report_schema import NAME
from pellucid.report.model import Figure, Policies, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from pellucid.render.publication import Publication, Rendering
    from pellucid.report.model import Block, Report

SCHEMA = 1  # raised when a reader of the file would have to change
PATH = "data/report.json"
SAME = frozenset({"$schema", "schema", "program", "published_at"})  # in every language

B = TypeVar("B")


def write_json(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """Write the release as one JSON file: a line for each fact at the top, one for each record below."""
    if PATH not in publication.written:
        record = {
            **report_record(publication.report),
            "languages": [report.language for report in publication.reports],
            "translations": {report.language: translation(report) for report in publication.translations},
        }
        publication.written[PATH] = f"{{\n{_members(record)},\n{_figures(publication)}\n}}\n".encode()
    return {PATH: publication.written[PATH]}


def report_record(report: Report) -> dict[str, Any]:
    """Record what the report says, as far as a reader of the file needs it."""
    policies = next(_blocks(report, Policies), None)
    timeline = next(_blocks(report, Timeline), None)
    trend = next((figure for figure in _blocks(report, Figure) if figure.line), None)
    world_map = next((figure for figure in _blocks(report, Figure) if figure.map), None)
    return {
        "$schema": NAME,
        "schema": SCHEMA,
        "program": report.program,
        "language": report.language,
        "direction": report.direction,
        "title": report.title,
        "publisher": asdict(report.publisher),
        "period": asdict(report.period),
        "published_at": report.published_at,
        "published_on": report.published_on,
        "next_report": report.next_report,
        "summary": report.summary,
        "key_figures": [asdict(figure) for figure in report.key_figures],
        "policies": [asdict(version) for version in policies.versions] if policies else [],
        "timeline": [asdict(entry) for entry in timeline.entries] if timeline else [],
        "method_changes": [asdict(change) for change in report.method_changes],
        "trend": asdict(trend) if trend else None,
        "map": asdict(world_map) if world_map else None,
        "links": [asdict(link) for link in report.downloads],
        "attribution": list(report.attribution),
        "request_types": [asdict(known) for known in report.request_types],
        "countries": [{"code": page.code, "name": page.name, "path": page.path} for page in report.countries],
    }


def translation(report: Report) -> dict[str, Any]:
    """Record what the report says in a further language: what is the same in all of them is left out."""
    record = report_record(report)
    return {name: value for name, value in record.items() if name not in SAME}


def figures_record(publication: Publication) -> dict[str, Any]:
    """Record the figures as tables: the columns' names once, then a list a row, as in the CSV files."""
    tables = {table.name: _table(table.header, table.rows) for table in publication.tables}
    breakdowns = tables.pop("breakdowns")
    coverage = {kind: _coverage(cube.coverage) for kind, cube in sorted(publication.figures.cubes.items())}
    # What a reader may reckon with besides the figures: see vocabulary.stated.
    stated = list(publication.figures.stated)
    return {"stated": stated, "coverage": coverage, "cells": tables, "breakdowns": breakdowns}


def _figures(publication: Publication) -> str:
    """Give the lines of the figures."""
    worked = publication.worked
    if worked.lines is None:
        worked.lines = _members(figures_record(publication))
    return worked.lines


def _table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> dict[str, list[Any]]:
    return {"columns": list(columns), "rows": [list(row) for row in rows]}


def _coverage(frame: pd.DataFrame) -> dict[str, list[Any]]:
    columns = [frame[column].tolist() for column in COVERAGE_COLUMNS]
    rows = (
        [value if isinstance(value, str) else int(value) for value in row]
        for row in zip(*columns, strict=True)
    )
    return _table(COVERAGE_COLUMNS, sorted(rows))


def _blocks(report: Report, kind: type[B]) -> Iterator[B]:
    blocks: Iterator[Block] = (block for section in report.sections for block in section.blocks)
    return (block for block in blocks if isinstance(block, kind))


def _lines(value: dict[str, Any], depth: int) -> str:
    """JSON with one line a record, so that two releases can be compared line by line."""
    return f"{{\n{_members(value, depth)}\n{'  ' * (depth - 1)}}}" if value else "{}"


def _members(value: dict[str, Any], depth: int = 1) -> str:
    return ",\n".join(f"{'  ' * depth}{_dump(key)}: {_member(item, depth)}" for key, item in value.items())


def _member(item: object, depth: int) -> str:
    if isinstance(item, dict) and item and all(isinstance(part, dict | list) for part in item.values()):
        return _lines(item, depth + 1)
    if isinstance(item, list) and item and isinstance(item[0], dict | list):
        indent = "  " * (depth + 1)
        records = ",\n".join(f"{indent}{_dump(record)}" for record in item)
        return f"[\n{records}\n{'  ' * depth}]"
    return _dump(item)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
