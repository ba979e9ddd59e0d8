"""A value of a spreadsheet, a JSON record or a table in; the text that a CSV file would have for it out."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from pellucid.intake.no_text import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

BETWEEN_VALUES = "|"


class NotFlat(ValueError):
    """A value that no cell can hold: records or lists in it."""


def text_of(value: object) -> str:  # noqa: PLR0911 - one line a type
    """The text of a value; empty for none."""
    if isinstance(value, str):
        return value if value.isascii() else _without_surrogates(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal):
        return _text_of_number(value)
    if isinstance(value, date | time):
        return _text_of_time(value)
    if isinstance(value, bytes):
        return value.decode(errors=MARK)
    if isinstance(value, list | tuple):
        return _text_of_list(value)
    if isinstance(value, dict):
        raise NotFlat("a record")
    return str(value)


def _without_surrogates(text: str) -> str:
    """JSON can spell halves of characters, which are no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass").decode(errors=MARK)
    return text


def _text_of_number(value: float | Decimal) -> str:
    if math.isnan(value):
        return ""
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


def _text_of_time(value: date | time) -> str:
    """A time at midnight without a zone is a day; one with a zone is said in UTC."""
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    return value.isoformat() if value.time() != time() else value.date().isoformat()


def _text_of_list(values: Sequence[object]) -> str:
    if any(isinstance(value, list | tuple) for value in values):
        raise NotFlat("a list in a list")
    return BETWEEN_VALUES.join(text_of(value) for value in values)


def problem_of(cells: Sequence[str]) -> str | None:
    """What is wrong with a record as a whole."""
    return "it has NUL bytes" if any("\0" in cell for cell in cells) else None
