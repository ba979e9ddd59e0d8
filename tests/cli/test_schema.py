"""`schema`: what editors and other programs read, in the standards' own words."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from pellucid.config.model import Config
from pellucid.intake.kinds import RECORD_KINDS, kind_of
from tests.cli.running import call, published, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JSON_TYPES = {"object", "array", "string", "integer", "number", "boolean", "null"}
TABLE_TYPES = {"string", "number", "integer", "boolean", "date", "datetime", "any", "array", "list"}
FIELD_KEYS = {"name", "type", "title", "description", "format", "constraints", "example", "missingValues"}
CONSTRAINTS = {"required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum"}


@pytest.fixture
def schema(tmp_path: Path) -> Any:  # noqa: ANN401 - a function that gives JSON
    """Give what the command prints."""

    def printed(of: str) -> Any:  # noqa: ANN401
        ended = call(tmp_path, "schema", of)
        assert (ended.code, ended.err) == (0, "")
        return json.loads(ended.out)

    return printed


def parts(value: object) -> Iterator[dict[str, Any]]:
    """Walk through a JSON Schema; examples are no part of it."""
    if isinstance(value, dict):
        yield value
        for key, one in value.items():
            if key != "examples":
                yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def test_the_configuration(schema: Any) -> None:  # noqa: ANN401
    """A JSON Schema that describes every key; each reference in it leads somewhere."""
    found = schema("config")
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(found["properties"]) == set(Config.model_fields)
    assert found["additionalProperties"] is False
    for part in parts({key: value for key, value in found.items() if key != "$schema"}):
        if isinstance(part.get("type"), str) and "properties" not in part.get("type", ""):
            assert part["type"] in JSON_TYPES
        if isinstance(reference := part.get("$ref"), str):
            assert reference.removeprefix("#/$defs/") in found["$defs"]
        if isinstance(pattern := part.get("pattern"), str):
            re.compile(pattern)


@pytest.mark.parametrize("of", ["logs", "release"])
def test_tables(schema: Any, of: str) -> None:  # noqa: ANN401
    """Each resource is a Table Schema: known types and constraints, keys that are fields, no name twice."""
    resources = schema(of)["resources"]
    names = [resource["name"] for resource in resources]
    assert len(set(names)) == len(names)
    for resource in resources:
        fields = resource["schema"]["fields"]
        columns = [field["name"] for field in fields]
        assert len(set(columns)) == len(columns) > 0
        assert {field["type"] for field in fields} <= TABLE_TYPES
        for field in fields:
            assert set(field.get("constraints", {})) <= CONSTRAINTS
        assert set(resource["schema"].get("primaryKey", [])) <= set(columns)


def test_every_kind_of_log(schema: Any) -> None:  # noqa: ANN401
    """Its columns in order, and which of them must be there."""
    by_name = {resource["name"]: resource["schema"]["fields"] for resource in schema("logs")["resources"]}
    for kind in (*RECORD_KINDS.values(), kind_of("counts")):
        fields = next(fields for name, fields in by_name.items() if name.startswith(kind.name))
        assert [field["name"] for field in fields] == [column.name for column in kind.columns]
        required = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
        assert required == [column.name for column in kind.columns if column.required]


def test_what_is_published_is_what_the_schema_says(schema: Any, built_once: Path) -> None:  # noqa: ANN401
    """The columns of the CSV files of a release, in their order."""
    files = published(built_once)
    found = {resource["path"]: resource["schema"]["fields"] for resource in schema("release")["resources"]}
    for path in ("data/legal_requests.csv", "data/breakdowns.csv"):
        header = next(csv.reader(io.StringIO(files[f"2025-Q4/{path}"].decode())))
        assert header == [field["name"] for field in found[path]]


def test_a_reader_that_leaves_early(tmp_path: Path) -> None:
    """As `head` does: no complaint."""
    assert run(tmp_path, "schema", "release").out.startswith("{\n")
