"""Takes numbers, dates and codes, gives them in the words of one language; every sentence goes through it.

Names sort without accents; a minus is a true minus.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from gettext import NullTranslations
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.report.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

# Plain English writes the day first here, as the international variety of English does.
FORMATS_OF = {"en": "en_001"}
# The names of CLDR are long or ambiguous for these.
SHORTER_NAMES = {
    "en": {
        "CD": "Congo (Kinshasa)",
        "CG": "Congo (Brazzaville)",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "MO": "Macao",
    },
}
# A change is told by where it started, not in percent, below this many and from this multiple on.
SMALL_BASE = 20
MULTIPLE = 5


@dataclass(frozen=True)
class Words:
    """The words, numbers and dates of a language."""

    language: str
    translations: NullTranslations

    @classmethod
    def of(cls, language: str) -> Words:
        """Give the words of a language; English needs no catalogue."""
        return cls(language, NullTranslations())

    @cached_property
    def locale(self) -> Locale:
        """The locale that formats numbers and dates."""
        return Locale.parse(FORMATS_OF.get(self.language, self.language))

    @property
    def direction(self) -> str:
        """Which way the text runs: ltr or rtl."""
        return str(self.locale.text_direction)

    # ------------------------------------------------------------ sentences

    def say(self, message: str, **values: str) -> str:
        """Translate a message and put the values, already in words, in their places."""
        return self.translations.gettext(message).format(**values)

    def plural(self, one: str, many: str, number: int, **values: str) -> str:
        """Translate a message by number; `{n}` in it is the number, grouped, unless `n` says otherwise."""
        return self.translations.ngettext(one, many, number).format(**{"n": self.count(number)} | values)

    def listed(self, items: Iterable[str]) -> str:
        """Join items as a sentence does: "a, b and c"."""
        return format_list(list(items), locale=self.locale)

    def lowered(self, label: str) -> str:
        """Write a label as it stands inside a sentence: its first letter small."""
        return label[:1].lower() + label[1:]

    # -------------------------------------------------------------- numbers

    def count(self, number: float) -> str:
        """Write a whole number with the language's grouping: "12,146"."""
        return self._true_minus(format_decimal(round(number), locale=self.locale))

    def decimal(self, number: float) -> str:
        """Write a median with one decimal, rounded half up: "12.5"."""
        rounded = Decimal(repr(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return self._true_minus(format_decimal(rounded, format="#,##0.0", locale=self.locale))

    def rate(self, ratio: Ratio) -> str:
        """Write a rate in percent with one decimal, rounded half up; "n/a" of nothing."""
        if ratio.denominator == 0:
            return self.say("n/a")
        return self._percent(ratio.percent(1), decimals=1)

    def span_of_counts(self, lower: float, upper: float) -> str:
        """Write a band of counts, its ends joined by an en dash."""
        return f"{self.count(lower)}{EN_DASH}{self.count(upper)}"

    def _percent(self, hundredths: Decimal, decimals: int) -> str:
        pattern = self.locale.percent_formats[None].pattern
        if decimals:
            pattern = pattern.replace("0%", "0.0%").replace("0\N{NO-BREAK SPACE}%", "0.0\N{NO-BREAK SPACE}%")
        return self._true_minus(format_percent(hundredths / 100, format=pattern, locale=self.locale))

    @staticmethod
    def _true_minus(text: str) -> str:
        return text.replace("-", MINUS)

    # -------------------------------------------------------------- changes

    def change(self, before: int, now: int) -> str:
        """Say how a count changed: "up 12%", "down from 7"; nothing where it did not."""
        if now == before:
            return ""
        if before < SMALL_BASE or now >= MULTIPLE * before:
            return self._from(self.count(before), up=now > before)
        return self._in_percent(before, now)

    def _from(self, before: str, *, up: bool) -> str:
        if up:
            return self.say("up from {before}", before=before)
        return self.say("down from {before}", before=before)

    def _in_percent(self, before: int, now: int) -> str:
        percent = Ratio(abs(now - before), before).percent(0)
        how_much = (
            self._percent(percent, 0)
            if percent
            else self.say("less than {n}", n=self._percent(Decimal(1), 0))
        )
        if now > before:
            return self.say("up {percent}", percent=how_much)
        return self.say("down {percent}", percent=how_much)

    def change_of_rate(self, before: Ratio, now: Ratio) -> str:
        """Say how a rate changed, in percentage points between the rates as shown, or nothing."""
        tenths = now.percent(1) - before.percent(1)
        if tenths == 0:
            return ""
        if min(before.denominator, now.denominator) < SMALL_BASE:
            return self._from(self.rate(before), up=tenths > 0)
        points = format_decimal(abs(tenths), format="#,##0.0", locale=self.locale)
        if tenths > 0:
            return self.say("up {points} percentage points", points=points)
        return self.say("down {points} percentage points", points=points)

    # ---------------------------------------------------------------- names

    def country(self, code: str) -> str:
        """Name a country by its code; `_T` and `_U` have names too."""
        if code == TOTAL:
            return self.say("All countries")
        if code == UNKNOWN:
            return self.say("Unknown")
        short = SHORTER_NAMES.get(self.language, {}).get(code)
        return short or self.locale.territories.get(code, code)

    def by_name(self, codes: Iterable[str]) -> list[str]:
        """Sort country codes by name, accents aside; unknown comes last."""
        return sorted(codes, key=lambda code: (code == UNKNOWN, sort_key(self.country(code)), code))

    # ---------------------------------------------------------------- dates

    def day(self, day: date) -> str:
        """Write a date: "23 September 2024"."""
        return format_date(day, "long", locale=self.locale)

    def skeleton(self, day: date, skeleton: str) -> str:
        """Write the parts of a date that a CLDR skeleton names, in the language's order."""
        return format_skeleton(skeleton, day, locale=self.locale)


def sort_key(name: str) -> str:
    """Give the key that sorts names as a reader expects, accents and case aside: Åland before Albania."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
