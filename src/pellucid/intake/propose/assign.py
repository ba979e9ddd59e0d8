"""Columns of ours and of a log in; the pairs that fit best by word and by value, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.intake.propose.header import is_personal, surely
from pellucid.intake.propose.texts import meaning_of
from pellucid.intake.schema import Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pellucid.intake.propose.cells import Cells
    from pellucid.intake.schema import Column

# How well a pair must fit to be proposed.
_REQUIRED, _FREE = 0.45, 0.66
_WORDS_MATTER = 0.4  # below, a word says nothing
_PLAIN = 1.0
_MOSTLY = 0.8
_HALF = 0.5
_ALL = 0.9
_MOST_CODES = 60
_LONGEST = 80
_BY_VALUE_ALONE = {"country": 0.45, "received_at": 0.3, "created_at": 0.3}
_A_NAME = 0.25


def assign(ours: Sequence[Column], theirs: Sequence[Cells]) -> dict[str, tuple[Cells, float]]:
    """Our column -> theirs, with how well it fits: the best pair first, each column once."""
    pairs = sorted(
        (-fit, place, cells.place, column.name)
        for place, column in enumerate(ours)
        for cells in theirs
        if (fit := fit_of(column, cells)) >= (_REQUIRED if column.required else _FREE)
        or (fit and fit == _by_value(column, cells))
    )
    by_place = {cells.place: cells for cells in theirs}
    found: dict[str, tuple[Cells, float]] = {}
    taken: set[int] = set()
    for fit, _, place, name in pairs:
        if name not in found and place not in taken:
            found[name] = (by_place[place], -fit)
            taken.add(place)
    return found


def fit_of(column: Column, cells: Cells) -> float:
    """0 where the values speak against it; else what the word says, and a little more for fitting values."""
    sure = surely(cells.says, column.name)
    if _kept_back(column, cells, sure):
        return 0.0
    fit = _FITS.get(column.type, _text)(column, cells, sure)
    return fit or _by_value(column, cells)


def _kept_back(column: Column, cells: Cells, sure: float) -> bool:
    """What speaks of persons is for personal columns alone."""
    if column.personal:
        return False
    return cells.persons or (is_personal(cells.word) and sure < _PLAIN)


def _by_value(column: Column, cells: Cells) -> float:
    if cells.persons or is_personal(cells.word) or not cells.telling:
        return 0.0
    if column.type is Type.COUNTRY:
        fits = cells.countries >= _ALL and len(cells.telling) > 2  # noqa: PLR2004 - "no" alone is no country
    elif column.type is Type.DATE and column.required:
        fits = bool(cells.formats) and not cells.years
    elif column.type is Type.ID:
        return _A_NAME if cells.one_each == 1 and not cells.formats and cells.longest <= _LONGEST else 0.0
    else:
        return 0.0
    return _BY_VALUE_ALONE.get(column.name, 0.0) if fits else 0.0


def _date(_column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER:
        return 0.0
    if not cells.telling:
        return sure - 0.1
    return sure + 0.1 if cells.formats else 0.0


def _number(_column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER:
        return 0.0
    if not cells.telling:
        return sure - 0.2 if sure >= _PLAIN else 0.0
    return sure if cells.numbers >= _MOSTLY else 0.0


def _country(_column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER:
        return 0.0
    if not cells.telling:
        return sure - 0.1
    short = 0.05 if cells.longest <= 3 else 0.0  # noqa: PLR2004 - a code is surer than a name
    lacking = 0.3 * cells.empty / max(len(cells.texts), 1)
    return sure + 0.2 * cells.countries + short - lacking if cells.countries >= _HALF else 0.0


def _flag(_column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER or not cells.telling:
        return sure - 0.1 if sure >= _PLAIN else 0.0
    return sure if cells.share(t for t in cells.telling if meaning_of(t, "flag")) >= _ALL else 0.0


def _code(column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER:
        return 0.0
    if not cells.telling:
        return sure - 0.1 if cells.counted or not cells.texts else sure - 0.3
    if len(cells.telling) > _MOST_CODES or cells.numbers >= _ALL or cells.formats:
        return 0.0
    known = coded_share(cells, column.codes or "")
    return sure + 0.3 * known if known or sure >= _PLAIN else 0.0


def coded_share(cells: Cells, codes: str) -> float:
    """The share of texts that are understood as codes of a list."""
    return cells.share(t for t in cells.telling if meaning_of(t, codes))


def _name(_column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER or (cells.texts and cells.one_each < _ALL) or cells.formats:
        return 0.0
    return sure


def _text(column: Column, cells: Cells, sure: float) -> float:
    if sure < _WORDS_MATTER:
        return 0.0
    if column.name == "policy_version":  # a version is often called by its day
        return sure
    if cells.numbers >= _ALL or (cells.telling and cells.formats):
        return 0.0
    if column.personal:
        return sure
    if not cells.telling and cells.counted:
        return 0.0
    few = len(cells.telling) <= max(_MOST_CODES, len(cells.texts) // 3)
    return sure if few and cells.longest <= _LONGEST else sure / 2


def _list(_column: Column, cells: Cells, sure: float) -> float:
    return sure if sure >= _WORDS_MATTER and cells.numbers < _HALF else 0.0


_FITS: Mapping[Type, Callable[[Column, Cells, float], float]] = {
    Type.DATE: _date,
    Type.COUNT: _number,
    Type.BAND: _number,
    Type.COUNTRY: _country,
    Type.FLAG: _flag,
    Type.CODE: _code,
    Type.CODES: _list,
    Type.ID: _name,
    Type.TEXT: _text,
}


def named(theirs: Iterable[Cells], concept: str, surely_enough: float = _PLAIN) -> Cells | None:
    """The first column whose word is a name of `concept`."""
    return next((cells for cells in theirs if surely(cells.word, concept) >= surely_enough), None)
