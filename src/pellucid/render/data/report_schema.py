"""Nothing in; the JSON Schema of `data/report.json` out, made of the records that it is written from."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pellucid.report.model import (
    Figure,
    KeyFigure,
    Link,
    MethodChange,
    PeriodWords,
    PolicyVersion,
    Publisher,
    TimelineEntry,
    TypeWords,
)
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "report.schema.json"
PATH = f"data/{NAME}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: dict[str, Any] = {"type": "string"}
_DAY: dict[str, Any] = {"type": "string", "format": "date"}
# What each key of the file holds: its form, or the record that it is written from, and its meaning.
_ONE: dict[str, tuple[Any, str]] = {
    "$schema": (_TEXT, "This schema, in the file beside the report."),
    "schema": (
        {"const": 1},
        "Version of the file's form; raised when a reader of the file would have to change.",
    ),
    "program": (_TEXT, "The program that wrote the report, with its version."),
    "language": (_TEXT, "Language of the texts, by its BCP 47 tag."),
    "direction": ({"enum": ["ltr", "rtl"]}, "Which way the texts run."),
    "title": (_TEXT, "The report's title."),
    "publisher": (Publisher, "Who publishes the report."),
    "period": (PeriodWords, "What the report is about."),
    "published_at": (_DAY, "The day of publication."),
    "published_on": (_TEXT, "The day of publication in words."),
    "next_report": ({"type": ["string", "null"]}, "When the next report is due, in words."),
    "summary": (_TEXT, "The report in a sentence."),
    "trend": (Figure, "The chart of the main figures over time."),
    "map": (Figure, "The map of the main figures by country."),
}
_MANY: dict[str, tuple[Any, str]] = {
    "key_figures": (KeyFigure, "The numbers at the top of the report."),
    "policies": (PolicyVersion, "Versions of the disclosure policy, newest first."),
    "timeline": (TimelineEntry, "Dated events."),
    "method_changes": (MethodChange, "Days from which measures are counted in another way, and why."),
    "links": (Link, "Files of the release, relative to its folder."),
    "attribution": (_TEXT, "Credit lines."),
    "request_types": (TypeWords, "Types of request and categories that have figures."),
    "countries": (
        {
            "type": "object",
            "properties": {"code": _TEXT, "name": _TEXT, "path": _TEXT},
            "required": ["code", "name", "path"],
        },
        "Countries that have a page, with its path in the release.",
    ),
    "languages": (_TEXT, "Languages of the report, the one of this file's texts first."),
    "stated": (_TEXT, "Rules that hold for withheld figures, by name."),
}
_OPTIONAL = frozenset({"trend", "map"})
_CELL = ("period", "period_start", "period_end", "country", "request_type", "measure")
_PLACE = ("period", "dimension", "code", "measure")


def report_schema() -> dict[str, Any]:
    """Give the schema."""
    kinds = [kind for kind, _ in (*_ONE.values(), *_MANY.values()) if isinstance(kind, type)]
    records, definitions = _records(kinds)
    single = {key: _described(records.get(kind.__name__, {}) if isinstance(kind, type) else kind, said, key)
              for key, (kind, said) in _ONE.items()}  # fmt: skip
    lists = {
        key: {
            "description": said,
            "type": "array",
            "items": records[kind.__name__] if isinstance(kind, type) else kind,
        }
        for key, (kind, said) in _MANY.items()
    }
    tables = {
        "coverage": _each(_coverage(), "How many countries stand behind each total, by kind."),
        "cells": _each(_table(_CELL), "The published figures by kind: the rows of the CSV files."),
        "translations": _translations({**single, **lists}),
        "breakdowns": _table(_PLACE) | {"description": "Figures over all countries by one property."},
    }
    return {
        "$schema": DIALECT,
        "title": "report.json of a transparency report",
        "description": "A release of a transparency report: what it says, and its figures as tables.",
        "type": "object",
        "properties": {**single, **lists, **tables},
        "required": sorted({*single, *lists, *tables} - {"$schema"}),
        "$defs": definitions,
    }


@cache
def schema_bytes() -> bytes:
    """Write the schema as it is published beside the report."""
    return (json.dumps(report_schema(), ensure_ascii=False, indent=1) + "\n").encode()


def _records(kinds: Iterable[type]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a reference to each record's schema by its name, and what the references lead to."""
    from pydantic import TypeAdapter  # noqa: PLC0415 - laying out a PDF in another process needs none

    found, whole = TypeAdapter.json_schemas(
        [(kind.__name__, "serialization", TypeAdapter[Any](kind)) for kind in kinds],
        ref_template="#/$defs/{model}",
    )
    return {name: schema for (name, _), schema in found.items()}, _untitled(whole["$defs"])


def _untitled(schema: Any) -> Any:  # noqa: ANN401 - a schema or a part of one
    """Leave out the titles that the library makes of the names of fields."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _untitled(part) for key, part in schema.items() if not (key == "title" and isinstance(part, str))
    }


def _described(schema: dict[str, Any], said: str, key: str) -> dict[str, Any]:
    if key in _OPTIONAL:
        return {"description": said, "anyOf": [schema, {"type": "null"}]}
    return {"description": said, **schema}


def _translations(properties: dict[str, Any]) -> dict[str, Any]:
    """What the report says in further languages, by language: keys that are the same in all are left out."""
    said = "What the report says in its further languages, by language."
    record = {"type": "object", "properties": {key: {"$ref": f"#/properties/{key}"} for key in properties}}
    return {"description": said, "type": "object", "additionalProperties": record}


def _each(table: dict[str, Any], said: str) -> dict[str, Any]:
    return {"description": said, "type": "object", "additionalProperties": table}


def _table(keys: tuple[str, ...]) -> dict[str, Any]:
    number = {"type": ["number", "null"]}
    status = {"enum": [str(status) for status in Status]}
    columns = {
        **dict.fromkeys(keys, _TEXT),
        "value": number,
        "lower": number,
        "upper": number,
        "status": status,
    }
    return _rows(columns)


def _coverage() -> dict[str, Any]:
    count = {"type": "integer", "minimum": 0}
    codes = dict.fromkeys(("period", "request_type", "measure"), _TEXT)
    return _rows({**codes, **dict.fromkeys(("available", "published", "derived", "known"), count)})


def _rows(columns: dict[str, Any]) -> dict[str, Any]:
    """A table: the names of its columns, then a list a row."""
    row = {"type": "array", "prefixItems": list(columns.values()), "items": False, "minItems": len(columns)}
    return {
        "type": "object",
        "properties": {"columns": {"const": list(columns)}, "rows": {"type": "array", "items": row}},
        "required": ["columns", "rows"],
        "additionalProperties": False,
    }
