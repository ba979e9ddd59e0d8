"""Two sites, or two releases, in; every number that the newer one states otherwise out."""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pellucid.errors import UsageError
from pellucid.release.public import public_releases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from pellucid.release.public import PublicRelease
    from pellucid.release.public_tables import PublicCell

HEADS = ("Table", "Period", "Of", "Code", "Measure", "Before", "Now")


@dataclass(frozen=True)
class Stated:
    """How a number stands in a release."""

    value: float | None
    lower: float | None
    upper: float | None
    status: str

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value:,.15g}" + ("" if self.status == "published" else f" ({self.status})")
        if self.lower is not None and self.upper is not None:
            return f"{self.lower:,.15g}\N{EN DASH}{self.upper:,.15g} ({self.status})"
        return self.status.replace("_", " ")


@dataclass(frozen=True)
class Restated:
    """A number that two releases carry and state otherwise.

    first, second: country and request type; in the table `breakdowns` dimension and code.
    """

    table: str
    period: str
    first: str
    second: str
    measure: str
    old: Stated
    new: Stated

    def __str__(self) -> str:
        return (
            f"{self.period} {self.table} {self.first} {self.second} {self.measure}: {self.old} -> {self.new}"
        )


def restatements(old: Path, new: Path) -> tuple[Restated, ...]:
    """Compare the releases of a period that both have; of two single releases, whatever they share.

    Raises:
        UsageError: a folder holds no release, or both have no period in common.

    """
    before, now = _releases(old), _releases(new)
    if len(before) == len(now) == 1:
        pairs = [(before[0], now[0])]
    else:
        found = {release.folder: release for release in before}
        pairs = [(found[release.folder], release) for release in now if release.folder in found]
    if not pairs:
        raise UsageError(
            "the two have no release of the same period",
            where=str(new),
            got=", ".join(release.folder for release in now),
            mend=f"compare with {', '.join(release.folder for release in before)}",
        )
    return tuple(change for pair in pairs for change in _changes(*pair))


def _releases(path: Path) -> list[PublicRelease]:
    """Give the releases of a site, or the one that a folder is."""
    single = (path / "data").is_dir()
    site = path.resolve().parent if single else path
    found = [
        release
        for release in public_releases(site)
        if release.current and (not single or release.folder == path.resolve().name)
    ]
    if not found:
        raise UsageError(
            "there is no release with tables in CSV here",
            where=str(path),
            mend="name a site, or the folder of one of its releases",
        )
    return found


def _changes(old: PublicRelease, new: PublicRelease) -> Iterator[Restated]:
    before = {cell.key: cell for cell in old.cells}
    for cell in new.cells:
        earlier = before.get(cell.key)
        if earlier is not None and _stated(earlier) != _stated(cell):
            yield Restated(cell.kind, cell.period, *cell.place, cell.measure, _stated(earlier), _stated(cell))


def _stated(cell: PublicCell) -> Stated:
    return Stated(cell.value, cell.lower, cell.upper, str(cell.status))


def as_json(found: Sequence[Restated]) -> list[Mapping[str, object]]:
    """Give a record a number."""
    return [asdict(change) for change in found]


def as_html(found: Sequence[Restated]) -> str:
    """Write a page of its own, with a table that needs neither style nor script."""
    rows = (
        (one.table, one.period, one.first, one.second, one.measure, str(one.old), str(one.new))
        for one in found
    )
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    title = f"Restatements: {len(found):,}"
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n<table>\n<caption>Numbers that the newer release states otherwise</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</body>\n</html>"
    )
