"""`schema`: JSON Schema of the configuration and of report.json, Table Schema of logs and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pellucid.config.schema import config_schema
from pellucid.intake.kinds import RECORD_KINDS, kind_of
from pellucid.intake.kinds.counts import MEASURES
from pellucid.intake.table_schema import log_schema
from pellucid.render.data.datapackage import table_schema
from pellucid.render.data.report_schema import report_schema
from pellucid.render.data.tables import (
    BREAKDOWN_FIELDS,
    BREAKDOWN_KEYS,
    CELL_FIELDS,
    CELL_KEYS,
    TITLES,
    PublishedTable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _logs() -> dict[str, Any]:
    counted = [kind_of("counts", of) for of in MEASURES]
    kinds = [*RECORD_KINDS.values(), *counted]
    return {"resources": [log_schema(kind) for kind in kinds]}


def _release() -> dict[str, Any]:
    tables = [
        PublishedTable(name, title, BREAKDOWN_FIELDS, BREAKDOWN_KEYS, ())
        if name == "breakdowns"
        else PublishedTable(name, title, CELL_FIELDS, CELL_KEYS, ())
        for name, title in TITLES.items()
    ]
    return {
        "resources": [
            {"name": table.name, "title": table.title, "path": table.path, "schema": table_schema(table)}
            for table in tables
        ]
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "config": config_schema,
    "logs": _logs,
    "release": _release,
    "report": report_schema,
}
