"""A kind of log in; its Frictionless Table Schema out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pellucid.intake.schema import Type
from pellucid.vocabulary.codes import CLOSED_LISTS
from pellucid.vocabulary.request_types import BUILT_IN

if TYPE_CHECKING:
    from pellucid.intake.schema import Column, Kind

_TYPES = {Type.COUNT: "integer", Type.DATE: "any", Type.FLAG: "boolean"}
_LONGEST_TEXT = 80


def log_schema(kind: Kind) -> dict[str, Any]:
    """A resource with the kind's columns, its keys, and which of its columns are personal."""
    name = f"{kind.name}_of_{kind.of}" if kind.of else kind.name
    key = [kind.id] if kind.id else list(kind.key)
    return {
        "name": name,
        "title": kind.title,
        "schema": {"fields": [_field(column) for column in kind.columns], "primaryKey": key},
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "description": column.description,
    }
    if column.type is Type.FLAG:
        field |= {"trueValues": ["yes", "true", "1"], "falseValues": ["no", "false", "0"]}
    if constraints := _constraints(column):
        field["constraints"] = constraints
    if column.personal:
        field["personal"] = True
    return field


def _constraints(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"required": True} if column.required else {}
    if column.type is Type.COUNT:
        found["minimum"] = 0
    if column.type is Type.TEXT and not column.personal:
        found["maxLength"] = _LONGEST_TEXT
    if column.type is Type.CODE:
        found["enum"] = _codes(column.codes or "")
    return found


def _codes(name: str) -> list[str]:
    if name == "request_type":
        return [known.code for known in BUILT_IN]
    return list(CLOSED_LISTS[name].names)
