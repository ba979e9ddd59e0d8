"""Takes numbers, dates and codes, gives them in the words of one language; every sentence goes through it.

Names sort without accents; a minus is a true minus. Messages are English: docs/languages.md says how they are
translated.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton, parse_pattern
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from pellucid.cube.cells import TOTAL, UNKNOWN
from pellucid.report.numbers.ratio import Ratio
from pellucid.vocabulary.languages import translations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from gettext import NullTranslations

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"  # keeps the ends of a span of numbers in their order

# Plain English writes the day first here, as the international variety of English does.
FORMATS_OF = {"en": "en_001"}
# Nouns keep their capital inside a sentence.
CAPITAL_NOUNS = frozenset({"de", "lb"})
# There a label may begin with what is no noun, and loses its capital inside a sentence.
_NO_NOUN = re.compile(
    "(Abgeleitet|Abgelehnt|Alle|Anhängig|Aus|Automatisierte?|Befolgte?|Belassen|Betroffene|Eingegangene?|"
    "Eingeschränkt|Entfernte?|Entschiedene|Für|Geheim|Genannte|Geprüfte?|Im|In|Keine?|Mindestens|Mit|Nicht|"
    "Sonstiges?|Teilweise|Unbekannt|Veröffentlicht|Vollständig|Von|Zurückgestellt|Zurückgezogen)( |$)"
)
# Nothing stands between two sentences.
NO_BLANKS = frozenset({"ja", "zh"})
# Their short names of quarters do not go into a sentence.
LONG_QUARTERS = frozenset({"es", "ja", "pt", "ru", "uk"})
# "de" before a vowel is "d'".
ELIDES = frozenset({"fr"})
_BEFORE_A_VOWEL = re.compile("\\bde (?=[aeiouàâéèêëîïôœAEIOUÀÂÉÈÊËÎÏÔŒ])")
# A year ends with an abbreviation, whose stop is that of the sentence too.
ABBREVIATES_YEARS = frozenset({"ru", "uk"})
_YEAR_WORD = re.compile(r"\s[гр]\.$")  # noqa: RUF001
_TWO_STOPS = re.compile(r"(?<=\s[гр]\.)\.")  # noqa: RUF001
# The parts of a date are joined by "de" even where they are abbreviated: "out. de 2025".
JOINS_DATES = frozenset({"pt"})
# How the first day of a month is written.
FIRST_OF_MONTH = {"fr": "1er"}
# The names of CLDR are long or ambiguous for these.
SHORTER_NAMES = {
    "en": {
        "CD": "Congo (Kinshasa)",
        "CG": "Congo (Brazzaville)",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "MO": "Macao",
    },
    "ar": {"HK": "هونغ كونغ", "MM": "ميانمار", "MO": "ماكاو"},
    "de": {"HK": "Hongkong", "MO": "Macau", "PS": "Palästinensische Gebiete"},
    "es": {
        "CG": "Congo (Brazzaville)",
        "CI": "Costa de Marfil",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "MO": "Macao",
    },
    "fr": {"HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao"},
    "ja": {"CD": "コンゴ民主共和国", "CG": "コンゴ共和国", "HK": "香港", "MM": "ミャンマー", "MO": "マカオ"},
    "pt": {"CD": "República Democrática do Congo", "HK": "Hong Kong", "MM": "Mianmar", "MO": "Macau"},
    "ru": {
        "CD": "Конго (Киншаса)",
        "CG": "Конго (Браззавиль)",
        "HK": "Гонконг",
        "KR": "Южная Корея",
        "MM": "Мьянма",
        "MO": "Макао",
        "US": "США",
    },
    "uk": {
        "CD": "Конго (Кіншаса)",
        "CG": "Конго (Браззавіль)",
        "HK": "Гонконг",
        "MM": "Мʼянма",
        "MO": "Макао",
        "US": "США",
    },
}
# Alphabets whose order is not that of the letters with their marks taken off.
ALPHABETS = {
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_AROUND = " \N{THIN SPACE}\N{EN DASH}-~\N{WAVE DASH}\N{FULLWIDTH TILDE}"
_LETTERS = 0xE000  # places for the letters of an alphabet, beyond those of any name
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
        """Give the words of a language that has a catalogue."""
        return cls(language, translations(language))

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
        translated = self.translations.gettext(message) if message else ""
        return self._put(translated, values) if values else translated

    def plural(self, one: str, many: str, number: int, **values: str) -> str:
        """Translate a message by number; `{n}` in it is the number, grouped, unless `n` says otherwise."""
        return self._put(self.translations.ngettext(one, many, number), {"n": self.count(number)} | values)

    def _put(self, translated: str, values: dict[str, str]) -> str:
        """Put values in their places; what comes before or after one may lose a sign: "d'Irlande"."""
        told = translated.format(**values)
        if self.language in ELIDES:
            return _BEFORE_A_VOWEL.sub("d\N{RIGHT SINGLE QUOTATION MARK}", told)
        return _TWO_STOPS.sub("", told) if self.language in ABBREVIATES_YEARS else told

    def listed(self, items: Iterable[str]) -> str:
        """Join items as a sentence does: "a, b and c"."""
        return format_list(list(items), locale=self.locale)

    def lowered(self, label: str) -> str:
        """Write a label as it stands inside a sentence: with a small first letter, but of German nouns."""
        if self.language in CAPITAL_NOUNS and not _NO_NOUN.match(label):
            return label
        return label[:1].lower() + label[1:]

    def in_a_row(self, items: Iterable[str]) -> str:
        """Join items without a word between them: "a, b, c"."""
        return self.say(", ").join(items)

    def apart(self, items: Iterable[str]) -> str:
        """Join items that may hold commas: "a; b; c"."""
        return self.say("; ").join(items)

    def mark(self, name: str) -> str:
        """Write a name such as "2024-09-23" so that its parts keep their order where text runs left."""
        return f"{LEFT_TO_RIGHT}{name}{LEFT_TO_RIGHT}" if self.direction == "rtl" else name

    def paragraph(self, sentences: Iterable[str]) -> str:
        """Set sentences one after the other."""
        return ("" if self.language in NO_BLANKS else " ").join(sentences)

    # -------------------------------------------------------------- numbers

    def count(self, number: float) -> str:
        """Write a whole number with the language's grouping: "12,146"."""
        return _grouped(round(number), self.locale)

    def decimal(self, number: float) -> str:
        """Write a median with one decimal, rounded half up: "12.5"."""
        rounded = Decimal(repr(number)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return _true_minus(format_decimal(rounded, format="#,##0.0", locale=self.locale))

    def rate(self, ratio: Ratio) -> str:
        """Write a rate in percent with one decimal, rounded half up; "n/a" of nothing."""
        if ratio.denominator == 0:
            return self.say("n/a")
        return self._percent(ratio.percent(1), decimals=1)

    def span_of_counts(self, lower: float, upper: float) -> str:
        """Write a band of counts, its ends joined by an en dash."""
        dash = f"{LEFT_TO_RIGHT}{EN_DASH}{LEFT_TO_RIGHT}" if self.direction == "rtl" else EN_DASH
        return f"{self.count(lower)}{dash}{self.count(upper)}"

    def _percent(self, hundredths: Decimal, decimals: int) -> str:
        pattern = self.locale.percent_formats[None].pattern
        if decimals:
            pattern = pattern.replace("0%", "0.0%").replace("0\N{NO-BREAK SPACE}%", "0.0\N{NO-BREAK SPACE}%")
        return _true_minus(format_percent(hundredths / 100, format=pattern, locale=self.locale))

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
        return sorted(
            codes, key=lambda code: (code == UNKNOWN, sort_key(self.country(code), self.language), code)
        )

    # ---------------------------------------------------------------- dates

    def day(self, day: date) -> str:
        """Write a date: "23 September 2024"."""
        return self._first_of_month(day, format_date(day, "long", locale=self.locale))

    def skeleton(self, day: date, skeleton: str) -> str:
        """Write the parts of a date that a CLDR skeleton names, in the language's order."""
        return _written(day, skeleton, self.locale)

    def brief(self, day: date, skeleton: str) -> str:
        """Write the parts of a date as an axis does, without the words that some languages add to them."""
        written = self.skeleton(day, skeleton)
        if self.language in JOINS_DATES:
            return written.replace(" de ", " ")
        return _YEAR_WORD.sub("", written) if self.language in ABBREVIATES_YEARS else written

    def quarter(self, day: date) -> str:
        """Name the quarter that a day is in: "Q4 2025"."""
        return self.skeleton(day, "yQQQQ" if self.language in LONG_QUARTERS else "yQQQ")

    def days(self, first: date, last: date) -> tuple[str, str]:
        """Write the ends of a span, month and year once where they are the same: "1", "31 October 2025"."""
        if first.year != last.year:
            return self.day(first), self.day(last)
        if str(self.locale.date_formats["long"].pattern).startswith("y"):
            apart = "d" if first.month == last.month else "M"
            return self.day(first), self._part(last, self.locale.interval_formats["yMMMd"][apart][1])
        if first.month == last.month:
            opening = self._part(first, self.locale.interval_formats["d"]["d"][0])
        else:
            opening = self.skeleton(first, "MMMMd")
        return self._first_of_month(first, opening), self.day(last)

    def _part(self, day: date, pattern: str) -> str:
        """Write one end of a span as CLDR has it, without the dash that stands between the two."""
        return parse_pattern(pattern.strip(_AROUND)).apply(day, self.locale)

    def _first_of_month(self, day: date, written: str) -> str:
        own = FIRST_OF_MONTH.get(self.language) if day.day == 1 else None
        return f"{own}{written[1:]}" if own and re.match(r"1\b", written) else written


# A report writes the same small numbers and the same periods over and over.


@lru_cache(maxsize=1 << 15)
def _grouped(number: int, locale: Locale) -> str:
    return _true_minus(format_decimal(number, locale=locale))


@lru_cache(maxsize=1 << 12)
def _written(day: date, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, day, locale=locale)


def _true_minus(text: str) -> str:
    return text.replace("-", MINUS)


def sort_key(name: str, language: str = "") -> str:
    """Give the key that sorts names as a reader expects, accents and case aside: Åland before Albania."""
    alphabet = ALPHABETS.get(language, "")
    places = {letter: chr(_LETTERS + place) for place, letter in enumerate(alphabet)}
    return "".join(places.get(letter) or _plain(letter) for letter in name.casefold())


def _plain(letter: str) -> str:
    """Take the marks off a letter."""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
