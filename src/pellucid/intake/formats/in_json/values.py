"""The text of JSON in; values as intake takes them out: numbers as they are written, no key twice."""

from __future__ import annotations

import json
from typing import NoReturn

from pellucid.intake.canonical import text_of


class Malformed(ValueError):
    """Why a text is no record; nothing of the text is quoted."""


TOO_DEEP = "it holds too many lists in lists"
NO_RECORD = "it is no JSON record in braces"


def as_record(value: object) -> dict[str, object]:
    """A value that is a record.

    Raises:
        Malformed: it is anything else.

    """
    if not isinstance(value, dict):
        raise Malformed(NO_RECORD)
    return value


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = {key.strip(): value for key, value in pairs}
    if len(found) != len(pairs):
        raise Malformed("a key stands in it twice")
    return found


def _number(text: str) -> str:
    """A number as it is written, a whole one without its decimals."""
    if "e" in text or "E" in text:
        return text_of(float(text))
    whole, _, decimals = text.partition(".")
    return text if decimals.strip("0") else whole


def _no_number(name: str) -> NoReturn:
    raise Malformed(f"no JSON: {name}")


DECODER = json.JSONDecoder(
    object_pairs_hook=_record, parse_float=_number, parse_int=str, parse_constant=_no_number
)
