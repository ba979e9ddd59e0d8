"""What was counted and what is public in; each release's bands of national-security process out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pellucid.confidentiality.national_security import (
    OPTIONS,
    Band,
    due,
    national_security_table,
    too_new,
)
from pellucid.cube.cells import TOTAL
from pellucid.cube.national_security import count_process
from pellucid.cube.tables import hidden_types
from pellucid.release.public import public_releases
from pellucid.vocabulary.request_types import NATIONAL_SECURITY
from pellucid.vocabulary.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from pellucid.confidentiality.national_security import NationalSecurity, PartTable
    from pellucid.config import Config
    from pellucid.config.model import NationalSecurity as Asked
    from pellucid.release.public_tables import PublicCell
    from pellucid.run.examine import Examined
    from pellucid.vocabulary.periods import Period


def bands_of(config: Config, examined: Examined, today: date) -> dict[Period, NationalSecurity]:
    """The table of each release that has one.

    Raises:
        DataProblems: the log does not say what the option tells apart.

    """
    asked = config.confidentiality.national_security
    if asked is None:
        return {}
    option = OPTIONS[asked.option]
    told = {release: due(option, release, today) for release in examined.periods or ()}
    process = count_process(
        examined.source,
        examined.covered,
        {period for parts in told.values() for _, period in parts},
        hidden_types(config),
        too_new(option, today),
    )
    released = _released(asked, today)
    tables = {
        release: national_security_table(option, parts, process, released)
        for release, parts in told.items()
        if parts
    }
    return {release: table for release, table in tables.items() if table is not None}


def _released(asked: Asked, today: date) -> dict[tuple[str, str, str], int]:
    """How much process is secret no longer, by period, type and measure."""
    found = Counter[tuple[str, str, str]]()
    for one in asked.released:
        if one.date <= today:
            found[one.period, one.type, "requests"] += one.requests
            found[one.period, one.type, "accounts_specified"] += one.accounts
    return dict(found)


def narrowed(site: Path, tables: Mapping[Period, NationalSecurity]) -> tuple[str, ...]:
    """What a reader can work out of bands that are public and bands that are about to be, in sentences."""
    if not tables or not site.is_dir():
        return ()
    public = [
        cell
        for release in public_releases(site)
        for cell in release.cells
        if cell.kind == NATIONAL_SECURITY and cell.status is Status.BANDED
    ]
    new = {(part.period, part.part): part for table in tables.values() for part in table.parts if part.bands}
    return tuple(dict.fromkeys(sentence for part in new.values() for sentence in _of_part(part, public)))


def _of_part(part: PartTable, public: Iterable[PublicCell]) -> Iterator[str]:
    span = (part.period.start, part.period.end)
    codes = frozenset(part.part.shown)
    for cell in public:
        if (cell.start, cell.end) == span:
            new = part.bands.get((cell.request_type, cell.measure))
            if new is not None:
                yield from _banded_anew(cell, new)
                continue
        overlap = cell.start <= part.period.end and part.period.start <= cell.end
        same_structure = cell.request_type in codes and _length(cell) == part.period.kind
        if overlap and not same_structure and _of_one_matter(cell.request_type, codes):
            yield (
                f"national-security process of {cell.period} is public under another structure, and that of "
                f"{part.period.name} is about to be: whoever has both can narrow the numbers. Keep to one "
                "structure for periods that overlap."
            )


def _length(cell: PublicCell) -> str:
    return "year" if (cell.end - cell.start).days > 300 else "half_year"  # noqa: PLR2004 - days


def _of_one_matter(code: str, codes: frozenset[str]) -> bool:
    return TOTAL in codes or code == TOTAL or code in codes


def _banded_anew(cell: PublicCell, new: Band) -> Iterator[str]:
    """A second band for one number: what both leave, where that is less than each."""
    if cell.lower is None or cell.upper is None or (cell.lower, cell.upper) == (new.lower, new.upper):
        return
    lower, upper = max(int(cell.lower), new.lower), min(int(cell.upper), new.upper)
    where = f"{cell.measure} of {cell.request_type} in {cell.period}"
    old = f"{int(cell.lower)}\N{EN DASH}{int(cell.upper)}"
    if lower > upper or (lower, upper) in {(cell.lower, cell.upper), (new.lower, new.upper)}:
        return  # the number itself is another one, or nothing is learned
    yield (
        f"national-security process: {where} is public as {old} ({cell.release}) and about to be as "
        f"{new.lower}\N{EN DASH}{new.upper}: whoever has both knows that it is {lower}\N{EN DASH}{upper}"
    )
