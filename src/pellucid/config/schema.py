"""The configuration's records in; a JSON Schema for editors, which describes every key, out."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from pellucid.config.model import FILE_NAME, Config

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def config_schema() -> dict[str, Any]:
    """Describe transparency.yaml."""
    schema = Config.model_json_schema(schema_generator=_WithoutTitles)
    for record in schema["$defs"].values():
        del record["title"]  # our names of the records mean nothing to a reader
    return {"$schema": _DIALECT, **schema, "title": FILE_NAME}


class _WithoutTitles(GenerateJsonSchema):
    """Gives keys no titles: they would repeat the key in capitals."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False
