"""A Config in; the numbers that stand bare in the publisher's own words, by file and line, out.

A number that is typed stays as it is when the figures change, and could tell a withheld one; a figure that is
named, `{{ fig.requests.FR }}`, is filled in. Years, dates, code and addresses are no figures.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import digit

from pellucid.config.narratives import narrative_files
from pellucid.vocabulary.languages import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pellucid.config.model import Config

# What is no figure: places to fill in, code, addresses, dates, years, the mark of a list.
_NO_FIGURE = r"""
    \{\{.*?\}\} | \{%.*?%\} | \{\#.*?\#\} | `[^`]*` | \]\([^)]*\) | https?://\S+
    | \b\d{4}-\d{2}(?:-\d{2})?\b | \b\d{4}/\d{1,2}/\d{1,2}\b
    | \b\d{1,2}(?P<sep>\u200f?[./])\d{1,2}(?P=sep)YEAR\b
    | (?:BETWEEN)?\bDAY\s+(?:de\s+)?(?:MONTH\b(?:,?\s+(?:de\s+)?YEAR\b)?|SHORT\.?,?\s+(?:de\s+)?YEAR\b)
    | \b(?:MONTH|SHORT\.?)\s+(?:\d{1,2}\s?[\u2013-]\s?)?\d{1,2}(?:st|nd|rd|th)?,?\s+YEAR\b
    | YEAR年(?:\d{1,2}月(?:\d{1,2}日)?)? | \d{1,2}月(?:\d{1,2}日)? | 第\d+
    | \bYEAR\b
    | ^\s*\d+[.)]\s
"""
_PARTS = {
    "YEAR": r"(?:18|19|20)\d\d",
    "DAY": r"\d{1,2}(?:st|nd|rd|th|er|\.º|\.|º)?",
    # the first day of "1 to 31 October 2025"
    "BETWEEN": r"\bDAY\s?(?:[\u2013-]|\s(?:to|and|bis|und|al?|y|au|et|e|по|до|и|та|إلى)\s)\s?",
}
# Languages have one name for a month, but for these countries.
_OTHER_NAMES = ("de_AT", "ar_LB", "ar_DZ", "ar_MA")
# No blank parts a number from its noun in Japanese.
_JOINED = r"\u3040-\u30ff\u4e00-\u9fff"
_NUMBER = re.compile(
    rf"(?<![^\W{_JOINED}])(?<![.,/§-])(?<!§\s)\d+(?:[.,\s\u00a0\u202f]\d{{3}})*(?:[.,]\d+)?(?:\s?%)?"
    rf"(?![^\W{_JOINED}]|[/-])"
)


def bare_numbers(config: Config) -> Iterator[str]:
    """Say of each bare number where it stands and what to do."""
    for name in dict.fromkeys(narrative_files(config)):
        try:
            text = (config.root / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # the build says so
        for line, number in _found(text):
            yield (
                f"{name}:{line}: the number {number} is typed in and won't change with the figures; "
                "name a figure instead, such as {{ fig.requests.total }}"
            )


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Give each bare number with its line."""
    plain = "".join(str(digit(letter)) if letter.isdecimal() else letter for letter in text)
    blanked = _no_figure().sub(lambda match: re.sub(r"[^\n]", "x", match.group()), plain)
    for line, (words, own) in enumerate(zip(blanked.split("\n"), text.split("\n"), strict=True), start=1):
        yield from ((line, own[match.start() : match.end()]) for match in _NUMBER.finditer(words))


@cache
def _no_figure() -> re.Pattern[str]:
    """Find what is no figure; a month is one by its name in a language that reports are written in."""
    from babel import Locale  # noqa: PLC0415 - takes a while, and a publisher may have no text of its own

    locales = [Locale.parse(name) for name in (*languages(), *_OTHER_NAMES)]
    pattern = _NO_FIGURE
    for part, width in (("MONTH", "wide"), ("SHORT", "abbreviated")):
        names = {
            name.removesuffix(".")
            for locale in locales
            for use in ("format", "stand-alone")
            for name in locale.months[use][width].values()
        }
        names |= {name[:1].upper() + name[1:] for name in names}
        joined = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        pattern = pattern.replace(part, f"(?:{joined})")
    for part in ("BETWEEN", "DAY", "YEAR"):
        pattern = pattern.replace(part, _PARTS[part])
    return re.compile(pattern, re.VERBOSE | re.MULTILINE | re.DOTALL)
