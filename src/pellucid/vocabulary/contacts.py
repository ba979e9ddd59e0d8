"""A text in; the e-mail addresses, phone numbers and IP addresses in it out.

What looks like one of them and is something else is left out: figures with their thousands, versions, section
numbers, times, and names of pictures such as logo@2x.png.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EMAIL, PHONE, IP = "an e-mail address", "a phone number", "an IP address"


@dataclass(frozen=True)
class Contact:
    """Something by which a person can be reached or told; `value` as it is compared with others."""

    what: str
    value: str
    written: str = field(compare=False)


def contacts_in(text: str) -> Iterator[Contact]:
    """Find them; most texts have no character that one of them needs."""
    if "@" in text:
        yield from _emails(text)
    if _MAY_BE_NUMBER.search(text):
        yield from _phones(text)
        yield from _fours(text)
    if text.count(":") > 1:
        yield from _sixes(text)


# ------------------------------------------------------------------ e-mail

_EMAIL = re.compile(r"[^\s<>()\[\]\"',;:@\\/|=&?#%{}*^~`…]+@((?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24})\b")
_FILES = frozenset({"avif", "css", "gif", "html", "jpeg", "jpg", "js", "json", "png", "svg", "webp"})


def _emails(text: str) -> Iterator[Contact]:
    for found in _EMAIL.finditer(text):
        if found[1].rpartition(".")[2].lower() not in _FILES:
            yield Contact(EMAIL, found[0].strip(".-–—_").lower(), found[0])  # noqa: RUF001


# ------------------------------------------------------------------- phones

_MAY_BE_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f.()/-]{5,}\d")
_BLANK = "[ \u00a0\u202f]"
_BETWEEN = rf"(?:{_BLANK}?\(|\)[ \u00a0\u202f-]?|{_BLANK}?[-/]{_BLANK}?|[ \u00a0\u202f.])?"
_INTERNATIONAL = re.compile(
    r"(?<![\w+.,:/-])(?<!\d[\u00a0\u202f])(?:\+ ?|00(?=[1-9]))"
    rf"{_BETWEEN}[1-9](?:{_BETWEEN}\d){{6,14}}(?!\w|[.,]\d)"
)
_AMERICAN = re.compile(r"(?<![\w(+.,/-])(?:\([2-9]\d\d\) ?|[2-9]\d\d[-.])[2-9]\d\d[-. ]\d{4}(?![\w.,-]*\d)")
_LINK = re.compile(r"\btel:([+\d().\-/ ]{5,})")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u202f.]\d{3})+")
# Country codes of E.164 and how many digits their numbers have at least, the code included.
_TWO = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
    "81 82 84 86 90 91 92 93 94 95 98"
)
_THREE = (
    "211 212 213 216 218 22 23 24 25 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 "
    "351 352 353 354 355 356 357 358 359 37 380 381 382 383 385 386 387 389 420 421 423 50 59 67 68 69 "
    "800 808 850 852 853 855 856 870 878 88 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 "
    "976 977 979 992 993 994 995 996 998"
)
_CODES = (*_TWO.split(), *_THREE.split())
_NORTH_AMERICA = 11  # digits of a number under +1, and of one under +7
_SHORTEST, _LONGEST = 8, 15
_SURE = 11  # with so many digits it is no figure


def _phones(text: str) -> Iterator[Contact]:
    for found in _INTERNATIONAL.finditer(text):
        digits = _digits(found[0].removeprefix("00"))
        if _can_be_called(digits) and not _is_figure(found[0]):
            yield Contact(PHONE, digits, found[0])
    for found in _AMERICAN.finditer(text):
        yield Contact(PHONE, _digits(found[0]), found[0])
    for found in _LINK.finditer(text):
        yield Contact(PHONE, _digits(found[1]), found[1])


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _can_be_called(digits: str) -> bool:
    if digits.startswith(("1", "7")):
        return len(digits) == _NORTH_AMERICA
    return _SHORTEST <= len(digits) <= _LONGEST and digits.startswith(_CODES)


def _is_figure(text: str) -> bool:
    """Whether it may be a number with its thousands, such as +12 345 678."""
    number = text.removeprefix("+").strip()
    return bool(_GROUPED.fullmatch(number)) and len(_digits(number)) < _SURE


# ------------------------------------------------------------- IP addresses

_FOUR = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)")
_NUMBERED = re.compile(
    r"(?:\b(?:v|version|release|build|section|clause|chapter|article|art|no|nr|part|weasyprint)[. ]*|§+ ?)$",
    re.IGNORECASE,
)
_SIX = re.compile(r"(?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\w:])")
_HOSTS_ONLY = 3  # groups that an address with :: has at least; `a::b` is a word of a program
_BEFORE = 12


def _fours(text: str) -> Iterator[Contact]:
    for found in _FOUR.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if not found[0].startswith("0") and not _NUMBERED.search(before):
            yield from _address(found[0])


def _sixes(text: str) -> Iterator[Contact]:
    for found in _SIX.finditer(text):
        if sum(map(bool, found[0].split(":"))) >= _HOSTS_ONLY:
            yield from _address(found[0])


def _address(text: str) -> Iterator[Contact]:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return
    if not address.is_unspecified and not address.is_loopback:
        yield Contact(IP, str(address), text)
