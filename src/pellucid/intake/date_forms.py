"""The texts of a file's date columns in; the forms in which they are written out.

A form is taken where it alone fits. Where two forms fit and give different days, nothing is guessed: they
are rivals, and what only they can read stays unread until the configuration says which is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import ibis

from pellucid.intake.dates import EARLIEST, EXCEL, ISO

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from pellucid.intake.dates import DateReader, Moment

# Earlier ones are preferred where the days are the same. Years of two digits come first: a pattern for four
# takes them, too.
_DAYS = (
    *("%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d", "%d-%m-%y", "%y-%m-%d", "%d-%b-%y"),
    *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"),
    *("%Y%m%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y"),
    *("%a, %d %b %Y", "%Y年%m月%d日", EXCEL),
)
_PARTS = {
    "%d": r"\d{1,2}",
    "%m": r"\d{1,2}",
    "%y": r"\d{2}",
    "%Y": r"\d{4}",
    "%b": r"[A-Za-z]{3}",
    "%B": r"[A-Za-z]{3,9}",
    "%a": r"[A-Za-z]{3}",
}
_TIME = re.compile(
    r"(?P<apart>,? |T)\d{1,2}:\d{2}(?P<seconds>:\d{2})?(?P<fraction>\.\d{1,6})?(?P<half> ?[AaPp][Mm])?"
    r"(?P<zone> ?[+-]\d{2}:?\d{2}| (?:UTC|GMT))?"
)
_MOST_SHAPES = 2_000
_DIGITS = "0123456789"
# So many times as much must speak for a form as for its rival.
_OVERWHELMING = 100


@dataclass(frozen=True)
class Forms:
    """How a file writes its dates: forms that are sure, and two groups of forms between which it is open."""

    sure: tuple[str, ...] = ()
    rivals: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _Fit:
    """How many texts each form of a day fits, column by column, and how two of them agree."""

    texts: Mapping[str, int]
    fitting: Mapping[tuple[str, str], int]  # by column and form
    both: Mapping[frozenset[str], int]  # by two forms, over all columns
    differing: Mapping[tuple[str, frozenset[str]], int]

    def only(self, form: str, other: str) -> int:
        """How many texts fit one form and not another."""
        fitting = sum(self.fitting.get((column, form), 0) for column in self.texts)
        return fitting - self.both[frozenset((form, other))]


def find_forms(reader: DateReader, texts: ir.Table) -> Forms:
    """Find out how dates are written.

    texts: a column for each column of dates, of stripped texts, null where there is none.
    """
    patterns = _patterns(texts)
    if not patterns:
        return Forms()
    fit = _fit(reader, texts, patterns)
    sure: list[str] = []
    rivals: tuple[str, ...] = ()
    for column, count in fit.texts.items():
        if count == 0:
            continue
        best = max((ISO, *patterns), key=lambda form: fit.fitting.get((column, form), 0))
        if fit.fitting[column, ISO] * 2 >= count:
            sure.append(ISO)
        elif fit.fitting[column, best] * 2 >= count:
            chosen = _between(fit, column, best, tuple(patterns))
            sure += chosen[:1] if len(chosen) == 1 else []
            rivals = rivals or (chosen if len(chosen) > 1 else ())
    if not rivals and set(sure) <= {ISO}:
        return Forms()
    known = {ISO: (ISO,), **patterns}
    order = [form for form in known if form in sure]
    return Forms(
        tuple(pattern for form in order for pattern in known[form]),
        tuple(patterns[form] for form in rivals),
    )


def _between(fit: _Fit, column: str, best: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The form that the whole file speaks for, or two between which it is open."""
    for other in forms:
        if other == best or not fit.differing.get((column, frozenset((best, other)))):
            continue
        more, less = sorted((best, other), key=lambda form: -fit.only(form, best if form == other else other))
        if fit.only(less, more) * _OVERWHELMING >= fit.only(more, less):
            return more, less
        best = more
    return (best,)


