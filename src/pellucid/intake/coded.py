"""The texts that occur in a column of codes in; for each its code, or the fault that it is, out.

Such a column has few distinct texts however long the log is, so this is plain Python, and the engine only
joins with the answers.
"""

from __future__ import annotations

import difflib
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from pellucid.intake import checks
from pellucid.intake.schema import Type
from pellucid.vocabulary.codes import CLOSED_LISTS, OFFENCE_CATEGORIES
from pellucid.vocabulary.countries import UNKNOWN, country_code, nearest_countries
from pellucid.vocabulary.periods import InvalidPeriod
from pellucid.vocabulary.request_types import request_types
from pellucid.vocabulary.written_periods import as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pellucid.config import Config
    from pellucid.intake.schema import Check, Column

_YES = frozenset({"yes", "true", "1", "y", "t"})
_NO = frozenset({"no", "false", "0", "n", "f"})
_LONGEST_CODE = 80
_SHOWN = 12


@dataclass(frozen=True)
class Reading:
    """What a text stands for: a value, or the check that it fails."""

    value: str | None
    check: Check | None = None


@dataclass(frozen=True)
class CodeLists:
    """The code lists of a run: the built-in ones with the publisher's own codes laid over them."""

    by_name: Mapping[str, tuple[str, ...]]
    fiscal_year_start: int = 1
    today: date | None = None

    def codes(self, column: Column) -> tuple[str, ...]:
        """The codes that a column may hold."""
        return self.by_name[column.codes or ""]


def code_lists(config: Config, today: date) -> CodeLists:
    """Built-in and own codes together, and what it takes to read a period's name."""
    own_types = {code: (own.label, own.family) for code, own in config.request_types.items()}
    own_offences = {code: own.label for code, own in config.offence_categories.items()}
    closed = {name: known.names for name, known in CLOSED_LISTS.items()}
    offences = OFFENCE_CATEGORIES.extended(own_offences)
    return CodeLists(
        closed | {offences.name: offences.names, "request_type": tuple(request_types(own_types))},
        config.periods.fiscal_year_start,
        today,
    )


def read_codes(
    column: Column, texts: Iterable[str | None], values: Mapping[str, str], known: CodeLists
) -> dict[str | None, Reading]:
    """Each text as it stands in the log, with what it stands for; None is an empty cell."""
    return {text: _read(column, text, values, known) for text in texts}


# What a terminal would obey, or what turns the text behind it around: no part of a text that is published.
_CONTROL = (*range(0x20), *range(0x7F, 0xA0))
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = dict.fromkeys(one for one in (*_CONTROL, *_TURNING, 0xFEFF) if not chr(one).isspace())


def _read(column: Column, text: str | None, values: Mapping[str, str], known: CodeLists) -> Reading:
    # An accent may be a character of its own.
    plain = normalize("NFC", (text or "").translate(_INVISIBLE).strip())
    mapped = values.get(plain, values.get(text or ""))
    if mapped is None:
        mapped = plain or column.default
    elif column.type is Type.COUNTRY and mapped == UNKNOWN:
        return Reading(UNKNOWN)
    if not mapped:
        return Reading(None, checks.MISSING if column.required or column.type is Type.PERIOD else None)
    return _READERS[column.type](column, mapped, known)


def _country(column: Column, text: str, _known: CodeLists) -> Reading:
    if column.default == text:
        return Reading(text)
    code = country_code(text)
    return Reading(code) if code else Reading(None, checks.UNKNOWN_COUNTRY)


def _code(column: Column, text: str, known: CodeLists) -> Reading:
    codes = known.codes(column)
    code = text if text in codes else text.casefold()
    return Reading(code) if code in codes else Reading(None, checks.UNKNOWN_CODE)


def _flag(_column: Column, text: str, _known: CodeLists) -> Reading:
    plain = text.casefold()
    if plain in _YES:
        return Reading("yes")
    return Reading("no") if plain in _NO else Reading(None, checks.NOT_A_FLAG)


def _codes(_column: Column, text: str, _known: CodeLists) -> Reading:
    """A list: each code once, in order of the alphabet, so that equal sets are equal texts."""
    codes = sorted({part.strip() for part in text.split("|")} - {""})
    if any(len(code) > _LONGEST_CODE for code in codes):
        return Reading(None, checks.TOO_LONG)
    return Reading("|".join(codes) or None)


def _text(_column: Column, text: str, _known: CodeLists) -> Reading:
    return Reading(text) if len(text) <= _LONGEST_CODE else Reading(None, checks.TOO_LONG)


def _period(_column: Column, text: str, known: CodeLists) -> Reading:
    """The first and the last day, with a slash between."""
    try:
        period = as_written(text, known.fiscal_year_start)
    except InvalidPeriod:
        return Reading(None, checks.NOT_A_PERIOD)
    if known.today and period.end > known.today:
        return Reading(None, checks.IN_THE_FUTURE)
    return Reading(f"{period.start.isoformat()}/{period.end.isoformat()}")


_READERS = {
    Type.COUNTRY: _country,
    Type.CODE: _code,
    Type.FLAG: _flag,
    Type.CODES: _codes,
    Type.TEXT: _text,
    Type.PERIOD: _period,
}
CODED = frozenset(_READERS)


def allowed_and_nearest(column: Column, text: str, known: CodeLists) -> tuple[str, str]:
    """For a fault's words: the values that are allowed, and what may have been meant."""
    if column.type is Type.COUNTRY:
        near = _nearest_countries(text)
        return "", f"; perhaps {' or '.join(near)} is meant" if near else ""
    if column.type is Type.PERIOD:
        return "2024-Q1, H1 2024, January 2024, Jul-Dec 2024 or 2024", ""
    if column.type is not Type.CODE:
        return "", ""
    codes = known.codes(column)
    close = _close_codes(text.casefold(), codes)
    shown = ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else "")
    return shown, f"; perhaps {close[0]} is meant" if close else ""


# One misspelling stands in a log many times.
_nearest_countries = functools.lru_cache(maxsize=4096)(nearest_countries)


@functools.lru_cache(maxsize=4096)
def _close_codes(text: str, codes: tuple[str, ...]) -> list[str]:
    return difflib.get_close_matches(text, codes, n=1)
