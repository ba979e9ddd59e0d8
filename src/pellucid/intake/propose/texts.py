"""A text of a coded column in; the code that it stands for, and whether that is a guess, out.

The words are those of synonyms.csv and the labels, and CLDR's names of countries in several languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pellucid.intake.propose.tables import rows_of
from pellucid.intake.propose.wording import likeness, negated, words_of
from pellucid.vocabulary.codes import CLOSED_LISTS, UNKNOWN
from pellucid.vocabulary.countries import country_code, country_codes, nearest_countries
from pellucid.vocabulary.request_types import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "pl", "uk", "ru", "ar", "ja")
_LIKELY = 0.55
_BETWEEN = re.compile(r"[,;/+]")
_LONGEST_CODE = 3


@dataclass(frozen=True)
class Meaning:
    """A code, and whether it is a guess that a person must look at."""

    code: str
    guessed: bool = False


@cache
def _synonyms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows_of("synonyms.csv"):
        found.setdefault(row["list"], {})[row["code"]] = tuple(row["words"].split("|"))
    return found


@cache
def _phrases(codes: str) -> tuple[tuple[str, str], ...]:
    """Phrase and code: the codes themselves, their labels, and the further words."""
    labelled = [(x.code, x.label) for x in CLOSED_LISTS[codes]] if codes in CLOSED_LISTS else []
    if codes == "request_type":
        labelled = [(known.code, known.label) for known in BUILT_IN]
    further = [(word, code) for code, words in _synonyms().get(codes, {}).items() for word in words]
    return (*((phrase, code) for code, label in labelled for phrase in (code, label)), *further)


@cache
def _exact(codes: str) -> Mapping[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for phrase, code in _phrases(codes):
        found.setdefault(words_of(phrase), code)
    return found


@cache
def meaning_of(text: str, codes: str) -> Meaning | None:
    """What a text means on a list of codes: by its words, or by a phrase in it, which is a guess."""
    if code := _exact(codes).get(words_of(text)):
        return Meaning(code)
    if negated(text):
        return None
    best: dict[str, float] = {}
    for phrase, code in _phrases(codes):
        if len(phrase) > _LONGEST_CODE and (like := likeness(text, phrase)) >= _LIKELY:
            best[code] = max(best.get(code, 0.0), like)
    best.pop("other", None)
    top = [code for code, like in best.items() if like == max(best.values())]
    return Meaning(top[0], guessed=True) if len(top) == 1 else None


def is_missing(text: str) -> bool:
    """Whether a text says that there is nothing, such as N/A or --."""
    return not words_of(text) or words_of(text) in _word_set("missing")


def is_total(text: str) -> bool:
    """Whether a text says that its row is the sum of others."""
    return words_of(text) in _word_set("total")


@cache
def _word_set(codes: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(word) for words in _synonyms()[codes].values() for word in words)


@cache
def country_of(text: str) -> Meaning | None:
    """The country that a text names, in one of several languages; a guess where the code is no ISO code."""
    if code := country_code(text):
        return Meaning(code)
    if code := _territories().get(words_of(text)):
        return Meaning(code)
    if words_of(text) in _word_set("country") or is_several(text):
        return Meaning(UNKNOWN, guessed=True)
    if len(text) <= _LONGEST_CODE and len(near := nearest_countries(text)) == 1:
        return Meaning(near[0][:2], guessed=True)
    return None


def is_several(text: str) -> bool:
    """Whether a text lists countries, so that it is none of them."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return len(parts) > 1 and sum(country_code(part) is not None for part in parts) > 1


@cache
def _territories() -> Mapping[tuple[str, ...], str]:
    """CLDR's names in several languages; what means two countries means none."""
    from babel import Locale  # noqa: PLC0415 - only `init --from` asks

    found: dict[tuple[str, ...], str] = {}
    for language in LANGUAGES:
        territories = Locale(language).territories
        for code in sorted(country_codes()):
            name = words_of(territories.get(code, ""))
            found[name] = code if found.get(name, code) == code else ""
    return {name: code for name, code in found.items() if name and code}