def _patterns(texts: ir.Table) -> dict[str, tuple[str, ...]]:
    """By form of the day, the patterns with which times are written behind it, as far as texts look so."""
    found: dict[str, list[str]] = {}
    for column in texts.columns:
        text = texts[column]
        shape = text.translate(_DIGITS, "9" * len(_DIGITS))
        shapes = (
            texts.filter(text.notnull()).group_by(shape=shape).aggregate(example=text.min(), n=text.count())
        )
        for row in shapes.order_by(ibis.desc("n"), "shape").limit(_MOST_SHAPES).to_pyarrow().to_pylist():
            for day in _DAYS:
                pattern = _pattern(day, row["example"])
                if pattern and pattern not in found.setdefault(day, []):
                    found[day].append(pattern)
    return {day: tuple(sorted(found[day])) for day in _DAYS if found.get(day)}


def _pattern(day: str, text: str) -> str | None:
    """The pattern of a day with the time behind it, if the text looks like it."""
    match = re.match(_looks_like(day), text)
    if not match:
        return None
    rest = text[match.end() :]
    if not rest:
        return day
    time = _TIME.fullmatch(rest)
    if not time or day == EXCEL:
        return None
    half, zone = time["half"], time["zone"]
    clock = (
        f"{'%I' if half else '%H'}:%M{':%S' if time['seconds'] else ''}{'.%f' if time['fraction'] else ''}"
    )
    clock += f"{' ' * half.startswith(' ')}%p" if half else ""
    if zone:
        clock += f"{' ' * zone.startswith(' ')}{'%Z' if zone.strip().isalpha() else '%z'}"
    return f"{day}{time['apart']}{clock}"


def _looks_like(day: str) -> str:
    if day == EXCEL:
        return r"[2-9]\d{4}(\.\d{1,12})?$"
    return re.sub(r"%\w|[^%]", lambda part: _PARTS.get(part[0]) or re.escape(part[0]), day)


def _fit(reader: DateReader, texts: ir.Table, patterns: Mapping[str, tuple[str, ...]]) -> _Fit:
    """Try every form on every text, in one pass."""
    pairs = [frozenset(pair) for pair in combinations(patterns, 2)]
    wanted: dict[str, ir.Value] = {}
    for place, column in enumerate(texts.columns):
        text = texts[column]
        days = {form: _day(reader.by_forms(text, group)) for form, group in patterns.items()}
        wanted[f"texts_{place}"] = text.count()
        wanted[f"iso_{place}"] = reader.by_form(text, ISO).day.count()
        for number, form in enumerate(patterns):
            wanted[f"fit_{place}_{number}"] = days[form].count()
        for number, pair in enumerate(pairs):
            one, other = (days[form] for form in pair)
            wanted[f"both_{place}_{number}"] = (one == other).count()
            wanted[f"differing_{place}_{number}"] = (one != other).fill_null(ibis.literal(value=False)).sum()
    (found,) = texts.aggregate(**wanted).to_pyarrow().to_pylist()
    places = list(enumerate(texts.columns))
    fitting = {(column, ISO): found[f"iso_{place}"] for place, column in places} | {
        (column, form): found[f"fit_{place}_{number}"]
        for place, column in places
        for number, form in enumerate(patterns)
    }
    return _Fit(
        {column: found[f"texts_{place}"] for place, column in places},
        fitting,
        {
            pair: sum(found[f"both_{place}_{number}"] for place, _ in places)
            for number, pair in enumerate(pairs)
        },
        {
            (column, pair): found[f"differing_{place}_{number}"] or 0
            for place, column in places
            for number, pair in enumerate(pairs)
        },
    )


def _day(moment: Moment) -> ir.DateValue:
    return ibis.ifelse(moment.day >= ibis.date(EARLIEST), moment.day, ibis.null("date"))
