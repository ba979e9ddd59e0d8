"""A release about to replace another in; the data files that readers may have of its earlier versions out.

What was public stays public: who wants to see what was restated finds it, and whoever protects or attacks the
release has to reckon with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pellucid.release.failures import naming
from pellucid.release.manifest import MANIFEST
from pellucid.release.public import DATA, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def kept_versions(release: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files of the versions before, by name below the release.

    The one in its place becomes a version of its own where its tables are not those of the new one.
    """
    if not release.is_dir():
        return {}
    with naming(release):
        kept = {
            path.relative_to(release).as_posix(): path.read_bytes()
            for path in sorted((release / VERSIONS).rglob("*"))
            if path.is_file()
        }
        tables = {f"{DATA}{path.name}": path.read_bytes() for path in (release / "data").glob("*.csv")}
        if not tables or all(files.get(name) == content for name, content in tables.items()):
            return kept
        manifest = release / MANIFEST
        replaced = tables | ({MANIFEST: manifest.read_bytes()} if manifest.is_file() else {})
    number = 1 + max((int(name.split("/")[1]) for name in kept), default=0)
    return kept | {f"{VERSIONS}/{number}/{name}": content for name, content in sorted(replaced.items())}
