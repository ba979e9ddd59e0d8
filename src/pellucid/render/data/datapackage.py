"""Published tables in, `datapackage.json` out: a Data Package with a Table Schema for each CSV file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pellucid.render.data.csv import table_csv
from pellucid.render.data.units import described
from pellucid.render.pages.dataset import release_page

if TYPE_CHECKING:
    from pellucid.render.data.tables import Field, PublishedTable
    from pellucid.render.publication import Publication, Rendering

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def write_datapackage(publication: Publication, _rendering: Rendering) -> dict[str, bytes]:
    """Describe the release's CSV files."""
    report = publication.report
    package = {
        "$schema": PROFILE,
        "name": f"transparency-report-{report.period.folder.lower()}",
        "title": report.name,
        "description": report.summary,
        **({"homepage": page} if (page := release_page(report)) else {}),
        "created": f"{report.published_at}T00:00:00Z",
        "contributors": [
            {"title": report.publisher.name, "path": report.publisher.url, "roles": ["publisher"]}
        ],
        "resources": [resource(table) for table in publication.tables],
    }
    return {
        "data/datapackage.json": (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode(),
    }


def resource(table: PublishedTable) -> dict[str, Any]:
    """Describe a table in the package; its path is relative to the package's own file."""
    content = table_csv(table)
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": _measures(table),
        "path": table.path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table_schema(table),
    }


def _measures(table: PublishedTable) -> str:
    """Say what is counted, in which unit."""
    found = [described(code) for code in table.measures]
    return "Measures: " + "; ".join(f"{one.code}: {one.label}, in {one.stored}" for one in found)


def table_schema(table: PublishedTable) -> dict[str, Any]:
    """Table Schema of a published table."""
    return {
        "$schema": SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.keys),
    }


def _field(field: Field) -> dict[str, Any]:
    record: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.description}
    constraints = {
        **({"required": True} if field.required else {}),
        **({"enum": list(field.codes)} if field.codes else {}),
    }
    return {**record, "constraints": constraints} if constraints else record
