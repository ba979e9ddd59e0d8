"""Takes a record's class and what JSON gave for it; gives the record back, checked field by field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

R = TypeVar("R")


class NotTheRecord(ValueError):
    """JSON that is not what `dataclasses.asdict` gives for the class; the message names the field."""


def record_from(kind: type[R], value: object, where: str = "") -> R:
    """Build a record from its `asdict`; keys that the class does not know are left out.

    Raises:
        NotTheRecord: a field is missing or of another type.

    """
    if not isinstance(value, dict):
        raise NotTheRecord(f"{where or 'the file'} must be an object")
    hints = get_type_hints(kind)
    known = [field.name for field in fields(kind) if field.name in value]  # type: ignore[arg-type]
    try:
        return kind(
            **{name: _typed(hints[name], value[name], f"{where}.{name}".lstrip(".")) for name in known}
        )
    except TypeError as error:  # a field without a default is missing
        raise NotTheRecord(f"{where or 'the file'}: {error}") from error


def _typed(hint: Any, value: object, where: str) -> object:  # noqa: ANN401 - a type
    if get_origin(hint) is tuple:
        return _items(get_args(hint)[0], value, where)
    if isinstance(hint, UnionType):
        return _optional(hint, value, where)
    if is_dataclass(hint):
        return record_from(hint, value, where)  # type: ignore[arg-type]
    allowed = (int, float) if hint is float else (hint,)
    if not isinstance(value, allowed) or (isinstance(value, bool) and hint is not bool):
        raise NotTheRecord(f"{where} must be {hint.__name__}, not {type(value).__name__}")
    return value


def _items(hint: Any, value: object, where: str) -> tuple[object, ...]:  # noqa: ANN401 - a type
    if not isinstance(value, list):
        raise NotTheRecord(f"{where} must be a list")
    return tuple(_typed(hint, item, f"{where}[{place}]") for place, item in enumerate(value))


def _optional(hint: UnionType, value: object, where: str) -> object:
    if value is None:
        return None
    (present,) = (part for part in get_args(hint) if part is not NoneType)
    return _typed(present, value, where)
