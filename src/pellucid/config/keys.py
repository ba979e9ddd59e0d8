"""A place in transparency.yaml in; the keys that may stand there, with their examples, out."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import yaml

from pellucid.config.model import Config
from pellucid.config.origin import KeyPath, dotted
from pellucid.config.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic.fields import FieldInfo


def keys_at(place: KeyPath) -> Mapping[str, FieldInfo]:
    """Give the fixed keys of the mapping at a place; none where the publisher chooses the keys."""
    annotation: Any = Config
    for step in place:
        annotation = _below(annotation, step)
    record = _record(annotation)
    return record.model_fields if record else {}


def example(key_path: KeyPath) -> str | None:
    """Write a key as it may stand in the file, for example `threshold: 5`."""
    *place, key = key_path
    known = keys_at(tuple(place)).get(str(key))
    if known is None or not known.examples:
        return None
    flow = yaml.safe_dump(
        {str(key): known.examples[0]}, default_flow_style=True, allow_unicode=True, sort_keys=False, width=200
    )
    return flow.strip().removeprefix("{").removesuffix("}")


def belongs(key: str) -> str | None:
    """Say under which key a key belongs, when there is one such place and it is a section of its own."""
    places = [dotted(place) for place, name in _all_keys() if name == key]
    return places[0] if len(places) == 1 else None


@cache
def _all_keys() -> tuple[tuple[KeyPath, str], ...]:
    return tuple(_keys_of(Config, ()))


def _keys_of(record: type[Record], place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for name, known in record.model_fields.items():
        yield place, name
        if isinstance(known.annotation, type) and issubclass(known.annotation, Record):
            yield from _keys_of(known.annotation, (*place, name))


def _below(annotation: Any, step: str | int) -> Any:  # noqa: ANN401 - annotations are of any type
    """Give the type of what stands under a key, or of a list's item."""
    annotation = _bare(annotation)
    if record := _record(annotation):
        known = record.model_fields.get(str(step))
        return known.annotation if known else None
    inner = get_args(annotation)
    return (inner[0] if isinstance(step, int) else inner[-1]) if inner else None


def _record(annotation: Any) -> type[Record] | None:  # noqa: ANN401
    annotation = _bare(annotation)
    return annotation if isinstance(annotation, type) and issubclass(annotation, Record) else None


def _bare(annotation: Any) -> Any:  # noqa: ANN401
    """Strip what is annotated, and take the record out of `Record | None` and the like."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in {Union, UnionType}:
        return annotation
    members = [_bare(member) for member in get_args(annotation)]
    return next((member for member in members if _record(member)), members[0])
