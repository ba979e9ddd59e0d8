"""The texts of a log's column in; what they look like, out: dates, numbers, countries, one name a record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pellucid.intake.propose.texts import country_of, is_missing, is_total

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER = re.compile(r"\d+(?:[.,]0+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([,.'\u2019 \u00a0\u202f])\d{3})(?:\1\d{3})*")
_BAND = re.compile(r"([\d,. ]+)\s*[-–]\s*([\d,. ]+)")  # noqa: RUF001 - people write it
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?"
)
_PERIOD = re.compile(
    r"(?:\d{4}[- ]?[QH]\d|[QH]\d[- ]?\d{4}|\d{4}-\d{1,2}|\d{4}"
    r"|[A-Za-z]{3,9}\.?(?: ?[-–] ?[A-Za-z]{3,9}\.?)? \d{4})",  # noqa: RUF001 - people write it
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE)
_PERSON = re.compile(r"@\w{2,}|[^@\s]+@[^@\s]+\.\w+|\+?\d[\d ()/-]{8,}\d|\d{1,3}(?:\.\d{1,3}){3}")
_DAYS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d",
         "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y",
         "%d-%b-%y", "%Y年%m月%d日")  # fmt: skip
_CLOCKS = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S", ", %H:%M", " %I:%M %p", " %I:%M:%S %p")
DATE_FORMATS = tuple(day + clock for clock in _CLOCKS for day in _DAYS)
ISO = ""
_MOST_TRIED = 2_000
_ENOUGH = 0.95
_FEW_PERSONS = 0.2


@dataclass(frozen=True)
class Cells:
    """A column: its place, its word in the header, and its texts without blanks around them.

    spoken: what it is about, where its word doesn't say it.
    """

    place: int
    word: str
    texts: tuple[str, ...]
    spoken: str = ""

    @property
    def says(self) -> str:
        """What tells its meaning."""
        return self.spoken or self.word

    @cached_property
    def counted(self) -> Counter[str]:
        """Each text that is filled, with the number of rows that have it."""
        return Counter(text for text in self.texts if text)

    @cached_property
    def telling(self) -> Counter[str]:
        """Texts that are neither empty nor words for that, nor for a total."""
        return Counter({t: n for t, n in self.counted.items() if not is_missing(t) and not is_total(t)})

    @property
    def empty(self) -> int:
        """How many cells are empty."""
        return len(self.texts) - self.counted.total()

    def share(self, texts: Iterable[str]) -> float:
        """Which share of the telling cells has one of these texts."""
        whole = self.telling.total()
        return sum(self.telling[text] for text in texts) / whole if whole else 0.0

    @cached_property
    def numbers(self) -> float:
        """The share of whole numbers, grouped ones and bands among them."""
        return self.share(t for t in self.telling if _is_number(t))

    @cached_property
    def grouping(self) -> str | None:
        """The mark between thousands, where numbers have one."""
        marks = Counter(match[1] for t in self.telling if (match := _GROUPED.fullmatch(t)))
        return marks.most_common(1)[0][0] if marks else None

    @cached_property
    def years(self) -> float:
        """The share of years."""
        return self.share(t for t in self.telling if _YEAR.fullmatch(t))

    @cached_property
    def periods(self) -> float:
        """The share of names of periods, such as 2024-Q1, H1-2015 or Jan 2015."""
        return self.share(t for t in self.telling if _PERIOD.fullmatch(t))

    @cached_property
    def months(self) -> float:
        """The share of names of months."""
        return self.share(t for t in self.telling if _MONTH.fullmatch(t))

    @cached_property
    def countries(self) -> float:
        """The share of countries."""
        return self.share(t for t in self.telling if country_of(t))

    @cached_property
    def persons(self) -> bool:
        """Whether addresses, handles or numbers of telephones stand here."""
        share = self.share(t for t in self.telling if _PERSON.fullmatch(t))
        return share > _FEW_PERSONS and not self.formats

    @cached_property
    def one_each(self) -> float:
        """The share of rows with a text of their own: 1 for a number that names a record."""
        return len(self.counted) / len(self.texts) if self.texts else 0.0

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The forms that nearly all texts can be read with as dates; ISO alone where that is one of them."""
        return common_formats((self,))

    @cached_property
    def longest(self) -> int:
        """The length of the longest text."""
        return max(map(len, self.telling), default=0)


def _is_number(text: str) -> bool:
    if band := _BAND.fullmatch(text):
        lower, upper = (re.sub(r"\D", "", end) for end in band.groups())
        return bool(lower and upper) and int(lower) <= int(upper)
    return bool(_NUMBER.fullmatch(text) or _GROUPED.fullmatch(text))


def common_formats(columns: Iterable[Cells]) -> tuple[str, ...]:
    """The forms that fit nearly all texts of every one of these columns."""
    filled = [some for column in columns if (some := _sampled(column.telling))]
    if not filled:
        return ()
    if all(_fits_iso(some) for some in filled):
        return (ISO,)
    return tuple(form for form in DATE_FORMATS if all(_fits(some, form) for some in filled))


def _sampled(telling: Counter[str]) -> list[str]:
    """Texts from all parts of the log: the last ones may be of another form."""
    texts = list(telling)
    return texts[:: max(1, len(texts) // _MOST_TRIED)]


def _fits_iso(texts: list[str]) -> bool:
    return sum(bool(_ISO.fullmatch(text)) for text in texts) >= _ENOUGH * len(texts)


def _fits(texts: list[str], form: str) -> bool:
    """Most forms fail at the first few texts."""
    if not any(_reads(text, form) for text in texts[:3]):
        return False
    return sum(_reads(text, form) for text in texts) >= _ENOUGH * len(texts)


def _reads(text: str, form: str) -> bool:
    if "%Y" in form and re.fullmatch(r"\d+[./-]\d+[./-]\d{2}", text):
        return False
    try:
        day = datetime.strptime(text, form)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return 1970 <= day.year <= 2100  # noqa: PLR2004 - no log is older, and none younger


def in_order(column: Cells, form: str) -> bool:
    """Whether the dates, read with a form, go up from record to record, as those of a log mostly do."""
    days = [datetime.strptime(t, form) for t in column.texts if t and _reads(t, form)]  # noqa: DTZ007
    steps = list(pairwise(days))
    return bool(steps) and sum(a <= b for a, b in steps) >= _ENOUGH * len(steps)


def span_kind(start: Cells, end: Cells) -> str | None:
    """How long the shortest period is of those that are common: month, quarter, half_year or year."""
    forms = [form or "%Y-%m-%d" for form in common_formats((start, end))]
    if not forms:
        return None
    counts: Counter[int] = Counter()
    for a, b in zip(start.texts, end.texts, strict=True):
        if _reads(a, forms[0]) and _reads(b, forms[0]):
            days = (datetime.strptime(b, forms[0]) - datetime.strptime(a, forms[0])).days + 1  # noqa: DTZ007
            counts[days] += 1
    whole = counts.total()
    for name, least, most in (("month", 28, 31), ("quarter", 89, 92), ("half_year", 181, 184)):
        if sum(n for days, n in counts.items() if least <= days <= most) * 10 >= whole > 0:
            return name
    return "year"
