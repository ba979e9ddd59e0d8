"""The columns of a log in; what kind of log it is, and which column is which, out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from pellucid.config.logs import CountedKind
from pellucid.intake.kinds import RECORD_KINDS, kind_of
from pellucid.intake.propose.assign import assign, coded_share, named
from pellucid.intake.propose.header import surely
from pellucid.intake.propose.wording import words_of
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pellucid.intake.propose.cells import Cells
    from pellucid.intake.schema import Column, Kind

PERIOD_COLUMNS = ("period_start", "period_end", "period")
_LACKING = -0.8
_FREE_COUNTS = 0.05
_HINT, _MOST_HINTS = 0.08, 0.32
_HINTS = {
    "legal_requests": "data account user disclosed provided produced subpoena warrant preserved "
    "emergency court preservation exigent request demande anfrage solicitud pedido запит запрос",
    "removal_orders": "takedown removal removed content dmca repo project url copyright order sanction "
    "trade abuse violation enforcement blocked defamation app processed",
    "user_reports": "report reporter flag flagger trusted complaint flagged notice user signalement meldung",
    "statements_of_reasons": "uuid statement decision puid",
}
_MIXED_KEYS = 0.15
_MOST_SPLITS = 120
_FEW_ROWS = 20
_DIFFERENT = 0.5


@dataclass(frozen=True)
class Made:
    """A value that is put together from several columns: the text with their words in braces."""

    text: str


@dataclass(frozen=True)
class Decision:
    """A kind, the log's column for each of ours, and what stands for a date or a period that has none.

    score: how much speaks for it, about 1 where each required column has a word and values that fit.
    """

    kind: Kind
    found: Mapping[str, Cells]
    made: Mapping[str, Made]
    breakdowns: tuple[Cells, ...] = ()
    score: float = 0.0

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that nothing stands for."""
        have = {*self.found, *self.made}
        period = "period" in have
        return tuple(
            column
            for column in self.kind.columns
            if column.required and column.name not in have and not (period and column.name in PERIOD_COLUMNS)
        )


def decide(name: str, theirs: Sequence[Cells]) -> Decision:
    """Choose the kind that the columns, the texts in them and the file's name speak for most."""
    words = _spoken(name, theirs)
    records = [_as_records(kind, theirs, words) for kind in RECORD_KINDS.values()]
    counts = [_as_counts(of, theirs, words) for of in get_args(CountedKind)]
    score, decision = max((*records, *counts), key=lambda scored: scored[0])
    return replace(decision, score=score)


def _spoken(name: str, theirs: Sequence[Cells]) -> frozenset[str]:
    texts = [name, *(c.says for c in theirs)]
    texts += [text for c in theirs if len(c.counted) <= _FEW_ROWS for text in c.counted]
    return frozenset(word for text in texts for word in words_of(re.sub(r"[./\\]", " ", text)))


def _hint(of: str, words: frozenset[str]) -> float:
    return min(_MOST_HINTS, _HINT * len(words & set(words_of(_HINTS[of]))))


def _as_records(kind: Kind, theirs: Sequence[Cells], words: frozenset[str]) -> tuple[float, Decision]:
    pairs = assign(kind.columns, theirs)
    found = {name: cells for name, (cells, _) in pairs.items()}
    made: dict[str, Made] = {}
    date = "created_at" if kind.has("created_at") else "received_at"
    if date not in found and (day := _day(theirs)):
        made[date] = day
    decision = Decision(kind, found, made)
    matched = [
        min(pairs[name][1], 1.3) if name in found else 0.9
        for name in kind.required
        if name in found or name in made
    ]
    score = (sum(matched) + _LACKING * len(decision.missing)) / len(kind.required)
    score += _FREE_COUNTS * sum(name not in kind.required for name in found) + _hint(kind.name, words)
    return score + _types_speak(kind, found), decision


def _types_speak(kind: Kind, found: Mapping[str, Cells]) -> float:
    """Types of legal process, where they stand, speak for legal requests and against all else."""
    cells = found.get(kind.type_column)
    if cells is None or kind.name in {"user_reports", "statements_of_reasons"}:
        return 0.0
    share = coded_share(cells, "request_type")
    return 0.6 * share if kind.name == "legal_requests" or kind.of == "legal_requests" else -0.4 * share


def _day(theirs: Sequence[Cells]) -> Made | None:
    parts = [named(theirs, part) for part in ("year", "month", "day")]
    if any(part is None for part in parts) or len({part.place for part in parts if part}) < len(parts):
        return None
    year, month, day = (part for part in parts if part)
    if not year.years or not month.numbers or not day.numbers:
        return None
    return Made("-".join(f"{{{part.word}}}" for part in (year, month, day)))


