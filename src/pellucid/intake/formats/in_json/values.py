"""The text of JSON in; values as intake takes them out: numbers as they are written, no key twice."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NoReturn

from pellucid.intake.canonical import text_of


class Malformed(ValueError):
    """Why a text is no record; nothing of the text is quoted."""


TOO_DEEP = "it holds too many lists in lists"
_LINE_ENDS = {"", "\n", "\r\n"}
NO_RECORD = "it is no JSON record in braces"


def as_record(value: object) -> dict[str, object]:
    """A value that is a record.

    Raises:
        Malformed: it is anything else.

    """
    if not isinstance(value, dict):
        raise Malformed(NO_RECORD)
    return value


def decode(text: str) -> object:
    """The value that a line is; most are a record from the first character on, and need no look around it.

    Raises:
        json.JSONDecodeError: it is no JSON.
        Malformed: something in it can't be taken.

    """
    if text.startswith("{"):
        value, end = DECODER.raw_decode(text)
        if text[end:] in _LINE_ENDS:
            return value
    return DECODER.decode(text)


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    written = tuple(found)
    names = _names(written)
    if len(names) != len(pairs):
        raise Malformed("a key stands in it twice")
    return found if names == written else dict(zip(names, found.values(), strict=True))


@lru_cache(maxsize=1_000)
def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    """Different keys without blanks around them; most records have those of the one before."""
    return tuple(dict.fromkeys(key.strip() for key in written))


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
