"""A country as somebody has written it in; its ISO 3166-1 alpha-2 code, or nothing, out.

Understood are alpha-2 and alpha-3 codes, the English names of ISO 3166 and CLDR, and the further names of
country_spellings.csv. A wrong guess is worse than a question: what may mean two countries, or is no code of
ISO 3166-1 though it looks like one (UK, EL), is not understood and gets a suggestion instead.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from pellucid.vocabulary.codes import UNKNOWN
from pellucid.vocabulary.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["UNKNOWN", "country_code", "country_codes", "known_spellings", "nearest_countries"]

_LONGEST_CODE = 3
_MOST_SUGGESTIONS = 3
_ALIKE = (
    (re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]"), ("'", "\N{RIGHT SINGLE QUOTATION MARK}")),
    (re.compile(r"(?<= )(?:&|and)(?= )"), ("&", "and")),
    (re.compile(r"\b(?:saint|st\.|st)(?= )"), ("saint", "st.", "st")),
)


def country_code(text: str) -> str | None:
    """Give the alpha-2 code of a code or an English name; None if it is not known beyond doubt."""
    return known_spellings().get(text.strip().casefold())


@cache
def country_codes() -> frozenset[str]:
    """Give every alpha-2 code: those of ISO 3166-1, and XK for Kosovo."""
    return frozenset(_names())


@cache
def known_spellings() -> Mapping[str, str]:
    """Give every spelling that is understood, casefolded and without blanks around it, with its code."""
    import iso3166  # noqa: PLC0415 - only a run that reads logs pays for it

    spellings: dict[str, str] = {}
    for country in iso3166.countries:
        for name in (*_arranged(country.name), country.apolitical_name, _names()[country.alpha2]):
            spellings.update(dict.fromkeys(_variants(name), country.alpha2))
    for name, code in _further("accept"):
        spellings.update(dict.fromkeys(_variants(name), code))
    for name, _ in _further("suggest"):
        for variant in _variants(name):
            spellings.pop(variant, None)
    for country in iso3166.countries:
        spellings[country.alpha2.casefold()] = spellings[country.alpha3.casefold()] = country.alpha2
    return MappingProxyType(dict(sorted(spellings.items())))


def nearest_countries(text: str) -> list[str]:
    """Suggest what a text that is not understood may have meant, such as "GB (United Kingdom)" for UK."""
    spelling = text.strip().casefold()
    codes = [code for name, code in _further("suggest") if spelling in _variants(name)]
    if not codes and len(spelling) > _LONGEST_CODE:
        names = [name for name in known_spellings() if len(name) > _LONGEST_CODE]
        close = difflib.get_close_matches(spelling, names, n=2 * _MOST_SUGGESTIONS, cutoff=0.75)
        codes = [known_spellings()[name] for name in close]
    return [f"{code} ({_names()[code]})" for code in dict.fromkeys(codes)][:_MOST_SUGGESTIONS]


@cache
def _names() -> Mapping[str, str]:
    """Give the English name that CLDR has for each alpha-2 code."""
    import iso3166  # noqa: PLC0415
    from babel import Locale  # noqa: PLC0415

    territories = Locale("en").territories
    return {country.alpha2: territories.get(country.alpha2, country.name) for country in iso3166.countries}


@cache
def _further(use: str) -> tuple[tuple[str, str], ...]:
    rows = read_table("country_spellings.csv")
    return tuple((row["spelling"], row["code"]) for row in rows if row["use"] == use)


def _arranged(name: str) -> Iterator[str]:
    """Give an ISO name as it stands, as it is read, and as the United Nations write it."""
    yield name
    head, comma, tail = name.partition(", ")
    if comma and tail.endswith(("of", "of the")):
        yield f"{tail} {head}"
        yield f"{head} ({tail})"


@cache
def _variants(name: str) -> frozenset[str]:
    """Give the ways of typing a name: "&" or "and", "St." or "Saint", either apostrophe, no accents."""
    plain = unicodedata.normalize("NFC", name).casefold()
    spelled = {plain}
    for pattern, ways in _ALIKE:
        if pattern.search(plain):
            spelled = {pattern.sub(way, text) for text in spelled for way in ways}
    spelled |= {_without_accents(text) for text in spelled}
    return frozenset(spelled | {unicodedata.normalize("NFD", text) for text in spelled})


def _without_accents(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