def _as_counts(of: str, theirs: Sequence[Cells], words: frozenset[str]) -> tuple[float, Decision]:
    kind = kind_of("counts", of)
    ours = tuple(column for column in kind.columns if column.name not in PERIOD_COLUMNS)
    spans, used = _spans(kind, theirs)
    rest = [cells for cells in theirs if cells.place not in used]
    # What splits figures is called as in the other kinds: a type by what the records are about.
    aliased = tuple(_alias(column, of) for column in ours)
    pairs = assign(aliased, rest)
    found = {"request_type" if name == "category" else name: cells for name, (cells, _) in pairs.items()}
    fits = {"request_type" if name == "category" else name: fit for name, (_, fit) in pairs.items()}
    found |= {name: cells for name, cells in spans.items() if not isinstance(cells, Made)}
    made = {name: text for name, text in spans.items() if isinstance(text, Made)}
    splits, repeated = _splits(found, made, rest, theirs)
    decision = Decision(kind_of("counts", of, tuple(c.word for c in splits)), found, made, splits)
    measures = [min(fits[name], 1.1) for name in kind.measures if name in fits]
    parts = [1.0 if spans else _LACKING]
    parts += [min(fits[name], 1.3) if name in fits else _LACKING for name in ("country", "request_type")]
    parts += [max(measures) if measures else 2 * _LACKING]
    score = sum(parts) / len(parts) + _FREE_COUNTS * max(0, len(measures) - 1)
    score -= repeated if repeated > _MIXED_KEYS else 0.0
    return score + _hint(of, words) + _types_speak(decision.kind, found), decision


def _alias(column: Column, of: str) -> Column:
    """The type of removals and reports is looked for by the words of a category."""
    if column.name == "request_type" and of != "legal_requests":
        return replace(column, name="category")
    return column


def _spans(kind: Kind, theirs: Sequence[Cells]) -> tuple[dict[str, Cells | Made], set[int]]:
    """What says the period: two dates, a name, or a year with a half, a quarter or a month."""
    dates = [column for column in kind.columns if column.type is Type.DATE]
    pair = assign(dates, theirs)
    if {"period_start", "period_end"} <= set(pair):
        found = {name: cells for name, (cells, _) in pair.items()}
        return dict(found), {cells.place for cells in found.values()}
    year = next((c for c in theirs if surely(c.word, "year") >= 1 and c.years), None)
    one = _within(year, theirs) if year else _period(theirs)
    return ({"period": one[0]}, one[1]) if one else ({}, set())


def _within(year: Cells, theirs: Sequence[Cells]) -> tuple[Cells | Made, set[int]]:
    """A year, with the part of it that another column names."""
    for part, form in (("half", "{}-H{}"), ("quarter", "{}-Q{}"), ("month", "{}-{}")):
        cells = named(theirs, part)
        if cells and cells.place != year.place and cells.telling:
            words = (f"{{{year.word}}}", f"{{{cells.word}}}")
            numbered = cells.numbers >= _DIFFERENT
            text = form.format(*words) if numbered else " ".join(reversed(words))
            return Made(text), {year.place, cells.place}
    return year, {year.place}


def _period(theirs: Sequence[Cells]) -> tuple[Cells | Made, set[int]] | None:
    for cells in theirs:
        if surely(cells.word, "period") < _DIFFERENT or not cells.telling:
            continue
        if cells.periods >= _DIFFERENT:
            return cells, {cells.place}
        if cells.months >= _DIFFERENT:
            return Made(f"{{{cells.word}}}"), {cells.place}
    return None


def _splits(
    found: Mapping[str, Cells], made: Mapping[str, Made], rest: Sequence[Cells], theirs: Sequence[Cells]
) -> tuple[tuple[Cells, ...], float]:
    """Columns that split the figures further, where their key would repeat without; and how often it does."""
    keys = [found[name] for name in (*PERIOD_COLUMNS, "country", "request_type") if name in found]
    keys += [cells for cells in theirs for one in made.values() if f"{{{cells.word}}}" in one.text]
    before = _repeated(keys)
    taken = {cells.place for cells in (*found.values(), *keys)}
    splits = tuple(
        c
        for c in rest
        if c.place not in taken
        and len(c.telling) > 1
        and len(c.counted) <= min(_MOST_SPLITS, max(2, len(c.texts) // 2))
        and c.numbers < _DIFFERENT
        and not c.persons
        and not c.formats
        and max(c.periods, c.countries) < _DIFFERENT
        and c.longest <= 80  # noqa: PLR2004 - a breakdown's text is no longer
    )
    if not before or not splits:
        return (), before
    after = _repeated([*keys, *splits])
    return (splits, after) if after < before else ((), before)


def _repeated(keys: Sequence[Cells]) -> float:
    if not keys or not keys[0].texts:
        return 0.0
    seen = Counter(zip(*(c.texts for c in keys), strict=True))
    return 1 - len(seen) / seen.total()
