"""Takes a site, and files about to be published; gives every public cell of every release and version.

The tables are those of the contract: `data/<kind>.csv` and `data/breakdowns.csv`, also of sites that other
programs made. `data/report.json` adds what it says of request types and of rules that hold; it may be absent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pellucid.errors import UsageError
from pellucid.release.failures import naming
from pellucid.release.public_tables import PublicCell, PublicFile, read_table
from pellucid.release.read import REPORT
from pellucid.vocabulary.periods import InvalidPeriod, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

VERSIONS = "versions"
DATA = "data/"
Span = tuple[date, date]


@dataclass(frozen=True)
class PublicRelease:
    """A version of a release: what its data files show.

    version: 1 for the first that stood there; kept versions come before the one that stands there now.
    families: of request types, as its report.json says them. stated: names of the uncertain statements
        (vocabulary.stated) that it says hold; None where it says nothing of them.
    ours: whether a report.json of this program stands beside its tables.
    """

    folder: str
    version: int
    span: Span
    cells: tuple[PublicCell, ...]
    families: Mapping[str, str] = field(default_factory=dict)
    stated: frozenset[str] | None = None
    ours: bool = False
    current: bool = True

    @property
    def name(self) -> str:
        """The name under which a reader finds it."""
        return self.folder if self.current else f"{self.folder}/{VERSIONS}/{self.version}"


def public_releases(
    site: Path, new: Mapping[str, Mapping[str, bytes]] | None = None
) -> tuple[PublicRelease, ...]:
    """Read every version of every release, in the order in which they came out as far as that is seen.

    new: files of releases about to be published, by folder and by name below it; what stands in such a folder
        now is read as the version before it.

    Raises:
        UsageError: there is neither a site nor anything new.
        EnvironmentFailure: a file is not such a table.

    """
    new = new or {}
    if not site.is_dir() and not new:
        raise UsageError(
            "there is no such folder, so no release in it",
            where=str(site),
            mend="make a release with `pellucid build`, or name another site",
        )
    folders = set(new)
    if site.is_dir():
        with naming(site):
            folders |= {path.name for path in site.iterdir() if _may_be_release(path)}
    found = [one for name in sorted(folders) for one in _release(site / name, new.get(name))]
    return tuple(sorted(found, key=_order))


def public_versions(site: Path, folder: str) -> tuple[PublicRelease, ...]:
    """Read every version of one release, the one that stands there now last.

    Raises:
        EnvironmentFailure: a file is not such a table.

    """
    return tuple(_release(site / folder, None))


def _order(release: PublicRelease) -> tuple[date, int, str, int]:
    """By the end of the period, then shorter first: the order in which releases come out."""
    start, end = release.span
    return end, (end - start).days, release.folder, release.version


def _may_be_release(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _release(folder: Path, new: Mapping[str, bytes] | None) -> Iterator[PublicRelease]:
    """All versions of a release, oldest first."""
    with naming(folder):
        kept = _kept(folder)
        places = [*kept, folder] if _tables(folder) else kept
        files = [{name: path.read_bytes() for name, path in _files(place).items()} for place in places]
    names = [str(place) for place in places]
    if new is not None:
        files.append({name: content for name, content in new.items() if _is_data(name)})
        names.append(folder.name)
    said = _said(files[-1].get(REPORT)) if files else {}
    for number, (place, content) in enumerate(zip(names, files, strict=True), start=1):
        current = number == len(files) and (new is not None or places[-1] == folder)
        one = _version((folder.name, number), place, content, _said(content.get(REPORT)) or said)
        yield replace(one, current=current)


def _version(
    origin: tuple[str, int], place: str, content: Mapping[str, bytes], said: Mapping[str, Any]
) -> PublicRelease:
    """Read the tables of a version; breakdowns last, for they carry no dates of their own."""
    folder, number = origin
    own = _own_period(folder, said)
    spans = {own[0]: own[1:]} if own else {}
    files = [
        PublicFile(f"{place}/{name}", name.removeprefix(DATA).removesuffix(".csv"), text)
        for name, text in sorted(content.items())
        if name.endswith(".csv")
    ]
    cells: list[PublicCell] = []
    for file in sorted(files, key=lambda file: file.is_breakdowns):
        cells += read_table(file, origin, spans)
    span = (spans.get(own[0]) if own else None) or _last(cells)
    return PublicRelease(folder, number, span, tuple(cells), _families(said), _stated(said), ours=bool(said))


def _last(cells: Iterable[PublicCell]) -> Span:
    """The period that ends last, the longest of those: what a release of unknown name is about."""
    spans = {(cell.start, cell.end) for cell in cells}
    return max(spans, key=lambda span: (span[1], span[1] - span[0]), default=(date.min, date.min))


def _kept(folder: Path) -> list[Path]:
    kept = folder / VERSIONS
    if not kept.is_dir():
        return []
    numbered = [path for path in kept.iterdir() if path.name.isdecimal() and _tables(path)]
    return sorted(numbered, key=lambda path: int(path.name))


def _tables(place: Path) -> bool:
    return any((place / "data").glob("*.csv"))


def _files(place: Path) -> dict[str, Path]:
    paths = {f"{DATA}{path.name}": path for path in (place / "data").glob("*.csv")}
    return paths | ({REPORT: place / REPORT} if (place / REPORT).is_file() else {})


def _is_data(name: str) -> bool:
    return name == REPORT or (name.startswith(DATA) and name.count("/") == 1 and name.endswith(".csv"))


def _said(content: bytes | None) -> Mapping[str, Any]:
    """What report.json says; nothing where there is none, or one of somebody else's."""
    try:
        fields = json.loads(content) if content else {}
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) and "schema" in fields else {}


def _own_period(folder: str, said: Mapping[str, Any]) -> tuple[str, date, date] | None:
    words = said.get("period")
    try:
        if isinstance(words, dict):
            return str(words["name"]), date.fromisoformat(words["start"]), date.fromisoformat(words["end"])
        period = Period.parse(folder.replace("_", "/"))
    except (KeyError, TypeError, ValueError, InvalidPeriod):
        return None
    return period.name, period.start, period.end


def _families(said: Mapping[str, Any]) -> dict[str, str]:
    types = said.get("request_types")
    known = [one for one in types if isinstance(one, dict)] if isinstance(types, list) else []
    return {str(one["code"]): str(one["family"]) for one in known if one.get("code") and one.get("family")}


def _stated(said: Mapping[str, Any]) -> frozenset[str] | None:
    names = said.get("stated")
    return frozenset(map(str, names)) if isinstance(names, list) else None
