"""The single values of transparency.yaml: the text that stands there in, a typed value or a plain reason out.

`load` hands every scalar over as text, so that `NO` stays Norway and `2024` may be a version's name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from pellucid.config.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

WRONG = "pellucid"  # the type of our own errors: their message is already a plain sentence

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIRECTIVE = re.compile(r"%(-?.|$)")
_BRACED = re.compile(r"\{\{|\}\}|\{([^{}]+)\}|[{}]")
# What only some engines understand: looking around, and names for groups.
_NOT_EVERYWHERE = re.compile(r"\(\?(?:[=!]|<[=!]|P?<|P[=>])|\\[1-9]")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")
_DAY: Final = frozenset("d")
_MONTH: Final = frozenset("mbB")
_YEAR: Final = frozenset("Yy")
_OTHER_DIRECTIVES: Final = frozenset("aAHIpMSfzZ%")
THOUSANDS: Final = frozenset(",.' ")
DATE_WORDS: Final = ("iso", "excel", "excel1904")  # forms that no pattern says
_SPELLED_OUT: Final = (("YYYY", "%Y"), ("YY", "%y"), ("MM", "%m"), ("DD", "%d"))


def wrong(reason: str, mend: str | None = None) -> PydanticCustomError:
    """Make an error whose sentence goes to the reader as it is."""
    return PydanticCustomError(WRONG, "{reason}", {"reason": reason, "mend": mend})


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not _WHOLE_NUMBER.fullmatch(value.strip()):
        raise wrong("a whole number is wanted here")
    return value


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _ISO_DATE.fullmatch(value):
        raise wrong("a date is wanted here", "write year-month-day, for example 2024-09-23")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong("this day is not in the calendar", "write a day that exists, as year-month-day") from None


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        near = did_you_mean(value, sorted(available_timezones()))
        raise wrong("no time zone has this name", near or "for example UTC or Europe/Paris") from None
    return value


def _date_format(value: str) -> str:
    letters = [directive.removeprefix("-") for directive in _DIRECTIVE.findall(value)]
    if unknown := [x for x in letters if x not in _DAY | _MONTH | _YEAR | _OTHER_DIRECTIVES]:
        raise wrong(f"%{unknown[0]} is no part of a date", _formats_mend(value))
    groups = ((_DAY, "day (%d)"), (_MONTH, "month (%m, %b or %B)"), (_YEAR, "year (%Y or %y)"))
    if missing := [name for group, name in groups if not group.intersection(letters)]:
        raise wrong(
            f"a date can't be read with this: it has no {' and no '.join(missing)}",
            _formats_mend(value),
        )
    return value


def _date_forms(value: str) -> str:
    return value if value in DATE_WORDS else _date_format(value)


def _formats_mend(value: str) -> str:
    for spelled, directive in _SPELLED_OUT:
        value = re.sub(spelled, directive, value, flags=re.IGNORECASE)
    complete = all(directive in value.replace("%y", "%Y") for directive in ("%d", "%m", "%Y"))
    return f'write "{value}"' if complete else 'for example "%d.%m.%Y" for 31.12.2025'


def _memory_limit(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d*(\.\d+)? ?[KMGT]i?B", value, re.IGNORECASE):
        raise wrong("an amount of memory is wanted here", "write a number and its unit, such as 500MB or 2GB")
    return value


def _encoding(value: str) -> str:
    try:
        # This refuses what is a codec but no text encoding, such as rot13; a look-up doesn't.
        "a".encode(value)
    except (LookupError, ValueError):
        near = did_you_mean(value, ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1250", "cp1251", "cp1252"))
        raise wrong(
            "no text encoding has this name", near or "for example utf-8, cp1251 or latin-1"
        ) from None
    return value


def _template(value: str) -> str:
    found = list(_BRACED.finditer(value))
    if any(one.group() in {"{", "}"} for one in found):
        raise wrong("a brace stands alone here", "write {column}, and {{ or }} where a brace is meant")
    if not any(one[1] for one in found):
        raise wrong("this names no column of the log", 'for example "{year}-H{half}", or constant: instead')
    return value


def parts_of(template: str) -> tuple[tuple[str, str], ...]:
    """A template as pairs of literal text and the column that comes after it; either may be empty."""
    parts, literal, end = [], "", 0
    for one in _BRACED.finditer(template):
        literal += template[end : one.start()]
        end = one.end()
        if one[1]:
            parts.append((literal, one[1].strip()))
            literal = ""
        else:
            literal += one.group()[0]
    return (*parts, (literal + template[end:], ""))


def _step(value: str) -> str:
    if any(one.group() in {"{", "}"} for one in _BRACED.finditer(value)):
        raise wrong("a brace stands alone here", "write {column}, and {{ or }} where a brace is meant")
    if sum(bool(part) for pair in parts_of(value) for part in pair) > 1:
        raise wrong("a key or a column is wanted here, not both", 'for example data, or "{country}"')
    return value


def _way(steps: tuple[str, ...]) -> tuple[str, ...]:
    _no_repeats(tuple(step for step in steps if parts_of(step)[0][1]))
    return steps


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise wrong(f"no regular expression: {error}", r'for example "^(\d{4}-\d{2})"') from None
    if _NOT_EVERYWHERE.search(value):
        raise wrong(
            "an expression can't look around, refer back or name its groups here",
            "put what is wanted in plain parentheses",
        )
    return value


def _web_address(value: str) -> str:
    if not _WEB_ADDRESS.fullmatch(value):
        raise wrong("a web address is wanted here", "begin with https://")
    return value


def _base_url(value: str) -> str:
    if not _web_address(value).endswith("/"):
        raise wrong("the address of a folder ends with a slash", f"write {value}/")
    return value


def _no_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    if repeated := next((value for place, value in enumerate(values) if value in values[:place]), None):
        raise wrong(f"{repeated} stands in this list twice", "write it once")
    return values


def on_list(codes: tuple[str, ...]) -> Callable[[str], str]:
    """Make a check that a text is one of `codes`, for lists that the vocabulary owns."""

    def check(value: str) -> str:
        if value not in codes:
            raise wrong(*off_list(value, codes))
        return value

    return check


def off_list(value: str, codes: tuple[str, ...]) -> tuple[str, str]:
    """Say that a value is not on its list, and which is the nearest right one."""
    names = (code if code.replace("_", "").isalnum() else f'"{code}"' for code in codes)
    reason = f"this is not one of {', '.join(names)}"
    return reason, did_you_mean(value, codes) or "write one of these"


def _visible(value: str) -> str:
    if any(character < " " and character not in "\n\t" for character in value):
        raise wrong("this text holds a character that can't be shown", "delete it; it may be invisible")
    return value


def _one_character(value: str) -> str:
    if len(value) != 1 or value in '"\r\n' or value.isalnum():
        mend = r'for example ";", or "\t" for a tab'
        raise wrong("a single character that stands between cells is wanted here", mend)
    return value


def _thousands(value: str) -> str:
    if value not in THOUSANDS:
        raise wrong("this can't stand between groups of three digits", 'write ",", ".", "\'" or " "')
    return value


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_visible)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
CODE_MEND = "write small letters, digits and _, beginning with a letter: for example garda_letter"
OneCharacter = Annotated[str, AfterValidator(_one_character)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Day = Annotated[date, BeforeValidator(_day)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
MemoryLimit = Annotated[str, AfterValidator(_memory_limit)]
DateFormat = Annotated[str, AfterValidator(_date_forms)]
Template = Annotated[Text, AfterValidator(_template)]
Way = Annotated[tuple[Annotated[Text, AfterValidator(_step)], ...], AfterValidator(_way)]
Pattern = Annotated[Text, AfterValidator(_pattern)]
Thousands = Annotated[str, AfterValidator(_thousands)]
Encoding = Annotated[str, AfterValidator(_encoding)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
NoRepeats = AfterValidator(_no_repeats)
